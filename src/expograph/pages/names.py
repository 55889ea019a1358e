"""What things are called, in the languages of the pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from expograph.namespaces import DCTERMS, PREFIXES, RDFS, SKOS
from expograph.ontology import Term, local_name
from expograph.table import curie

LANGUAGES = ("en", "zh")
LABELS = (
    SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", "https://schema.org/name", "http://xmlns.com/foaf/0.1/name",
)  # fmt: skip
Labels = dict[str, str]


@dataclass
class Names:
    """Labels by IRI and language; a language is its first part: en, zh."""

    labels: dict[str, Labels] = field(default_factory=dict)

    def add(self, iri: str, label: Literal) -> None:
        """Know a label, unless another came first."""
        language = (label.language or "").partition("-")[0].lower()
        self.labels.setdefault(iri, {}).setdefault(language, label.value)

    def of(self, iri: str, language: str) -> tuple[str, str] | None:
        """The label in a language, else in English, else without language, else in any; and its language."""
        known = self.labels.get(iri)
        if not known:
            return None
        found = next((one for one in (language, "en", "") if one in known), min(known))
        return known[found], found

    def others(self, iri: str, shown: str) -> list[tuple[str, str]]:
        """The labels in other languages than the one that is shown."""
        return sorted((lang, text) for lang, text in self.labels.get(iri, {}).items() if lang != shown)


def read(store: Store, more: Iterable[tuple[str, Literal]] = ()) -> Names:
    """The labels of everything in a store.

    Args:
        store: The graph, in its default graph.
        more: Labels of what has none, which come last.
    """
    found = Names()
    for predicate in LABELS:
        quads = store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph())
        pairs = [(q.subject, q.object) for q in quads if isinstance(q.object, Literal)]
        for subject, label in sorted(pairs, key=lambda pair: pair[1].value):
            if isinstance(subject, NamedNode):
                found.add(subject.value, label)
    for iri, label in more:
        found.add(iri, label)
    return found


def short(term: Term) -> str:
    """A thing without a label: its IRI in short, or the last part of it."""
    if isinstance(term, NamedNode):
        text = curie(term.value, PREFIXES)
        return local_name(term) or text if text == term.value and "/.well-known/" in text else text
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)
