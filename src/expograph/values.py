"""Values that rules calculate with, and the terms of SPARQL that stand for them."""

import re
from datetime import date
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from expograph.arithmetic import parse, text
from expograph.claims import TIME, WHOLE
from expograph.interval import Interval
from expograph.meaning import WEEKDAYS
from expograph.namespaces import XSD
from expograph.ontology import Term

FUNCTION = "https://w3id.org/expograph/function#"
INTERVAL = NamedNode(FUNCTION + "interval")
DATE = NamedNode(XSD + "date")
NUMBERS = WHOLE | {NamedNode(XSD + "decimal")}
DAYS = [NamedNode(TIME + day) for day in WEEKDAYS]

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Value = Interval | int | date | NamedNode | Literal


def literal(interval: Interval) -> Literal:
    """An interval as rules hand it on."""
    return Literal(text(interval), datatype=INTERVAL)


def interval_of(term: Term) -> Interval | None:
    """The interval that a literal is; None of another term."""
    if not isinstance(term, Literal) or term.datatype != INTERVAL:
        return None
    try:
        return parse(term.value)
    except ValueError:
        return None


def term_of(value: Value | None) -> Term | None:
    """What a function computed, as RDF."""
    match value:
        case Interval():
            return literal(value)
        case date():
            return Literal(value.isoformat(), datatype=DATE)
        case int():
            return Literal(value)
    return value


def number_of(term: Term) -> Fraction | None:
    """The number that an integer or decimal is; None of another term."""
    if not isinstance(term, Literal) or term.datatype not in NUMBERS:
        return None
    return Fraction(term.value) if NUMBER.fullmatch(term.value) else None


def integer_of(term: Term) -> int | None:
    """The integer that a literal is; None of another term."""
    number = number_of(term)
    return None if number is None or number.denominator != 1 else number.numerator


def date_of(term: Term) -> date | None:
    """The day that an xsd:date without time zone is; None of another term."""
    if not isinstance(term, Literal) or term.datatype != DATE or not DAY.fullmatch(term.value):
        return None
    try:
        return date.fromisoformat(term.value)
    except ValueError:
        return None


def weekday_of(term: Term) -> int | None:
    """A day of the week, counted from Monday as 0; None of another term."""
    return DAYS.index(term) if isinstance(term, NamedNode) and term in DAYS else None
