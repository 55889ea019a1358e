"""How many small queries a second: ours, Oxigraph's own server and rdflib-endpoint, in one run with wrk.

Each server answers what the graph says of a claim, on the same data, to 16 connections. Once the query is
always the same, once it is another each time, in all rounds, so that no cache flatters. The servers take
turns, several rounds, and the median counts. Needs wrk (Debian's wrk), `oxigraph` and `rdflib-endpoint`.
Then it asks for the page of each entity once, as `entity_pages.py` does.

`python scripts/throughput.py [SECONDS [ROUNDS]]`; exit code 1 if ours, asked the same query, is below half of
Oxigraph's or below ten times rdflib-endpoint's, or if half of the pages take longer than 30 ms. How it is
without the cache is told beside it.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote

import entity_pages
import servers
from rich.console import Console
from rich.table import Table
from served import served

from expograph import query
from expograph.project import Project, default_root

QUERY = "SELECT ?p ?o { <%s> ?p ?o }"
SUBJECTS = "SELECT DISTINCT ?s { ?s a <https://w3id.org/expograph/ontology#Claim> } ORDER BY ?s"
# What stands behind the # is a comment of the query, so that no two are the same.
SCRIPT = """
local queries = {{ {queries} }}
local n = {start}
request = function()
  n = n + 1
  local text = queries[n % #queries + 1] .. (#queries > 1 and "%23" .. n or "")
  return wrk.format("GET", "{path}?query=" .. text, {{["Accept"] = "application/sparql-results+json"}})
end
"""
CONNECTIONS = 16
STARTS = count(0, 10_000_000)  # so that no run asks again what another has asked
RDFLIB = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph().parse(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
FASTER = {"oxigraph": 0.5, "rdflib-endpoint": 10.0}  # how many times their requests a second ours must take
Start = Callable[[Path], AbstractContextManager[str]]


@contextmanager
def ours(folder: Path) -> Iterator[str]:
    """Our server as it comes."""
    with served(folder) as server:
        yield server.url + "/sparql"


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's own server on the same data, read-only."""
    program = servers.program("oxigraph")
    if program is None:
        raise FileNotFoundError("there is no `oxigraph`: pip install oxigraph")
    graph, port = Project(default_root()).graph, servers.free_port()
    files = [str(graph / name) for name in ("expograph.ttl", "expograph.trig")]
    load = [program, "load", "--location", str(folder / "store"), "--file", *files]
    subprocess.run(load, check=True, capture_output=True)
    serve = [program, "serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with servers.running(serve, f"http://127.0.0.1:{port}", folder) as url:
        yield url + "/query"


@contextmanager
def rdflib_endpoint(folder: Path) -> Iterator[str]:
    """A SPARQL endpoint over rdflib, on the default graph of the same data."""
    port = servers.free_port()
    data = Project(default_root()).graph / "expograph.ttl"
    command = [sys.executable, "-c", RDFLIB, str(data), str(port)]
    with servers.running(command, f"http://127.0.0.1:{port}", folder) as url:
        yield url + "/"


SERVERS: dict[str, Start] = {"expograph": ours, "oxigraph": oxigraph, "rdflib-endpoint": rdflib_endpoint}


@cache
def subjects() -> list[str]:
    """The claims of the graph, which are asked for."""
    return [row["s"].value for row in query.load(Project(default_root()), named=False).query(SUBJECTS)]


def measured(url: str, kind: str, seconds: int, folder: Path) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of their milliseconds.

    Raises:
        RuntimeError: An answer is none.
    """
    path = "/" + url.split("/", 3)[3]
    queries = ", ".join(
        f'"{quote(QUERY % subject)}"' for subject in subjects()[: None if kind == "varying" else 1]
    )
    script = folder / f"{kind}.lua"
    script.write_text(SCRIPT.format(path=path, queries=queries, start=next(STARTS)), "utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    rate, slowest = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    assert rate
    assert slowest
    return float(rate[1]), float(slowest[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slowest[2]]


def rounds(seconds: int, times: int) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """All measurements, by server and kind of query."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with ExitStack() as stack:
        urls = {}
        for name, start in SERVERS.items():
            folder = Path(stack.enter_context(TemporaryDirectory()))
            urls[name] = stack.enter_context(start(folder)), folder
        for url, folder in urls.values():
            measured(url, "varying", 1, folder)
        for _ in range(times):
            for kind in ("varying", "fixed"):
                for name, (url, folder) in urls.items():
                    found.setdefault((name, kind), []).append(measured(url, kind, seconds, folder))
    return found


def main() -> int:
    """Exit code 0: fast enough; 1: not; 2: wrk is not here."""
    if servers.program("wrk") is None:
        print("there is no `wrk`: apt-get install wrk")
        return 2
    seconds, times = (int(given) for given in [*sys.argv[1:], *("5", "3")[len(sys.argv) - 1 :]])
    found = rounds(seconds, times)
    middle = {key: (median(r for r, _ in runs), median(p for _, p in runs)) for key, runs in found.items()}
    table = Table("server", "query", "requests/s", "p99 ms", "ours is")
    for (name, kind), (rate, slowest) in middle.items():
        ratio = middle["expograph", kind][0] / rate
        table.add_row(name, kind, f"{rate:,.0f}", f"{slowest:.1f}", f"{ratio:.2f} times")
    Console(width=100).print(table)
    enough = all(
        middle["expograph", "fixed"][0] >= times * middle[name, "fixed"][0] for name, times in FASTER.items()
    )
    enough &= entity_pages.main() == 0
    print("fast enough" if enough else "too slow")
    return int(not enough)


if __name__ == "__main__":
    sys.exit(main())
