"""A validation report as RDF (SHACL 1.0, section 3.6.1)."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.namespaces import RDF, XSD
from expograph.shacl.model import Result
from expograph.shacl.terms import sh

_TYPE = NamedNode(RDF + "type")


def report(results: Iterable[Result]) -> list[Triple]:
    """The sh:ValidationReport of the results; it holds no time, and a blank node for each result."""
    top = BlankNode("report")
    triples: list[Triple] = []
    for number, result in enumerate(results, start=1):
        node = BlankNode(f"result{number}")
        triples += [Triple(top, sh("result"), node), *_result(node, result)]
    conforms = Literal("false" if triples else "true", datatype=NamedNode(XSD + "boolean"))
    return [Triple(top, _TYPE, sh("ValidationReport")), Triple(top, sh("conforms"), conforms), *triples]


def _result(node: BlankNode, result: Result) -> list[Triple]:
    path, below = result.path.triples() if result.path else (None, [])
    said = {
        "focusNode": result.focus,
        "resultPath": path,
        "value": result.value,
        "resultSeverity": result.severity,
        "sourceShape": result.shape,
        "sourceConstraintComponent": result.component,
        "sourceConstraint": result.constraint,
    }
    triples = [Triple(node, sh(name), term) for name, term in said.items() if term is not None]
    messages = [Triple(node, sh("resultMessage"), message) for message in result.messages]
    return [Triple(node, _TYPE, sh("ValidationResult")), *triples, *messages, *below]
