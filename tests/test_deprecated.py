"""Deprecated terms from end to end: who still uses one is told where, and what to use instead; nothing breaks."""

from pathlib import Path

from expograph.build import build
from expograph.namespaces import ONTOLOGY
from expograph.project import Project
from expograph.shapes import Finding
from expograph.validate import validate

HEAD = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix population: <https://w3id.org/expograph/id/population/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
REPLACED = "expo:exhibitors owl:deprecated true ; dcterms:isReplacedBy expo:enterprises ."


def deprecate(project: Project, statements: str) -> None:
    """Let the project's own ontology deprecate terms."""
    folder = project.root / "ontology"
    folder.mkdir()
    (folder / "deprecated.ttl").write_text(HEAD + statements, "utf-8")


def warnings(project: Project) -> list[Finding]:
    """What a build warns of that is deprecated."""
    return [f for f in build(project).warnings if "owl:deprecated" in f.result.message]


def statements(found: list[Finding]) -> list[str]:
    """What stands in the files where findings point, up to the end of the bracket."""
    texts = []
    for at in (f.at for f in found if f.at):
        rest = Path(at.file).read_text("utf-8").splitlines()[at.line - 1 :]
        texts.append("\n".join(rest).split("]")[0])
    return texts


def test_nothing_is_told_of_terms_in_force(example: Project) -> None:
    """Without deprecated terms nothing is said of any."""
    assert warnings(example) == []


def test_a_deprecated_property_is_told_at_its_statement(example: Project) -> None:
    """Each claim on it is named by line, with the property to use instead; the graph is built all the same."""
    deprecate(example, REPLACED)
    found = warnings(example)
    used = sum(path.read_text("utf-8").count("expo:exhibitors") for path in example.mappings)
    assert used == len(found) >= 3
    assert all("expo:exhibitors" in text for text in statements(found))
    told = "is marked owl:deprecated and will go with a later version. Use expo:enterprises instead."
    assert {f.message for f in found} == {f"warning: {ONTOLOGY}exhibitors {told}"}
    assert (example.graph / "expograph.ttl").is_file()


def test_validating_a_mapping_tells_it_too(example: Project) -> None:
    """The mapping conforms, with a warning for each statement."""
    deprecate(example, REPLACED)
    report = validate(example, [example.root / "mappings" / "teapot-3-closing.ttl"])
    assert report.conforms
    assert any("Use expo:enterprises instead" in f.message for f in report.findings)


def test_a_deprecated_value_is_told_with_its_reason(example: Project) -> None:
    """An entry of a code list that a qualifier names; where nothing replaces it, the reason stands."""
    deprecate(example, 'population:overseas owl:deprecated true ; rdfs:comment "Seas differ."@en .')
    found = warnings(example)
    assert found
    assert all("population:overseas" in text for text in statements(found))
    assert {f.message.rsplit(". ", 1)[1] for f in found} == {"Seas differ."}


def test_a_deprecated_qualifier_is_told(example: Project) -> None:
    """What stands inside a bracket is told like any property."""
    deprecate(example, "expo:population owl:deprecated true ; dcterms:isReplacedBy expo:within .")
    found = warnings(example)
    assert len(found) >= 2
    assert all("expo:population" in text for text in statements(found))


def test_a_deprecated_class_is_told_in_the_registry(example: Project) -> None:
    """A thing of such a class is named where the registry speaks of it."""
    deprecate(example, "expo:Venue owl:deprecated true ; dcterms:isReplacedBy expo:Place .")
    found = warnings(example)
    assert found
    assert all(f.at is not None and "registry" in f.at.file for f in found)
    assert {f.message.rsplit(". ", 1)[1] for f in found} == {"Use expo:Place instead."}
