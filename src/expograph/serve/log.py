"""What the server tells on standard error: one JSON object a line; no text can begin another line."""

import json
import sys
import time


def say(event: str, **more: object) -> None:
    """Tell an event, in one write, so that processes do not mix their lines.

    Args:
        event: What happened.
        more: What belongs to it.
    """
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03}Z"
    sys.stderr.write(json.dumps({"time": stamp, "event": event, **more}) + "\n")
    sys.stderr.flush()
