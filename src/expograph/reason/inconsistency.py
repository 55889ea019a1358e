"""The rules of OWL 2 RL/RDF that end in `false`, run once over the closure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.namespaces import PREFIXES
from expograph.reason import datatypes
from expograph.reason.engine import Engine
from expograph.reason.explain import Explainer, Step
from expograph.reason.join import join
from expograph.reason.rule import Atom, Rule
from expograph.reason.terms import SAME, TYPE, Term
from expograph.skolem import GENID

_REASONS = {
    "eq-diff": "what is the same cannot be different",
    "prp-irp": "an irreflexive property relates nothing to itself",
    "prp-asyp": "an asymmetric property never holds both ways",
    "prp-pdw": "disjoint properties never relate the same two",
    "prp-adp": "disjoint properties never relate the same two",
    "prp-npa": "the ontology states that this does not hold",
    "cls-nothing": "owl:Nothing has no members",
    "cls-com": "nothing is both in a class and in its complement",
    "cls-max": "the class allows no such value",
    "cax-": "disjoint classes share no member",
    "dt-diff": "the two values would be one, and they differ",
    "dt-not-type": "the datatype has no such value",
}


@dataclass(frozen=True)
class Inconsistency:
    """A contradiction in a graph.

    Attributes:
        rule: The OWL 2 RL rule that found it, as "cax-dw".
        axiom: Triples of the ontology that the rule rests on; none where the rule needs none.
        triples: The triples that contradict the axiom or one another; some may be inferred.
        asserted: The triples of the input that those follow from, which is where to mend it.
        message: What is wrong and what to do, as a sentence.
    """

    rule: str
    axiom: tuple[Triple, ...]
    triples: tuple[Triple, ...]
    asserted: tuple[Triple, ...]
    message: str


def inconsistencies(engine: Engine) -> tuple[Inconsistency, ...]:
    """All contradictions of a closed graph, in the order of their messages."""
    explainer = Explainer(engine)
    told = [_told(engine, explainer, step) for step in _violations(engine, explainer)]
    told.sort(key=lambda found: (found.triples != found.asserted, found.message))
    first: dict[tuple[str, frozenset[Triple], tuple[Triple, ...]], Inconsistency] = {}
    for found in told:  # what stated triples contradict is one thing to mend, however many ways it shows
        first.setdefault((found.rule, frozenset(found.axiom), found.asserted), found)
    return tuple(sorted(first.values(), key=lambda found: found.message))


def _violations(engine: Engine, explainer: Explainer) -> Iterator[Step]:
    for rule in engine.rules:
        if rule.head is None and not _apart(engine, rule):
            rows, columns = join(engine.facts, rule.body)
            for row in rows:
                binding = {term: row[column] for term, column in columns.items()}
                yield Step(rule.name, rule.axioms, _bound(rule.body, binding, explainer))
    for x, y in engine.clashes:
        for step in explainer.steps((x, SAME, y)):
            yield Step("dt-diff", step.axioms, step.premises)
    yield from _ill_typed(engine, explainer)


def _apart(engine: Engine, rule: Rule) -> bool:
    """Whether classes that a rule sets against each other share no member, which sets can tell at once."""
    if not rule.body or any(p != TYPE or o < 0 for _, p, o in rule.body):
        return False
    first, *others = (engine.facts.members.get(o, set()) for _, _, o in rule.body)
    return any(first.isdisjoint(other) for other in others)


def _bound(body: Iterable[Atom], binding: dict[int, int], explainer: Explainer) -> tuple[Atom, ...]:
    return tuple(explainer.as_stated(atom, binding) for atom in body)


def _ill_typed(engine: Engine, explainer: Explainer) -> Iterator[Step]:
    """Rule dt-not-type: literals without a value, and values said to be of a datatype that lacks them."""
    if engine.ill_typed:
        for atom in engine.facts.triples():
            if atom[2] in engine.ill_typed and explainer.made(atom) == 0:
                yield Step("dt-not-type", (), (atom,))
    for cls, members in engine.facts.members.items():
        datatype = engine.terms.terms[cls]
        if not isinstance(datatype, NamedNode) or datatype.value not in datatypes.KNOWN:
            continue
        for member in members & engine.values.keys():
            if not datatypes.contains(datatype.value, engine.values[member]):
                for step in explainer.steps((member, TYPE, cls)):
                    yield Step("dt-not-type", step.axioms, step.premises)


def _told(engine: Engine, explainer: Explainer, step: Step) -> Inconsistency:
    """A contradiction in terms and words."""
    triple = engine.terms.triple
    axiom = tuple(triple(*atom) for atom in step.axioms)
    premises = explainer.sayable(step.premises)
    triples = sorted({triple(*atom) for atom in premises}, key=str)
    asserted = sorted((triple(*atom) for atom in explainer.stated(step.premises)), key=str)
    reason = next(words for start, words in _REASONS.items() if step.rule.startswith(start))
    says = " and ".join(_words(t) for t in triples) or "The ontology alone"
    because = "; ".join([reason, *(_words(t) for t in axiom)])
    message = f"{says} cannot hold ({step.rule}: {because}); correct the wrong statement, or the axiom."
    return Inconsistency(step.rule, axiom, tuple(triples), tuple(asserted), message)


def _words(triple: Triple) -> str:
    return " ".join(_word(term) for term in (triple.subject, triple.predicate, triple.object))


def _word(term: Term) -> str:
    """A term as Turtle abbreviates it; a blank node without its label, which says nothing to people."""
    if isinstance(term, BlankNode) or (isinstance(term, NamedNode) and term.value.startswith(GENID)):
        return "[]"
    if isinstance(term, Literal) and not term.language and not term.datatype.value.endswith("#string"):
        return f'"{term.value}"^^{_word(term.datatype)}'
    if not isinstance(term, NamedNode):
        return str(term)
    for prefix, iri in PREFIXES.items():
        if term.value.startswith(iri) and "/" not in term.value[len(iri) :]:
            return f"{prefix}:{term.value[len(iri) :]}"
    return str(term)
