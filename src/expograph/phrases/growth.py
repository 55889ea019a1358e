"""Growth: which percentages, fractions and factors of a phrase are changes, and whether up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from expograph.phrases.mentions import Mention
from expograph.phrases.tokens import Token, tokenize
from expograph.phrases.words import table, words


@dataclass(frozen=True)
class Change:
    """A mention of a change: its number times `times` plus `plus` is the change in percent, upwards if sign is 1."""

    mention: Mention
    sign: int
    times: Fraction
    plus: Fraction
    unit: str


_FORMS = {
    "percent": (Fraction(1), "percent"),
    "points": (Fraction(1), "percentage-point"),
    "fraction": (Fraction(100), "percent"),
}


def changes(text: str, found: Sequence[Mention]) -> list[Change]:
    """The changes among the mentions of a text.

    A percentage is a change if a word of growth or decline stands in the text; the nearest one gives the direction.
    One after "to", "from" or "at" is a level and no change ("rose to 32 percent").
    """
    tokens = tokenize(text)
    turns = _turns(tokens, found)
    result = []
    for mention in found:
        if mention.kind in _FORMS and turns and not _is_level(tokens, mention):
            times, unit = _FORMS[mention.kind]
            nearest = min(turns, key=lambda turn: (_distance(turn[0], mention), turn[0]))
            result.append(Change(mention, nearest[1], times, Fraction(0), unit))
        elif mention.kind == "factor" or _is_factor(tokens, mention):
            result.append(_multiplied(mention))
    return result


def _multiplied(mention: Mention) -> Change:
    """A factor as a change: doubled is up 100 percent, halved down 50."""
    assert mention.value is not None
    if mention.value < 1:
        return Change(mention, -1, Fraction(-100), Fraction(100), "percent")
    return Change(mention, 1, Fraction(100), Fraction(-100), "percent")


def _turns(tokens: Sequence[Token], found: Sequence[Mention]) -> list[tuple[Token, int]]:
    """The words of growth (1) and decline (-1) that are not words of a bound ("more than 5 percent")."""
    free = [t for t in tokens if not any(m.start <= t.start < m.end for m in found)]
    up, down = words("growth", "up"), words("growth", "down")
    turns = [(free[i], 1) for i in range(len(free)) if up.at(free[i : i + 1], 0)]
    return turns + [(free[i], -1) for i in range(len(free)) if down.at(free[i : i + 1], 0)]


def _distance(token: Token, mention: Mention) -> int:
    """How many characters part a word and a mention."""
    return max(mention.start - token.end, token.start - mention.end)


def _is_level(tokens: Sequence[Token], mention: Mention) -> bool:
    before = [token.norm for token in tokens if token.end <= mention.start]
    return bool(before) and before[-1] in table("growth")["level"]


def _is_factor(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether "times as many" or its like follows a number."""
    after = [token for token in tokens if token.start >= mention.end]
    return mention.kind == "number" and words("times").at(after, 0) is not None
