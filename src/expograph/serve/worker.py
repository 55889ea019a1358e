"""A worker: a fork of the origin that does the jobs of one connection under the kernel's limits.

A job that runs over its time is ended by SIGALRM's default action, in the middle of what it does; one that
needs more memory than it may have is ended by its allocator. Either way the connection ends, and the front
knows why.
"""

import json
import os
import resource
import signal
import socket
from pathlib import Path

from expograph.serve import log
from expograph.serve.answer import Answer, Cut
from expograph.serve.dataset import Dataset
from expograph.serve.frames import HELLO, arriving, parted, read, told
from expograph.serve.jobs import KINDS
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings

CONNECTION = 3  # the only descriptor besides the standard three
FAULT = 500  # characters of a fault that the log tells
FILES = 64  # descriptors that a job may have which reads the project's files, and runs nobody's query
PAGES = Path("/proc/self/statm")


def work(connection: socket.socket, data: Dataset, settings: Settings) -> None:
    """Do the jobs of a connection until it ends."""
    connection = confined(connection, settings)
    connection.sendall(told(HELLO, {"generation": data.generation, "process": os.getpid()}))
    for _, payload in arriving(connection):
        answer = Answer(connection, settings.limits)
        head, text = parted(payload)
        job = {**(read(head) if text else json.loads(head)), "text": text.decode()}
        signal.setitimer(signal.ITIMER_REAL, settings.limits.seconds)
        try:
            KINDS[job["kind"]](job, data, settings, answer)
            answer.end()
        except Refusal as refusal:
            answer.refuse(refusal)
        except MemoryError:  # Python's own; the store's ends the process
            return
        except (Cut, ConnectionError):
            return
        except Exception as error:  # what nobody foresaw is told in the log, and not as a limit
            log.say("failed", error=repr(error)[:FAULT])
            if answer.left:
                return
            answer.refuse(Refusal(500, "This server has failed; its operator can read why in the log."))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def confined(connection: socket.socket, settings: Settings) -> socket.socket:
    """Take from this process whatever its jobs do not need.

    Where no host may be asked, no descriptor is free, so that what slips past the guard opens no connection.
    """
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    memory_at_most(settings.limits.memory)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # standard error stays, for what nobody foresaw
        os.dup2(nothing, standard)
    held = connection.detach()
    if held != CONNECTION:
        os.dup2(held, CONNECTION)
    os.closerange(CONNECTION + 1, 4096)
    if not settings.hosts:
        resource.setrlimit(resource.RLIMIT_NOFILE, (CONNECTION + 1, FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return socket.socket(fileno=CONNECTION)


def memory_at_most(more: int) -> None:
    """Bound the address space of this process to what it has now and so much more, where that is told."""
    if PAGES.exists():
        most = int(PAGES.read_text().split()[0]) * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
