"""Ontologies and data at random, closed by us and by owlrl: this finds the corners that nobody thinks of."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from oracle import comparable, owlrl_run
from pyoxigraph import RdfFormat, parse

from expograph.reason import close

PREFIXES = """@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# All is declared, for owlrl makes no `p rdfs:subPropertyOf p` but of declared properties: see scm-eqp1-002.
DECLARED = """:A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
"""
KINDS = ["Functional", "InverseFunctional", "Symmetric", "Asymmetric", "Transitive", "Irreflexive"]
NAMED = st.sampled_from([":A", ":B", ":C", ":D"])
CLASSES = st.one_of(NAMED, NAMED, st.sampled_from(["owl:Thing", "owl:Nothing"]))
PROPERTIES = st.sampled_from([":p", ":q", ":r"])
INDIVIDUALS = st.sampled_from([":a", ":b", ":c", ":d"])


def line(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Statements of one form."""
    return st.tuples(*parts).map(lambda chosen: pattern.format(*chosen) + " .")


def listed(members: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A list of two or three different members."""
    return st.lists(members, min_size=2, max_size=3, unique=True).map(
        lambda chosen: f"( {' '.join(chosen)} )"
    )


STEP = st.one_of(PROPERTIES, PROPERTIES.map("[ owl:inverseOf {} ]".format))
AXIOM = st.one_of(
    line("{} a owl:Class", NAMED),
    line("{} a owl:ObjectProperty", PROPERTIES),
    line("{} rdfs:subClassOf {}", NAMED, CLASSES),
    line("{} owl:equivalentClass {}", NAMED, NAMED),
    line("{} owl:disjointWith {}", NAMED, NAMED),
    line("{} owl:complementOf {}", NAMED, NAMED),
    line("{} {} {}", NAMED, st.sampled_from(["owl:intersectionOf", "owl:unionOf"]), listed(CLASSES)),
    line("{} owl:oneOf {}", NAMED, listed(INDIVIDUALS)),
    line("{} owl:hasKey {}", NAMED, listed(PROPERTIES)),
    line("{} owl:hasKey ( {} )", NAMED, PROPERTIES),
    line("{} owl:onProperty {} ; owl:someValuesFrom {}", NAMED, PROPERTIES, CLASSES),
    line("{} owl:onProperty {} ; owl:allValuesFrom {}", NAMED, PROPERTIES, CLASSES),
    line("{} owl:onProperty {} ; owl:hasValue {}", NAMED, PROPERTIES, INDIVIDUALS),
    line("{} owl:onProperty {} ; owl:maxCardinality {}", NAMED, PROPERTIES, st.sampled_from("01")),
    line(
        "{} owl:onProperty {} ; owl:onClass {} ; owl:maxQualifiedCardinality {}",
        *(NAMED, PROPERTIES, CLASSES, st.sampled_from("01")),
    ),
    line("[] a owl:AllDisjointClasses ; owl:members {}", listed(NAMED)),
    line("[] a owl:AllDisjointProperties ; owl:members {}", listed(PROPERTIES)),
    line("[] a owl:AllDifferent ; owl:distinctMembers {}", listed(INDIVIDUALS)),
    line("{} a owl:{}Property", PROPERTIES, st.sampled_from(KINDS)),
    line("{} rdfs:domain {}", PROPERTIES, CLASSES),
    line("{} rdfs:range {}", PROPERTIES, CLASSES),
    line("{} rdfs:subPropertyOf {}", PROPERTIES, STEP),
    line("{} owl:equivalentProperty {}", PROPERTIES, PROPERTIES),
    line("{} owl:propertyDisjointWith {}", PROPERTIES, PROPERTIES),
    line("{} owl:inverseOf {}", PROPERTIES, PROPERTIES),
    line("{} owl:propertyChainAxiom ( {} {} )", PROPERTIES, STEP, STEP),
    line("{} owl:propertyChainAxiom ( {} {} {} )", PROPERTIES, STEP, STEP, STEP),
    line(
        "[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {}",
        *(INDIVIDUALS, PROPERTIES, INDIVIDUALS),
    ),
)
META = ["rdf:type", "rdfs:subClassOf", "owl:sameAs", "rdfs:domain"]
RARE = st.one_of(
    line("{} owl:sameAs {}", INDIVIDUALS, INDIVIDUALS),
    line("{} owl:sameAs {}", NAMED, NAMED),
    line("{} owl:sameAs {}", PROPERTIES, PROPERTIES),
    line("{} owl:differentFrom {}", INDIVIDUALS, INDIVIDUALS),
    line("{} rdfs:subPropertyOf {}", PROPERTIES, st.sampled_from(META)),
    line("{} {} {}", NAMED, PROPERTIES, NAMED),
)
DATA = st.one_of(line("{} a {}", INDIVIDUALS, NAMED), line("{} {} {}", INDIVIDUALS, PROPERTIES, INDIVIDUALS))
GRAPHS = st.tuples(
    st.lists(AXIOM, min_size=4, max_size=9),
    st.lists(RARE, max_size=1),
    st.lists(DATA, min_size=4, max_size=9),
).map(lambda parts: "\n".join(statement for part in parts for statement in part))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(GRAPHS)
@example(":p owl:sameAs :q . :C owl:hasKey ( :p :r ) . :a a :C ; :q :x ; :r :y . :b a :C ; :p :x ; :r :y .")
def test_random_graphs(text: str) -> None:
    """If a graph is made at random then our closure is owlrl's, and both or neither find it inconsistent."""
    triples = [quad.triple for quad in parse((PREFIXES + DECLARED + text).encode(), format=RdfFormat.TURTLE)]
    closure = close(triples)
    expected, errors = owlrl_run(triples)
    assert bool(closure.inconsistencies) == bool(errors)
    if not errors:
        assert comparable([*triples, *closure.inferred]) == comparable(expected)
    for inferred in closure.inferred:
        derivation = closure.why(inferred)
        assert derivation is not None
        assert inferred not in derivation.premises
