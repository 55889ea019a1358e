"""Growth: which percentages, fractions and factors of a phrase are changes, and whether up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from expograph.phrases.mentions import Mention
from expograph.phrases.tokens import Token, tokenize
from expograph.phrases.words import table, words


@dataclass(frozen=True)
class Change:
    """A mention of a change: its number times `times` plus `plus` is the size of the change, in the unit.

    The sign is 1 where something grew and -1 where it fell.
    """

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

    A percentage is a change if it has a sign, or a word of growth or decline stands in the text; the nearest
    gives the direction.  One after "to" or "from" is a level and no change ("rose to 32 percent").
    """
    tokens = tokenize(text)
    turns = _turns(tokens, found)
    result = []
    for mention in found:
        sign = _sign(mention, turns)
        if mention.kind in _FORMS and sign and not _is_level(tokens, mention):
            times, unit = _FORMS[mention.kind]
            result.append(Change(mention, sign, times, Fraction(0), unit))
        elif mention.kind == "factor" or _is_factor(tokens, mention):
            result.append(_multiplied(mention))
    return result


def _multiplied(mention: Mention) -> Change:
    """A factor as a change: doubled is up 100 percent, halved down 50."""
    assert mention.value is not None
    if mention.value < 1:
        return Change(mention, -1, Fraction(-100), Fraction(100), "percent")
    return Change(mention, 1, Fraction(100), Fraction(-100), "percent")


def _sign(mention: Mention, turns: Sequence[tuple[Token, int]]) -> int:
    """1 up, -1 down by the nearest word; 1 for a number with its own minus; 0 if nothing tells."""
    if mention.value is not None and mention.value < 0:
        return 1
    return min(turns, key=lambda turn: _distance(turn[0], mention))[1] if turns else 0


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
