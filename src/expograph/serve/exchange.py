"""One job and its answer, as the front sees them."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from expograph.serve.frames import DATA, HEAD, JOB, LAST, WHOLE, frame, joined, parted, read
from expograph.serve.link import Link, linked
from expograph.serve.pool import AGAIN, Pool
from expograph.serve.refusal import Refusal
from expograph.serve.settings import LONGER, Settings
from expograph.serve.state import CHANGE

GRACE = 3.0  # seconds that a worker may be late before the front ends it
TURN = 60.0  # seconds that a change waits for those before it
GLANCE = 0.2  # seconds of a query before it is worth to look whether its client is still there
Gone = Callable[[], Awaitable[None]]


class Left(Exception):
    """The client has left."""


class Broken(Exception):
    """A worker was ended while its answer was on its way: what the client has is not all of it."""


class Exchange:
    """An answer that begins to come.

    Args:
        link: To who answers.
        limit: Seconds that it may take.
    """

    def __init__(self, link: Link, limit: float) -> None:
        self.link, self.limit = link, limit
        self.begun = time.monotonic()
        self.done = self.last = False
        self.head: dict[str, Any] = {}
        self.content: bytes | None = None

    async def begin(self, gone: Gone) -> None:
        """Wait for the head of the answer; a small one comes with its body, which is the content then.

        Args:
            gone: What ends when the client leaves.

        Raises:
            Refusal: What the worker refuses; 504, its time was up; 503, it was ended otherwise.
            Left: The client has left.
        """
        found = await self._first(gone)
        if found and found[0] == LAST:
            self.last = True
            found = await self._first(gone)
        if found is None:
            raise self._ended()
        letter, payload = found
        if letter == WHOLE:
            payload, self.content = parted(payload)
        self.head = read(payload)
        self.done = letter != HEAD
        if letter not in (WHOLE, HEAD):
            raise Refusal(**self.head)

    async def _first(self, gone: Gone) -> tuple[bytes, bytes] | None:
        glance = asyncio.get_running_loop().call_later(GLANCE, self.link.wake)
        try:
            found = await self.link.soon()
        finally:
            glance.cancel()
        return found or (None if self.link.ended else await self._late(gone))

    async def _late(self, gone: Gone) -> tuple[bytes, bytes] | None:
        """Wait on, with an eye on the client."""
        answer = asyncio.ensure_future(self.link.next())
        leaving = asyncio.ensure_future(gone())
        try:
            both = {answer, leaving}
            done, _ = await asyncio.wait(
                both, timeout=self.limit + GRACE, return_when=asyncio.FIRST_COMPLETED
            )
            if answer in done:
                return answer.result()
            if leaving in done:
                raise Left
            return None
        finally:
            answer.cancel()
            leaving.cancel()

    def _ended(self) -> Refusal:
        if time.monotonic() - self.begun >= self.limit * 0.98:
            return Refusal(504, f"This ran over its {self.limit:g} seconds and was stopped; ask for less.")
        return Refusal(503, "This needed more memory than it may have and was stopped; ask for less.")

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body of the answer.

        Raises:
            Broken: It ends before its end.
        """
        if self.content is not None:
            yield self.content
            return
        while True:
            found = await self.link.next()
            if found is None:
                raise Broken
            if found[0] != DATA:
                self.done = True
                return
            yield found[1]


class asked:  # in lower case, as contextlib has it
    """Have a worker do a job; where its answer is not taken to its end, the worker is ended.

    Args:
        pool: The workers.
        client: Whose job it is.
        job: As JSON.
        limit: Seconds that it may take.
        text: The query that the job is about, if it is about one.
    """

    def __init__(self, pool: Pool, client: str, job: bytes, limit: float, text: bytes = b"") -> None:
        self.pool, self.client, self.limit = pool, client, limit
        self.sent = joined(JOB, job, text)

    async def __aenter__(self) -> Exchange:
        link = await self.pool.take(self.client)
        self.exchange = Exchange(link, self.limit)
        try:
            link.send(self.sent)
        except BaseException:
            self.pool.give(self.client, link, False)
            raise
        return self.exchange

    async def __aexit__(self, *_: object) -> None:
        exchange = self.exchange
        self.pool.give(self.client, exchange.link, exchange.done and not exchange.last)


@asynccontextmanager
async def changed(settings: Settings, job: dict[str, Any], body: bytes) -> AsyncIterator[Exchange]:
    """Have the data changed; one change is worked out at a time.

    Raises:
        Refusal: 503, nobody is there.
    """
    limit = LONGER * settings.limits.seconds
    try:
        link = await linked(Path(settings.folder) / CHANGE)
    except OSError:
        raise Refusal(503, "The data are not there yet.", headers=AGAIN) from None
    try:
        link.send(frame(JOB, json.dumps(job).encode()) + frame(JOB, body))
        await begun(link)
        yield Exchange(link, limit)
    finally:
        link.close()


async def begun(link: Link) -> None:
    """Wait until the changes before have been worked out.

    Raises:
        Refusal: 503, it takes too long, or nobody is there.
    """
    try:
        async with asyncio.timeout(TURN):
            if await link.next():
                return
    except TimeoutError:
        pass
    raise Refusal(503, "Other changes are being worked out.", headers=AGAIN)
