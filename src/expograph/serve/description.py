"""What the server says of itself: a SPARQL 1.1 service description, and VoID of the data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from expograph import write
from expograph.namespaces import RDF
from expograph.serve.about import said
from expograph.serve.dataset import DEFAULT, Dataset, graph_names
from expograph.serve.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
SCHEMA = "https://schema.org/"
FORMATS = "http://www.w3.org/ns/formats/"
OWN = {"sd": SD, "void": VOID, "schema": SCHEMA, "formats": FORMATS}
RESULT_FORMATS = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
]
INPUT_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
UNITS = {
    "seconds": "seconds of a query's run",
    "rows": "solutions or triples of an answer",
    "bytes": "bytes of an answer",
    "memory": "bytes of memory that a query needs",
    "request": "bytes of a query or an update",
    "upload": "bytes of a graph that is sent",
    "parallel": "queries of one client at the same time",
}
PARTS = "SELECT ?part (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) WHERE {{ {} }} GROUP BY ?part"


class About:
    """Triples about one thing.

    Args:
        subject: Its IRI.
    """

    def __init__(self, subject: str) -> None:
        self.subject = NamedNode(subject)
        self.triples: list[Triple] = []

    def says(self, predicate: str, *values: str) -> None:
        """Say that it stands so to other things."""
        self.triples += [Triple(self.subject, NamedNode(predicate), NamedNode(v)) for v in values]

    def tells(self, predicate: str, value: str | int) -> None:
        """Say that it has a text or a number."""
        self.triples.append(Triple(self.subject, NamedNode(predicate), Literal(value)))


def service(data: Dataset, settings: Settings, base: str) -> list[Triple]:
    """The service description (SPARQL 1.1 Service Description).

    Args:
        data: What is served.
        settings: With the limits.
        base: The server's address, without a slash at its end.
    """
    endpoint = f"{base}/sparql"
    one = About(endpoint)
    one.says(RDF + "type", SD + "Service")
    one.says(SD + "endpoint", endpoint)
    one.says(SD + "supportedLanguage", SD + "SPARQL11Query")
    one.says(SD + "resultFormat", *(FORMATS + name for name in RESULT_FORMATS))
    if settings.hosts:
        one.says(SD + "feature", SD + "BasicFederatedQuery")
    if settings.writable:
        one.says(SD + "supportedLanguage", SD + "SPARQL11Update")
        one.says(SD + "inputFormat", *(FORMATS + name for name in INPUT_FORMATS))
    one.says(SD + "defaultDataset", f"{endpoint}#dataset")
    parts = [one, *limits(endpoint, settings), *dataset(endpoint, data)]
    for limit in asdict(settings.limits):
        one.says(SCHEMA + "additionalProperty", f"{endpoint}#limit-{limit}")
    if graph_names(data.store):
        one.says(SD + "feature", SD + "UnionDefaultGraph")
    return [triple for part in parts for triple in part.triples]


def limits(endpoint: str, settings: Settings) -> list[About]:
    """What one request may use, each limit by itself."""
    found = []
    for name, number in asdict(settings.limits).items():
        one = About(f"{endpoint}#limit-{name}")
        one.says(RDF + "type", SCHEMA + "PropertyValue")
        one.tells(SCHEMA + "propertyID", name)
        one.tells(SCHEMA + "maxValue", number)
        one.tells(SCHEMA + "unitText", UNITS[name])
        found.append(one)
    return found


def dataset(endpoint: str, data: Dataset) -> list[About]:
    """The dataset that is asked where a query names none: its graphs, and how large they are."""
    whole, merged = About(f"{endpoint}#dataset"), About(f"{endpoint}#default")
    whole.says(RDF + "type", SD + "Dataset")
    whole.says(SD + "defaultGraph", f"{endpoint}#default")
    merged.says(RDF + "type", SD + "Graph")
    merged.tells(VOID + "triples", size(data.store, DEFAULT))
    found = [whole, merged]
    for number, name in enumerate(names(data.store), 1):
        one, content = About(f"{endpoint}#graph-{number}"), About(f"{endpoint}#graph-{number}-content")
        whole.says(SD + "namedGraph", f"{endpoint}#graph-{number}")
        one.says(RDF + "type", SD + "NamedGraph")
        one.says(SD + "name", name.value)
        one.says(SD + "graph", f"{endpoint}#graph-{number}-content")
        content.says(RDF + "type", SD + "Graph")
        content.tells(VOID + "triples", size(data.store, name))
        found += [one, content]
    return found


def void(data: Dataset, settings: Settings, base: str) -> list[Triple]:
    """The dataset in VoID: where it is asked, how large it is, and what classes and properties it has."""
    address = f"{base}/.well-known/void"
    page, one = About(address), About(f"{address}#dataset")
    page.says(RDF + "type", VOID + "DatasetDescription")
    page.says("http://xmlns.com/foaf/0.1/primaryTopic", one.subject.value)
    one.says(RDF + "type", VOID + "Dataset")
    one.says(VOID + "sparqlEndpoint", f"{base}/sparql")
    one.says(VOID + "dataDump", f"{base}/graphs")
    one.says(VOID + "feature", *(FORMATS + name for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")))
    for name, number in counts(data).items():
        one.tells(VOID + name, number)
    one.triples += said(data.facts, one.subject)
    parts = [page, one]
    for kind, pattern in (("class", "?s a ?part"), ("property", "?s ?part ?o")):
        for part in partitions(data.store, kind, pattern, address):
            one.says(f"{VOID}{kind}Partition", part.subject.value)
            parts.append(part)
    return [triple for part in parts for triple in part.triples]


def partitions(store: Store, kind: str, pattern: str, address: str) -> Iterable[About]:
    """The parts of the data that a class or a property makes up, in the order of their IRIs."""
    found = store.query(PARTS.format(pattern))
    assert isinstance(found, QuerySolutions)
    rows = sorted(
        ((row["part"], row) for row in found if isinstance(row["part"], NamedNode)), key=lambda r: r[0].value
    )
    for number, (name, row) in enumerate(rows, 1):
        part = About(f"{address}#{kind}-{number}")
        part.says(f"{VOID}{kind}", name.value)
        if kind == "property":
            part.tells(VOID + "triples", int(row["triples"].value))
            part.tells(VOID + "distinctSubjects", int(row["subjects"].value))
        else:
            part.tells(VOID + "entities", int(row["subjects"].value))
        yield part


COUNTS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?o) AS ?distinctObjects) (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o }"""
CLASSES = "SELECT (COUNT(DISTINCT ?c) AS ?classes) { ?s a ?c }"


def counts(data: Dataset) -> Mapping[str, int]:
    """How much there is, by the names that VoID gives it, over the default graph."""
    return counted(data.store, data.generation)


@cache
def counted(store: Any, generation: str) -> Mapping[str, int]:
    """The same, counted once in a process."""
    found: dict[str, int] = {}
    for query in (COUNTS, CLASSES):
        answer = store.query(query)
        assert isinstance(answer, QuerySolutions)
        row = next(iter(answer))
        found |= {name.value: int(row[name].value) for name in answer.variables}
    return found


def names(store: Store) -> list[NamedNode]:
    """The names of the named graphs, in their order; a graph named by a blank node cannot be asked for."""
    return sorted((g for g in graph_names(store) if isinstance(g, NamedNode)), key=lambda g: g.value)


def size(store: Store, graph: Any) -> int:
    """How many triples a graph has."""
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


def used(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that triples use."""
    listed = list(triples)
    text = {term.value for t in listed for term in t if isinstance(term, NamedNode)}
    own = {prefix: iri for prefix, iri in OWN.items() if any(value.startswith(iri) for value in text)}
    return {**{p: iri for p, iri in write.used(listed).items() if iri not in own.values()}, **own}


KINDS = {"service": service, "dataset": void}
