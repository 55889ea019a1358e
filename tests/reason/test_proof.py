"""Proofs: shortest first, never in a circle, and enough to derive again what they prove."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from pyoxigraph import BlankNode, RdfFormat, Triple, parse
from test_random import DECLARED, GRAPHS, PREFIXES

from expograph.reason import close, closed
from expograph.reason.explain import Explainer, Step
from expograph.reason.lacking import attempts
from expograph.reason.proof import Proof, Prover
from expograph.reason.rule import Atom


def graph(text: str) -> list[Triple]:
    """The triples of a Turtle text with the usual prefixes."""
    return [quad.triple for quad in parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE)]


class Closed:
    """A closed graph with a prover whose proofs end at what was stated."""

    def __init__(self, triples: list[Triple]) -> None:
        self.engine = closed(triples)
        self.explainer = Explainer(self.engine)
        self.stated = set(map(self.atom, triples))
        self.prover = Prover(self.steps)

    def steps(self, atom: Atom) -> list[Step]:
        """That the triple is stated, then the uses of rules that make it."""
        said = [Step("stated", (), ())] if atom in self.stated else []
        return [*said, *sorted(self.explainer.steps(atom), key=lambda s: (s.rule, s.needs))]

    def atom(self, triple: Triple) -> Atom:
        """A triple in numbers."""
        number = self.engine.terms.number
        return number(triple.subject), number(triple.predicate), number(triple.object)

    def find(self, text: str) -> Atom:
        """A triple from its Turtle text."""
        (triple,) = graph(text)
        return self.atom(triple)


def size(proof: Proof) -> int:
    """The number of steps of a proof."""
    return sum(1 for _ in proof.walk())


def well_founded(proof: Proof, above: frozenset[Atom] = frozenset()) -> bool:
    """Whether no triple of a proof stands above itself."""
    inside = above | {proof.atom}
    return proof.atom not in above and all(well_founded(part, inside) for part in proof.parts)


MUTUAL = """
:A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A .
:p owl:inverseOf :q ; a owl:TransitiveProperty . :q owl:inverseOf :p ; a owl:TransitiveProperty .
:r a owl:SymmetricProperty , owl:TransitiveProperty ; owl:equivalentProperty :s . :s rdfs:subPropertyOf :r .
:a a :A ; :p :b . :b :p :c . :c :p :a . :a :r :b . :b :s :c . :a owl:sameAs :x . :x owl:sameAs :y .
"""


def test_mutual_axioms_prove_nothing_by_themselves() -> None:
    """If classes, inverses and transitive properties go in circles then all is proved without one."""
    found = Closed(graph(MUTUAL))
    atoms = list(found.engine.inferred())
    assert len(atoms) > 100
    for atom in atoms:
        proof = found.prover.shortest(atom)
        assert proof is not None
        assert well_founded(proof)
        ends = [part for part in proof.walk() if not part.step.needs]
        assert all(end.atom in found.stated or end.step.rule.startswith("cls-") for end in ends)


def test_what_rests_only_on_itself_has_no_proof() -> None:
    """If two triples are made only from each other then neither has a proof, however often asked."""
    one, other, third = (1, 2, 3), (4, 5, 6), (7, 8, 9)
    steps = {one: [Step("from", (), (other,))], other: [Step("from", (), (one,))]}
    steps[third] = [Step("from", (), (one,)), Step("stated", (), ())]
    prover = Prover(lambda atom: steps[atom])
    for _ in range(2):
        assert prover.shortest(one) is None
        assert prover.proofs(other, 5) == []
        assert [p.step.rule for p in prover.proofs(third, 5)] == ["stated"]


def test_shortest_is_shortest() -> None:
    """If a chain of subclasses and a shortcut both lead there then the shortcut is taken, and comes first."""
    text = ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :D . :a a :A . :a :p :b ."
    found = Closed(graph(text + ":p rdfs:domain :D ."))
    proofs = found.prover.proofs(found.find(":a a :D ."), 10)
    assert proofs[0] == found.prover.shortest(found.find(":a a :D ."))
    assert proofs[0].step.rule == "prp-dom"
    assert [size(proof) for proof in proofs] == sorted(map(size, proofs))
    assert {proof.step.rule for proof in proofs} == {"prp-dom", "cax-sco"}


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_all_proofs_are_different_ordered_and_limited(limit: int) -> None:
    """If there are many proofs then they come shortest first, each once, as many as asked for."""
    found = Closed(graph(MUTUAL))
    proofs = found.prover.proofs(found.find(":c :p :b ."), limit)
    assert len(proofs) == limit
    assert len(set(proofs)) == limit
    assert [size(proof) for proof in proofs] == sorted(map(size, proofs))
    assert all(map(well_founded, proofs))


def test_each_spelling_of_a_value_is_a_proof() -> None:
    """If a restriction asks for 1 and the graph has 1.0, then the proof rests on what is stated."""
    found = Closed(graph(":C owl:onProperty :p ; owl:hasValue 1 . :a :p 1.0 ."))
    proof = found.prover.shortest(found.find(":a a :C ."))
    assert proof is not None
    assert proof.step == Step("cls-hv2", proof.step.axioms, (found.find(":a :p 1.0 ."),))


def test_literals_have_types_without_premises() -> None:
    """If a restriction asks for a decimal then that 7 is one is proved by dt-type2 alone."""
    found = Closed(graph(":C owl:onProperty :p ; owl:someValuesFrom xsd:decimal . :a :p 7 ."))
    proof = found.prover.shortest(found.find(":a a :C ."))
    assert proof is not None
    assert [part.step.rule for part in proof.walk()][-1] == "dt-type2"


def test_a_missing_premise_is_named() -> None:
    """If one step of a chain is missing then the attempt shows it, and the step that holds."""
    found = Closed(graph(":in owl:propertyChainAxiom ( :venue :city ) . :a :venue :v . :w :city :c ."))
    s, p, o = found.find(":a :in :c .")
    made = attempts(found.explainer, found.engine.facts, s, p, o)
    assert [(a.rule, len(a.holding), len(a.missing)) for a in made] == [("prp-spo2", 1, 1)] * 2
    assert {a.holding + a.missing for a in made} == {
        (found.find(":a :venue :v ."), found.find(":v :city :c .")),
        (found.find(":w :city :c ."), found.find(":a :venue :w .")),
    }


def test_nothing_could_make_it() -> None:
    """If no rule has such a head then there is no attempt; if any object would do then rules are tried."""
    found = Closed(graph(":A rdfs:subClassOf :B . :p rdfs:subPropertyOf :q . :a :r :b ; a :A ."))
    s, p, o = found.find(":a :r :a .")
    assert attempts(found.explainer, found.engine.facts, s, p, o) == []
    s, p, _ = found.find(":a :q :b .")
    (attempt,) = attempts(found.explainer, found.engine.facts, s, p, None)
    assert attempt.missing[0][:2] == found.find(":a :p :b .")[:2]
    assert attempt.missing[0][2] < 0


def described(triples: list[Triple], said: list[Triple]) -> list[Triple]:
    """The triples with all that the graph says of their blank nodes: lists and inverses."""
    found = dict.fromkeys(triples)
    waiting = list(triples)
    while waiting:
        triple = waiting.pop()
        for end in (triple.subject, triple.object):
            if isinstance(end, BlankNode):
                more = [t for t in said if t.subject == end and t not in found]
                found.update(dict.fromkeys(more))
                waiting += more
    return list(found)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(GRAPHS)
def test_leaves_derive_it_again(text: str) -> None:
    """If a triple follows in a random graph then from the leaves of its proof alone it follows again."""
    said = graph(DECLARED + text)
    closure = close(said)
    assume(not closure.inconsistencies)
    found = Closed(said)
    for triple in closure.inferred:
        proof = found.prover.shortest(found.atom(triple))
        assert proof is not None
        assert well_founded(proof)
        leaves = {part.atom for part in proof.walk() if not part.step.needs}
        stated = [t for t in said if found.atom(t) in leaves]
        assert {found.atom(t) for t in stated} == {a for a in leaves if a in found.stated}
        assert triple in close(described(stated, said)).inferred
