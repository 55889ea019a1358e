"""Dates, spans of dates, months and weekdays in a text; and the years that a document's day gives them."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

_DASH = r",?\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"


@dataclass(frozen=True)
class CalendarDay:
    """A day as far as a text states it; a year or a day of the month that it leaves out is None.

    A year below 100 is one of two figures, whose century the text leaves out: "March '26".
    """

    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True)
class Span:
    """A date (last is None) or a span of dates, at the characters start to end (exclusive).

    The weekday, from 1 for Monday, is that of the first day, if the text states it.
    """

    start: int
    end: int
    first: CalendarDay
    last: CalendarDay | None = None
    weekday: int | None = None


def spans(text: str) -> list[Span]:
    """All dates, spans and months of a text, longest first where they overlap, in order of place."""
    found: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if all(match.end() <= s.start or match.start() >= s.end for s in found):
                found += [_span(match)] if _is_span(match) else _single_days(match)
    return sorted(found, key=lambda s: s.start)


def _is_span(match: re.Match[str]) -> bool:
    """Whether a match is one date or span: "4, 5 and 6 March" is one, "3 and 9 March" is two dates."""
    part = match.groupdict()
    if part.get("and") is None:
        return True
    return part["and"] != "or" and int(part["d2"]) - int(part["d1"]) == 1 + len(
        re.findall(r"\d+", part["more"])
    )


def _single_days(match: re.Match[str]) -> list[Span]:
    """The days of a match that is no span, each by itself: "3 and 9 March", "March 3, 7 or 9"."""
    whole = _span(match)
    last = whole.last or whole.first
    begin = match.start("more")
    days = [Span(match.start(), match.end("d1"), replace(last, day=whole.first.day), None, whole.weekday)]
    for more in re.finditer(r"\d+", match["more"]):
        days.append(Span(begin + more.start(), begin + more.end(), replace(last, day=int(more[0]))))
    return [*days, Span(match.start("d2"), match.end(), last)]


def weekdays(text: str) -> list[tuple[int, int, int]]:
    """The weekdays that a text names: start, end, and number from 1 for Monday."""
    found = re.finditer(rf"\b({'|'.join(_weekday_numbers())})(?:s?\b)", text, re.IGNORECASE)
    return [(match.start(), match.end(1), _weekday_numbers()[match[1].capitalize()]) for match in found]


def completed(span: Span, document_day: date | None) -> tuple[date, date, bool] | None:
    """The days that a span means, and whether a year was taken from the document's day.

    A year that the text leaves out is the one that brings the date nearest to the document's day.

    Returns:
        First day, last day, completed; None if a year is missing and there is no document's day.

    Raises:
        ValueError: No such day, another weekday than stated, or a span that ends before it begins.
    """
    short = [day.year for day in (span.first, span.last) if day and day.year is not None and day.year < 100]
    if short and document_day is None:
        return None
    found = _completed(_in_century(span, document_day) if document_day else span, document_day)
    if found and short:
        found = *found[:2], True
    if found and span.weekday not in (None, found[0].isoweekday()):
        raise ValueError(f"{found[0]} is a {found[0]:%A}")
    return found


def _in_century(span: Span, document_day: date) -> Span:
    """The span with the century that brings a year of two figures nearest to the document's day."""

    def full(day: CalendarDay) -> CalendarDay:
        if day.year is None or day.year >= 100:
            return day
        years = range(document_day.year - 50, document_day.year + 50)
        return replace(day, year=next(year for year in years if year % 100 == day.year))

    return replace(span, first=full(span.first), last=full(span.last) if span.last else None)


def _completed(span: Span, document_day: date | None) -> tuple[date, date, bool] | None:
    """The same, whatever weekday is stated."""
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
    crosses = first.month > last.month
    first_year = first.year if first.year is not None else year - (crosses and not year_is_first)
    last_year = year + (crosses and year_is_first)
    begin, end = date(first_year, first.month, first.day or 0), date(last_year, last.month, last.day or 0)
    if end < begin:
        raise ValueError(f"{end} is before {begin}")
    return begin, end, False


def _possible(day: CalendarDay, year: int) -> list[date]:
    """The days of this name in the years around; for 29 February the leap years among them."""
    number = day.day or 0
    years = [y for y in range(year - 8, year + 9) if 1 <= number <= monthrange(y, day.month)[1]]
    possible = [date(y, day.month, number) for y in years]
    if not possible:
        raise ValueError(f"month {day.month} has no day {day.day}")
    return possible


def _span(match: re.Match[str]) -> Span:
    """The span of a match; what its second half leaves out is in the first, and the other way round."""
    part = match.groupdict()
    weekday = _weekday_numbers()[part["w"].capitalize()] if part.get("w") else None
    month, last_month = part.get("m1") or part.get("m2") or "", part.get("m2") or part.get("m1") or ""
    first = CalendarDay(_int(part.get("y1")), _month(month), _int(part.get("d1")))
    last_day = _int(part.get("d2"))
    last = CalendarDay(_int(part.get("y2")), _month(last_month), last_day) if last_day is not None else None
    return Span(*match.span(), first, last, weekday)


def _int(figures: str | None) -> int | None:
    return int(figures.lstrip("'’‘")) if figures else None


@cache
def _weekday_numbers() -> dict[str, int]:
    from dateutil.parser import parserinfo

    return {names[-1]: number for number, names in enumerate(parserinfo.WEEKDAYS, start=1)}


@cache
def _month_numbers() -> dict[str, int]:
    from dateutil.parser import parserinfo

    return {name.lower(): number for number, names in enumerate(parserinfo.MONTHS, start=1) for name in names}


def _month(name: str) -> int:
    """The number of a month by name, short name or figures."""
    return int(name) if name.isdigit() else _month_numbers()[name.lower().rstrip(".")]


def _month_pattern(n: int) -> str:
    """A month's name, which begins with a capital, as "may" and "march" are also verbs."""
    names = sorted(_month_numbers(), key=lambda name: (-len(name), name))
    return rf"\b(?P<m{n}>{'|'.join(f'{name.capitalize()}|{name.upper()}' for name in names)})\b\.?"


def _day_pattern(n: int) -> str:
    return rf"(?<![\d.,:])(?P<d{n}>[0-3]?\d)(?:st|nd|rd|th)?\b(?![,.:]?\d)"


def _year_pattern(n: int) -> str:
    return rf"(?:,?(?:\s+(?:of\s+)?|(?=['’‘]))(?P<y{n}>(?:1[89]|2[01])\d\d|['’‘]\d\d)\b(?![,.]\d))"


@cache
def _patterns() -> list[re.Pattern[str]]:
    """What dates look like, the longest first, so that a span is not taken for its first day."""
    (m1, m2), (d1, d2), (y1, y2) = (
        (pattern(1), pattern(2)) for pattern in (_month_pattern, _day_pattern, _year_pattern)
    )
    weekday = rf"(?:\b(?P<w>{'|'.join(_weekday_numbers())}),?\s+)?"
    named = weekday.replace("?P<w>", "?:")
    the, of = r"(?:the\s+)?", r"\s+(?:of\s+)?"
    neighbours = r"(?P<more>(?:(?:,\s*\d\d?)+,?)?)\s*(?P<and>\band\b|\bor\b|&|/)\s*"
    shapes = [
        r"\b(?P<y1>\d{4})[-/](?P<m1>[01]?\d)[-/](?P<d1>[0-3]?\d)(?!\d)(?:(?:T|\s+)\d\d:\d\d(?::\d\d)?Z?)?",
        r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})[日号](?:[-至到—](?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})[日号])?",
    ]
    for opening, link in ((r"\b[Bb]etween\s+", r"\s+and\s+"), ("", _DASH), ("", neighbours)):
        # Days of two months that "and" joins are two dates.
        if link is not neighbours:
            shapes += [
                rf"{opening}{weekday}{m1}\s+{d1}{y1}?{link}{named}{m2}\s+{d2}{y2}?",
                rf"{opening}{weekday}{d1}{of}{m1}{y1}?{link}{named}{d2}{of}{m2}{y2}?",
            ]
        shapes += [
            rf"{opening}{weekday}{m1}\s+{d1}{link}{named}{the}{d2}{y2}?",
            rf"{opening}{weekday}{d1}{link}{named}{the}{d2}{of}{m2}{y2}?",
        ]
    shapes += [
        r"(?<![\d.])(?P<d1>[0-3]?\d)\.?\s?[-\u2013]\s?(?P<d2>[0-3]?\d)\.(?P<m2>[01]?\d)\.(?P<y2>\d{4})(?!\d)"
    ]
    shapes += [r"(?<![\d.])(?P<d1>[0-3]?\d)\.(?P<m1>[01]?\d)\.(?P<y1>\d{4})(?!\d)"]
    shapes += [rf"{weekday}{m1}\s+{the}{d1}{y1}?", rf"{weekday}{d1}{of}{m1}{y1}?", rf"{m1}{y1}"]
    return [re.compile(shape) for shape in shapes]
