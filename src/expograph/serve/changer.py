"""The fork in which a change is worked out; its answer goes to who asked, the difference to the origin.

The pages of the data after it are prepared when it has answered, and follow the difference to the origin.
"""

import json
import pickle
import signal
import socket
from collections.abc import Mapping
from typing import Any

from pyoxigraph import serialize

from expograph import pages
from expograph.errors import ExpographError
from expograph.serve import log
from expograph.serve.answer import Answer
from expograph.serve.apart import Ended
from expograph.serve.changing import BrokenShapes, Change, Checks, change
from expograph.serve.dataset import Dataset
from expograph.serve.forms import RDF_FORMATS, TRIPLES
from expograph.serve.frames import DATA, HELLO, JOB, frame, receive, told
from expograph.serve.negotiate import chosen
from expograph.serve.refusal import Refusal
from expograph.serve.settings import LONGER, Settings
from expograph.serve.shelving import shelved
from expograph.serve.worker import memory_at_most
from expograph.shacl import Result, report

RELOAD = {"kind": "reload"}


def work_out(
    connection: socket.socket | None, origin: socket.socket, data: Dataset, checks: Checks, settings: Settings
) -> None:
    """Work a change out, have the origin make it, and answer.

    Args:
        connection: To the front, which sends the job and its body; None for a reload.
        origin: To the origin.
        data: The data, a copy of the origin's.
        checks: What must hold afterwards.
        settings: Of the server.
    """
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    if connection is None:
        reload(origin, data, checks, settings)
        return
    connection.settimeout(settings.limits.seconds)
    connection.sendall(told(HELLO, {}))
    job, body = receive(connection), receive(connection)
    if job is None or body is None:
        return
    connection.settimeout(None)
    answer = Answer(connection, settings.limits)
    memory_at_most(settings.limits.memory + len(body[1]))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, LONGER * settings.limits.seconds)
    try:
        done = answered(json.loads(job[1]), body[1], origin, data, checks, settings, answer)
        answer.end()
    except Refusal as refusal:
        answer.refuse(refusal)
    except (ConnectionError, MemoryError, Ended):  # who asked has left, or shall be told by the front
        return
    else:
        connection.close()
        if done:
            prepared(origin, data, settings)


def answered(
    job: Mapping[str, Any],
    body: bytes,
    origin: socket.socket,
    data: Dataset,
    checks: Checks,
    settings: Settings,
    answer: Answer,
) -> bool:
    """Work a change out and write what comes of it; whether it is made."""
    try:
        found = change(job, body, data, checks, settings)
    except BrokenShapes as broken:
        refused(broken.results, job, answer)
        return False
    if left(answer.connection):
        return False  # the client was told that it took too long, or has gone: so nothing is done
    made(found, origin)
    answer.begin("", status=found.status, created=found.created, generation=found.generation)
    return True


def left(connection: socket.socket) -> bool:
    """Whether the other side has closed a connection on which it has nothing more to say."""
    try:
        return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def made(found: Change, origin: socket.socket) -> None:
    """Have the origin make a change, and wait until it has."""
    signal.setitimer(signal.ITIMER_REAL, 0)  # from here on it is done
    origin.sendall(frame(JOB, pickle.dumps(found)))
    if not origin.recv(1):
        raise ConnectionError("the origin has ended before it said that the change is made")


def prepared(origin: socket.socket, data: Dataset, settings: Settings) -> None:
    """Prepare the pages of changed data for the origin, unless it has closed this connection by then."""
    try:
        origin.sendall(frame(DATA, pickle.dumps(shelved(settings, data.store))))
    except ExpographError as error:
        log.say("kept", reason=str(error))
    except ConnectionError:  # the data have been changed again
        return


def refused(results: list[Result], job: Mapping[str, Any], answer: Answer) -> None:
    """Write the report of the shapes that a change would break: 422."""
    form = chosen(job["accept"], TRIPLES[:4])
    answer.begin(form.media, status=422)
    serialize(
        report(results), answer.file, RDF_FORMATS[form.name], prefixes={"sh": "http://www.w3.org/ns/shacl#"}
    )


def reload(origin: socket.socket, data: Dataset, checks: Checks, settings: Settings) -> None:
    """Load the files again; where they are broken, all stays as it is."""
    log.say("reloading")
    try:
        found = change(RELOAD, b"", data, checks, settings)
        shelf = pickle.dumps(pages.warm(shelved(settings, data.store)))
        made(found, origin)
        origin.sendall(frame(DATA, shelf))
    except (ExpographError, BrokenShapes, Refusal) as error:
        log.say("kept", reason=str(error))
