"""The real graph under the oracles: owlrl beside the compiled rules, pySHACL beside the compiled shapes."""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from helpers import parse_queries_once
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from expograph.assemble import assembled
from expograph.build import Graph, reasoned
from expograph.namespaces import ID, RDF, XSD, expo
from expograph.project import Project
from expograph.shacl import Result, compile_shapes, pyshacl_results, validate
from expograph.shapes import load_shapes

sys.path.insert(0, str(Path(__file__).parent / "reason"))
from oracle import comparable, owlrl_closure

PROJECT = Project(Path(__file__).parents[1])


@cache
def graph() -> Graph:
    """What a build makes of the project, before it is written."""
    return reasoned(assembled(PROJECT), PROJECT)


def key(result: Result) -> tuple[str, ...]:
    """What of a result is normative: focus node, path, value, shape, component, severity."""
    parts = (result.focus, result.path, result.value, result.shape_name, result.component, result.severity)
    return tuple(map(str, parts))


@pytest.mark.slow
def test_closure_is_owlrls() -> None:
    """owlrl and the compiled rules infer the same from ontology, registry and claims."""
    said = {q.triple for q in graph().quads}
    ours = comparable(said | set(graph().inferred))
    theirs = comparable(owlrl_closure(said))
    assert len(said) > 15_000
    assert len(ours - said) > 1_000
    assert ours == theirs


def faults() -> list[Triple]:
    """Triples that break several constraints, so that there is something to agree on."""
    fair, claim = NamedNode(ID + "fair/ciie-7"), NamedNode(ID + "claim/wrong")
    return [
        Triple(fair, expo("ordinal"), Literal("8", datatype=NamedNode(XSD + "positiveInteger"))),
        Triple(fair, expo("endDate"), Literal("2024-11-01", datatype=NamedNode(XSD + "date"))),
        Triple(fair, expo("unheardOf"), NamedNode(ID + "person/nobody")),
        Triple(claim, NamedNode(RDF + "type"), expo("Claim")),
        Triple(claim, expo("lower"), Literal("5", datatype=NamedNode(XSD + "decimal"))),
        Triple(claim, expo("upper"), Literal("4", datatype=NamedNode(XSD + "decimal"))),
    ]


@pytest.mark.slow
def test_shapes_find_what_pyshacl_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both SHACL engines report the same results on the real graph, where some faults have been planted."""
    parse_queries_once(monkeypatch)
    store: Store = graph().store()
    store.extend(Quad(*t, NamedNode(ID + "faults")) for t in faults())
    shapes = load_shapes(PROJECT)
    ours = Counter(map(key, validate(store, compile_shapes(shapes))))
    theirs = Counter(map(key, pyshacl_results({q.triple for q in store}, shapes)))
    assert ours == theirs
    assert len(ours) >= 12
