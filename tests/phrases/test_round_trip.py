"""For every number, unit and bound: written in words and read back, it is the same interval."""

from datetime import date, timedelta
from fractions import Fraction

import writing
from hypothesis import assume, given
from hypothesis import strategies as st

from expograph.interval import Interval, bounded
from expograph.phrases import mentions, read

WHOLE = st.integers(0, 10**6) | st.integers(0, 10**12 - 1) | st.integers(1, 999).map(lambda n: n * 1000)
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "crore": 10**7,
    "bn": 10**9,
}
BOUNDS = st.sampled_from([(bound, words) for bound, said in writing.BOUNDS.items() for words in said])
AFTER = st.sampled_from([(bound, words) for bound, said in writing.AFTER.items() for words in said])


def last_digit(number: int) -> int:
    """The unit of the last digit of a whole number that is not nought; worked out without figures."""
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return unit


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Fraction, Fraction]:
    """A number as text in one of four styles, the number, and the unit of its last stated digit."""
    number = draw(WHOLE)
    style = draw(st.sampled_from(["figures", "plain", "words", "scaled"]))
    if style == "scaled":
        places, scale = draw(st.integers(0, 3)), draw(st.sampled_from(sorted(SCALES)))
        units = draw(st.integers(1, 10**6))
        value = Fraction(units, 10**places)
        unit = Fraction(1, 10**places) if places else Fraction(last_digit(units))
        text = f"{writing.in_figures(value, places)} {scale}"
        return text, value * SCALES[scale], unit * SCALES[scale]
    # Four figures without a comma may be a year: the words around tell, and that has tests of its own.
    assume(style != "plain" or not 1800 <= number < 2200)
    texts = {"figures": f"{number:,}", "plain": str(number), "words": writing.in_words(number)}
    return texts[style], Fraction(number), Fraction(last_digit(number))


@given(written(), BOUNDS, st.sampled_from([" exhibitors", " people", ""]))
def test_count(number: tuple[str, Fraction, Fraction], said: tuple[str, str], noun: str) -> None:
    """A count with a bound before it."""
    text, value, resolution = number
    assume(value.denominator == 1)
    bound, words = said
    reading = read("Count", f"{words}{text}{noun}")
    assert reading.interval == bounded(bound, value, resolution)
    assert (reading.bound, reading.nominal, reading.wording) == (bound, value, words.strip())


@given(written(), AFTER)
def test_count_with_bound_after_it(number: tuple[str, Fraction, Fraction], said: tuple[str, str]) -> None:
    """A count with a bound after it."""
    text, value, resolution = number
    assume(value.denominator == 1)
    bound, words = said
    assert read("Count", f"{text}{words} booths").interval == bounded(bound, value, resolution)


@given(written(), BOUNDS, st.sampled_from(sorted(writing.UNITS)), st.data())
def test_measure(
    number: tuple[str, Fraction, Fraction], said: tuple[str, str], kind: str, data: st.DataObject
) -> None:
    """An area, a duration or a share with its unit and a bound."""
    text, value, resolution = number
    bound, words = said
    unit, spellings = data.draw(st.sampled_from(sorted(writing.UNITS[kind].items())))
    reading = read(kind, f"{words}{text}{data.draw(st.sampled_from(spellings))}")
    assert (reading.interval, reading.unit) == (bounded(bound, value, resolution), unit)


@given(written(), BOUNDS, st.sampled_from(sorted(writing.CURRENCIES)), st.data())
def test_money(
    number: tuple[str, Fraction, Fraction], said: tuple[str, str], currency: str, data: st.DataObject
) -> None:
    """A sum with its currency before or after it and a bound."""
    text, value, resolution = number
    bound, words = said
    before, after = data.draw(st.sampled_from(writing.CURRENCIES[currency]))
    # A currency touches figures, not words.
    assume(text[0].isdigit() or not before)
    reading = read("Money", f"{words}{before}{text}{after} in deals")
    assert (reading.interval, reading.unit) == (bounded(bound, value, resolution), currency)


@given(
    written(), BOUNDS, st.sampled_from([("up ", 1), ("an increase of ", 1), ("fell by ", -1), ("down ", -1)])
)
def test_growth(number: tuple[str, Fraction, Fraction], said: tuple[str, str], turn: tuple[str, int]) -> None:
    """A change in percent, up or down, with a bound; a fall is the same interval with its sign changed."""
    text, value, resolution = number
    bound, words = said
    verb, sign = turn
    # "Up to" is a bound itself.
    assume(not (verb == "up " and words.startswith("to ")))
    size = bounded(bound, value, resolution)
    assert read("Growth", f"{verb}{words}{text} percent").interval == (size if sign > 0 else size.negate())


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["{} to {}", "between {} and {}", "{}-{}"])
)
def test_range(a: int, b: int, shape: str) -> None:
    """Two numbers as a range."""
    assume(a != b)
    low, high = min(a, b), max(a, b)
    # "6 to 7,000" may be thousands twice.
    assume(low * 1000 >= high or high < 1000)
    reading = read("Count", shape.format(f"{low:,}", f"{high:,}") + " firms")
    assert reading.interval == Interval(Fraction(low), Fraction(high))
    assert reading.bound == "between"


@given(st.integers(1, 999))
def test_ordinal(number: int) -> None:
    """An ordinal in words and in figures."""
    assert read("Ordinal", f"the {writing.as_ordinal(number)} fair").nominal == number
    assert read("Ordinal", f"the {writing.with_ending(number)} fair").nominal == number


DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
DAY_SHAPES = [
    "{0:%B} {0.day}, {0.year}",
    "{0.day} {0:%B} {0.year}",
    "{0:%Y-%m-%d}",
    "{0:%A}, {0:%B} {0.day}, {0.year}",
]


@given(DAYS, st.sampled_from(DAY_SHAPES))
def test_date(day: date, shape: str) -> None:
    """A date with its year."""
    reading = read("Date", "held on " + shape.format(day))
    assert (reading.day, reading.completed) == (day, False)


@given(DAYS, st.integers(-180, 180))
def test_date_without_year(issued: date, distance: int) -> None:
    """A date without its year, within half a year of the document's day, takes the year that makes it so."""
    day = issued + timedelta(days=distance)
    assume((day.month, day.day) != (2, 29))
    reading = read("Date", f"on {day:%B} {day.day}", issued)
    assert (reading.day, reading.completed) == (day, True)


@given(DAYS, st.integers(1, 60), st.booleans())
def test_period(begin: date, length: int, stated: bool) -> None:
    """A span of dates, with its year or without, over month and year ends too."""
    end = begin + timedelta(days=length)
    assume({(2, 29)}.isdisjoint({(begin.month, begin.day), (end.month, end.day)}))
    first = f"{begin:%B} {begin.day}"
    last = f"{end.day}" if begin.month == end.month else f"{end:%B} {end.day}"
    phrase = f"from {first} to {last}" + (f", {end.year}" if stated else "")
    reading = read("Period", phrase, end)
    assert (reading.day, reading.end, reading.completed) == (begin, end, not stated)


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    """Whatever a text holds, its mentions lie within it and in order."""
    found = mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert found == sorted(found, key=lambda m: m.start)
