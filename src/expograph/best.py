"""From claims to what a reader asks first: direct triples and best-known values."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from expograph.claims import DEPRECATED, PREFERRED, Claim, literal, number, numeral
from expograph.interval import Interval, bound_of, decimal_down
from expograph.namespaces import ID, expo
from expograph.ontology import TYPE, Ontology, Term
from expograph.phrases import Reading
from expograph.premises import Premise, so_far


class Direct(NamedTuple):
    """A plain triple and the claim from which it was made."""

    triple: Triple
    claim: Claim


def direct(claims: Iterable[Claim], days: Mapping[NamedNode, date], ontology: Ontology) -> list[Direct]:
    """The direct triples: what is said of a whole, without its bound.

    A claim narrowed to a part makes none, and neither does a deprecated one. Of numbers and dates, and of
    properties with one value only, the best claim alone counts: preferred before normal rank, then what was
    counted to the end before what was counted so far, then the narrower interval in proportion to the number,
    then the later document, then the IRI. All other properties have as many values as are claimed.

    Args:
        claims: All claims.
        days: The date of each document that states one.
        ontology: Which properties have one value only, and the units to convert to.
    """
    usable = [c for c in claims if c.rank != DEPRECATED and not c.restrictions]
    groups: dict[tuple[Term, NamedNode], list[Direct]] = defaultdict(list)
    for made in (d for claim in usable for d in plain(claim, ontology)):
        groups[made.triple.subject, made.triple.predicate].append(
            made
        )  # a span of dates makes more than its own
    found: list[Direct] = []
    for _, group in sorted(groups.items(), key=str):
        ordered = sorted(group, key=lambda d: preference(d.claim, days, ontology))
        found += ordered[:1] if any(single(d.claim) for d in group) else ordered
    return found


def single(claim: Claim) -> bool:
    """Whether only one value can be right: a number, a date, or what the ontology calls functional."""
    reading, taken_by = claim.meaning.reading, claim.statement.property
    return taken_by.functional or (
        reading is not None and (reading.interval is not None or reading.day is not None)
    )


def preference(
    claim: Claim, days: Mapping[NamedNode, date], ontology: Ontology
) -> tuple[bool, bool, bool, bool, Fraction, int, str]:
    """A key that sorts the best claim first."""
    reading = claim.meaning.reading
    width = reading.interval and breadth(reading.interval) if reading else None
    day = days.get(claim.statement.document, date.min)
    has_value, preferred = claim.value is not None, claim.rank == PREFERRED
    return (
        not has_value,
        not preferred,
        any(so_far(value, ontology) for name, value in claim.statement.qualifiers if name == expo("basis")),
        width is None,
        width or Fraction(0),
        -day.toordinal(),
        claim.iri.value,
    )


def breadth(interval: Interval) -> Fraction | None:
    """How wide an interval is in proportion to its greatest number; None if it has an open end."""
    if interval.lower is None or interval.upper is None:
        return None
    return (interval.upper - interval.lower) / (max(abs(interval.lower), abs(interval.upper)) or 1)


def plain(claim: Claim, ontology: Ontology) -> list[Direct]:
    """The direct triples of a claim; a number in another unit than the property's is converted."""
    statement, reading, value = claim.statement, claim.meaning.reading, claim.value
    fixed = statement.property.unit
    if reading and fixed and claim.unit != fixed and reading.nominal is not None:
        times = ontology.conversion(claim.unit, fixed)
        value = numeral(reading.nominal * times, statement.property) if times else None
    if value is None:
        return []
    said: list[tuple[NamedNode, Term]] = [(statement.property.iri, value)]
    if reading and reading.kind == "Period":
        said += [(expo("startDate"), literal(str(reading.day), "date"))]
        said += [(expo("endDate"), literal(str(reading.end), "date"))]
    return [Direct(Triple(statement.subject, p, o), claim) for p, o in said]


def best_known(found: Iterable[Premise], ontology: Ontology) -> list[Triple]:
    """Best-known values: what all claims on one subject, measure, population and unit allow.

    Stated and derived claims both count. Where they do not fit, the stated ones do; where these exclude each
    other, the preferred ones, which correct the others; else there is none. Rules tell the conflict.
    """
    groups: dict[tuple[str, ...], list[Premise]] = defaultdict(list)
    for premise in found:
        if premise.interval is not None and premise.rank < 2:
            groups[*premise.scope, str(premise.unit)].append(premise)
    return [t for key, group in sorted(groups.items()) for t in laid_over(key, group)]


def laid_over(key: Sequence[str], group: list[Premise]) -> list[Triple]:
    """The best-known value of claims on the same measure; nothing where not even preferred ones agree."""
    for taken in (group, [p for p in group if p.stated], [p for p in group if p.rank == 0]):
        ordered = sorted(taken, key=lambda p: p.iri.value)
        common = shared([p.interval for p in ordered if p.interval])
        if ordered and common:
            return described(key, ordered, common)
    return []


def shared(intervals: Iterable[Interval]) -> Interval | None:
    """The numbers that lie in all intervals; None where there are none."""
    common: Interval | None = Interval(None, None)
    for interval in intervals:
        common = common and common.intersect(interval)
    return common


def described(key: Sequence[str], claims: Sequence[Premise], common: Interval) -> list[Triple]:
    """What the graph says of a best-known value."""
    node = NamedNode(f"{ID}best/{hashlib.sha256(chr(10).join(key).encode()).hexdigest()[:12]}")
    first = claims[0]
    about: list[tuple[NamedNode, Term]] = [
        (TYPE, expo("BestKnownValue")),
        (expo("of"), first.subject),
        (expo("measure"), first.measure),
        *first.restrictions,
        *((expo("claim"), c.iri) for c in claims),
        *number(Reading("Number", common, bound=bound_of(common)), first.unit),
        *((expo("nominal"), literal(decimal_down(n), "decimal")) for n in [nominal(claims)] if n is not None),
    ]
    for end in ("lower", "upper"):
        about += [(expo(f"{end}From"), c.iri) for c in claims if c.interval and sets(c.interval, common, end)]
    return [Triple(node, p, o) for p, o in about]


def nominal(claims: Iterable[Premise]) -> Fraction | None:
    """The figure of the claim that bounds the value most closely: a stated one before a derived one."""
    stating = [c for c in claims if c.nominal is not None and c.interval]

    def closeness(claim: Premise) -> tuple[bool, Fraction, bool, str]:
        width = breadth(claim.interval) if claim.interval else None
        return width is None, width or Fraction(0), not claim.stated, claim.iri.value

    return min(stating, key=closeness).nominal if stating else None


def sets(interval: Interval, common: Interval, end: str) -> bool:
    """Whether an interval has this end in common with the narrowest."""
    mine = getattr(interval, end), getattr(interval, f"{end}_exclusive")
    return mine[0] is not None and mine == (getattr(common, end), getattr(common, f"{end}_exclusive"))
