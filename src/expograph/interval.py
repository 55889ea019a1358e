"""Intervals of exact numbers: what "more than 2,000" leaves open, and where it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = 12


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends; an end that is None is open for ever, and never excluded.

    Raises:
        ValueError: No number lies between the ends.
    """

    lower: Fraction | None
    upper: Fraction | None
    lower_exclusive: bool = False
    upper_exclusive: bool = False

    def __post_init__(self) -> None:
        if (self.lower is None and self.lower_exclusive) or (self.upper is None and self.upper_exclusive):
            raise ValueError("an open end cannot be exclusive")
        if self.lower is None or self.upper is None:
            return
        touching = self.lower == self.upper and (self.lower_exclusive or self.upper_exclusive)
        if self.lower > self.upper or touching:
            raise ValueError(f"no number lies in {self}")

    def __str__(self) -> str:
        left = "(" if self.lower is None or self.lower_exclusive else "["
        right = ")" if self.upper is None or self.upper_exclusive else "]"
        low = "-∞" if self.lower is None else decimal_down(self.lower)
        high = "∞" if self.upper is None else decimal_up(self.upper)
        return f"{left}{low}, {high}{right}"

    def is_exact(self) -> bool:
        """Whether the interval is a single number."""
        return self.lower is not None and self.lower == self.upper

    def contains(self, number: Fraction) -> bool:
        """Whether the number lies in the interval."""
        above = (
            self.lower is None or number > self.lower or (number == self.lower and not self.lower_exclusive)
        )
        below = (
            self.upper is None or number < self.upper or (number == self.upper and not self.upper_exclusive)
        )
        return above and below

    def intersect(self, other: "Interval") -> "Interval | None":
        """The numbers in both intervals; None where there are none."""
        lower, lower_exclusive = _tighter(self._low(), other._low(), max)
        upper, upper_exclusive = _tighter(self._high(), other._high(), min)
        try:
            return Interval(lower, upper, lower_exclusive, upper_exclusive)
        except ValueError:
            return None

    def within(self, other: "Interval") -> bool:
        """Whether every number of this interval lies in the other."""
        return self.intersect(other) == self

    def negate(self) -> "Interval":
        """The interval of the numbers with their signs changed."""
        low = None if self.upper is None else -self.upper
        high = None if self.lower is None else -self.lower
        return Interval(low, high, self.upper_exclusive, self.lower_exclusive)

    def _low(self) -> "_End":
        return self.lower, self.lower_exclusive

    def _high(self) -> "_End":
        return self.upper, self.upper_exclusive


_End = tuple[Fraction | None, bool]


def _tighter(a: _End, b: _End, pick: Callable[[Fraction, Fraction], Fraction]) -> _End:
    """The end that leaves fewer numbers: any end rather than none, an excluded one rather than a kept one."""
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return a if pick(a[0], b[0]) == a[0] else b


def exactly(number: Fraction) -> Interval:
    """The interval that holds this number alone."""
    return Interval(number, number)


def bounded(bound: str, number: Fraction, resolution: Fraction, upper: Fraction | None = None) -> Interval:
    """The interval that a stated number and its bound leave.

    Args:
        bound: exactly, moreThan, atLeast, lessThan, atMost, nearly, about or between.
        number: The number as stated, not negative; of "between", the lower one.
        resolution: The unit of its last stated digit; "about" and "nearly" reach half of it.
        upper: The other number of "between".
    """
    half = resolution / 2
    ends: dict[str, tuple[Fraction | None, Fraction | None, bool, bool]] = {
        "exactly": (number, number, False, False),
        "moreThan": (number, None, True, False),
        "atLeast": (number, None, False, False),
        "lessThan": (None, number, False, True),
        "atMost": (None, number, False, False),
        "nearly": (number - half, number, False, True),
        "about": (number - half, number + half, False, False),
        "between": (number, upper, False, False),
    }
    return Interval(*ends[bound])


def bound_of(interval: Interval) -> str:
    """The bound that says what an interval says."""
    if interval.is_exact():
        return "exactly"
    if interval.upper is None:
        return "moreThan" if interval.lower_exclusive else "atLeast"
    if interval.lower is None:
        return "lessThan" if interval.upper_exclusive else "atMost"
    return "between"


def decimal_down(number: Fraction) -> str:
    """The number as a canonical xsd:decimal; one without a finite form is rounded down at 12 digits.

    Source: XSD 1.1 Part 2, appendix E.3 (an integer is written without a point).
    """
    return _lexical(number, number.numerator * 10**_DIGITS // number.denominator)


def decimal_up(number: Fraction) -> str:
    """The number as a canonical xsd:decimal; one without a finite form is rounded up at 12 digits."""
    return _lexical(number, -(-number.numerator * 10**_DIGITS // number.denominator))


def _lexical(number: Fraction, rounded: int) -> str:
    """A fraction whose denominator has only the factors 2 and 5 in full, any other as rounded / 10^12."""
    places, scaled = _DIGITS, rounded
    exact = _finite_places(number.denominator)
    if exact is not None:
        places, scaled = exact, number.numerator * 10**exact // number.denominator
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if scaled < 0 else "") + whole + (f".{part}" if part else "")


def _finite_places(denominator: int) -> int | None:
    """How many decimal places 1/denominator needs; None if no number of places is enough."""
    rest, places = denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    return places if rest == 1 else None
