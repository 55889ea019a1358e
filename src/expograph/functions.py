"""The functions that derivation rules call in SPARQL: arithmetic of intervals, comparison, calendar.

    sum(a, b), difference(a, b), product(a, b), quotient(a, b)   intervals, as arithmetic.py says
    factor(growth)            the factor that a growth in percent is: 1.015 to 1.025 of [1.5, 2.5]
    percentOf(part, whole)    how many percent of a whole a part is
    shareOf(share, whole)     the part of a whole that so many percent are
    below(a)                  the numbers below the greatest of a; nothing where a is open above
    atLeast(a)                the numbers of a and all above
    words(a)                  an interval in words, for people
    exact(number)             the interval of an integer or decimal alone
    above(a, b), disjoint(a, b)   whether all of a is greater than all of b; whether no number is in both
    weekday(date)             the day of the week, as time:Monday
    onOrBefore(date, weekday), onOrAfter(date, weekday)   the nearest such day that is not later, not earlier
    addDays(date, n)          the day n days later, earlier if n is negative
    daysBetween(first, last)  how many days these are, both counted; nothing if last comes before first
    total(a)                  as an aggregate: all sums of a number of each interval of a group

Intervals are literals of the datatype function#interval. A function has no value for arguments of another
kind, which makes an error of the expression, as of any function (SPARQL 1.1 Query Language, section 17.2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from expograph.arithmetic import (
    DivisionByZeroInterval,
    above,
    add,
    at_least,
    below,
    divide,
    grown,
    multiply,
    scale,
    subtract,
    total,
)
from expograph.interval import Interval, exactly
from expograph.ontology import Term
from expograph.values import (
    DAYS,
    FUNCTION,
    Value,
    date_of,
    integer_of,
    interval_of,
    literal,
    number_of,
    term_of,
    weekday_of,
)
from expograph.wording import figure

if TYPE_CHECKING:
    from pyoxigraph import AggregateFunctionAccumulator

Reader = Callable[[Term], object]
Function = Callable[..., Term | None]


@dataclass(frozen=True)
class Fault:
    """A call that a rule should not have made; SPARQL itself would pass over it in silence.

    Args:
        function: The function's name.
        arguments: What it was given.
        message: What is wrong.
    """

    function: str
    arguments: tuple[Term, ...]
    message: str

    def __str__(self) -> str:
        given = ", ".join(t.value if isinstance(t, Literal) else str(t) for t in self.arguments)
        return f"{self.function}({given}): {self.message}"


def functions(faults: list[Fault]) -> dict[NamedNode, Function]:
    """The functions for a query.

    Args:
        faults: Takes each division by an interval that holds zero, and each wrong number of arguments.
    """
    return {NamedNode(FUNCTION + name): watched(name, faults) for name in FUNCTIONS}


def aggregates() -> "dict[NamedNode, Callable[[], AggregateFunctionAccumulator]]":
    """The aggregate functions for a query."""
    return {NamedNode(FUNCTION + "total"): Total}


class Total:
    """Sums a group: nothing if one of its members is no interval."""

    def __init__(self) -> None:
        self.members: list[Interval | None] = []

    def accumulate(self, element: Term) -> None:
        """Take one member."""
        self.members.append(interval_of(element))

    def finish(self) -> Literal | None:
        """The sum of all members."""
        known = [a for a in self.members if a is not None]
        return literal(total(known)) if len(known) == len(self.members) else None


def watched(name: str, faults: list[Fault]) -> Function:
    """A function over terms that computes with what they mean, and keeps its faults."""

    def called(*arguments: Term) -> Term | None:
        value, message = outcome(name, arguments)
        fault = Fault(name, arguments, message) if message else None
        if fault and fault not in faults:
            faults.append(fault)
        return value

    return called


@lru_cache(maxsize=1 << 16)
def outcome(name: str, arguments: tuple[Term, ...]) -> tuple[Term | None, str | None]:
    """What a function comes to, and what is wrong if it is a fault; rules ask the same in every round."""
    compute, kinds = FUNCTIONS[name]
    if len(arguments) != len(kinds):
        return None, f"it takes {len(kinds)} arguments"
    values = [read(term) for read, term in zip(kinds, arguments, strict=True)]
    if any(value is None for value in values):
        return None, None
    try:
        return term_of(compute(*values)), None
    except DivisionByZeroInterval as error:
        return None, error.message


def factor(growth: Interval) -> Interval | None:
    """The factors of a growth in percent: above zero, for of what fell to nothing no base follows."""
    return grown(growth).intersect(Interval(Fraction(0), None, lower_exclusive=True))


def percent_of(part: Interval, whole: Interval) -> Interval:
    """How many percent of a whole a part is."""
    return scale(divide(part, whole), Fraction(100))


def share_of(share: Interval, whole: Interval) -> Interval:
    """The part of a whole that so many percent are."""
    return scale(multiply(share, whole), Fraction(1, 100))


def disjoint(a: Interval, b: Interval) -> bool:
    """Whether no number is in both."""
    return a.intersect(b) is None


def weekday(day: date) -> NamedNode:
    """The day of the week."""
    return DAYS[day.weekday()]


def on_or_before(day: date, weekday: int) -> date | None:
    """The latest such day of the week that is not after the day."""
    return add_days(day, -((day.weekday() - weekday) % 7))


def on_or_after(day: date, weekday: int) -> date | None:
    """The first such day of the week that is not before the day."""
    return add_days(day, (weekday - day.weekday()) % 7)


def add_days(day: date, days: int) -> date | None:
    """The day so many days later; None where the calendar ends."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def days_between(first: date, last: date) -> int | None:
    """How many days these are, the first and the last counted; None if the last comes before the first."""
    days = (last - first).days + 1
    return days if days > 0 else None


def words(interval: Interval) -> Literal:
    """An interval for people."""
    return Literal(figure(interval))


FUNCTIONS: dict[str, tuple[Callable[..., Value | None], tuple[Reader, ...]]] = {
    "sum": (add, (interval_of, interval_of)),
    "difference": (subtract, (interval_of, interval_of)),
    "product": (multiply, (interval_of, interval_of)),
    "quotient": (divide, (interval_of, interval_of)),
    "factor": (factor, (interval_of,)),
    "percentOf": (percent_of, (interval_of, interval_of)),
    "shareOf": (share_of, (interval_of, interval_of)),
    "below": (below, (interval_of,)),
    "atLeast": (at_least, (interval_of,)),
    "words": (words, (interval_of,)),
    "exact": (exactly, (number_of,)),
    "above": (above, (interval_of, interval_of)),
    "disjoint": (disjoint, (interval_of, interval_of)),
    "weekday": (weekday, (date_of,)),
    "onOrBefore": (on_or_before, (date_of, weekday_of)),
    "onOrAfter": (on_or_after, (date_of, weekday_of)),
    "addDays": (add_days, (date_of, integer_of)),
    "daysBetween": (days_between, (date_of, date_of)),
}
