"""What a release is and holds, as triples for the queries that describe it in the terms of each standard.

The terms are under https://w3id.org/expograph/release#, and in no file of a release. Of a release: version,
issued, ontology, named, software, softwareVersion, previous, uriSpace (where its things have their IRIs) and
root (where its things and terms have them). Of a part: name, title. Of a file: part, path, title, mediaType,
compression, bytes (as a string) and sha256. `queries/metadata/facts.rq` adds what follows with the graph.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph import __version__
from expograph.iri import resolved
from expograph.namespaces import ID, OWL, XSD
from expograph.ontology import TYPE, Term, load
from expograph.release.model import PARTS, Distribution, Release

NAMESPACE = "https://w3id.org/expograph/release#"
FACTS = NamedNode(NAMESPACE + "facts")
NOWHERE = "https://example.org/"  # nobody's (RFC 2606, section 3)
ROOT = ID.removesuffix("id/")


def facts(release: Release, previous: str | None = None) -> list[Triple]:
    """What a release is and what it holds so far.

    Args:
        release: The release.
        previous: The IRI of the one before it.
    """
    whole = NamedNode(base(release))
    said: dict[str, Term] = {
        "version": Literal(release.version),
        "issued": Literal(release.issued.isoformat(), datatype=NamedNode(XSD + "date")),
        "ontology": release.iri,
        "named": Literal(named(release)),
        "software": Literal("expograph"),
        "softwareVersion": Literal(__version__),
        "uriSpace": Literal(ID),
        "root": Literal(ROOT),
    }
    if previous:
        said["previous"] = NamedNode(previous)
    return [*told(whole, said), *(t for d in release.distributions for t in file(whole, d))]


def file(whole: NamedNode, one: Distribution) -> Iterator[Triple]:
    """What a file is, and of which part."""
    part = NamedNode(f"{whole.value}#{one.part}")
    yield from told(part, {"name": Literal(one.part), "title": Literal(PARTS[one.part])})
    said: dict[str, Term] = {
        "part": part,
        "path": Literal(one.path),
        "title": Literal(one.title),
        "mediaType": Literal(one.media),
        "bytes": Literal(str(len(one.content))),
        "sha256": Literal(one.sha256),
    }
    if one.compression:
        said["compression"] = Literal(one.compression)
    yield from told(NamedNode(whole.value + one.path), said)


def told(subject: NamedNode, said: dict[str, Term]) -> Iterator[Triple]:
    """Triples of this module's terms."""
    for name, value in said.items():
        yield Triple(subject, NamedNode(NAMESPACE + name), value)


def base(release: Release) -> str:
    """The address of a release's folder: beside the project's ontology, or nowhere if that has no IRI."""
    return resolved(release.iri.value if named(release) else NOWHERE, f"release/{release.version}/")


def named(release: Release) -> bool:
    """Whether the project's own files hold the header of the ontology, and not those that it stands on."""
    own = [path for path in release.project.ontology if path.is_relative_to(release.project.root)]
    header = Triple(release.iri, TYPE, NamedNode(OWL + "Ontology"))
    return bool(own) and header in load(own).triples
