"""What figures of a kind can be by nature, and how people tell them."""

from collections.abc import Mapping
from fractions import Fraction

from expograph.interval import Interval

LIMITS: Mapping[str | None, Interval] = {
    **dict.fromkeys(("Count", "Money", "Area", "Duration"), Interval(Fraction(0), None)),
    "Share": Interval(Fraction(0), Fraction(100)),
}
"""Between which numbers values of a kind lie; those of other kinds lie anywhere."""
ANYWHERE = Interval(None, None)
HUNDRED, CENTS = 100, 100


def natural(interval: Interval, kind: str | None) -> Interval | None:
    """An interval without the ends that say nothing of such a value.

    Args:
        interval: What was worked out.
        kind: The value kind of its property.

    Returns:
        The interval, wider where an end lay at or beyond what is natural; None if no end is left, or if it
        holds no number that such a value can be.
    """
    limits = LIMITS.get(kind, ANYWHERE)
    if interval.intersect(limits) is None:
        return None
    if interval.is_exact():
        return interval
    low, high = interval.lower, interval.upper
    if low is not None and limits.lower is not None and low <= limits.lower:
        low = None
    if high is not None and limits.upper is not None and high >= limits.upper:
        high = None
    if low is None and high is None:
        return None
    excluded = low is not None and interval.lower_exclusive, high is not None and interval.upper_exclusive
    return Interval(low, high, *excluded)


def readable(nominal: Fraction, interval: Interval | None, whole: bool) -> Fraction | None:
    """A nominal figure as people tell it: whole from a hundred on, with two decimals below.

    Args:
        nominal: The figure as it was worked out.
        interval: Where the true one lies.
        whole: Whether it counts things, so that it is told whole however small it is.

    Returns:
        The figure; in full where the one that people tell is not in the interval, though the figure is; None
        if it should be whole then.
    """
    rounded = Fraction(round(nominal))
    told = rounded if whole or abs(nominal) >= HUNDRED else Fraction(round(nominal * CENTS), CENTS)
    if interval is not None and interval.contains(nominal) and not interval.contains(told):
        return None if whole else nominal
    return told
