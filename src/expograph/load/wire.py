"""Requests and answers of the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from expograph.load.client import Reply, Request

GraphName = NamedNode | DefaultGraph
Place = tuple[str, str]  # an address, and what stands after the question mark
DIRECT = ""
NTRIPLES = "application/n-triples"
RDF = f"{NTRIPLES}, text/turtle;q=0.9, application/rdf+xml;q=0.5"
RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"


def query(url: str, text: str, accept: str) -> Request:
    """A query by POST as a form, which every store takes (SPARQL 1.1 Protocol, 2.1.2)."""
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    return Request("POST", url, body=urlencode({"query": text}).encode(), headers=headers)


def update(url: str, text: str) -> Request:
    """An update by POST as it is (SPARQL 1.1 Protocol, 2.2.2)."""
    headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
    return Request("POST", url, body=text.encode(), headers=headers)


def fetch(place: Place, most: int | None = None) -> Request:
    """GET a graph (Graph Store HTTP Protocol, 5.2)."""
    return Request("GET", *place, headers={"Accept": RDF}, most=most)


def put(place: Place, triples: Iterable[Triple], conditions: Mapping[str, str]) -> Request:
    """PUT a graph in the place of the one that is there (5.3)."""
    return Request("PUT", *place, ntriples(triples), {"Content-Type": NTRIPLES, **conditions})


def post(place: Place, triples: Iterable[Triple]) -> Request:
    """POST triples to a graph, which is made if there is none (5.5)."""
    return Request("POST", *place, ntriples(triples), {"Content-Type": NTRIPLES})


def address(graphs: str, graph: GraphName, direct: bool = False) -> Place:
    """Address and parameters of a graph.

    Directly by its own IRI where that lies below the store's address and the store knows it so (4.1), else
    indirectly by the store's address with its IRI (4.2).
    """
    if isinstance(graph, DefaultGraph):
        return graphs, "default"
    if direct and graph.value.startswith(graphs.rstrip("/") + "/"):
        return graph.value, DIRECT
    return graphs, urlencode({"graph": graph.value})


def insert(graph: GraphName, triples: Iterable[Triple]) -> str:
    """INSERT DATA of triples into a graph."""
    data = ntriples(triples).decode()
    return (
        "INSERT DATA {\n"
        + (data if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{data}}}\n")
        + "}"
    )


def pattern(graph: GraphName) -> str:
    """All triples of a graph, as a group of a query."""
    return "{ ?s ?p ?o }" if isinstance(graph, DefaultGraph) else f"{{ GRAPH {graph} {{ ?s ?p ?o }} }}"


def ntriples(triples: Iterable[Triple]) -> bytes:
    """The triples as N-Triples, in their order."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def is_rdf(reply: Reply) -> bool:
    """Whether a reply says that it is a graph."""
    return reply.status == 200 and RdfFormat.from_media_type(reply.media) is not None


def triples_of(reply: Reply, base: str) -> list[Triple] | None:
    """The graph in a reply; None if there is none."""
    format_ = RdfFormat.from_media_type(reply.media)
    try:
        return [quad.triple for quad in parse(reply.body, format_, base_iri=base)] if format_ else None
    except SyntaxError:
        return None


def results_of(reply: Reply) -> QuerySolutions | QueryBoolean | None:
    """The solutions or the yes or no in a reply; None if there are none."""
    format_ = QueryResultsFormat.from_media_type(reply.media)
    try:
        return parse_query_results(reply.body, format_) if reply.status == 200 and format_ else None
    except SyntaxError:
        return None


def shown(graph: GraphName) -> str:
    """A graph's name for people."""
    return "the default graph" if isinstance(graph, DefaultGraph) else f"<{graph.value}>"
