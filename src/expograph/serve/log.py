"""What the server tells on standard error: one JSON object a line; no text can begin another line."""

import asyncio
import json
import os
import select
import time
from contextlib import suppress
from functools import lru_cache

ERROR = 2  # the descriptor of standard error
SOON = 0.02  # seconds that lines of requests wait for each other


def say(event: str, **more: object) -> None:
    """Tell an event, in one write, so that processes do not mix their lines as long as they are short.

    Args:
        event: What happened.
        more: What belongs to it.
    """
    put(line(event, json.dumps(more)[1:-1]))


def put(lines: bytes) -> None:
    """Write to standard error; where nobody takes it, be it a full disk, what is served goes on."""
    with suppress(OSError):
        os.write(ERROR, lines)


def line(event: str, more: str) -> bytes:
    """A line of an event whose particulars are JSON already, but for the braces around it."""
    now = time.time()
    stamp = f"{second(int(now))}.{int(now % 1 * 1000):03}Z"
    comma = ", " if more else ""
    return f'{{"time": "{stamp}", "event": "{event}"{comma}{more}}}\n'.encode()


@lru_cache(1)
def second(now: int) -> str:
    """A second since 1970 as ISO 8601 has it, in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))


class Lines:
    """Lines that are told together a moment later: where they are many, a write each would hold all up."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> None:
        """Tell a line soon; no more go together than a pipe takes as one."""
        if self._size + len(line) > select.PIPE_BUF:
            self.flush()
        if not self._held:
            asyncio.get_running_loop().call_later(SOON, self.flush)
        self._held.append(line)
        self._size += len(line)

    def flush(self) -> None:
        """Tell them now."""
        if self._held:
            lines = b"".join(self._held)
            self._held.clear()
            self._size = 0
            put(lines)
