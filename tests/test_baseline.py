"""Baselines: what is known does not count, wherever its lines move; what is new does."""

import json
from pathlib import Path

import pytest

from expograph.baseline import PARTS, load
from expograph.cli import run

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://e/> .
ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ;
  sh:property [ sh:path ex:handle ; sh:minCount 1 ; sh:maxCount 1 ] .
"""
CUPS = """@prefix ex: <http://e/> .
ex:a a ex:Cup .
[] a ex:Cup ; ex:mark "x" .
[] a ex:Cup ; ex:mark "x" .
"""
VALIDATE = ["validate", "--shapes", "shapes.ttl", "--data", "cups.ttl", "--baseline", "known.json"]


@pytest.fixture
def told(tmp_path, monkeypatch, capsysbinary):
    """Runs the command on the cups: its exit code and its last line, or its error."""
    monkeypatch.chdir(tmp_path)
    Path("shapes.ttl").write_text(SHAPES, "utf-8")
    Path("cups.ttl").write_text(CUPS, "utf-8")

    def command(*more: str) -> tuple[int, str]:
        code = run([*VALIDATE, *more])
        captured = capsysbinary.readouterr()
        return code, (captured.out or captured.err).decode().strip()

    return command


def test_what_is_known_does_not_count(told):
    """With a baseline of all findings nothing is left; two nameless things that are alike count twice."""
    assert told("--update-baseline") == (0, "3 findings known; written: known.json")
    assert sorted(load(Path("known.json")).values()) == [1, 2]
    assert told() == (0, "5 triples, 1 shapes, 0 results and 3 known: conforms")


def test_lines_may_move(told):
    """Lines that move, and things that change places, stay known; so does what is mended elsewhere."""
    told("--update-baseline")
    lines = CUPS.splitlines()
    Path("cups.ttl").write_text("\n\n".join([lines[0], "# moved", lines[3], lines[1]]), "utf-8")
    assert told()[1] == "3 triples, 1 shapes, 0 results and 2 known: conforms"


@pytest.mark.parametrize(
    "more",
    [
        "ex:b a ex:Cup .",
        "ex:a ex:handle 1 , 2 .",
        '[] a ex:Cup ; ex:mark "x" .',
        '[] a ex:Cup ; ex:mark "y" .',
    ],
)
def test_what_is_new_counts(told, more):
    """Another thing, another constraint, one more of the same, a nameless thing that differs."""
    told("--update-baseline")
    Path("cups.ttl").write_text(CUPS + more, "utf-8")
    code, text = told("--format", "github")
    assert code == 1
    assert text.count("::error ") == 1


def test_a_baseline_is_the_same_twice(told):
    """Writing it again changes no byte, and it names no line."""
    told("--update-baseline")
    first = Path("known.json").read_bytes()
    told("--update-baseline")
    assert Path("known.json").read_bytes() == first
    assert set(json.loads(first)["findings"][0]) == {*PARTS, "count"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "error: there is no known.json"),
        ("", "error: known.json:1:1: the baseline is damaged: Expecting value"),
        ('{"kind": 1,\n "x" }', "error: known.json:2:6: the baseline is damaged: Expecting ':' delimiter"),
        ("[]", "error: known.json:1:1: the file is no baseline"),
        ("[" * 100_000, "error: known.json:1:1: the baseline is damaged: it is not whole"),
        ('{"kind": "SARIF"}', "error: known.json:1:1: the file is no baseline"),
        (
            '{"kind": "expograph baseline", "version": 2, "findings": []}',
            "error: known.json:1:1: the baseline has version 2, not 1",
        ),
        (
            '{"kind": "expograph baseline", "version": "1", "findings": []}',
            "error: known.json:1:1: the baseline has version '1', not 1",
        ),
        (
            '{"kind": "expograph baseline", "version": 1, "findings": [{"shape": "a"}]}',
            "error: known.json:1:1: the baseline is damaged: it is not whole",
        ),
        (
            '{"kind": "expograph baseline", "version": 1, "findings": [{"shape": "a", "focusNode": "b", '
            '"path": "", "value": "", "count": "many"}]}',
            "error: known.json:1:1: the baseline is damaged: count 'many'",
        ),
        ("\udce9", "error: known.json:1:1: the baseline is damaged: 'utf-8' codec"),
    ],
)
def test_a_baseline_that_is_none_is_refused(told, content, says):
    """Missing, broken, of something else, of another version, not UTF-8: told with its place, exit code 2."""
    if content is not None:
        Path("known.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    code, text = told()
    assert code == 2
    assert text.startswith(says)
    assert text.endswith("write it anew with --update-baseline")


def test_a_baseline_needs_a_file(told, capsysbinary):
    """To update what is not named is a mistake of usage."""
    assert run([*VALIDATE[:5], "--update-baseline"]) == 2
    assert b"--update-baseline needs --baseline FILE" in capsysbinary.readouterr().err


def test_what_cannot_be_read_is_not_excused(example, capsysbinary):
    """A mapping that cannot be read makes no baseline: it has to be mended."""
    mapping = example.root / "mappings" / "teapot-3-closing.ttl"
    mapping.write_text(mapping.read_text("utf-8").replace("expo:venue ", "expo:venu "), "utf-8")
    known = example.root / "known.json"
    code = run(["--project", str(example.root), "validate", "--baseline", str(known), "--update-baseline"])
    assert code == 2
    error = capsysbinary.readouterr().err.decode()
    assert "teapot-3-closing.ttl:" in error
    assert "no baseline can excuse it" in error
    assert not known.exists()
