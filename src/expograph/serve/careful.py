"""What is done with every request and answer: bounds on heads, headers of a careful operator, the log."""

import json
import time
from typing import Any

from expograph.serve import http, log
from expograph.serve.exchange import Broken
from expograph.serve.refusal import Refusal
from expograph.serve.refused import Refused
from expograph.serve.settings import Settings

TARGET, HEADERS = 32 << 10, 32 << 10  # bytes of a target, and of all headers
TEXT = json.JSONEncoder().encode  # of a text
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = [
    (name.encode(), value.encode())
    for name, value in (
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", "ETag, Expograph-Limits, Link, Location, Retry-After"),
        ("server", "expograph"),
    )
]


class Careful:
    """Around an application.

    Args:
        app: The application.
        settings: Whether the log tells queries.
        pages: Of refusals.
    """

    def __init__(self, app: Any, settings: Settings, pages: Refused | None = None) -> None:
        self.app, self.settings, self.pages = app, settings, pages
        self.lines = log.Lines()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["type"] != "http":  # the life of the server
            await self.app(scope, receive, send)
            self.lines.flush()
            return
        scope[http.PAGES] = self.pages
        begun, status, sent = time.perf_counter(), 0, 0
        bodiless = scope["method"] == "HEAD"

        async def carefully(message: Any) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *ALWAYS]
            elif bodiless:
                message = {**message, "body": b""}
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            bounded(scope)
            await self.app(scope, receive, carefully)
        except Refusal as refusal:
            if status:
                raise
            headers, content = http.refusal(scope, refusal)
            await http.respond(carefully, refusal.status, headers, content)
        except Broken:
            status = -status
            raise
        finally:
            self._log(scope, status, sent, time.perf_counter() - begun)

    def _log(self, scope: Any, status: int, sent: int, seconds: float) -> None:
        """One line: who, what, how it went. A status below 0 was sent with an answer that was cut."""
        client, method, path = map(TEXT, (scope["client"][0], scope["method"], scope["path"]))
        how = f'"status": {status}, "bytes": {sent}, "ms": {seconds * 1000:.1f}'
        if self.settings.log_queries:
            how += f', "query": {TEXT(scope["query_string"].decode("latin-1"))}'
        more = f'"client": {client}, "method": {method}, "path": {path}, {how}'
        self.lines.add(log.line("request", more))


def bounded(scope: Any) -> None:
    """Refuse a head that is too large.

    Raises:
        Refusal: 414 or 431.
    """
    if len(scope["query_string"]) + len(scope.get("raw_path") or b"") > TARGET:
        raise Refusal(414, f"A target has at most {TARGET} bytes; send a long query by POST.")
    if sum([len(name) + len(value) for name, value in scope["headers"]]) > HEADERS:
        raise Refusal(431, f"Headers have at most {HEADERS} bytes.")
