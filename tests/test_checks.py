"""The checks of the ontology: each holds for ours and finds the fault that it is for in a fixture.

A fixture `checks/<check>.ttl` is a few triples with faults and, beside them, what is right; its first lines
say what the check finds, a row a line: `# finds: term | value`.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from expograph.build import Graph
from expograph.errors import ExpographError
from expograph.namespaces import ONTOLOGY_GRAPH
from expograph.project import Project, default_root
from expograph.quality import Finding, checks, findings, stated, within_dl
from expograph.query import CHECKS, Query, catalogue, find

PROJECT = Project(default_root())
FIXTURES = Path(__file__).parent / "checks"
ASKED = {check.name.removeprefix(CHECKS): check for check in checks(PROJECT)}
OOPS = {4, 5, 6, 8, *range(10, 14), *range(19, 23), *range(24, 33), *range(34, 37), *range(38, 42)}
# The rules of ROBOT's report_profile.txt as it stands in version 1.9.6.
ROBOT = {
    "annotation_whitespace", "deprecated_boolean_datatype", "deprecated_class_reference",
    "deprecated_property_reference", "duplicate_definition", "duplicate_exact_synonym",
    "duplicate_label", "duplicate_label_synonym", "duplicate_scoped_synonym",
    "equivalent_class_axiom_no_genus", "equivalent_pair", "illegal_use_of_built_in_vocabulary",
    "invalid_entity_uri", "invalid_xref", "label_formatting", "label_whitespace",
    "lowercase_definition", "missing_definition", "missing_label", "missing_obsolete_label",
    "missing_ontology_description", "missing_ontology_license", "missing_ontology_title",
    "missing_subset_declaration", "missing_superclass", "missing_synonymtype_declaration",
    "misused_obsolete_label", "misused_replaced_by", "multiple_definitions",
    "multiple_equivalent_class_definitions", "multiple_equivalent_classes", "multiple_labels",
}  # fmt: skip


@cache
def ours() -> Store:
    """The ontology with its code lists and alignments, as their files state it."""
    assert len(PROJECT.ontology) - len(within_dl(PROJECT)) == 1
    return stated(within_dl(PROJECT))


def prefixes(path: Path) -> dict[str, str]:
    """The prefixes of a Turtle file."""
    return dict(re.findall(r"^@prefix (\w*): <(.+?)> \.$", path.read_text("utf-8"), re.M))


def written(finding: Finding, known: dict[str, str]) -> str:
    """A finding as a fixture's first lines write it."""

    def cell(term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        near = [(p, iri) for p, iri in known.items() if re.fullmatch(re.escape(iri) + r"\w*", term.value)]
        return f"{near[0][0]}:{term.value.removeprefix(near[0][1])}" if near else str(term)

    return " | ".join(cell(term) for term in finding if term is not None)


def expected(path: Path) -> list[str]:
    """What the check finds in a fixture, as its first lines say."""
    return re.findall(r"^# finds: (.+)$", path.read_text("utf-8"), re.M)


def test_each_check_has_its_fixture() -> None:
    """As many checks as fixtures, of the same names, and each fixture holds a fault."""
    fixtures = {path.stem: path for path in FIXTURES.glob("*.ttl")}
    assert fixtures.keys() == ASKED.keys()
    assert len(fixtures) == 93
    assert [name for name, path in fixtures.items() if not expected(path)] == []


@pytest.mark.parametrize("name", ASKED)
def test_check_catches_its_fixture(name: str) -> None:
    """The check finds exactly what the fixture's first lines say, and nothing in what is right beside it."""
    path = FIXTURES / f"{name}.ttl"
    found = [written(finding, prefixes(path)) for finding in findings(ASKED[name], stated([path]))]
    assert sorted(found) == sorted(expected(path))


@pytest.mark.parametrize("name", ASKED)
def test_check_holds_for_the_ontology(name: str) -> None:
    """Nothing is found in the ontology, its code lists and its alignments."""
    assert len(ours()) > 9000
    assert findings(ASKED[name], ours()) == []


def test_checks_hold_in_the_built_graph(built: Graph) -> None:
    """Asked of a graph as it is published, its blank nodes named, they find what is beyond OWL 2 DL alone."""
    store = built.store()
    assert sum(1 for _ in store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)) > 9000
    found = {name: len(rows) for name, check in ASKED.items() if (rows := findings(check, store))}
    assert found == {"owl-dl-reserved-vocabulary": 1, "robot-illegal-use-of-built-in-vocabulary": 1}


def test_each_rule_of_a_catalogue_has_its_check() -> None:
    """A file for every pitfall of OOPS! that can be asked mechanically, and every rule of ROBOT's profile."""
    pitfalls = {int(found[1]) for name in ASKED if (found := re.match(r"oops-p(\d+)-", name))}
    assert pitfalls == OOPS
    assert len(pitfalls) == 28
    rules = {name.removeprefix("robot-").replace("-", "_") for name in ASKED if name.startswith("robot-")}
    assert rules == ROBOT
    assert len(rules) == 32


@pytest.mark.parametrize("check", ASKED.values(), ids=ASKED)
def test_check_says_what_it_is(check: Query) -> None:
    """A summary of the fault, why it is one, and whose it is; docs/quality.md has its name and summary."""
    assert check.header.summary
    assert check.header.description
    assert check.header.source
    guide = (PROJECT.root / "docs" / "quality.md").read_text("utf-8")
    (row,) = [line for line in guide.splitlines() if f"| `{check.name.removeprefix(CHECKS)}` |" in line]
    assert row.endswith(f" | {check.header.summary} |")


def test_checks_are_no_questions() -> None:
    """They do not clutter the list of questions, and are asked by name all the same."""
    assert not [one.name for one in catalogue(PROJECT) if one.name.startswith(CHECKS)]
    assert find(PROJECT, CHECKS + "oops-p06-class-cycle").form == "SELECT"


def test_a_check_asks_for_rows(project_with: Callable[[str], Project]) -> None:
    """A file among the checks that is no SELECT is refused with its name."""
    with pytest.raises(ExpographError, match=r"checks/all\.rq:1:1: a check is a SELECT"):
        checks(project_with("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_an_ontology_that_is_not_there(tmp_path: Path) -> None:
    """It is named, with the reason."""
    with pytest.raises(ExpographError, match=r"no\.ttl cannot be read: No such file or directory"):
        stated([tmp_path / "no.ttl"])


@pytest.fixture
def project_with(tmp_path: Path) -> Callable[[str], Project]:
    """A project with one check of its own."""

    def made(text: str) -> Project:
        folder = tmp_path / "queries" / "checks"
        folder.mkdir(parents=True)
        (folder / "all.rq").write_text(text, "utf-8")
        return Project(tmp_path)

    return made


def test_the_script_lists_all_checks(root: Path) -> None:
    """All with 0 findings, and what each finds in its fixture; a faulty file gives exit code 1."""
    script = [sys.executable, str(root / "scripts" / "checks.py")]
    good = subprocess.run(script, capture_output=True, text=True, encoding="utf-8", check=False)
    assert good.returncode == 0, good.stdout + good.stderr
    *lines, last = good.stdout.splitlines()
    assert last == f"{len(ASKED)} checks, 0 findings; {len(ASKED)} find what is planted in their fixtures"
    planted = [len(expected(FIXTURES / f"{name}.ttl")) for name in ASKED]
    told = [line.split()[:4] for line in lines]
    assert told == [[name, "0,", str(count), "planted"] for name, count in zip(ASKED, planted, strict=True)]
    assert sum(planted) > 200
    faulty = FIXTURES / "oops-p06-class-cycle.ttl"
    bad = subprocess.run(
        [*script, str(faulty)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert bad.returncode == 1
    assert "A class that is above itself: <https://example.org/fixture#A> |" in bad.stdout
