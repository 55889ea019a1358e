"""A line to a store that drops, stalls, refuses and lies as it is told."""

import gzip
import hashlib
import http.client
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

Act = Callable[["Handler"], bool]


@dataclass(frozen=True)
class Fault:
    """What happens to a request: `act` is called in place of the store; it says whether it has answered."""

    act: Act
    methods: tuple[str, ...] = ("GET", "POST", "PUT")
    path: str = ""
    skip: int = 0
    times: int = 1


class Proxy:
    """Listens on a port of its own and passes everything on, but for the faults."""

    def __init__(self, target: str) -> None:
        self.target, self.faults, self.seen = urlsplit(target), list[Fault](), list[str]()
        self.headers: list[dict[str, str]] = []
        self.lock = threading.Lock()
        self.tags = self.weak = False
        proxy = self

        class Bound(Handler):
            line = proxy

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def fails(self, act: Act, *methods: str, path: str = "", skip: int = 0, times: int = 1) -> None:
        """Requests of these methods to such a path meet the fault, after `skip` others."""
        self.faults.append(Fault(act, methods or ("GET", "POST", "PUT"), path, skip, times))

    def met(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets."""
        with self.lock:
            for number, fault in enumerate(self.faults):
                if method in fault.methods and fault.path in path:
                    if fault.skip:
                        self.faults[number] = replace(fault, skip=fault.skip - 1)
                        return None
                    if fault.times == 1:
                        del self.faults[number]
                    else:
                        self.faults[number] = replace(fault, times=fault.times - 1)
                    return fault
        return None


@dataclass
class Answer:
    """What the store answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = field(repr=False)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    line: Proxy
    body: bytes

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""

    def handle_one_request(self) -> None:
        """A client that has gone is no fault of the test."""
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def serve(self) -> None:
        """Reads a request, lets the fault have it, and passes it on otherwise."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.line.seen.append(f"{self.command} {self.path}")
        self.line.headers.append(dict(self.headers.items()))
        fault = self.line.met(self.command, self.path)
        if fault and fault.act(self):
            return
        self.reply(self.passed_on())

    do_GET = do_POST = do_PUT = serve

    def passed_on(self) -> Answer:
        """What the store answers, with a tag of the graph if tags are on, and its condition kept."""
        if (
            self.line.tags
            and self.command == "PUT"
            and self.headers.get("If-Match") not in (None, self.tag())
        ):
            return Answer(412, [], b"")
        found = self.ask(self.command, self.body, dict(self.headers.items()))
        if self.line.tags and self.command == "GET" and found.status == 200:
            tag = f'"{hashlib.sha256(found.body).hexdigest()}"'
            found.headers.append(("ETag", f"W/{tag}" if self.line.weak else tag))
        return found

    def tag(self) -> str:
        """The tag of the graph as it is now."""
        now = self.ask(
            "GET", b"", {"Accept": "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"}
        )
        return f'"{hashlib.sha256(now.body).hexdigest()}"'

    def ask(self, method: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Asks the store itself."""
        target = http.client.HTTPConnection(
            self.line.target.hostname or "", self.line.target.port, timeout=30
        )
        wanted = {name: value for name, value in headers.items() if name in ("Accept", "Content-Type")}
        target.request(method, self.path, body or None, wanted)
        got = target.getresponse()
        answer = Answer(got.status, [("Content-Type", got.headers.get("Content-Type", ""))], got.read())
        target.close()
        return answer

    def reply(self, answer: Answer, part: int | None = None) -> None:
        """Sends an answer, or with `part` the beginning of it."""
        self.send_response(answer.status)
        for name, value in answer.headers:
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[:part])

    def hang_up(self) -> None:
        """Ends the connection at once."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def dropped_before(request: Handler) -> bool:
    """The line breaks before the store has the request."""
    request.hang_up()
    return True


def dropped_after(request: Handler) -> bool:
    """The line breaks after the store has done what it was asked, before the answer."""
    request.passed_on()
    request.hang_up()
    return True


def dropped_midway(request: Handler) -> bool:
    """The line breaks in the middle of the answer."""
    answer = request.passed_on()
    request.reply(answer, len(answer.body) // 2)
    request.hang_up()
    return True


def packed(request: Handler) -> bool:
    """The store's answer, compressed and in chunks of a few bytes."""
    answer = request.passed_on()
    body = gzip.compress(answer.body)
    request.send_response(answer.status)
    for name, value in [*answer.headers, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]:
        request.send_header(name, value)
    request.end_headers()
    for start in range(0, len(body), 7):
        piece = body[start : start + 7]
        request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    request.wfile.write(b"0\r\n\r\n")
    return True


def says(status: int, body: str, media: str = "text/plain", **headers: str) -> Act:
    """Something else answers, with these words."""

    def act(request: Handler) -> bool:
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        request.reply(Answer(status, [("Content-Type", media), *named], body.encode()))
        return True

    return act


def slow(seconds: float) -> Act:
    """The store thinks for long."""

    def act(request: Handler) -> bool:
        time.sleep(seconds)
        return False

    return act


def trickle(request: Handler) -> bool:
    """A byte every tenth of a second, without end."""
    request.send_response(200)
    request.send_header("Content-Type", "application/sparql-results+json")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b" ")
        time.sleep(0.1)
    return True


def meanwhile(act: Callable[[], None]) -> Act:
    """Somebody else does something just before the store has the request."""

    def meddle(request: Handler) -> bool:
        act()
        return False

    return meddle


def wants_basic(expected: str) -> Act:
    """A door that opens to one value of Authorization."""

    def act(request: Handler) -> bool:
        if request.headers.get("Authorization") == expected:
            return False
        return says(401, "who are you?", WWW_Authenticate='Basic realm="a store"')(request)

    return act


def wants_digest(user: str, password: str) -> Act:
    """A door that opens to the right digest (RFC 7616, MD5 with qop=auth)."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    def act(request: Handler) -> bool:
        given = request.headers.get("Authorization", "")
        part = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
        if given.startswith("Digest "):
            secret, what = md5(f"{user}:a store:{password}"), md5(f"{request.command}:{part['uri']}")
            right = md5(f"{secret}:{part['nonce']}:{part['nc']}:{part['cnonce']}:{part['qop']}:{what}")
            if part["username"] == user and part["response"] == right and part["uri"] == request.path:
                return False
        challenge = 'Digest realm="a store", nonce="n0nce", qop="auth", algorithm="MD5"'
        return says(401, "", WWW_Authenticate=challenge)(request)

    return act
