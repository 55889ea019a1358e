"""What rules see of a claim: docs/rules.md lists these properties."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph.arithmetic import at_least, text
from expograph.interval import Interval, exactly
from expograph.namespaces import XSD, expo
from expograph.ontology import Ontology, Term
from expograph.premises import Premise
from expograph.rounding import rounded
from expograph.rules import USE
from expograph.values import INTERVAL

PERCENT = {"Share", "Growth"}
DATES = {
    expo("dates"): ("start", "end"),
    expo("startDate"): ("start",),
    expo("endDate"): ("end",),
    expo("date"): ("day",),
}


def usable(claim: Premise, ontology: Ontology) -> Interval | None:
    """The interval that may be computed with: a stated percentage is a rounded one."""
    taken = ontology.properties.get(claim.measure)
    if claim.interval is None or not claim.stated or not taken or taken.kind not in PERCENT:
        return claim.interval
    if claim.said is None or claim.nominal is None or claim.resolution is None:
        return claim.interval
    meant = rounded(claim.said, claim.nominal, claim.resolution)
    return at_least(meant) if claim.interval.upper is None else meant


def seen(claim: Premise, ontology: Ontology) -> Iterator[Triple]:
    """A claim as rules see it."""
    about: list[tuple[str, Term]] = [
        ("of", claim.subject),
        ("measure", claim.measure),
        ("scope", Literal("\n".join(claim.scope))),
        ("part", Literal("\n".join(claim.part))),
        ("narrowings", Literal(len(claim.restrictions))),
        ("stated", Literal(claim.stated)),
        ("label", Literal(claim.label)),
    ]
    about += [("value", v) for v in [claim.value] if v is not None]
    about += [("unit", u) for u in [claim.unit] if u is not None]
    intervals = {"said": claim.said, "interval": usable(claim, ontology)}
    intervals["about"] = None if claim.nominal is None else exactly(claim.nominal)
    about += [(name, Literal(text(i), datatype=INTERVAL)) for name, i in intervals.items() if i is not None]
    about += [(name, day) for name, day in days(claim)]
    for name, value in about:
        yield Triple(claim.iri, NamedNode(USE + name), value)


def days(claim: Premise) -> Iterator[tuple[str, Literal]]:
    """The first and last day of what a claim dates; a period has both in its name."""
    names = DATES.get(claim.measure, ())
    if isinstance(claim.value, NamedNode):
        parts = claim.value.value.rsplit("/", 1)[-1].split("_")
        for name, day in zip(names, parts, strict=False):
            yield name, Literal(day, datatype=NamedNode(XSD + "date"))
    elif isinstance(claim.value, Literal):
        for name in names:
            yield name, claim.value
