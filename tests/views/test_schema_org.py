"""The schema.org view, by shapes made of the domains and ranges that schema.org itself gives."""

import re
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from expograph.namespaces import RDF, RDFS
from expograph.project import Project
from expograph.shacl import compile_shapes, untargeted, validate

FOLDER = Path(__file__).parent / "schema_org"
SCHEMA = "https://schema.org/"
TYPE, SUBCLASS = NamedNode(RDF + "type"), NamedNode(RDFS + "subClassOf")
DOMAIN, RANGE = (NamedNode(f"{SCHEMA}{name}Includes") for name in ("domain", "range"))
PREFIXES = """@prefix : <urn:shape:> . @prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
# What stands for schema.org's data types in RDF; a URL is any IRI.
DATA = {
    "Text": "[ sh:datatype xsd:string ] [ sh:datatype rdf:langString ]",
    "Date": "[ sh:datatype xsd:date ]",
    "DateTime": "[ sh:datatype xsd:dateTime ]",
    "Number": "[ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ]",
    "URL": "[ sh:nodeKind sh:IRI ]",
}


@pytest.fixture(scope="session")
def vocabulary() -> Store:
    """The facts of the vocabulary."""
    store = Store()
    store.load(path=FOLDER / "vocabulary.ttl", format=RdfFormat.TURTLE)
    return store


def local(term: object) -> str:
    """The name of a term of schema.org."""
    assert isinstance(term, NamedNode)
    assert term.value.startswith(SCHEMA)
    return term.value.removeprefix(SCHEMA)


def told(vocabulary: Store, predicate: NamedNode) -> dict[str, list[str]]:
    """The types that the vocabulary gives to each property, as domain or as range."""
    found: dict[str, list[str]] = {}
    for quad in vocabulary.quads_for_pattern(None, predicate, None):
        found.setdefault(local(quad.subject), []).append(local(quad.object))
    assert len(found) > 20
    return found


def shapes(vocabulary: Store) -> str:
    """Two shapes a property: its subjects are of one of its domains, its values of one of its ranges."""
    lines = [PREFIXES]
    for target, types in (("Subjects", told(vocabulary, DOMAIN)), ("Objects", told(vocabulary, RANGE))):
        for name, known in sorted(types.items()):
            ways = " ".join(DATA.get(one, f"[ sh:class schema:{one} ]") for one in sorted(known))
            lines.append(
                f":{name}{target} a sh:NodeShape ; sh:target{target}Of schema:{name} ; sh:or ( {ways} ) ."
            )
    return "\n".join(lines)


def with_facts(view: Store, vocabulary: Store) -> Store:
    """A view beside the vocabulary, so that its classes have their superclasses."""
    both = Store()
    both.extend(view)
    both.extend(q for q in vocabulary if q.predicate in (TYPE, SUBCLASS))
    return both


def conforms(data: Store, text: str) -> bool:
    """Whether our engine and pySHACL find no fault; they must agree."""
    compiled = compile_shapes(q.triple for q in _parsed(text))
    ours = not validate(data, compiled)
    turtle = serialize([q.triple for q in data], format=RdfFormat.N_TRIPLES) or b""
    graphs = rdflib.Graph().parse(data=turtle, format="nt"), rdflib.Graph().parse(data=text, format="turtle")
    theirs, _, report = pyshacl.validate(graphs[0], shacl_graph=graphs[1])
    assert ours == theirs, report
    return ours


def _parsed(text: str) -> Store:
    store = Store()
    store.load(text, format=RdfFormat.TURTLE)
    return store


def test_the_view_passes_the_shapes_of_the_vocabulary(
    project: Project, root: Path, parsed: Callable[[str, str], Store], vocabulary: Store
) -> None:
    """Every property stands where its domain lets it, with a value of its range: two shapes a property."""
    view, text = parsed("schema-org", "jsonld"), shapes(vocabulary)
    data = with_facts(view, vocabulary)
    assert conforms(data, text)
    used = {q.predicate for q in view} - {TYPE}
    nodes = {q.subject for q in view}
    if project.root == root:  # ours uses all that the vocabulary file has
        assert len(used) == len(told(vocabulary, DOMAIN)) == 24
        assert len(nodes) > 80
        assert not untargeted(data, compile_shapes(q.triple for q in _parsed(text)))
    assert len(used) > 12
    assert len(nodes) > 10


@pytest.mark.parametrize(
    ("subject", "property_", "value"),
    [
        ("Person", "startDate", '"2024-11-05"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("Place", "superEvent", None),
        ("ExhibitionEvent", "superEvent", "<https://schema.org/EventScheduled>"),
        ("ExhibitionEvent", "startDate", '"on Tuesday"'),
        ("Organization", "headline", '"words"@en'),
        ("Event", "eventStatus", "<https://schema.org/OnlineEventAttendanceMode>"),
    ],
)
def test_the_shapes_find_what_is_out_of_place(
    parsed: Callable[[str, str], Store], vocabulary: Store, subject: str, property_: str, value: str | None
) -> None:
    """If a property has a type or a value that schema.org does not give it, then a shape says so."""
    view = parsed("schema-org", "jsonld")
    of = {q.object: q.subject for q in view.quads_for_pattern(None, TYPE, None)}
    thing = of.get(NamedNode(SCHEMA + subject)) or NamedNode("urn:thing")
    data = with_facts(view, vocabulary)
    data.add(Quad(thing, TYPE, NamedNode(SCHEMA + subject)))
    data.update(f"INSERT DATA {{ {thing} <{SCHEMA}{property_}> {value or thing} }}")
    assert not conforms(data, shapes(vocabulary))


def test_every_term_is_one_of_the_vocabulary(parsed: Callable[[str, str], Store], vocabulary: Store) -> None:
    """No property and no type that the vocabulary file does not know: nothing is left unchecked."""
    view = parsed("schema-org", "turtle")
    classes = {q.subject for q in vocabulary.quads_for_pattern(None, SUBCLASS, None)}
    properties = {q.subject for q in vocabulary.quads_for_pattern(None, DOMAIN, None)}
    assert {q.object for q in view.quads_for_pattern(None, TYPE, None)} <= classes
    assert {q.predicate for q in view} - {TYPE} <= properties
    assert properties == {q.subject for q in vocabulary.quads_for_pattern(None, RANGE, None)}


def test_everything_has_a_type_and_a_name(parsed: Callable[[str, str], Store]) -> None:
    """What the view speaks of, as subject or value, says what it is and is called something in English."""
    view = parsed("schema-org", "turtle")
    things = {q.subject for q in view}
    things |= {
        q.object
        for q in view
        if isinstance(q.object, NamedNode)
        and q.predicate != TYPE
        and q.predicate.value.removeprefix(SCHEMA) not in ("license", "eventStatus", "eventAttendanceMode")
    }
    assert len(things) > 10
    for thing in things:
        assert list(view.quads_for_pattern(thing, TYPE, None)), thing
        names = view.quads_for_pattern(thing, NamedNode(SCHEMA + "name"), None)
        assert "en" in {getattr(q.object, "language", None) for q in names}, thing


def test_the_pairs_of_the_query_are_those_of_the_alignment(root: Path, graph: Store) -> None:
    """Each pair of terms that the query joins, ours and theirs, is one that the alignment states."""
    text = (root / "queries" / "views" / "schema-org.rq").read_text("utf-8")
    found = set(re.findall(r"\((?:expo:\w+ )?(expo:\w+) (schema:\w+)(?: expo:\w+)?\)", text))
    own = {("expo:series", "schema:superEvent")}  # an edition's series, since schema.org's series are events
    links = [RDFS + "subClassOf", RDFS + "subPropertyOf", "http://www.w3.org/2004/02/skos/core#closeMatch"]
    stated = {
        (f"expo:{q.subject.value.partition('#')[2]}", f"schema:{q.object.value.removeprefix(SCHEMA)}")
        for link in links
        for q in graph.quads_for_pattern(None, NamedNode(link), None)
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
    }
    assert len(found) > 20
    assert found - own - stated == set()
