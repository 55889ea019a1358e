"""What the engine asks of the ontology: how a property is read, what it takes, what a name means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from expograph.errors import ExpographError, misread
from expograph.namespaces import OWL, PREFIXES, RDF, RDFS, SKOS, XSD, expo
from expograph.project import shown

Term = NamedNode | BlankNode | Literal | Triple
TYPE = NamedNode(RDF + "type")
LABELS = tuple(
    NamedNode(n) for n in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
)
CLASSES = {NamedNode(OWL + "Class"), NamedNode(RDFS + "Class")}
OBJECT_PROPERTY = NamedNode(OWL + "ObjectProperty")
TRUE = Literal(True)
BARE = {NamedNode(XSD + name) for name in ("integer", "decimal", "boolean", "date", "gYear")}
ANNOTATION = NamedNode(OWL + "AnnotationProperty")
KINDS_OF_PROPERTY = {OBJECT_PROPERTY, NamedNode(RDF + "Property")} | {
    NamedNode(f"{OWL}{kind}Property")
    for kind in ("Datatype", "Annotation", "Functional", "Transitive", "Symmetric")
}


@dataclass(frozen=True)
class Property:
    """What the ontology says of a property.

    Args:
        iri: The property.
        kind: Local name of its expo:valueKind, or None if no phrase can be read for it.
        unit: The unit that its figures have, if they have a fixed one.
        claim_class: The class of its claims, beside expo:Claim.
        subject_speaks: Whether the subject of its claims is their speaker.
        ranges: What its values must be, each a set of classes of which one is enough.
        links: Whether its values are resources; None for an annotation, which takes either.
        functional: Whether a subject has one value only.
        qualifier: Whether it says something of a claim.
        restricting: Whether as a qualifier it narrows what is claimed.
    """

    iri: NamedNode
    kind: str | None
    unit: NamedNode | None
    claim_class: NamedNode | None
    subject_speaks: bool
    ranges: tuple[frozenset[NamedNode], ...]
    links: bool | None
    functional: bool
    qualifier: bool
    restricting: bool


@dataclass
class Ontology:
    """The triples of the ontology, its code lists and its alignments, with the questions asked of them."""

    triples: list[Triple]
    index: dict[NamedNode, dict[Term, list[Term]]] = field(init=False)

    def __post_init__(self) -> None:
        self.index = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            self.index[triple.predicate][triple.subject].append(triple.object)

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property of a subject."""
        return self.index[predicate].get(subject, []) if predicate in self.index else []

    def one(self, subject: Term, predicate: NamedNode) -> NamedNode | None:
        """The first resource that is the value, or None."""
        return next((o for o in self.objects(subject, predicate) if isinstance(o, NamedNode)), None)

    def above(self, term: NamedNode, relation: str) -> frozenset[NamedNode]:
        """The term and all that stands over it by rdfs:subClassOf or rdfs:subPropertyOf."""
        known = self._above.setdefault(relation, {})
        if term not in known:
            known[term] = frozenset(closure(term, lambda t: self.objects(t, NamedNode(RDFS + relation))))
        return known[term]

    @cached_property
    def _above(self) -> dict[str, dict[NamedNode, frozenset[NamedNode]]]:
        return {}

    def below(self, term: NamedNode, relation: str) -> set[NamedNode]:
        """The term and all named terms under it."""
        under = [s for s in self.index[NamedNode(RDFS + relation)] if isinstance(s, NamedNode)]
        return {term, *(s for s in under if term in self.above(s, relation))}

    @cached_property
    def classes(self) -> set[NamedNode]:
        """Every declared class that has a name."""
        types = self.index[TYPE].items()
        return {s for s, found in types if isinstance(s, NamedNode) and not CLASSES.isdisjoint(found)}

    @cached_property
    def properties(self) -> dict[NamedNode, Property]:
        """Every declared property."""
        types = self.index[TYPE].items()
        names = [s for s, t in types if isinstance(s, NamedNode) and not KINDS_OF_PROPERTY.isdisjoint(t)]
        return {name: self._property(name) for name in names}

    def _property(self, iri: NamedNode) -> Property:
        types = self.objects(iri, TYPE)
        above = self.above(iri, "subPropertyOf")
        links = OBJECT_PROPERTY in types
        kind = self.inherited(iri, expo("valueKind"))
        ranges = {self._members(o) for p in above for o in self.objects(p, NamedNode(RDFS + "range"))}
        narrowing = any(TRUE in self.objects(p, expo("narrowing")) for p in above)
        return Property(
            iri=iri,
            kind=local_name(kind).removesuffix("Kind") if kind else "Name" if links else None,
            unit=self.inherited(iri, expo("fixedUnit")),
            claim_class=self.inherited(iri, expo("claimClass")),
            subject_speaks=any(self.objects(p, expo("subjectSpeaks")) for p in above),
            ranges=tuple(sorted(ranges - {frozenset()}, key=str)),
            links=None if ANNOTATION in types else links,
            functional=NamedNode(OWL + "FunctionalProperty") in types,
            qualifier=narrowing
            or any(expo("Claim") in self.objects(p, NamedNode(RDFS + "domain")) for p in above),
            restricting=narrowing,
        )

    def inherited(self, iri: NamedNode, annotation: NamedNode) -> NamedNode | None:
        """An annotation of the property, or of the nearest property above it."""
        seen, level = {iri}, [iri]
        while level:
            if found := [v for p in level if (v := self.one(p, annotation))]:
                return min(found, key=str)
            over = {o for p in level for o in self.objects(p, NamedNode(RDFS + "subPropertyOf"))}
            level = [o for o in over if isinstance(o, NamedNode) and o not in seen]
            seen.update(level)
        return None

    def _members(self, range_: Term) -> frozenset[NamedNode]:
        """The classes of which one is enough: the range itself, or the members of its union."""
        if isinstance(range_, NamedNode):
            return frozenset({range_})
        members: set[NamedNode] = set()
        for head in self.objects(range_, NamedNode(OWL + "unionOf")):
            members.update(m for m in self.listed(head) if isinstance(m, NamedNode))
        return frozenset(members)

    @cached_property
    def units(self) -> dict[str, NamedNode]:
        """The units and currencies by their codes."""
        known = self.below(expo("Unit"), "subClassOf")
        return {
            code.value: unit
            for unit, codes in self.index[NamedNode(SKOS + "notation")].items()
            for code in codes
            if isinstance(unit, NamedNode)
            and isinstance(code, Literal)
            and known.intersection(self.objects(unit, TYPE))
        }

    def base(self, unit: NamedNode | None) -> tuple[NamedNode | None, Fraction]:
        """The base unit of a unit and how many of it one is; a unit without a base is its own."""
        if unit is None:
            return None, Fraction(1)
        factor = next((o for o in self.objects(unit, expo("factor")) if isinstance(o, Literal)), None)
        return self.one(unit, expo("baseUnit")) or unit, Fraction(factor.value) if factor else Fraction(1)

    def conversion(self, unit: NamedNode | None, other: NamedNode | None) -> Fraction | None:
        """How many of the other unit one of this unit is; None if they measure different things."""
        (base, times), (other_base, other_times) = self.base(unit), self.base(other)
        return times / other_times if base == other_base else None

    def listed(self, head: Term) -> Iterable[Term]:
        """The members of an RDF list."""
        while head != NamedNode(RDF + "nil"):
            yield from self.objects(head, NamedNode(RDF + "first"))
            head = self.objects(head, NamedNode(RDF + "rest"))[0]

    def fits(self, types: Iterable[NamedNode], ranges: tuple[frozenset[NamedNode], ...]) -> bool:
        """Whether a thing of these types is what all the ranges ask for."""
        classes = {c for t in types for c in self.above(t, "subClassOf")} | {NamedNode(OWL + "Thing")}
        return all(not classes.isdisjoint(wanted) for wanted in ranges)


def load(paths: Iterable[Path]) -> Ontology:
    """Read the ontology's files.

    Raises:
        ExpographError: A file is missing or is no Turtle, with its place.
    """
    triples: list[Triple] = []
    for path in paths:
        try:
            quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += (q.triple for q in quads)
        except SyntaxError as error:
            raise misread(error, shown(path), "no Turtle", "mend the syntax near this place") from None
        except OSError as error:
            raise ExpographError(f"{shown(path)} cannot be read: {error.strerror}") from None
    if not triples:
        raise ExpographError(
            "the ontology is empty or missing", hint="the project needs ontology/expograph.ttl"
        )
    return Ontology(list(dict.fromkeys(triples)))


def closure(start: NamedNode, step: Callable[[NamedNode], Iterable[Term]]) -> set[NamedNode]:
    """All named nodes that repeated steps reach, the start among them."""
    reached, waiting = {start}, [start]
    while waiting:
        for node in step(waiting.pop()):
            if isinstance(node, NamedNode) and node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached


def in_graph(triple: Triple, graph: NamedNode) -> Quad:
    """A triple in a named graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def local_name(iri: NamedNode) -> str:
    """What follows the last # or / of an IRI."""
    return iri.value.replace("#", "/").rsplit("/", 1)[-1]


PREFIX_OF: Mapping[str, str] = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def short(term: Term | None) -> str:
    """A term as a person would write it: expo:venue, "text", 1000."""
    if isinstance(term, Literal):
        return term.value if term.datatype in BARE else f'"{term.value}"'
    if not isinstance(term, NamedNode):
        return str(term)
    name = local_name(term)
    prefix = PREFIX_OF.get(term.value[: len(term.value) - len(name)])
    return f"{prefix}:{name}" if prefix else f"<{term.value}>"


def nearest(term: NamedNode, known: Iterable[NamedNode]) -> str | None:
    """A hint that names the known term whose local name is nearest, or None.

    Of two with one local name it is the one in the namespace of the term.
    """
    kind = term.value.removesuffix(local_name(term))
    ordered = sorted(known, key=lambda k: (k.value.startswith(kind), k.value))
    names = {local_name(k): short(k) for k in ordered}
    close = get_close_matches(local_name(term), sorted(names), n=1, cutoff=0.6)
    return f"did you mean {names[close[0]]}?" if close else None
