"""A graph to be compared: its triples, whatever their format, and which of them a closure inferred."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from expograph import rdf
from expograph.errors import ExpographError
from expograph.namespaces import INFERRED_GRAPH, MAPPING, OWL, RDF, RDFS, XSD, expo
from expograph.ontology import CLASSES, KINDS_OF_PROPERTY, LABELS, TYPE, Term
from expograph.project import shown
from expograph.skolem import GENID, skolemised

BUILT = "expograph.trig"
NUMERIC = re.compile(r"([+-]?)0*(\d+?)(?:\.(\d*?)0*)?")
# Numbers that XML Schema lets be written in several ways.
LOOSE = {XSD + name for name in ("decimal", "integer", "nonNegativeInteger", "positiveInteger")}
SUBJECT = NamedNode(RDF + "subject")
MAPS = NamedNode(MAPPING + "maps")
NARROWING, TRUE = expo("narrowing"), Literal(True)
# What a node is, by its classes; the first that fits. All other named things that bear labels are entities.
KINDS: dict[str, set[NamedNode]] = {
    "claims": {expo("Claim")},
    "derived": {expo("DerivedClaim")},
    "best": {expo("BestKnownValue")},
    "conflicts": {expo("Conflict"), expo("Tension"), expo("Overlap")},
    "documents": {expo("Document")},
    "terms": CLASSES
    | KINDS_OF_PROPERTY
    | {NamedNode(OWL + "Ontology"), NamedNode(RDFS + "Datatype"), expo("Rule")},
}


class Graph:
    """The triples of all named graphs together, without blank nodes, each number written in one way.

    Args:
        quads: What the file holds.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        given = list(quads)
        if any(isinstance(term, BlankNode) for q in given for term in (q.subject, q.object)):
            given = without_blank_nodes(given)
        said = in_one_form(q.triple for q in given if q.graph_name != INFERRED_GRAPH)
        inferred = in_one_form(q.triple for q in given if q.graph_name == INFERRED_GRAPH)
        triples = [*said, *inferred]
        self.triples = set(triples)
        self.inferred = self.triples.difference(said)
        self.about: dict[Term, dict[NamedNode, list[Term]]] = {}
        for s, p, o in dict.fromkeys(triples):  # in the order of the file, which is faster
            self.about.setdefault(s, {}).setdefault(p, []).append(o)

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property of a subject, sorted."""
        found = self.about.get(subject, {}).get(predicate, [])
        return sorted(found, key=str) if len(found) > 1 else found

    def one(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The first value, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    @cached_property
    def kinds(self) -> dict[NamedNode, str]:
        """What each named node is: a key of KINDS, or "entities"; what has no label is nothing of its own."""
        subjects = {s for s in self.about if isinstance(s, NamedNode) and not anonymous(s)}
        found = {s: kind for s in subjects if (kind := self._kind(s))}
        spoken_of = {self.one(s, SUBJECT) for s, kind in found.items() if kind == "claims"}
        return {**{s: "entities" for s in spoken_of if isinstance(s, NamedNode)}, **found}

    def _kind(self, node: NamedNode) -> str | None:
        types = self.about[node].get(TYPE, ())
        kind = next((k for k, classes in KINDS.items() if not classes.isdisjoint(types)), None)
        return kind or ("entities" if any(p in self.about[node] for p in LABELS) else None)

    def of_kind(self, kind: str) -> list[NamedNode]:
        """The nodes that are of a kind, sorted."""
        return sorted((s for s, k in self.kinds.items() if k == kind), key=str)

    @cached_property
    def narrowing(self) -> list[NamedNode]:
        """The qualifiers that narrow what is claimed, as the ontology in the graph has it."""
        return [
            s for s in self.about if isinstance(s, NamedNode) and TRUE in self.about[s].get(NARROWING, ())
        ]


def load(path: Path) -> Graph:
    """The graph in a file of any RDF format, in a graph/ folder, or in a project's.

    Raises:
        ExpographError: There is none, it cannot be read, or it is a mapping.
    """
    file = located(path)
    quads = rdf.quads(file)
    if any(q.predicate == MAPS for q in quads):
        hint = "name the graph that was built from it, or its project's folder"
        raise ExpographError(f"{shown(file)} is a mapping and no graph", hint=hint)
    return Graph(quads)


def located(path: Path) -> Path:
    """The file that a path means: itself, or in a folder what a build writes there."""
    if not path.is_dir():
        return path
    places = (path / BUILT, path / "graph" / BUILT)
    found = next((p for p in places if p.is_file()), None)
    if found is None:
        raise ExpographError(
            f"there is no built graph in {shown(path)}", hint="make it with `expograph build`"
        )
    return found


def without_blank_nodes(quads: list[Quad]) -> list[Quad]:
    """The quads with an IRI for each blank node, made from what is said of it.

    Where blank nodes refer to each other in a circle, all are numbered in the order of RDF Dataset
    Canonicalization (RDFC-1.0).
    """
    try:
        triples = skolemised(q.triple for q in quads)
        return [
            Quad(t.subject, t.predicate, t.object, q.graph_name) for t, q in zip(triples, quads, strict=True)
        ]
    except ExpographError:
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return [Quad(numbered(q.subject), q.predicate, numbered(q.object), q.graph_name) for q in dataset]


def numbered(term: Any) -> Any:
    """A canonical blank node as an IRI; any other term as it is."""
    return NamedNode(GENID + term.value) if isinstance(term, BlankNode) else term


def in_one_form(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with each number written in one way."""
    found = []
    for triple in triples:
        subject, predicate, value = triple
        written = canonical(value)
        found.append(triple if written is value else Triple(subject, predicate, written))
    return found


def canonical(term: Term) -> Term:
    """A number as its canonical form (XSD 1.1 Part 2, appendix E); any other term as it is."""
    if not isinstance(term, Literal) or term.datatype.value not in LOOSE:
        return term
    match = NUMERIC.fullmatch(term.value)
    if match is None:
        return term
    sign, whole, part = match.groups()
    written = whole + (f".{part}" if part else "")
    text = ("-" if sign == "-" and written != "0" else "") + written
    return term if text == term.value else Literal(text, datatype=term.datatype)


def anonymous(term: Term) -> bool:
    """Whether a node was blank before it was published, and has an IRI made from what is said of it."""
    return isinstance(term, NamedNode) and term.value.startswith(GENID)
