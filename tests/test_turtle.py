"""The positioned Turtle reader against W3C's tests and on places worked out by hand."""

from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from expograph.errors import ExpographError
from expograph.turtle import read, read_text

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
HOME = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"


def cases(w3c: Path, kind: str) -> list[tuple[Path, Path | None]]:
    """Input and expected file of every test of one kind in the manifest."""
    folder = w3c / "rdf-turtle"
    of: dict[object, dict[str, object]] = {}
    for quad in parse(path=folder / "manifest.ttl", base_iri=HOME):
        of.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    found = []
    for entry in of.values():
        if str(entry.get(RDF_TYPE.value)).endswith(kind + ">"):
            name, result = entry[MF + "action"].value, entry.get(MF + "result")
            found.append((folder / name[len(HOME) :], folder / result.value[len(HOME) :] if result else None))
    return found


def canonical(triples) -> set[str]:
    """The triples with blank nodes named by RDFC-1.0, so that isomorphic graphs are equal sets."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def test_w3c_evaluation(w3c):
    """Every evaluation test gives a graph isomorphic to the expected one, and every triple has a place."""
    tests = cases(w3c, "TestTurtleEval")
    for source, expected in tests:
        found = read(source, source.name, HOME + source.name)
        expected_triples = parse(path=expected, format=RdfFormat.N_TRIPLES)
        assert canonical(t.triple for t in found) == canonical(expected_triples), source.name
        assert_placed(source, found)
    print(f"{len(tests)} evaluation tests of 145")
    assert len(tests) == 145


def assert_placed(source: Path, found) -> None:
    """Each place lies in the file, and the IRI or literal begins there (a list's rest has no text)."""
    lines = source.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for triple, at, _ in found:
        token = lines[at.line - 1][at.column - 1 :]
        assert token, (source.name, at)
        if isinstance(triple.object, Literal):
            number = triple.object.value[:1]
            assert token[0] in "\"'" or token.startswith(number), (source.name, at, token)
        elif isinstance(triple.object, NamedNode) and not triple.predicate.value.endswith("#rest"):
            assert token[0] in "<(" or ":" in token.split()[0] or token[0] == "a", (source.name, at, token)


def test_w3c_positive_syntax(w3c):
    """Every positive syntax test is read."""
    tests = cases(w3c, "TestTurtlePositiveSyntax")
    for source, _ in tests:
        assert_placed(source, read(source, source.name, HOME + source.name))
    print(f"{len(tests)} positive syntax tests of 74")
    assert len(tests) == 74


def test_w3c_negative_syntax(w3c):
    """Every negative syntax test is refused with line and column."""
    tests = cases(w3c, "TestTurtleNegativeSyntax")
    for source, _ in tests:
        with pytest.raises(ExpographError) as caught:
            read(source, source.name, HOME + source.name)
        assert caught.value.at is not None, source.name
    print(f"{len(tests)} negative syntax tests of 94")
    assert len(tests) == 94


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
        ("<http://e/a> <http://e/b> << <http://e/a> <http://e/b> 1 >> .", 1, 27),
    ],
)
def test_syntax_error(text, line, column):
    """What is no Turtle 1.1 is refused with file, line and column."""
    with pytest.raises(ExpographError) as caught:
        read_text(text, "x.ttl")
    assert (caught.value.at.file, caught.value.at.line, caught.value.at.column) == ("x.ttl", line, column)
    assert caught.value.exit_code == 2


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
