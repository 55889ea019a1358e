"""A server under full load for two minutes: normal, malformed and exploding requests from several addresses.

It must show no 5xx but 503 and 504 by limit, answer every normal request, lose no worker for good, and
end with the memory that it had after the first quarter, but for a tenth.

`python scripts/soak.py [SECONDS]`; exit code 1 if it does not.
"""

import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from fuzz_serve import request
from served import Served, served

NORMAL = [
    "SELECT ?s {{ ?s a <https://w3id.org/expograph/ontology#Edition> }} LIMIT {}",
    "SELECT ?p ?o {{ <https://w3id.org/expograph/id/fair/ciie-7> ?p ?o }} LIMIT {}",
    "CONSTRUCT WHERE {{ ?s a <https://w3id.org/expograph/ontology#Claim> }} LIMIT {}",
    "ASK {{ ?s ?p {} }}",
]
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
FINE = {503, 504}


class Soak:
    """Threads that ask, and what they were answered.

    Args:
        server: Whom they ask.
    """

    def __init__(self, server: Served) -> None:
        self.server = server
        self.statuses: dict[str, Counter[int]] = {kind: Counter() for kind in CROWD}
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
        make: Callable[[random.Random], tuple[str, str, dict[str, str], bytes]]
        make = {"normal": normal, "malformed": request, "exploding": exploding}[kind]
        while not self.stop.is_set():
            begun = time.monotonic()
            self.statuses[kind][self.sent(source, *make(chance))] += 1
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


def normal(chance: random.Random) -> tuple[str, str, dict[str, str], bytes]:
    """A request as people make them."""
    text = chance.choice(NORMAL).format(chance.randrange(1, 200))
    return (
        "GET",
        f"/sparql?query={quote(text)}",
        {"accept": chance.choice(["*/*", "text/csv, text/turtle"])},
        b"",
    )


def exploding(chance: random.Random) -> tuple[str, str, dict[str, str], bytes]:
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
        found.append(f"normal requests were answered with {dict(soak.statuses['normal'])}")
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
