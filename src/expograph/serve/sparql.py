"""The SPARQL endpoint: what the protocol asks for, sent to a worker, its answer sent on."""

import asyncio
import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable
from functools import lru_cache
from typing import Any, NamedTuple

from expograph.serve import access, http, protocol
from expograph.serve.exchange import Broken, Exchange, Left, asked, changed
from expograph.serve.pool import Pool
from expograph.serve.protocol import Operation
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings

CHANGING = ("now", "rand", "uuid", "bnode", "service")
VOLATILE = re.compile(rf"\b(?:{'|'.join(CHANGING)}|struuid)\b")
SMALL, KEPT = 64 << 10, 32 << 20  # bytes of an answer that is kept, and of all
STALLED, TRICKLE = 30.0, 16 << 10  # seconds without a byte taken, and bytes a second, that end an answer
METHODS = ("GET", "HEAD", "POST")
Key = tuple[str, bytes, str, str]
Names = tuple[str, ...]
OBJECTS = 1024  # bytes of an answer that is kept, besides its texts


class Kept(NamedTuple):
    """An answer that is kept, ready to be sent.

    Args:
        tag: Its entity tag.
        headers: Its headers.
        content: Its body.
        status: As HTTP has it.
    """

    tag: str
    headers: list[tuple[str, str]]
    content: bytes
    status: int = 200


class Cache:
    """Small answers that have been asked of these data by GET."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> Kept | None:
        """An answer, if it is kept."""
        found = self._answers.get(key)
        if found:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Kept) -> None:
        """Keep an answer; those that were not asked for longest go."""
        if key in self._answers:
            return
        self._answers[key] = answer
        self._size += weight(key, answer)
        while self._size > KEPT:
            self._size -= weight(*self._answers.popitem(last=False))


def weight(key: Key, answer: Kept) -> int:
    """Bytes that an answer takes in a cache, whatever its client wrote into what it is found by."""
    return OBJECTS + sum(map(len, key)) + len(answer.content)


class Sparql:
    """An endpoint, as an ASGI application.

    Args:
        pool: The workers.
        settings: Of the server.
        kinds: What is answered here, of "query" and "update".
    """

    def __init__(self, pool: Pool, settings: Settings, kinds: tuple[str, ...]) -> None:
        self.pool, self.settings, self.kinds = pool, settings, kinds
        self.cache = Cache()
        self.methods = METHODS if "query" in kinds else ("POST",)
        self.limits = ("expograph-limits", f"{settings.limits}")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        kept = self.cache.get(self._key(scope, self.pool.state.read()))
        if kept and scope["method"] in ("GET", "HEAD"):
            await again(scope, send, kept)
        else:
            await answered(scope, send, self._answer(scope, receive, send))

    def _key(self, scope: Any, generation: str) -> Key:
        accept, host = http.header(scope, b"accept"), http.header(scope, b"host")
        return generation, scope["query_string"], accept, f"{http.scheme(scope)} {host}"

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "OPTIONS":
            await http.options(send, *self.methods)
            return
        http.allowed(scope, *self.methods)
        post = scope["method"] == "POST"
        if post and self.kinds == ("update",):
            access.required(scope, self.settings)
        sent = await http.body(scope, receive, self.settings.limits.request) if post else b""
        kind = http.header(scope, b"content-type")
        found = protocol.operation(scope["method"], scope["query_string"], kind, sent, self.kinds)
        if found.kind == "update":
            await self._update(scope, receive, send, found)
        else:
            await self._ask(scope, receive, send, found)

    async def _ask(self, scope: Any, receive: Any, send: Any, found: Operation) -> None:
        kind, query, default, named, form = found
        sent = job(kind, default, named, form, http.base(scope), http.header(scope, b"accept"))
        text = query.encode()
        stable = not volatile(query)
        condition = http.header(scope, b"if-none-match") if stable else ""
        if condition.strip() not in ("", "*"):
            tag = tagged(self.pool.state.read(), sent + text)
            if http.matches(condition, tag):
                await http.respond(send, 304, self._headers({}, tag))
                return
        seconds = self.settings.limits.seconds
        async with asked(self.pool, scope["client"][0], sent, seconds, text) as exchange:
            await exchange.begin(lambda: http.gone(receive))
            generation = exchange.link.generation
            tag = tagged(generation, sent + text) if stable else ""
            headers = self._headers(exchange.head, tag)
            if exchange.content is None:
                await relay(send, exchange, headers)
                return
        content = exchange.content  # while it is sent, its worker does another job
        await http.respond(send, 200, headers, content)
        if stable and scope["method"] == "GET" and len(content) <= SMALL:
            self.cache.keep(self._key(scope, generation), Kept(tag, headers, content))

    def _headers(self, head: dict[str, Any], tag: str) -> list[tuple[str, str]]:
        media = [("content-type", head["media"])] if head else []
        kept = [("etag", tag), ("cache-control", "no-cache")] if tag else [("cache-control", "no-store")]
        return [*media, *kept, ("vary", "accept, accept-encoding, host, x-forwarded-proto"), self.limits]

    async def _update(self, scope: Any, receive: Any, send: Any, found: Operation) -> None:
        access.required(scope, self.settings)
        job = {
            "kind": "update",
            "base": f"{http.base(scope)}/sparql",
            "default": found.default,
            "named": found.named,
            "accept": http.header(scope, b"accept"),
            "match": access.condition(scope),
        }
        await change(self.settings, job, found.text.encode(), receive, send)


async def again(scope: Any, send: Any, kept: Kept) -> None:
    """Answer a request that has been answered before, of the same data."""
    condition = http.header(scope, b"if-none-match")
    same = bool(condition) and http.matches(condition, kept.tag)
    await http.respond(send, 304 if same else 200, kept.headers, b"" if same else kept.content)


async def answered(scope: Any, send: Any, answer: Awaitable[None]) -> None:
    """Wait for an answer; a refusal is told to the client, and who has left in the log alone."""
    try:
        await answer
    except Refusal as refusal:
        headers, content = http.refusal(scope, refusal)
        await http.respond(send, refusal.status, headers, content)
    except Left:
        await http.respond(send, 499, [])


async def change(settings: Settings, job: dict[str, Any], content: bytes, receive: Any, send: Any) -> None:
    """Have the data changed, and tell how it went: nothing, a new graph's address, or a validation report."""
    async with changed(settings, job, content) as exchange:
        await exchange.begin(lambda: http.gone(receive))
        head = exchange.head
        created = [("location", head["created"])] if head.get("created") else []
        media = [("content-type", head["media"])] if head["media"] else []
        headers = [*media, *created, ("cache-control", "no-store"), ("vary", "accept")]
        await relay(send, exchange, headers, head["status"])


def volatile(text: str) -> bool:
    """Whether the answer to a query may be another one each time."""
    low = text.lower()
    return any(word in low for word in CHANGING) and bool(VOLATILE.search(low))


@lru_cache(64)
def job(kind: str, default: Names, named: Names, form: str, address: str, accept: str) -> bytes:
    """The job of an operation but for its text, which is another one each time."""
    if kind == "describe":
        told: dict[str, Any] = {"kind": kind, "what": "service", "base": address}
    else:
        told = {"kind": kind, "base": f"{address}/sparql", "default": default, "named": named}
    return json.dumps({**told, "accept": accept, "form": form}).encode()


def tagged(generation: str, job: bytes) -> str:
    """An entity tag: weak, for rows without an order may come in another."""
    return f'W/"{generation}-{hashlib.blake2b(job, digest_size=8).hexdigest()}"'


async def relay(
    send: Any, exchange: Exchange, headers: list[tuple[str, str]], status: int = 200
) -> bytes | None:
    """Send an answer on as it comes; one that comes in one piece whole.

    Returns:
        The body, if it came in one piece.

    Raises:
        Broken: It was cut, or the client takes it too slowly.
    """
    if exchange.content is not None:
        await http.respond(send, status, headers, exchange.content)
        return exchange.content
    listed = [(name.encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": listed})
    taken, sent = 0.0, 0  # seconds that the client took, without those of the worker; bytes
    try:
        async for piece in exchange.pieces():
            begun = time.monotonic()
            async with asyncio.timeout(STALLED):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            taken, sent = taken + time.monotonic() - begun, sent + len(piece)
            if taken > STALLED + sent / TRICKLE:
                raise Broken
    except TimeoutError:
        raise Broken from None
    await send({"type": "http.response.body", "body": b""})
    return None
