"""`expograph serve` for as long as it is needed: a real process on a free port of 127.0.0.1."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "a-token-for-tests-alone"
PATIENCE = 30  # seconds that it has to end


@dataclass(frozen=True)
class Served:
    """A running server.

    Args:
        url: Where it answers.
        process: The process that was started; the others are its children.
        log: The file of its standard error.
    """

    url: str
    process: subprocess.Popen[str]
    log: Path

    def events(self, event: str) -> list[dict[str, object]]:
        """What the log tells of one kind of event, in the lines that are written to their end."""
        whole, _, _ = self.log.read_text(encoding="utf-8").rpartition("\n")
        lines = [json.loads(line) for line in whole.splitlines() if line[:1] == "{"]
        return [line for line in lines if line["event"] == event]

    def children(self, deep: bool = True) -> dict[int, str]:
        """The processes below it, or right below it, with their command lines."""
        found: dict[int, str] = {}
        waiting = [self.process.pid]
        while waiting:
            parent = waiting.pop()
            for task in Path(f"/proc/{parent}/task").glob("*/children"):
                for child in map(int, task.read_text().split()):
                    command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[child] = command
                    waiting += [child] * deep
        return found


@contextmanager
def served(folder: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """A server from its first word until it is ended by its own process id.

    Args:
        folder: For its log, and for whatever it writes.
        arguments: Of `expograph serve`, besides the port; what stands before "--" goes before "serve".
        environment: What its environment has besides ours.

    Raises:
        RuntimeError: It does not start; with what it says.
    """
    log = folder / "serve.log"
    at = arguments.index("--") if "--" in arguments else 0
    options = [*arguments[:at], "serve", "--port", "0", *arguments[at + ("--" in arguments) :]]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "expograph", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "TMPDIR": str(folder), **environment},
        )
    try:
        assert process.stdout
        said = process.stdout.readline().strip()
        if not said.startswith("serving "):
            process.wait(PATIENCE)
            raise RuntimeError(log.read_text(encoding="utf-8"))
        yield Served(said.removeprefix("serving "), process, log)
    finally:
        ended(process)


def ended(process: subprocess.Popen[str]) -> int:
    """End a server as an operator would; its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    finally:
        if process.stdout:
            process.stdout.close()
