"""Which page tells of what: kinds of pages, their sections, the front page, and what leads on each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from expograph.ontology import Term
from expograph.query import Query

PAGE = "https://w3id.org/expograph/pages#"
THING = PAGE + "Anything"
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Section:
    """A part of a page: what a query answers of the thing.

    Args:
        key: Its name in addresses.
        query: The question.
        title: Its heading, by language.
        note: A sentence below it, by language.
        form: "table" or "facts".
    """

    key: str
    query: Query
    title: Labels
    note: Labels
    form: str


@dataclass(frozen=True)
class Kind:
    """The page of the things of some classes.

    Args:
        iri: Its name.
        classes: The classes; none for the page of anything.
        title: The heading of its list, by language.
        note: A sentence below that heading, by language.
        path: The path of its list, if it has one.
        listed: The query of its list.
        sections: In order.
        template: The template, if it needs one of its own.
        menu: Its place among the lists that every page leads to, from 1; 0 for none.
    """

    iri: str
    classes: tuple[NamedNode, ...]
    title: Labels
    note: Labels
    path: str
    listed: Query | None
    sections: tuple[Section, ...]
    template: str
    menu: int = 0


@dataclass(frozen=True)
class Front:
    """The front page.

    Args:
        title: What the site is called, by language.
        lines: What is here; names in braces are variables of the query.
        query: How much there is.
        questions: Names of the questions to begin with.
        first: The path of the list that it shows.
    """

    title: Labels
    lines: tuple[Labels, ...]
    query: Query
    questions: tuple[str, ...]
    first: str


@dataclass(frozen=True)
class Kinds:
    """All kinds of pages, what is known of columns, what others' terms are called, what stands above what.

    Args:
        front: The front page.
        kinds: The others.
        columns: The headings of variables.
        literals: The variables whose values are texts and numbers; those of others may be things.
        labels: What the terms of others are called.
        above: The classes above each class.
        lead: The properties that come before all others, by their IRIs, and which place each has.
    """

    front: Front
    kinds: tuple[Kind, ...]
    columns: Mapping[str, Labels]
    literals: frozenset[str]
    labels: tuple[tuple[str, Literal], ...]
    above: Mapping[NamedNode, frozenset[NamedNode]]
    lead: Mapping[str, int]

    def place(self, term: Term | None) -> int:
        """Where a property stands among others: those that lead have places of their own."""
        return self.lead.get(getattr(term, "value", ""), len(self.lead))

    def of(self, types: Iterable[Term]) -> Kind:
        """The most specific kind that one of a thing's classes has; of several the first by name."""
        classes = {c for t in types if isinstance(t, NamedNode) for c in self.above.get(t, {t})}
        fitting = [(kind, c) for kind in self.kinds for c in kind.classes if c in classes]
        found = [
            kind
            for kind, c in fitting
            if not any(c != other and c in self.above.get(other, ()) for _, other in fitting)
        ]
        return min(found, key=lambda kind: kind.iri) if found else self.by_iri(THING)

    def by_iri(self, iri: str) -> Kind:
        """The kind of that name, which must be."""
        return next(kind for kind in self.kinds if kind.iri == iri)

    def by_path(self, path: str) -> Kind | None:
        """The kind whose list is at a path."""
        return next((kind for kind in self.kinds if kind.path and f"/{kind.path}" == path), None)
