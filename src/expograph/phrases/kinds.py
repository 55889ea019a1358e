"""The kinds of value, and how each is found among the mentions of a phrase."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from expograph.interval import bounded, exactly
from expograph.phrases import dates
from expograph.phrases.growth import changes
from expograph.phrases.mentions import Mention, mentions
from expograph.phrases.reading import PhraseError, Reading
from expograph.phrases.words import table

Reader = Callable[[str, date | None], list[Reading]]


def _quantity(
    kind: str,
    mention: Mention,
    unit: str | None = None,
    sign: int = 1,
    times: Fraction = Fraction(1),
    plus: Fraction = Fraction(0),
) -> Reading:
    """A mention as a reading; its number is multiplied, moved and given its sign."""
    if mention.value is None or mention.resolution is None:
        return Reading(kind, bound=mention.bound, wording=mention.wording, unit=unit)
    if mention.bound == "mixed":
        raise PhraseError(
            f"“{mention.wording}” bounds the number in ways that contradict one another",
            hint="state the value with map:value, and say with map:because how it is meant",
        )
    if mention.unclear:
        raise PhraseError(
            "a dot or a range leaves open whether its figures are thousands",
            hint="state the value with map:value, and say with map:because how it is meant",
        )
    resolution = mention.resolution * abs(times)
    value = mention.value * times + plus
    upper = None if mention.upper is None else mention.upper * times + plus
    interval = bounded(mention.bound, value, resolution, upper)
    bound, nominal = mention.bound, value if upper is None else None
    if sign < 0:
        interval, bound = interval.negate(), _OPPOSITE.get(bound, bound)
        nominal = None if nominal is None else -nominal
    return Reading(kind, interval, nominal, bound, mention.wording, resolution, unit)


_OPPOSITE = {"moreThan": "lessThan", "lessThan": "moreThan", "atLeast": "atMost", "atMost": "atLeast"}


def _of_kinds(kind: str, *wanted: str) -> Callable[[str, date | None], list[Reading]]:
    """A reader of mentions of these kinds; one whose unit may be several gives several readings."""

    def reader(phrase: str, document_day: date | None) -> list[Reading]:
        return [
            _quantity(kind, mention, unit)
            for mention in mentions(phrase)
            if mention.kind in wanted
            for unit in mention.units or (None,)
        ]

    return reader


def _count(phrase: str, document_day: date | None) -> list[Reading]:
    """Whole numbers without a unit; "several" and its like where there is no number."""
    found = [m for m in mentions(phrase) if m.kind in ("number", "vague")]
    whole = [
        m
        for m in found
        if m.value is None or m.unclear or {m.value.denominator, (m.upper or m.value).denominator} == {1}
    ]
    return [_quantity("Count", mention) for mention in whole]


def _number(phrase: str, document_day: date | None) -> list[Reading]:
    """Any number, whatever its unit, but no ordinal, date or fraction in words."""
    wanted = ("number", "percent", "points", "money", "area", "duration", "year", "label")
    return [_quantity("Number", m) for m in mentions(phrase) if m.kind in wanted and m.value is not None]


def _share(phrase: str, document_day: date | None) -> list[Reading]:
    """Percentages and fractions of a whole."""
    times = {"percent": Fraction(1), "fraction": Fraction(100)}
    return [
        _quantity("Share", m, "percent", times=times[m.kind]) for m in mentions(phrase) if m.kind in times
    ]


def _growth(phrase: str, document_day: date | None) -> list[Reading]:
    """Changes in percent or in percentage points, negative where something fell."""
    found = changes(phrase, mentions(phrase))
    return [_quantity("Growth", c.mention, c.unit, c.sign, c.times, c.plus) for c in found]


def _year(phrase: str, document_day: date | None) -> list[Reading]:
    """Years in figures, alone or in a date; else "this year" and its like, by the document's day."""
    found = mentions(phrase)
    stated = [int(m.value) for m in found if m.kind == "year" and m.value is not None]
    for mention in found:
        for day in (mention.span.first, mention.span.last) if mention.span else ():
            stated += [day.year] if day and day.year and day.year >= 100 else []
    # "Up 4 percent over 2023": a bound for a count, none for a year.
    figures = [
        re.search(r"\b(?:1[89]|2[01])\d\d$", phrase[m.start : m.end]) for m in found if m.kind == "number"
    ]
    stated = stated or [int(match[0]) for match in figures if match]
    if stated:
        return [_on_year(year, False) for year in sorted(set(stated))]
    relative = table("relative_years")
    if document_day is None:
        return []
    said = [offset for words, offset in relative.items() if re.search(rf"\b{words}\b", phrase, re.IGNORECASE)]
    return [_on_year(document_day.year + offset, True) for offset in said]


def _on_year(year: int, completed: bool) -> Reading:
    return Reading(
        "Year", exactly(Fraction(year)), Fraction(year), resolution=Fraction(1), completed=completed
    )


def _dates(kind: str, phrase: str, document_day: date | None) -> list[Reading]:
    """All days and spans of days of a phrase, with their years."""
    readings = []
    for span in (m.span for m in mentions(phrase) if m.span and m.span.first.day):
        days = dates.completed(span, document_day)
        if days is None:
            raise PhraseError(
                f"“{phrase}” leaves out the year, and the document's own date is not known",
                hint="state the date with map:value, or map the document's date (expo:issued)",
            )
        begin, end, completed = days
        readings.append(Reading(kind, day=begin, end=end if span.last else None, completed=completed))
    return readings


def _date(phrase: str, document_day: date | None) -> list[Reading]:
    """Single days."""
    return [reading for reading in _dates("Date", phrase, document_day) if reading.end is None]


def _period(phrase: str, document_day: date | None) -> list[Reading]:
    """Spans of days; a single day is a span of one day where there is no longer one."""
    found = _dates("Period", phrase, document_day)
    spans = [reading for reading in found if reading.end]
    return spans or [Reading("Period", day=r.day, end=r.day, completed=r.completed) for r in found]


def _weekday(phrase: str, document_day: date | None) -> list[Reading]:
    """Days of the week."""
    return [Reading("Weekday", weekday=number) for _, _, number in dates.weekdays(phrase)]


def _flag(phrase: str, document_day: date | None) -> list[Reading]:
    """That the phrase stands there is what it says."""
    return [Reading("Flag")]


def _text(phrase: str, document_day: date | None) -> list[Reading]:
    """The phrase itself, without quotation marks around it and the comma before the closing one."""
    kept = re.sub(r"\s+", " ", phrase).strip().strip('"“”„«»‘').strip()
    kept = kept.removesuffix(",").rstrip()
    return [Reading("Text", text=kept)] if re.search(r"\w", kept) else []


READERS: dict[str, Reader] = {
    "Count": _count,
    "Number": _number,
    "Share": _share,
    "Growth": _growth,
    "Money": _of_kinds("Money", "money"),
    "Area": _of_kinds("Area", "area"),
    "Duration": _of_kinds("Duration", "duration"),
    "Ordinal": _of_kinds("Ordinal", "ordinal"),
    "Year": _year,
    "Date": _date,
    "Period": _period,
    "Weekday": _weekday,
    "Flag": _flag,
    "Text": _text,
}
