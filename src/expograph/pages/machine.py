"""What the graph says of a thing, for programs."""

from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store, Triple, serialize

from expograph.namespaces import ONTOLOGY, PREFIXES, RDF
from expograph.pages.model import NotFound, Page
from expograph.rdf import named
from expograph.table import turtle

MEDIA = {
    "html": "text/html", "turtle": "text/turtle", "jsonld": "application/ld+json",
    "nt": "application/n-triples", "rdfxml": "application/rdf+xml",
    "csv": "text/csv", "json": "application/json",
}  # fmt: skip
RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
ABOUT = (RDF + "subject", ONTOLOGY + "of")
"""By which a claim, and a best-known value, names the thing it is about."""
USES = 10_000
"""Triples that are given of a property of which nothing else is said."""
DEPTH = 3
"""From a claim to its passage to the words of it."""


Said = dict[NamedNode | BlankNode, list[Triple]]


def description(store: Store, thing: NamedNode) -> list[Triple]:
    """The triples of a thing, and of the claims about it with their evidence.

    Raises:
        NotFound: The graph says nothing of it.
    """
    found: Said = {thing: _of(store, thing)}
    for prop in ABOUT:
        for quad in store.quads_for_pattern(None, NamedNode(prop), thing, DefaultGraph()):
            _with_evidence(store, quad.subject, found, DEPTH)
    for value in [t.object for own in found.values() for t in own]:
        _with_unnamed(store, value, found)
    triples = [t for own in found.values() for t in own]
    if not triples:
        triples = [q.triple for q in store.quads_for_pattern(None, None, thing, DefaultGraph())]
    if not triples:
        triples = [q.triple for q in islice(store.quads_for_pattern(None, thing, None, DefaultGraph()), USES)]
    if not triples:
        raise NotFound
    return triples


def _of(store: Store, thing: NamedNode | BlankNode) -> list[Triple]:
    return [q.triple for q in store.quads_for_pattern(thing, None, None, DefaultGraph())]


def _with_evidence(store: Store, thing: object, found: Said, depth: int) -> None:
    if not isinstance(thing, NamedNode) or thing in found or not depth:
        return
    found[thing] = _of(store, thing)
    for triple in found[thing]:
        if triple.predicate.value in (ONTOLOGY + "evidence", "http://www.w3.org/ns/oa#hasSelector"):
            _with_evidence(store, triple.object, found, depth - 1)


def _with_unnamed(store: Store, thing: object, found: Said) -> None:
    """What a blank node says, and those that it leads to: a concise bounded description."""
    waiting = [thing]
    while waiting:
        node = waiting.pop()
        if isinstance(node, BlankNode) and node not in found:
            found[node] = _of(store, node)
            waiting += [t.object for t in found[node]]


def graph(store: Store, name: NamedNode) -> list[Triple]:
    """The triples of a named graph."""
    return [q.triple for q in store.quads_for_pattern(None, None, None, name)]


def written(triples: list[Triple], form: str) -> bytes:
    """Triples in one of RDF_FORMATS, sorted.

    Raises:
        ValueError: The format cannot write one of them.
        OSError: Likewise; JSON-LD has no words for a triple term.
    """
    if form == "turtle":
        return turtle(triples, PREFIXES)
    ordered = sorted(triples, key=str)
    text = "\n".join(map(str, ordered))
    used = {p: ns for p, ns in sorted(PREFIXES.items()) if f"<{ns}" in text}
    prefixes = used if RDF_FORMATS[form].supports_datasets or form == "rdfxml" else None
    wanted = named(ordered) if form == "rdfxml" else ordered
    return serialize(wanted, format=RDF_FORMATS[form], prefixes=prefixes) or b""


def page(triples: list[Triple], form: str) -> Page:
    """Triples as a page in one of RDF_FORMATS; 406 where it cannot write them."""
    try:
        return Page(200, MEDIA[form], written(triples, form))
    except (OSError, ValueError) as error:
        return Page(406, "text/plain; charset=utf-8", f"This cannot be written so: {error}\n".encode())
