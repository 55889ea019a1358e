"""Who may ask when: so many queries of a client at a time, so many in all, and short queues before both."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from expograph.serve.link import Link, greeted
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings
from expograph.serve.state import QUERY, State

CLIENTS = 4  # clients that may use all that they may at the same time
QUEUE = 64  # requests of one client that wait for another of his to end
PATIENCE = 5.0  # seconds that a request waits for its turn
AGAIN = (("retry-after", "2"),)


class Turns:
    """So many at a time; who comes next waits in a queue that is not long.

    Args:
        most: How many at a time.
    """

    def __init__(self, most: int) -> None:
        self.most, self.taken = most, 0
        self._queue = deque[asyncio.Future[None]]()

    async def take(self, refusal: Refusal) -> None:
        """Wait for a turn.

        Raises:
            Refusal: The one that is given: the queue is full, or it took too long.
        """
        if self.taken < self.most:
            self.taken += 1
            return
        if len(self._queue) >= QUEUE:
            raise refusal
        waiter = asyncio.get_running_loop().create_future()
        self._queue.append(waiter)
        try:
            async with asyncio.timeout(PATIENCE):
                await waiter
        except (TimeoutError, asyncio.CancelledError) as error:
            self._leave(waiter)
            if isinstance(error, TimeoutError):
                raise refusal from None
            raise

    def _leave(self, waiter: "asyncio.Future[None]") -> None:
        if waiter in self._queue:
            self._queue.remove(waiter)
        elif waiter.done() and not waiter.cancelled():
            self.give()  # its turn had come just then

    def give(self) -> None:
        """End a turn; it is the next one's."""
        while self._queue:
            waiter = self._queue.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self.taken -= 1

    @property
    def idle(self) -> bool:
        """Whether nobody has a turn."""
        return not self.taken


class Pool:
    """The workers of one front.

    Args:
        settings: With the limits; what is for all fronts together is shared among them.
    """

    def __init__(self, settings: Settings) -> None:
        limits = settings.limits
        self.path = Path(settings.folder) / QUERY
        self.state = State(settings.folder)
        self.parallel = -(-limits.parallel // settings.workers)
        self.turns = Turns(max(2, -(-CLIENTS * limits.parallel // settings.workers)))
        self.clients: dict[str, Turns] = {}
        self.free: list[Link] = []
        self.many = Refusal(
            429, f"At most {limits.parallel} queries of one client run at the same time.", headers=AGAIN
        )
        self.full = Refusal(503, "All workers are busy.", headers=AGAIN)

    @asynccontextmanager
    async def worker(self, client: str) -> AsyncIterator[Link]:
        """A worker for one job of a client.

        Raises:
            Refusal: 429, this client asks too much at once; 503, all do, or nobody works.
        """
        own = self.clients.setdefault(client, Turns(self.parallel))
        await own.take(self.many)
        try:
            await self.turns.take(self.full)
            try:
                yield await self._link()
            finally:
                self.turns.give()
        finally:
            own.give()
            if own.idle:
                self.clients.pop(client, None)

    async def _link(self) -> Link:
        generation = self.state.read()
        while self.free:
            link = self.free.pop()
            if link.open and link.generation == generation:
                return link
            link.close()
        try:
            async with asyncio.timeout(PATIENCE):
                return await greeted(self.path)
        except (OSError, TimeoutError):
            raise Refusal(503, "The data are not there yet.", headers=AGAIN) from None

    def back(self, link: Link) -> None:
        """A worker has done its job."""
        self.free.append(link)

    def prune(self) -> None:
        """Let go of workers whose data are no longer asked, or that have left."""
        generation = self.state.read()
        for link in [link for link in self.free if not link.open or link.generation != generation]:
            self.free.remove(link)
            link.close()
