"""Intervals: what lies in them, what two have in common, and how their ends are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expograph.interval import Interval, bounded, decimal_down, decimal_up, exactly

ENDS = st.none() | st.fractions(-20, 20, max_denominator=4)
NUMBERS = st.fractions(-21, 21, max_denominator=8)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval, open or closed at either end."""
    lower, upper = draw(ENDS), draw(ENDS)
    if lower is not None and upper is not None:
        lower, upper = min(lower, upper), max(lower, upper)
    free = lower is None or upper is None or lower < upper
    return Interval(
        lower,
        upper,
        free and lower is not None and draw(st.booleans()),
        free and upper is not None and draw(st.booleans()),
    )


@given(intervals(), intervals(), NUMBERS)
def test_intersection_holds_what_both_hold(a: Interval, b: Interval, number: Fraction) -> None:
    """A number lies in the intersection exactly if it lies in both."""
    both = a.intersect(b)
    assert (both is not None and both.contains(number)) == (a.contains(number) and b.contains(number))
    assert both == b.intersect(a)


@given(intervals(), intervals(), NUMBERS)
def test_within_is_kept_by_members(a: Interval, b: Interval, number: Fraction) -> None:
    """What lies in an interval lies in every interval that it is within; each is within itself."""
    assert a.within(a)
    if a.within(b):
        assert not a.contains(number) or b.contains(number)


@given(intervals(), NUMBERS)
def test_negation_mirrors(a: Interval, number: Fraction) -> None:
    """A number lies in an interval exactly if its negative lies in the negated one."""
    assert a.negate().contains(-number) == a.contains(number)
    assert a.negate().negate() == a


def test_apart_and_touching() -> None:
    """Two intervals that only touch have the touching point in common, unless one leaves it out."""
    low, high = Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), None)
    assert low.intersect(high) == exactly(Fraction(2))
    assert low.intersect(Interval(Fraction(2), None, True)) is None
    assert low.intersect(Interval(Fraction(3), None)) is None


@pytest.mark.parametrize(
    ("lower", "upper", "exclusive"),
    [(2, 1, (False, False)), (1, 1, (True, False)), (None, 1, (True, False)), (1, None, (False, True))],
)
def test_no_empty_interval(lower: int | None, upper: int | None, exclusive: tuple[bool, bool]) -> None:
    """An interval that holds no number, or leaves out an end it does not have, cannot be made."""
    ends = [None if end is None else Fraction(end) for end in (lower, upper)]
    with pytest.raises(ValueError, match=r"no number lies|cannot be exclusive"):
        Interval(*ends, *exclusive)


def test_empty_interval_is_named() -> None:
    """The error of an empty interval shows its ends."""
    with pytest.raises(ValueError, match=r"no number lies in \[2, 1\]"):
        Interval(Fraction(2), Fraction(1))


@pytest.mark.parametrize(
    ("bound", "shown"),
    [
        ("exactly", "[200000, 200000]"),
        ("moreThan", "(200000, ∞)"),
        ("atLeast", "[200000, ∞)"),
        ("lessThan", "(-∞, 200000)"),
        ("atMost", "(-∞, 200000]"),
        ("nearly", "[150000, 200000)"),
        ("about", "[150000, 250000]"),
        ("between", "[200000, 300000]"),
    ],
)
def test_bounds(bound: str, shown: str) -> None:
    """Each bound leaves its interval; "nearly" and "about" reach half the unit of the last stated digit."""
    upper = Fraction(300_000) if bound == "between" else None
    assert str(bounded(bound, Fraction(200_000), Fraction(100_000), upper)) == shown


@pytest.mark.parametrize(
    ("number", "down", "up"),
    [
        (Fraction(1000), "1000", "1000"),
        (Fraction(8001, 100), "80.01", "80.01"),
        (Fraction(0), "0", "0"),
        (Fraction(-1, 8), "-0.125", "-0.125"),
        (Fraction(100, 3), "33.333333333333", "33.333333333334"),
        (Fraction(-1, 3), "-0.333333333334", "-0.333333333333"),
        (Fraction(1, 10**15), "0.000000000000001", "0.000000000000001"),
    ],
)
def test_decimals(number: Fraction, down: str, up: str) -> None:
    """A finite number is written in full and canonically; another is rounded outwards at 12 digits."""
    assert (decimal_down(number), decimal_up(number)) == (down, up)


@given(st.fractions())
def test_decimals_enclose(number: Fraction) -> None:
    """The two decimals enclose the number, at most one unit of the 12th digit apart, without an exponent."""
    down, up = decimal_down(number), decimal_up(number)
    assert Fraction(Decimal(down)) <= number <= Fraction(Decimal(up))
    assert Fraction(Decimal(up)) - Fraction(Decimal(down)) <= Fraction(1, 10**12)
    assert set(down + up) <= set("-0123456789.")
    assert down != "-0"
    assert up != "-0"
