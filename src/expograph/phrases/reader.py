"""Reading a phrase: the one value of a kind that it holds, or an error that says why there is none."""

import re
from datetime import date

from expograph.errors import ExpographError
from expograph.phrases.kinds import READERS
from expograph.phrases.mentions import mentions
from expograph.phrases.reading import PhraseError, Reading, describe
from expograph.phrases.words import table


def read(kind: str, phrase: str, document_day: date | None = None) -> Reading:
    """The one reading of a phrase as a kind of value.

    Args:
        kind: Count, Number, Share, Growth, Money, Area, Duration, Ordinal, Year, Date, Period, Weekday, Flag
            or Text.
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
    if kind not in READERS:
        raise PhraseError(
            f"{kind} is no kind of value that a phrase can be read as", hint=f"known: {', '.join(READERS)}"
        )
    if not phrase.strip():
        raise PhraseError("the phrase is empty")
    try:
        found = READERS[kind](phrase, document_day)
    except ValueError as error:
        if isinstance(error, ExpographError):
            raise
        raise PhraseError(f"“{phrase}” states no possible {kind}: {error}") from error
    if not found:
        raise PhraseError(f"“{phrase}” holds no {kind}: {_instead(kind, phrase)}", hint=_hint(kind))
    return list(dict.fromkeys(found))


_HINTS = {
    "Growth": "the quote must hold the word that says up or down, such as “increase” or “fell”",
    "Money": "the quote must hold the currency: its sign, its ISO 4217 code or its name",
}
_UNITS = {"Money": "currency", "Area": "unit of area", "Duration": "unit of time"}


def _hint(kind: str) -> str:
    """What to do about a phrase without a value of this kind."""
    known = table("units").get(kind.lower())
    listed = f"known units: {', '.join(known)}" if known else None
    return _HINTS.get(kind) or listed or "quote the words that say it, or state the value with map:value"


def _instead(kind: str, phrase: str) -> str:
    """What the phrase holds instead of the kind asked for, or which word after a number is no unit of it."""
    found = mentions(phrase)
    for mention in found:
        after = re.match(r"[\s-]*((?:sq\w*[\s-]+)?[^\W\d_]+)", phrase[mention.end :])
        if kind in _UNITS and mention.kind == "number" and after:
            return f"“{after[1]}” is no {_UNITS[kind]} that is known"
    seen = ", ".join(f"“{phrase[m.start : m.end]}” ({m.kind})" for m in found)
    return f"it holds {seen}" if seen else "nothing of that kind can be read in it"
