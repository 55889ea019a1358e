"""The origin: the one process that holds the data. It answers nobody; it forks who does.

Two sockets in a private folder: each connection to the first becomes a worker; each to the second is one
change, worked out in a fork, one at a time. Run as `python -m expograph.serve.origin SETTINGS`; it ends when
its standard input does. It says on standard output when it is ready, or why it cannot be.
"""

import gc
import json
import os
import pickle
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from expograph import pages
from expograph.errors import ExpographError
from expograph.project import Project
from expograph.reason import garbage_kept
from expograph.serve import dataset, log
from expograph.serve.changer import work_out
from expograph.serve.changing import Change, Checks, violations
from expograph.serve.forks import Fork, end
from expograph.serve.frames import receive
from expograph.serve.settings import Settings
from expograph.serve.shelving import put, shelved
from expograph.serve.state import CHANGE, QUERY, State
from expograph.serve.worker import work
from expograph.shapes import compiled_shapes

LOOK = 1.0  # seconds between two looks at the files


class Origin:
    """The data, and who works on them.

    Args:
        settings: What is served, and where.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.seen = self.times = self._times()  # before anything is read
        self.data = dataset.load(settings)
        _ = pages.warm(put(shelved(settings, self.data.store), self.data)).teller  # found once for all
        self.checks = self._checks()
        self.state = State(settings.folder)
        self.queries, self.changes = (listening(Path(settings.folder) / name) for name in (QUERY, CHANGE))
        self.selector = selectors.DefaultSelector()
        self.workers: set[int] = set()
        self.changing: Fork | None = None
        self.preparing: Fork | None = None
        self.looked = 0.0
        self.reload = False

    def run(self) -> None:
        """Serve until standard input ends."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGHUP, self._hang_up)
        read, write = socket.socketpair()
        write.setblocking(False)
        signal.set_wakeup_fd(write.fileno(), warn_on_full_buffer=False)
        self._watch(read, lambda: emptied(read))
        self._watch(self.queries, self._worker)
        self._watch(self.changes, self._change)
        self.selector.register(sys.stdin, selectors.EVENT_READ, None)
        self.state.write(self.data.generation)
        gc.freeze()  # so that looking for cycles in a fork does not copy what it shares
        print("ready", flush=True)
        while all(self._step()):
            self._reap()
            self._look()
        for process in self.workers:
            end(process)
        while self.workers:
            self.workers.discard(os.wait()[0])

    def _step(self) -> list[bool]:
        events = self.selector.select(LOOK)
        for key, _ in events:
            if key.data:
                key.data()
        return [key.data is not None or bool(os.read(sys.stdin.fileno(), 1)) for key, _ in events]

    def _watch(self, one: socket.socket, then: Callable[[], None]) -> None:
        self.selector.register(one, selectors.EVENT_READ, then)

    def _worker(self) -> None:
        """A connection becomes a worker."""
        connection, _ = self.queries.accept()
        self.fork(lambda: work(connection, self.data, self.settings))
        connection.close()

    def _change(self) -> None:
        """A connection becomes a change; others wait until it is done."""
        connection, _ = self.changes.accept()
        self._work_out(connection)
        connection.close()

    def _work_out(self, connection: socket.socket | None) -> None:
        ours, its = socket.socketpair()

        def work() -> None:
            ours.close()
            work_out(connection, its, self.data, self.checks, self.settings)

        process = self.fork(work)
        its.close()
        self.changing = Fork(process, ours)
        self.selector.unregister(self.changes)
        self._watch(ours, self._changed)

    def _changed(self) -> None:
        """The fork tells the change, and waits until it is made; or it has ended without one."""
        assert self.changing
        fork, self.changing = self.changing, None
        self._watch(self.changes, self._change)
        self.selector.unregister(fork.connection)
        if not (found := receive(fork.connection)):
            fork.connection.close()
            return
        change: Change = pickle.loads(found[1])
        change.make(self.data)
        self.state.write(self.data.generation)
        log.say("changed", generation=self.data.generation, quads=len(self.data.store))
        with suppress(ConnectionError):  # it was ended just now; what is made is made
            fork.connection.sendall(b"!")
        self._forget()
        self.preparing = fork
        self._watch(fork.connection, lambda: self._shelf(fork))

    def _shelf(self, fork: Fork) -> None:
        """The fork whose change was made last tells what the pages are made of now; or it has ended."""
        if fork is not self.preparing:  # forgotten since the selector saw it
            return
        if found := receive(fork.connection):
            with garbage_kept():
                put(pickle.loads(found[1]), self.data)
        self._forget()

    def _forget(self) -> None:
        """End who prepares pages of a state that is no more."""
        if fork := self.preparing:
            self.preparing = None
            self.selector.unregister(fork.connection)
            fork.connection.close()
            if fork.process in self.workers:
                end(fork.process)

    def fork(self, what: Callable[[], None]) -> int:
        """Do something in a copy of this process, which ends with it; 0 where there cannot be one."""
        try:
            process = os.fork()
        except OSError as error:  # no memory or no process is left for now
            log.say("refused", reason=error.strerror)
            return 0
        with suppress(OSError):  # both may be the first to do it, or it has ended already
            os.setpgid(process, process)  # 0 is who asks; it is ended with whatever it forks itself
        if process:
            self.workers.add(process)
            return process
        try:
            self._alone()
            what()
        finally:
            if failure := sys.exc_info()[1]:
                log.say("failed", error=repr(failure))
            os._exit(0)

    def _alone(self) -> None:
        """In a copy: let go of connections to other copies, which would not be told when they end."""
        for fork in (self.changing, self.preparing):
            if fork:
                fork.connection.close()

    def _reap(self) -> None:
        while self.workers:
            process, _ = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            self.workers.discard(process)

    def _hang_up(self, *_: object) -> None:
        self.reload = True

    def _look(self) -> None:
        """Reload where files have changed, or a signal asks for it; what changes still is left to settle."""
        if self.changing or (time.monotonic() - self.looked < LOOK and not self.reload):
            return
        self.looked, before, self.times = time.monotonic(), self.times, self._times()
        changed = before == self.times != self.seen and not self.settings.writable
        if changed or self.reload:
            self.seen, self.reload = self.times, False
            self._work_out(None)

    def _times(self) -> list[tuple[str, int]]:
        return dataset.times(dataset.watched(self.settings))

    def _checks(self) -> Checks:
        """What changes are held against: the project's shapes, for the project's own graph."""
        if not self.settings.writable or self.settings.data:
            return Checks()
        shapes = compiled_shapes(Project(Path(self.settings.project)))
        return Checks(shapes, frozenset(map(str, violations(self.data.store, shapes))))


def listening(path: Path) -> socket.socket:
    """A socket at a path that is not there yet."""
    one = socket.socket(socket.AF_UNIX)
    one.bind(str(path))
    one.listen(256)
    return one


def emptied(one: socket.socket) -> None:
    """Read what signals left, which only shall wake."""
    one.recv(4096)


def main() -> int:
    """Exit code 0 when it was told to end, 2 when it cannot start."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    try:
        origin = Origin(Settings.from_json(sys.argv[1]))
    except ExpographError as error:
        print(json.dumps(str(error)), flush=True)
        return 2
    origin.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
