"""What a worker does with a job, without the server around it."""

import os
import signal
import socket

from pyoxigraph import Store

from expograph.serve import jobs
from expograph.serve.answer import Answer, Cut
from expograph.serve.dataset import Dataset
from expograph.serve.frames import receive
from expograph.serve.settings import Limits, Settings

GRAPHS = "INSERT DATA { GRAPH <urn:g:1> { <urn:a> <urn:p> 1 } GRAPH <urn:g:2> { <urn:a> <urn:p> 1 } }"
TABLES = 200  # each store has its hash tables in another order; about one in ten showed the fault
SECONDS = 60


def asked(text: str, store: Store) -> tuple[bytes, bool]:
    """What a query is answered with, and whether its worker may go on."""
    ours, its = socket.socketpair()
    with ours, its:
        answer, goes_on = Answer(its, Limits()), True
        job = {"text": text, "base": "urn:b", "default": [], "named": [], "accept": "", "form": ""}
        try:
            jobs.ask(job, Dataset(store, frozenset(), ""), Settings("", 0, ""), answer)
            answer.end()
        except Cut:
            goes_on = False
        its.close()
        frames = iter(lambda: receive(ours), None)
        return b"".join(payload for _, payload in frames), goes_on


def test_results_that_are_read_block_nothing() -> None:
    """Results hold the graphs until they are dropped: what changes these meanwhile would wait for ever."""
    process = os.fork()
    if not process:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        for _ in range(TABLES):
            store = Store()
            store.update(GRAPHS)
            asked("SELECT DISTINCT ?g { GRAPH ?g {} }", store)
        os._exit(0)
    assert os.waitpid(process, 0)[1] == 0


def test_a_merge_is_for_one_query() -> None:
    """A default graph of several is answered once, whole, and its worker does no other job after it."""
    store = Store()
    store.update(GRAPHS)
    text = "SELECT (COUNT(*) AS ?n) FROM <urn:g:1> FROM <urn:g:2> { ?s ?p ?o }"
    content, goes_on = asked(text, store)
    assert (content.count(b'"value":"1"'), goes_on) == (1, False)
    assert asked("ASK {}", store)[1] is True
