"""How the page names things: labels, short IRIs, and the place where each stands."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from expograph.namespaces import PREFIXES, RDFS, SKOS
from expograph.ontology import Ontology, Term, local_name, short
from expograph.reference.model import Label, Ref, Span, Text

LABEL, PREFERRED = NamedNode(RDFS + "label"), NamedNode(SKOS + "prefLabel")
MENTION = re.compile(r"(?<![\w/:<])([A-Za-z][\w-]*:[\w-]*\w)")
FIRST, LAST = "en", "zzz"
WEB = ("http://", "https://")
OWN = "-"  # the page's own places begin with it, which no prefixed name does
WRITTEN = re.compile(r'"([_-][a-z]+)"')  # places that the template itself has


class Names:
    """The names of a page.

    Args:
        ontology: Where labels and terms are.
        store: The graph, for the labels of what is no term.
        prefixes: Prefix -> namespace, besides the well-known ones.
        template: The text of the page's template, whose own places are taken.
    """

    def __init__(
        self, ontology: Ontology, store: Store, prefixes: Mapping[str, str], template: str = ""
    ) -> None:
        self.ontology, self.store = ontology, store
        self.places: dict[NamedNode, str] = {}
        self.taken = set(WRITTEN.findall(template))
        self.by_namespace = {namespace: prefix for prefix, namespace in {**prefixes, **PREFIXES}.items()}
        self.mentions: dict[str, NamedNode] = {}

    def place(self, term: NamedNode, wanted: str | None = None) -> None:
        """Give a term its place: its local name, as its IRI ends, unless another has that already."""
        name = wanted or local_name(term) or "-term"
        while name in self.taken:
            name = self.curie(term) if self.curie(term) not in self.taken else f"{name}_"
        self.taken.add(name)
        self.places[term] = name
        self.mentions[self.curie(term)] = term

    def place_of(self, iri: str) -> str | None:
        """The place of an IRI, if the page has it."""
        return self.places.get(NamedNode(iri))

    def own(self, *words: str) -> str:
        """A place of the page itself, such as a section."""
        name = OWN + re.sub(r"[\W_]+", "-", " ".join(words).lower()).strip("-")
        while name in self.taken:
            name += "-"
        self.taken.add(name)
        return name

    def curie(self, term: NamedNode) -> str:
        """A short IRI, by the prefixes of the ontology's files."""
        name = local_name(term)
        prefix = self.by_namespace.get(term.value[: len(term.value) - len(name)])
        return f"{prefix}:{name}" if prefix else f"<{term.value}>"

    def labels(self, term: Term) -> list[Label]:
        """The labels of a thing, English first."""
        found = [o for p in (LABEL, PREFERRED) for o in self.ontology.objects(term, p)]
        if not found and isinstance(term, NamedNode):
            found = [
                q.object for p in (LABEL, PREFERRED) for q in self.store.quads_for_pattern(term, p, None)
            ]
        texts = {Label(o.value, o.language or "") for o in found if isinstance(o, Literal)}
        return sorted(texts, key=lambda one: (one.language != FIRST, one.language or LAST, one.text))

    def label(self, term: Term) -> str:
        """The first label of a thing, or its short IRI."""
        if not isinstance(term, NamedNode):
            return term.value if isinstance(term, Literal) else str(term)
        labels = self.labels(term)
        return labels[0].text if labels else self.curie(term)

    def link(self, term: Term) -> Ref:
        """A thing by its label, with a link where it has a place on the page or is a term of the Web's."""
        if isinstance(term, Literal):
            return Ref(term.value if term.language else short(term))
        if not isinstance(term, NamedNode):
            return Ref(str(term))
        if term in self.places:
            return Ref(self.label(term), f"#{self.places[term]}", self.curie(term))
        known = bool(self.labels(term))
        return Ref(
            self.label(term), None if known else web(term), self.curie(term) if known else None, not known
        )

    def linked(self, text: str) -> Text:
        """A text whose short IRIs lead to the terms that they name."""
        spans: list[Span] = []
        for n, part in enumerate(MENTION.split(text)):
            term = self.mentions.get(part) if n % 2 else None
            spans += [Ref(part, f"#{self.places[term]}", None, True) if term else part] if part else []
        return tuple(spans)

    def texts(self, term: Term, predicate: NamedNode) -> list[str]:
        """The texts of a property: those in English, else in whichever language there are."""
        found = [o for o in self.ontology.objects(term, predicate) if isinstance(o, Literal)]
        plain = [o.value for o in found if o.language in (FIRST, None)]
        return plain or sorted(o.value for o in found)


def web(term: NamedNode) -> str | None:
    """The address of a term, if it is one that a browser may follow."""
    return term.value if term.value.startswith(WEB) else None


def prefixes(paths: Iterable[Path]) -> dict[str, str]:
    """The prefixes that Turtle files declare; of two namespaces with one prefix the first counts."""
    found: dict[str, str] = {}
    for path in paths:
        reader = parse(path=path, format=RdfFormat.TURTLE)
        for _ in reader:
            pass
        for prefix, namespace in sorted(reader.prefixes.items()):
            found.setdefault(prefix, namespace)
    return found
