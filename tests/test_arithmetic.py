"""Arithmetic of intervals: never sharper than the arguments allow, and never wider than need be."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expograph.arithmetic import (
    DivisionByZeroInterval,
    above,
    add,
    below,
    divide,
    grown,
    multiply,
    parse,
    scale,
    subtract,
    text,
    total,
)
from expograph.interval import Interval, bounded, decimal_down, decimal_up, exactly
from expograph.rounding import rounded

CASES, ENOUGH = 2_100, 2_000
NEAR, FAR = Fraction(1, 10**20), Fraction(10**20)
CLOSE, GREAT = Fraction(1, 10**6), Fraction(10**6)
ZERO = Fraction(0)
ABOVE = Interval(ZERO, None, True)
few = settings(max_examples=300, derandomize=True, deadline=None, database=None)
many = settings(few, max_examples=CASES, suppress_health_check=list(HealthCheck))

SMALL = [Fraction(n) for n in range(-2, 3)]
OTHER = [Fraction(n**power, d) for n in range(-40, 41) for power, d in ((1, 7), (1, 10), (3, 3))]
NUMBERS = st.sampled_from(SMALL * 20 + OTHER)
KINDS = st.sampled_from(list(product(["kept", "kept", "out", "open"], repeat=2)))
BETWEEN = st.sampled_from([Fraction(n, 100) for n in range(1, 100)])


def interval(a: Fraction, b: Fraction, kinds: tuple[str, str]) -> Interval:
    """An interval between two numbers whose ends are kept, left out or open; one number is kept."""
    low, high = min(a, b), max(a, b)
    if low == high and "out" in kinds and "open" not in kinds:
        return exactly(low)
    return Interval(
        None if kinds[0] == "open" else low,
        None if kinds[1] == "open" else high,
        kinds[0] == "out",
        kinds[1] == "out",
    )


INTERVALS = st.builds(interval, NUMBERS, NUMBERS, KINDS)


def samples(a: Interval, between: Fraction) -> list[Fraction]:
    """Numbers of an interval: its ends or numbers next to them, one between, far ones where it is open."""
    if a.lower is None and a.upper is None:
        return [-FAR, between - Fraction(1, 2), ZERO, FAR]
    if a.upper is None:
        return [-n for n in samples(a.negate(), between)]
    width = Fraction(1) if a.lower is None else a.upper - a.lower
    found = [a.upper - width * NEAR, a.upper - width * between]
    found += [] if a.upper_exclusive else [a.upper]
    if a.lower is None:
        return [*found, a.upper - FAR]
    return [*found, a.lower + width * NEAR, *([] if a.lower_exclusive else [a.lower])]


def check(result: Interval, outcomes: list[Fraction]) -> None:
    """Every outcome lies in the result, and each end of the result is reached or approached."""
    assert all(result.contains(n) for n in outcomes), (result, outcomes)
    for end, exclusive, extreme in (
        (result.lower, result.lower_exclusive, min(outcomes)),
        (result.upper, result.upper_exclusive, max(outcomes)),
    ):
        if end is None:
            assert abs(extreme) > GREAT, (result, extreme)
        elif not exclusive:
            assert extreme == end, (result, extreme)
        else:
            assert 0 < abs(extreme - end) < CLOSE, (result, extreme)


OPERATIONS: dict[str, tuple[Callable[..., Interval], Callable[[Fraction, Fraction], Fraction]]] = {
    "add": (add, lambda x, y: x + y),
    "subtract": (subtract, lambda x, y: x - y),
    "multiply": (multiply, lambda x, y: x * y),
    "divide": (divide, lambda x, y: x / y),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_sharper_and_no_wider(name: str) -> None:
    """Of two thousand random pairs for each operation, outcomes lie in the result and touch its ends.

    A divisor that holds zero is refused; its part above zero, or below if there is none above, is taken.
    """
    derive, apply = OPERATIONS[name]
    checked = refused = 0

    @many
    @given(INTERVALS, INTERVALS, BETWEEN, BETWEEN)
    def one(a: Interval, b: Interval, s: Fraction, t: Fraction) -> None:
        nonlocal checked, refused
        if name == "divide" and b.contains(ZERO):
            refused += 1
            with pytest.raises(DivisionByZeroInterval, match="it holds zero"):
                divide(a, b)
            parts = [part for side in (ABOVE, ABOVE.negate()) if (part := b.intersect(side))]
            if not parts:
                return
            b = parts[0]
        checked += 1
        check(derive(a, b), [apply(x, y) for x, y in product(samples(a, s), samples(b, t))])

    one()
    assert checked >= ENOUGH
    assert (refused > 0) == (name == "divide")


def test_no_sharper_and_no_wider_of_one() -> None:
    """The same of two thousand random scalings and growths."""
    checked = 0

    @many
    @given(INTERVALS, NUMBERS, BETWEEN)
    def one(a: Interval, factor: Fraction, s: Fraction) -> None:
        nonlocal checked
        checked += 1
        check(scale(a, factor), [x * factor for x in samples(a, s)])
        check(grown(a), [1 + x / 100 for x in samples(a, s)])

    one()
    assert checked >= ENOUGH
    assert ENOUGH * (len(OPERATIONS) + 1) == 10_000


@few
@given(INTERVALS, INTERVALS, BETWEEN, BETWEEN)
def test_comparison_holds_of_all_members(a: Interval, b: Interval, s: Fraction, t: Fraction) -> None:
    """An interval is above another exactly if all its numbers are; below one lie what some number exceeds."""
    pairs = list(product(samples(a, s), samples(b, t)))
    assert above(a, b) == all(x > y for x, y in pairs)
    under = below(b)
    for x, _ in pairs:
        assert under is None or under.contains(x) == any(x < y for y in samples(b, NEAR * NEAR))


@few
@given(INTERVALS, INTERVALS)
def test_ways_back_hold_the_origin(a: Interval, percent: Interval) -> None:
    """The base of a growth, grown again, may be the value; sums and shares go back likewise."""
    assert a.within(subtract(add(a, percent), percent))
    factor = grown(percent)
    if not factor.contains(ZERO):
        assert a.within(multiply(divide(a, factor), factor))
        assert a.within(divide(multiply(a, factor), factor))


@few
@given(INTERVALS, INTERVALS)
def test_laws(a: Interval, b: Interval) -> None:
    """Sums and products do not depend on the order; nothing added and one times change nothing."""
    assert add(a, b) == add(b, a) == total([a, b])
    assert total([a, b, a]) == add(scale(a, Fraction(2)), b)
    assert multiply(a, b) == multiply(b, a)
    assert add(a, total([])) == a == total([a])
    assert scale(a, Fraction(1)) == a
    assert scale(a, Fraction(-1)) == a.negate()


@few
@given(INTERVALS)
def test_text_is_exact(a: Interval) -> None:
    """An interval written for rules is read back as the same, to the last digit."""
    assert parse(text(a)) == a


@pytest.mark.parametrize(
    ("written", "derived"),
    [
        (text(multiply(exactly(ZERO), parse("(5, ∞)"))), "[0, 0]"),
        (text(multiply(parse("(0, ∞)"), parse("(0, ∞)"))), "(0, ∞)"),
        (text(multiply(parse("(0, 1]"), parse("[0, 5)"))), "[0, 5)"),
        (text(multiply(parse("(-∞, -2]"), parse("(-3, ∞)"))), "(-∞, ∞)"),
        (text(divide(parse("[1, 2]"), parse("(0, ∞)"))), "(0, ∞)"),
        (text(divide(parse("[0, 2]"), parse("(0, 4]"))), "[0, ∞)"),
        (text(divide(parse("[1, 2]"), parse("(-∞, -3]"))), "[-2/3, 0)"),
        (text(divide(parse("(2000, ∞)"), grown(parse("[19.5, 20.5]")))), "(400000/241, ∞)"),
        (text(divide(exactly(Fraction("80.01e9")), grown(parse("[1.5, 2.5]")))),
         "[3200400000000/41, 2286000000000/29]"),
        (text(grown(parse("(-∞, -100)"))), "(-∞, 0)"),
    ],
)  # fmt: skip
def test_worked_examples(written: str, derived: str) -> None:
    """Cases at zero and infinity, and bases of growths, as done by hand."""
    assert written == derived


@pytest.mark.parametrize(
    "written",
    ["", "[1 2]", "[1, 2", "[-∞, 2]", "(1, ∞]", "[2, 1]", "(1, 1]", "[1, 1/0]", "[a, 2]", "[1., 2]"],
)
def test_no_interval(written: str) -> None:
    """What is not written as an interval, or holds no number, is refused."""
    with pytest.raises(ValueError, match=r"no interval|no number lies|infinite"):
        parse(written)


@pytest.mark.parametrize(
    ("nominal", "resolution", "meant"),
    [
        ("2", "1", "[1.5, 2.5]"),
        ("-7", "1", "[-7.5, -6.5]"),
        ("20", "10", "[19.5, 20.5]"),
        ("2.5", "1/10", "[2.45, 2.55]"),
        ("0.04", "1/100", "[0.035, 0.045]"),
        ("100/3", "100/3", "[175/6, 125/3]"),
        ("-100/3", "100/3", "[-125/3, -175/6]"),
        ("200/3", "100/3", "[175/3, 425/6]"),
        ("50", "50", "[125/3, 175/3]"),
        ("75", "25", "[425/6, 77.5]"),
        ("20", "20", "[55/3, 22.5]"),
        ("100", "100", "[75, 125]"),
        ("200", "100", "[175, 225]"),
    ],
)
def test_rounded(nominal: str, resolution: str, meant: str) -> None:
    """A percentage reaches half its last digit, a fraction halfway to its neighbours; also when cut short."""
    number, step = Fraction(nominal), Fraction(resolution)
    assert text(rounded(exactly(number), number, step)) == meant
    claimed = Interval(Fraction(decimal_down(number)), Fraction(decimal_up(number)))
    assert text(rounded(claimed, Fraction(decimal_down(number)), Fraction(decimal_down(step)))) == meant


def test_bounds_are_not_rounded() -> None:
    """A percentage with a bound of its own stays as it is."""
    bounds = ("moreThan", "atLeast", "lessThan", "atMost", "nearly", "about", "between")
    kept = [bounded(b, Fraction(20), Fraction(10), Fraction(30)) for b in bounds]
    assert [rounded(a, Fraction(20), Fraction(10)) for a in kept] == kept
    assert len(kept) == 7
