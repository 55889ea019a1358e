"""The front's side of a connection to a worker, or to the fork that works a change out."""

import asyncio
import json
import os
import signal
from collections import deque
from pathlib import Path
from typing import Any

from expograph.serve.frames import HELLO, Frames

MANY = 32  # frames that wait before the other side has to


class Link(asyncio.Protocol):
    """Frames as they come, with a stop to the other side where nobody takes them."""

    def __init__(self) -> None:
        self.generation, self.process = "", 0
        self._frames, self._waiting = Frames(), deque[tuple[bytes, bytes]]()
        self._waiter: asyncio.Future[None] | None = None
        self._ended = self._paused = False
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        self._waiting.extend(self._frames.feed(data))
        if len(self._waiting) > MANY and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self.wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side has left."""
        self._ended = True
        self.wake()

    def wake(self) -> None:
        """Have who waits look what has come, or that nothing has."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def send(self, data: bytes) -> None:
        """Send frames."""
        self._transport.write(data)

    async def next(self) -> tuple[bytes, bytes] | None:
        """The next frame; None where the other side has left."""
        found = await self.soon()
        while found is None and not self.ended:
            found = await self.soon()
        return found

    async def soon(self) -> tuple[bytes, bytes] | None:
        """The next frame; None where the other side has left, or who waits has been woken before it came."""
        if not self._waiting and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if not self._waiting:
            return None
        found = self._waiting.popleft()
        if self._paused and not self._waiting:
            self._paused = False
            self._transport.resume_reading()
        return found

    @property
    def ended(self) -> bool:
        """Whether the other side has left, and all that it sent is taken."""
        return self._ended and not self._waiting

    @property
    def open(self) -> bool:
        """Whether the other side is there, and has nothing to say."""
        return not self._ended and not self._waiting

    def close(self) -> None:
        """End the connection, and with it a worker that waits for a job."""
        self._transport.close()

    def kill(self) -> None:
        """End a worker in the middle of its job; while it is connected, its process id is no other's."""
        if self.process and not self._ended:
            try:
                os.kill(self.process, signal.SIGKILL)
            except ProcessLookupError:  # it has ended by itself just now
                self.process = 0
        self._transport.abort()


async def linked(path: Path) -> Link:
    """A new connection.

    Raises:
        OSError: Nobody is there.
    """
    _, link = await asyncio.get_running_loop().create_unix_connection(Link, str(path))
    return link


async def greeted(path: Path) -> Link:
    """A new connection to a worker that has said which data it has.

    Raises:
        OSError: Nobody is there.
    """
    link = await linked(path)
    found = await link.next()
    if found is None or found[0] != HELLO:
        raise ConnectionError("the worker left")
    hello = json.loads(found[1])
    link.generation, link.process = hello["generation"], hello["process"]
    return link
