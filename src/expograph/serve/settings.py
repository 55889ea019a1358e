"""What a server is told when it starts: the limits, with their defaults in one place, and the rest."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace

from expograph.errors import ExpographError

LONGER = 3  # times the seconds of a query that a change may take, which is checked too
TOKEN_LENGTH = 16  # characters; what is shorter can be guessed


@dataclass(frozen=True)
class Limits:
    """What one request may use.

    Args:
        seconds: Of a query's run, without the time that a slow client takes to read.
        rows: Of an answer: solutions of SELECT, triples of CONSTRUCT and DESCRIBE.
        bytes: Of an answer, before compression.
        memory: Bytes that a query may need besides the data.
        request: Bytes of a query or an update.
        upload: Bytes of a graph that is sent.
        parallel: Queries of one client that run at the same time.
    """

    seconds: int = 10
    rows: int = 1_000_000
    bytes: int = 64 << 20
    memory: int = 1 << 30
    request: int = 1 << 20
    upload: int = 32 << 20
    parallel: int = 4

    def having(self, pairs: Iterable[str]) -> "Limits":
        """The limits with others in their place, each given as NAME=NUMBER.

        Raises:
            ExpographError: There is no such limit, or it is no positive whole number.
        """
        known = {f.name for f in fields(self)}
        given = {}
        for pair in pairs:
            name, _, number = pair.partition("=")
            if name not in known or not number.isascii() or not number.isdigit() or not int(number):
                hint = f"--limit NAME=NUMBER, where NAME is one of {', '.join(sorted(known))}"
                raise ExpographError(f"{pair!r} is not a limit", hint=hint)
            given[name] = int(number)
        return replace(self, **given)

    def __str__(self) -> str:
        return ", ".join(f"{name}={number}" for name, number in asdict(self).items())


@dataclass(frozen=True)
class Settings:
    """What all processes of a server know.

    Args:
        host: The address to listen on.
        port: The port.
        project: The project's folder.
        data: The RDF files that are served in place of the project's graph; none for that.
        documents: The folder of the documents' texts, which pages show; empty for none.
        writable: Whether changes are taken from who has the token.
        log_queries: Whether the access log tells queries.
        workers: How many front processes there are.
        folder: The private folder of the processes' sockets.
        hosts: The hosts that SERVICE and LOAD may ask.
        limits: What one request may use.
    """

    host: str
    port: int
    project: str
    data: tuple[str, ...] = ()
    documents: str = ""
    writable: bool = False
    log_queries: bool = False
    workers: int = 1
    folder: str = ""
    hosts: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def url(self) -> str:
        """Where it answers."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def to_json(self) -> str:
        """For a child process; the token is not in it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """What `to_json` wrote."""
        given = json.loads(text)
        lists = {name: tuple(given[name]) for name in ("data", "hosts")}
        return cls(**{**given, **lists, "limits": Limits(**given["limits"])})
