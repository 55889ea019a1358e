"""The words around a number that say what else it may be: "more than", "30 to 40", "or more"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from expograph.phrases.numerals import VAGUE
from expograph.phrases.quantities import Mention, follows, norm
from expograph.phrases.tokens import Token
from expograph.phrases.words import bounds_after, bounds_before, table

_UNBOUNDED = {"label", "code", "ordinal", "time"}
_UNRANGED = {"ordinal", "year", "label", "code", "factor", "time"}


def bounded(text: str, tokens: Sequence[Token], mention: Mention) -> Mention:
    """The mention with the bound that the words next to it state; words further off bound something else."""
    if mention.kind in _UNBOUNDED:
        return mention
    first, said = _said_before(tokens, mention)
    start, end = tokens[first].start, mention.end
    if mention.bound == "between":
        # "Some 30 to 40" is the range; "up to 30 to 40" is none that we can keep.
        loose = set(said) <= {"about", "exactly"}
        return replace(mention, start=start, bound="between" if loose else "mixed")
    wording = text[start : mention.start].strip()
    after = bounds_after().at(tokens, mention.last) if follows(tokens, mention.last) else None
    if after and not said:
        end, said = tokens[after[0] - 1].end, [after[1]]
        wording = text[tokens[mention.last].start : end]
    if mention.value is None:
        return replace(mention, start=start, end=end, bound="unquantified", wording=text[start:end])
    return replace(mention, start=start, end=end, bound=_together(said), wording=wording)


def _said_before(tokens: Sequence[Token], mention: Mention) -> tuple[int, list[str]]:
    """Where the words of a bound before a mention begin, and all they state ("a record of more than")."""
    first, said = mention.first, []
    while follows(tokens, first) and (found := bounds_before().before(tokens, first)):
        first, bound = found
        said.append(bound)
    return first, said


def _together(said: Sequence[str]) -> str:
    """Several bounds as one: "a total of" adds nothing to "over"; "up to about" is no bound we can keep."""
    real = {bound for bound in said if bound != "exactly"}
    return "mixed" if len(real) > 1 else real.pop() if real else "exactly"


def ranges(text: str, tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, two neighbours as one where the text says "30 to 40", "30-40" or "between 30 and 40"."""
    result: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.first):
        together = _range(text, tokens, result[-1], mention) if result else None
        if together:
            result[-1] = together
        elif result and _lettered(tokens, result[-1], mention) and _link(text, tokens, result[-1], mention):
            result[-1:] = [replace(result[-1], kind="code"), replace(mention, kind="code")]
        else:
            result.append(mention)
    return result


def _lettered(tokens: Sequence[Token], low: Mention, high: Mention) -> bool:
    """Whether a letter that may be metres or millions leaves a range open: "2-3m", "1.5m to 2m"."""
    return high.kind == "code" or (low.kind == "code" and tokens[low.last - 1].kind == "word")


def _range(text: str, tokens: Sequence[Token], low: Mention, high: Mention) -> Mention | None:
    """The range between two mentions; the second may give the first its unit and its scale."""
    link = _link(text, tokens, low, high)
    if link is None or {low.kind, high.kind} & _UNRANGED or VAGUE in (low.kind, high.kind):
        return None
    # "Up 20 percent to 48,000" is no range; "€1 to 2 million" is, as the sign stands for both.
    signed = low.kind == "money" and high.kind == "number" and tokens[low.last - 1].kind == "number"
    if low.kind not in (high.kind, "number") and not signed:
        return None
    if low.value is None or high.value is None or low.upper is not None:
        return None
    if low.units and high.units and low.units != high.units:
        return None
    scale, clear = _shared_scale(tokens, low, high)
    if low.value * scale >= high.value:
        return None
    first, wording = link
    unit = high if low.kind == "number" else low
    dotted = low.unclear and scale == 1 and unit.kind not in ("percent", "points")
    return replace(
        low,
        start=tokens[first].start,
        end=high.end,
        kind=unit.kind,
        units=unit.units,
        value=low.value * scale,
        upper=high.value,
        resolution=min((low.resolution or 1) * scale, high.resolution or Fraction(1)),
        bound="between",
        wording=wording,
        first=first,
        last=high.last,
        unclear=dotted or high.unclear or not clear,
    )


def _figures(tokens: Sequence[Token], mention: Mention) -> str:
    """The figures of a mention, without its sign or unit; nothing of one in words."""
    return next((t.text for t in tokens[mention.first : mention.last] if t.kind == "number"), "")


def _shared_scale(tokens: Sequence[Token], low: Mention, high: Mention) -> tuple[Fraction, bool]:
    """What the second number of a range scales the first by, and whether that is clear.

    "6-7,000" is thousands twice, as no one counts from six; "1 to 5,000" may be either.
    """
    assert low.value is not None
    assert high.value is not None
    if low.scale != 1 or low.value * high.scale >= high.value:
        return Fraction(1), True
    groups = re.fullmatch(r"\d{1,3}((?:,\d{3})+)", _figures(tokens, high))
    if groups is None or low.value == 0 or low.value * 1000 >= high.value:
        return high.scale, True
    thousands = Fraction(1000 ** groups[1].count(","))
    near = low.value * thousands < high.value <= 2 * low.value * thousands
    return (thousands, True) if near and not groups[1].strip(",0") else (high.scale, False)


def _link(text: str, tokens: Sequence[Token], low: Mention, high: Mention) -> tuple[int, str] | None:
    """The first token of a range and its words; None if what stands between two mentions makes none.

    "From 26 percent to 32 percent" is a move from one value to another, unless it is "ranging from".
    """
    between = [token.norm for token in tokens[low.last : high.first]]
    opening, before_it = norm(tokens, low.first - 1), norm(tokens, low.first - 2)
    if between == ["and"] and opening == "between":
        return low.first - 1, opening
    if between == ["to"] and (opening != "from" or before_it in table("ranges")["opening"]):
        return low.first, "to"
    dash = text[low.end : high.start].strip()
    return (low.first, dash) if not between and tokens[high.first].glue.strip() == "-" else None
