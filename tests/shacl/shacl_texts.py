"""Short texts for shapes and data in the tests of SHACL."""

from collections import Counter

from pyoxigraph import RdfFormat, Triple, parse

from expograph.shacl import Result, compile_shapes, validate

PREFIXES = """@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix expo: <https://w3id.org/expograph/ontology#> .
:prefixes sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""


def read(text: str) -> list[Triple]:
    """The triples of a Turtle text, with the prefixes above."""
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def results(data: str, shapes: str) -> list[Result]:
    """The results of validating one text with another."""
    return validate(read(data), compile_shapes(read(shapes)))


def sparql(query: str, targets: str) -> str:
    """A shape :S whose one constraint is the query."""
    return f':S {targets} ; sh:sparql [ sh:prefixes :prefixes ; sh:select """{query}""" ] .'


def seen(found: list[Result]) -> Counter[tuple[str, ...]]:
    """What the standard fixes of each result."""
    return Counter(
        tuple(map(str, (r.focus, r.path, r.value, r.shape, r.component, r.severity))) for r in found
    )
