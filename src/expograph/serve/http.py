"""HTTP, as far as every answer needs it: bodies that come, answers that go, conditions, clients."""

import asyncio
import re
from collections.abc import Iterable, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from expograph.serve.refusal import Refusal

Scope = MutableMapping[str, Any]
READ = "expograph.headers"  # where a request keeps its headers once they are read
PAGES = "expograph.refused"  # where it finds the pages of refusals, as refused.Refused has them
HTML = "text/html; charset=utf-8"
PLAIN, PROBLEM = "text/plain; charset=utf-8", "application/problem+json"
SLOWEST = 30.0  # seconds in which a body must have come
HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
WANTS_JSON = re.compile(r"\bapplication/(?:[\w.-]+\+)?json\b", re.IGNORECASE)


def header(scope: Scope, name: bytes) -> str:
    """A header's value, several of one name joined; empty if there is none."""
    found = scope.get(READ)
    if found is None:
        found = scope[READ] = joined(scope["headers"])
    value: bytes = found.get(name, b"")
    return value.decode("latin-1")


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by their names (RFC 9110, section 5.3)."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def base(scope: Scope) -> str:
    """The address of this server as the client wrote it, to us or to a proxy, without a slash at its end.

    Raises:
        Refusal: 400, the Host header is missing or is none.
    """
    return address(scheme(scope), header(scope, b"host"))


def scheme(scope: Scope) -> str:
    """How the client speaks: with a proxy that says so by X-Forwarded-Proto, as with that."""
    told = header(scope, b"x-forwarded-proto").partition(",")[0].strip().lower()
    return told if told in ("http", "https") else str(scope["scheme"])


@lru_cache(64)
def address(scheme: str, host: str) -> str:
    """The address of a host, if it is one."""
    if not HOST.fullmatch(host):
        raise Refusal(400, "The Host header names no host.")
    return f"{scheme}://{host}"


def path(scope: Scope) -> str:
    """The path of the target as the client wrote it, escapes included."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1")


async def body(scope: Scope, receive: Any, limit: int) -> bytes:
    """The body of a request.

    Raises:
        Refusal: 408, it comes too slowly; 413, it is larger than the limit; 400, the client left.
    """
    large = Refusal(413, f"A body here has at most {limit} bytes.", headers=(("connection", "close"),))
    length = header(scope, b"content-length")
    if length.isdigit() and int(length) > limit:
        raise large
    found = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refusal(400, "The body is not whole.")
                found += message.get("body", b"")
                if len(found) > limit:
                    raise large
                if not message.get("more_body"):
                    return bytes(found)
    except TimeoutError:
        close = (("connection", "close"),)
        raise Refusal(408, f"The body did not come within {SLOWEST:g} seconds.", headers=close) from None


async def gone(receive: Any) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def respond(send: Any, status: int, headers: Sequence[tuple[str, str]], content: bytes = b"") -> None:
    """Send a whole answer."""
    listed = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers]
    if status not in (204, 304):
        listed.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": content})


def refusal(scope: Scope, refusal: Refusal) -> tuple[list[tuple[str, str]], bytes]:
    """The headers and body of a refusal: a page, problem details, or a sentence, as the client takes it."""
    kept = [("cache-control", "no-store"), ("vary", "accept, accept-language"), *refusal.headers]
    accept, liked = header(scope, b"accept"), header(scope, b"accept-language")
    pages = scope.get(PAGES)
    if pages and (page := pages.page(accept, liked, scope["query_string"], refusal)):
        return [("content-type", HTML), ("content-language", page[0]), *kept], page[1]
    as_json = bool(WANTS_JSON.search(accept))
    content = refusal.as_json() if as_json else refusal.as_text()
    media = PROBLEM if as_json else PLAIN
    return [("content-type", media), *kept], content


def matches(condition: str, tag: str) -> bool:
    """Whether an If-None-Match or If-Match names an entity tag, weak or not (RFC 9110, section 8.8.3.2)."""
    known = TAG.fullmatch(tag)
    return condition.strip() == "*" or bool(known and known[1] in TAG.findall(condition))


def allowed(scope: Scope, *methods: str) -> None:
    """Refuse other methods.

    Raises:
        Refusal: 405, with those that there are.
    """
    if scope["method"] not in methods:
        allow = ", ".join((*methods, "OPTIONS"))
        raise Refusal(405, f"This address takes {allow}.", headers=(("allow", allow),))


async def options(send: Any, *methods: str) -> None:
    """Answer OPTIONS, for scripts of other sites too (Fetch, CORS preflight)."""
    allow = ", ".join((*methods, "OPTIONS"))
    headers = [
        ("allow", allow),
        ("access-control-allow-methods", allow),
        ("access-control-allow-headers", "accept, authorization, content-type, if-match, if-none-match"),
        ("access-control-max-age", "86400"),
    ]
    await respond(send, 204, headers)
