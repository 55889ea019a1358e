"""Graphs are compared by value, without regard to order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from expograph.load.digest import canonical, content, digest

XSD = "http://www.w3.org/2001/XMLSchema#"
SUBJECT = NamedNode("urn:s")

SAME = [
    ("1075", "nonNegativeInteger", "1075", "integer"),
    ("+007", "integer", "7", "integer"),
    ("-0", "integer", "0", "integer"),
    ("1.0", "decimal", "1", "decimal"),
    ("0010.250", "decimal", "10.25", "decimal"),
    (".5", "decimal", "0.5", "decimal"),
    ("-0.0", "decimal", "0", "decimal"),
    ("1000000000000.0", "decimal", "1000000000000", "decimal"),
    ("1", "boolean", "true", "boolean"),
    ("0", "boolean", "false", "boolean"),
]
OTHER = [
    ("many", "integer"),
    ("1.5", "integer"),
    ("NaN", "decimal"),
    ("yes", "boolean"),
    ("007", "string"),
    ("2024-11-05", "date"),
]


def literal(text: str, kind: str) -> Literal:
    """A literal of one of XML Schema's datatypes."""
    return Literal(text, datatype=NamedNode(XSD + kind))


@pytest.mark.parametrize(("text", "kind", "form", "canonical_kind"), SAME)
def test_one_value_has_one_form(text: str, kind: str, form: str, canonical_kind: str) -> None:
    """Spellings of one value have the same canonical form, as XML Schema writes it."""
    assert canonical(literal(text, kind)) == literal(form, canonical_kind)


@pytest.mark.parametrize(("text", "kind"), OTHER)
def test_what_has_no_other_form_stays(text: str, kind: str) -> None:
    """What is ill-typed, and every datatype without a second spelling here, is left as it is."""
    assert canonical(literal(text, kind)) == literal(text, kind)


PRICES = st.decimals(-(10**12), 10**12, places=3)


@given(st.lists(st.tuples(st.integers(0, 9), PRICES), unique=True))
def test_a_store_that_normalises_has_the_same_digest(facts: list[tuple[int, object]]) -> None:
    """Through the store of another make, in its order and its spelling, the digest is the same."""
    triples = [
        Triple(SUBJECT, NamedNode(f"urn:p{n}"), literal(format(price, "f"), "decimal")) for n, price in facts
    ]
    store = Store()
    store.extend(Quad(*triple) for triple in reversed(triples))
    assert digest(content(quad.triple for quad in store)) == digest(content(triples))


def test_one_triple_more_or_other_is_another_digest() -> None:
    """A triple added, a language changed or a text changed shows in the digest."""
    one = Triple(SUBJECT, SUBJECT, Literal("a", language="en"))
    two = Triple(SUBJECT, SUBJECT, Literal("a", language="zh"))
    three = Triple(SUBJECT, SUBJECT, Literal("a\nb"))
    graphs = [[], [one], [two], [one, two], [three]]
    assert len({digest(content(graph)) for graph in graphs}) == len(graphs)
    assert digest(content([one, two])) == digest(content([two, one, two]))
