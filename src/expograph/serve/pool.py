"""Who may ask when: so many queries of a client at a time, so many in all, and short queues before both."""

import asyncio
from collections import deque
from collections.abc import Callable
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
        self._queue = deque[asyncio.Future[bool]]()

    def take(self) -> bool:
        """Take a turn, if there is one now."""
        free = self.taken < self.most
        self.taken += free
        return free

    async def wait(self, refusal: Callable[[], Refusal]) -> None:
        """Wait for a turn, where there is none now.

        Args:
            refusal: Makes what is raised; one for all would keep the frames of all who were refused.

        Raises:
            Refusal: The queue is full, or it took too long.
        """
        if len(self._queue) >= QUEUE:
            raise refusal()
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        self._queue.append(waiter)
        timer = loop.call_later(PATIENCE, self._late, waiter)
        try:
            if not await waiter:
                raise refusal()
        except asyncio.CancelledError:
            if waiter in self._queue:
                self._queue.remove(waiter)
            elif not waiter.cancelled() and waiter.result():
                self.give()  # its turn had come just then
            raise
        finally:
            timer.cancel()

    def _late(self, waiter: "asyncio.Future[bool]") -> None:
        if not waiter.done():
            self._queue.remove(waiter)
            waiter.set_result(False)

    def give(self) -> None:
        """End a turn; it is the next one's."""
        while self._queue:
            waiter = self._queue.popleft()
            if not waiter.done():
                waiter.set_result(True)
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
        self.settings, limits = settings, settings.limits
        self.path = Path(settings.folder) / QUERY
        self.state = State(settings.folder)
        self.parallel = -(-limits.parallel // settings.workers)
        self.turns = Turns(max(2, -(-CLIENTS * limits.parallel // settings.workers)))
        self.clients: dict[str, Turns] = {}
        self.free: list[Link] = []

    async def take(self, client: str) -> Link:
        """A worker for one job of a client, until it is given back.

        Raises:
            Refusal: 429, this client asks too much at once; 503, all do, or nobody works.
        """
        own = self.clients.get(client)
        if own is None:
            own = self.clients[client] = Turns(self.parallel)
        if not own.take():
            await own.wait(self.many)
        try:
            if not self.turns.take():
                await self.turns.wait(self.full)
            try:
                return self._idle() or await self._new()
            except BaseException:
                self.turns.give()
                raise
        except BaseException:
            self._leave(client)
            raise

    def many(self) -> Refusal:
        """What a client is told that asks too much at once."""
        most = self.settings.limits.parallel
        return Refusal(429, f"At most {most} queries of one client run at the same time.", headers=AGAIN)

    def full(self) -> Refusal:
        """What a client is told where all ask too much."""
        return Refusal(503, "All workers are busy.", headers=AGAIN)

    def give(self, client: str, link: Link, done: bool) -> None:
        """Give a worker back; one that has not done its job, or does no other, is ended."""
        if done:
            self.free.append(link)
        else:
            link.kill()
        self.turns.give()
        self._leave(client)

    def _leave(self, client: str) -> None:
        own = self.clients[client]
        own.give()
        if own.idle:
            del self.clients[client]

    def _idle(self) -> Link | None:
        generation = self.state.read()
        while self.free:
            link = self.free.pop()
            if link.open and link.generation == generation:
                return link
            link.close()
        return None

    async def _new(self) -> Link:
        try:
            async with asyncio.timeout(PATIENCE):
                return await greeted(self.path)
        except (OSError, TimeoutError):
            raise Refusal(503, "The data are not there yet.", headers=AGAIN) from None

    def prune(self) -> None:
        """Let go of workers whose data are no longer asked, or that have left."""
        generation = self.state.read()
        for link in [link for link in self.free if not link.open or link.generation != generation]:
            self.free.remove(link)
            link.close()
