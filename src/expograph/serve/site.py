"""The pages for people, and the same for programs: every address that is none of the others'."""

import hashlib
import json
from typing import Any

from expograph import __version__
from expograph.pages import LANGUAGES, drawing, html
from expograph.serve import http, protocol
from expograph.serve.exchange import Exchange, asked
from expograph.serve.negotiate import language
from expograph.serve.paint import SVG, Painter
from expograph.serve.pool import Pool
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings
from expograph.serve.sparql import Cache, Kept, Key, answered, relay, tagged, volatile

METHODS = ("GET", "HEAD")
STATIC = "/static/"
WHOLE = 2 << 20  # bytes of a page that is sent in one piece, and kept
SOURCE = "query"  # the parameter in which the editor has a query


class Site:
    """The pages, as an ASGI application.

    Args:
        pool: The workers, which make them.
        settings: Of the server.
        painter: What draws charts and maps.
    """

    def __init__(self, pool: Pool, settings: Settings, painter: Painter) -> None:
        self.pool, self.settings, self.painter = pool, settings, painter
        self.cache = Cache()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        await answered(scope, send, self._answer(scope, receive, send))

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "OPTIONS":
            await http.options(send, *METHODS)
            return
        http.allowed(scope, *METHODS)
        if scope["path"].startswith(STATIC):
            await static(scope, send)
        else:
            await self._page(scope, receive, send)

    async def _page(self, scope: Any, receive: Any, send: Any) -> None:
        key = self._key(scope, self.pool.state.read())
        kept = self.cache.get(key)
        if kept is None:
            job = self._job(scope)
            stable = not volatile(job["parameters"].get(SOURCE, ""))
            text = json.dumps(job).encode()
            tag = entity_tag(key[0], text) if stable else ""
            if not (tag and not anything(scope) and unchanged(scope, tag)):
                kept = await self._made(scope, receive, send, text, stable)
                if kept is None:
                    return
            else:
                kept = Kept(tag, headers_of({}, tag), b"")
        same = bool(kept.tag) and unchanged(scope, kept.tag)
        await http.respond(send, 304 if same else kept.status, kept.headers, b"" if same else kept.content)

    def _key(self, scope: Any, generation: str) -> Key:
        target = http.path(scope).encode() + b"?" + scope["query_string"]
        return generation, target, http.header(scope, b"accept"), preferred(scope)

    def _job(self, scope: Any) -> dict[str, Any]:
        return {
            "kind": "page",
            "path": http.path(scope),
            "parameters": dict(protocol.parameters(scope["query_string"])),
            "language": preferred(scope),
            "accept": http.header(scope, b"accept"),
        }

    async def _made(self, scope: Any, receive: Any, send: Any, job: bytes, stable: bool) -> Kept | None:
        """A page that a worker makes, kept if it may be; None where it is large, and has been sent."""
        async with asked(self.pool, scope["client"][0], job, self.settings.limits.seconds) as exchange:
            await exchange.begin(lambda: http.gone(receive))
            head, generation = exchange.head, exchange.link.generation
            found = head["status"] in (200, 303)
            tag = entity_tag(generation, job) if stable and found else ""
            if head["length"] > WHOLE:
                await relay(send, exchange, headers_of(head, tag), head["status"])
                return None
            content = await whole(exchange)
        if head["media"] == drawing.MEDIA:
            content, head = await self.painter.paint(content), {**head, "media": SVG}
        made = Kept(tag, headers_of(head, tag), content, head["status"])
        if tag:
            self.cache.keep(self._key(scope, generation), made)
        return made


def preferred(scope: Any) -> str:
    """The language that the reader prefers."""
    return language(http.header(scope, b"accept-language"), LANGUAGES)


def entity_tag(generation: str, job: bytes) -> str:
    """The entity tag of a page, of this version."""
    return tagged(generation, job + __version__.encode())


def unchanged(scope: Any, tag: str) -> bool:
    """Whether the client has what a tag names."""
    condition = http.header(scope, b"if-none-match")
    return bool(condition) and http.matches(condition, tag)


def anything(scope: Any) -> bool:
    """Whether the client has whatever there may be, which has to be found out."""
    return http.header(scope, b"if-none-match").strip() == "*"


def headers_of(head: dict[str, Any], tag: str) -> list[tuple[str, str]]:
    """The headers of a page."""
    told = {"content-type": head.get("media"), "location": head.get("location")}
    told["content-language"] = head.get("language")
    told |= {"etag": tag, "cache-control": "no-cache" if tag else "no-store"}
    told["vary"] = "accept, accept-language, accept-encoding"
    return [(name, value) for name, value in told.items() if value]


async def whole(exchange: Exchange) -> bytes:
    """The whole body of an answer."""
    return b"".join([piece async for piece in exchange.pieces()])


async def static(scope: Any, send: Any) -> None:
    """A file of the pages, which is the same for all."""
    found = html.static(scope["path"].removeprefix(STATIC))
    if found is None:
        raise Refusal(404, "There is nothing at this address.")
    tag = f'W/"{hashlib.blake2b(found.body, digest_size=8).hexdigest()}"'
    same = unchanged(scope, tag)
    headers = [("content-type", found.media), ("etag", tag), ("cache-control", "no-cache")]
    await http.respond(send, 304 if same else 200, headers, b"" if same else found.body)
