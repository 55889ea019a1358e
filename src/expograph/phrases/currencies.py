"""Currencies by sign, code and name: the table's own, and all that CLDR has."""

import re
from collections.abc import Sequence
from functools import cache

from expograph.phrases.tokens import Lexicon, Token, joined
from expograph.phrases.words import inverted, table

_CODE = re.compile(r"[A-Z]{3}")


def before(tokens: Sequence[Token], end: int) -> tuple[int, tuple[str, ...]] | None:
    """The currency that ends before a token ("US$", "RMB"): where it begins, and its possible codes."""
    dotted = end - 1 if end > 1 and tokens[end - 1].norm == "." and tokens[end - 1].glue == "" else end
    known = _table().before(tokens, end) or _table().before(tokens, dotted)
    if known:
        return None if _is_part_of_a_sign(tokens, known[0]) else known
    word = tokens[end - 1] if end else None
    if word and (codes := _by_code(word) or _by_sign(word)):
        return end - 1, codes
    return None


def _is_part_of_a_sign(tokens: Sequence[Token], first: int) -> bool:
    """Whether letters touch a sign and make it another, which is not known: "Zed$"."""
    touches = first > 0 and tokens[first].kind == "sign" and tokens[first].glue == ""
    return touches and tokens[first - 1].kind == "word"


def after(tokens: Sequence[Token], first: int) -> tuple[int, tuple[str, ...]] | None:
    """The currency that begins at a token ("yuan", "USD"): where it ends, and its possible codes."""
    if first >= len(tokens) or not joined(tokens[first]):
        return None
    known, spelt = _table().at(tokens, first), None
    if tokens[first].kind == "word":
        spelt = _names().at(tokens, first)
    best = max((found for found in (known, spelt) if found), key=lambda found: found[0], default=None)
    if best:
        return best
    codes = _by_code(tokens[first]) or _by_sign(tokens[first])
    return (first + 1, codes) if codes else None


@cache
def _table() -> Lexicon[tuple[str, ...]]:
    """The currencies of words.toml."""
    return Lexicon({word: tuple(codes.split()) for word, codes in inverted(table("currencies")).items()})


@cache
def _tender() -> frozenset[str]:
    """The ISO 4217 codes of all currencies that are legal tender somewhere today, by CLDR."""
    from babel.core import get_global

    return frozenset(
        code
        for currencies in get_global("territory_currencies").values()
        for code, _, until, tender in currencies
        if tender and until is None and not code.startswith("X")
    )


@cache
def _names() -> Lexicon[tuple[str, ...]]:
    """English names of today's currencies, and the last word of each, which several may share ("francs")."""
    from babel import Locale

    english = Locale("en")
    homonyms = set(table("currency_homonyms")["words"])
    codes: dict[str, set[str]] = {}
    for code in sorted(_tender()):
        plurals = dict(english._data["currency_names_plural"][code]).values()
        for name in (words.lower() for words in {english.currencies[code], *plurals}):
            for spelt in {name, name.split()[-1]} - homonyms:
                codes.setdefault(spelt, set()).add(code)
    return Lexicon({name: tuple(sorted(found)) for name, found in codes.items()})


def _by_code(token: Token) -> tuple[str, ...]:
    """The code itself, if the token is an ISO 4217 code in capitals."""
    if not _CODE.fullmatch(token.text) or token.norm in table("currency_homonyms")["words"]:
        return ()
    return (token.text,) if token.text in _tender() else ()


def _by_sign(token: Token) -> tuple[str, ...]:
    """The currency of a sign in CLDR's English data."""
    return _signs().get(token.text, ()) if token.kind == "sign" else ()


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    from babel import Locale

    signs = dict(Locale("en").currency_symbols)
    return {sign: (code,) for code, sign in sorted(signs.items()) if code in _tender()}
