"""What an ontology states, in one form whatever way it is written, and which of it means something."""

from collections.abc import Iterable, Iterator, Set
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Triple

from expograph.diff.graph import Graph, anonymous
from expograph.diff.records import plain
from expograph.namespaces import OWL, RDF, RDFS, SKOS, XSD
from expograph.ontology import ANNOTATION, CLASSES, KINDS_OF_PROPERTY, TYPE, Term, short
from expograph.reason import close

FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
MEMBERS = (NamedNode(OWL + "members"), NamedNode(OWL + "distinctMembers"))
TEXT = NamedNode(XSD + "string")
# What stands for a statement on each two members of a list, and which (OWL 2 Mapping to RDF, section 2.1).
PAIRWISE = {
    NamedNode(OWL + "AllDisjointClasses"): NamedNode(OWL + "disjointWith"),
    NamedNode(OWL + "AllDisjointProperties"): NamedNode(OWL + "propertyDisjointWith"),
    NamedNode(OWL + "AllDifferent"): NamedNode(OWL + "differentFrom"),
}
BOTH_WAYS = frozenset(PAIRWISE.values())
# What takes a list as a set: the order of its members says nothing.
UNORDERED = {
    NamedNode(OWL + name) for name in ("unionOf", "intersectionOf", "oneOf", "disjointUnionOf", "hasKey")
}
Said = tuple[Term, NamedNode, Term | str]
# Annotations that need no declaration (OWL 2 Structural Specification, section 5.5), and versions.
ANNOTATING = {NamedNode(RDFS + name) for name in ("label", "comment", "seeAlso", "isDefinedBy")} | {
    NamedNode(OWL + name)
    for name in (
        *("deprecated", "versionInfo", "versionIRI", "priorVersion"),
        *("backwardCompatibleWith", "incompatibleWith"),
    )
}
# The order of a code list: annotations in OWL 2 DL, and for SKOS a meaning all the same.
ORDERING = {NamedNode(SKOS + name) for name in ("broader", "narrower", "related")}
DECLARED = {*CLASSES, *KINDS_OF_PROPERTY, NamedNode(RDFS + "Datatype"), NamedNode(OWL + "NamedIndividual")}
# Annotations of axioms and declarations of individuals: nothing follows from them.
IDLE = {NamedNode(OWL + name) for name in ("NamedIndividual", "Axiom", "Annotation")}


def stated(graph: Graph, own: Set[NamedNode]) -> Iterator[Triple]:
    """What an ontology says of terms, and its axioms that begin with no term.

    A statement on all members of a list is one on each two of them, a symmetric one stands one way round, and
    what is said of a nameless expression is left to the term whose expression it is. That a term of another
    vocabulary is declared, as OWL 2 DL wants it, is left out.

    Args:
        graph: The ontology.
        own: Its terms.
    """
    nested = {t.object for t in graph.triples if anonymous(t.object)}
    for triple in graph.triples:
        subject = triple.subject
        types = graph.objects(subject, TYPE) if anonymous(subject) else []
        if triple.predicate in BOTH_WAYS:
            yield Triple(*sorted_ends(triple))
        elif not anonymous(subject):
            if subject in own or triple.predicate != TYPE or triple.object not in DECLARED:
                yield triple
        elif pair := next((p for kind, p in PAIRWISE.items() if kind in types), None):
            if triple.predicate in MEMBERS:
                ends = combinations(sorted(members(graph, triple.object), key=str), 2)
                yield from (Triple(one, pair, other) for one, other in ends)  # type: ignore[arg-type]
        elif subject not in nested and IDLE.isdisjoint(types):
            yield triple


def sorted_ends(triple: Triple) -> tuple[NamedNode, NamedNode, Term]:
    """The parts of a symmetric statement, the lesser end first."""
    one, other = sorted((triple.subject, triple.object), key=str)
    assert isinstance(one, NamedNode)
    return one, triple.predicate, other


def members(graph: Graph, head: Term | None) -> list[Term]:
    """The members of an RDF list."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head is not None and head != NIL and head not in seen:
        seen.add(head)
        found += graph.objects(head, FIRST)
        head = graph.one(head, REST)
    return found


def said(graph: Graph, triple: Triple) -> Said:
    """A statement so that two are equal if they say the same: of an expression, its words."""
    subject, predicate, value = triple
    return subject, predicate, worded(graph, predicate, value) if anonymous(value) else value


def followed(graph: Graph, own: Set[NamedNode], outside: Set[NamedNode]) -> set[Said]:
    """What is stated and follows under OWL 2 RL, and means something, among the terms that are not outside.

    Args:
        graph: The ontology.
        own: Its terms.
        outside: Terms of which nothing is to be told.
    """
    closure = close(graph.triples)
    inferred = [] if closure.inconsistencies else closure.inferred
    found = {*stated(graph, own), *(t for t in inferred if not anonymous(t.subject))}
    return {said(graph, t) for t in found if means(graph, t, own) and not mentions(graph, t, outside)}


def means(graph: Graph, triple: Triple, own: Set[NamedNode]) -> bool:
    """Whether something follows from a statement, for a reasoner or the engine, and it is not mere wording.

    An annotation means something if the ontology itself has the property and its value is no text: such are
    for the engine.
    """
    predicate, value = triple.predicate, triple.object
    if predicate in ANNOTATING or value in IDLE:
        return False
    kinds = graph.objects(predicate, TYPE)
    if predicate in ORDERING or (ANNOTATION not in kinds and not KINDS_OF_PROPERTY.isdisjoint(kinds)):
        return True
    text = isinstance(value, Literal) and (value.language is not None or value.datatype == TEXT)
    return predicate.value.startswith((RDF, RDFS, OWL)) or (predicate in own and not text)


def mentions(graph: Graph, triple: Triple, terms: Set[NamedNode]) -> bool:
    """Whether a statement speaks of one of the terms, be it inside an expression."""
    return any(term in terms for term in within(graph, triple))


def within(graph: Graph, parts: Iterable[Term], seen: frozenset[Term] = frozenset()) -> Iterator[Term]:
    """Terms, and those inside expressions."""
    for term in parts:
        yield term
        if anonymous(term) and term not in seen:
            inner = (part for p, objects in graph.about.get(term, {}).items() for part in (p, *objects))
            yield from within(graph, inner, seen | {term})


def expression(graph: Graph, term: Term, above: frozenset[Term] = frozenset()) -> str:
    """A term as people write it; a nameless one in brackets, as in Turtle."""
    if isinstance(term, Literal) and term.language:
        return plain(f"{short(term)}@{term.language}")
    if not anonymous(term) or term in above or term not in graph.about:
        return plain(short(term))
    inner = [
        f"{short(p)} {worded(graph, p, value, above | {term})}"
        for p in graph.about[term]
        for value in graph.objects(term, p)
    ]
    return f"[{' ; '.join(sorted(inner))}]"


def worded(graph: Graph, predicate: NamedNode, value: Term, above: frozenset[Term] = frozenset()) -> str:
    """A value of a property as people write it; a list in parentheses, sorted if its order says nothing."""
    if not anonymous(value) or FIRST not in graph.about.get(value, {}):
        return expression(graph, value, above)
    listed = [expression(graph, member, above | {value}) for member in members(graph, value)]
    return f"({' '.join(sorted(listed) if predicate in UNORDERED else listed)})"
