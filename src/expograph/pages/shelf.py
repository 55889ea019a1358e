"""What pages are made of, prepared once: a process that forks shares it with all its children."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from expograph import parameters
from expograph.claims import DEPRECATED, PREFERRED
from expograph.errors import ExpographError
from expograph.lock import Locked
from expograph.namespaces import SKOS
from expograph.ontology import Term
from expograph.pages import claims, search
from expograph.pages.answers import Answer, Row, answer
from expograph.pages.claims import Claims
from expograph.pages.kinds import Kinds, Labels
from expograph.pages.names import Names
from expograph.pages.starts import Start, starts
from expograph.pages.view import Kept
from expograph.project import Project
from expograph.query import Query

if TYPE_CHECKING:
    from expograph.explain.tree import Teller
    from expograph.pages.uses import Uses

NOTATION = NamedNode(SKOS + "notation")


@dataclass
class Shelf:
    """A graph and all that its pages need.

    Args:
        project: Whose pages, whose questions.
        store: The graph: every triple in the default graph, the named graphs beside it.
        texts: The documents' texts by their IRIs, as far as they are at hand and what was quoted from.
        differing: The documents whose texts are at hand and not those that were quoted from.
        folder: Where they are.
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
    differing: frozenset[str]
    folder: Path | None
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
        """Have what another shelf has found in the same files: proofs, and what is accounted for."""
        if "teller" in vars(other):
            self.teller = other.teller
        if "accounted" in vars(other):
            self.accounted = other.accounted

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

    def speaks_of(self, thing: NamedNode) -> bool:
        """Whether anything is said of a thing."""
        quads = self.store.quads_for_pattern(thing, None, None, DefaultGraph())
        return next(iter(quads), None) is not None

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

    @cached_property
    def units(self) -> dict[str, Term]:
        """The units of claims by their codes."""
        used = {unit for claim in self.claims.by_iri.values() for unit in claim.about.get(claims.UNIT, ())}
        codes = (
            self.store.quads_for_pattern(unit, NOTATION, None, DefaultGraph())
            for unit in sorted(used, key=str)
            if isinstance(unit, NamedNode)
        )
        return {q.object.value: q.subject for quads in codes for q in quads if isinstance(q.object, Literal)}

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
    def accounted(self) -> Mapping[str, tuple[int, int]]:
        """Of each document how many figures, dates and names are accounted for, and how many are not.

        Nothing where a text is not at hand, or is not the one that was quoted from.
        """
        if not self.explains or self.folder is None:
            return {}
        from expograph.coverage import coverage

        try:
            found = coverage(self.project, self.folder).documents
        except ExpographError:
            return {}
        return {one.document.value: (one.counts.total(), len(one.gaps)) for one in found}

    @cached_property
    def starts(self) -> Mapping[str, Start]:
        """The questions that the data can answer, and the values that each begins with."""
        named, things = self.uses.questions, self.names.labels.keys()
        return starts(self.store, self.questions.values(), named, things, self.explains)

    @cached_property
    def teller(self) -> "Teller | None":
        """The proofs of the project's own graph; None where that is not what is shown."""
        if not self.explains or not (self.project.graph / "expograph.trig").is_file():
            return None
        from expograph.explain.graph import load
        from expograph.explain.tree import Teller

        return Teller(load(self.project))


def prepared(asked: Query) -> tuple[str, ...]:
    """A query cut where its parameter `thing` stands."""
    mark = "\0"
    text = parameters.TOKEN.sub(lambda m: mark if m["variable"] == "_thing_iri" else m[0], asked.text)
    return tuple(text.split(mark))
