"""Words, numbers and signs of a phrase, each with its place; and tables of words that are found in them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"""(?P<number>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)
        |\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?)
      | (?P<sign>[A-Z]{0,3}[$\u00a2-\u00a5\u20a0-\u20cf\uffe5])
      | (?P<word>(?:[A-Za-z]\.){2,}|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+)(?:['’]s\b)?
      | (?P<other>[^\s\-\u2010-\u2015\u2212])""",
    re.VERBOSE,
)
_DASH = re.compile(r"[\-\u2010-\u2015\u2212]")
_CLOSE = {"", " ", "-"}

T = TypeVar("T")


@dataclass(frozen=True)
class Token:
    """One word, number or sign.

    Attributes:
        norm: The word as tables have it: lower case, without dots, compatibility forms folded.
        glue: What parts it from the token before: "" nothing, " " space, "-" a hyphen or dash,
            " - " a spaced dash, " -" a minus sign.
    """

    text: str
    norm: str
    kind: str
    start: int
    end: int
    glue: str


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order; dashes are not tokens but part of what stands between two."""
    tokens, last = [], 0
    for match in _TOKEN.finditer(text):
        glue = re.sub(r"\s+", " ", _DASH.sub("-", text[last : match.start()]))
        kind = str(match.lastgroup)
        word = match[kind]
        norm = unicodedata.normalize("NFKC", word).lower()
        tokens.append(
            Token(word, norm.replace(".", "") if kind == "word" else norm, kind, *match.span(), glue)
        )
        last = match.end()
    return tokens


def joined(token: Token) -> bool:
    """Whether the token can belong to one expression with the token before it."""
    return token.glue in _CLOSE


class Lexicon(Generic[T]):
    """Expressions of one or more words and what each means; the longest that fits is found."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = {tuple(t.norm for t in tokenize(key)): value for key, value in entries.items()}
        self._longest = max(map(len, self._entries), default=0)

    def at(self, tokens: Sequence[Token], first: int) -> tuple[int, T] | None:
        """The expression that begins at a token: where it ends (exclusive), and what it means."""
        for length in range(min(self._longest, len(tokens) - first), 0, -1):
            found = self._found(tokens, first, first + length)
            if found is not None:
                return first + length, found
        return None

    def before(self, tokens: Sequence[Token], end: int) -> tuple[int, T] | None:
        """The expression that ends before a token: where it begins, and what it means."""
        for length in range(min(self._longest, end), 0, -1):
            found = self._found(tokens, end - length, end)
            if found is not None:
                return end - length, found
        return None

    def _found(self, tokens: Sequence[Token], first: int, end: int) -> T | None:
        """The meaning of exactly these tokens, if they stand together."""
        if not all(joined(token) for token in tokens[first + 1 : end]):
            return None
        return self._entries.get(tuple(token.norm for token in tokens[first:end]))
