"""Deprecated terms from end to end: who still uses one is told where, and what to use instead."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from expograph import query
from expograph.build import Built, build
from expograph.going import going
from expograph.namespaces import ID, ONTOLOGY
from expograph.project import Project
from expograph.shapes import Finding

DEPRECATED = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix population: <https://w3id.org/expograph/id/population/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
expo:exhibitors owl:deprecated true ; dcterms:isReplacedBy expo:enterprises .
expo:population owl:deprecated true ; dcterms:isReplacedBy expo:within .
population:overseas owl:deprecated true ; rdfs:comment "Seas differ."@en .
expo:Venue owl:deprecated true ; dcterms:isReplacedBy expo:Place .
"""


@pytest.fixture(scope="module")
def outcome(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The invented project, built although terms that it uses are deprecated."""
    folder = tmp_path_factory.mktemp("deprecated") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    (folder / "ontology").mkdir()
    (folder / "ontology" / "deprecated.ttl").write_text(DEPRECATED, "utf-8")
    return build(Project(folder))


def told(outcome: Built, term: str) -> list[Finding]:
    """What the build warns of about a term: its IRI stands first in the message."""
    start = f"{term} is marked owl:deprecated and will go with a later version. "
    return [f for f in outcome.warnings if f.result.message.startswith(start)]


def advice(found: list[Finding]) -> set[str]:
    """The last sentence of each message: what to do."""
    return {f.message.split(" version. ", 1)[1] for f in found}


def brackets(found: list[Finding]) -> list[str]:
    """What stands in the files where findings point, up to the end of the bracket."""
    texts = []
    for at in (f.at for f in found if f.at):
        rest = Path(at.file).read_text("utf-8").splitlines()[at.line - 1 :]
        texts.append("\n".join(rest).split("]")[0])
    return texts


def test_only_what_is_deprecated_is_told(outcome: Built) -> None:
    """The graph is written, and every warning of a deprecated term is about one of the four."""
    assert outcome.written
    terms = [ONTOLOGY + name for name in ("exhibitors", "population", "Venue")]
    found = [f for term in (*terms, ID + "population/overseas") for f in told(outcome, term)]
    assert len(found) == sum("owl:deprecated" in f.result.message for f in outcome.warnings) >= 8


def test_a_property_is_told_at_its_statement(outcome: Built, root: Path) -> None:
    """Each statement that uses it is named by line, with the property to use instead."""
    found = told(outcome, ONTOLOGY + "exhibitors")
    mappings = (root / "tests" / "example" / "mappings").glob("*.ttl")
    assert len(found) == sum(path.read_text("utf-8").count("expo:exhibitors") for path in mappings) == 3
    assert all("expo:exhibitors" in text for text in brackets(found))
    assert advice(found) == {"Use expo:enterprises instead."}


def test_a_value_is_told_with_its_reason(outcome: Built) -> None:
    """An entry of a code list that a qualifier names; where nothing replaces it, the reason stands."""
    found = told(outcome, ID + "population/overseas")
    assert found
    assert all("population:overseas" in text for text in brackets(found))
    assert advice(found) == {"Seas differ."}


def test_a_qualifier_is_told(outcome: Built) -> None:
    """What stands inside a bracket is told like any property."""
    found = told(outcome, ONTOLOGY + "population")
    assert len(found) >= 3
    assert all("expo:population" in text for text in brackets(found))
    assert advice(found) == {"Use expo:within instead."}


def test_a_class_is_told_in_the_registry(outcome: Built) -> None:
    """A thing of such a class is named where the registry speaks of it."""
    found = told(outcome, ONTOLOGY + "Venue")
    assert found
    assert all(f.at is not None and "registry" in f.at.file for f in found)
    assert advice(found) == {"Use expo:Place instead."}


@pytest.fixture(scope="module")
def asked(outcome: Built) -> Store:
    """The graph of the invented project with its deprecated terms, as it is asked."""
    store = Store()
    store.bulk_extend(Quad(*quad.triple, DefaultGraph()) for quad in outcome.graph.store())
    return store


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{ ?s expo:exhibitors ?o }", "q.rq:2:15: warning: expo:exhibitors is marked owl:deprecated"),
        (f"{{ ?s <{ONTOLOGY}exhibitors> ?o }}", "q.rq:2:15: warning: expo:exhibitors is marked"),
        ("{ ?s p:population population:overseas }", "q.rq:2:15: warning: expo:population is marked"),
        ("{ ?s expo:exhibitorsBy 'expo:exhibitors' } # expo:exhibitors", ""),
    ],
)
def test_a_question_is_told(asked: Store, text: str, told: str) -> None:
    """Where it names a deprecated term, by prefix or IRI; not where a comment or a literal does."""
    prefixes = f"PREFIX expo: <{ONTOLOGY}> PREFIX p: <{ONTOLOGY}> PREFIX population: <{ID}population/>"
    found = going(query.read(f"{prefixes}\nSELECT * {text}", "q", "q.rq"), asked)
    assert [line.startswith(told) for line in found[:1]] == ([True] if told else [])
    ends = (
        ["Use expo:within instead.", "Seas differ."]
        if "overseas" in text
        else ["Use expo:enterprises instead."]
    )
    assert [line.partition(" version. ")[2] for line in found] == (ends if told else [])
