"""Every figure, percentage, sum, area, date, ordinal and duration that a text mentions, with its bound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from expograph.phrases import currencies, dates
from expograph.phrases.numerals import CARDINAL, FRACTION, ORDINAL, VAGUE, Numeral, numerals
from expograph.phrases.tokens import Token, joined, tokenize
from expograph.phrases.words import bounds_after, bounds_before, numbers, table, units, words

_EXACTLY = "exactly"


@dataclass(frozen=True)
class Mention:
    """One quantity or date, at the characters start to end (exclusive) of the text; its bound's words included.

    Attributes:
        kind: number, percent, points, fraction, factor, money, area, duration, ordinal, year, date, weekday,
            label ("top 500", "Hall 7"), code ("1+4", "12am") or vague ("several").
        value: The number as stated; of a range the lower one; None of a date and of "several".
        upper: The upper number of a range.
        bound: The bound of the contract (moreThan, about, …); "unquantified" where there is no number.
        wording: The words of the bound as the text has them.
        units: Its unit; several ISO 4217 codes where the name of a currency fits several.
        span: The days of a date, as far as stated.
        first, last: The tokens of the number and its unit (last exclusive).
    """

    start: int
    end: int
    kind: str
    value: Fraction | None = None
    upper: Fraction | None = None
    resolution: Fraction | None = None
    bound: str = _EXACTLY
    wording: str = ""
    units: tuple[str, ...] = ()
    span: dates.Span | None = None
    first: int = 0
    last: int = 0
    scale: Fraction = Fraction(1)


def mentions(text: str) -> list[Mention]:
    """All mentions of a text in order of place; those of dates first claim their digits."""
    spans = dates.spans(text)
    tokens = [t for t in tokenize(text) if not any(s.start <= t.start < s.end for s in spans)]
    found = [_classified(text, tokens, numeral) for numeral in numerals(tokens)]
    found = _ranges(text, tokens, [*found, *_factors(tokens)])
    bounded = [_bounded(text, tokens, mention) for mention in found]
    numbered = [m for m in bounded if m.value is not None]
    # "some" and "many" may be words of a bound: "some 500", "as many as 500".
    vague = [m for m in bounded if m.value is None and not any(n.start <= m.start < n.end for n in numbered)]
    dated = [Mention(s.start, s.end, "date", span=s) for s in spans]
    named = [Mention(s, e, "weekday", Fraction(number)) for s, e, number in dates.weekdays(text)]
    outside = [w for w in named if not any(s.start <= w.start < s.end for s in spans)]
    return sorted([*numbered, *vague, *dated, *outside], key=lambda m: (m.start, m.end))


def _classified(text: str, tokens: Sequence[Token], numeral: Numeral) -> Mention:
    """A numeral with its unit, and what kind of quantity the unit makes it."""
    bare = Mention(
        tokens[numeral.first].start,
        tokens[numeral.end - 1].end,
        numeral.form if numeral.form != CARDINAL else "number",
        numeral.value,
        resolution=numeral.resolution,
        first=numeral.first,
        last=numeral.end,
        scale=numeral.scale,
    )
    if numeral.form in (ORDINAL, FRACTION):
        return bare
    if (
        numeral.form == CARDINAL
        and words("labels").before(tokens, numeral.first)
        and _near(tokens, numeral.first)
    ):
        return replace(bare, kind="label")
    measured = _money(tokens, bare) or _measured(tokens, bare)
    if measured:
        return replace(measured, start=tokens[measured.first].start, end=tokens[measured.last - 1].end)
    if numeral.form == VAGUE:
        return bare
    if _is_code(tokens, bare):
        return replace(bare, kind="code")
    return replace(bare, kind="year") if _is_year(tokens, bare) else bare


def _near(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token follows the one before it without a sign between."""
    return 0 < at < len(tokens) and joined(tokens[at])


def _money(tokens: Sequence[Token], bare: Mention) -> Mention | None:
    """The mention as a sum of money, if a currency stands before or after it; both must agree."""
    before = currencies.before(tokens, bare.first) if _near(tokens, bare.first) else None
    scaled = numbers("money_scales").at(tokens, bare.last) if before else None
    if scaled and joined(tokens[bare.last]) and bare.value is not None and bare.resolution is not None:
        value, resolution = bare.value * scaled[1], bare.resolution * scaled[1]
        bare = replace(bare, value=value, resolution=resolution, last=scaled[0], scale=scaled[1])
    after_of = bare.last + (bare.kind == VAGUE and _norm(tokens, bare.last) == "of")
    after = currencies.after(tokens, after_of)
    if before is None and after is None:
        return None
    codes = after[1] if before is None else before[1] if after is None else _common(before[1], after[1])
    first, last = before[0] if before else bare.first, after[0] if after else bare.last
    return replace(bare, kind="money", units=codes, first=first, last=last)


def _common(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """The currencies that both words allow; a plain "$" yields to a dollar that is named."""
    return tuple(code for code in before if code in after) or (
        after if before == ("USD",) else (*before, *after)
    )


def _norm(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].norm if 0 <= at < len(tokens) else ""


def _measured(tokens: Sequence[Token], bare: Mention) -> Mention | None:
    """The mention with the unit after it: percent, points, area or duration."""
    found = units().at(tokens, bare.last) if _near(tokens, bare.last) else None
    if found is None:
        filler = words("duration_fillers").at(tokens, bare.last)
        found = units().at(tokens, filler[0]) if filler else None
        if found is None or found[1][0] != "duration":
            return None
    end, (kind, unit) = found
    return replace(bare, kind=kind, units=(unit,), last=end)


def _is_code(tokens: Sequence[Token], bare: Mention) -> bool:
    """Whether letters or signs that touch the figures make them a name: "G20", "12am", "COVID-19", "1+4", "9:30"."""
    first, last = tokens[bare.first], tokens[bare.last] if bare.last < len(tokens) else None
    before = tokens[bare.first - 1] if bare.first else None
    if first.kind != "number":
        return False
    if (
        before
        and first.glue in ("", "-")
        and (before.kind == "word" or before.norm in "+:/")
        and before.norm not in (table("years")["before"])
    ):
        return not bounds_before().before(tokens, bare.first)
    if last is None or last.glue != "":
        return False
    figures_follow = _norm(tokens, bare.last + 1).isdigit() and tokens[bare.last + 1].glue == ""
    return (last.kind == "word" and last.text.isascii()) or (last.norm in "+:/" and figures_follow)


def _is_year(tokens: Sequence[Token], bare: Mention) -> bool:
    """Whether four figures are a year: no counted noun follows them, or a word such as "since" stands before."""
    token = tokens[bare.first]
    if bare.last != bare.first + 1 or len(token.text) != 4 or not 1800 <= (bare.value or 0) < 2200:
        return False
    if bare.first and joined(token) and words("years", "before").before(tokens, bare.first):
        return True
    if bare.first and joined(token) and bounds_before().before(tokens, bare.first):
        return False
    follows = tokens[bare.last] if _near(tokens, bare.last) else None
    plural = follows and (follows.norm in table("years")["counted"] or _is_plural(follows))
    return not plural


def _is_plural(token: Token) -> bool:
    return (
        token.kind == "word"
        and len(token.norm) > 3
        and token.norm.endswith("s")
        and token.norm[-2] not in "'’"
    )


def _factors(tokens: Sequence[Token]) -> list[Mention]:
    """Verbs that multiply: "doubled", "halved"."""
    found, at = [], 0
    while at < len(tokens):
        factor = numbers("factors").at(tokens, at)
        if factor:
            place = tokens[at].start, tokens[factor[0] - 1].end
            found.append(
                Mention(
                    *place,
                    "factor",
                    factor[1],
                    resolution=min(factor[1], Fraction(1)),
                    first=at,
                    last=factor[0],
                )
            )
        at = factor[0] if factor else at + 1
    return found


def _ranges(text: str, tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """Two neighbours as one range where the text says "30 to 40", "30-40" or "between 30 and 40"."""
    result: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.first):
        together = _range(text, tokens, result[-1], mention) if result else None
        if together:
            result[-1] = together
        else:
            result.append(mention)
    return result


def _range(text: str, tokens: Sequence[Token], low: Mention, high: Mention) -> Mention | None:
    """The range from one mention to the next, which may give the first its unit and its scale."""
    between = [token.norm for token in tokens[low.last : high.first]]
    opening = _norm(tokens, low.first - 1)
    dashed = not between and tokens[high.first].glue.strip() == "-"
    if not (
        dashed or (between == ["to"] and opening != "from") or (between == ["and"] and opening == "between")
    ):
        if not (between == ["to"] and [_norm(tokens, low.first - 2), opening] == ["ranging", "from"]):
            return None
    if (
        low.value is None
        or high.value is None
        or low.upper
        or low.resolution is None
        or high.resolution is None
    ):
        return None
    if low.kind != high.kind and "number" not in (low.kind, high.kind):
        return None
    if {low.kind, high.kind} & {"ordinal", "year", "label", "code", "factor"}:
        return None
    scale = high.scale if low.scale == 1 and low.value * high.scale < high.value else Fraction(1)
    kind, unit = (high.kind, high.units) if low.kind == "number" else (low.kind, low.units)
    if low.value * scale >= high.value or (low.units and high.units and low.units != high.units):
        return None
    first = low.first - (opening == "between")
    wording = (
        opening
        if between == ["and"]
        else "".join(between) or text[tokens[high.first - 1].end : tokens[high.first].start]
    )
    return replace(
        low,
        start=tokens[first].start,
        end=high.end,
        kind=kind,
        value=low.value * scale,
        upper=high.value,
        resolution=min(low.resolution * scale, high.resolution),
        bound="between",
        wording=wording.strip(),
        units=unit,
        first=first,
        last=high.last,
    )


def _bounded(text: str, tokens: Sequence[Token], mention: Mention) -> Mention:
    """The mention with the bound that its neighbours state, before it or after it."""
    if mention.bound == "between" or mention.kind in ("label", "code", "ordinal"):
        return mention
    first, said = mention.first, []
    while _near(tokens, first) and (found := bounds_before().before(tokens, first)):
        first = found[0]
        said.append(found[1])
    wording = text[tokens[first].start : mention.start].strip() if first < mention.first else ""
    end = mention.end
    after = bounds_after().at(tokens, mention.last) if _near(tokens, mention.last) else None
    if after and not said:
        end, wording = tokens[after[0] - 1].end, text[tokens[mention.last].start : tokens[after[0] - 1].end]
        said.append(after[1])
    bound = next((b for b in said if b != _EXACTLY), _EXACTLY)
    if mention.kind == VAGUE or mention.value is None:
        bound, wording = "unquantified", text[tokens[first].start : mention.end]
    return replace(mention, start=tokens[first].start, end=end, bound=bound, wording=wording)
