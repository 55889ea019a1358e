"""Every figure, percentage, sum, area, date, ordinal and duration that a text mentions, with its bound."""

from collections.abc import Sequence
from fractions import Fraction

from expograph.phrases import dates
from expograph.phrases.bounds import bounded, ranges
from expograph.phrases.numerals import numerals
from expograph.phrases.quantities import Mention, quantity
from expograph.phrases.tokens import Token, tokenize
from expograph.phrases.words import numbers

__all__ = ["Mention", "mentions"]


def mentions(text: str) -> list[Mention]:
    """All mentions of a text in order of place; the figures of a date are mentioned by the date alone."""
    dated = [Mention(span.start, span.end, "date", span=span) for span in dates.spans(text)]
    tokens = [token for token in tokenize(text) if not _inside(token.start, dated)]
    found = [*(quantity(tokens, numeral) for numeral in numerals(tokens)), *_factors(tokens)]
    bound = [bounded(text, tokens, mention) for mention in ranges(text, tokens, found)]
    numbered = [mention for mention in bound if mention.value is not None]
    # "some" and "many" may be words of a bound: "some 500", "as many as 500".
    vague = [m for m in bound if m.value is None and not _inside(m.start, numbered)]
    weekdays = [
        Mention(start, end, "weekday", Fraction(number))
        for start, end, number in dates.weekdays(text)
        if not _inside(start, dated)
    ]
    return sorted([*numbered, *vague, *dated, *weekdays], key=lambda mention: (mention.start, mention.end))


def _inside(place: int, found: Sequence[Mention]) -> bool:
    return any(mention.start <= place < mention.end for mention in found)


def _factors(tokens: Sequence[Token]) -> list[Mention]:
    """Verbs that multiply: "doubled", "halved"."""
    found, at = [], 0
    while at < len(tokens):
        factor = numbers("factors").at(tokens, at)
        if factor:
            end, value = factor
            place = tokens[at].start, tokens[end - 1].end
            unit = min(value, Fraction(1))
            found.append(Mention(*place, "factor", value, resolution=unit, first=at, last=end))
        at = factor[0] if factor else at + 1
    return found
