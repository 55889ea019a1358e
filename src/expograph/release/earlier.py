"""An earlier release, read from its folder."""

from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from expograph import rdf
from expograph.errors import ExpographError
from expograph.namespaces import OWL
from expograph.project import shown
from expograph.release.facts import base
from expograph.release.model import Release

VERSION = NamedNode(OWL + "versionInfo")
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
        ExpographError: It is no release, or of another ontology, or cannot be read.
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
    iri = base(replace(release, version=version)) if version != release.version else ""
    return Earlier(folder, version, iri, triples)
