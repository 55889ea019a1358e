"""How a triple came to be said: in the ontology, in the registry, by a claim, or by what was made of some."""

from collections.abc import Iterator
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from expograph.claims import DEPRECATED, RANK, numeral
from expograph.explain.graph import Graph
from expograph.namespaces import OA, ONTOLOGY_GRAPH, PROV, RDF, REGISTRY_GRAPH, SKOS, expo
from expograph.ontology import TRUE, Term
from expograph.reason.explain import Step
from expograph.reason.rule import Atom
from expograph.reason.terms import SUBPROPERTY, TYPE

ONTOLOGY, REGISTRY, QUOTE = "ontology", "registry", "quote"
LEAVES = {ONTOLOGY_GRAPH: ONTOLOGY, REGISTRY_GRAPH: REGISTRY}
CLAIM, DERIVED = expo("Claim"), expo("DerivedClaim")
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + part) for part in ("subject", "predicate", "object"))
DERIVED_FROM, RULE = NamedNode(PROV + "wasDerivedFrom"), expo("rule")
EVIDENCE, SELECTOR = expo("evidence"), NamedNode(OA + "hasSelector")
MADE_OF_CLAIMS = {
    expo("BestKnownValue"): "best",
    expo("Conflict"): "conflict",
    expo("Tension"): "tension",
}


def sayings(graph: Graph, atom: Atom) -> Iterator[Step]:
    """Every way in which a triple was said.

    A claim is known by the triple that says that it is one: it ends in its quote or, if it was derived, rests
    on the claims that it was derived from; all that is said of a claim or made of it rests on that triple.
    """
    for where in graph.graphs(atom):
        if where in LEAVES:
            yield Step(LEAVES[where], (), ())
        else:
            yield from _in_document(graph, atom, where)


def is_claim(graph: Graph, thing: int) -> bool:
    """Whether it is a claim, stated or derived."""
    return graph.is_a(thing, CLAIM) or graph.is_a(thing, DERIVED)


def claims_on(graph: Graph, subject: int, predicate: int) -> list[int]:
    """The claims, stated or derived, of a subject and property."""
    found = graph.subjects(SUBJECT, subject)
    return [c for c in found if is_claim(graph, c) and predicate in graph.values(c, PREDICATE)]


def claimed(graph: Graph, claim: int) -> Atom:
    """The triple that a claim, stated or derived, is known by."""
    return claim, TYPE, graph.number(DERIVED if graph.is_a(claim, DERIVED) else CLAIM)


def narrowing(graph: Graph, claim: int) -> list[tuple[Term, Term]]:
    """The qualifiers that narrow what a claim is about, so that it says nothing of the whole."""
    facts, terms = graph.engine.facts, graph.engine.terms.terms
    marked = set(graph.subjects(expo("narrowing"), graph.number(TRUE)))
    marked |= {s for p in marked for s in facts.by_object(SUBPROPERTY).get(p, ())}
    pairs = [(p, o) for p in marked for o in facts.by_subject(p).get(claim, ())]
    return sorted(((terms[p], terms[o]) for p, o in pairs), key=str)


def deprecated(graph: Graph, claim: int) -> bool:
    """Whether the curator sets a claim aside."""
    return graph.number(DEPRECATED) in graph.values(claim, RANK)


def _in_document(graph: Graph, atom: Atom, where: NamedNode) -> Iterator[Step]:
    """How a triple of a document's graph, or of the derived graph, was made."""
    subject = atom[0]
    if is_claim(graph, subject):
        yield from _of_claim(graph, atom)
        return
    for cls, made in MADE_OF_CLAIMS.items():
        if graph.is_a(subject, cls):
            yield _of_several(graph, atom, made)
            return
    found = [*_evidence(graph, atom, where), *_direct(graph, atom, where)]
    yield from found or _of_value(graph, atom, where)


def _of_claim(graph: Graph, atom: Atom) -> Iterator[Step]:
    """A claim ends in its quote or rests on claims; what else is said of it rests on the claim."""
    claim = atom[0]
    if atom != claimed(graph, claim):
        yield Step("claim", (), (claimed(graph, claim),))
    elif graph.is_a(claim, DERIVED):
        premises = tuple(claimed(graph, c) for c in graph.values(claim, DERIVED_FROM))
        if premises:
            yield Step("derivation", rule_of(graph, claim), premises)
    else:
        yield Step(QUOTE, (), ())


def rule_of(graph: Graph, thing: int) -> tuple[Atom, ...]:
    """The sentence of the rule that made a derived claim, a conflict or a tension."""
    definition = NamedNode(SKOS + "definition")
    rules = graph.values(thing, RULE)
    return tuple((r, graph.number(definition), d) for r in rules for d in graph.values(r, definition))


def _of_several(graph: Graph, atom: Atom, made: str) -> Step:
    """A best-known value, a conflict or a tension rests on the claims laid side by side."""
    _, predicate, _ = graph.terms(atom)
    end = next((e for e in ("lower", "upper") if str(predicate).startswith(f"<{expo(e).value}")), None)
    claims = graph.values(atom[0], expo(f"{end}From")) if end else []
    claims = claims or graph.values(atom[0], expo("claim"))
    return Step(made, rule_of(graph, atom[0]), tuple(claimed(graph, c) for c in claims))


def _said_in(graph: Graph, claims: list[int], where: NamedNode) -> Iterator[int]:
    """The claims among these things that stand in a graph."""
    for claim in claims:
        if is_claim(graph, claim) and where in graph.graphs(claimed(graph, claim)):
            yield claim


def _evidence(graph: Graph, atom: Atom, where: NamedNode) -> Iterator[Step]:
    """Where the words of a claim stand: the passage and its selectors."""
    passages = [atom[0], *graph.subjects(SELECTOR, atom[0])]
    claims = [c for passage in passages for c in graph.subjects(EVIDENCE, passage)]
    for claim in _said_in(graph, claims, where):
        yield Step("evidence", (), (claimed(graph, claim),))


def _of_value(graph: Graph, atom: Atom, where: NamedNode) -> Iterator[Step]:
    """What a claim says of its value, which has no other place to be described: the two days of a span."""
    if not only_a_value(graph, atom[0]):
        return
    for claim in _said_in(graph, graph.subjects(OBJECT, atom[0]), where):
        yield Step("value", (), (claimed(graph, claim),))


def only_a_value(graph: Graph, thing: int) -> bool:
    """Whether only the claims that have a thing as their value describe it, as a span of days."""
    described = any(q.graph_name in LEAVES for q in graph.said.get(graph.engine.terms.terms[thing], ()))
    return not described and not graph.subjects(SUBJECT, thing)


def _direct(graph: Graph, atom: Atom, where: NamedNode) -> Iterator[Step]:
    """A direct triple and each claim of its graph that says so, of the whole and of this subject."""
    for claim in _said_in(graph, graph.subjects(SUBJECT, atom[0]), where):
        if states(graph, claim, atom) and not narrowing(graph, claim) and not deprecated(graph, claim):
            yield Step("direct", (), (claimed(graph, claim),))


def states(graph: Graph, claim: int, atom: Atom) -> bool:
    """Whether a claim gives the value, in whatever unit, or says so of its value, as of a span of days."""
    _, predicate, value = atom
    mine, given = graph.values(claim, PREDICATE), graph.values(claim, OBJECT)
    if predicate not in mine:
        return any(only_a_value(graph, o) and graph.graphs((o, predicate, value)) for o in given)
    return value in given or _converted(graph, claim, predicate) == graph.terms(atom)[2]


def _converted(graph: Graph, claim: int, predicate: int) -> Literal | None:
    """The number of a claim in the unit that its property fixes."""
    measure = graph.engine.terms.terms[predicate]
    unit, value = graph.one(claim, expo("unit")), graph.one(claim, OBJECT)
    if not (isinstance(measure, NamedNode) and isinstance(unit, NamedNode) and isinstance(value, Literal)):
        return None
    ontology = graph.ontology([measure, unit])
    taken_by = ontology.properties.get(measure)
    if taken_by is None or taken_by.unit in (None, unit):
        return None
    times = ontology.conversion(unit, taken_by.unit)
    return numeral(Fraction(value.value) * times, taken_by) if times else None
