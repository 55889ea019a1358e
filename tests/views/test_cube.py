"""The Data Cube view, by the integrity constraints of the recommendation."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store

from expograph.namespaces import RDF, expo
from expograph.project import Project

FOLDER = Path(__file__).parent / "cube"
CONSTRAINTS = sorted(p for p in FOLDER.glob("ic-*.rq") if not p.stem.endswith(".properties"))
QB = "http://purl.org/linked-data/cube#"
CUBE = "https://w3id.org/expograph/cube#"
PREFIXES = f"""PREFIX : <urn:cube#> PREFIX qb: <{QB}> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
MEASURES = "qb:component [ qb:dimension qb:measureType ], [ qb:measure :share ]"
FAULTS = {
    "ic-1": "INSERT DATA { :one qb:dataSet :other }",
    "ic-2": "DELETE DATA { :data qb:structure :dsd }",
    "ic-3": "DELETE DATA { :dsd qb:component :c-count }",
    "ic-4": "DELETE DATA { :time rdfs:range rdfs:Literal }",
    "ic-5": "DELETE DATA { :place qb:codeList :places }",
    "ic-6": "INSERT DATA { :c-time qb:componentRequired false }",
    "ic-7": "DELETE DATA { :dsd qb:sliceKey :key }",
    "ic-8": "INSERT DATA { :key qb:componentProperty :colour }",
    "ic-9": "DELETE DATA { :slice qb:sliceStructure :key }",
    "ic-10": "DELETE DATA { :slice :place :north }",
    "ic-11": "DELETE DATA { :two :time 2023 }",
    "ic-12": "INSERT DATA { :three qb:dataSet :data ; :place :south ; :time 2023 ; :count 9 }",
    "ic-13": "DELETE DATA { :data :unit :person }",
    "ic-14": "DELETE DATA { :two :count 8 }",
    "ic-15": f"INSERT DATA {{ :dsd {MEASURES} . :one qb:measureType :share . :two qb:measureType :count }}",
    "ic-16": f"INSERT DATA {{ :dsd {MEASURES} . :one qb:measureType :count ; :share 1 }}",
    "ic-17": f"INSERT DATA {{ :dsd {MEASURES} . :one qb:measureType :count . :two qb:measureType :count }}",
    "ic-18": "INSERT DATA { :slice qb:observation :stray . :stray qb:dataSet :other }",
    "ic-19-scheme": "INSERT DATA { :two :place :nowhere }",
    "ic-19-collection": "DELETE DATA { :places a skos:ConceptScheme } ;"
    " INSERT DATA { :places a skos:Collection ; skos:member :north }",
    "ic-20": "INSERT DATA { :places a qb:HierarchicalCodeList ; qb:parentChildProperty skos:narrower ;"
    " qb:hierarchyRoot :all . :all skos:narrower :north }",
    "ic-21": "INSERT DATA { :places a qb:HierarchicalCodeList ; qb:hierarchyRoot :all ;"
    " qb:parentChildProperty [ owl:inverseOf skos:broader ] . :north skos:broader :all }",
}


def normalised(store: Store) -> Store:
    """A copy of a cube after the normalisation algorithm (section 10 of the recommendation)."""
    copy = Store()
    copy.extend(store)
    copy.update((FOLDER / "normalise.ru").read_text("utf-8"))
    return copy


def violated(constraint: Path, cube: Store) -> bool:
    """Whether a constraint is violated; one that is a template, for any property that it is made for."""
    text = constraint.read_text("utf-8")
    texts = [text]
    properties = constraint.with_suffix(".properties.rq")
    if properties.exists():
        found = cube.query(properties.read_text("utf-8"))
        assert isinstance(found, QuerySolutions)
        texts = [text.replace("$p", row["p"].value) for row in found]
    answers = [cube.query(one) for one in texts]
    assert all(isinstance(answer, QueryBoolean) for answer in answers)
    return any(map(bool, answers))


def only(view: Store, subject: object, predicate: NamedNode) -> object:
    """The one value of a property, or None."""
    found = [q.object for q in view.quads_for_pattern(subject, predicate, None)]
    assert len(found) <= 1, (subject, predicate, found)
    return found[0] if found else None


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda path: path.stem)
def test_each_constraint_finds_its_fault(constraint: Path) -> None:
    """A good cube keeps every constraint; one that is spoilt violates the constraint in question."""
    store = Store()
    store.load(path=FOLDER / "small.ttl", format=RdfFormat.TURTLE)
    assert not violated(constraint, normalised(store))
    store.update(PREFIXES + FAULTS[constraint.stem])
    assert violated(constraint, normalised(store))


def test_the_view_keeps_all_21_constraints(parsed: Callable[[str, str], Store]) -> None:
    """IC-1 to IC-21 after normalisation, on a cube with observations, slices, attributes, code lists."""
    assert {path.stem.split("-")[1] for path in CONSTRAINTS} == {str(n) for n in range(1, 22)}
    assert len(CONSTRAINTS) == len(FAULTS) == 22
    cube = normalised(parsed("data-cube", "turtle"))
    type_ = NamedNode(RDF + "type")
    for name, least in (
        ("Observation", 15),
        ("Slice", 1),
        ("DimensionProperty", 5),
        ("AttributeProperty", 2),
    ):
        assert len(list(cube.quads_for_pattern(None, type_, NamedNode(QB + name)))) >= least, name
    assert [path.stem for path in CONSTRAINTS if violated(path, cube)] == []


def test_every_end_of_every_statistic_is_one_observation(
    graph: Store, parsed: Callable[[str, str], Store]
) -> None:
    """The values are the ends and nominal figures of the graph, with subject, measure and unit."""
    view = parsed("data-cube", "turtle")
    sub = NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")
    statistics = {q.subject for q in graph.quads_for_pattern(None, sub, expo("statistic"))}
    expected = set()
    for quad in graph.quads_for_pattern(None, NamedNode(RDF + "type"), expo("BestKnownValue")):
        best, measure = quad.subject, only(graph, quad.subject, expo("measure"))
        unit = only(graph, best, expo("unit")) or NamedNode(CUBE + "unit-number")
        for end in ("lower", "upper", "nominal"):
            value = only(graph, best, expo(end))
            if value is not None and measure in statistics:
                shut = graph.quads_for_pattern(best, expo(end + "Exclusive"), Literal(True))
                exclusive = None if end == "nominal" else Literal(bool(list(shut)))
                subject, bound = only(graph, best, expo("of")), only(graph, best, expo("bound"))
                code = NamedNode(f"{CUBE}end-{end}")
                expected.add((best, subject, measure, unit, code, value, bound, exclusive))
    names = ["subject", "measure", "unit", "end", "value", "bound", "exclusive"]
    found = {
        (
            only(view, q.subject, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")),
            *(only(view, q.subject, NamedNode(CUBE + name)) for name in names),
        )
        for q in view.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(QB + "Observation"))
    }
    assert len(found) >= 15
    assert found == expected


def test_every_qualifier_is_a_dimension(
    project: Project, root: Path, graph: Store, parsed: Callable[[str, str], Store]
) -> None:
    """If a qualifier narrows some statistic, then it is a dimension, whose code is what narrows, or "all"."""
    view = parsed("data-cube", "turtle")
    derived = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    observed = [(q.subject, q.object) for q in view.quads_for_pattern(None, derived, None)]
    narrowing = sorted(
        q.subject.value for q in graph.quads_for_pattern(None, expo("narrowing"), Literal(True))
    )
    narrowed = several = 0
    for qualifier in map(NamedNode, narrowing):
        dimension = NamedNode(CUBE + qualifier.value.rpartition("#")[2])
        said = {
            best: [q.object for q in graph.quads_for_pattern(best, qualifier, None)] for _, best in observed
        }
        for observation, best in observed if any(said.values()) else ():
            code, things = only(view, observation, dimension), said[best]
            if len(things) == 1 and isinstance(things[0], NamedNode):
                assert code == things[0]
                narrowed += 1
            elif things:
                locals_ = sorted(re.sub(r".*[/#]", "", thing.value) for thing in things)
                assert code == NamedNode(f"{dimension.value}-{'.'.join(locals_)}")
                several += 1
            else:
                assert code == NamedNode(dimension.value + "-all")
    assert narrowed > 3
    assert several > 5 or project.root != root


def test_everything_has_a_name_in_english_and_chinese(parsed: Callable[[str, str], Store]) -> None:
    """Dimensions, measure, attributes, code lists and codes are labelled once in each language."""
    view = parsed("data-cube", "turtle")
    labels = [
        NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    ]
    wanted = (
        "DimensionProperty",
        "MeasureProperty",
        "AttributeProperty",
        "DataSet",
        "DataStructureDefinition",
    )
    classes = [NamedNode(QB + name) for name in wanted]
    classes += [
        NamedNode("http://www.w3.org/2004/02/skos/core#" + name) for name in ("Concept", "ConceptScheme")
    ]
    named = 0
    for one in classes:
        for quad in view.quads_for_pattern(None, NamedNode(RDF + "type"), one):
            said = [q.object for p in labels for q in view.quads_for_pattern(quad.subject, p, None)]
            assert sorted(str(label.language) for label in said) == ["en", "zh"], (quad.subject, said)
            named += 1
    assert named > 20
