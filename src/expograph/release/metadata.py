"""A release described for catalogues: VoID, DCAT, schema.org and RO-Crate.

Each file holds what the queries under `queries/metadata/` construct whose names begin with its name. They ask
the graph and the facts of `expograph.release.facts`; each file also describes the files made before it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from expograph import jsonld, query
from expograph.errors import DoesNotHold, ExpographError, Position, Problems
from expograph.namespaces import PREFIXES, XSD
from expograph.ontology import Term, in_graph, load
from expograph.project import Project, default_root
from expograph.query import METADATA, Query
from expograph.release.documents import crate, dataset
from expograph.release.facts import FACTS, NAMESPACE, base, facts
from expograph.release.model import Distribution, Release
from expograph.shacl import Shapes, validate
from expograph.shapes import Finding, compiled
from expograph.table import turtle

TURTLE, JSONLD = "text/turtle", "application/ld+json"
SHAPES = Path("ontology/shapes/release")


def metadata(release: Release, previous: str | None = None) -> list[Distribution]:
    """The files that describe a release.

    Args:
        release: The release with all its other files.
        previous: The IRI of the release before it, if there is one.

    Raises:
        Problems: They break a shape of `ontology/shapes/release/`.
        ExpographError: A query or shape cannot be read.
    """
    store = Store()
    store.bulk_extend(release.quads)
    store.bulk_extend({Quad(*quad.triple) for quad in release.quads})
    made: list[Distribution] = []

    def said(name: str) -> list[Triple]:
        return described(store, release.project, name, facts(release.having(made), previous))

    def add(path: str, content: bytes, title: str) -> None:
        media = TURTLE if path.endswith(".ttl") else JSONLD
        made.append(Distribution(path, content, media, title, "metadata"))

    void = sound("void", said("void"))
    add("void.ttl", turtle(void, prefixes(release.project, "void")), "The graph counted, as VoID in Turtle")
    dcat = sound("dcat", said("dcat"))
    known = prefixes(release.project, "dcat")
    add("dcat.ttl", turtle(dcat, known), "The release and its files, as DCAT in Turtle")
    add("dcat.jsonld", jsonld.write(dcat, known), "The release and its files, as DCAT in JSON-LD")
    add("dataset.jsonld", dataset(said("schema"), base(release)), "The release, as a Dataset of schema.org")
    add("ro-crate-metadata.json", crate(said("crate"), base(release)), "The release, as an RO-Crate")
    return made


def described(store: Store, project: Project, name: str, known: Iterable[Triple]) -> list[Triple]:
    """What the queries of one name say of a release.

    Args:
        store: The graph, each triple once in the default graph, and in its named graphs.
        project: Whose queries.
        name: "void", "dcat", "schema" or "crate".
        known: The facts of the release.

    Raises:
        ExpographError: A query cannot be read, or constructs nothing.
    """
    store.remove_graph(FACTS)
    store.extend(in_graph(triple, FACTS) for triple in known)
    for one in queries(project, "facts"):
        store.extend(in_graph(triple, FACTS) for triple in constructed(store, one))
    return sorted({t for one in queries(project, name) for t in constructed(store, one)}, key=str)


def queries(project: Project, name: str) -> list[Query]:
    """The queries of a name: the one that is called so, and those that go on after a dash."""
    return [
        query.find(project, known)
        for known in query.names(project)
        if known.startswith(METADATA) and known.removeprefix(METADATA).partition("-")[0] == name
    ]


def prefixes(project: Project, name: str) -> dict[str, str]:
    """Ours, and those of the queries of that name."""
    return PREFIXES | {p: iri for one in queries(project, name) for p, iri in one.prefixes.items()}


def constructed(store: Store, one: Query) -> list[Triple]:
    """What a query constructs.

    Raises:
        ExpographError: It is no CONSTRUCT.
    """
    answer = store.query(one.text)
    if not isinstance(answer, QueryTriples):
        raise ExpographError("what describes a release is a CONSTRUCT", Position(one.source, 1, 1))
    return [Triple(t.subject, t.predicate, typed(t.object)) for t in answer]


def typed(term: Term) -> Term:
    """A literal of XML Schema, where a query gave it a type of the same name among the facts.

    Oxigraph computes with every kind of integer as xsd:integer, and would give that back.
    """
    if isinstance(term, Literal) and term.datatype.value.startswith(NAMESPACE):
        return Literal(term.value, datatype=NamedNode(XSD + term.datatype.value.removeprefix(NAMESPACE)))
    return term


@cache
def shapes(name: str) -> Shapes:
    """What metadata must satisfy, compiled: our reading of the specification of "void" or "dcat"."""
    path = default_root() / SHAPES / f"{name}.ttl"
    return compiled(load([path]).triples, [path])


def sound(name: str, triples: list[Triple]) -> list[Triple]:
    """Metadata that satisfies its shapes; what these merely recommend does not count.

    Raises:
        Problems: It does not.
    """
    found = [Finding(result, None) for result in validate(triples, shapes(name))]
    if broken := [finding for finding in found if finding.violation]:
        raise Problems([DoesNotHold(f.message, hint=f.detail) for f in broken])
    return triples
