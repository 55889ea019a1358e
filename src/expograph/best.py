"""From claims to what a reader asks first: direct triples, best-known values, and conflicts."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from expograph.claims import DEPRECATED, PREFERRED, Claim, literal, number, numeral, quantified
from expograph.interval import Interval
from expograph.namespaces import ID, expo
from expograph.ontology import TYPE, Ontology, Term
from expograph.phrases import Reading


class Direct(NamedTuple):
    """A plain triple and the claim from which it was made."""

    triple: Triple
    claim: Claim


def direct(claims: Iterable[Claim], days: Mapping[NamedNode, date], ontology: Ontology) -> list[Direct]:
    """The direct triples: what is said of a whole, without its bound.

    A claim narrowed to a part makes none, and neither does a deprecated one. Of numbers and dates, and of
    properties with one value only, the best claim alone counts: preferred before normal rank, then the
    narrower interval in proportion to the number, then the later document, then the IRI. All other properties
    have as many values as are claimed.

    Args:
        claims: All claims.
        days: The date of each document that states one.
        ontology: Which properties have one value only, and the units to convert to.
    """
    usable = [c for c in claims if c.rank != DEPRECATED and not c.restrictions]
    groups: dict[tuple[NamedNode, NamedNode], list[Claim]] = defaultdict(list)
    for claim in usable:
        groups[claim.statement.subject, claim.statement.property.iri].append(claim)
    found: list[Direct] = []
    for _, group in sorted(groups.items(), key=str):
        ordered = sorted(group, key=lambda c: preference(c, days))
        chosen = ordered[:1] if any(map(single, group)) else ordered
        found += [d for claim in chosen for d in plain(claim, ontology)]
    return found


def single(claim: Claim) -> bool:
    """Whether only one value can be right: a number, a date, or what the ontology calls functional."""
    reading, taken_by = claim.meaning.reading, claim.statement.property
    return taken_by.functional or (
        reading is not None and (reading.interval is not None or reading.day is not None)
    )


def preference(claim: Claim, days: Mapping[NamedNode, date]) -> tuple[bool, bool, bool, Fraction, int, str]:
    """A key that sorts the best claim first."""
    reading = claim.meaning.reading
    width = reading.interval and breadth(reading.interval) if reading else None
    day = days.get(claim.statement.document, date.min)
    has_value, preferred = claim.value is not None, claim.rank == PREFERRED
    return (
        not has_value,
        not preferred,
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


def best_known(claims: Iterable[Claim], ontology: Ontology) -> list[Triple]:
    """Best-known values and conflicts.

    Claims on one subject, measure, population (and other restrictions) and kind of unit are laid over each
    other. What all of them allow is the best-known value; where nothing is left, they conflict.
    """
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        reading = claim.meaning.reading
        if reading and reading.interval and quantified(reading) and claim.rank != DEPRECATED:
            groups[measured(claim, ontology)].append(claim)
    return [t for key, group in sorted(groups.items()) for t in laid_over(key, group, ontology)]


def measured(claim: Claim, ontology: Ontology) -> tuple[str, ...]:
    """What a claim measures, as a key."""
    statement = claim.statement
    restrictions = [str(term) for pair in claim.restrictions for term in pair]
    return (
        str(statement.subject),
        str(statement.property.iri),
        str(ontology.base(claim.unit)[0]),
        *restrictions,
    )


def laid_over(key: Sequence[str], group: list[Claim], ontology: Ontology) -> list[Triple]:
    """The best-known value of claims on the same measure, or their conflict."""
    ordered = sorted(group, key=lambda c: c.iri.value)
    units = {c.unit for c in ordered}
    unit = ordered[0].unit if len(units) == 1 else ontology.base(ordered[0].unit)[0]
    intervals = {c: converted(c, unit, ontology) for c in ordered}
    digest = hashlib.sha256("\n".join(key).encode()).hexdigest()[:12]
    first = ordered[0]
    about: list[tuple[NamedNode, Term]] = [
        (expo("of"), first.statement.subject),
        (expo("measure"), first.statement.property.iri),
        *first.restrictions,
    ]
    common: Interval | None = Interval(None, None)
    for interval in intervals.values():
        common = common and common.intersect(interval)
    if common is None:
        clashing = [c for c in ordered if any(not intervals[c].intersect(intervals[o]) for o in ordered)]
        node = NamedNode(f"{ID}conflict/{digest}")
        about += [(TYPE, expo("Conflict")), *((expo("claim"), c.iri) for c in clashing)]
    else:
        node = NamedNode(f"{ID}best/{digest}")
        about += [(TYPE, expo("BestKnownValue")), *((expo("claim"), c.iri) for c in ordered)]
        about += number(Reading("Number", common, bound=bound(common)), unit)
        for end in ("lower", "upper"):
            about += [(expo(f"{end}From"), c.iri) for c in ordered if sets(intervals[c], common, end)]
    return [Triple(node, p, o) for p, o in about]


def converted(claim: Claim, unit: NamedNode | None, ontology: Ontology) -> Interval:
    """A claim's interval in another unit of the same kind."""
    reading = claim.meaning.reading
    assert reading is not None
    assert reading.interval is not None
    times = (ontology.conversion(claim.unit, unit) if claim.unit != unit else None) or Fraction(1)
    lower, upper = (
        None if end is None else end * times for end in (reading.interval.lower, reading.interval.upper)
    )
    return Interval(lower, upper, reading.interval.lower_exclusive, reading.interval.upper_exclusive)


def sets(interval: Interval, common: Interval, end: str) -> bool:
    """Whether an interval has this end in common with the narrowest."""
    mine = getattr(interval, end), getattr(interval, f"{end}_exclusive")
    return mine[0] is not None and mine == (getattr(common, end), getattr(common, f"{end}_exclusive"))


def bound(interval: Interval) -> str:
    """The bound that says what an interval says."""
    if interval.is_exact():
        return "exactly"
    if interval.upper is None:
        return "moreThan" if interval.lower_exclusive else "atLeast"
    if interval.lower is None:
        return "lessThan" if interval.upper_exclusive else "atMost"
    return "between"
