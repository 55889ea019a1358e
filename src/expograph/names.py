"""Finding the things that a phrase names, by their labels."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from expograph.errors import Position
from expograph.ontology import LABELS, TYPE, Ontology, Term

JOINED = re.compile(r"[\s\u00a0\u2010-\u2015_-]+")
QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Entity(NamedTuple):
    """Something that can be named: a thing of the registry, a concept of a code list, a document."""

    iri: NamedNode
    types: frozenset[NamedNode]
    labels: frozenset[str]
    at: Position | None


class Found(NamedTuple):
    """A label met in a phrase, from start to end of the phrase's folded form."""

    start: int
    end: int
    iri: NamedNode


def folded(text: str) -> str:
    """A text as labels are compared: any case, hyphens like spaces, straight quotation marks."""
    return JOINED.sub(" ", text.translate(QUOTES)).casefold().strip()


def fold_places(text: str) -> list[int]:
    """For each character of the folded text, the place in the text that it comes from."""
    places: list[int] = []
    blank = True  # folded() drops blanks at the start
    for i, character in enumerate(text):
        joins = bool(JOINED.match(character))
        if not (joins and blank):
            places += [i] * (1 if joins else len(character.casefold()))
        blank = joins
    return places


def starts(text: str, i: int) -> bool:
    """Whether a name may start at this place: not inside a word; Chinese and Japanese have no spaces."""
    return i == 0 or not (text[i - 1].isalnum() and text[i].isalnum()) or bool(SPACELESS.match(text[i]))


def ends(text: str, i: int) -> bool:
    """Whether a name may end before this place."""
    return (
        i == len(text) or not (text[i - 1].isalnum() and text[i].isalnum()) or bool(SPACELESS.match(text[i]))
    )


class Names:
    """An index from folded labels to entities."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {e.iri: e for e in entities}
        self.by_label: dict[str, list[NamedNode]] = defaultdict(list)
        for entity in sorted(self.entities.values()):
            for label in sorted({folded(text) for text in entity.labels}):
                self.by_label[label].append(entity.iri)
        self.longest = max(map(len, self.by_label), default=0)

    def mentions(self, phrase: str) -> list[Found]:
        """Every label that stands in the phrase as whole words, with each entity that bears it."""
        text = folded(phrase)
        first = [i for i in range(len(text)) if starts(text, i)]
        last = [i for i in range(1, len(text) + 1) if ends(text, i)]
        spans = [(i, j) for i in first for j in last if i < j <= i + self.longest]
        return [Found(i, j, iri) for i, j in spans for iri in self.by_label.get(text[i:j], ())]

    def spans(self, text: str) -> list[Found]:
        """As mentions(), with the places in the text itself; for whole documents."""
        places = fold_places(text)
        return [Found(places[f.start], places[f.end - 1] + 1, f.iri) for f in self.mentions(text)]

    def named(self, phrase: str, wanted: Callable[[Entity], bool]) -> list[NamedNode]:
        """Which of the wanted entities the phrase names; a longer name hides the shorter ones it overlaps."""
        met = [f for f in self.mentions(phrase) if wanted(self.entities[f.iri])]
        kept: list[Found] = []
        for found in sorted(met, key=lambda f: (f.start - f.end, f.start, f.iri.value)):
            same = any((k.start, k.end) == (found.start, found.end) for k in kept)
            if same or all(found.end <= k.start or k.end <= found.start for k in kept):
                kept.append(found)
        return list(dict.fromkeys(f.iri for f in sorted(kept)))


def entities(ontology: Ontology) -> list[Entity]:
    """The individuals that the ontology and its code lists name."""
    apart = set(ontology.classes) | set(ontology.properties)
    found = []
    for subject, types in ontology.index[TYPE].items():
        if isinstance(subject, NamedNode) and subject not in apart:
            named = frozenset(t for t in types if isinstance(t, NamedNode))
            found.append(Entity(subject, named, labels(ontology, subject), None))
    return found


def labels(ontology: Ontology, subject: Term) -> frozenset[str]:
    """The labels of a thing, in any language."""
    texts = (o for p in LABELS for o in ontology.objects(subject, p))
    return frozenset(o.value for o in texts if isinstance(o, Literal))
