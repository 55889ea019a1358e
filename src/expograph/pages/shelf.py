"""What pages are made of, prepared once: a process that forks shares it with all its children."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from expograph import parameters, query
from expograph.claims import DEPRECATED, PREFERRED
from expograph.errors import ExpographError
from expograph.evidence import read_document
from expograph.lock import Locked, load_lock
from expograph.namespaces import ONTOLOGY, OWL, RDFS
from expograph.ontology import CLASSES, KINDS_OF_PROPERTY, TYPE, Term
from expograph.pages import claims, kinds, links, names, search
from expograph.pages.answers import Answer, Row, answer
from expograph.pages.claims import Claims
from expograph.pages.kinds import Kinds, Labels
from expograph.pages.names import Names
from expograph.pages.view import Kept
from expograph.project import Project
from expograph.query import Query

if TYPE_CHECKING:
    from expograph.explain.tree import Teller
    from expograph.pages.uses import Uses


@dataclass
class Shelf:
    """A graph and all that its pages need.

    Args:
        project: Whose pages, whose questions.
        store: The graph: every triple in the default graph, the named graphs beside it.
        texts: The documents' texts by their IRIs, as far as they are at hand and what was quoted from.
        locked: What each lock of the project knows of its documents.
        names: Labels.
        claims: Claims with their words.
        kinds: Which page tells of what.
        places: The terms that the page of the ontology has.
        elsewhere: The IRIs that are described here and not ours.
        headings: The headings of columns, by variable.
        questions: The named questions, by name.
        queries: Those of `queries/pages/`, by their names there.
        index: The index of the search.
        guard: Says why a query of the editor may not be run; None where it may.
        explains: Whether the project's files explain the triples.
        kept: What was made once and stays the same; see `view.once`.
    """

    project: Project
    store: Store
    texts: Mapping[str, str]
    locked: tuple[Mapping[NamedNode, Locked], ...]
    names: Names
    claims: Claims
    kinds: Kinds
    places: frozenset[str]
    elsewhere: frozenset[str]
    headings: Mapping[str, Labels]
    questions: Mapping[str, Query]
    queries: Mapping[str, Query]
    index: search.Index
    guard: Callable[[str], str | None] | None = None
    explains: bool = False
    kept: Kept = field(default_factory=dict)
    _prepared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _answers: dict[str, Answer] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """What can go to another process: all but the store, and the proofs, which are found again there."""
        return {name: value for name, value in vars(self).items() if name not in ("store", "teller")}

    def prove_as(self, other: "Shelf") -> None:
        """Have the proofs of another shelf, if it has found them in the same files."""
        if "teller" in vars(other):
            self.teller = other.teller

    def ask(self, asked: Query, thing: Term | None = None) -> Answer:
        """The answer of a query of the pages: about a thing, or about all, which is asked once."""
        if thing is not None:
            return self._asked(asked, thing)
        if asked.text not in self._answers:
            self._answers[asked.text] = self._asked(asked, None)
        return self._answers[asked.text]

    def _asked(self, asked: Query, thing: Term | None) -> Answer:
        if asked.text not in self._prepared:
            self._prepared[asked.text] = prepared(asked)
        parts = self._prepared[asked.text]
        term = f" {parameters.serialised(thing)} " if isinstance(thing, NamedNode | Literal) else ""
        found = self.store.query(term.join(parts))
        assert isinstance(found, QuerySolutions)
        return answer(found)

    def rows(self, name: str, thing: Term | None = None) -> Sequence[Row]:
        """The rows of a query of `queries/pages/`."""
        return self.ask(self.queries[name], thing).rows

    def notation(self, bound: Term) -> str:
        """The sign of a bound in its code list."""
        return self._signs.get(bound, "")

    def bound(self, sign: str) -> Term | None:
        """The bound that a sign means."""
        return self._bounds.get(sign)

    @cached_property
    def _bounds(self) -> dict[str, Term]:
        return {row["sign"].value: row["bound"] for row in self.rows("bounds")}  # type: ignore[union-attr]

    @cached_property
    def _signs(self) -> dict[Term, str]:
        return {bound: sign for sign, bound in reversed(self._bounds.items())}

    def derived(self, claim: Term) -> bool:
        """Whether a rule made a claim."""
        known = self.claims.of(claim)
        return known is not None and claims.RULE in known.about

    def unusual(self, rank: Term) -> bool:
        """Whether a rank is worth telling: not the one that claims have by default."""
        return rank in (PREFERRED, DEPRECATED)

    @cached_property
    def uses(self) -> "Uses":
        """Where the ontology's terms are used, by the project's files; `warm` reads them."""
        from expograph.pages import uses

        return uses.read(self.project)

    @cached_property
    def teller(self) -> "Teller | None":
        """The proofs of the project's own graph; None where that is not what is shown."""
        if not self.explains or not (self.project.graph / "expograph.trig").is_file():
            return None
        from expograph.explain.graph import load
        from expograph.explain.tree import Teller

        return Teller(load(self.project))


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
    queries = kinds.queries(project)
    described = kinds.read(project, store, queries)
    asked = {one.name: one for one in query.catalogue(project)}
    said = claims.read(store)
    known = names.read(store, [*described.labels, *_labels(store, queries["labels"])])
    places = frozenset(_terms(store))
    shelf = Shelf(
        project=project,
        store=store,
        texts=_texts(said, documents),
        locked=tuple(load_lock(path) for path in project.locks if path.is_file()),
        names=known,
        claims=said,
        kinds=described,
        places=places,
        elsewhere=frozenset(_elsewhere(store, places)),
        headings={**_headings(known, places), **described.columns},
        questions=asked,
        queries=queries,
        index=search.build(store, known, said, asked.values()),
    )
    shelf.explains = own
    _ = shelf.uses  # who makes pages may open no file
    return shelf


def files(project: Project) -> list[Path]:
    """The files beside the graph that pages are made of: questions, kinds of pages, what proofs lead to."""
    ends = "*" + query.SUFFIX, kinds.FOLDER + "*.ttl"
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


def prepared(asked: Query) -> tuple[str, ...]:
    """A query cut where its parameter `thing` stands."""
    mark = "\0"
    text = parameters.TOKEN.sub(lambda m: mark if m["variable"] == "_thing_iri" else m[0], asked.text)
    return tuple(text.split(mark))
