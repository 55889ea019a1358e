"""Who takes an answer too slowly, or not at all, is cut; who takes it at his leisure is not."""

import asyncio
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from expograph.serve import sparql
from expograph.serve.exchange import Broken

PIECE, PIECES = 100, 20


def read(seconds_a_piece: float) -> tuple[int, bool]:
    """How many bytes a client takes who needs so long for each piece, and whether he gets the end."""
    taken, ended = 0, False

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(PIECES):
            yield b"x" * PIECE

    async def send(message: dict[str, Any]) -> None:
        nonlocal taken, ended
        if message["type"] == "http.response.body":
            await asyncio.sleep(seconds_a_piece)
            taken += len(message["body"])
            ended = not message.get("more_body")

    answer: Any = SimpleNamespace(pieces=pieces, content=None)
    asyncio.run(sparql.relay(send, answer, []))
    return taken, ended


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bounds, in a hundredth of the time: 0.3 seconds, and 1,600 bytes in one."""
    monkeypatch.setattr(sparql, "STALLED", 0.3)
    monkeypatch.setattr(sparql, "TRICKLE", 1600)


def test_an_answer_that_nobody_takes_is_cut() -> None:
    """One piece that is not taken in its time is enough."""
    begun = time.monotonic()
    with pytest.raises(Broken):
        read(60)
    assert time.monotonic() - begun < 30


def test_an_answer_that_trickles_is_cut() -> None:
    """Each piece is taken in time, but all together too slowly."""
    with pytest.raises(Broken):
        read(0.2)


def test_a_client_of_some_patience_gets_all() -> None:
    """A little faster than the bound."""
    assert read(0.01) == (PIECE * PIECES, True)
