"""W3C's tests of the SPARQL 1.1 Protocol, run as they are against `expograph serve`.

Every request of the manifest is sent byte for byte: method, path, headers, body. Only two things are added:
the Host header of the server, and in writable mode its token. The graphs of a test are put there before it.

`python scripts/protocol_tests.py` prints each test by name, once writable and once read-only, where each
query test has to pass and each update has to be refused. Fails if any does not.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from served import TOKEN, Served, served

SUITE = Path(__file__).parents[2] / "shared" / "w3c" / "sparql-protocol"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
STATUS = "http://www.w3.org/2011/http-statusCodes#StatusCode"
TABULAR = {
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
}
BOOLEAN = {"application/sparql-results+xml", "application/sparql-results+json"}
GRAPH = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/xhtml+xml"}
FORMATS = {"tabular": TABULAR, "boolean": BOOLEAN, "RDF": GRAPH}


@dataclass(frozen=True)
class Request:
    """A request of a test, and what its answer must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    format: str | None
    boolean: str | None

    @property
    def is_update(self) -> bool:
        """Whether it asks for a change."""
        kind = self.headers.get("content-type", "")
        return "sparql-update" in kind or "update=" in self.path or (self.body or b"").startswith(b"update=")


@dataclass(frozen=True)
class Case:
    """A test: its name, the graphs that it needs, and its requests in order."""

    name: str
    title: str
    graphs: dict[str, bytes] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()

    @property
    def is_update(self) -> bool:
        """Whether it is about a change."""
        return "update" in self.name


class Manifest:
    """A manifest, read."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.store = Store()
        self.store.bulk_load(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())

    def one(self, subject, predicate: str):
        """What it says of something, if it says it."""
        return next(self.all(subject, predicate), None)

    def all(self, subject, predicate: str) -> Iterator:
        """All that it says of something."""
        return (quad.object for quad in self.store.quads_for_pattern(subject, NamedNode(predicate), None))

    def members(self, head) -> list:
        """The members of a list."""
        found = []
        while isinstance(head, BlankNode):
            found.append(self.one(head, RDF + "first"))
            head = self.one(head, RDF + "rest")
        return found

    def text(self, subject, predicate: str) -> str | None:
        """A literal's text."""
        value = self.one(subject, predicate)
        return None if value is None else value.value

    def cases(self) -> list[Case]:
        """The tests in their order."""
        heads = [quad.object for quad in self.store.quads_for_pattern(None, NamedNode(MF + "entries"), None)]
        return [self.case(entry) for entry in self.members(heads[0])]

    def case(self, entry: NamedNode) -> Case:
        """A test."""
        graphs = {
            self.text(data, LABEL): (self.folder / Path(self.one(data, UT + "graph").value).name).read_bytes()
            for data in self.all(entry, UT + "graphData")
        }
        requests = self.members(self.one(self.one(entry, MF + "action"), HT + "requests"))
        name = entry.value.rpartition("#")[2]
        return Case(name, self.text(entry, MF + "name"), graphs, tuple(map(self.request, requests)))

    def request(self, node: BlankNode) -> Request:
        """A request."""
        body, answer = self.one(node, HT + "body"), self.one(node, HT + "resp")
        listed = self.members(self.one(node, HT + "headers"))
        headers = {self.text(h, HT + "fieldName"): self.text(h, HT + "fieldValue") for h in listed}
        encoding = body and self.text(body, CNT + "characterEncoding")
        return Request(
            self.text(node, HT + "methodName"),
            self.text(node, HT + "absolutePath"),
            headers,
            body and self.text(body, CNT + "chars").encode(encoding),
            frozenset(s.value.removeprefix(STATUS) for s in self.all(answer, MF + "expectedStatus")),
            self.text(answer, MF + "expectedFormat"),
            self.text(answer, MF + "expectedBoolean"),
        )


def sent(url: str, request: Request, token: str | None) -> tuple[int, str, bytes]:
    """Send a request; status, media type and body of its answer."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {**request.headers, **({"authorization": f"Bearer {token}"} if token else {})}
    connection.putrequest(request.method, request.path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    if request.body is not None:
        connection.putheader("content-length", str(len(request.body)))
    connection.endheaders(request.body)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers.get_content_type(), body


def problem(request: Request, status: int, media: str, body: bytes) -> str | None:
    """What is wrong with an answer; nothing where all is well."""
    if f"{status // 100}xx" not in request.statuses and str(status) not in request.statuses:
        return f"status {status}, not {' or '.join(sorted(request.statuses))}: {body[:200]!r}"
    if request.format and media not in FORMATS[request.format]:
        return f"{media} is not {request.format}"
    if request.boolean:
        found = parse_query_results(body, QueryResultsFormat.from_media_type(media))
        if bool(found) != (request.boolean == "true"):
            return f"it answers {bool(found)}"
    if request.format == "RDF":
        list(parse(body, RdfFormat.from_media_type(media)))
    return None


def run(case: Case, server: Served, token: str | None) -> str | None:
    """Run a test; what is wrong, if anything is."""
    for name, content in case.graphs.items() if token else ():
        path = f"/graphs?graph={quote(name, safe='')}"
        put = Request(
            "PUT", path, {"content-type": "application/n-triples"}, content, frozenset(), None, None
        )
        status, _, body = sent(server.url, put, token)
        if status not in (201, 204):
            return f"its graph is not taken: {status} {body!r}"
    for number, request in enumerate(case.requests, 1):
        answer = sent(server.url, request, token)
        if token is None and request.is_update:
            return None if 400 <= answer[0] < 500 else f"the update is answered with {answer[0]}"
        if found := problem(request, *answer):
            return f"request {number}: {found}"
    return None


def dataset(cases: list[Case], folder: Path) -> Path:
    """A file with all graphs that tests name, for a server that only reads."""
    store = Store()
    for case in cases:
        for name, content in case.graphs.items():
            store.load(content, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(name))
    path = folder / "graphs.nq"
    store.dump(path, RdfFormat.N_QUADS)
    return path


def results(writable: bool, suite: Path = SUITE) -> list[tuple[Case, str | None]]:
    """Every test with what is wrong with it, run against a server of its own."""
    cases = Manifest(suite / "manifest.ttl").cases()
    with TemporaryDirectory() as folder:
        data = ("--data", str(dataset(cases, Path(folder))))
        options = (*data, "--writable") if writable else data
        with served(Path(folder), *options, EXPOGRAPH_TOKEN=TOKEN) as server:
            return [(case, run(case, server, TOKEN if writable else None)) for case in cases]


def main() -> int:
    """Exit code 0: all pass; 1: some do not; 2: the suite is not here."""
    if not SUITE.is_dir():
        print(f"no test suite at {SUITE}")
        return 2
    failed = 0
    for writable in (True, False):
        found = results(writable)
        for case, wrong in found:
            refused = not writable and case.is_update
            print(
                f"{'FAIL' if wrong else 'refused' if refused else 'pass'} {case.name}: {wrong or case.title}"
            )
        bad = sum(wrong is not None for _, wrong in found)
        mode = "writable" if writable else "read-only, where updates are refused"
        print(f"{len(found) - bad} of {len(found)} ({mode})\n")
        failed += bad
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
