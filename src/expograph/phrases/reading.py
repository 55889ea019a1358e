"""What a phrase says, read as the kind of value that a property takes."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from expograph.errors import ExpographError
from expograph.interval import Interval, decimal_down


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


def describe(reading: Reading) -> str:
    """A reading in a few words, for messages."""
    if reading.day:
        return str(reading.day) if reading.end in (None, reading.day) else f"{reading.day} to {reading.end}"
    if reading.weekday is not None:
        return f"weekday {reading.weekday}"
    unit = f" {reading.unit}" if reading.unit else ""
    if reading.nominal is None:
        return f"{reading.interval or f'“{reading.wording}”'}{unit}"
    whole, _, part = decimal_down(reading.nominal).partition(".")
    bound = f"{reading.wording} " if reading.wording else ""
    return f"{bound}{int(whole):,}{'.' if part else ''}{part}{unit}"
