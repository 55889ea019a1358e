"""Numbers in figures and in words: cardinals, ordinals, fractions, and words for an unknown number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from expograph.phrases.spelt import text2num
from expograph.phrases.tokens import Token, joined
from expograph.phrases.words import numbers, table, words

CARDINAL, ORDINAL, FRACTION, VAGUE = "cardinal", "ordinal", "fraction", "vague"
_ARTICLES = {"a", "an"}
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_INNER = {"and", "point"}


@dataclass(frozen=True)
class Numeral:
    """A number that tokens first to end (exclusive) spell.

    Attributes:
        value: The number; None for "several" and its like.
        resolution: The unit of its last stated digit: 10,000,000 of "80.01 billion".
        scale: What a word such as "billion" multiplied it by; 1 without one.
    """

    first: int
    end: int
    form: str
    value: Fraction | None
    resolution: Fraction | None = None
    scale: Fraction = Fraction(1)


def numerals(tokens: Sequence[Token]) -> list[Numeral]:
    """All numbers among the tokens, from left to right, none within another."""
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        idiom = words("idioms").at(tokens, at)
        numeral = None if idiom else _numeral(tokens, at)
        if numeral:
            found.append(numeral)
        at = idiom[0] if idiom else numeral.end if numeral else at + 1
    return found


def _numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at a token."""
    return _vague(tokens, at) or _in_figures(tokens, at) or _in_words(tokens, at) or _of_scale(tokens, at)


def resolution_of(figures: str) -> Fraction:
    """The unit of the last stated digit of a number in figures: of "80.01" 1/100, of "200,000" 100,000.

    Noughts after a point are stated; noughts that end a whole number may be rounding, and do not count.
    """
    whole, _, part = _plain(figures).partition(".")
    if part:
        return Fraction(1, 10 ** len(part))
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else Fraction(1)


def _vague(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Words for an unknown number: "several", "several hundred", "tens of thousands of"."""
    multiple = words("vague", "multiples").at(tokens, at)
    start = multiple or words("vague").at(tokens, at)
    if start is None:
        return None
    end = start[0]
    while True:
        after_of = end + 1 if end < len(tokens) and tokens[end].norm == "of" else end
        more = words("vague", "multiples").at(tokens, after_of) or numbers("scales").at(tokens, after_of)
        if more is None:
            return Numeral(at, end, VAGUE, None)
        end = more[0]


def _in_figures(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number that begins with a digit: "1,585", "7th", "1.2 million", "2/3", "2 and a half million"."""
    token = tokens[at]
    # The end of "300 000", whose groups a plain space parts, is no number.
    if token.kind != "number" or re.fullmatch(r"00+\d*", token.text):
        return None
    value = Fraction(_plain(token.text)) * (-1 if _has_minus(tokens, at) else 1)
    if _glued(tokens, at + 1) in _ORDINAL_ENDINGS:
        return Numeral(at, at + 2, ORDINAL, value, Fraction(1))
    if at and tokens[at - 1].norm == "第":
        return Numeral(at, at + 1, ORDINAL, value, Fraction(1))
    if _glued(tokens, at + 1) == "/" and _glued(tokens, at + 2).isdigit():
        below = Fraction(tokens[at + 2].text)
        if 0 < value < below:
            return Numeral(at, at + 3, FRACTION, value / below, 1 / below)
    return _completed(tokens, Numeral(at, at + 1, CARDINAL, value, resolution_of(token.text)))


def _has_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash before figures is a minus: it touches them and nothing on its other side."""
    opens = at == 0 or tokens[at - 1].norm in ("(", "[")
    return tokens[at].glue == " -" or (opens and tokens[at].glue == "-")


def _in_words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number that begins with a number word: "seven", "twenty-first", "two-thirds", "half", "a dozen"."""
    start = at + 1 if tokens[at].norm in _ARTICLES else at
    special = numbers("ordinals").at(tokens, at)
    if special:
        return Numeral(at, special[0], ORDINAL, special[1], Fraction(1))
    if start < len(tokens) and (start == at or joined(tokens[start])):
        part = _denominator(tokens, start)
        if part and _is_share(tokens, at, start, part[0]):
            return _of_multiple(tokens, Numeral(at, part[0], FRACTION, 1 / part[1], 1 / part[1]))
    if start > at:
        return None
    return _spelt(tokens, at)


def _spelt(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number all in words, read by text2num; its scale words after a decimal are multiplied in."""
    end = _run_of_number_words(tokens, at)
    if end == at:
        return None
    # "one hundred and five hundred" is no number: part it at "and" before parting it elsewhere.
    stops = range(end, at, -1)
    for stop in sorted(stops, key=lambda s: s != end and tokens[s].norm != "and"):
        read = text2num(tuple(token.norm for token in tokens[at:stop]))
        if read is not None:
            value, ordinal = read
            if ordinal:
                return Numeral(at, stop, ORDINAL, value, Fraction(1))
            resolution = resolution_of(_figures(value))
            return _completed(
                tokens, Numeral(at, stop, CARDINAL, value, resolution, _scale_of(tokens[at:stop]))
            )
    return None


def _scale_of(tokens: Sequence[Token]) -> Fraction:
    """What the scale words that end a number in words multiply its beginning by: 100 of "four hundred"."""
    scale = Fraction(1)
    for token in reversed(tokens[1:]):
        found = numbers("scales").at([token], 0)
        if found is None:
            return scale
        scale *= found[1]
    return scale


def _of_scale(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A scale word alone or with an article: "a hundred", "a dozen"."""
    start = at + 1 if tokens[at].norm in _ARTICLES else at
    scale = numbers("scales").at(tokens, start) if start < len(tokens) else None
    if start == at or scale is None or not joined(tokens[start]):
        return None
    return _scaled(tokens, Numeral(at, start, CARDINAL, Fraction(1), Fraction(1)))


def _completed(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """A cardinal with what follows it: a denominator, "and a half", scale words."""
    part = _denominator(tokens, numeral.end)
    if part and numeral.value and part[1] > 1:
        below = Numeral(numeral.first, part[0], FRACTION, numeral.value / part[1], 1 / part[1])
        return _of_multiple(tokens, below)
    whole = _whole(tokens, numeral)
    if whole and numeral.value and numeral.value < whole[1]:
        return Numeral(numeral.first, whole[0], FRACTION, numeral.value / whole[1], 1 / whole[1])
    half = [token.norm for token in tokens[numeral.end : numeral.end + 3]]
    if half == ["and", "a", "half"] and numeral.value is not None:
        value = numeral.value + Fraction(1, 2)
        numeral = Numeral(numeral.first, numeral.end + 3, CARDINAL, value, Fraction(1, 2))
    return _scaled(tokens, numeral)


def _scaled(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """A cardinal times the scale words after it: "10 billion", "200 crore", "3万亿"."""
    end, scale = numeral.end, Fraction(1)
    while end < len(tokens) and joined(tokens[end]) and (found := numbers("scales").at(tokens, end)):
        end, scale = found[0], scale * found[1]
    if numeral.value is None or numeral.resolution is None:
        return numeral
    return Numeral(
        numeral.first, end, CARDINAL, numeral.value * scale, numeral.resolution * scale, numeral.scale * scale
    )


def _of_multiple(tokens: Sequence[Token], part: Numeral) -> Numeral:
    """A fraction of a scale word is a number: "half a million", "a quarter of a million"."""
    at = part.end + 1 if part.end < len(tokens) and tokens[part.end].norm == "of" else part.end
    whole = _of_scale(tokens, at) if at < len(tokens) else None
    if whole is None or whole.value is None or part.value is None:
        return part
    value = part.value * whole.value
    return Numeral(part.first, whole.end, CARDINAL, value, value, whole.scale)


def _whole(tokens: Sequence[Token], part: Numeral) -> tuple[int, Fraction] | None:
    """The whole of which a number is a part, and where it ends: "in three", "out of every ten"."""
    link = words("parts", "links").at(tokens, part.end)
    if link is None or link[0] >= len(tokens) or not (joined(tokens[part.end]) and joined(tokens[link[0]])):
        return None
    token = tokens[link[0]]
    read = (Fraction(token.norm), False) if token.norm.isdecimal() else text2num((token.norm,))
    if read is None or read[1] or read[0] not in table("parts")["wholes"]:
        return None
    after = link[0] + 1
    more = after < len(tokens) and joined(tokens[after]) and numbers("scales").at(tokens, after)
    return None if more or _denominator(tokens, after) else (after, read[0])


def _denominator(tokens: Sequence[Token], at: int) -> tuple[int, Fraction] | None:
    """The lower part of a fraction: "third(s)", "quarter(s)", "half", "tenths"."""
    if at >= len(tokens) or not joined(tokens[at]):
        return None
    found = numbers("denominators").at(tokens, at)
    if found:
        return found
    read = text2num((tokens[at].norm,))
    return (at + 1, read[0]) if read and read[1] and read[0] > 2 else None


def _is_share(tokens: Sequence[Token], at: int, start: int, end: int) -> bool:
    """Whether "half", "a third", "a quarter" is a part: no rank, no half or quarter of a year."""
    if tokens[start].norm == "half":
        before = text2num((tokens[at - 1].norm,)) if at else None
        return not (before and before[1])
    ends_here = end >= len(tokens) or not joined(tokens[end])
    return start > at and (ends_here or words("denominator_followers").at(tokens, end) is not None)


def _run_of_number_words(tokens: Sequence[Token], at: int) -> int:
    """Where the run of number words from a token ends; "and" and "point" count only between two of them."""
    end = last = at
    while end < len(tokens) and (end == at or joined(tokens[end])):
        if text2num((tokens[end].norm,)) is not None:
            last = end + 1
        elif end == at or tokens[end].norm not in _INNER:
            break
        end += 1
    return last


def _plain(figures: str) -> str:
    """Figures without what parts thousands: of two dots or more each does."""
    parts = r"[,.\u00a0\u202f]" if figures.count(".") > 1 else r"[,\u00a0\u202f]"
    return re.sub(parts, "", figures)


def _figures(value: Fraction) -> str:
    """The number in figures."""
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _glued(tokens: Sequence[Token], at: int) -> str:
    """The token at a place if nothing parts it from the one before; else nothing."""
    return tokens[at].norm if at < len(tokens) and tokens[at].glue == "" else ""
