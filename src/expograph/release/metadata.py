"""A release described for people and catalogues: a README, VoID, DCAT, schema.org and RO-Crate.

Each file holds what the queries under `queries/metadata/` construct whose names begin with its name. They ask
the graph and the facts of `expograph.release.facts`; each file also describes the files made before it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from expograph import jsonld, query
from expograph.errors import DoesNotHold, ExpographError, Position, Problems
from expograph.namespaces import PREFIXES, RDF, XSD
from expograph.ontology import Term, in_graph, load
from expograph.project import Project, default_root
from expograph.query import METADATA, Query
from expograph.release.documents import crate, dataset
from expograph.release.facts import FACTS, NAMESPACE, base, facts
from expograph.release.folder import SUMS
from expograph.release.model import Distribution, Release
from expograph.release.readme import readme
from expograph.shacl import Shapes, validate
from expograph.shapes import Finding, compiled
from expograph.table import turtle

UNTOUCHED = {XSD + "string", XSD + "date", RDF + "langString"}
TURTLE, JSONLD = "text/turtle", "application/ld+json"
LATER = ("void.ttl", "dcat.ttl", "dcat.jsonld", "dataset.jsonld", "ro-crate-metadata.json", SUMS)
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
    store = asked(release.quads)
    made: list[Distribution] = []

    def said(name: str) -> list[Triple]:
        return described(store, release.project, name, facts(release.having(made), previous))

    def add(path: str, content: bytes, title: str) -> None:
        media = TURTLE if path.endswith(".ttl") else JSONLD
        made.append(Distribution(path, content, media, title, "metadata"))

    made.append(readme(release, said("facts"), LATER))
    void = sound("void", said("void"))
    add("void.ttl", turtle(void, prefixes(release.project, "void")), "The graph counted, as VoID in Turtle")
    dcat = sound("dcat", said("dcat"))
    known = prefixes(release.project, "dcat")
    add("dcat.ttl", turtle(dcat, known), "The release and its files, as DCAT in Turtle")
    add("dcat.jsonld", jsonld.write(dcat, known), "The release and its files, as DCAT in JSON-LD")
    add("dataset.jsonld", dataset(said("schema"), base(release)), "The release, as a Dataset of schema.org")
    add("ro-crate-metadata.json", crate(said("crate"), base(release)), "The release, as an RO-Crate")
    return made


def asked(quads: Iterable[Quad]) -> Store:
    """The graph in a store: each triple once in the default graph, and in its named graphs.

    Oxigraph takes 1.0 for 1, and every kind of integer for xsd:integer; two literals would be counted as one.
    So they bear types of the facts, which it leaves alone. Days are compared, and stay days.
    """
    kept = [Quad(q.subject, q.predicate, renamed(q.object, XSD, NAMESPACE), q.graph_name) for q in quads]
    store = Store()
    store.bulk_extend(kept)
    store.bulk_extend({Quad(*quad.triple) for quad in kept})
    return store


def renamed(term: Term, old: str, new: str) -> Term:
    """A literal whose type has the same name under another namespace; any other term, text or day as is."""
    if not isinstance(term, Literal) or term.datatype.value in UNTOUCHED:
        return term
    name = term.datatype.value.removeprefix(old)
    return Literal(term.value, datatype=NamedNode(new + name)) if old + name == term.datatype.value else term


def described(store: Store, project: Project, name: str, known: Iterable[Triple]) -> list[Triple]:
    """What the queries of one name say of a release.

    Args:
        store: What `asked` gave.
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
    return [Triple(t.subject, t.predicate, renamed(t.object, NAMESPACE, XSD)) for t in answer]


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
