"""pySHACL as the oracle, and where it differs from the standard: each difference, with who is right and why.

Nothing is normalised but this: pySHACL drops a solution of a SPARQL constraint that equals another one of the
same focus node, so results are compared as sets where a query has no DISTINCT.
"""

import pytest
from made_up_fairs import data, shapes
from pyoxigraph import RdfFormat, Store
from shacl_texts import read, results, seen, sparql

from expograph.shacl import ShapesError, compile_shapes, pyshacl_results, validate


def both(data_text: str, shapes_text: str) -> tuple[int, int]:
    """How many results our engine has, and how many pySHACL."""
    return len(results(data_text, shapes_text)), len(pyshacl_results(read(data_text), read(shapes_text)))


def test_made_up_fairs_give_the_same_results() -> None:
    """If 20 shapes of Core and 5 with queries look at made-up fairs, then both engines say the same."""
    store = Store()
    store.load(data(8).encode(), format=RdfFormat.TURTLE)
    shape_triples = read(shapes())
    compiled = compile_shapes(shape_triples)
    assert len(compiled.shapes) == 24  # and one without a target, which others refer to
    ours = seen(validate(store, compiled))
    assert ours == seen(pyshacl_results([quad.triple for quad in store], shape_triples))
    assert len(ours) > 40
    assert len({result[4] for result in ours}) >= 7


def test_pyshacl_counts_details_when_types_are_counted() -> None:
    """If sh:node fails, pySHACL's report types the reasons below sh:detail as results too.

    Counting nodes of type sh:ValidationResult gives more than the report lists by sh:result: the standard's
    results are the listed ones (section 3.6.1.2), and those are what `pyshacl_results` returns.
    """
    import pyshacl
    from rdflib import RDF, SH, Graph

    data_text = "@prefix : <http://example.org/> . :a :p :b ."
    shapes_text = """@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        :S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :N ] .
        :N sh:nodeKind sh:Literal ; sh:class :C ."""
    graphs = [Graph().parse(data=text, format="turtle") for text in (data_text, shapes_text)]
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1])
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 3
    assert len(list(report.objects(None, SH.result))) == 1
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    assert both(data_text, prefixes + shapes_text) == (1, 1)


LESS = ":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q ."
AT_MOST_2 = ":S sh:targetNode :a ; sh:path :p ; sh:maxInclusive 2 ."


@pytest.mark.parametrize(
    ("why", "data_text", "shapes_text", "ours", "theirs"),
    [
        (
            "4.4.1: a blank node violates sh:minLength, 0 included",
            "_:d :p 1 .",
            ":S sh:targetSubjectsOf :p ; sh:minLength 0 .",
            1,
            0,
        ),
        (
            "2.3.1.4: the inverse of p/q is ^q/^p; pySHACL takes ^p/^q",
            ":c :p :b . :b :q :a .",
            ":S sh:targetNode :a ; sh:path [ sh:inversePath ( :p :q ) ] ; sh:maxCount 0 .",
            1,
            0,
        ),
        (
            "4.3: a date cannot be compared with 2, so it is not at most 2; rdflib orders any two literals",
            ':a :p "2024-01-01"^^xsd:date .',
            AT_MOST_2,
            1,
            0,
        ),
        (
            "4.5.3: a time without zone cannot be compared with a near one that has a zone",
            ':a :p "2024-01-01T00:00:00"^^xsd:dateTime ; :q "2024-01-01T05:00:00Z"^^xsd:dateTime .',
            LESS,
            1,
            0,
        ),
        (
            "4.5.3: false is less than true; pySHACL is right, Oxigraph does not order booleans",
            ":a :p false ; :q true .",
            LESS,
            1,
            0,
        ),
        (
            "4.8.2: only the term `true` switches sh:uniqueLang on; W3C's uniqueLang-002",
            ':a :p "x"@en, "y"@en .',
            ':S sh:targetNode :a ; sh:path :p ; sh:uniqueLang "1"^^xsd:boolean .',
            0,
            1,
        ),
        (
            "4.1.2: a year has four digits; rdflib does not check",
            ':a :p "24"^^xsd:gYear .',
            ":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:gYear .",
            1,
            0,
        ),
        (
            "4.1.2: a decimal has no exponent; rdflib does not check",
            ':a :p "1e3"^^xsd:decimal .',
            ":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:decimal .",
            1,
            0,
        ),
        (
            "5.3.2: every solution is a result; pySHACL drops equal ones",
            ":a :p :x, :y .",
            sparql("SELECT $this WHERE { $this :p ?x }", "sh:targetNode :a"),
            2,
            1,
        ),
    ],
)
def test_difference(why: str, data_text: str, shapes_text: str, ours: int, theirs: int) -> None:
    """In each case the two engines differ, and the section of SHACL 1.0 named says which is right."""
    assert both(data_text, shapes_text) == (ours, theirs), why


def test_pyshacl_refuses_to_compare_blank_nodes() -> None:
    """If sh:lessThan meets a blank node, pySHACL stops; the standard has a violation (section 4.5.3)."""
    assert len(results(":a :p [] ; :q 1 .", LESS)) == 1
    with pytest.raises(ShapesError, match="BlankNode"):
        pyshacl_results(read(":a :p [] ; :q 1 ."), read(LESS))


def test_pyshacl_refuses_shapes_that_we_refuse() -> None:
    """If a shapes graph is ill-formed, then pySHACL's complaint is a ShapesError too."""
    with pytest.raises(ShapesError, match="pySHACL"):
        pyshacl_results(read(":a :p 1 ."), read(":S sh:targetNode :a ; sh:path :p ; sh:minCount 'x' ."))


def test_classes_of_owl_are_implicit_targets() -> None:
    """If a shape is an owl:Class, then its instances are its focus nodes, in both engines."""
    assert both(":a a :C .", ":C a owl:Class, sh:NodeShape ; sh:nodeKind sh:Literal .") == (1, 1)
