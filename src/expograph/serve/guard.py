"""What a query may not do: make the server fetch. Its words tell; comments, strings and IRIs are none."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from expograph.serve.refusal import Refusal
from expograph.shacl.tokens import Token, tokenise

SUSPECT = ("service", "load", "file:", "\\u")  # what has none of these fetches nothing
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
ALLOW = "the operator names hosts in EXPOGRAPH_FETCH_HOSTS"


def refuse_fetching(text: str, hosts: Collection[str] = ()) -> None:
    """Refuse SERVICE and LOAD of hosts that are not on the list, and datasets of files.

    Args:
        text: A query or an update.
        hosts: The hosts, with their ports where they have one, that may be asked.

    Raises:
        Refusal: 403.
    """
    low = text.lower()
    if not any(part in low for part in SUSPECT):
        return
    for word, target in fetches(text):
        if word in ("SERVICE", "LOAD") and not allowed(target, hosts):
            raise Refusal(403, f"{word} would make this server fetch, which it does not; {ALLOW}.")
        if word in ("FROM", "USING") and target.lower().startswith("<file:"):
            raise Refusal(403, f"{word} names a graph of this dataset; files are not read.")


def fetches(text: str) -> Iterator[tuple[str, str]]:
    """Each keyword that names a source, with what it names: an IRI in <>, or another token as it stands."""
    tokens = [t for t in tokenise(ESCAPE.sub(character, text)) if t.kind != "space"]
    for number, token in enumerate(tokens):
        if token.word in ("SERVICE", "LOAD", "FROM", "USING"):
            yield token.word, named(tokens, number + 1)


def named(tokens: list[Token], start: int) -> str:
    """The first token from a place on that is none of the words between a keyword and its IRI."""
    rest = (t.text for t in tokens[start : start + 3] if t.word not in ("SILENT", "NAMED"))
    return next(rest, "")


def character(escape: re.Match[str]) -> str:
    """What a \\u or \\U stands for (SPARQL 1.1, section 19.2); itself where it stands for nothing."""
    point = int(escape[1] or escape[2], 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else escape[0]


def allowed(target: str, hosts: Collection[str]) -> bool:
    """Whether an IRI in <> is of a host on the list; a variable or a prefixed name is of none."""
    if not hosts or not target.startswith("<"):
        return False
    try:
        parts = urlsplit(target[1:-1])
        return parts.scheme in ("http", "https") and parts.netloc.lower() in hosts
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False
