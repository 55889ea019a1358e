"""Formatting on files that others wrote: this repository's, and W3C's tests of Turtle."""

from keeping import comments, kept
from pyoxigraph import parse

from expograph.format.files import format_files
from expograph.project import Project

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HOME = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"


def test_files_of_the_repository(root):
    """Each Turtle file keeps its triples and comments; a second time changes nothing."""
    files = [
        p for folder in ("ontology", "mappings", "tests") for p in sorted((root / folder).rglob("*.ttl"))
    ]
    texts = {path: path.read_bytes().decode() for path in files}
    for path, text in texts.items():
        kept(text, str(path))
    print(f"{len(files)} files, {sum(len(comments(text)) for text in texts.values())} comments")
    assert len(files) >= 460


def test_the_repository_is_in_its_layout(root):
    """What is committed is as `expograph format` writes it, the invented projects of the tests included."""
    outcomes = [
        format_files(Project(root / project), check=True)
        for project in ("", "tests/example", "tests/at_large")
    ]
    assert not [str(outcome) for outcome in outcomes if outcome.changes]
    assert sum(outcome.files for outcome in outcomes) >= 66


def test_w3c_positive(w3c):
    """All that W3C takes for Turtle keeps its triples and comments; a second time changes nothing."""
    folder = w3c / "rdf-turtle"
    kinds: dict[object, str] = {}
    actions: dict[object, str] = {}
    for quad in parse(path=folder / "manifest.ttl", base_iri=HOME):
        if quad.predicate.value.endswith("#type"):
            kinds[quad.subject] = quad.object.value
        elif quad.predicate.value == MF + "action":
            actions[quad.subject] = quad.object.value.removeprefix(HOME)
    positive = [
        actions[t]
        for t, kind in kinds.items()
        if kind.endswith(("#TestTurtleEval", "#TestTurtlePositiveSyntax"))
    ]
    for name in positive:
        kept((folder / name).read_bytes().decode(), name)
    print(f"{len(positive)} positive tests of 219")
    assert len(positive) == 219
