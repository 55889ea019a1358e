"""A number with its unit: whether it is a sum, an area, a percentage, a year, a rank or part of a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

from expograph.phrases import currencies
from expograph.phrases.dates import Span
from expograph.phrases.numerals import CARDINAL, FRACTION, ORDINAL, VAGUE, Numeral
from expograph.phrases.tokens import Token, joined
from expograph.phrases.words import bounds_before, numbers, table, units, words


@dataclass(frozen=True)
class Mention:
    """One quantity or date, at the characters start to end (exclusive) of a text, with its bound's words.

    Attributes:
        kind: number, percent, points, fraction, factor, money, area, duration, length, mass, time, ordinal,
            year, date, weekday, label ("top 500", "Hall 7"), code ("1+4", "G20") or vague ("several").
        value: The number as stated; of a range the lower one; None of a date and of "several".
        upper: The upper number of a range.
        resolution: The unit of the last stated digit.
        bound: A bound of the vocabulary (moreThan, about …); "unquantified" where there is no number; "mixed"
            where several bounds contradict one another.
        wording: The words of the bound as the text has them.
        units: Its unit; several ISO 4217 codes where the name of a currency fits several.
        span: The days of a date, as far as stated.
        first, last: The tokens of the number and its unit (last exclusive).
        scale: What a word such as "billion" multiplied the figures by.
        unclear: Whether the figures may mean another number: "500.000" half a thousand or half a million.
    """

    start: int
    end: int
    kind: str
    value: Fraction | None = None
    upper: Fraction | None = None
    resolution: Fraction | None = None
    bound: str = "exactly"
    wording: str = ""
    units: tuple[str, ...] = ()
    span: Span | None = None
    first: int = 0
    last: int = 0
    scale: Fraction = Fraction(1)
    unclear: bool = False


def follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether there is a token at this place and no sign between it and the one before."""
    return 0 < at < len(tokens) and joined(tokens[at])


def norm(tokens: Sequence[Token], at: int) -> str:
    """The word at a place; nothing outside the tokens."""
    return tokens[at].norm if 0 <= at < len(tokens) else ""


def quantity(tokens: Sequence[Token], numeral: Numeral) -> Mention:
    """A numeral as a mention: what its neighbours make of it, with its unit, but without its bound."""
    found = _quantity(tokens, numeral)
    # A dot before three figures parts decimals in English and thousands elsewhere, but none write so
    # what a scale word or "percent" follows.
    dotted = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", tokens[numeral.first].text) is not None
    return replace(found, unclear=dotted and found.scale == 1 and found.kind not in ("percent", "points"))


def _quantity(tokens: Sequence[Token], numeral: Numeral) -> Mention:
    """The same, as if figures had one meaning only."""
    place = tokens[numeral.first].start, tokens[numeral.end - 1].end
    form = "number" if numeral.form == CARDINAL else numeral.form
    bare = Mention(
        *place,
        form,
        numeral.value,
        resolution=numeral.resolution,
        first=numeral.first,
        last=numeral.end,
        scale=numeral.scale,
    )
    if form in (ORDINAL, FRACTION):
        return bare
    if form != VAGUE and follows(tokens, bare.first) and words("labels").before(tokens, bare.first):
        return replace(bare, kind="label")
    if form != VAGUE and _has_comma(tokens, bare):
        return replace(bare, kind="code")
    measured = _money(tokens, bare) or _measured(tokens, bare)
    if measured:
        return replace(measured, start=tokens[measured.first].start, end=tokens[measured.last - 1].end)
    if form == VAGUE:
        return bare
    scaled = _with_money_scale(tokens, bare)
    if scaled is not bare:
        end = tokens[scaled.last - 1].end
        counted = _counts(tokens, scaled.last)
        return replace(scaled if counted else replace(bare, kind="code", last=scaled.last), end=end)
    if _is_code(tokens, bare):
        return replace(bare, kind="code")
    return replace(bare, kind="year") if _is_year(tokens, bare) else bare


def _money(tokens: Sequence[Token], bare: Mention) -> Mention | None:
    """The mention as a sum of money, if a currency stands before or after it."""
    before = currencies.before(tokens, bare.first) if follows(tokens, bare.first) else None
    before = before or _shared_currency(tokens, bare)
    scaled = _with_money_scale(tokens, bare)
    bare = scaled if before or currencies.after(tokens, scaled.last) else bare
    after_of = bare.last + (bare.kind == VAGUE and norm(tokens, bare.last) == "of")
    after = currencies.after(tokens, after_of)
    if before and after:
        return replace(bare, kind="money", units=_common(before[1], after[1]), first=before[0], last=after[0])
    if before:
        return replace(bare, kind="money", units=before[1], first=before[0])
    return replace(bare, kind="money", units=after[1], last=after[0]) if after else None


def _shared_currency(tokens: Sequence[Token], bare: Mention) -> tuple[int, tuple[str, ...]] | None:
    """The currency that a range has before its first number only, and where its second begins: "€3-5m"."""
    low = bare.first - 1
    ranged = low > 0 and tokens[bare.first].glue.strip() == "-" and tokens[low].kind == "number"
    found = currencies.before(tokens, low) if ranged and follows(tokens, low) else None
    return (bare.first, found[1]) if found else None


def _with_money_scale(tokens: Sequence[Token], bare: Mention) -> Mention:
    """The number times the letter that scales it where there is a currency: "€5m", "5m euros"."""
    found = numbers("money_scales").at(tokens, bare.last) if follows(tokens, bare.last) else None
    if found is None or bare.value is None or bare.resolution is None:
        return bare
    value, resolution = bare.value * found[1], bare.resolution * found[1]
    return replace(bare, value=value, resolution=resolution, last=found[0], scale=bare.scale * found[1])


def _common(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """The currencies that both words allow; a plain "$" yields to the name after it."""
    both = tuple(code for code in before if code in after)
    return both or (after if before == ("USD",) else (*before, *after))


def _measured(tokens: Sequence[Token], bare: Mention) -> Mention | None:
    """The mention with the unit that follows it; before a unit of time or area an adjective may stand."""
    if not follows(tokens, bare.last):
        return None
    scaled = _with_money_scale(tokens, bare)
    for number in dict.fromkeys((bare, scaled)):
        end, (kind, unit) = _unit(tokens, number.last) or (0, ("", ""))
        if kind and (number is bare or kind == "area"):
            return replace(number, kind=kind, units=(unit,), last=end)
    return None


def _unit(tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, str]] | None:
    """The unit that begins at a place, after a word that may stand before units of its kind."""
    found = units().at(tokens, at)
    if found:
        return found
    for kind in table("fillers"):
        filler = words("fillers", kind).at(tokens, at)
        found = units().at(tokens, filler[0]) if filler else None
        if found and found[1][0] == kind:
            return found
    return None


def _is_code(tokens: Sequence[Token], bare: Mention) -> bool:
    """Whether letters or signs that touch the figures make a name: "G20", "5G", "COVID-19", "1+4", "9:30"."""
    if tokens[bare.first].kind != "number":
        return False
    word_before = bare.first > 0 and tokens[bare.first - 1].kind == "word"
    touching = tokens[bare.first].glue in ("", "-") and word_before
    if touching and not bounds_before().before(tokens, bare.first):
        return not words("years", "before").before(tokens, bare.first)
    if bare.last < len(tokens) and tokens[bare.last].glue == "" and tokens[bare.last].kind == "word":
        return tokens[bare.last].text.isascii()
    return _is_term(tokens, bare.first - 2, bare.first) or _is_term(tokens, bare.first, bare.last + 1)


def _has_comma(tokens: Sequence[Token], bare: Mention) -> bool:
    """Whether figures touch others by a comma that parts no thousands: "12,5" is no English number."""
    for comma in (bare.first - 1, bare.last):
        around = tokens[max(comma - 1, 0) : comma + 2]
        figures = len(around) == 3 and around[0].kind == around[2].kind == "number"
        if figures and around[1].norm == "," and around[1].glue == around[2].glue == "":
            return True
    return False


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun of which there are millions follows, or an adjective and one: "1.2m trade visitors"."""
    other = at + (norm(tokens, at) in ("to", "and"))
    if (
        other < len(tokens)
        and tokens[other].kind == "number"
        and norm(tokens, other + 1) in table("money_scales")
    ):
        at = other + 2
    follow = takewhile(lambda token: token.kind == "word" and joined(token), tokens[at : at + 2])
    found, known = [token.norm for token in follow], table("millions")
    return any(word in known["counted"] for word in found) and found[0] not in known["lengths"]


def _is_term(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether figures stand at both places and a sign without space between them."""
    if left < 0 or right >= len(tokens) or not tokens[left].kind == tokens[right].kind == "number":
        return False
    return norm(tokens, right - 1) in "+:/" and tokens[right].glue == tokens[right - 1].glue == ""


def _is_year(tokens: Sequence[Token], bare: Mention) -> bool:
    """Whether four figures are a year: after "since" or a name, or not before a noun in the plural."""
    token = tokens[bare.first]
    if bare.last != bare.first + 1 or len(token.text) != 4 or not 1800 <= (bare.value or 0) < 2200:
        return False
    if follows(tokens, bare.first) and words("years", "before").before(tokens, bare.first):
        return True
    if follows(tokens, bare.first) and bounds_before().before(tokens, bare.first):
        return False
    if bare.first > 1 and joined(token) and tokens[bare.first - 1].text[0].isupper():
        return True
    return not (follows(tokens, bare.last) and _is_counted(tokens[bare.last]))


def _is_counted(token: Token) -> bool:
    """Whether a word looks like a noun in the plural."""
    plural = len(token.norm) > 3 and token.norm.endswith("s") and token.norm[-2] not in "'’s"
    return token.kind == "word" and (plural or token.norm in table("years")["counted"])
