"""The whole release: what is checked, what is made, and how it comes into its folder."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from expograph.build import build
from expograph.errors import ExpographError
from expograph.namespaces import OWL
from expograph.ontology import TYPE, load
from expograph.project import Project, shown
from expograph.reference import page
from expograph.release.changelog import changelog
from expograph.release.context import context
from expograph.release.dates import issued
from expograph.release.earlier import Earlier, earlier
from expograph.release.folder import SUMS, checksums, fill, staged
from expograph.release.graph import graph
from expograph.release.metadata import metadata
from expograph.release.model import Distribution, Release
from expograph.release.queries import queries
from expograph.release.sources import joined, sources
from expograph.release.views import views

VERSION = NamedNode(OWL + "versionInfo")
LIBRARIES = {"jinja2": "Jinja2", "pygraphviz": "pygraphviz", "pyjelly": "pyjelly", "pyarrow": "pyarrow"}
"""What the extra `release` installs: the modules and the names of their packages."""


@dataclass(frozen=True)
class Released:
    """What was written where."""

    folder: Path
    release: Release

    def __str__(self) -> str:
        files = self.release.distributions
        size = sum(len(one.content) for one in files)
        return f"released {self.release.version}: {shown(self.folder)}, {len(files)} files, {size:,} bytes"


def release(project: Project, folder: Path, since: Path | None, tell: Callable[[str], None]) -> Released:
    """Write a release of a project into a folder, all or nothing.

    Args:
        project: Its graph/ is what its sources make, and violates no shape.
        folder: Absent or empty.
        since: The folder of an earlier release, from which the changelog tells; None for none.
        tell: Is told what is being done.

    Raises:
        DoesNotHold: graph/ is not what the sources make.
        Problems: The sources have faults, or shapes are violated.
        ExpographError: The folder cannot be written or holds something, a library is missing, or
            SOURCE_DATE_EPOCH is no number.
    """
    refuse_missing(LIBRARIES)
    with staged(folder) as stage:
        begun = opened(project)
        before = earlier(since, begun) if since else None
        made = described(filled(begun, tell), before, tell)
        tell("Writing the files")
        fill(stage, made.distributions, folder)
    return Released(folder, made)


def refuse_missing(libraries: Mapping[str, str]) -> None:
    """Tells before any work what is not installed.

    Raises:
        ExpographError: A library is missing.
    """
    missing = [name for module, name in libraries.items() if find_spec(module) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        message = f"a release needs {', '.join(missing)}, which {verb} not installed"
        raise ExpographError(message, hint="pip install 'expograph[release]'")


def opened(project: Project) -> Release:
    """The release before there is anything in it.

    Raises:
        ExpographError: The ontology cannot be read, or has no version, or there is no date.
    """
    known = load(project.ontology)
    iri = own(project)
    version = next(o.value for o in known.objects(iri, VERSION) if isinstance(o, Literal))
    return Release(project, known, iri, version, issued(known, iri, os.environ), ())


def filled(begun: Release, tell: Callable[[str], None]) -> Release:
    """The release with the graph and the files that hold its content.

    Raises:
        DoesNotHold: graph/ is not what the sources make.
        Problems: The sources have faults, or shapes are violated.
    """
    project = begun.project
    tell("Checking the graph")
    quads = tuple(sorted(build(project, check=True).graph.everything(), key=str))
    tell("Writing ontology, graph and queries")
    prefixes = joined(project.knowledge("*.ttl")).prefixes
    return replace(begun, quads=quads).having(
        [
            *sources(project),
            context(begun.ontology, prefixes),
            *graph(project.graph, quads),
            *queries(project),
            *views(project, tell),
        ]
    )


def described(made: Release, before: Earlier | None, tell: Callable[[str], None]) -> Release:
    """The release with what describes it for people and for catalogues, and the digests of all its files."""
    tell("Describing the ontology")
    html = page(made.project, before.triples if before else None)
    made = made.having(
        [Distribution("ontology.html", html, "text/html", "The ontology reference", "reference")]
    )
    tell("Describing the release")
    made = made.having([changelog(made, before)])
    made = made.having(metadata(made, before.iri if before else None))
    sums = checksums(made.distributions)
    return made.having([Distribution(SUMS, sums, "text/plain", "SHA-256 of each file", "metadata")])


def own(project: Project) -> NamedNode:
    """The IRI of the ontology that is released: of several, that of the project's own, which come last.

    Raises:
        ExpographError: None says of itself which version it is.
    """
    for path in reversed(project.knowledge("*.ttl")):
        known = load([path])
        for iri in known.index[VERSION]:
            if isinstance(iri, NamedNode) and NamedNode(OWL + "Ontology") in known.objects(iri, TYPE):
                return iri
    hint = 'add <…> a owl:Ontology ; owl:versionInfo "1.0.0" to a file of ontology/'
    raise ExpographError("the ontology does not say which version it is", hint=hint)
