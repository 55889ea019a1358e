"""Anyone's RDF by anyone's shapes: each format, several files, and all that is no data or no shape."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from expograph import data
from expograph.cli import run
from expograph.errors import ExpographError
from expograph.project import Project
from expograph.validate import validate
from expograph.write import replace_all

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <http://e/> .\n"
SHAPE = (
    PREFIXES
    + """ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ;
  sh:property [ sh:path ex:size ; sh:maxInclusive 9 ] .
"""
)
CUP = PREFIXES + "ex:a a ex:Cup ; ex:size 1 .\n[] a ex:Cup ;\n  ex:size 012 .\n"


@pytest.fixture
def here(tmp_path, monkeypatch, root):
    """A folder with a shape and data that breaks it, in which the test stands; the project is not its."""
    monkeypatch.chdir(tmp_path)
    Path("shapes.ttl").write_text(SHAPE, "utf-8")
    Path("cup.ttl").write_text(CUP, "utf-8")
    return Project(root)


def found(project, *paths, shapes="shapes.ttl"):
    """The places of what is found in files."""
    report = validate(project, [Path(p) for p in paths], shapes=Path(shapes))
    return [(e.level, str(e.at)) for e in report.entries]


def test_a_number_is_found_as_it_is_written(here):
    """012 is 12 to the engine; it is told where it stands all the same."""
    assert found(here, "cup.ttl") == [("violation", "cup.ttl:5:11")]


def test_nothing_of_ours_is_added(here):
    """The data is checked as it stands: no ontology of ours, nothing inferred."""
    assert validate(here, [Path("cup.ttl")], shapes=Path("shapes.ttl")).triples == 4


def test_files_share_no_blank_node(here):
    """Nameless things at the same place of two files stay two."""
    Path("again.ttl").write_text(CUP, "utf-8")
    assert sorted(found(here, "cup.ttl", "again.ttl")) == [
        ("violation", "again.ttl:5:11"),
        ("violation", "cup.ttl:5:11"),
    ]


@pytest.mark.parametrize("kind", [RdfFormat.RDF_XML, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.TRIG])
def test_each_format(here, kind):
    """Data and shapes may have any format; only Turtle and N-Triples give places."""
    name = f"cup.{kind.file_extension}"
    serialize((q.triple for q in parse(CUP, format=RdfFormat.TURTLE)), Path(name), kind)
    serialize(
        (q.triple for q in parse(SHAPE, format=RdfFormat.TURTLE)), Path(f"s.{kind.file_extension}"), kind
    )
    ((level, at),) = found(here, name, shapes=f"s.{kind.file_extension}")
    assert level == "violation"
    assert at.startswith("cup.nt:") if kind == RdfFormat.N_TRIPLES else at == "None"


def test_a_folder_of_shapes(here):
    """All RDF files of a folder are its shapes; one that finds nothing is told, with its place, as info."""
    Path("shapes").mkdir()
    Path("shapes.ttl").rename("shapes/a.ttl")
    Path("shapes/b.ttl").write_text(SHAPE.replace("ex:Cup", "ex:Pot"), "utf-8")
    Path("shapes/notes.txt").write_text("not RDF", "utf-8")
    assert found(here, "cup.ttl", shapes="shapes") == [
        ("violation", "cup.ttl:5:11"),
        ("info", "shapes/b.ttl:3:1"),
    ]


def test_shapes_over_the_graph_of_a_project(example, built, tmp_path):
    """Without files, other shapes are asked of the project's own graph, and mapping lines are told."""
    replace_all(built.files(example.graph))
    shape = SHAPE.replace("ex:Cup ;", "<https://w3id.org/expograph/ontology#Claim> ;")
    shape = shape.replace("ex:size", "<https://w3id.org/expograph/ontology#upper>").replace(
        " 9 ]", " 40000 ]"
    )
    (tmp_path / "large.ttl").write_text(shape, "utf-8")
    report = validate(example, shapes=tmp_path / "large.ttl")
    assert (report.shapes, report.triples > 10_000) == (1, True)
    stated = [e for e in report.entries if "claim:teapot-3-closing" in e.detail]
    assert stated
    assert all(e.at.file.endswith("mappings/teapot-3-closing.ttl") for e in stated)


XML = b"""<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><e:Cup/></r:RDF>"""
REFUSED = [
    ("cup.ttl", b"", "cup.ttl holds no triple\n    there is nothing in it to check"),
    ("cup.nq", b"", "cup.nq holds no triple"),
    ("cup.ttl", b"# nothing\n", "cup.ttl holds no triple"),
    ("cup.ttl", "ex:caf\u00e9".encode("latin-1"), "cup.ttl:1:7: the file is not UTF-8\n    save it as UTF-8"),
    ("cup.nt", b'<urn:a> <urn:b> "caf\xe9" .', "cup.nt:1:21: no N-Triples: Invalid UTF-8"),
    ("cup.rdf", b"<a", "cup.rdf:1:1: no RDF/XML: .*tag not closed"),
    ("cup.ttl", b"<a> <b> ex:c .", "cup.ttl:1:9: no Turtle: .*ex: has not been declared"),
    ("cup.nt", CUP.encode(), "cup.nt:1:.*: no N-Triples: .*\n    it is Turtle: give it the suffix .ttl"),
    ("cup.ttl", b'<urn:a> <urn:b> "x"@ar--rtl .', "cup.ttl:1:.*\n    RDF 1.2 syntax is not read here"),
    ("cup.ttl", XML, "cup.ttl:1:.*: no Turtle.*\n    it is RDF/XML: give it the suffix .rdf"),
    ("cup.rdf", b'{"@id": "urn:a", "urn:b": 1}', "cup.rdf:.*\n    it is JSON-LD: give it the suffix .jsonld"),
    ("cup.ttl", b"\x1f\x8b\x08\x00", "cup.ttl:1:2: .*\n    it is packed by gzip: unpack it"),
    ("cup.ttl", CUP.encode("utf-16"), "cup.ttl:1:1: .*\n    it is UTF-16: save it as UTF-8"),
    ("cup.ttl", CUP.encode("utf-16-be"), "cup.ttl:1:1: .*\n    it looks like UTF-16: save it as UTF-8"),
    ("cup.nt", b"\xef\xbb\xbf<urn:a> <urn:b> 1 .", "cup.nt:1:1: .*\n    it begins with a byte order mark"),
    ("cup.csv", b"a,b", "cup.csv has no suffix of an RDF format"),
    ("gone.ttl", None, "gone.ttl cannot be read: No such file"),
    ("gone.nt", None, "(gone.nt cannot be read|there is no file gone.nt)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "says"), REFUSED, ids=[f"{n}: {s[:30]}" for n, _, s in REFUSED])
def test_data_that_is_none(here, capsysbinary, name, content, says):
    """Empty, not UTF-8, broken, of another format, missing: told, and exit code 2; no report."""
    if content is not None:
        Path(name).write_bytes(content)
    assert run(["validate", "--shapes", "shapes.ttl", "--data", name]) == 2
    captured = capsysbinary.readouterr()
    assert re.match(f"error: {says}", captured.err.decode(), re.DOTALL), captured.err.decode()
    assert captured.out == b""


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
@pytest.mark.parametrize("file", ["cup.ttl", "shapes.ttl"])
def test_what_cannot_be_read_is_told_to_services(here, capsysbinary, form, file):
    """Broken data and broken shapes are told at their place in the form of the service, with exit code 2."""
    Path(file).write_text("<urn:a> <urn:b>\n  ex:c .", "utf-8")
    assert run(["validate", "--shapes", "shapes.ttl", "--format", form, "cup.ttl"]) == 2
    captured = capsysbinary.readouterr()
    places = {
        "github": f"::error file={file},line=2,col=3,title=error%3A reading::no Turtle",
        "sarif": '"startLine": 2,\n                  "startColumn": 3\n',
        "junit": f">{file}:2:3: error: no Turtle",
    }
    assert places[form] in captured.out.decode()
    assert file in captured.out.decode()
    assert captured.err == b""


def test_data_that_is_too_large(here, capsysbinary):
    """What is larger than memory should hold is refused before it is read, by size; files count together."""
    for name in ("large.ttl", "larger.nt"):
        with Path(name).open("wb") as file:
            file.truncate(data.LARGEST // 2 + data.MB)  # holes, no content
    assert run(["validate", "--shapes", "shapes.ttl", "large.ttl", "larger.nt"]) == 2
    error = capsysbinary.readouterr().err.decode()
    assert error.startswith("error: large.ttl, larger.nt: 102 MB, more than the 100 MB")


SHAPES = [
    ("", "shapes.ttl holds no triple"),
    ("ex:a a ex:b .", "shapes.ttl:1:1: no Turtle: .*ex: has not been declared"),
    (PREFIXES + "ex:S a sh:NodeShape .", "no shape of shapes.ttl has a target\n    say with sh:targetClass"),
    (SHAPE.replace("ex:Cup ;", "ex:Cop ;"), "the shapes find nothing .*\n    they are for <http://e/Cop>"),
    (PREFIXES + "\nex:S sh:targetClass ex:Cup ; sh:js ex:f .", "shapes.ttl:4:36: .*sh:js is not supported"),
    (PREFIXES + "ex:S a sh:NodeShape ; sh:rule ex:r .", "shapes.ttl:3:31: .*sh:rule is not supported"),
    (
        PREFIXES + "ex:S sh:targetClass ex:Cup ; sh:property [ sh:path ex:a ;\n  sh:uniqueMembers true ] .",
        "shapes.ttl:4:20: the shape on <http://e/a> in <http://e/S>: sh:uniqueMembers is not supported",
    ),
    (
        PREFIXES + "ex:S sh:targetClass ex:Cup .\n<> sh:entailment ex:RDFS .",
        "shapes.ttl:4:18: .*sh:entailment is not supported",
    ),
    (
        PREFIXES + "ex:S a sh:NodeShape ; sh:targetClass ex:Cup ; sh:not ex:S .",
        "shapes.ttl:3:1: .*recursive shapes are not supported",
    ),
    (
        PREFIXES + "ex:S a sh:NodeShape ; sh:targetClass ex:Cup ; sh:property [ sh:minCount 1 ] .",
        "shapes.ttl:3:59: .*sh:minCount is only allowed in a property shape",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "says"), SHAPES, ids=[s[:50] for _, s in SHAPES])
def test_shapes_that_are_none(here, capsysbinary, content, says):
    """Shapes that do not parse, ask for what is not supported (named), or find nothing: exit code 2."""
    Path("shapes.ttl").write_text(content, "utf-8")
    assert run(["validate", "--shapes", "shapes.ttl", "cup.ttl"]) == 2
    captured = capsysbinary.readouterr()
    assert re.match(f"error: {says}", captured.err.decode(), re.DOTALL), captured.err.decode()


def test_a_folder_without_shapes(here):
    """A folder that holds no RDF is no folder of shapes."""
    Path("empty").mkdir()
    with pytest.raises(
        ExpographError, match=r"there is no RDF file in empty\n    name a folder of SHACL files"
    ):
        validate(here, [Path("cup.ttl")], shapes=Path("empty"))


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_kinds_of_integers_are_told_apart(here, engine):
    """A plain 5 is no xsd:byte, though a store keeps both as one; each is told at its place."""
    prefixes = PREFIXES + "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    shape = "[] sh:targetClass ex:Cup ; sh:property [ sh:path ex:size ; sh:datatype xsd:byte ] .\n"
    Path("shapes.ttl").write_text(prefixes + shape, "utf-8")
    sizes = ["5", '"05"^^xsd:byte', '"5"^^xsd:int', "5.0", '"500"^^xsd:byte']
    cups = [f"ex:c{n} a ex:Cup ; ex:size {size} .\n" for n, size in enumerate(sizes)]
    Path("cup.ttl").write_text(prefixes + "".join(cups), "utf-8")
    report = validate(here, [Path("cup.ttl")], engine=engine, shapes=Path("shapes.ttl"))
    assert sorted(str(e.at) for e in report.entries) == [f"cup.ttl:{n}:26" for n in (4, 6, 7, 8)]
