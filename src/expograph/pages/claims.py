"""Claims, best-known values and the words that they rest on, read from the graph once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from expograph.namespaces import OA, ONTOLOGY, PROV, RDF, RDFS
from expograph.ontology import TRUE, Term
from expograph.pages.links import ROOT
from expograph.pages.model import Claim, Words

SUBJECT, PREDICATE, OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
OF, MEASURE, RULE = ONTOLOGY + "of", ONTOLOGY + "measure", ONTOLOGY + "rule"
BOUND, UNIT, EVIDENCE = ONTOLOGY + "bound", ONTOLOGY + "unit", ONTOLOGY + "evidence"
CLAIM, BECAUSE, RANK = ONTOLOGY + "claim", ONTOLOGY + "because", ONTOLOGY + "rank"
DERIVED_FROM, QUOTED_FROM, SPEAKER = (
    PROV + n for n in ("wasDerivedFrom", "wasQuotedFrom", "wasAttributedTo")
)
MARKS = (PREDICATE, MEASURE)
"""What a claim, and what a best-known value or conflict, is known by."""
ASIDE = {ONTOLOGY + name for name in ("saidBy", "rank", "evidence")}
"""Qualifiers that have a place of their own."""


@dataclass
class Claims:
    """All claims and best-known values, by IRI.

    Args:
        by_iri: Each with its triples and words.
        of_document: The words of each document, in the order of its text.
        of_subject: The claims of a subject, property and value.
        of_value: The claims of a subject and value.
        narrowing: The properties that confine a claim to a part.
        qualifiers: Those, and then the others that qualify claims.
    """

    by_iri: dict[str, Claim] = field(default_factory=dict)
    of_document: dict[str, list[Words]] = field(default_factory=dict)
    of_subject: dict[tuple[str, str, Term], list[str]] = field(default_factory=dict)
    of_value: dict[tuple[str, Term], list[str]] = field(default_factory=dict)
    narrowing: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()

    def of(self, term: Term | None) -> Claim | None:
        """The claim or best-known value that a term names, if it names one."""
        return self.by_iri.get(term.value) if isinstance(term, NamedNode) else None


def read(store: Store) -> Claims:
    """Everything in a store that has a property and a value of it as things of their own."""
    narrowing, others = _qualifiers(store)
    found = Claims(narrowing=narrowing, qualifiers=(*narrowing, *others))
    about = {s: _about(store, s) for s in _subjects(store)}
    words = {iri: _words(store, iri, said) for iri, said in about.items()}
    for iri in sorted(about):
        below = {s for s in _below(iri, about) if s in words}
        quotes = sorted(
            {w for s in below for w in words[s]}, key=lambda w: (w.document, w.start, w.end, w.claim)
        )
        claim = found.by_iri[iri] = Claim(NamedNode(iri), about[iri], tuple(quotes))
        key = claim.one(SUBJECT), claim.one(PREDICATE), claim.one(OBJECT)
        if isinstance(key[0], NamedNode) and isinstance(key[1], NamedNode) and key[2] is not None:
            found.of_subject.setdefault((key[0].value, key[1].value, key[2]), []).append(iri)
            found.of_value.setdefault((key[0].value, key[2]), []).append(iri)
    for word in (w for own in words.values() for w in own):
        found.of_document.setdefault(word.document, []).append(word)
    for own in found.of_document.values():
        own.sort(key=lambda w: (w.start, w.end, w.claim))
    return found


def _subjects(store: Store) -> set[str]:
    patterns = (store.quads_for_pattern(None, NamedNode(p), None, DefaultGraph()) for p in MARKS)
    return {q.subject.value for quads in patterns for q in quads if isinstance(q.subject, NamedNode)}


def _about(store: Store, iri: str) -> dict[str, tuple[Term, ...]]:
    said: defaultdict[str, list[Term]] = defaultdict(list)
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
        said[quad.predicate.value].append(quad.object)
    return {prop: tuple(sorted(values, key=str)) for prop, values in said.items()}


def _words(store: Store, iri: str, about: Mapping[str, tuple[Term, ...]]) -> list[Words]:
    """The words of a stated claim."""
    document = next((d for d in about.get(QUOTED_FROM, ()) if isinstance(d, NamedNode)), None)
    found = []
    for passage in about.get(EVIDENCE, ()) if document else ():
        values = [
            (name, o.value)
            for selector in _objects(store, passage, OA + "hasSelector")
            for name in ("exact", "start", "end")
            for o in _objects(store, selector, OA + name)
            if isinstance(o, Literal)
        ]
        parts = dict(values)
        if document and parts.keys() >= {"exact", "start", "end"}:
            found.append(Words(iri, document.value, parts["exact"], int(parts["start"]), int(parts["end"])))
    return found


def _objects(store: Store, subject: Term, prop: str) -> list[Term]:
    if not isinstance(subject, NamedNode):
        return []
    quads = store.quads_for_pattern(subject, NamedNode(prop), None, DefaultGraph())
    return sorted((q.object for q in quads), key=str)


def _below(start: str, about: Mapping[str, Mapping[str, tuple[Term, ...]]]) -> set[str]:
    """A claim and all that it was derived from."""
    reached, waiting = {start}, [start]
    while waiting:
        for term in about.get(waiting.pop(), {}).get(DERIVED_FROM, ()):
            if isinstance(term, NamedNode) and term.value not in reached:
                reached.add(term.value)
                waiting.append(term.value)
    return reached


def _qualifiers(store: Store) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The properties that narrow a claim, and the others whose domain are claims, by IRI."""
    narrowing = store.quads_for_pattern(None, NamedNode(ONTOLOGY + "narrowing"), TRUE, DefaultGraph())
    domain = store.quads_for_pattern(
        None, NamedNode(RDFS + "domain"), NamedNode(ONTOLOGY + "Claim"), DefaultGraph()
    )
    first, second = (
        {q.subject.value for q in quads if isinstance(q.subject, NamedNode)} for quads in (narrowing, domain)
    )
    known = {ONTOLOGY + "resolution"} | ASIDE
    return tuple(sorted(first)), tuple(sorted(second - first - known))


def place(iri: str) -> str:
    """The place of a claim's words on the page of its document."""
    return iri.removeprefix(ROOT).rsplit("/", 1)[-1]
