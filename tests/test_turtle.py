"""The positioned Turtle reader against W3C's tests and on places worked out by hand."""

import subprocess
import sys
from dataclasses import replace

import pytest
from turtle_suite import HOME, Case, cases, misplaced, put, stands

from expograph.errors import ExpographError
from expograph.turtle import read, read_text

TESTS = {"TestTurtleEval": 145, "TestTurtlePositiveSyntax": 74, "TestTurtleNegativeSyntax": 94}


def test_w3c(w3c):
    """All 313 tests of the suite pass: the graph expected, all triples in their places, the bad refused."""
    found = put(cases(w3c / "rdf-turtle"))
    assert {name: kind.tests for name, kind in found.items()} == TESTS
    assert sum(TESTS.values()) == (w3c / "rdf-turtle" / "manifest.ttl").read_text().count("mf:action ") == 313
    assert [fault for kind in found.values() for fault in kind.faults] == []
    assert sum(kind.triples for kind in found.values()) == 510


def test_the_script_prints_the_counts(w3c, root):
    """The suite's counts, a line a kind, and that none is excepted."""
    script = [sys.executable, str(root / "scripts" / "turtle_suite.py"), str(w3c / "rdf-turtle")]
    told = subprocess.run(script, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    *kinds, last = told.splitlines()
    assert {line.split()[0]: (int(line.split()[1]), int(line.split()[3])) for line in kinds} == {
        name: (count, count) for name, count in TESTS.items()
    }
    assert last == "313 of the manifest's 313 tests pass, none is excepted"


@pytest.mark.parametrize(
    ("kind", "text", "graph", "fault"),
    [
        ("TestTurtleEval", "<urn:a> <urn:b> 1 .", "<urn:a> <urn:b> <urn:c> .", "gives another graph"),
        ("TestTurtleEval", "<urn:a> <urn:b> .", "", "is refused"),
        ("TestTurtlePositiveSyntax", "<urn:a> .", None, "is refused"),
        ("TestTurtleNegativeSyntax", "<urn:a> <urn:b> 1 .", None, "is read"),
        ("TestTurtleNew", "<urn:a> <urn:b> 1 .", None, "is of no known kind"),
    ],
)
def test_no_test_passes_that_fails(tmp_path, kind, text, graph, fault):
    """Another graph than expected, a good one refused, a bad one read, an unknown kind: each is told."""
    source = tmp_path / "x.ttl"
    source.write_text(text)
    expected = tmp_path / "x.nt" if graph is not None else None
    if expected:
        expected.write_text(graph)
    (told,) = put([Case(kind, source, expected)])[kind].faults
    assert told.startswith(f"x.ttl {fault}")


def test_no_place_passes_that_is_wrong(root):
    """In a file with every way to write all places are right; moved by a column, none is."""
    text = (root / "tests" / "format" / "before.ttl").read_bytes().decode()
    found = read_text(text, "before.ttl", HOME)
    assert len(found) >= 70
    assert misplaced(text, found, HOME) == []
    triples = [each.triple for each in found]
    for each in found:
        at = replace(each.at, column=each.at.column + 1)
        subject_at = replace(each.subject_at, column=each.subject_at.column + 1)
        member = each.at == each.subject_at
        for moved in ({"at": at, "subject_at": at},) if member else ({"at": at}, {"subject_at": subject_at}):
            assert not stands(text, each._replace(**moved), triples, HOME), each


def test_places():
    """Objects, subjects, brackets and members of lists are found where they stand."""
    text = '@prefix : <http://e/> .\n:a :b [ :c "é" ;\n    :d 1, 2 ] .\n:e a :F ; :g ( :h ) .\n'
    places = {
        (str(t.triple.object), t.triple.predicate.value[-1]): (t.at.line, t.at.column, t.subject_at.line)
        for t in read_text(text, "x.ttl")
    }
    assert places.pop(('"é"', "c")) == (2, 12, 2)
    assert places.pop(('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "d")) == (3, 8, 2)
    assert places.pop(('"2"^^<http://www.w3.org/2001/XMLSchema#integer>', "d")) == (3, 11, 2)
    assert places.pop(("<http://e/F>", "e")) == (4, 6, 4)
    assert places.pop(("<http://e/h>", "t")) == (4, 16, 4)
    assert places.pop(("_:l2c7", "b")) == (2, 7, 2)
    assert places.pop(("_:m4c16", "g")) == (4, 14, 4)
    assert len(places) == 1


def test_same_text_same_labels():
    """Two readings give the same blank nodes, so that a build can be repeated."""
    text = "@prefix : <http://e/> . _:x :p [ :q ( 1 [] ) ] ."
    assert read_text(text, "x.ttl") == read_text(text, "x.ttl")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("@prefix : <http://e/> .\n:a :b q:c .", 2, 7),
        ('<http://e/a> <http://e/b> "x', 1, 27),
        ('<http://e/a> <http://e/b> "x"@ar--rtl .', 1, 33),
        ('VERSION "1.2"', 1, 1),
        ("<http://e/a> <http://e/b> << <http://e/a> <http://e/b> 1 >> .", 1, 27),
    ],
)
def test_syntax_error(text, line, column):
    """What is no Turtle 1.1 is refused with file, line and column."""
    with pytest.raises(ExpographError) as caught:
        read_text(text, "x.ttl")
    assert (caught.value.at.file, caught.value.at.line, caught.value.at.column) == ("x.ttl", line, column)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("opening", ["[ <b> ", "( "])
def test_deep_nesting(opening):
    """Brackets in brackets are read, and refused in words where there are thousands."""
    closing = {"[": " ]", "(": " )"}[opening[0]]
    assert len(read_text(f"<a> <b> {opening * 50}1{closing * 50} .", "x.ttl", HOME)) > 50
    with pytest.raises(ExpographError, match=r"x\.ttl: brackets are nested too deep"):
        read_text(f"<a> <b> {opening * 5000}1{closing * 5000} .", "x.ttl", HOME)


def test_not_utf8(tmp_path):
    """A file in another encoding is refused at the place of its first foreign byte."""
    file = tmp_path / "x.ttl"
    file.write_bytes(b'@prefix : <http://e/> .\n:a :b "caf\xe9" .')
    with pytest.raises(ExpographError, match=r"x\.ttl:2:11: the file is not UTF-8"):
        read(file, "x.ttl")


def test_missing_file(tmp_path):
    """A file that is not there is named."""
    with pytest.raises(ExpographError, match=r"no\.ttl cannot be read"):
        read(tmp_path / "no.ttl", "no.ttl")
