"""The closure as its callers see it: what follows, why, what contradicts, and how it grows."""

import gc
import random
from time import process_time

import pytest
from made_up import fairs
from oracle import comparable, owlrl_closure
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from expograph.errors import ExpographError
from expograph.reason import close

PREFIXES = """@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def graph(text: str) -> list[Triple]:
    """The triples of a Turtle text with the usual prefixes."""
    return [quad.triple for quad in parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE)]


def test_made_up_fairs() -> None:
    """If a graph has chains, keys, inverses, restrictions and 2000 triples then owlrl closes it alike."""
    triples = fairs(70)
    assert len(set(triples)) > 2000
    closure = close(triples)
    assert not closure.inconsistencies
    assert len(closure.inferred) > 4000
    assert comparable([*triples, *closure.inferred]) == comparable(owlrl_closure(triples))


def test_order_does_not_matter() -> None:
    """If the triples come in another order, or twice, then the closure is the same, in the same order."""
    triples = fairs(20)
    shuffled = triples * 2
    random.Random(1).shuffle(shuffled)
    assert close(shuffled).inferred == close(triples).inferred


def test_nothing_stated_or_unwritable_is_inferred() -> None:
    """If a triple was stated, has a literal as subject or a blank predicate, then it is not `inferred`."""
    triples = graph("[] owl:inverseOf :p . :p rdfs:range rdfs:Literal . :a :p 1 , :b . :b a :C .")
    closure = close(triples)
    assert {t.predicate.value for t in closure.inferred} == {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    }
    assert closure.inferred == tuple(graph(":b a rdfs:Literal ."))


def test_why_leads_to_what_was_stated() -> None:
    """If a triple is inferred then asking why, and why again, ends at triples that were stated."""
    triples = fairs(8)
    closure, stated = close(triples), set(triples)
    explained: set[Triple] = set()
    for inferred in closure.inferred:
        path = [inferred]
        for _ in range(100):
            if not path:
                break
            derivation = closure.why(path.pop())
            if derivation is not None:
                assert set(derivation.axiom) <= stated | set(closure.inferred)
                path.extend(derivation.premises)
        assert not path, f"no end to why {inferred}"
        explained.add(inferred)
    assert len(explained) > 300
    assert all(closure.why(triple) is None for triple in triples)


def test_why_names_rule_axiom_and_premises() -> None:
    """If a chain made a triple then the answer is prp-spo2, the chain's axiom and the triples of the path."""
    closure = close(graph(":at owl:propertyChainAxiom ( [ owl:inverseOf :p ] :at ) . :h :p :s ; :at :c ."))
    derivation = closure.why(graph(":s :at :c .")[0])
    assert derivation is not None
    assert derivation.rule == "prp-spo2"
    assert [axiom.predicate.value.rpartition("#")[2] for axiom in derivation.axiom] == ["propertyChainAxiom"]
    assert set(derivation.premises) == set(graph(":h :p :s ; :at :c ."))


def test_why_of_what_does_not_follow() -> None:
    """If a triple neither was stated nor follows then asking why is an error."""
    with pytest.raises(KeyError):
        close(graph(":a :p :b .")).why(graph(":b :p :a .")[0])


def test_inconsistency_names_axiom_and_triples() -> None:
    """If an inferred type contradicts a stated one then the report has the axiom, both, and what to mend."""
    (found,) = close(graph(":p rdfs:domain :C . :C owl:disjointWith :D . :a :p 1 ; a :D .")).inconsistencies
    assert found.rule == "cax-dw"
    assert found.axiom == tuple(graph(":C owl:disjointWith :D ."))
    assert set(found.triples) == set(graph(":a a :C , :D ."))
    assert set(found.asserted) == set(graph(":a :p 1 ; a :D ."))
    assert found.message == (
        "<http://example.org/a> rdf:type <http://example.org/C> and <http://example.org/a> rdf:type "
        "<http://example.org/D> cannot hold (cax-dw: disjoint classes share no member; "
        "<http://example.org/C> owl:disjointWith <http://example.org/D>); "
        "correct the wrong statement, or the axiom."
    )


def test_one_fault_is_reported_once() -> None:
    """If two things are the same and different then the four triples that follow make one report."""
    (found,) = close(graph(":a owl:sameAs :b ; owl:differentFrom :b .")).inconsistencies
    assert found.triples == found.asserted
    all_different = graph("[] a owl:AllDifferent ; owl:members ( :a :b ) . :a owl:sameAs :b .")
    (found,) = close(all_different).inconsistencies
    assert (found.rule, len(found.axiom)) == ("eq-diff2", 2)


def test_a_conflict_of_values_spreads_nothing() -> None:
    """If a functional property has two numbers then the report has both, and no other triple changes."""
    closure = close(graph(":p a owl:FunctionalProperty . :a :p 1 , 2 . :b :q 1 ."))
    (found,) = closure.inconsistencies
    assert (found.rule, found.axiom) == ("dt-diff", tuple(graph(":p a owl:FunctionalProperty .")))
    assert set(found.triples) == set(graph(":a :p 1 , 2 ."))
    assert closure.inferred == ()


BROKEN = [":l rdf:first :p .", ":l rdf:first :p ; rdf:rest :l .", ":l rdf:rest rdf:nil ."]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_list(text: str) -> None:
    """If the list of an axiom does not end or lacks a part then the error names it."""
    with pytest.raises(ExpographError, match=r"the list <http://example.org/l> of an axiom (does|has)"):
        close(graph(f":q owl:propertyChainAxiom :l . {text}"))


def test_an_empty_graph() -> None:
    """If nothing is stated then nothing follows and nothing contradicts."""
    closure = close([])
    assert (closure.inferred, closure.inconsistencies) == ((), ())


def test_garbage_collection_goes_on_afterwards() -> None:
    """If the collector was on before then it is on after, also when the graph is refused."""
    assert gc.isenabled()
    test_broken_list(":l rdf:first :p .")
    assert gc.isenabled()


def hub(size: int) -> list[Triple]:
    """A class with a key of two properties, whose members all share the value of the first."""
    ontology = (
        ":C owl:hasKey ( :country :name ) . :D rdfs:subClassOf :C . :at rdfs:domain :E ; rdfs:range :F ."
    )
    a, country, name, at = (NamedNode("http://example.org/" + p) for p in ("D", "country", "name", "at"))
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    members = [BlankNode(f"m{n}") for n in range(size)]
    data = [[Triple(m, kind, a), Triple(m, country, a), Triple(m, at, a)] for m in members]
    names = [Triple(m, name, Literal(str(n))) for n, m in enumerate(members)]
    return [*graph(ontology), *names, *(triple for triples in data for triple in triples)]


def test_hubs_cost_no_more_than_their_size() -> None:
    """If eight times as many share a class and a value then the closure takes nothing like 64 times."""

    def seconds(size: int) -> float:
        triples, times = hub(size), []
        for _ in range(3):
            start = process_time()
            closure = close(triples)
            times.append(process_time() - start)
        assert len(closure.inferred) == 2 * size + 1
        return min(times)

    assert seconds(16_000) < 30 * seconds(2_000)
