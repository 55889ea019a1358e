"""The code lists of an ontology: SKOS concept schemes and what is in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import SKOS
from expograph.ontology import TYPE, Ontology, Term
from expograph.reference.model import Label, Text
from expograph.reference.naming import Names
from expograph.reference.sections import preferred
from expograph.reference.terms import IN_SCHEME, alignments

DEFINITION, NOTATION, ALTERNATIVE = (NamedNode(SKOS + n) for n in ("definition", "notation", "altLabel"))
LONG = 30
"""Lists longer than this are folded."""


@dataclass(frozen=True)
class Concept:
    """An entry of a code list; first says whether its place is here."""

    place: str
    curie: str
    labels: list[Label]
    definition: Text
    others: list[Label]
    aligned: tuple[Text, ...]
    first: bool


@dataclass(frozen=True)
class CodeList:
    """A code list; its classes are those of its entries that the page describes."""

    place: str
    labels: list[Label]
    definition: Text
    classes: list[Text]
    concepts: list[Concept]

    @property
    def defined(self) -> bool:
        """Whether an entry has a definition."""
        return any(one.definition for one in self.concepts)

    @property
    def long(self) -> bool:
        """Whether it is folded."""
        return len(self.concepts) > LONG


def members(ontology: Ontology) -> dict[NamedNode, list[NamedNode]]:
    """The schemes, by name, with what is in each, in the order of the files."""
    found: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for concept, schemes in ontology.index[IN_SCHEME].items():
        for scheme in schemes:
            if isinstance(scheme, NamedNode) and isinstance(concept, NamedNode):
                found[scheme].append(concept)
    return dict(sorted(found.items(), key=lambda one: one[0].value))


def place_all(names: Names, schemes: Mapping[NamedNode, list[NamedNode]]) -> None:
    """Give every scheme and concept its place: its short IRI, or in a namespace of terms its local name."""
    namespaces = preferred(names.ontology)
    for scheme, concepts in schemes.items():
        for one in [scheme, *concepts]:
            if one not in names.places:
                names.place(one, None if one.value.startswith(namespaces) else names.curie(one))


def code_lists(
    names: Names, schemes: dict[NamedNode, list[NamedNode]], terms: Iterable[Term]
) -> list[CodeList]:
    """The code lists, by name; of an entry that stands in several, or is a term, the first place counts."""
    ontology, order = names.ontology, list(terms)
    found, seen = [], set(order)
    for scheme, concepts in schemes.items():
        used = {t for c in concepts for t in ontology.objects(c, TYPE)}
        classes: list[Text] = [(names.link(t),) for t in order if t in used]
        entries = [concept(names, c, c not in seen) for c in concepts]
        seen.update(concepts)
        found.append(
            CodeList(names.places[scheme], names.labels(scheme), definition(names, scheme), classes, entries)
        )
    return found


def concept(names: Names, iri: NamedNode, first: bool) -> Concept:
    """An entry with what the list says of it."""
    found = (o for p in (NOTATION, ALTERNATIVE) for o in names.ontology.objects(iri, p))
    others = [Label(o.value, o.language or "") for o in found if isinstance(o, Literal)]
    return Concept(
        place=names.places[iri],
        curie=names.curie(iri),
        labels=names.labels(iri),
        definition=definition(names, iri),
        others=others,
        aligned=alignments(names, iri),
        first=first,
    )


def definition(names: Names, iri: NamedNode) -> Text:
    """The definition of a thing, with links where it names terms."""
    return names.linked(" ".join(names.texts(iri, DEFINITION)))
