"""The SPARQL 1.1 Protocol (sections 2.1 and 2.2): what a request asks for. Text in, meaning out; no I/O."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from expograph.serve.forms import NAMES
from expograph.serve.refusal import Refusal

FORM, QUERY_TYPE, UPDATE_TYPE = (
    f"application/{name}" for name in ("x-www-form-urlencoded", "sparql-query", "sparql-update")
)
DATASET = ("default-graph-uri", "named-graph-uri")
USING = ("using-graph-uri", "using-named-graph-uri")
KNOWN = {"query": ("query", *DATASET, "format"), "update": ("update", *USING)}
DIGITS = b"0123456789abcdefABCDEF"
ESCAPES = {bytes((a, b)): bytes((int(bytes((a, b)), 16),)) for a in DIGITS for b in DIGITS}
CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s";]*)"?', re.IGNORECASE)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
MOST = 1000  # parameters of a request


class Operation(NamedTuple):
    """What a client asks for.

    Args:
        kind: "query", "update", or "describe" where there is neither: the description of the service.
        text: The query or update.
        default: The IRIs of default-graph-uri or using-graph-uri.
        named: The IRIs of named-graph-uri or using-named-graph-uri.
        form: The name of the form that the answer shall have; empty where the Accept header tells.
    """

    kind: str
    text: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


def operation(method: str, query: bytes, content_type: str, body: bytes, kinds: tuple[str, ...]) -> Operation:
    """The operation of a request.

    Args:
        method: GET, HEAD or POST.
        query: What stands behind the "?" of its target.
        content_type: Its Content-Type, empty if it has none.
        body: Its body.
        kinds: What is answered here, of "query" and "update".

    Raises:
        Refusal: The request is none of the protocol: 400, or 415 for another media type.
    """
    pairs = parameters(query)
    if method != "POST":
        if any(name in ("update", *USING) for name, _ in pairs):
            raise Refusal(400, "An update is sent by POST.")
        return asked(pairs, ("query",)) if pairs else Operation("describe")
    media = media_type(content_type)
    if media == FORM:
        return asked([*pairs, *parameters(body)], kinds)
    direct = {QUERY_TYPE: "query", UPDATE_TYPE: "update"}.get(media)
    if direct not in kinds:
        taken = [FORM, *(f"application/sparql-{kind}" for kind in kinds)]
        raise Refusal(
            415, f"A POST here carries {' or '.join(taken)}.", headers=(("accept-post", ", ".join(taken)),)
        )
    if any(name in ("query", "update") for name, _ in pairs):
        raise Refusal(400, f"The {direct} stands in the body; the address names one too.")
    return asked([*pairs, (direct, decoded(body))], (direct,))


def asked(pairs: list[tuple[str, str]], kinds: tuple[str, ...]) -> Operation:
    """The operation that parameters make up."""
    if len(pairs) == 1 and pairs[0][0] in kinds:  # most are so
        return Operation(*pairs[0])
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    texts = [(kind, text) for kind in KNOWN for text in given.get(kind, ())]
    if len(texts) != 1:
        told = "several" if texts else "none"
        raise Refusal(400, f"A request carries one {' or '.join(kinds)}; here is {told}.")
    ((kind, text),) = texts
    if kind not in kinds:
        raise Refusal(400, f"This address takes a {' or '.join(kinds)}, no {kind}.")
    refuse_unknown(given, KNOWN[kind])
    default, named = (iris(name, given) for name in (DATASET if kind == "query" else USING))
    return Operation(kind, text, default, named, form_of(pairs))


def refuse_unknown(names: Iterable[str], known: tuple[str, ...]) -> None:
    """Refuse parameters that nobody reads: who misspells one must not take the answer for his own."""
    if unknown := sorted(set(names).difference(known)):
        told = ", ".join(ascii(name) for name in unknown[:5])
        raise Refusal(400, f"There is no parameter {told}; known are {', '.join(known)}.")


def form_of(pairs: list[tuple[str, str]]) -> str:
    """The form that is asked for by its name."""
    names = [value for name, value in pairs if name == "format"]
    if len(names) > 1:
        raise Refusal(400, "The format is named several times.")
    if names and names[0] not in NAMES:
        raise Refusal(400, f"There is no format {names[0]!a}; known are {', '.join(sorted(NAMES))}.")
    return names[0] if names else ""


def iris(name: str, given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A parameter's values, if they are absolute IRIs."""
    values = given.get(name, ())
    if not all(map(IRI.fullmatch, values)):
        raise Refusal(400, f"The value of {name} is not an absolute IRI.")
    return tuple(values)


def parameters(text: bytes) -> list[tuple[str, str]]:
    """The pairs of a query string or a form (WHATWG URL, section 5.1), strict: what is broken is refused."""
    parts = [part.partition(b"=") for part in text.split(b"&") if part]
    if len(parts) > MOST:
        raise Refusal(400, f"A request has at most {MOST} parameters.")
    return [(unescaped(name), unescaped(value)) for name, _, value in parts]


def unescaped(text: bytes) -> str:
    """A name or value as it was before it was written into a form."""
    first, *rest = text.replace(b"+", b" ").split(b"%")
    if not rest:
        return decoded(first)
    try:
        return decoded(first + b"".join([ESCAPES[part[:2]] + part[2:] for part in rest]))
    except KeyError:
        raise Refusal(400, "A % stands before two hexadecimal digits.") from None


def decoded(text: bytes) -> str:
    """UTF-8, and no other encoding; the protocol knows none."""
    try:
        found = text.decode()
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - text.rfind(b"\n", 0, error.start)
        raise Refusal(400, "This is not UTF-8.", line, column) from None
    if "\x00" in found:
        raise Refusal(400, "There is a NUL character in this text.")
    return found


def media_type(content_type: str) -> str:
    """The media type of a body, whose encoding is UTF-8.

    Raises:
        Refusal: 415, it is said to be in another encoding.
    """
    charset = CHARSET.search(content_type)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "A body is in UTF-8.")
    return content_type.partition(";")[0].strip().lower()
