"""What a front does with every request, part by part: turns, lines of the log, frames, escapes."""

import asyncio
import os
import select
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expograph.serve import log, pool, protocol
from expograph.serve.frames import JOB, Frames, joined, parted, whole
from expograph.serve.pool import Pool, Turns
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings
from expograph.serve.sparql import KEPT, Cache, Kept


def many() -> Refusal:
    """What is raised where it is too much."""
    return Refusal(429, "Too many.")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_two_parts_of_a_frame_come_apart_again(head: bytes, body: bytes) -> None:
    """Whatever the parts are, also empty."""
    ((letter, payload),) = Frames().feed(joined(JOB, head, body))
    assert (letter, *parted(payload)) == (JOB, head, body)


def test_a_whole_answer_has_its_head_as_json() -> None:
    """Its head is kept as JSON; one that says something else is another."""
    first, second = ({"media": "text/csv", "status": status} for status in (200, 404))
    for head in (first, second, first):
        ((_, payload),) = Frames().feed(whole(head, b"x"))
        assert parted(payload) == (str(head).replace("'", '"').encode(), b"x")


@given(st.binary(max_size=40))
def test_escapes_mean_what_they_mean_elsewhere(text: bytes) -> None:
    """They are read as Python's library does; what is not UTF-8, or has a NUL, is refused."""
    escaped = b"".join(b"%%%02x" % byte if byte % 3 else b"%%%02X" % byte for byte in text)
    wanted = unquote_to_bytes(escaped)
    if b"\x00" in wanted or wanted.decode(errors="ignore").encode() != wanted:
        with pytest.raises(Refusal, match=r"UTF-8|NUL"):
            protocol.unescaped(escaped)
    else:
        assert protocol.unescaped(escaped).encode() == wanted


@pytest.mark.parametrize("text", [b"%", b"a%2", b"%zz", b"%2%41", b"%+1"])
def test_half_an_escape_is_refused(text: bytes) -> None:
    """A % that no two hexadecimal digits follow."""
    with pytest.raises(Refusal, match="hexadecimal"):
        protocol.unescaped(text)


def test_lines_go_together_whole_and_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """If many lines come at once, then few writes have them all, none more than a pipe takes as one."""
    read, write = os.pipe()
    monkeypatch.setattr(log, "ERROR", write)
    monkeypatch.setattr(log, "SOON", 0.001)
    written: list[int] = []
    real = os.write
    monkeypatch.setattr(os, "write", lambda to, data: written.append(len(data)) or real(to, data))
    wanted = [log.line("request", f'"number": {number}') for number in range(300)]

    async def told() -> None:
        lines = log.Lines()
        for line in wanted:
            lines.add(line)
        await asyncio.sleep(0.05)

    asyncio.run(told())
    os.close(write)
    assert os.read(read, 1 << 20) == b"".join(wanted)
    os.close(read)
    assert max(written) <= select.PIPE_BUF
    assert len(written) < 20


def test_turns_come_in_their_order_and_to_who_still_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn is the next one's; who has left gets none, who waits too long or is one too many is refused."""
    monkeypatch.setattr(pool, "QUEUE", 3)

    async def scene() -> None:
        turns, order = Turns(1), []

        async def one(name: str) -> None:
            await turns.wait(many)
            order.append(name)

        assert turns.take()
        assert not turns.take()
        waiting = [asyncio.create_task(one(name)) for name in "abc"]
        await asyncio.sleep(0)
        with pytest.raises(Refusal):
            await turns.wait(many)
        waiting[0].cancel()
        await asyncio.sleep(0)
        turns.give()
        await asyncio.sleep(0.01)
        turns.give()
        await asyncio.sleep(0.01)
        assert order == ["b", "c"]
        turns.give()
        assert turns.idle

    asyncio.run(scene())


def test_who_is_given_a_turn_and_leaves_passes_it_on() -> None:
    """If a client leaves in the moment in which its turn comes, then the turn is not lost."""

    async def scene() -> None:
        turns = Turns(1)
        assert turns.take()
        waiting = asyncio.create_task(turns.wait(many))
        await asyncio.sleep(0)
        turns.give()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert turns.idle

    asyncio.run(scene())


def test_a_turn_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many seconds in the queue, and then the next one's turn is not lost either."""
    monkeypatch.setattr(pool, "PATIENCE", 0.01)

    async def scene() -> None:
        turns = Turns(1)
        assert turns.take()
        with pytest.raises(Refusal):
            await turns.wait(many)
        turns.give()
        assert turns.idle

    asyncio.run(scene())


def test_who_is_refused_is_forgotten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A refusal is made anew each time: one for all would hold the frames of every request that it ended."""
    monkeypatch.setattr(pool, "QUEUE", 0)
    waiting = Pool(Settings("127.0.0.1", 0, "", folder=str(tmp_path)))
    raised = []

    async def scene() -> None:
        for refusal in (waiting.many, waiting.full) * 2:
            with pytest.raises(Refusal) as caught:
                await Turns(0).wait(refusal)
            raised.append(caught.value)

    asyncio.run(scene())
    assert [one.status for one in raised] == [429, 503, 429, 503]
    assert len({id(one) for one in raised}) == 4


def test_a_cache_counts_what_clients_write() -> None:
    """Long headers fill it like long answers, so that nobody makes it larger than it may be."""
    cache, length = Cache(), 30_000
    keys = [("state", b"query", f"{number:0{length}}", "host") for number in range(2 * KEPT // length)]
    for key in keys:
        cache.keep(key, Kept("tag", [], b""))
    kept = [key for key in keys if cache.get(key)]
    assert len(kept) * length <= KEPT
    assert kept == keys[-len(kept) :]
