"""Dates, spans of dates, months and weekdays in a text, as it writes them; and their completion by a document's day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateutil.parser import parserinfo

_DASH = r"\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"


@dataclass(frozen=True)
class CalendarDay:
    """A day as far as a text states it; a year or a day of the month that it leaves out is None."""

    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True)
class Span:
    """A date (last is None) or a span of dates, at the characters start to end (exclusive)."""

    start: int
    end: int
    first: CalendarDay
    last: CalendarDay | None = None


def spans(text: str) -> list[Span]:
    """All dates, spans and months of a text, longest first where they overlap, in order of place."""
    found: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if all(match.end() <= s.start or match.start() >= s.end for s in found):
                found.append(_span(match))
    return sorted(found, key=lambda s: s.start)


def weekdays(text: str) -> list[tuple[int, int, int]]:
    """The weekdays that a text names: start, end, and number from 1 for Monday."""
    names = {names[-1]: number for number, names in enumerate(parserinfo.WEEKDAYS, start=1)}
    found = re.finditer(r"\b(" + "|".join(names) + r")(?:s?\b)", text, re.IGNORECASE)
    return [(match.start(), match.end(1), names[match[1].capitalize()]) for match in found]


def completed(span: Span, document_day: date | None) -> tuple[date, date, bool] | None:
    """The days that a span means, and whether a year was taken from the document's day.

    A year that the text leaves out is the one that brings the date nearest to the document's day.

    Returns:
        First day, last day, completed; None if a year is missing and there is no document's day.

    Raises:
        ValueError: There is no such day, or the span ends before it begins.
    """
    first, last = span.first, span.last or span.first
    if first.day is None or last.day is None:
        raise ValueError("a month is not a day")
    year = last.year if last.year is not None else first.year
    if year is not None:
        return _whole(first, last, year, last.year is None)
    if document_day is None:
        return None
    nearest = min(_possible(last, document_day.year), key=lambda day: (abs(day - document_day), day))
    begin, end, _ = _whole(first, last, nearest.year, False)
    return begin, end, True


def _whole(first: CalendarDay, last: CalendarDay, year: int, year_is_first: bool) -> tuple[date, date, bool]:
    """Both days, where one year is stated; a span that runs over New Year crosses into the other."""
    assert first.day is not None and last.day is not None
    crosses = (first.month, first.day) > (last.month, last.day)
    if year_is_first:
        begin_year = first.year if first.year is not None else year
        end_year = begin_year + crosses
    else:
        end_year = year
        begin_year = first.year if first.year is not None else year - crosses
    begin, end = date(begin_year, first.month, first.day), date(end_year, last.month, last.day)
    if end < begin:
        raise ValueError(f"{end} is before {begin}")
    return begin, end, False


def _possible(day: CalendarDay, year: int) -> list[date]:
    """The days of this name in the years around; for 29 February the leap years among them."""
    assert day.day is not None
    possible = [
        date(y, day.month, day.day)
        for y in range(year - 4, year + 5)
        if day.day <= monthrange(y, day.month)[1]
    ]
    if not possible:
        raise ValueError(f"month {day.month} has no day {day.day}")
    return possible


def _span(match: re.Match[str]) -> Span:
    """The span of a match; what its second half leaves out is in the first, and the other way round."""
    part = match.groupdict()
    month, second_month = part.get("m1") or part.get("m2"), part.get("m2") or part.get("m1")
    year, second_year = _int(part.get("y1")), _int(part.get("y2"))
    assert month is not None and second_month is not None
    day, second_day = _int(part.get("d1")), _int(part.get("d2"))
    if second_day is None:
        return Span(*match.span(), CalendarDay(year, _month(month), day))
    first = CalendarDay(year, _month(month), day)
    return Span(*match.span(), first, CalendarDay(second_year, _month(second_month), second_day))


def _int(figures: str | None) -> int | None:
    return int(figures) if figures else None


@cache
def _month_numbers() -> dict[str, int]:
    return {name.lower(): number for number, names in enumerate(parserinfo.MONTHS, start=1) for name in names}


def _month(name: str) -> int:
    """The number of a month by name, short name or figures."""
    return int(name) if name.isdigit() else _month_numbers()[name.lower().rstrip(".")]


@cache
def _patterns() -> list[re.Pattern[str]]:
    """What dates look like, the longest first; a month begins with a capital, as "may" and "march" are also verbs."""
    names = sorted(_month_numbers(), key=lambda name: -len(name))
    spelt = "|".join(f"{n.capitalize()}|{n.upper()}" for n in names)
    weekday = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"

    def month(n: int) -> str:
        return rf"\b(?P<m{n}>{spelt})\b\.?"

    def day(n: int) -> str:
        return rf"(?<![\d.,:])(?P<d{n}>[0-3]?\d)(?:st|nd|rd|th)?\b(?![,.:]?\d)"

    def year(n: int) -> str:
        return rf"(?:,?\s+(?:of\s+)?(?P<y{n}>(?:1[89]|2[01])\d\d)\b(?![,.]\d))"

    the, of = r"(?:the\s+)?", r"\s+(?:of\s+)?"
    shapes = [
        r"\b(?P<y1>\d{4})[-/](?P<m1>[01]?\d)[-/](?P<d1>[0-3]?\d)(?:T|\s+)?(?:\d\d:\d\d(?::\d\d)?Z?)?(?!\d)",
        r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})[日号](?:[-至到—](?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})[日号])?",
        rf"{month(1)}\s+{day(1)}{year(1)}?{_DASH}{month(2)}\s+{day(2)}{year(2)}?",
        rf"{day(1)}{of}{month(1)}{year(1)}?{_DASH}{day(2)}{of}{month(2)}{year(2)}?",
        rf"{month(1)}\s+{day(1)}{_DASH}{the}{day(2)}{year(2)}?",
        rf"{day(1)}{_DASH}{the}{day(2)}{of}{month(2)}{year(2)}?",
        rf"\b[Bb]etween\s+{month(1)}\s+{day(1)}\s+and\s+{day(2)}{year(2)}?",
        rf"\b[Bb]etween\s+{day(1)}\s+and\s+{day(2)}{of}{month(2)}{year(2)}?",
        rf"{weekday}{month(1)}\s+{the}{day(1)}{year(1)}?",
        rf"{weekday}{day(1)}{of}{month(1)}{year(1)}?",
        rf"{month(1)}{year(1)}",
    ]
    return [re.compile(shape) for shape in shapes]
