"""pySHACL behind the same interface: the other engine, and the oracle of ours."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.namespaces import XSD
from expograph.shacl.graph import ShapesGraph
from expograph.shacl.model import Result
from expograph.shacl.terms import Node, ShapesError, Term, ordered, sh

if TYPE_CHECKING:
    import rdflib


def pyshacl_results(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Validate with pySHACL.

    Args:
        data: The data graph.
        shapes: The shapes graph.

    Returns:
        The results, sorted as `validate` sorts them.

    Raises:
        ShapesError: what pySHACL says against the shapes graph.
    """
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    shapes_graph = ShapesGraph(shapes)
    try:
        _, found, text = pyshacl.validate(
            _to_rdflib(data), shacl_graph=_to_rdflib(shapes_graph.triples), allow_warnings=False
        )
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise ShapesError(f"pySHACL: {error}") from error
    if isinstance(found, Exception):
        raise ShapesError(f"pySHACL: {text}")
    said = ShapesGraph(Triple(*map(_from_rdflib, t)) for t in found)  # type: ignore[arg-type]
    # only what the report itself lists: pySHACL types the results below sh:detail like results of the report
    listed = [n for top in said.subjects(sh("result")) for n in said.objects(top, sh("result"))]
    results = [_result(said, n, shapes_graph) for n in dict.fromkeys(listed) if isinstance(n, Node)]
    return sorted(results, key=Result.sort_key)


def _result(said: ShapesGraph, node: Node, shapes: ShapesGraph) -> Result:
    def one(name: str) -> Term | None:
        return said.one(node, sh(name))

    focus, severity, shape, component = map(
        one, ("focusNode", "resultSeverity", "sourceShape", "sourceConstraintComponent")
    )
    assert focus is not None
    assert isinstance(severity, NamedNode)
    assert isinstance(shape, Node)
    assert isinstance(component, NamedNode)
    path, constraint = one("resultPath"), one("sourceConstraint")
    return Result(
        focus,
        said.path(node, path) if path is not None else None,
        one("value"),
        ordered(said.objects(node, sh("resultMessage"))),
        severity,
        shape,
        component,
        constraint if isinstance(constraint, Node) else None,
        shapes.name(shape),
    )


def _to_rdflib(triples: Iterable[Triple]) -> "rdflib.Graph":
    import rdflib

    def term(t: Term) -> rdflib.term.Node:
        if isinstance(t, NamedNode):
            return rdflib.URIRef(t.value)
        if isinstance(t, BlankNode):
            return rdflib.BNode(t.value)
        if not isinstance(t, Literal):
            raise ShapesError("pySHACL cannot read triple terms")
        plain = t.language or t.datatype.value == XSD + "string"
        datatype = None if plain else rdflib.URIRef(t.datatype.value)
        return rdflib.Literal(t.value, lang=t.language, datatype=datatype, normalize=False)

    graph = rdflib.Graph()
    for t in triples:
        graph.add((term(t.subject), term(t.predicate), term(t.object)))
    return graph


def _from_rdflib(term: "rdflib.term.Node") -> Term:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
