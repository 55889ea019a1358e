"""Each rule for the metadata of a release is broken by an update of a sound description, and no other is.

`shapes/<name>.ttl` keeps every rule of `ontology/shapes/release/<name>.ttl`; `shapes/<name>.ru` breaks them.
"""

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from expograph.namespaces import SH
from expograph.release.metadata import SHAPES, shapes
from expograph.shacl import Result, pyshacl_results, validate

HERE = Path(__file__).parent / "shapes"
ROOT = Path(__file__).parents[2]
NAMES = ("dcat", "void")
RULES = {"dcat": 90, "void": 46}
NO_RULE = {
    *("path", "message", "severity", "property", "targetClass", "targetSubjectsOf", "targetObjectsOf"),
    *("prefixes", "select", "declare", "prefix", "namespace"),
}


@cache
def read(path: Path) -> tuple[Triple, ...]:
    """The triples of a Turtle file."""
    return tuple(q.triple for q in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))


def rules(name: str) -> set[str]:
    """Each constraint of the shapes as <shape>.<parameter>: by the triples, whatever an engine reads."""
    own = [t for t in read(ROOT / SHAPES / f"{name}.ttl") if t.predicate.value.startswith(SH)]
    found = [(t, t.predicate.value.removeprefix(SH)) for t in own if isinstance(t.subject, NamedNode)]
    return {
        f"{local(t.object if parameter == 'sparql' else t.subject)}.{parameter}"
        for t, parameter in found
        if parameter not in NO_RULE
    }


def local(term: object) -> str:
    """What stands behind the last # of an IRI."""
    assert isinstance(term, NamedNode)
    return term.value.rpartition("#")[2]


def updates(name: str) -> dict[str, str]:
    """The updates by the rules that they break, separated by blanks."""
    prologue, *cases = re.split(r"(?m)^# (?=\w+\.)", (HERE / f"{name}.ru").read_text("utf-8"))
    prefixes = "\n".join(re.findall(r"(?m)^PREFIX .*$", prologue))
    parts = [case.partition("\n") for case in cases]
    return {title: f"{prefixes}\n{update}" for title, _, update in parts}


CASES = [(name, broken) for name in NAMES for broken in updates(name)]


@cache
def updated(name: str, broken: str) -> tuple[Triple, ...]:
    """The sound description after an update, by rdflib: Oxigraph's store forgets kinds of integers."""
    graph = rdflib.Graph().parse(HERE / f"{name}.ttl")
    before = set(graph)
    graph.update(updates(name)[broken])
    assert set(graph) != before
    return tuple(q.triple for q in parse(graph.serialize(format="nt"), RdfFormat.N_TRIPLES))


def rule(result: Result) -> str:
    """The rule that a result says is broken, as the cases call it."""
    component = local(result.component).removesuffix("ConstraintComponent")
    parameter = component[0].lower() + component[1:] if result.constraint is None else "sparql"
    return f"{local(result.constraint or result.shape)}.{parameter}"


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_has_its_case(name: str) -> None:
    """Shapes and cases name the same rules, as many as there were."""
    named = [one for broken in updates(name) for one in broken.split()]
    assert set(named) == rules(name)
    assert len(rules(name)) == RULES[name]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_sound_passes(name: str) -> None:
    """The description that the updates break has no fault and lacks nothing that is recommended."""
    triples = read(HERE / f"{name}.ttl")
    assert len(triples) >= 35
    assert validate(triples, shapes(name)) == []
    assert pyshacl_results(triples, read(ROOT / SHAPES / f"{name}.ttl")) == []


@pytest.mark.parametrize(("name", "broken"), CASES, ids=[f"{n}-{b}" for n, b in CASES])
def test_breaks_this_alone(name: str, broken: str) -> None:
    """An update breaks the rules that it is for and no other; pySHACL finds the same."""
    triples = updated(name, broken)
    ours = validate(triples, shapes(name))
    assert {rule(result) for result in ours} == set(broken.split())
    theirs = pyshacl_results(triples, read(ROOT / SHAPES / f"{name}.ttl"))
    assert [seen(result) for result in theirs] == [seen(result) for result in ours]


def seen(result: Result) -> tuple[str, ...]:
    """What both engines say of a result in the same words."""
    return tuple(
        map(str, (result.focus, result.path, result.value, result.severity, result.shape, result.message))
    )


@pytest.mark.parametrize("name", NAMES)
def test_rules_say_whose_they_are(name: str) -> None:
    """Each names its specification and section; its message says the rule, the property, and what to do."""
    triples = read(ROOT / SHAPES / f"{name}.ttl")
    said = [t.object.value for t in triples if t.predicate.value == SH + "message"]
    sources = [t.subject for t in triples if t.predicate.value == "http://purl.org/dc/terms/source"]
    subjects = [t.subject for t in triples if t.predicate.value == SH + "message"]
    assert len(said) > 20
    assert sorted(map(str, sources)) == sorted(map(str, subjects))
    for message in said:
        assert re.fullmatch(r".*\b(dcat|dcatap|dcterms|foaf|prov|spdx|void):\w+.*\. [A-Z].+\.", message), (
            message
        )
