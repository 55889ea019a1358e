"""A front process: granian with the application. Run as `python -m expograph.serve.front SETTINGS`.

It ends when its standard input does, or at SIGTERM, after the requests that it is answering.
"""

import asyncio
import gc
import logging
import resource
import signal
import sys

from expograph.serve import log
from expograph.serve.app import application
from expograph.serve.settings import Settings

HEAD = 10_000  # milliseconds in which the head of a request must have come
WAITING = 1024  # connections that wait to be taken
OPEN = 16384  # connections at the same time, as far as there are descriptors for them
SPARE = 256  # descriptors that a front needs besides, for its workers and files
OFTEN = 20_000  # objects that come before cycles are looked for; a request makes few


async def serve(settings: Settings) -> None:
    """Serve until a signal comes or standard input ends."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    server = Server(
        application(settings),
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD),
        websockets=False,
        backlog=WAITING,
        backpressure=connections(),
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin, stop.set)
    serving = asyncio.ensure_future(server.serve())
    stopping = asyncio.ensure_future(stop.wait())
    await listening(settings)
    gc.freeze()
    gc.set_threshold(OFTEN)
    print("ready", flush=True)
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.stop()  # type: ignore[no-untyped-call]
    await serving


def connections() -> int:
    """How many connections may be open: who opens many and says nothing shall keep no other out."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN + SPARE if most == resource.RLIM_INFINITY else min(OPEN + SPARE, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return max(wanted - SPARE, wanted // 2)


async def listening(settings: Settings) -> None:
    """Wait until somebody listens: the server does not tell when it does."""
    while True:
        try:
            _, writer = await asyncio.open_connection(settings.host, settings.port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return


def main() -> int:
    """Exit code 0 when it was told to end."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    logging.disable(logging.CRITICAL)  # granian's own; what happens is told in our log
    settings = Settings.from_json(sys.argv[1])
    try:
        import uvloop
    except ImportError:  # not on every platform
        asyncio.run(serve(settings))
    else:
        uvloop.run(serve(settings))
    log.say("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
