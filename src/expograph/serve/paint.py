"""The front's side of the painter: started when first needed, ended when idle, killed when too slow."""

import asyncio
import os
import sys
from collections import OrderedDict
from collections.abc import Sequence

from expograph.serve import log
from expograph.serve.access import VARIABLE
from expograph.serve.painter import LENGTH
from expograph.serve.refusal import Refusal

SVG = "image/svg+xml"
COMMAND = (sys.executable, "-m", "expograph.serve.painter")
SECONDS = 30.0  # for a drawing, with the start of the painter
PATIENCE = 60.0  # seconds that a drawing waits for those before it
QUEUE = 64  # drawings that wait
IDLE = 120.0  # seconds after which a painter with nothing to draw is let go, with its memory
KEPT = 16 << 20  # bytes of drawings that are kept
AGAIN = (("retry-after", "5"),)


class Painter:
    """One process that draws, and what it has drawn.

    Args:
        command: What starts it.
        seconds: How long it may take for a drawing.
    """

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> None:
        self.command, self.seconds = command, seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._drawn = OrderedDict[bytes, bytes]()
        self._idle: asyncio.TimerHandle | None = None

    async def paint(self, drawing: bytes) -> bytes:
        """A drawing as SVG; the same drawing is drawn once.

        Args:
            drawing: As expograph.pages.drawing writes it, which is all that its SVG depends on.

        Raises:
            Refusal: 503, it took too long, too many wait, or it cannot be drawn.
        """
        if found := self._kept(drawing):
            return found
        if self._waiting >= QUEUE:
            raise Refusal(503, "Too many drawings are waiting to be drawn.", headers=AGAIN)
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE), self._turn:
                return self._kept(drawing) or self._keep(drawing, await self._draw(drawing))
        except TimeoutError:
            raise Refusal(503, "This drawing took too long.", headers=AGAIN) from None
        finally:
            self._waiting -= 1

    async def _draw(self, drawing: bytes) -> bytes:
        """Have it drawn; a painter that does not answer in time, or is not waited for, is killed."""
        answered = False
        try:
            async with asyncio.timeout(self.seconds):
                made = await self._asked(drawing)
            answered = True
        except (asyncio.IncompleteReadError, ConnectionError):
            made = b""
        finally:
            if not answered:
                await self.end()
        if not made:
            raise Refusal(503, "This cannot be drawn.", headers=AGAIN)
        self._rest()
        return made

    async def _asked(self, drawing: bytes) -> bytes:
        if self._process is None or self._process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
            self._process = await asyncio.create_subprocess_exec(
                *self.command, stdin=pipe, stdout=pipe, env=environment
            )
            log.say("painter", process=self._process.pid)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(len(drawing).to_bytes(LENGTH, "big") + drawing)
        await self._process.stdin.drain()
        length = int.from_bytes(await self._process.stdout.readexactly(LENGTH), "big")
        return await self._process.stdout.readexactly(length)

    async def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()
            await process.wait()

    def _rest(self) -> None:
        """Let the process go after a while without work."""
        if self._idle:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE, self._let_go)

    def _let_go(self) -> None:
        if self._process and self._process.stdin and not self._turn.locked():
            self._process.stdin.close()
            self._process = None

    def _kept(self, drawing: bytes) -> bytes | None:
        found = self._drawn.get(drawing)
        if found:
            self._drawn.move_to_end(drawing)
        return found

    def _keep(self, drawing: bytes, made: bytes) -> bytes:
        """Keep what is drawn; what was not asked for longest goes first."""
        self._drawn[drawing] = made
        while sum(len(name) + len(one) for name, one in self._drawn.items()) > KEPT:
            self._drawn.popitem(last=False)
        return made
