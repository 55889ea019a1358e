"""What the server tells on standard error: one JSON object a line; no text can begin another line."""

import json
import os
import time
from functools import lru_cache

ERROR = 2  # the descriptor of standard error


def say(event: str, **more: object) -> None:
    """Tell an event, in one write, so that processes do not mix their lines.

    Args:
        event: What happened.
        more: What belongs to it.
    """
    line(event, json.dumps(more)[1:-1])


def line(event: str, more: str) -> None:
    """Tell an event whose particulars are JSON already, but for the braces around it."""
    now = time.time()
    stamp = f"{second(int(now))}.{int(now % 1 * 1000):03}Z"
    comma = ", " if more else ""
    os.write(ERROR, f'{{"time": "{stamp}", "event": "{event}"{comma}{more}}}\n'.encode())


@lru_cache(1)
def second(now: int) -> str:
    """A second since 1970 as ISO 8601 has it, in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
