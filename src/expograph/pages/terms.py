"""The page of the ontology: its terms in the order of their names, each with what it means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode

from expograph.namespaces import DCTERMS, ONTOLOGY, ONTOLOGY_GRAPH, OWL, RDFS, SKOS
from expograph.ontology import CLASSES, KINDS_OF_PROPERTY, TRUE, TYPE, Term
from expograph.pages import saying
from expograph.pages.claims import SUBJECT
from expograph.pages.model import Cell, Name
from expograph.pages.view import View

DEFINITION, EXAMPLE, NOTE = (NamedNode(SKOS + name) for name in ("definition", "example", "scopeNote"))
DEPRECATED, REPLACED = NamedNode(OWL + "deprecated"), NamedNode(DCTERMS + "isReplacedBy")
SHOWN = (
    RDFS + "subClassOf", RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range", OWL + "inverseOf",
    "https://schema.org/domainIncludes", "https://schema.org/rangeIncludes", ONTOLOGY + "valueKind",
    ONTOLOGY + "countingRule", ONTOLOGY + "fixedUnit",
)  # fmt: skip
EXAMPLES = 2


@dataclass(frozen=True)
class Entry:
    """A term.

    Args:
        place: Where it stands on the page.
        iri: Its IRI.
        name: Its label, and the others.
        others: See name.
        about: What the graph says of it besides.
        texts: What it means.
        examples: Of its use, in words.
        claims: Claims of the graph made with it.
        rows: What the ontology says of it, by property.
        replaced: What to use instead, if it is deprecated; None if it is not.
    """

    place: str
    iri: str
    name: Name
    others: tuple[Name, ...]
    about: str
    texts: tuple[Name, ...]
    examples: tuple[Name, ...]
    claims: tuple[tuple[Name, Cell, Cell], ...]
    rows: tuple[tuple[Name, tuple[Name, ...]], ...]
    replaced: tuple[Name, ...] | None


def content(view: View) -> list[tuple[str, str, list[Entry]]]:
    """The terms as classes, properties, individuals: place, heading, entries by name."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    used = _used(view)
    for iri in sorted(view.shelf.places):
        term = NamedNode(iri)
        groups[_group(view, term)].append(_entry(view, term, used.get(iri, [])))
    headings = [("-classes", "Classes"), ("-properties", "Properties"), ("-individuals", "Individuals")]
    return [
        (place, view.say(heading), sorted(groups[place], key=lambda e: (e.name.text.lower(), e.place)))
        for place, heading in headings
        if groups[place]
    ]


def _group(view: View, term: NamedNode) -> str:
    types = set(_values(view, term, TYPE))
    if types & CLASSES:
        return "-classes"
    return "-properties" if types & KINDS_OF_PROPERTY else "-individuals"


def _used(view: View) -> dict[str, list[str]]:
    """The first claims made with each property."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for (_, prop, _), claims in view.shelf.claims.of_subject.items():
        if len(found[prop]) < EXAMPLES:
            found[prop] += claims[:1]
    return found


def _values(view: View, term: NamedNode, prop: NamedNode) -> list[Term]:
    quads = view.shelf.store.quads_for_pattern(term, prop, None, DefaultGraph())
    return sorted((q.object for q in quads), key=str)


def _entry(view: View, term: NamedNode, claims: Sequence[str]) -> Entry:
    name = view.name(term)
    rows = [(NamedNode(p), _values(view, term, NamedNode(p))) for p in SHOWN]
    stated = [(p, _stated(view, term, p, values)) for p, values in rows]
    examples = [view.shelf.claims.by_iri[iri] for iri in claims]
    return Entry(
        place=term.value.removeprefix(ONTOLOGY),
        iri=term.value,
        name=name,
        others=tuple(
            Name(t, lang) for lang, t in view.shelf.names.others(term.value, name.language or view.language)
        ),
        about=view.to("/resource.html", iri=term.value),
        texts=tuple(view.name(v) for p in (DEFINITION, NOTE) for v in _values(view, term, p)),
        examples=tuple(view.name(v) for v in _values(view, term, EXAMPLE)),
        claims=tuple(
            (view.name(c.one(SUBJECT)), saying.value(view, c), saying.quoted(view, c)) for c in examples
        ),
        rows=tuple((view.name(p), tuple(view.name(v) for v in values)) for p, values in stated if values),
        replaced=tuple(view.name(v) for v in _values(view, term, REPLACED))
        if TRUE in _values(view, term, DEPRECATED)
        else None,
    )


def _stated(view: View, term: NamedNode, prop: NamedNode, values: Sequence[Term]) -> list[Term]:
    """The values that the ontology states, without those that follow; all where there are no named graphs."""
    quads = view.shelf.store.quads_for_pattern(term, prop, None, ONTOLOGY_GRAPH)
    stated = {q.object for q in quads}
    return [v for v in values if v in stated and "/.well-known/" not in str(v)] if stated else []
