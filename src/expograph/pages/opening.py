"""A shelf is filled: all that pages need of a graph is read, worked out and put in order."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from expograph import query
from expograph.errors import ExpographError
from expograph.evidence import document_file, read_document
from expograph.lock import load_lock
from expograph.namespaces import ONTOLOGY, OWL, RDFS
from expograph.ontology import CLASSES, KINDS_OF_PROPERTY, TYPE
from expograph.pages import claims, described, links, names, search
from expograph.pages.claims import Claims
from expograph.pages.kinds import Labels
from expograph.pages.names import Names
from expograph.pages.shelf import Shelf
from expograph.project import Project
from expograph.query import Query


def open_shelf(project: Project, documents: Path | None, store: Store | None, own: bool) -> Shelf:
    """Prepare the pages of a graph.

    Args:
        project: Whose graph, questions and descriptions of pages.
        documents: The folder of the documents' texts, if they are at hand.
        store: The graph to show, every triple in its default graph; None for the project's.
        own: Whether it is the project's.

    Raises:
        ExpographError: The graph has not been built, or a file cannot be read.
    """
    store = query.load(project) if store is None else store
    queries = described.queries(project)
    told = described.read(project, store, queries)
    asked = {one.name: one for one in query.catalogue(project)}
    said = claims.read(store)
    known = names.read(store, [*told.labels, *_labels(store, queries["labels"])])
    places = frozenset(_terms(store))
    texts = _texts(said, documents)
    shelf = Shelf(
        project=project,
        store=store,
        texts=texts,
        differing=_differing(said, documents, texts),
        folder=documents,
        locked=tuple(load_lock(path) for path in project.locks if path.is_file()),
        names=known,
        claims=said,
        kinds=told,
        places=places,
        elsewhere=frozenset(_elsewhere(store, places)),
        headings={**_headings(known, places), **told.columns},
        questions=asked,
        queries=queries,
        index=search.build(store, known, said, asked.values()),
    )
    shelf.explains = own
    _ = shelf.uses  # who makes pages may open no file
    return shelf


def files(project: Project) -> list[Path]:
    """The files beside the graph that pages are made of: questions, kinds of pages, what proofs lead to."""
    ends = "*" + query.SUFFIX, described.FOLDER + "*.ttl"
    asked = [path for folder in project.queries for end in ends for path in folder.rglob(end)]
    said = (*project.registry, *project.mappings, *project.locks)
    known = {*asked, *said, *project.ontology, *project.shapes, *project.rules}
    return sorted(path for path in known if path.is_file())


def _labels(store: Store, asked: Query) -> Iterable[tuple[str, Literal]]:
    """What is called by what is said of it, as a span of days."""
    found = store.query(asked.text)
    assert isinstance(found, QuerySolutions)
    for row in found:
        thing, label = row["thing"], row["label"]
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            yield thing.value, label


def _texts(said: Claims, folder: Path | None) -> dict[str, str]:
    """The texts of the documents that are quoted, as far as a folder has them as they were."""
    found: dict[str, str] = {}
    if folder is None:
        return found
    for document, words in sorted(said.of_document.items()):
        try:
            text = read_document(NamedNode(document), folder)
        except ExpographError:  # the page of the document shows the quotes alone
            continue
        if all(text[w.start : w.end] == w.exact for w in words):
            found[document] = text
    return found


def _differing(said: Claims, folder: Path | None, found: Mapping[str, str]) -> frozenset[str]:
    """The documents whose files a folder has, but not as they were when they were quoted."""
    if folder is None:
        return frozenset()
    others = (iri for iri in said.of_document if iri not in found)
    return frozenset(iri for iri in others if document_file(NamedNode(iri), folder).is_file())


def _terms(store: Store) -> set[str]:
    """The classes, properties and individuals that the ontology declares in its own namespace."""
    kinds_of_term = {*CLASSES, *KINDS_OF_PROPERTY, NamedNode(OWL + "NamedIndividual")}
    quads = (q for kind in kinds_of_term for q in store.quads_for_pattern(None, TYPE, kind, DefaultGraph()))
    declared = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    typed = (q.subject for q in store.quads_for_pattern(None, TYPE, None, DefaultGraph()))
    own = {s.value for s in typed if isinstance(s, NamedNode) and s.value.startswith(ONTOLOGY)}
    return {iri for iri in declared | own if iri.startswith(ONTOLOGY)}


def _elsewhere(store: Store, places: frozenset[str]) -> set[str]:
    """What has a label or a type here and an IRI that is no page of ours."""
    wanted = (NamedNode(RDFS + "label"), TYPE)
    quads = (q for p in wanted for q in store.quads_for_pattern(None, p, None, DefaultGraph()))
    found = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    ours = (links.ROOT + "/id/", links.ROOT + "/graph/")
    return {
        iri
        for iri in found
        if not iri.startswith(ours) and iri not in places and iri != links.ROOT + "/ontology"
    }


def _headings(known: Names, places: frozenset[str]) -> dict[str, Labels]:
    """The labels of terms by their local names, those of classes by their names with a small letter."""
    local = {iri.removeprefix(ONTOLOGY): known.labels[iri] for iri in sorted(places) if iri in known.labels}
    classes = {name[0].lower() + name[1:]: labels for name, labels in local.items() if name}
    return {**classes, **local}
