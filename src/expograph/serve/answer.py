"""An answer on its way out of a worker: counted, held back while it is small, cut where a limit ends it."""

import signal
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, cast

from pyoxigraph import serialize

from expograph.rdf import named
from expograph.serve.forms import RDF_FORMATS, TRIPLES
from expograph.serve.frames import DATA, END, HEAD, LAST, PIECE, REFUSED, frame, told, whole
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Limits

HELD = 1 << 20  # bytes that are held back, so that what fails before is told and not cut
SMALL = 2 * PIECE  # bytes of an answer that is sent as a whole


class Cut(Exception):
    """A limit was met after a part had left: the connection ends, so that no part is taken for all."""


class Answer:
    """One answer, as a file to write to.

    Args:
        connection: To the front.
        limits: Of the answer.
    """

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        self.connection, self.limits = connection, limits
        self.head: dict[str, Any] = {}
        self.length = 0
        self.rows: Callable[[bytes], int] | None = None
        self.left = False
        self._held = bytearray()

    def begin(self, media: str, rows: Callable[[bytes], int] | None = None, **head: Any) -> None:
        """Say what the answer is, before any of it is written.

        Args:
            media: Its media type.
            rows: What counts its rows in its bytes.
            head: What else the front shall know.
        """
        self.head = {"media": media, **head}
        self.rows = rows

    def last(self) -> None:
        """Say that who answers ends after this, so that nobody asks him again."""
        unhurried(self.connection, frame(LAST, b""))

    @property
    def file(self) -> IO[bytes]:
        """The answer as the store's writers take it; they write and flush."""
        return cast(IO[bytes], self)

    def write(self, data: bytes) -> int:
        """Take a piece of the answer.

        Raises:
            Refusal: 503, the answer is over a limit, and nothing of it has left.
            Cut: It is over a limit, and something has.
        """
        self.length += len(data)
        if self.length > self.limits.bytes:
            self.over("bytes", self.limits.bytes)
        self._held += data
        if len(self._held) > (PIECE if self.left else HELD):
            self._send()
        return len(data)

    def rdf(self, things: Iterable[Any], name: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Write triples or quads in one of RDF_FORMATS, no more than the limit of rows.

        Raises:
            Refusal: 406, the format has no words for one of them, and nothing has left.
            Cut: It has not, and something has.
        """
        wanted = named(self.counted(things)) if name == "rdf" else self.counted(things)
        try:
            serialize(wanted, self.file, RDF_FORMATS[name], prefixes=dict(prefixes) if prefixes else None)
        except ConnectionError:
            raise
        except (OSError, ValueError) as error:
            if self.left:
                raise Cut from None
            others = ", ".join(form.media.partition(";")[0] for form in TRIPLES if form.name != name)
            raise Refusal(406, f"{error}. Ask for another format: {others}.") from None

    def flush(self) -> None:
        """As a file has it; when something is sent is decided here."""

    def counted(self, things: Iterable[Any]) -> Iterator[Any]:
        """The same things, no more than the limit of rows."""
        for number, thing in enumerate(things):
            if number >= self.limits.rows:
                self.over("rows", self.limits.rows)
            yield thing

    def over(self, what: str, limit: int) -> None:
        """End an answer that is over a limit."""
        if self.left:
            raise Cut
        raise Refusal(
            503, f"The answer is over the limit of {limit} {what}; ask for less, for instance with LIMIT."
        )

    def end(self) -> None:
        """Send the rest, or all of a small answer."""
        if self.left or self.length > SMALL:
            self._send(told(END, {"bytes": self.length}))
            return
        if self.length > self.limits.rows:  # a row has a byte at least
            self._count()
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.connection.sendall(whole(self.head, self._held))

    def refuse(self, refusal: Refusal) -> None:
        """Send a refusal in place of the answer."""
        content = {name: getattr(refusal, name) for name in ("status", "sentence", "line", "column")}
        unhurried(self.connection, told(REFUSED, content))

    def _send(self, last: bytes = b"") -> None:
        self._count()
        pieces = [] if self.left else [told(HEAD, self.head)]
        view = memoryview(self._held)
        pieces += [frame(DATA, bytes(view[at : at + PIECE])) for at in range(0, len(view), PIECE)]
        view.release()
        self._held.clear()
        self.left = True
        unhurried(self.connection, b"".join([*pieces, last]))

    def _count(self) -> None:
        if self.rows and self.rows(bytes(self._held)) > self.limits.rows:
            self.over("rows", self.limits.rows)


def unhurried(connection: socket.socket, data: bytes) -> None:
    """Send, with the clock of the query stopped: how slowly a client reads is none of its time."""
    remaining, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    connection.sendall(data)
    if remaining:
        signal.setitimer(signal.ITIMER_REAL, remaining)
