"""The Graph Store at /graphs: reading for all, writing for who has the token."""

import hashlib
import json
from typing import Any

from expograph.serve import access, graphs, http
from expograph.serve.exchange import asked
from expograph.serve.forms import RDF_FORMATS
from expograph.serve.pool import Pool
from expograph.serve.settings import Settings
from expograph.serve.sparql import change, relay

READ, WRITE = ("GET", "HEAD"), ("PUT", "POST", "DELETE")


class GraphStore:
    """The SPARQL 1.1 Graph Store HTTP Protocol, as an ASGI application.

    Args:
        pool: The workers.
        settings: Of the server.
    """

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool, self.settings = pool, settings

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["method"] == "OPTIONS":
            await http.options(send, *READ, *WRITE)
            return
        http.allowed(scope, *READ, *WRITE)
        graph, form = graphs.meant(http.path(scope), scope["query_string"], http.base(scope))
        if scope["method"] in READ:
            await self._read(scope, receive, send, graph, form)
        else:
            await self._write(scope, receive, send, graph)

    async def _read(self, scope: Any, receive: Any, send: Any, graph: str | None, form: str) -> None:
        accept = http.header(scope, b"accept")
        job = json.dumps({"kind": "graph", "graph": graph, "accept": accept, "form": form}).encode()
        condition = http.header(scope, b"if-none-match")
        tag = tagged(self.pool.state.read(), job)
        if condition.strip() not in ("", "*") and http.matches(condition, tag):  # * asks whether there is any
            await http.respond(send, 304, [("etag", tag), ("vary", "accept")])
            return
        async with asked(self.pool, scope["client"][0], job, self.settings.limits.seconds) as exchange:
            await exchange.begin(lambda: http.gone(receive))
            headers = [
                ("content-type", exchange.head["media"]),
                ("etag", tagged(exchange.link.generation, job)),
                ("cache-control", "no-cache"),
                ("vary", "accept, host, x-forwarded-proto"),
            ]
            await relay(send, exchange, headers)

    async def _write(self, scope: Any, receive: Any, send: Any, graph: str | None) -> None:
        access.required(scope, self.settings)
        job: dict[str, Any] = {
            "kind": "graph",
            "method": scope["method"],
            "graph": graph,
            "base": http.base(scope),
        }
        job |= {"accept": http.header(scope, b"accept"), "match": access.condition(scope)}
        job["fresh"] = bool(http.header(scope, b"if-none-match"))
        content = b""
        if scope["method"] != "DELETE":
            content = await http.body(scope, receive, self.settings.limits.upload)
            sent = graphs.sent(http.header(scope, b"content-type"), graph is graphs.ALL)
            job["format"] = next(name for name, kind in RDF_FORMATS.items() if kind == sent)
            job["created"] = f"{job['base']}{graphs.PATH}/{hashlib.sha256(content).hexdigest()[:16]}"
        await change(self.settings, job, content, receive, send)


def tagged(generation: str, job: bytes) -> str:
    """An entity tag: strong, for a graph is sorted."""
    return f'"{generation}-{hashlib.blake2b(job, digest_size=8).hexdigest()}"'
