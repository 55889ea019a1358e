"""Random small shapes on random small graphs: our engine and pySHACL give the same results.

Kept out, because pySHACL is known to differ there (test_shacl_pyshacl.py shows each): comparisons of
terms that SPARQL cannot compare, the inverse of a path of several steps, and sh:minLength 0. Nothing is
normalised.
"""

import logging
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shacl_texts import read, seen

from expograph.shacl import compile_shapes, pyshacl_results, validate

NODES = [":a", ":b", ":c", "_:d"]
LITERALS = [
    '"x"',
    '"x"@en',
    '"y"@en',
    '"y"@de',
    "1",
    "2",
    "30",
    "1.5",
    '"2024-02-29"^^xsd:date',
    '"2024-11-05"^^xsd:date',
]
LITERALS += ['"2023-02-29"^^xsd:date', '"no"^^xsd:integer', '"long text"', "true"]
PREDICATES = [":p", ":q", ":r"]
CLASSES = [":C", ":D", ":E"]

triples = st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES + LITERALS))
types = st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES))
data = st.lists(triples | types, min_size=1, max_size=14).map(
    lambda ts: ":D rdfs:subClassOf :C . " + " ".join(f"{s} {p} {o} ." for s, p, o in ts)
)

predicates = st.sampled_from(PREDICATES)
paths = st.recursive(
    predicates,
    lambda inner: st.one_of(
        predicates.map(lambda p: f"[ sh:inversePath {p} ]"),
        st.tuples(inner, inner).map(lambda ps: f"( {ps[0]} {ps[1]} )"),
        st.tuples(inner, inner).map(lambda ps: f"[ sh:alternativePath ( {ps[0]} {ps[1]} ) ]"),
        inner.map(lambda p: f"[ sh:zeroOrMorePath {p} ]"),
        inner.map(lambda p: f"[ sh:oneOrMorePath {p} ]"),
        inner.map(lambda p: f"[ sh:zeroOrOnePath {p} ]"),
    ),
    max_leaves=3,
)

KINDS = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
members = st.lists(st.sampled_from([":a", ":b", *LITERALS[:8]]), min_size=1, max_size=4, unique=True)
of_values = st.one_of(
    st.sampled_from(CLASSES).map("sh:class {}".format),
    st.sampled_from(["xsd:string", "xsd:integer", "xsd:date", "xsd:decimal", "xsd:boolean"]).map(
        "sh:datatype {}".format
    ),
    st.sampled_from(KINDS).map("sh:nodeKind sh:{}".format),
    st.tuples(st.sampled_from(["minLength", "maxLength"]), st.integers(1, 4)).map(
        lambda t: f"sh:{t[0]} {t[1]}"
    ),
    st.sampled_from(['"^x"', '"[0-9]"', '"TEXT" ; sh:flags "i"']).map("sh:pattern {}".format),
    st.sampled_from(["en", "de"]).map('sh:languageIn ( "{}" )'.format),
    members.map(lambda ms: f"sh:in ( {' '.join(ms)} )"),
    predicates.map("sh:disjoint {}".format),
    predicates.map("sh:equals {}".format),
    st.sampled_from([":a", '"x"', "1"]).map("sh:hasValue {}".format),
    st.just("sh:closed true ; sh:ignoredProperties ( :p )"),
)
of_sets = st.one_of(
    st.tuples(st.sampled_from(["minCount", "maxCount"]), st.integers(0, 3)).map(
        lambda t: f"sh:{t[0]} {t[1]}"
    ),
    st.just("sh:uniqueLang true"),
)
numbers = st.tuples(
    st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(["1", "2", "30", "1.5"])
)
numeric_data = st.lists(numbers, min_size=1, max_size=14).map(
    lambda ts: " ".join(f"{s} {p} {o} ." for s, p, o in ts)
)
BOUNDS = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]
of_numbers = st.one_of(
    st.tuples(st.sampled_from(BOUNDS), st.sampled_from(["1", "1.5", "2"])).map(lambda t: f"sh:{t[0]} {t[1]}"),
    st.tuples(st.sampled_from(["lessThan", "lessThanOrEquals"]), predicates).map(
        lambda t: f"sh:{t[0]} {t[1]}"
    ),
)


def nested(shape: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Constraints that look at other shapes."""
    lists = st.lists(shape, min_size=1, max_size=3)
    return st.one_of(
        shape.map("sh:not [ {} ]".format),
        st.tuples(st.sampled_from(["and", "or", "xone"]), lists).map(
            lambda t: f"sh:{t[0]} ( {' '.join(f'[ {s} ]' for s in t[1])} )"
        ),
    )


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Several of the parts; a parameter that may stand only once does."""
    several = st.lists(st.one_of(*parts), min_size=1, max_size=3, unique_by=lambda c: c.split(" ")[0])
    return several.map(" ; ".join)


def property_shape(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The contents of a property shape."""
    qualified = st.tuples(
        below, st.sampled_from(["qualifiedMinCount 1", "qualifiedMinCount 2", "qualifiedMaxCount 1"])
    ).map(lambda t: f"sh:qualifiedValueShape [ {t[0]} ] ; sh:{t[1]}")
    body = joined(of_values, of_sets, nested(below), qualified)
    return st.tuples(paths, body).map(lambda t: f"sh:path {t[0]} ; {t[1]}")


leaf = joined(of_values)
middle = st.one_of(leaf, property_shape(leaf))
shapes = st.one_of(
    joined(of_values, nested(middle), property_shape(middle).map("sh:property [ {} ]".format)),
    property_shape(middle),
    joined(leaf.map("sh:node [ {} ]".format)),
)
TARGETS = ["sh:targetClass :C", "sh:targetNode :a, :z, 1", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q"]
targets = st.lists(st.sampled_from(TARGETS), min_size=1, max_size=2, unique=True).map(" ; ".join)
shapes_graph = st.tuples(targets, shapes).map(lambda t: f":S {t[0]} ; {t[1]} .")


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)


SEARCH = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def compare(data_text: str, shapes_text: str) -> None:
    """Both engines give the same results."""
    triples, shape_triples = read(data_text), read(shapes_text)
    ours = seen(validate(triples, compile_shapes(shape_triples)))
    assert ours == seen(pyshacl_results(triples, shape_triples))


@SEARCH
@given(data, shapes_graph)
def test_random_shapes(data_text: str, shapes_text: str) -> None:
    """If shapes and data are made at random from most of Core, then both engines say the same."""
    compare(data_text, shapes_text)


comparing = st.tuples(predicates, joined(of_numbers), st.booleans()).map(
    lambda t: f"sh:not [ sh:path {t[0]} ; {t[1]} ]" if t[2] else f"sh:property [ sh:path {t[0]} ; {t[1]} ]"
)


@SEARCH
@given(numeric_data, comparing)
def test_random_comparisons(data_text: str, shape: str) -> None:
    """If numbers are compared with bounds and with one another, then both engines give the same results."""
    compare(data_text, f":S sh:targetSubjectsOf :p, :q ; {shape} .")


def test_random_shapes_find_something() -> None:
    """The random cases are not empty: of 120, at least 40 have results, from at least 12 components."""
    found: list[Counter[tuple[str, ...]]] = []

    @SEARCH
    @given(data, shapes_graph)
    def collect(data_text: str, shapes_text: str) -> None:
        found.append(seen(validate(read(data_text), compile_shapes(read(shapes_text)))))

    collect()
    assert sum(map(bool, found)) >= 40
    assert len({result[4] for results in found for result in results}) >= 12
