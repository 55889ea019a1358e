"""The application: which address is answered by what."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from expograph.serve import http, log
from expograph.serve.careful import Careful
from expograph.serve.exchange import Broken, Left, asked
from expograph.serve.forms import PAGES, RESULTS, TRIPLES
from expograph.serve.paint import SVG, Painter
from expograph.serve.pool import Pool
from expograph.serve.refusal import Refusal
from expograph.serve.refused import Refused
from expograph.serve.settings import Settings
from expograph.serve.site import Site
from expograph.serve.sparql import Sparql, relay
from expograph.serve.store import GraphStore

PRUNE = 1.0  # seconds between two looks for workers that are no longer needed


def application(settings: Settings) -> Any:
    """The whole application, ready for an ASGI server.

    Args:
        settings: Of the server.
    """
    pool = Pool(settings)
    pages = Refused(pool)
    query = Sparql(pool, settings, ("query", "update"))
    update = Sparql(pool, settings, ("update",))
    graphs = GraphStore(pool, settings)
    answering, painter = Answering(pool, settings), Painter()
    routes = [
        *(Route(path, query) for path in ("/sparql", "/sparql/")),
        *(Route(path, update) for path in ("/update", "/update/")),
        Route("/graphs", graphs),
        Route("/graphs/{name:path}", graphs),
        Route("/.well-known/void", answering.void),
        Route("/healthz", answering.healthy),
        Route("/readyz", answering.ready),
    ]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        pruning = asyncio.ensure_future(pruned(pool, pages, settings.limits.seconds))
        yield
        pruning.cancel()
        await painter.end()

    handlers = {Refusal: refused, Left: left, Exception: failed}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    app.router.default = Site(pool, settings, painter)
    direct = {"/sparql": ServerErrorMiddleware(query, handler=failed)}
    return Careful(Compressing(app, direct), settings, pages)


async def pruned(pool: Pool, pages: Refused, seconds: float) -> None:
    """Let workers go whose data are old, and pages of refusals, for ever."""
    while True:
        try:
            await pages.look(seconds)
            pool.prune()
        except (OSError, ValueError, RuntimeError) as error:  # the next look may find it well again
            log.say("failed", error=repr(error))
        await asyncio.sleep(PRUNE)


async def refused(request: Request, error: Any) -> Response:
    """A refusal, as a response."""
    headers, content = http.refusal(request.scope, error)
    return Response(content, error.status, dict(headers))


async def left(request: Request, error: Exception) -> Response:
    """The client has left: for the log, 499 as others have it."""
    return Response(status_code=499)


async def failed(request: Request, error: Exception) -> Response:
    """What nobody foresaw: told in the log, and to the client without a word of it."""
    if not isinstance(error, Broken):
        log.say("failed", error=repr(error))
    return await refused(
        request, Refusal(500, "This server has failed; its operator can read why in the log.")
    )


class Compressing:
    """Compression for who accepts it, but not of graphs, whose entity tags are of their very bytes.

    Args:
        app: The application.
        direct: What answers some paths without it, for these are asked most.
    """

    def __init__(self, app: Any, direct: dict[str, Any]) -> None:
        self.app, self.direct = app, direct
        for media in (SVG, *(form.media for form in (*RESULTS, *TRIPLES, *PAGES.values()))):
            add_compress_type(media.partition(";")[0])
        self.compressed = {path: CompressMiddleware(one) for path, one in direct.items()}
        self.compressing = CompressMiddleware(app)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        path = scope.get("path", "")  # the server's start and end have none
        wanted = path and http.header(scope, b"accept-encoding")
        if wanted and not path.startswith("/graphs"):
            app = self.compressed.get(path, self.compressing)
        else:
            app = self.direct.get(path, self.app)
        await app(scope, receive, send)


class Plain:
    """An ASGI application of a function, for GET and HEAD.

    Args:
        function: Takes scope, receive and send.
    """

    def __init__(self, function: Any) -> None:
        self.function = function

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["method"] == "OPTIONS":
            await http.options(send, "GET", "HEAD")
            return
        http.allowed(scope, "GET", "HEAD")
        await self.function(scope, receive, send)


class Answering:
    """The addresses that are answered in a few lines.

    Args:
        pool: The workers.
        settings: Of the server.
    """

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool, self.settings = pool, settings
        self.void = Plain(self._void)
        self.healthy, self.ready = Plain(self._healthy), Plain(self._ready)

    async def _void(self, scope: Any, receive: Any, send: Any) -> None:
        job = {"kind": "describe", "what": "dataset", "base": http.base(scope), "form": ""}
        job["accept"] = http.header(scope, b"accept")
        async with asked(
            self.pool, scope["client"][0], json.dumps(job).encode(), self.settings.limits.seconds
        ) as one:
            await one.begin(lambda: http.gone(receive))
            headers = [
                ("content-type", one.head["media"]),
                ("cache-control", "no-cache"),
                ("vary", "accept, host, x-forwarded-proto"),
            ]
            await relay(send, one, headers)

    async def _counts(self, scope: Any, receive: Any) -> dict[str, int]:
        job = json.dumps({"kind": "count"}).encode()
        async with asked(self.pool, scope["client"][0], job, self.settings.limits.seconds) as one:
            await one.begin(lambda: http.gone(receive))
            found: dict[str, int] = json.loads(b"".join([piece async for piece in one.pieces()]))
            return found

    async def _healthy(self, scope: Any, receive: Any, send: Any) -> None:
        await http.respond(
            send, 200, [("content-type", http.PLAIN), ("cache-control", "no-store")], b"alive\n"
        )

    async def _ready(self, scope: Any, receive: Any, send: Any) -> None:
        await self._counts(scope, receive)
        await http.respond(
            send, 200, [("content-type", http.PLAIN), ("cache-control", "no-store")], b"ready\n"
        )
