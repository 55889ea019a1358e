"""Copies of the origin, as it knows them."""

import os
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Fork:
    """A copy of the origin that works a change out.

    Args:
        process: Its id.
        connection: To it.
    """

    process: int
    connection: socket.socket


def end(process: int) -> None:
    """End a copy that is not waited for yet, so that its id is no other's, and what it has forked."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
