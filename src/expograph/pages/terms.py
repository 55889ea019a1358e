"""The page of the ontology: its terms by their names, each with what it means and where it is used."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode

from expograph.namespaces import PREFIXES, SKOS
from expograph.ontology import TRUE, TYPE, Ontology
from expograph.pages import saying
from expograph.pages.claims import SUBJECT
from expograph.pages.examples import claimed, different
from expograph.pages.links import fragment
from expograph.pages.model import Cell, Claim, Name
from expograph.pages.view import View
from expograph.pages.vocabulary import Line, Spoken, Vocabulary, lines, spoken, stated
from expograph.reference import lists, terms, usage
from expograph.reference.axioms import Axioms
from expograph.reference.model import Row
from expograph.reference.usage import Constraint

if TYPE_CHECKING:
    from expograph.pages.uses import Uses

EXAMPLE = NamedNode(SKOS + "example")
THINGS = 4  # of a class, that are named
COUNTED = (
    ("{} thing", "{} things", "SELECT ?thing WHERE {{ ?thing a {} }}"),
    ("{} triple", "{} triples", "SELECT ?thing ?value WHERE {{ ?thing {} ?value }}"),
    ("{} claim", "{} claims", "SELECT ?claim WHERE {{ ?claim rdf:predicate {} }}"),
)
REPLACED = "Replaced by"


@dataclass(frozen=True)
class Entry:
    """A term.

    Args:
        place: Where it stands on the page.
        iri: Its IRI.
        name: Its label, and the others.
        others: See name.
        about: What the graph says of it besides.
        kinds: What it is: class, object property, transitive …
        replaced: What to use instead, if it is deprecated; None if it is not.
        definition: What it means.
        written: The examples that the ontology gives.
        lines: What the ontology says of it.
        claims: Claims of the graph made with it.
        things: Things of the class, where no claim is made with it.
        count: How often the graph has it, and the query that lists all.
        constraints: What must hold where it is used.
        questions: The questions that use it.
        rules: The rules that use it.
    """

    place: str
    iri: str
    name: Name
    others: tuple[Name, ...]
    about: str
    kinds: tuple[Name, ...]
    replaced: tuple[Name, ...] | None
    definition: Spoken
    written: tuple[Spoken, ...]
    lines: tuple[Line, ...]
    claims: tuple[tuple[Name, Cell, Cell], ...]
    things: tuple[Name, ...]
    count: Name | None
    constraints: tuple["Must", ...]
    questions: tuple[Name, ...]
    rules: tuple[Name, ...]


@dataclass(frozen=True)
class Must:
    """What must hold: how grave a breach is, in words, and the name of the shape."""

    severity: str
    words: Spoken
    shape: str


@dataclass(frozen=True)
class CodeList:
    """A code list with its entries."""

    name: Name
    definition: Spoken
    members: tuple[Name, ...]


class Book:
    """All that the entries of a page are made of.

    Args:
        view: For whom.
        uses: Where terms are used.
    """

    def __init__(self, view: View, uses: "Uses") -> None:
        self.view, self.uses = view, uses
        self.ontology = stated(view.shelf.store, view.shelf.places)
        self.names = Vocabulary(view, self.ontology)
        self.axioms = self.english = Axioms(self.names)
        if view.language != "en":
            english = View(view.shelf, replace(view.asked, language="en"))
            self.english = Axioms(Vocabulary(english, self.ontology))
        self.constraints = usage.constraints(Ontology(list(uses.shapes)), self.names)
        self.claims = claimed(view)

    def entry(self, term: NamedNode) -> Entry:
        """A term."""
        view, name = self.view, self.view.name(term)
        others = view.shelf.names.others(term.value, name.language or view.language)
        rows = terms.rows(self.axioms, term)
        english = rows if self.english is self.axioms else terms.rows(self.english, term)
        claims = different(self.claims.get(term.value, []))
        deprecated = TRUE in self.ontology.objects(term, terms.DEPRECATED)
        replaced = [view.name(v) for v in self.ontology.objects(term, terms.REPLACED_BY)]
        kind, traits = terms.kinds(self.ontology, term)
        return Entry(
            place=self.names.places[term],
            iri=term.value,
            name=name,
            others=tuple(Name(text, language) for language, text in others),
            about=view.to("/resource.html", iri=term.value),
            kinds=tuple(view.told(word) for word in (kind, *traits)),
            replaced=tuple(replaced) if deprecated else None,
            definition=spoken(view, lists.definition(self.names, term)),
            written=tuple(spoken(view, self.names.linked(text)) for text in self.names.texts(term, EXAMPLE)),
            lines=tuple(
                line
                for line in lines(view, rows, english)
                if line.heading.pieces[0].text != view.say(REPLACED)
            ),
            claims=tuple(self.example(claim) for claim in claims),
            things=() if claims else self.things(term),
            count=self.count(term),
            constraints=self.must(self.constraints.get(term, [])),
            questions=self.questions(term),
            rules=self.rules(term),
        )

    def example(self, claim: Claim) -> tuple[Name, Cell, Cell]:
        """A claim: of what, what, in which words."""
        view = self.view
        subject, narrowed = view.name(claim.one(SUBJECT)), saying.narrowed(view, claim)
        subject = replace(subject, text=f"{subject.text} {narrowed}".strip())
        return subject, saying.value(view, claim), saying.quoted(view, claim)

    def things(self, term: NamedNode) -> tuple[Name, ...]:
        """Some things of a class that have a name."""
        quads = self.view.shelf.store.quads_for_pattern(None, TYPE, term, DefaultGraph())
        known = self.view.shelf.names.labels
        found = sorted(iri for q in quads if (iri := getattr(q.subject, "value", "")) in known)
        return tuple(self.view.name(NamedNode(iri)) for iri in found[:THINGS])

    def count(self, term: NamedNode) -> Name | None:
        """How often the graph has a term, with the way to all of it."""
        store, (things, triples, claims) = self.view.shelf.store, COUNTED
        numbers = {
            claims: len(self.claims.get(term.value, [])),
            things: sum(1 for _ in store.quads_for_pattern(None, TYPE, term, DefaultGraph())),
            triples: sum(1 for _ in store.quads_for_pattern(None, term, None, DefaultGraph())),
        }
        for (one, many, query), number in numbers.items():
            if number:
                text = self.view.say(one if number == 1 else many).format(number)
                return Name(text, href=self.view.to("/editor", query=query.format(self.names.curie(term))))
        return None

    def must(self, constraints: Sequence[Constraint]) -> tuple[Must, ...]:
        """Constraints in the reader's words."""
        say = self.view.say
        return tuple(Must(say(c.severity), spoken(self.view, c.message), c.shape) for c in constraints)

    def questions(self, term: NamedNode) -> tuple[Name, ...]:
        """The questions that use a term."""
        known, answered = self.view.shelf.questions, self.view.shelf.starts
        names = [name for name, used in self.uses.questions.items() if term in used and name in answered]
        told = [(self.view.told(known[name].header.summary), name) for name in names]
        to = self.view.to
        return tuple(replace(one, href=to(f"/questions/{fragment(name)}")) for one, name in told)

    def rules(self, term: NamedNode) -> tuple[Name, ...]:
        """The rules that use a term."""
        names = [name for name, used in self.uses.rules.items() if term in used]
        return tuple(self.view.name(NamedNode(PREFIXES["rule"] + name)) for name in names)

    def code_lists(self) -> list[CodeList]:
        """The code lists by name, each with its entries by name."""
        view = self.view
        found = []
        for scheme, concepts in lists.members(self.ontology).items():
            members = sorted((view.name(one) for one in concepts), key=lambda n: n.text.casefold())
            definition = spoken(view, lists.definition(self.names, scheme))
            found.append(CodeList(view.name(scheme), definition, tuple(members)))
        return sorted(found, key=lambda one: one.name.text.casefold())


def content(view: View, uses: "Uses") -> dict[str, Any]:
    """Classes, properties, individuals by name; code lists; what must hold everywhere; deprecated terms."""
    book = Book(view, uses)
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for term in book.names.places:
        groups[group(book.ontology, term)].append(book.entry(term))
    headings = [("-classes", "Classes"), ("-properties", "Properties"), ("-individuals", "Individuals")]
    return {
        "groups": [
            (place, view.say(heading), sorted(groups[place], key=lambda e: (e.name.text.lower(), e.place)))
            for place, heading in headings
            if groups[place]
        ],
        "deprecated": [one for several in groups.values() for one in several if one.replaced is not None],
        "lists": book.code_lists(),
        "everywhere": book.must(book.constraints.get(None, [])),
    }


def group(ontology: Ontology, term: NamedNode) -> str:
    """Under which heading a term stands."""
    if terms.is_class(ontology, term):
        return "-classes"
    return "-properties" if terms.is_property(ontology, term) else "-individuals"


def without(*several: Sequence[Row]) -> list[list[Row]]:
    """Rows without the one that says by what a term is replaced, which stands before them."""
    return [[row for row in rows if row.name != (REPLACED,)] for rows in several]
