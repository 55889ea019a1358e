"""Validation of graph, mappings and files: what is found, at which line, in which form, and the outcome."""

import json
from pathlib import Path

import pytest
from helpers import change, located
from pyoxigraph import RdfFormat, parse, serialize

from expograph.build import build
from expograph.errors import ExpographError
from expograph.namespaces import SH
from expograph.project import Project
from expograph.reports import FORMS
from expograph.reports.plain import as_json, as_text, as_turtle
from expograph.validate import validate

PREFIXES = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix fair: <https://w3id.org/expograph/id/fair/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
EDITION = """fair:x a expo:FairEdition ;
    rdfs:label "X"@en , "甲"@zh ;
    expo:series fair:one , fair:two ;
    expo:ordinal 1 .
fair:one a expo:FairSeries ; rdfs:label "One"@en , "一"@zh .
fair:two a expo:FairSeries ; rdfs:label "Two"@en , "二"@zh .
"""


def broken(example) -> None:
    """Make the example claim a share of 120 percent, at line 21, column 21 of its mapping."""
    change(example.root / "documents" / "spout-on-teapot-3.txt", "A quarter of", "120 percent of")
    change(example.root / "mappings" / "spout-on-teapot-3.ttl", "A quarter of", "120 percent of")
    located(example)


def test_built_graph_conforms(example):
    """The built graph of the invented project conforms to all shapes."""
    build(example)
    found = validate(example)
    assert found.conforms, as_text(found)
    assert found.shapes >= 20
    assert found.triples > 10_000
    assert as_text(found).endswith(": conforms")


def test_no_graph(example):
    """Without a built graph there is nothing to validate, and the message says how to make it."""
    with pytest.raises(ExpographError, match=r"expograph.trig\n    run expograph build"):
        validate(example)


def test_mapping(example):
    """A mapping is built in memory; a violation names its file, line and column, and nothing is written."""
    broken(example)
    mappings = example.root / "mappings"
    found = validate(example, [mappings / "spout-on-teapot-3.ttl"])
    violations = [f for f in found.findings if f.violation]
    assert not found.conforms
    stated = {(f.at.line, f.at.column) for f in violations if "derived:" not in f.detail}
    assert stated == {(21, 21)}
    assert "spout-on-teapot-3.ttl:21:21: violation: A share" in as_text(found)
    assert not example.graph.exists()
    assert validate(example, [mappings / "teapot-3-closing.ttl"]).conforms


def test_forms(example):
    """The report is the same in json and in Turtle, where it is a sh:ValidationReport."""
    broken(example)
    found = validate(example, [example.root / "mappings" / "spout-on-teapot-3.ttl"])
    content = json.loads(as_json(found))
    assert content["conforms"] is False
    worst = [r for r in content["results"] if r["severity"] == SH + "Violation"]
    assert ("spout-on-teapot-3.ttl", 21, 21) in {
        (Path(r["file"]).name, r["line"], r["column"]) for r in worst
    }
    assert worst[0]["message"].startswith("A share")
    triples = list(parse(as_turtle(found), format=RdfFormat.TURTLE))
    assert (
        len([t for t in triples if t.predicate.value == SH + "result"])
        == len(found.findings)
        == len(content["results"])
    )


def test_rdf_file(example, tmp_path):
    """Any RDF file is checked with the ontology behind it; a Turtle file's results have line and column."""
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + EDITION, "utf-8")
    found = validate(example, [file])
    assert [str(f.at)[-3:] for f in found.findings if "exactly one expo:series" in f.message] == ["5:1"]
    assert not found.conforms
    file.write_text(PREFIXES + EDITION.replace(" , fair:two ;", " ;"), "utf-8")
    assert validate(example, [file]).conforms


def test_other_formats(example, tmp_path):
    """The suffix tells the format; results of a format without places have the file alone, in every form."""
    quads = list(parse(PREFIXES + EDITION, format=RdfFormat.TURTLE))
    file = tmp_path / "data.rdf"
    serialize((q.triple for q in quads), file, RdfFormat.RDF_XML)
    found = validate(example, [file])
    assert not found.conforms
    assert {f.at for f in found.findings} == {None}
    assert found.whole == file.as_posix()
    assert f"::error file={file.as_posix()},title=" in FORMS["github"](found)


def test_n_triples(example, tmp_path):
    """N-Triples has places: the line of the triple and the column of its object."""
    lines = [f"{q.triple} ." for q in parse(PREFIXES + EDITION, format=RdfFormat.TURTLE)]
    wrong = next(n for n, line in enumerate(lines, 1) if '"One"' in line)
    lines[wrong - 1] = lines[wrong - 1].replace('"One"', '""')
    file = tmp_path / "data.nt"
    file.write_text("\n".join(lines), "utf-8")
    found = [f for f in validate(example, [file]).findings if "rdfs:label is not empty" in f.message]
    assert [(f.at.line, f.at.column) for f in found] == [(wrong, lines[wrong - 1].index('"') + 1)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("data.csv", "", "has no suffix of an RDF format"),
        ("data.nt", "<a", "no N-Triples"),
        ("data.ttl", "a b", "no Turtle"),
        ("m.ttl", "<> <https://w3id.org/expograph/mapping#maps> <http://e/d> .", "not of this project"),
    ],
)
def test_refused_files(example, tmp_path, name, content, message):
    """What is no RDF, or a mapping without its project, is refused by name."""
    (tmp_path / name).write_text(content)
    with pytest.raises(ExpographError, match=message) as caught:
        validate(example, [tmp_path / name])
    assert caught.value.exit_code == 2


def test_mappings_and_files_apart(example, tmp_path):
    """Mappings and other files in one call are refused: they are checked against different graphs."""
    (tmp_path / "data.ttl").write_text("")
    with pytest.raises(ExpographError, match="checked apart"):
        validate(example, [tmp_path / "data.ttl", example.root / "mappings" / "teapot-3-closing.ttl"])


def test_shape_without_target(example):
    """A project's own shape that finds nothing is a failure, by name, unless it says that it may."""
    folder = example.root / "ontology" / "shapes"
    folder.mkdir(parents=True)
    shape = '<http://e/Shape> a sh:NodeShape ; sh:targetClass expo:Teapot ; sh:message "x" ; '
    shape += "sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    (folder / "own.ttl").write_text(PREFIXES + shape, "utf-8")
    build(example)
    found = validate(example)
    (idle,) = [e for e in found.entries if e.result is None]
    assert (Path(idle.at.file).name, idle.at.line, idle.at.column) == ("own.ttl", 5, 1)
    assert not found.conforms
    assert "the shape <http://e/Shape> has no target" in as_text(found)
    change(folder / "own.ttl", 'sh:message "x"', "expo:mayHaveNoTargets true")
    assert validate(example).conforms


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_engines(tmp_path, engine):
    """A project may bring its own ontology and shapes; both engines find the same at the same lines."""
    shapes = tmp_path / "ontology" / "shapes"
    shapes.mkdir(parents=True)
    (tmp_path / "ontology" / "expograph.ttl").write_text(PREFIXES + "fair:Cup a rdfs:Class .")
    shape = "fair:S a sh:NodeShape ; sh:targetClass fair:Cup ; "
    shape += 'sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "Name it." ] .'
    (shapes / "cup.ttl").write_text(PREFIXES + shape)
    file = tmp_path / "cups.ttl"
    file.write_text(PREFIXES + 'fair:a a fair:Cup ; rdfs:label "A" .\nfair:b a fair:Cup .\n')
    found = validate(Project(tmp_path), [file], engine)
    assert [(f.at.line, f.at.column, f.result.message) for f in found.findings] == [(6, 1, "Name it.")]
    assert (found.shapes, found.conforms) == (1, False)
