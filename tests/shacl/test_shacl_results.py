"""What results hold, which lexical forms are well-formed, and which shapes have no focus node."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from shacl_texts import read, results, sparql

from expograph.shacl import compile_shapes, report, untargeted, validate
from expograph.shacl.paths import Path

XSD = "http://www.w3.org/2001/XMLSchema#"
FORMS = {
    "boolean": ("true 0", "True yes"),
    "decimal": ("1 -1.5 +.5 1.", "1e3 x 1,5"),
    "integer": ("0 -7 +8", "1.0 x"),
    "double": ("1 1.5e-3 INF -INF NaN", "1e x"),
    "date": (
        "2024-02-29 2000-02-29 2023-12-31Z 2024-01-01+08:00",
        "2023-02-29 1900-02-29 2024-13-01 2024-1-1 24-01-01",
    ),
    "time": ("00:00:00 23:59:59.9Z 24:00:00", "24:00:01 25:00:00 12:00"),
    "dateTime": (
        "2024-11-05T10:00:00 2024-02-29T24:00:00Z",
        "2024-11-05 2024-11-05T10:00 2023-02-29T00:00:00",
    ),
    "dateTimeStamp": ("2024-11-05T10:00:00+08:00", "2024-11-05T10:00:00"),
    "gYear": ("2024 -0044 12024", "24 02024"),
    "gYearMonth": ("2024-11", "2024-13 2024"),
    "gMonthDay": ("--02-29 --12-31", "--02-30 12-31"),
    "gMonth": ("--02", "--13"),
    "gDay": ("---31", "---32"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S -P1D PT1S", "P 1Y P1S"),
    "dayTimeDuration": ("P1D PT4H", "P1Y"),
    "yearMonthDuration": ("P1Y2M", "P1D"),
    "hexBinary": ("0aFF", "0 0g"),
    "base64Binary": ("YWJj YQ==", "YQ="),
    "language": ("en zh-Hans", "e_n"),
    "byte": ("-128 127", "128 x 1.5"),
    "unsignedByte": ("0 255", "-1 256"),
    "positiveInteger": ("1", "0"),
    "negativeInteger": ("-1", "0"),
}


@pytest.mark.parametrize("name", FORMS)
def test_lexical_forms(name: str) -> None:
    """A literal has its datatype if, and only if, its lexical form is one that XML Schema allows.

    Two ill-formed ones are not seen, because Oxigraph mends them as it reads: "inf" for INF, "P1YT" for P1Y.
    """
    good, bad = (forms.split() for forms in FORMS[name])
    shapes = compile_shapes(read(f":S sh:targetObjectsOf :p ; sh:datatype xsd:{name} ."))
    data = read(" ".join(f':a :p "{form}"^^xsd:{name} .' for form in good + bad))
    found = {r.focus.value for r in validate(data, shapes) if isinstance(r.focus, Literal)}
    assert found == set(bad)


def test_integer_types_are_told_apart_unless_a_store_has_dropped_their_names() -> None:
    """If data comes as triples, 5 is no xsd:byte; from a store, which keeps values, it may be one."""
    shapes = compile_shapes(
        read(":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:byte ; sh:maxInclusive 100 .")
    )
    data = read(':a :p 5, "6"^^xsd:byte, "120"^^xsd:byte, "300"^^xsd:byte .')
    exact = [(r.component.value[27:-19], str(r.value)) for r in validate(data, shapes)]
    assert exact == [
        ("Datatype", f'"300"^^<{XSD}byte>'),
        ("Datatype", f'"5"^^<{XSD}integer>'),
        ("MaxInclusive", f'"120"^^<{XSD}byte>'),
        ("MaxInclusive", f'"300"^^<{XSD}byte>'),
    ]
    store = Store()
    store.extend(Quad(*t) for t in data)
    by_value = [str(r.value) for r in validate(store, shapes) if "Datatype" in r.component.value]
    assert by_value == [f'"300"^^<{XSD}integer>']


def test_messages_come_from_query_constraint_shape_or_component() -> None:
    """The first that has a message gives it: the solution, the constraint, the shape; else a sentence."""
    query = 'SELECT $this ?value ("said" AS ?message) WHERE { $this :p ?value }'
    assert results(":a :p 1 .", sparql(query, "sh:targetNode :a"))[0].message == "said"
    shape = """:S sh:targetNode :a ; sh:message "shape" ; sh:sparql [ sh:prefixes :prefixes ; sh:message
        "{$this} has {?value}, not {?other}"@en ;
        sh:select "SELECT $this ?value WHERE { $this :p ?value }" ] ."""
    (filled,) = results(":a :p 1 .", shape)
    assert filled.messages == (Literal("http://example.org/a has 1, not {?other}", language="en"),)
    two = ':S sh:targetNode :a ; sh:path :p ; sh:maxCount 0 ; sh:message "zwei"@de, "two"@en .'
    assert results(":a :p 1 .", two)[0].message == "zwei / two"
    plain = ":S sh:targetNode :a ; sh:path :p ; sh:maxCount 0 ."
    assert results(":a :p 1 .", plain)[0].message == "<http://example.org/p>: more than 0 values"


def test_a_component_of_ones_own_fills_its_message() -> None:
    """If a component has a parameter, then its message may name it, and each value is a constraint."""
    component = """:K a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [
        sh:message "{$value} is more than {$most}" ; sh:ask "ASK { FILTER($value <= $most) }" ] ."""
    found = results(":a :p 7 .", component + ":S sh:targetNode :a ; sh:path :p ; :most 5, 6, 8 .")
    assert [r.message for r in found] == ["7 is more than 5", "7 is more than 6"]
    nested = (
        component
        + ":S sh:targetNode :a ; sh:not [ sh:path :p ; :most 5 ] ; sh:property [ sh:path :p ; :most 8 ] ."
    )
    assert results(":a :p 7 .", nested) == []


def test_a_query_on_a_shape_reached_twice_reports_twice() -> None:
    """If a property shape with a query is reached in two ways, then it reports both, as Core does."""
    shapes = """:S sh:targetNode :a ;
            sh:property [ sh:path :p ; sh:property :T ], [ sh:path :q ; sh:property :T ] .
        :T sh:path :r ; sh:maxCount 0 ; sh:sparql [ sh:prefixes :prefixes ;
            sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] ."""
    found = results(":a :p :b ; :q :b . :b :r 1 .", shapes)
    assert [(r.component.value[27:], str(r.focus), str(r.path)) for r in found] == [
        ("MaxCountConstraintComponent", "<http://example.org/b>", "<http://example.org/r>"),
        ("MaxCountConstraintComponent", "<http://example.org/b>", "<http://example.org/r>"),
        ("SPARQLConstraintComponent", "<http://example.org/b>", "<http://example.org/r>"),
        ("SPARQLConstraintComponent", "<http://example.org/b>", "<http://example.org/r>"),
    ]


def test_an_empty_path_reaches_a_node_without_triples() -> None:
    """If a path may take no step, then a focus node is its own value, be it in the data or not."""
    for path in (
        "[ sh:zeroOrMorePath :p ]",
        "[ sh:zeroOrOnePath :p ]",
        "( [ sh:zeroOrOnePath :p ] [ sh:zeroOrMorePath :q ] )",
    ):
        found = results(":x :y :z .", f':S sh:targetNode :none, "text" ; sh:path {path} ; sh:maxCount 0 .')
        nested = results(
            ":x :y :z .", f':S sh:targetNode :none, "text" ; sh:not [ sh:path {path} ; sh:minCount 1 ] .'
        )
        assert (len(found), len(nested)) == (2, 2)


def test_results_name_their_shape_and_come_in_order() -> None:
    """If shapes are blank nodes, then results name the shape that holds them, and come sorted."""
    found = results(
        ":b :p 1 . :a :p 1 .", ":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:maxCount 0 ] ."
    )
    assert [str(r.focus) for r in found] == ["<http://example.org/a>", "<http://example.org/b>"]
    assert found[0].shape_name == "the shape on <http://example.org/p> in <http://example.org/S>"


def test_the_report_can_be_read_back() -> None:
    """If a report is written as Turtle, then it reads back, path and all, and says whether data conforms."""
    path = "( :p [ sh:alternativePath ( [ sh:inversePath :q ] :r ) ] )"
    shape = f":S sh:targetNode :a ; sh:path {path} ; sh:minCount 1 ."
    found = results(":a :p :b .", shape)
    assert found[0].path == Path(
        "/",
        (
            Path("", (), NamedNode("http://example.org/p")),
            Path(
                "|",
                (
                    Path("^", (Path("", (), NamedNode("http://example.org/q")),)),
                    Path("", (), NamedNode("http://example.org/r")),
                ),
            ),
        ),
    )
    text = serialize(report(found), format=RdfFormat.TURTLE)
    triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    assert len(triples) == len(report(found)) == 20
    assert [t.object.value for t in triples if t.predicate.value.endswith("conforms")] == ["false"]
    assert [str(t.object) for t in report([])][1] == f'"true"^^<{XSD}boolean>'


def test_shapes_without_focus_nodes_are_found() -> None:
    """If a target reaches nothing in the data, then the shape is named, unless it may have no targets."""
    shapes = compile_shapes(
        read(
            """:found sh:targetClass :C . :below sh:targetClass :Top . :lost sh:targetClass :Misspelt .
            :node sh:targetNode :a . :nowhere sh:targetNode :z . :path sh:targetObjectsOf :p .
            :none sh:targetSubjectsOf :q .
            :may sh:targetClass :Misspelt ; expo:mayHaveNoTargets true .
            :off sh:targetClass :X ; sh:deactivated true ."""
        )
    )
    assert len(shapes.shapes) == 9
    store = Store()
    store.extend(
        Quad(*t, NamedNode("http://example.org/g"))
        for t in read(":a a :C ; :p 1 . :C rdfs:subClassOf :Top .")
    )
    assert [shape.name[20:-1] for shape in untargeted(store, shapes)] == ["lost", "none", "nowhere"]


def test_a_store_is_left_as_it_was() -> None:
    """If a store with named graphs is validated, then its quads stay the same."""
    store = Store()
    store.extend(Quad(*t, NamedNode("http://example.org/g")) for t in read(":a :p 1 ."))
    before = set(store)
    assert len(validate(store, compile_shapes(read(":S sh:targetNode :a ; sh:nodeKind sh:Literal .")))) == 1
    assert set(store) == before
