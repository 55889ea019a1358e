"""The ontology as one reader sees it: what `expograph.reference` gathers, in the reader's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from expograph.namespaces import ONTOLOGY, ONTOLOGY_GRAPH, PREFIXES
from expograph.ontology import Ontology, Term
from expograph.pages.model import Name
from expograph.pages.view import View, latin
from expograph.pages.words import in_language
from expograph.reference.model import Ref, Row, Span, Text
from expograph.reference.naming import Names
from expograph.skolem import GENID

NOBODY = Name("")
FROM_ABOVE = "inherited from "


@dataclass(frozen=True)
class Spoken:
    """A text in pieces, of which some are links; its language, where that is not the reader's."""

    pieces: tuple[Name, ...]
    language: str | None = None


@dataclass(frozen=True)
class Told(Ref):
    """A thing that is named in a text, as pages have it."""

    name: Name = NOBODY


class Vocabulary(Names):
    """The names of the page of the ontology.

    Args:
        view: For whom.
        ontology: What the graph says of terms.
    """

    def __init__(self, view: View, ontology: Ontology) -> None:
        super().__init__(ontology, view.shelf.store, PREFIXES)
        self.view = view
        for iri in sorted(view.shelf.places):
            self.place(NamedNode(iri), iri.removeprefix(ONTOLOGY))

    def link(self, term: Term) -> Told:
        """A thing by its name, with a link to where it is told of."""
        name = self.view.name(term)
        return Told(name.text, name.href, code=name.code, name=name)

    def texts(self, term: Term, predicate: NamedNode) -> list[str]:
        """The texts of a property in the reader's language, else those in English, else all."""
        found = [o for o in self.ontology.objects(term, predicate) if isinstance(o, Literal)]
        own = [o.value for o in found if (o.language or "").partition("-")[0] == self.view.language]
        return own or super().texts(term, predicate)


def stated(store: Store, places: Iterable[str]) -> Ontology:
    """What a graph states of terms, without what follows; what has no name is a blank node again.

    Besides the ontology's own graph that is what stands of a term in the default graph alone. Without named
    graphs there is no telling what is stated: then it is what is said of the terms by name.
    """
    quads = list(store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH))
    known = bool(quads)
    for node in (NamedNode(iri) for iri in sorted(places)):
        said = list(store.quads_for_pattern(node, None, None, DefaultGraph()))
        elsewhere = {
            q.triple for q in store.quads_for_pattern(node, None, None) if q.graph_name != DefaultGraph()
        }
        quads += [q for q in said if q.triple not in elsewhere and (known or _named(q.object))]
    triples = (Triple(blank(q.subject), q.predicate, blank(q.object)) for q in quads)  # type: ignore[arg-type]
    return Ontology(sorted(triples, key=str))


def _named(term: Term) -> bool:
    return blank(term) == term and not isinstance(term, BlankNode)


def blank(term: Term) -> Term:
    """A term; a blank node, if it stands for one (RDF 1.1, section 3.5)."""
    if isinstance(term, NamedNode) and term.value.startswith(GENID):
        return BlankNode(term.value.removeprefix(GENID))
    return term


def spoken(view: View, text: Text, english: Text = ()) -> Spoken:
    """A text in the reader's language if all its words are known there, else the one in English."""
    words = [span for span in text if isinstance(span, str)]
    if view.language != "en" and any(latin(w) and in_language(view.language, w)[1] for w in words):
        return Spoken(tuple(piece(span) for span in english or text), "en")
    return Spoken(tuple(piece(view.say(span) if isinstance(span, str) else span) for span in text))


def piece(span: Span) -> Name:
    """A piece of a text: words, a name, or a short IRI in the midst of the text."""
    if isinstance(span, Told):
        return span.name
    return Name(span.text, href=span.href, code=span.code) if isinstance(span, Ref) else Name(span)


@dataclass(frozen=True)
class Line:
    """What is said of a term under one heading.

    Args:
        heading: The heading.
        items: What is said, each in pieces.
        note: Where it comes from, if not from the term itself.
        sentences: Whether each item is a sentence.
    """

    heading: Spoken
    items: tuple[Spoken, ...]
    note: Spoken
    sentences: bool


def lines(view: View, rows: Sequence[Row], english: Sequence[Row]) -> Iterator[Line]:
    """Rows of the reference, beside the same in English for what no other language has words for."""
    for row, same in zip(rows, english, strict=True):
        items = tuple(spoken(view, *both) for both in zip(row.items, same.items, strict=True))
        note = tuple(FROM_ABOVE if span == "from " else span for span in row.note)
        yield Line(spoken(view, row.name), items, spoken(view, note), row.sentences)
