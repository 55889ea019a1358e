"""A server under full load for two minutes: normal, malformed and exploding requests from several addresses.

Normal are queries and pages: the front page, things, documents, charts, search, questions, the editor.

It must show no 5xx but 503 and 504 by limit, answer every normal request, lose no worker for good, and
end with the memory that it had after the first quarter, but for a tenth.

`python scripts/soak.py [SECONDS]`; exit code 1 if it does not.
"""

import os
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

from fuzz_serve import request
from served import Served, served

NORMAL = [
    "SELECT ?s {{ ?s a <https://w3id.org/expograph/ontology#Edition> }} LIMIT {}",
    "SELECT ?p ?o {{ <https://w3id.org/expograph/id/fair/ciie-7> ?p ?o }} LIMIT {}",
    "CONSTRUCT WHERE {{ ?s a <https://w3id.org/expograph/ontology#Claim> }} LIMIT {}",
    "ASK {{ ?s ?p {} }}",
]
SERIES = "/id/fair/ciie"  # whose page has charts
PAGES = [
    *("/", "/?lang=zh", f"{SERIES}.html", "/id/fair/ciie-7.html", "/id/fair/ciie-7.ttl"),
    *("/id/document/ciie-7-closing.html", "/countries", "/questions/more-than.csv?number={}"),
    *("/search?q={}", "/editor?query=ASK+%7B+%3Fs+%3Fp+{}+%7D"),
]
DRAWING = re.compile(r"/chart\.svg[^\"\s]*")
EXPLODING = [
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != {}) }}",
    "SELECT * {{ ?s (!<urn:x{}>)* ?o . ?o (!<urn:y>)* ?z }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f FILTER(?a != {}) }} ORDER BY ?c ?f",
    "SELECT * {{ ?s ?p ?o . VALUES ?x {{ 1 2 3 4 5 6 7 8 9 {} }} }}",
]
LIMITS = ("--limit", "seconds=3", "--limit", "memory=400000000", "--limit", "rows=200000")
# Who asks: from which addresses, how many at a time. One address may have so many queries and no more.
CROWD = {"normal": ("127.0.1.1", 2), "malformed": ("127.0.1.2", 1), "exploding": ("127.0.1.3", 3)}
GROWTH = 1.1
Request = tuple[str, str, dict[str, str], bytes]  # method, target, headers and body
FINE = {503, 504}


class Soak:
    """Threads that ask, and what they were answered.

    Args:
        server: Whom they ask.
    """

    def __init__(self, server: Served) -> None:
        self.server, self.drawings = server, drawings(server)
        self.statuses: dict[str, Counter[int]] = {kind: Counter() for kind in CROWD}
        self.unanswered: Counter[str] = Counter()
        self.stop = threading.Event()
        self.slowest = 0.0

    def run(self, seconds: float) -> list[int]:
        """Ask for so long; the memory of all processes, in KiB, now and then."""
        crowd = [
            threading.Thread(target=self.ask, args=(kind, source, number))
            for kind, (source, count) in CROWD.items()
            for number in range(count)
        ]
        for one in crowd:
            one.start()
        memory, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(2.0, seconds / 20))
            memory.append(self.memory())
        self.stop.set()
        for one in crowd:
            one.join()
        return memory

    def ask(self, kind: str, source: str, number: int) -> None:
        """Ask one kind of request until all stop."""
        chance = random.Random(f"{kind}{number}")
        make: Callable[[random.Random], Request]
        people = partial(normal, drawings=self.drawings)
        make = {"normal": people, "malformed": request, "exploding": exploding}[kind]
        while not self.stop.is_set():
            begun = time.monotonic()
            asked = make(chance)
            status = self.sent(source, *asked)
            self.statuses[kind][status] += 1
            if kind == "normal" and status != 200:
                self.unanswered[asked[1].partition("=")[0]] += 1
            if kind == "normal":
                self.slowest = max(self.slowest, time.monotonic() - begun)

    def sent(self, source: str, method: str, target: str, headers: dict[str, str], body: bytes) -> int:
        """The status of an answer that came whole, 0 where the connection ended before."""
        connection = HTTPConnection(urlsplit(self.server.url).netloc, timeout=60, source_address=(source, 0))
        try:
            connection.request(method, target, body or None, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (HTTPException, OSError):  # what a malformed request may end with
            return 0
        finally:
            connection.close()

    def memory(self) -> int:
        """What origin and fronts hold, in KiB."""
        lines = [
            line
            for process in self.server.children(deep=False)
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        ]
        return sum(int(line.split()[1]) for line in lines if line.startswith("Rss:"))


def normal(chance: random.Random, drawings: list[str]) -> Request:
    """A request as people make them, half of them of pages; charts among these."""
    number = chance.randrange(1, 200)
    if chance.random() < 0.5:
        path = chance.choice([*PAGES, chance.choice(drawings)]).format(number)
        return "GET", path, {"accept": f"*/*;q=0.{chance.randrange(1, 10)}"}, b""
    text = chance.choice(NORMAL).format(number)
    return (
        "GET",
        f"/sparql?query={quote(text)}",
        {"accept": chance.choice(["*/*", "text/csv, text/turtle"])},
        b"",
    )


def drawings(server: Served) -> list[str]:
    """The addresses of the charts of a series.

    Raises:
        RuntimeError: Its page has none.
    """
    with urlopen(f"{server.url}{SERIES}.html", timeout=60) as page:
        found = sorted({unescape(one) for one in DRAWING.findall(page.read().decode())})
    if not found:
        raise RuntimeError(f"{SERIES} has no chart")
    return found


def exploding(chance: random.Random) -> Request:
    """A query that no server can answer, or not within the limits."""
    text = chance.choice(EXPLODING).format(chance.randrange(1_000_000))
    return "POST", "/sparql", {"content-type": "application/sparql-query"}, text.encode()


def complaints(soak: Soak, memory: list[int], seconds: float) -> list[str]:
    """What is not as it must be."""
    found = [
        f"{kind}: {count} answers with {status}"
        for kind, counts in soak.statuses.items()
        for status, count in counts.items()
        if status >= 500 and status not in FINE
    ]
    if set(soak.statuses["normal"]) != {200}:
        found.append(f"of normal requests were not answered: {dict(soak.unanswered)}")
    early = max(memory[: max(1, len(memory) // 4)])
    if max(memory[-3:]) > GROWTH * early:
        found.append(f"memory grew from {early} to {max(memory[-3:])} KiB")
    if soak.server.events("ended") or soak.server.events("failed"):
        found.append(f"{soak.server.events('ended')} {soak.server.events('failed')}")
    return found


def main() -> int:
    """Exit code 0: all is well; 1: something is not."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    with TemporaryDirectory() as folder, served(Path(folder), *LIMITS) as server:
        soak = Soak(server)
        memory = soak.run(seconds)
        time.sleep(1.5)
        left = len(server.children())
        wrong = complaints(soak, memory, seconds)
        alive = soak.sent("127.0.1.4", "GET", "/sparql?query=ASK%7B%7D%23", {}, b"")
    for kind, counts in soak.statuses.items():
        print(
            f"{kind}: {sum(counts.values())} requests: "
            + ", ".join(f"{k}: {v}" for k, v in sorted(counts.items()))
        )
    print(
        f"slowest normal answer {soak.slowest:.2f} s, "
        f"memory {memory[0]} to {memory[-1]} KiB, {left} processes at the end"
    )
    if alive != 200:
        wrong.append("it does not answer any more")
    print("\n".join(wrong) or "all is well")
    return int(bool(wrong))


if __name__ == "__main__":
    os.environ.pop("EXPOGRAPH_FETCH_HOSTS", None)
    sys.exit(main())
