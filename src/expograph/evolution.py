"""How an ontology changed from one version to the next, and how much of that breaks what stands on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from expograph.axioms import BOTH_WAYS, expression, followed, means, mentions, said, stated, worded
from expograph.diff.graph import Graph
from expograph.diff.records import MAIN_LABELS
from expograph.namespaces import DCTERMS, OWL, RDFS, SKOS
from expograph.ontology import TRUE, TYPE, Term, short
from expograph.versions import MAJOR, MINOR, PATCH

ONTOLOGY = NamedNode(OWL + "Ontology")
DEPRECATED, REPLACED = NamedNode(OWL + "deprecated"), NamedNode(DCTERMS + "isReplacedBy")
# What the header of an ontology says of the version itself: it differs in each, and is no change.
NUMBERED = {NamedNode(OWL + name) for name in ("versionInfo", "versionIRI", "priorVersion")} | {
    NamedNode(DCTERMS + name) for name in ("issued", "modified", "bibliographicCitation")
}
COMMENT, DEFINITION = NamedNode(RDFS + "comment"), NamedNode(SKOS + "definition")
Terms = Set[NamedNode]


class Value(NamedTuple):
    """A value that one version alone has: in words, which has it, and whether it means something."""

    words: str
    new: bool
    meaning: bool


@dataclass(frozen=True, order=True)
class Named:
    """A term as people are told it.

    Args:
        name: Its IRI in short; of a nameless expression the expression.
        iri: Its IRI.
        label: Its English label, or another if it has none; empty without any.
        classes: What it is, in short, sorted: owl:Class, owl:ObjectProperty, skos:Concept …
        definition: Its English definition, if it has one.
    """

    name: str
    iri: str
    label: str
    classes: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Change:
    """What is said otherwise of a term.

    Args:
        property: In short.
        old: What only the old version says, in words, sorted.
        new: What only the new one says.
        meaning: Whether something follows from it, or it is mere wording.
    """

    property: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    meaning: bool


@dataclass(frozen=True)
class Deprecated:
    """A term that is deprecated now and was not.

    Args:
        term: The term.
        replacements: What takes its place, sorted; empty for nothing.
        reason: Why, in English, if it is said.
    """

    term: Named
    replacements: tuple[Named, ...]
    reason: str


@dataclass(frozen=True)
class Changed:
    """A term of which something else is said; it may be of another vocabulary.

    Args:
        term: The term, as it is called now.
        changes: Sorted by property.
    """

    term: Named
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Evolution:
    """How the new version of an ontology differs from the old one; everything sorted by name.

    Args:
        added: The terms that came.
        removed: The terms that went.
        deprecated: The terms that are deprecated newly; nothing else is told of them.
        changed: The terms of which something else is said.
        step: How far the version number must move: "major" if a term went, or if what follows without the
            terms that came or are deprecated is not the same; "minor" if a term came or is deprecated;
            "patch" for wording; empty if nothing changed.
    """

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    deprecated: tuple[Deprecated, ...]
    changed: tuple[Changed, ...]
    step: str

    def __bool__(self) -> bool:
        return bool(self.step)


def compare(old: Iterable[Triple], new: Iterable[Triple]) -> Evolution:
    """How an ontology changed.

    A term is what has a class and a label here. Blank nodes are the same if the same is said of them. Of a
    term of another vocabulary only what is said of it counts.

    Args:
        old: The ontology with its code lists and alignments, as it was.
        new: The same, as it is.

    Raises:
        ExpographError: A list that an axiom is written with is broken.
    """
    before, after = (Graph(Quad(*triple) for triple in triples) for triples in (old, new))
    were, are = terms(before), terms(after)
    gone, come, stayed = were - are, are - were, were & are
    shifted = {t for t in stayed if deprecated(before, t) != deprecated(after, t)}
    outdated = {t for t in shifted if deprecated(after, t)}
    changed = changes((before, were), (after, are), gone | come, outdated)
    outside = gone | come | shifted
    same = not gone and followed(before, were, outside) == followed(after, are, outside)
    step = MINOR if come or shifted else PATCH if changed else ""
    return Evolution(
        tuple(sorted(named(after, t) for t in come)),
        tuple(sorted(named(before, t) for t in gone)),
        tuple(sorted((deprecation(after, t) for t in outdated), key=lambda d: d.term)),
        changed,
        step if same else MAJOR,
    )


def terms(graph: Graph) -> Terms:
    """What has a class and a label."""
    return {
        subject
        for subject, said in graph.about.items()
        if isinstance(subject, NamedNode) and TYPE in said and any(label in said for label in MAIN_LABELS)
    }


def deprecated(graph: Graph, term: NamedNode) -> bool:
    """Whether a term should not be used any more."""
    return TRUE in graph.objects(term, DEPRECATED)


def named(graph: Graph, term: Term) -> Named:
    """A term as people are told it."""
    iri = term.value if isinstance(term, NamedNode) else str(term)
    classes = tuple(sorted(short(c) for c in graph.objects(term, TYPE)))
    label = next((words for p in MAIN_LABELS if (words := english(graph, term, p))), "")
    return Named(expression(graph, term), iri, label, classes, english(graph, term, DEFINITION))


def english(graph: Graph, term: Term, predicate: NamedNode) -> str:
    """The first text of a property in English, else in any language; empty without any."""
    texts = [o for o in graph.objects(term, predicate) if isinstance(o, Literal)]
    return next((t.value for t in texts if t.language in ("en", None)), texts[0].value if texts else "")


def deprecation(graph: Graph, term: NamedNode) -> Deprecated:
    """A deprecated term with what to do instead."""
    replacements = tuple(sorted(named(graph, r) for r in graph.objects(term, REPLACED)))
    return Deprecated(named(graph, term), replacements, english(graph, term, COMMENT))


def changes(
    old: tuple[Graph, Terms], new: tuple[Graph, Terms], one_sided: Terms, outdated: Terms
) -> tuple[Changed, ...]:
    """What is said otherwise of the terms that both versions have and that are not deprecated newly.

    That a term is disjoint with one that came or went is not worth telling, nor the version and its day.

    Args:
        old: The old version and its terms.
        new: The new version and its terms.
        one_sided: The terms that one version alone has.
        outdated: The terms that are deprecated newly.
    """
    before, after = ({said(graph, t): t for t in stated(graph, own)} for graph, own in (old, new))
    found: dict[Term, dict[NamedNode, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for (graph, own), here, there in ((old, before, after), (new, after, before)):
        for triple in (here[key] for key in here.keys() - there.keys()):
            apart = triple.predicate in BOTH_WAYS and mentions(graph, triple, one_sided)
            if triple.subject not in one_sided | outdated and not apart and not numbering(graph, triple):
                words = worded(graph, triple.predicate, triple.object)
                value = Value(words, here is after, means(graph, triple, own))
                found[triple.subject][triple.predicate].append(value)
    told = [
        Changed(named(new[0] if term in new[0].about else old[0], term), by_property(values))
        for term, values in found.items()
    ]
    return tuple(sorted(told, key=lambda changed: changed.term))


def numbering(graph: Graph, triple: Triple) -> bool:
    """Whether a statement says which version an ontology is."""
    return triple.predicate in NUMBERED and ONTOLOGY in graph.objects(triple.subject, TYPE)


def by_property(found: Mapping[NamedNode, Iterable[Value]]) -> tuple[Change, ...]:
    """The values that one version alone has, told property by property."""
    told = [
        Change(
            short(predicate),
            old=tuple(sorted(v.words for v in values if not v.new)),
            new=tuple(sorted(v.words for v in values if v.new)),
            meaning=any(v.meaning for v in values),
        )
        for predicate, values in found.items()
    ]
    return tuple(sorted(told, key=lambda change: change.property))
