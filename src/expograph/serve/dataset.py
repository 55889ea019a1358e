"""The data of a server: named graphs, and a default graph in which each triple of any graph stands once."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from expograph import query, rdf
from expograph.errors import ExpographError
from expograph.pages import Shelf, files
from expograph.project import Project, shown
from expograph.serve.about import about
from expograph.serve.settings import Settings
from expograph.serve.state import GENERATION

DEFAULT = DefaultGraph()


@dataclass
class Dataset:
    """What is served.

    Args:
        store: Its named graphs, and as its default graph their merge with `own`.
        own: The triples of the default graph itself, whether a named graph has them too or not.
        generation: What names this state of the data.
        shelf: What its pages are made of, or were before a change; none before it is prepared.
        shelved: Whether that is of this state of the data.
        facts: What a project says of its graph as a whole, as `about` has it; none of other data.
    """

    store: Store
    own: frozenset[Triple]
    generation: str
    shelf: Shelf | None = None
    shelved: bool = False
    facts: tuple[Triple, ...] = ()


def sources(settings: Settings) -> list[Path]:
    """The files that the data comes from."""
    graph = Project(Path(settings.project)).graph
    return [Path(f) for f in settings.data] or [graph / "expograph.ttl", graph / "expograph.trig"]


def watched(settings: Settings) -> list[Path]:
    """The files that what is served depends on: the data, what pages are made of, texts of documents."""
    texts = sorted(Path(settings.documents).glob("*.txt")) if settings.documents else []
    known = files(Project(Path(settings.project)))
    return [path for path in (*sources(settings), *known, *texts) if path.is_file()]


def times(paths: list[Path]) -> list[tuple[str, int]]:
    """Which files there are, and when they were changed; one that has gone meanwhile is left out."""
    found = []
    for path in paths:
        with suppress(FileNotFoundError):
            found.append((str(path), path.stat().st_mtime_ns))
    return found


def load(settings: Settings) -> Dataset:
    """Read what shall be served.

    Raises:
        ExpographError: A file is missing or broken, or a graph has a name that is kept for the server.
    """
    name = digest(watched(settings))  # before they are read: what changes meanwhile is a change to come
    paths = sources(settings)
    if not settings.data:
        project = Project(Path(settings.project))
        store = query.load(project)
        named = {
            quad.triple
            for graph in graph_names(store)
            for quad in store.quads_for_pattern(None, None, None, graph)
        }
        own = default(store) - named
        return Dataset(store, own, name, facts=about(project, store))
    store = Store()
    for path in paths:
        quads = rdf.quads(path)
        if not quads:
            raise ExpographError(f"{shown(path)} holds no triple", hint="there is nothing in it to serve")
        store.bulk_extend(quads)
    own = default(store)
    merge(store)
    return Dataset(store, own, name)


def graph_names(store: Store) -> list[NamedNode | BlankNode]:
    """The names of the named graphs.

    A list, so that no iterator is left: where there is one, even at its end, who adds or drops a graph waits
    for ever.
    """
    return list(store.named_graphs())


def default(store: Store) -> frozenset[Triple]:
    """The triples of the default graph."""
    return frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, DEFAULT))


def merge(store: Store) -> None:
    """Put the triples of all named graphs into the default graph too."""
    for graph in graph_names(store):
        quads = store.quads_for_pattern(None, None, None, graph)
        store.bulk_extend([Quad(q.subject, q.predicate, q.object) for q in quads])


def digest(paths: list[Path]) -> str:
    """What names files and their content."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:GENERATION]


def next_generation() -> str:
    """What names the data after a change: no other state has it, for the same change may do another thing."""
    return os.urandom(GENERATION // 2).hex()
