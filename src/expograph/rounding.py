"""What a percentage without a bound leaves open: the numbers that would be told in the same words."""

import re
from fractions import Fraction
from math import ceil, floor

from expograph.interval import Interval

_WRITTEN = Fraction(1, 10**11)
_DIGIT = re.compile("10?|1/10+")
_DENOMINATORS = 1000


def rounded(interval: Interval, nominal: Fraction, resolution: Fraction) -> Interval:
    """The percentages that may be meant by a stated one.

    "2 percent" is said of 1.5 to 2.5, "20 percent" of 19.5 to 20.5 and "2.5 percent" of 2.45 to 2.55: a
    percentage is told to its last digit, zeros of whole percents included, and both ends belong to it as
    nobody says which way halves were rounded. Of "one third" or "doubled" nobody has counted percents:
    such a fraction reaches halfway to its neighbours among the fractions of the next denominator, which are
    a quarter and a half for a third. "100 percent" cannot be told from "doubled", and is read as wide.

    Args:
        interval: As claimed, in percent; one with a bound of its own ("about", "more than") stays as it is.
        nominal: The stated number, in percent; a fraction may have been cut at 12 digits.
        resolution: The unit of its last stated digit that is not zero; of a p/q, 100/q.
    """
    if interval.lower is None or interval.upper is None or interval.upper - interval.lower > _WRITTEN:
        return interval
    number, step = _recovered(nominal), _recovered(resolution)
    if _DIGIT.fullmatch(str(step)):
        half = min(step, Fraction(1)) / 2
        return Interval(number - half, number + half)
    low, high = _neighbours(number / 100, (step / 100).denominator + 1)
    return Interval((number + low * 100) / 2, (number + high * 100) / 2)


def _recovered(number: Fraction) -> Fraction:
    """The simple fraction of which a number is the first 12 decimal places, else the number."""
    simple = number.limit_denominator(_DENOMINATORS)
    return simple if abs(simple - number) <= _WRITTEN else number


def _neighbours(number: Fraction, most: int) -> tuple[Fraction, Fraction]:
    """The next smaller and the next greater fraction whose denominator is at most so much."""
    lower = max(Fraction(ceil(number * d) - 1, d) for d in range(1, most + 1))
    upper = min(Fraction(floor(number * d) + 1, d) for d in range(1, most + 1))
    return lower, upper
