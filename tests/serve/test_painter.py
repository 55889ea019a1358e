"""The painter: a process of its own that draws on demand, is killed when it is slow, and hangs nobody."""

import asyncio
import importlib.util
import os
import sys
import time

import pytest

from expograph.pages.drawing import EXACT, Chart, Mark, written
from expograph.serve.access import VARIABLE
from expograph.serve.paint import Painter
from expograph.serve.refusal import Refusal

CHART = written(Chart("a", "", "", (("1",),), (Mark(0, EXACT, 1, 1, "1"),), "told"))
ECHO = """
import os, sys
while head := sys.stdin.buffer.read(4):
    job = sys.stdin.buffer.read(int.from_bytes(head, "big"))
    if job == b"slow": __import__("time").sleep(60)
    if job == b"dies": os._exit(1)
    token = os.environ.get("EXPOGRAPH_TOKEN", "-").encode()
    made = b"" if job == b"bad" else b"%d %s %s" % (os.getpid(), job, token)
    sys.stdout.buffer.write(len(made).to_bytes(4, "big") + made)
    sys.stdout.buffer.flush()
"""
COMMAND = (sys.executable, "-c", ECHO)


def alive(process: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not importlib.util.find_spec("vl_convert"), reason="vl-convert is not installed")
def test_it_draws_on_demand() -> None:
    """Nothing runs before the first drawing; the same drawing is the same bytes, and drawn once."""

    async def run() -> None:
        painter = Painter()
        assert painter._process is None
        first = await painter.paint(CHART)
        assert first.startswith(b"<svg ")
        begun = time.monotonic()
        assert await painter.paint(CHART) == first
        assert time.monotonic() - begun < 0.05
        await painter.end()
        assert await Painter().paint(CHART) == first

    asyncio.run(run())


def test_a_slow_one_is_killed_and_another_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 when its time is up; the next drawing is made by a new process, which does not know the token."""
    monkeypatch.setenv(VARIABLE, "a secret")

    async def run() -> None:
        painter = Painter(COMMAND, seconds=1.0)
        process = int((await painter.paint(b"one")).split()[0])
        with pytest.raises(Refusal) as slow:
            await painter.paint(b"slow")
        assert slow.value.status == 503
        assert not alive(process)
        other, job, token = (await painter.paint(b"two")).split()
        assert int(other) != process
        assert (job, token) == (b"two", b"-")
        await painter.end()

    asyncio.run(run())


@pytest.mark.parametrize("job", [b"dies", b"bad"])
def test_what_cannot_be_drawn_is_refused(job: bytes) -> None:
    """A painter that ends, or says that it cannot, is 503 for this drawing alone."""

    async def run() -> None:
        painter = Painter(COMMAND)
        with pytest.raises(Refusal) as refused:
            await painter.paint(job)
        assert refused.value.status == 503
        assert (await painter.paint(b"next")).split()[1] == b"next"
        await painter.end()

    asyncio.run(run())


def test_who_does_not_wait_blocks_nobody() -> None:
    """A client that leaves while its drawing is made: the process is ended, and others are answered."""

    async def run() -> None:
        painter = Painter(COMMAND)
        await painter.paint(b"first")
        leaving = asyncio.ensure_future(painter.paint(b"slow"))
        await asyncio.sleep(0.2)
        others = [asyncio.ensure_future(painter.paint(b"n%d" % n)) for n in range(20)]
        leaving.cancel()
        answers = await asyncio.gather(*others)
        assert [answer.split()[1] for answer in answers] == [b"n%d" % n for n in range(20)]
        assert len({answer.split()[0] for answer in answers}) == 1
        await painter.end()

    asyncio.run(run())


def test_an_idle_one_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to draw for a while the process ends, and its memory is free."""
    monkeypatch.setattr("expograph.serve.paint.IDLE", 0.2)

    async def run() -> None:
        painter = Painter(COMMAND)
        process = int((await painter.paint(b"one")).split()[0])
        await asyncio.sleep(0.6)
        assert not alive(process)
        assert (await painter.paint(b"two")).split()[1] == b"two"
        await painter.end()

    asyncio.run(run())


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest drawings are forgotten, and drawn again when they are asked for."""
    monkeypatch.setattr("expograph.serve.paint.KEPT", 200)

    async def run() -> None:
        painter = Painter(COMMAND)
        for n in range(50):
            await painter.paint(b"%d" % n)
        assert 1 < len(painter._drawn) < 20
        assert b"0" not in painter._drawn
        await painter.end()

    asyncio.run(run())
