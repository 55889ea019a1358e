"""Numbers, intervals and claims in words, for people."""

from fractions import Fraction
from math import ceil, floor

from pyoxigraph import Literal, NamedNode

from expograph.interval import Interval
from expograph.ontology import Ontology, Term, local_name
from expograph.premises import LABEL, Premise

_CENTS = 100


def figure(interval: Interval) -> str:
    """An interval as a person would say it; ends are rounded outwards to two decimals, never sharper.

    Source: the bounds of docs/mapping.md.
    """
    low = None if interval.lower is None else number(Fraction(floor(interval.lower * _CENTS), _CENTS))
    high = None if interval.upper is None else number(Fraction(ceil(interval.upper * _CENTS), _CENTS))
    if low is None or high is None:
        if low is not None:
            return f"{'more than' if interval.lower_exclusive else 'at least'} {low}"
        return (
            "any number"
            if high is None
            else f"{'less than' if interval.upper_exclusive else 'at most'} {high}"
        )
    if interval.is_exact():
        exact = interval.lower or Fraction(0)
        return low if low == high else f"about {number(round(exact * _CENTS) / Fraction(_CENTS))}"
    after, before = (
        " (excluded)" if out else "" for out in (interval.lower_exclusive, interval.upper_exclusive)
    )
    return f"{low}{after} to {high}{before}"


def number(value: Fraction) -> str:
    """A number with its thousands parted, and at most two decimals."""
    written = f"{float(value):,.2f}" if value.denominator != 1 else f"{value.numerator:,}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def label(claim: Premise, ontology: Ontology) -> str:
    """A derived claim in a few words."""
    said = ontology.objects(claim.measure, LABEL)
    english = (o.value for o in said if isinstance(o, Literal) and o.language == "en")
    words = next(english, local_name(claim.measure))
    unit = f" {local_name(claim.unit)}" if claim.unit else ""
    what = f"{figure(claim.interval)}{unit}" if claim.interval else told(claim.value)
    part = ", ".join(told(value) for _, value in claim.restrictions)
    return f"{told(claim.subject)}, {words}{f' ({part})' if part else ''}: {what}"


def told(value: Term | None) -> str:
    """A value that is no number."""
    return local_name(value) if isinstance(value, NamedNode) else getattr(value, "value", "")
