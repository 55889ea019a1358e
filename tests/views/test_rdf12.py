"""The RDF 1.2 view: claims as reifiers of triple terms."""

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from expograph.namespaces import OA, PROV, RDF, expo

REIFIES = NamedNode(RDF + "reifies")
CLASSES = (expo("Claim"), expo("DerivedClaim"))
REIFICATION = {NamedNode(RDF + name) for name in ("subject", "predicate", "object")}


def claims(graph: Store) -> set[object]:
    """The claims of a graph, stated and derived."""
    found = {
        q.subject for one in CLASSES for q in graph.quads_for_pattern(None, NamedNode(RDF + "type"), one)
    }
    assert len(found) > 50
    return found


def only(graph: Store, subject: object, predicate: NamedNode) -> object:
    """The one value of a property in the default graph, or None."""
    found = {q.object for q in graph.quads_for_pattern(subject, predicate, None)}
    assert len(found) <= 1
    return found.pop() if found else None


@pytest.mark.parametrize("form", ["turtle", "nt", "xml"])
def test_there_are_as_many_reifiers_as_claims(
    graph: Store, parsed: Callable[[str, str], Store], form: str
) -> None:
    """Every claim reifies one triple term and nothing else does, whatever the syntax."""
    reifiers = [q.subject for q in parsed("rdf12", form).quads_for_pattern(None, REIFIES, None)]
    assert len(reifiers) == len(set(reifiers))
    assert set(reifiers) == claims(graph)


def test_the_triple_term_is_the_claimed_triple(graph: Store, parsed: Callable[[str, str], Store]) -> None:
    """Subject, predicate and object are those of the claim; without an object, its wording or its quote."""
    without = 0
    for quad in parsed("rdf12", "turtle").quads_for_pattern(None, REIFIES, None):
        subject, predicate, value = (
            only(graph, quad.subject, NamedNode(RDF + n)) for n in ("subject", "predicate", "object")
        )
        term = quad.object
        assert isinstance(term, Triple)
        assert (term.subject, term.predicate) == (subject, predicate)
        if value is None:
            without += 1
            value = only(graph, quad.subject, expo("wording"))
        assert term.object == value or (value is None and isinstance(term.object, Literal))
    assert without > 0


def test_nothing_that_is_said_of_a_claim_is_lost(graph: Store, parsed: Callable[[str, str], Store]) -> None:
    """All but the old reification comes along, with the passages and their offsets."""
    view = {q.triple for q in parsed("rdf12", "turtle")}
    about = [
        q.triple
        for claim in claims(graph)
        for q in graph.quads_for_pattern(claim, None, None)
        if q.predicate not in REIFICATION and q.object != NamedNode(RDF + "Statement")
    ]
    assert len(about) > 400
    assert set(about) <= view
    passages = {t.object for t in about if t.predicate == expo("evidence")}
    starts = sum(1 for t in view if t.predicate == NamedNode(OA + "start"))
    assert starts == len(passages) > 30


def test_the_claimed_triple_is_not_asserted(parsed: Callable[[str, str], Store]) -> None:
    """A claim is somebody's; the view holds it as a term and does not say it itself."""
    view = parsed("rdf12", "turtle")
    terms = [q.object for q in view.quads_for_pattern(None, REIFIES, None)]
    assert terms
    assert not any(Quad(*term) in view for term in terms)


def test_stated_and_derived_are_told_apart_by_class(parsed: Callable[[str, str], Store]) -> None:
    """Each reifier is of one of the two classes; only a stated one is quoted from a document."""
    view = parsed("rdf12", "turtle")
    type_, quoted = NamedNode(RDF + "type"), NamedNode(PROV + "wasQuotedFrom")
    stated, derived = ({q.subject for q in view.quads_for_pattern(None, type_, one)} for one in CLASSES)
    reifiers = {q.subject for q in view.quads_for_pattern(None, REIFIES, None)}
    assert not stated & derived
    assert stated | derived == reifiers
    assert {q.subject for q in view.quads_for_pattern(None, quoted, None)} == stated
