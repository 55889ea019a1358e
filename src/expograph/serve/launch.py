"""Starts the processes of a server, keeps them running, and ends them."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from expograph.errors import ExpographError
from expograph.serve import access, log
from expograph.serve.settings import Settings

ORIGIN, FRONT = "expograph.serve.origin", "expograph.serve.front"
GRACE = 15.0  # seconds that processes have to end
SOON = 2.0  # seconds: what ends so soon after its start would end again
SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
# What a query frees is kept at hand for the next one (glibc; others pass over it): a fifth of a query's time.
ALLOCATOR = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=120"}
Process = subprocess.Popen[str]


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; SIGHUP loads the data again.

    Args:
        settings: Of the server; port 0 takes a free one, folder is not needed.
        say: Takes the line that tells where it answers.

    Raises:
        ExpographError: The address is taken, the token is missing, or the data are broken.
    """
    if settings.writable:
        access.checked()
    with tempfile.TemporaryDirectory(prefix="expograph-") as folder, reserved(settings) as port:
        settings = replace(settings, folder=folder, port=port)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        processes = Processes(settings)
        try:
            processes.start()
            say(f"serving {settings.url}")
            while processes.after(signal.sigwait(SIGNALS)):
                pass
        finally:
            processes.end()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def reserved(settings: Settings) -> Iterator[int]:
    """A port that is held for the fronts, each of which listens on it; the kernel shares connections out.

    Raises:
        ExpographError: It cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as alone:  # nobody else may listen, who would get a part of the requests
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind((settings.host, settings.port))
            port = alone.getsockname()[1]
        with socket.socket(family) as held:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            held.bind((settings.host, port))
            yield port
    except OSError as error:
        message = f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}"
        raise ExpographError(message, hint="name another with --host and --port") from None


class Processes:
    """The origin and the fronts.

    Args:
        settings: Of the server.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.running: dict[int, tuple[str, Process, float]] = {}
        self.ending = False

    def start(self) -> None:
        """Start all; each says when it is ready.

        Raises:
            ExpographError: The data are broken.
        """
        for module in (ORIGIN, *(FRONT for _ in range(self.settings.workers))):
            self._started(module)

    def _started(self, module: str) -> None:
        command = [sys.executable, "-m", module, self.settings.to_json()]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**ALLOCATOR, **os.environ},
        )
        self.running[process.pid] = module, process, time.monotonic()
        assert process.stdout
        said = process.stdout.readline().strip()
        if said != "ready":
            told = json.loads(said) if said else f"{module} did not start"
            message, _, hint = told.partition("\n    ")  # as an error has its hint
            raise ExpographError(message, hint=hint or None)

    def after(self, number: int) -> bool:
        """What a signal asks for; whether to go on."""
        if number == signal.SIGHUP:
            for module, process, _ in self.running.values():
                if module == ORIGIN:
                    process.send_signal(signal.SIGHUP)
            return True
        return number == signal.SIGCHLD and self._mended()

    def _mended(self) -> bool:
        """Start again what has ended; whether that may help."""
        for module, process, begun in list(self.running.values()):
            if process.poll() is None:
                continue
            self._forget(process)
            log.say("ended", process=module, code=process.returncode)
            if time.monotonic() - begun < SOON:
                raise ExpographError(f"{module} ends as soon as it is started", hint="the log says why")
            self._cleared(module)
            self._started(module)
        return True

    def _cleared(self, module: str) -> None:
        """Take away the sockets that an origin left."""
        if module == ORIGIN:
            for name in os.listdir(self.settings.folder):
                if name.endswith(".sock"):
                    os.unlink(os.path.join(self.settings.folder, name))

    def _forget(self, process: Process) -> None:
        del self.running[process.pid]
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def end(self) -> None:
        """End the fronts, which finish what they are answering, then the origin with its workers."""
        for wanted in (FRONT, ORIGIN):
            processes = [process for module, process, _ in self.running.values() if module == wanted]
            for process in processes:
                if process.stdin:
                    process.stdin.close()
            until = time.monotonic() + GRACE
            for process in processes:
                try:
                    process.wait(max(0.0, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                self._forget(process)
