"""An earlier release, read from its folder."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from expograph import rdf
from expograph.errors import ExpographError
from expograph.namespaces import OWL
from expograph.project import shown
from expograph.release.facts import base
from expograph.release.model import Release

VERSION, VERSION_IRI = NamedNode(OWL + "versionInfo"), NamedNode(OWL + "versionIRI")
ONTOLOGY = ("ontology", "vocabularies", "alignments")
GRAPH = "graph.trig"


@dataclass(frozen=True)
class Earlier:
    """A release before this one.

    Args:
        folder: Where its files lie.
        version: Its version.
        iri: Its own IRI; empty if that is the IRI of the release at hand.
        triples: Its ontology with code lists and alignments.
    """

    folder: Path
    version: str
    iri: str
    triples: tuple[Triple, ...]


def earlier(folder: Path, release: Release) -> Earlier:
    """The release in a folder, of the same ontology as the release at hand.

    Args:
        folder: What `expograph release` wrote.
        release: The release at hand.

    Raises:
        ExpographError: It is no release, or of another ontology, or cannot be read, or has the version IRI of
            the release at hand.
    """
    first = folder / f"{ONTOLOGY[0]}.nt"
    missing = next((path for path in (folder, first, folder / GRAPH) if not path.exists()), None)
    if missing:
        message = f"{shown(folder)} is no release: there is no {shown(missing)}"
        raise ExpographError(message, hint="name with --since a folder that `expograph release` wrote")
    files = [path for name in ONTOLOGY if (path := folder / f"{name}.nt").exists()]
    triples = tuple(quad.triple for path in files for quad in rdf.quads(path))
    versions = [t.object for t in triples if t.subject == release.iri and t.predicate == VERSION]
    version = min((v.value for v in versions if isinstance(v, Literal)), default=None)
    if version is None:
        message = f"{shown(folder)} is a release of another ontology than <{release.iri.value}>"
        raise ExpographError(message, hint="name with --since an earlier release of the same project")
    if version == release.version:
        return Earlier(folder, version, "", triples)
    refuse_shared(release, version, triples)
    iri = base(replace(release, version=version))
    return Earlier(folder, version, iri, triples)


def refuse_shared(release: Release, version: str, triples: Iterable[Triple]) -> None:
    """Refuses two versions with one owl:versionIRI (OWL 2 Structural Specification, section 3.1).

    Raises:
        ExpographError: The release at hand has that of the earlier one.
    """
    then = {t.object for t in triples if t.subject == release.iri and t.predicate == VERSION_IRI}
    for shared in then.intersection(release.ontology.objects(release.iri, VERSION_IRI)):
        message = f"{shared} is the owl:versionIRI of release {version}, and of this one, {release.version}"
        raise ExpographError(
            message, hint="give the header of the ontology an owl:versionIRI of this version"
        )
