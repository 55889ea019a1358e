"""Ways to run a command on a project that somebody has spoilt: here, or in a process that meets trouble."""

import contextlib
import os
import resource
import select
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from expograph import cli

SMALL_DISK = 100_000  # bytes: less than one file of the example's graph, more than its evidence lock
LIMIT = 60  # seconds that no process needs
MAPPING_PIPE, GRAPH_PIPE = "mappings/zz.ttl", "graph/.expograph.ttl.new"


class Done(NamedTuple):
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    error: str


Runner = Callable[[str], Done]
Reply = Callable[[BaseHTTPRequestHandler], None]


def here(command: str) -> Done:
    """Runs a command in this process."""
    out, error = (TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = cli.run(shlex.split(command))
    return Done(code, *(stream.buffer.getvalue().decode() for stream in (out, error)))


def started(command: str, **options: object) -> subprocess.Popen[bytes]:
    """Starts a command in a process of its own, which is killed if it does not end in time."""
    arguments = [sys.executable, "-m", "expograph", *shlex.split(command)]
    defaults: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(arguments, **{**defaults, **options})  # type: ignore[call-overload]
    watch = threading.Timer(LIMIT, process.kill)
    watch.daemon = True
    watch.start()
    return process  # type: ignore[no-any-return]


def ended(process: subprocess.Popen[bytes]) -> Done:
    """Waits for the end of a process."""
    with process:
        out, error = process.communicate(timeout=LIMIT)
    return Done(process.returncode, (out or b"").decode(), error.decode())


def on_a_small_disk(command: str) -> Done:
    """Runs a command that cannot write a file as large as the graph: the system cuts its writing short."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK, SMALL_DISK))

    return ended(started(command, preexec_fn=limited))


def into_a_full_disk(command: str) -> Done:
    """Runs a command whose standard output is a file on a full disk."""
    with Path("/dev/full").open("wb") as full:
        return ended(started(command, stdout=full))


def interrupted_while_reading(command: str) -> Done:
    """Ctrl-C when a mapping has been opened: it is a pipe, which takes a writer once it has a reader."""
    process = started(command)
    end = writing_end(Path(MAPPING_PIPE), process)
    process.send_signal(signal.SIGINT)
    done = ended(process)
    os.close(end)
    return done


def writing_end(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """The writing end of a pipe, as soon as a process reads from it."""
    while process.poll() is None:
        with contextlib.suppress(OSError):  # ENXIO: nobody reads yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    raise AssertionError(f"it did not read {pipe}: {ended(process)}")


def interrupted_while_writing(command: str) -> Done:
    """Ctrl-C when one file of the graph is whole and the next, a pipe here, has taken its first byte."""
    end = os.open(GRAPH_PIPE, os.O_RDONLY | os.O_NONBLOCK)
    process = started(command)
    readable, _, _ = select.select([end], [], [], LIMIT)
    if not readable:
        process.kill()
        raise AssertionError(f"it did not write: {ended(process)}")
    assert os.read(end, 1), f"it wrote nothing: {ended(process)}"
    process.send_signal(signal.SIGINT)
    os.set_blocking(end, True)
    while os.read(end, 1 << 16):
        pass  # else what is left in its buffer would wait for a reader for ever
    os.close(end)
    return ended(process)


def asking(reply: Reply) -> Runner:
    """Runs a command against an endpoint on this machine that replies so; its address replaces URL."""

    def run(command: str) -> Done:
        with endpoint(reply) as url:
            return here(command.replace("URL", url))

    return run


@contextlib.contextmanager
def endpoint(reply: Reply) -> Iterator[str]:
    """The address of an endpoint that lives as long as the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            reply(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def web_page(handler: BaseHTTPRequestHandler) -> None:
    """Answers with a page for people."""
    body = b"<html><body>Ask me in a form</body></html>"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def silence(_: BaseHTTPRequestHandler) -> None:
    """Answers nothing for longer than anybody waits."""
    time.sleep(3)


def nobody(command: str) -> Done:
    """Runs a command against an address where nobody listens any more."""
    with endpoint(silence) as url:
        pass
    return here(command.replace("URL", url))


def pipe(path: Path) -> None:
    """Makes a named pipe."""
    os.mkfifo(path)
