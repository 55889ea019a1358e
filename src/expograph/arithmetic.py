"""Exact arithmetic of intervals: what is known of a sum or a base when its parts are known in bounds.

Each result is the smallest interval that holds the outcome for every choice of numbers from the arguments,
which may be chosen independently of one another; an end belongs to it exactly if some choice reaches it.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from expograph.errors import ExpographError
from expograph.interval import Interval, decimal_down, exactly

_Corner = tuple[float | Fraction, bool]
_INFINITY = float("inf")
_NUMBER = r"-?[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?"
_TEXT = re.compile(rf"([\[(])(-∞|{_NUMBER}), (∞|{_NUMBER})([\])])")


class DivisionByZeroInterval(ExpographError):
    """A divisor may be zero."""


def add(a: Interval, b: Interval) -> Interval:
    """All sums of a number of each."""
    lower = None if a.lower is None or b.lower is None else a.lower + b.lower
    upper = None if a.upper is None or b.upper is None else a.upper + b.upper
    return Interval(
        lower,
        upper,
        lower is not None and (a.lower_exclusive or b.lower_exclusive),
        upper is not None and (a.upper_exclusive or b.upper_exclusive),
    )


def subtract(a: Interval, b: Interval) -> Interval:
    """All differences of a number of a and one of b."""
    return add(a, b.negate())


def multiply(a: Interval, b: Interval) -> Interval:
    """All products of a number of each: the least and the greatest lie where ends meet ends."""
    corners = [_product(x, y) for x in _ends(a) for y in _ends(b)]
    lower, lower_reached = min(corners, key=lambda c: (c[0], not c[1]))
    upper, upper_reached = max(corners)
    return Interval(
        lower if isinstance(lower, Fraction) else None,
        upper if isinstance(upper, Fraction) else None,
        isinstance(lower, Fraction) and not lower_reached,
        isinstance(upper, Fraction) and not upper_reached,
    )


def divide(a: Interval, b: Interval) -> Interval:
    """All quotients of a number of a and one of b.

    Raises:
        DivisionByZeroInterval: Zero is a number of b. An end of b at zero that is excluded does no harm.
    """
    return multiply(a, _reciprocal(b))


def scale(a: Interval, factor: Fraction) -> Interval:
    """The numbers of an interval, each times the factor."""
    return multiply(a, exactly(factor))


def total(intervals: Iterable[Interval]) -> Interval:
    """All sums of a number of each of the intervals; zero if there are none."""
    return reduce(add, intervals, exactly(Fraction(0)))


def grown(percent: Interval) -> Interval:
    """The factors by which something has grown that grew by so many percent (fell, if negative)."""
    return add(exactly(Fraction(1)), scale(percent, Fraction(1, 100)))


def above(a: Interval, b: Interval) -> bool:
    """Whether every number of a is greater than every number of b."""
    if a.lower is None or b.upper is None:
        return False
    return a.lower > b.upper or (a.lower == b.upper and (a.lower_exclusive or b.upper_exclusive))


def below(a: Interval) -> Interval | None:
    """The numbers that are less than some number of a; None where all are."""
    return None if a.upper is None else Interval(None, a.upper, upper_exclusive=True)


def at_least(a: Interval) -> Interval:
    """The numbers of an interval and all above: it without its upper end."""
    return Interval(a.lower, None, a.lower_exclusive)


def text(interval: Interval) -> str:
    """An interval as rules hand it on, "(7/3, 5.25]": exact, unlike the outward rounding of str().

    An end without a finite decimal form is written as a fraction in lowest terms.
    """
    left = "(" if interval.lower is None or interval.lower_exclusive else "["
    right = ")" if interval.upper is None or interval.upper_exclusive else "]"
    low = "-∞" if interval.lower is None else _exact(interval.lower)
    high = "∞" if interval.upper is None else _exact(interval.upper)
    return f"{left}{low}, {high}{right}"


def parse(written: str) -> Interval:
    """The interval that text() has written.

    Raises:
        ValueError: The text is no interval, or one that holds no number.
    """
    found = _TEXT.fullmatch(written)
    if found is None:
        raise ValueError(f"{written} is no interval such as [1, 2.5), (-∞, 1/3] or (0, ∞)")
    left, low, high, right = found.groups()
    lower = None if low == "-∞" else Fraction(low)
    upper = None if high == "∞" else Fraction(high)
    if (lower is None and left == "[") or (upper is None and right == "]"):
        raise ValueError(f"{written} holds an end that is infinite")
    return Interval(lower, upper, lower is not None and left == "(", upper is not None and right == ")")


def _ends(a: Interval) -> tuple[_Corner, _Corner]:
    """Both ends as numbers, and whether each is reached."""
    lower = -_INFINITY if a.lower is None else a.lower
    upper = _INFINITY if a.upper is None else a.upper
    reached = (a.lower is not None and not a.lower_exclusive, a.upper is not None and not a.upper_exclusive)
    return (lower, reached[0]), (upper, reached[1])


def _product(x: _Corner, y: _Corner) -> _Corner:
    """The product of two ends, and whether it is reached.

    Zero times anything is zero, and is reached where zero itself is. That holds for zero times infinity too:
    there the products of numbers near those ends take every size, which the other corners bound.
    """
    zeros = [reached for number, reached in (x, y) if number == 0]
    if zeros:
        return Fraction(0), any(zeros)
    if isinstance(x[0], Fraction) and isinstance(y[0], Fraction):
        return x[0] * y[0], x[1] and y[1]
    return (_INFINITY if (x[0] > 0) == (y[0] > 0) else -_INFINITY), False


def _reciprocal(a: Interval) -> Interval:
    """One divided by each number of an interval: the far end of an open one is zero, without zero itself.

    Raises:
        DivisionByZeroInterval: Zero is one of the numbers.
    """
    if a.contains(Fraction(0)):
        raise DivisionByZeroInterval(f"cannot divide by {a}: it holds zero")
    if a.lower is None or a.lower < 0:
        return _reciprocal(a.negate()).negate()
    return Interval(
        Fraction(0) if a.upper is None else 1 / a.upper,
        None if a.lower == 0 else 1 / a.lower,
        a.upper is None or a.upper_exclusive,
        a.lower != 0 and a.lower_exclusive,
    )


def _exact(number: Fraction) -> str:
    """A number in full: as a decimal if it has a finite one, else as a fraction."""
    decimal = decimal_down(number)
    return decimal if Fraction(decimal) == number else str(number)
