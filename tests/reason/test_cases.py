"""Each rule of OWL 2 RL/RDF on its own: small graphs, closed by us and by owlrl.

A case is a Turtle file named for its rule. Its first line says *if … then …*; `# then:` lines are triples
that must follow, `# false:` lines rules that must find a contradiction, and `# owlrl:` says why owlrl is at
fault: then the case must differ from owlrl, and the `# then:` lines are all that follows (for cells of lists
it is not written down).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from oracle import comparable, owlrl_run
from owlrl import OWLRL_Semantics
from pyoxigraph import RdfFormat, Triple, parse

from expograph.reason import Closure, close
from expograph.reason.rule import templates
from expograph.reason.terms import Terms

CASES = sorted(Path(__file__).with_name("cases").glob("*.ttl"))


@dataclass
class Case:
    """A case as read."""

    rule: str
    triples: list[Triple]
    then: set[Triple]
    false: set[str]
    owlrl: list[str]


def read(path: Path) -> Case:
    """A case file."""
    text = path.read_text("utf-8")
    said = {word: re.findall(rf"^# {word}: (.*)$", text, re.M) for word in ("then", "false", "owlrl")}
    assert re.match(rf"# {path.stem[:-4]}: if .* then ", text), f"{path.name}: says no rule"
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    then = set(triples(prefixes + " .\n".join([*said["then"], ""])))
    return Case(path.stem[:-4], triples(text), then, set(said["false"]), said["owlrl"])


PREFIXES = {
    "": "http://example.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


def triples(text: str) -> list[Triple]:
    """The triples of a Turtle text."""
    return [quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)]


def ours(case: Case) -> tuple[Closure, set[Triple]]:
    """Our closure of a case, and all its comparable triples with those stated."""
    closure = close(case.triples)
    return closure, comparable([*case.triples, *closure.inferred])


def test_there_are_cases_for_every_rule() -> None:
    """The folder holds the cases it should: every rule of rules.txt and those in code have one."""
    assert len(CASES) >= 100
    tested = {path.stem[:-4] for path in CASES}
    in_code = {"prp-spo2", "prp-key", "cls-int1", "eq-rep-s", "eq-rep-p", "eq-rep-o"}
    in_code |= {"dt-type2", "dt-diff", "dt-not-type"}
    shown_by_no_published_triple = {"scm-op", "scm-dp"}  # reflexive; scm-hv-002 rests on scm-op
    rules = {template.name for template in templates(Terms())} | in_code
    assert rules - shown_by_no_published_triple == tested


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_follows(path: Path) -> None:
    """If the premises of a rule are in the graph, then its conclusions are, or its contradiction is found."""
    case = read(path)
    closure, _ = ours(case)
    assert case.then <= set(closure.inferred)
    assert case.false == {found.rule for found in closure.inconsistencies}
    assert case.then or case.false or "nothing" in path.read_text() or "not the same" in path.read_text()


@pytest.mark.parametrize("path", [p for p in CASES if not read(p).owlrl], ids=lambda path: path.stem)
def test_owlrl_agrees(path: Path) -> None:
    """If owlrl closes a small graph, then its closure is ours, and it finds an error where we find one."""
    case = read(path)
    _, all_triples = ours(case)
    expected, errors = owlrl_run(case.triples, OWLRL_Semantics)
    assert all_triples == comparable(expected)
    assert bool(errors) == bool(case.false)


@pytest.mark.parametrize("path", [p for p in CASES if read(p).owlrl], ids=lambda path: path.stem)
def test_owlrl_is_at_fault(path: Path) -> None:
    """If a case blames owlrl, then owlrl does differ, and what follows was worked out by hand."""
    case = read(path)
    closure, all_triples = ours(case)
    expected, errors = owlrl_run(case.triples, OWLRL_Semantics)
    assert all_triples != comparable(expected) or bool(errors) != bool(case.false)
    assert {triple for triple in comparable(closure.inferred) if "_:" not in str(triple)} == case.then
