"""A phrase read as the kind of value that a property takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from expograph.errors import ExpographError
from expograph.interval import Interval, bounded, exactly
from expograph.phrases import dates
from expograph.phrases.growth import changes
from expograph.phrases.mentions import Mention, mentions
from expograph.phrases.words import table


class PhraseError(ExpographError):
    """A phrase does not say what its property asks for, or says it more than once."""


@dataclass(frozen=True)
class Reading:
    """What a phrase says.

    Attributes:
        kind: The kind of value asked for: "Count", "Share", "Money", …
        interval: The numbers that the phrase leaves possible; None where it has no number.
        nominal: The number as stated: 1000 for "over 1,000"; None for a range and for "several".
        bound: exactly, moreThan, atLeast, lessThan, atMost, nearly, about, between or unquantified.
        wording: The words of the bound as the phrase has them.
        resolution: The unit of the last stated digit.
        unit: An ISO 4217 code, m2, ft2, percent, percentage-point, day …; None for a count.
        day: The day of a date, the first day of a period.
        end: The last day of a period.
        weekday: 1 for Monday to 7 for Sunday.
        completed: Whether the year was taken from the document's day.
        text: The phrase as it is kept, without the quotation marks around it.
    """

    kind: str
    interval: Interval | None = None
    nominal: Fraction | None = None
    bound: str = "exactly"
    wording: str = ""
    resolution: Fraction | None = None
    unit: str | None = None
    day: date | None = None
    end: date | None = None
    weekday: int | None = None
    completed: bool = False
    text: str | None = None


def read(kind: str, phrase: str, document_day: date | None = None) -> Reading:
    """The one reading of a phrase as a kind of value.

    Args:
        kind: Count, Number, Share, Growth, Money, Area, Duration, Ordinal, Year, Date, Period, Weekday, Flag or Text.
        phrase: A short quote that holds the fact, perhaps with words around it.
        document_day: The day of the document, from which a date takes the year that it leaves out.

    Raises:
        PhraseError: The phrase holds no such value, or several.
    """
    found = candidates(kind, phrase, document_day)
    if len(found) == 1:
        return found[0]
    listed = ", ".join(map(describe, found))
    raise PhraseError(
        f"“{phrase}” can be read as {kind} in {len(found)} ways: {listed}",
        hint="shorten the quote to the one that is meant, or say which with map:value",
    )


def candidates(kind: str, phrase: str, document_day: date | None = None) -> list[Reading]:
    """All readings of a phrase as a kind of value, in the order of the phrase; never none.

    Raises:
        PhraseError: The phrase holds no such value, or the kind is not known.
    """
    if kind not in _KINDS:
        raise PhraseError(
            f"{kind} is no kind of value that a phrase can be read as", hint=f"known: {', '.join(_KINDS)}"
        )
    if not phrase.strip():
        raise PhraseError("the phrase is empty")
    try:
        found = _KINDS[kind](phrase, document_day)
    except ValueError as error:
        if isinstance(error, ExpographError):
            raise
        raise PhraseError(f"“{phrase}” states no possible {kind}: {error}") from error
    if not found:
        raise PhraseError(f"“{phrase}” holds no {kind}{_seen(phrase)}", hint=_HINTS.get(kind, _HINT))
    return list(dict.fromkeys(found))


def describe(reading: Reading) -> str:
    """A reading in a few words, for messages."""
    if reading.day:
        return str(reading.day) if reading.end in (None, reading.day) else f"{reading.day} to {reading.end}"
    if reading.interval is None:
        return f"“{reading.wording}”" if reading.weekday is None else f"weekday {reading.weekday}"
    unit = f" {reading.unit}" if reading.unit else ""
    number = reading.interval.lower if reading.nominal is None else reading.nominal
    return f"{float(number or 0):,.10g}{unit}" if reading.nominal is not None else f"{reading.interval}{unit}"


_HINT = "quote the words that say it, or state the value with map:value"
_HINTS = {
    "Growth": "the quote must hold the word that says up or down, such as “increase” or “fell”",
    "Money": "the quote must hold the currency: its sign, its ISO 4217 code or its name",
    "Area": "known units of area: " + ", ".join(table("units")["area"]),
    "Duration": "known units of time: " + ", ".join(table("units")["duration"]),
}


def _seen(phrase: str) -> str:
    """What the phrase does hold, for the message of what it does not."""
    seen = [f"“{phrase[m.start : m.end]}” ({m.kind})" for m in mentions(phrase)]
    return f"; it holds {', '.join(seen)}" if seen else ""


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
    """A reader of the mentions of some kinds; a mention with several possible units gives several readings."""

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
        m for m in found if m.value is None or {m.value.denominator, (m.upper or m.value).denominator} == {1}
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
    """Years in figures, alone or in a date; else "this year" and its like, counted from the document's day."""
    found = mentions(phrase)
    stated = [int(m.value) for m in found if m.kind == "year" and m.value is not None]
    for mention in found:
        for day in (mention.span.first, mention.span.last) if mention.span else ():
            stated += [day.year] if day and day.year else []
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


_KINDS: dict[str, Callable[[str, date | None], list[Reading]]] = {
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
