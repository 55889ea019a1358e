"""What a release is made of: its files, and the facts that stand in several of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import NamedNode, Quad

from expograph.ontology import Ontology
from expograph.project import Project

PARTS = {
    "ontology": "The ontology: classes and properties",
    "vocabularies": "Code lists, countries, currencies, units and groups",
    "alignments": "Links from the ontology to other vocabularies",
    "rules": "Rules that derive claims from claims",
    "shapes": "SHACL shapes that the graph satisfies",
    "context": "JSON-LD context for data in the ontology's terms",
    "reference": "The ontology described for people",
    "graph": "The knowledge graph, with all that follows from it",
    "inferred": "What follows from the graph under OWL 2 RL, apart",
    "queries": "Named questions to the graph",
    "views": "The graph in the forms that other tools take",
    "metadata": "Descriptions of this release for catalogues",
}
"""What the files of a release are about, in the order in which a reader wants them."""


@dataclass(frozen=True)
class Distribution:
    """One file of a release.

    Args:
        path: Relative to the release's folder, with "/".
        content: Its bytes.
        media: Its IANA media type; of a compressed file, that of what is in it.
        title: What it is, in English, without a full stop.
        part: What it is about, one of PARTS.
        compression: The IANA media type of its compression; empty for none.
    """

    path: str
    content: bytes
    media: str
    title: str
    part: str
    compression: str = ""

    @property
    def sha256(self) -> str:
        """The digest of its bytes in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Release:
    """A project at one time, and the files made of it so far.

    Args:
        project: Whose release it is.
        ontology: Its ontology with code lists and alignments.
        iri: The ontology's own IRI.
        version: The ontology's owl:versionInfo.
        issued: The day of SOURCE_DATE_EPOCH in UTC, or else the ontology's dcterms:issued.
        quads: The graph as it is published: every named graph, what is inferred in one of its own.
        distributions: The files made so far, in the order of PARTS.
    """

    project: Project
    ontology: Ontology
    iri: NamedNode
    version: str
    issued: date
    quads: tuple[Quad, ...]
    distributions: tuple[Distribution, ...] = ()

    def having(self, more: Iterable[Distribution]) -> "Release":
        """The release with more files, in the order of PARTS and then of paths."""
        parts = list(PARTS)
        found = [*self.distributions, *more]
        return replace(self, distributions=tuple(sorted(found, key=lambda d: (parts.index(d.part), d.path))))
