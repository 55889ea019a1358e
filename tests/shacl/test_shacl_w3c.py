"""W3C's SHACL test suite, run from its manifests as they are."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from expograph.shacl import ShapesError, compile_shapes, report, validate
from expograph.shacl.graph import ShapesGraph
from expograph.shacl.terms import Node, Term, sh

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
CASES = {"core": 98, "sparql": 22}
# Cases that are not passed, with the reason. (There are none.)
EXCEPTIONS: dict[str, str] = {}
NAMED = {sh(name) for name in ("focusNode", "value", "sourceShape", "sourceConstraint")}


@cache
def load(path: Path) -> tuple[Triple, ...]:
    """The triples of a file; blank nodes are the same at every reading."""
    return tuple(q.triple for q in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def path_of(iri: Term | None) -> Path:
    """The file that an IRI of the manifest names."""
    assert isinstance(iri, NamedNode)
    return Path(iri.value.removeprefix("file://"))


def cases(manifest: Path) -> Iterator[tuple[ShapesGraph, Node]]:
    """The entries of a manifest and of all that it includes."""
    graph, node = ShapesGraph(load(manifest)), NamedNode(manifest.as_uri())
    for included in graph.objects(node, NamedNode(MF + "include")):
        yield from cases(path_of(included))
    for entries in graph.objects(node, NamedNode(MF + "entries")):
        for entry in graph.members(node, entries):
            assert isinstance(entry, Node)
            yield graph, entry


def normative(triples: tuple[Triple, ...], top: Term, messages: bool) -> Dataset:
    """What a report says, ready to be compared by isomorphism.

    Literals are as a store gives them back (by value). A blank node of data or shapes is turned into an IRI,
    so that only the report's own blank nodes may be matched freely.
    """
    store = Store()
    store.extend(Quad(*t) for t in triples)
    found, todo, seen = Dataset(), [top], set()
    while todo:
        node = todo.pop()
        if not isinstance(node, BlankNode) or node in seen:
            continue
        seen.add(node)
        for quad in store.quads_for_pattern(node, None, None, None):
            value = quad.object
            if quad.predicate == sh("resultMessage") and not messages:
                continue
            if quad.predicate in NAMED and isinstance(value, BlankNode):
                value = NamedNode(f"urn:blank:{value.value}")
            else:
                todo.append(value)
            found.add(Quad(node, quad.predicate, value))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


def passes(graph: ShapesGraph, entry: Node) -> bool:
    """Whether our report is isomorphic to the expected one, or a failure is expected and comes."""
    action, expected = (graph.one(entry, NamedNode(MF + name)) for name in ("action", "result"))
    assert isinstance(action, Node)
    data, shapes = (
        load(path_of(graph.one(action, NamedNode(SHT + n)))) for n in ("dataGraph", "shapesGraph")
    )
    if expected == NamedNode(SHT + "Failure"):
        with pytest.raises(ShapesError):
            compile_shapes(shapes)
        return True
    found = tuple(report(validate(data, compile_shapes(shapes))))
    assert isinstance(expected, Node)
    results = graph.objects(expected, sh("result"))
    messages = any(graph.objects(r, sh("resultMessage")) for r in results)
    return normative(found, found[0].subject, messages) == normative(graph.triples, expected, messages)


@pytest.mark.parametrize("part", sorted(CASES))
def test_suite(part: str, w3c: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every case of the part is run; those not passed are the listed exceptions, and no others."""
    found = list(cases(w3c.resolve() / "shacl" / part / "manifest.ttl"))
    failed = {str(entry).rsplit("/", 1)[-1].rstrip(">") for graph, entry in found if not passes(graph, entry)}
    with capsys.disabled():
        print(f"\nW3C SHACL {part}: {len(found)} cases, {len(found) - len(failed)} passed")
    assert len(found) == CASES[part]
    assert failed == {name for name in EXCEPTIONS if name.startswith(part)}


def test_a_wrong_report_is_told_apart(w3c: Path) -> None:
    """The comparison can fail: without its last result, no report expected of a property test is itself."""
    compared = 0
    for graph, entry in cases(w3c.resolve() / "shacl" / "core" / "property" / "manifest.ttl"):
        expected = graph.one(entry, NamedNode(MF + "result"))
        assert isinstance(expected, Node)
        results = graph.objects(expected, sh("result"))
        if results:
            less = tuple(t for t in graph.triples if t.object != results[-1])
            assert normative(less, expected, False) != normative(graph.triples, expected, False)
            compared += 1
    assert compared == 36
