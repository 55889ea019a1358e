"""Who asks a server in the tests, and servers that leave nothing behind."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from served import TOKEN, Served, ended, served


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of an answer in JSON."""
        return json.loads(self.body)["results"]["bindings"]

    @property
    def boolean(self) -> bool:
        """The answer to an ASK query in JSON."""
        return json.loads(self.body)["boolean"]


class Client:
    """Somebody who asks a server, each time on a connection of his own."""

    def __init__(self, server: Served, source: str = "127.0.0.1") -> None:
        self.server, self.source = server, source

    def __call__(self, method: str, path: str, body: bytes | None = None, /, **headers: str) -> Reply:
        """Send a request; names of headers are written with _ for -."""
        address = urlsplit(self.server.url)
        connection = HTTPConnection(address.netloc, timeout=60, source_address=(self.source, 0))
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Reply(found.status, told, found.read())
        finally:
            connection.close()

    def query(self, text: str, path: str = "/sparql", /, **headers: str) -> Reply:
        """Ask a query by GET."""
        return self("GET", f"{path}?query={quote(text, safe='')}", **headers)

    def update(self, text: str, path: str = "/update", /, **headers: str) -> Reply:
        """Send an update with the token."""
        told = {"content_type": "application/sparql-update", "authorization": f"Bearer {TOKEN}", **headers}
        return self("POST", path, text.encode(), **told)

    def put(self, path: str, turtle: str, method: str = "PUT", /, **headers: str) -> Reply:
        """Send a graph with the token."""
        told = {"content_type": "text/turtle", "authorization": f"Bearer {TOKEN}", **headers}
        return self(method, path, turtle.encode(), **told)


def eventually(holds: Callable[[], object], seconds: float = 30) -> bool:
    """Whether something holds within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def runs(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


@contextmanager
def clean(folder: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """A server that must end well, with all its processes, and leave nothing in its folder but the log."""
    before = {path.name for path in folder.iterdir()}
    with served(folder, *arguments, **environment) as server:
        yield server
        processes = server.children()
        assert ended(server.process) == 0
    assert eventually(lambda: not any(map(runs, processes)), 5)
    assert {path.name for path in folder.iterdir()} - before - {"serve.log"} == set()
    assert server.events("failed") == []
