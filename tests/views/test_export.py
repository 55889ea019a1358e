"""Exporting: which views there are, in which forms, and where they go."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse
from rdflib.compare import to_isomorphic

from expograph import ask, asking, export, header, jsonld
from expograph.cli import run
from expograph.errors import ExpographError
from expograph.project import Project

VIEWS = ["best-known-values", "claims", "data-cube", "nanopub", "rdf12", "schema-org"]
ALL = """
import hashlib, sys
from pathlib import Path
from expograph import export
from expograph.project import Project
project = Project(Path(sys.argv[1]))
for name in export.names(project):
    forms = export.formats(export.find(project, name))
    for form in {forms[0], forms[-1]}:
        out = export.export(project, name, form, None, False)
        print(name, form, hashlib.sha256(out).hexdigest())
"""


def test_there_are_six_views(project: Project) -> None:
    """Each has a summary, a description, and one of its formats as its own; questions do not list them."""
    assert export.names(project) == VIEWS
    for name in VIEWS:
        view = export.find(project, name)
        assert view.header.summary
        assert view.header.description
        assert export.formats(view) == view.header.formats != ()
        assert not view.parameters
    listed = export.listing(project)
    assert all(f"\n{name} " in f"\n{listed}" for name in VIEWS)
    assert "--format jsonld, turtle, nt, xml" in listed
    assert not any(f"views/{name}" in ask.listing(project) for name in VIEWS)
    assert "All claims as one flat table" in export.listing(project, "claims")


def test_every_form_of_a_graph_is_the_same_graph(parsed: Callable[[str, str], Store]) -> None:
    """Turtle, N-Triples, RDF/XML and JSON-LD read back as the same triples; so do TriG and N-Quads."""
    checked = 0
    for name in ("data-cube", "schema-org", "rdf12", "nanopub"):
        forms = {"nanopub": ("trig", "nq"), "rdf12": ("turtle", "nt", "xml")}
        first, *others = (set(parsed(name, f)) for f in forms.get(name, ("turtle", "nt", "xml", "jsonld")))
        assert len(first) > 90
        for other in others:
            assert other == first, name
            checked += 1
    assert checked == 3 + 3 + 2 + 1


def test_rdflib_reads_the_json_ld_as_the_same_graph(exported: Callable[..., bytes]) -> None:
    """Another implementation of JSON-LD finds the same triples under the context that is written."""
    one = rdflib.Graph().parse(data=exported("schema-org", "jsonld"), format="json-ld")
    other = rdflib.Graph().parse(data=exported("schema-org", "nt"), format="nt")
    assert len(one) > 90
    assert to_isomorphic(one) == to_isomorphic(other)


@pytest.mark.parametrize("name", ["schema-org", "data-cube"])
def test_json_ld_is_compact_and_sorted(exported: Callable[..., bytes], name: str) -> None:
    """Keys are terms, values of one kind plain strings, and things stand in the order of their IRIs."""
    document = json.loads(exported(name, "jsonld"))
    context, nodes = document["@context"], document["@graph"]
    coerced = {key for key, told in context.items() if isinstance(told, dict)}
    assert len(coerced) > 5
    subjects, plain = [], 0
    for node in nodes:
        prefix, colon, local = node["@id"].partition(":")
        subjects.append(f"<{context[prefix]}{local}>" if prefix in context else f"<{prefix}{colon}{local}>")
        assert not any("://" in key for key in node)
        assert list(node)[:2] == ["@id", "@type"] or "@type" not in node
        for key in coerced & node.keys():
            values = node[key] if isinstance(node[key], list) else [node[key]]
            assert all(isinstance(value, str) for value in values)
            plain += len(values)
    assert subjects == sorted(subjects)
    assert len(subjects) > 10
    assert plain > 10


def test_blank_nodes_bare_numbers_and_names_like_prefixes_survive_json_ld() -> None:
    """Whatever a graph holds comes back from JSON-LD: mixed values, languages, a term called as a prefix."""
    data = """@prefix v: <https://v.example/> . @prefix award: <https://a.example/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    award:one a v:Thing , award:Kind ; v:award award:two , "text" ; v:size 12 , 1.50 , "x" ; v:held true ;
        v:label "a"@en , "b"@zh , "c" ; v:day "2024-11-05"^^xsd:date ; v:flags true , "false"^^xsd:boolean ;
        v:odd "1"^^xsd:boolean ; award:name [ v:size 3 ] ; v:type v:Thing ; <urn:p#q> <urn:x:y> .
    <https://v.example/a%20b> v:day "2024-11-06"^^xsd:date ; v:award <https://v.example/x> ."""
    triples = [q.triple for q in parse(data, format=RdfFormat.TURTLE)]
    prefixes = {
        "v": "https://v.example/",
        "award": "https://a.example/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    for vocabulary in ("v", ""):
        made = jsonld.write(triples, prefixes, vocabulary)
        one = rdflib.Graph().parse(data=made, format="json-ld")
        assert to_isomorphic(one) == to_isomorphic(rdflib.Graph().parse(data=data, format="turtle"))
        assert made == jsonld.write(list(reversed(triples)), prefixes, vocabulary)


@pytest.mark.parametrize("project", ["example"], indirect=True)
def test_two_exports_are_the_same_bytes(project: Project, exported: Callable[..., bytes]) -> None:
    """Another process, with other hashes, writes all views as this one does, Parquet and JSON-LD too."""
    command = [sys.executable, "-c", ALL, str(project.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    lines = done.stdout.split("\n")[:-1]
    assert len(lines) == 2 * 6
    for name, form, digest in map(str.split, lines):
        assert hashlib.sha256(exported(name, form)).hexdigest() == digest, (name, form)


def test_an_unknown_view_or_form_is_told(project: Project) -> None:
    """The error names the nearest view, or the forms that the view has; exit code 2."""
    cases = {
        ("claim", None): "there is no view 'claim'\n    did you mean claims",
        ("zzz", None): "there is no view 'zzz'\n    there are: best-known-values, claims, ",
        ("claims", "turtle"): "the view claims cannot be written as turtle\n    use csv, tsv, json, parquet",
        ("nanopub", "csv"): "the view nanopub cannot be written as csv\n    use trig, nq",
        ("data-cube", "parquet"): "cannot be written as parquet\n    use turtle, nt, xml, jsonld",
        ("rdf12", "jsonld"): "the view rdf12 cannot be written as jsonld\n    use turtle, nt, xml",
    }
    for (name, form), message in cases.items():
        with pytest.raises(ExpographError, match=message) as caught:
            export.export(project, name, form, None, False)
        assert caught.value.exit_code == 2


def test_a_file_is_written_all_or_nothing(project: Project, tmp_path: Path) -> None:
    """The file holds what standard output would, which is empty; a view that fails leaves the file."""
    path = tmp_path / "new" / "values.csv"
    assert export.export(project, "best-known-values", None, path, True) == b""
    before = path.read_bytes()
    assert before == export.export(project, "best-known-values", "csv", None, True)
    with pytest.raises(ExpographError, match="cannot be written as jsonld"):
        export.export(project, "rdf12", "jsonld", path, False)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["values.csv"]
    with pytest.raises(ExpographError, match="cannot be written: Is a directory; nothing was written"):
        export.export(project, "best-known-values", "csv", path.parent, False)


@pytest.mark.parametrize("place", ["", ".", "/", "pipe"])
def test_only_a_file_is_replaced(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """What is no file, as a folder, a pipe or a device, stays what it is and is told."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(ExpographError, match=r"cannot be written: (Is a directory|Not a regular file)"):
        export.export(project, "best-known-values", None, Path(place), False)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
    assert Path("pipe").is_fifo()


def test_a_terminal_is_spared_binary(project: Project, tmp_path: Path) -> None:
    """Parquet goes to a pipe or a file, and not to a screen."""
    hint = "parquet is not text: a terminal cannot show it\n    add --output claims.parquet"
    with pytest.raises(ExpographError, match=hint):
        export.export(project, "claims", "parquet", None, True)
    assert export.export(project, "claims", "parquet", tmp_path / "c", True) == b""
    assert (tmp_path / "c").read_bytes().startswith(b"PAR1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASK { ?s ?p ?o }", r"v\.rq:1:1: a view is a CONSTRUCT or SELECT query"),
        ("#+ formats: [csv, trig]\nSELECT * { ?s ?p ?o }", r"v\.rq:1:1: the view cannot be written as trig"),
        ("#+ formats: csv\nSELECT * { ?s ?p ?o }", r"v\.rq:1:1: the header's formats are not a list"),
        ("#+ formats: [jsonld]\nCONSTRUCT { ?s ?p <<( ?s ?p ?o )>> } { ?s ?p ?o }", "no form for a triple"),
        ("SELECT ?graph ?subject ?predicate ?object { ?subject ?predicate ?object } LIMIT 1", "no quad"),
        ('SELECT ?graph ?subject ?predicate ?object { VALUES (?graph ?subject ?predicate ?object)'
         ' { (<urn:g> "s" <urn:p> 1) } }', r'no quad of IRIs and an object: graph <urn:g>, subject "s"'),
        ("#+ types:\n#+   n: money\nSELECT ?n {}", "the header's types are not columns with types"),
    ],
)  # fmt: skip
def test_a_view_that_is_none_is_told(project: Project, tmp_path: Path, text: str, message: str) -> None:
    """The error names file and line of the view."""
    (tmp_path / "queries" / "views").mkdir(parents=True)
    (tmp_path / "queries" / "views" / "v.rq").write_text(text, "utf-8")
    (tmp_path / "graph").symlink_to(project.graph)
    with pytest.raises(ExpographError, match=message):
        export.export(Project(tmp_path), "v", None, None, False)


def test_a_project_has_our_views_and_its_own(project: Project, tmp_path: Path) -> None:
    """A view in the project's own folder stands beside ours, or in place of the one called alike."""
    (tmp_path / "queries" / "views").mkdir(parents=True)
    for name in ("claims", "own"):
        path = tmp_path / "queries" / "views" / f"{name}.rq"
        path.write_text("#+ summary: Mine\nCONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "utf-8")
    made = Project(tmp_path)
    assert export.names(made) == sorted([*VIEWS, "own"])
    assert export.find(made, "claims").header == header.read("#+ summary: Mine\n", "")


def test_an_unbuilt_project_is_told(tmp_path: Path) -> None:
    """Without a graph there is nothing to export."""
    with pytest.raises(ExpographError, match="make it with `expograph build`"):
        export.export(Project(tmp_path), "claims", None, None, False)


def test_the_command_exports(
    project: Project, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """A name, or --view; --list; --output; a form that the view has not ends with exit code 2."""
    start = ["--project", str(project.root), "export"]
    assert set(asking.EXPORTS) == set(export.FORMATS)
    expected = export.export(project, "best-known-values", "csv", None, False)
    for arguments in (["best-known-values"], ["--view", "best-known-values"]):
        assert run([*start, *arguments]) == 0
        assert capsysbinary.readouterr().out == expected
    assert run([*start, "best-known-values", "--output", str(tmp_path / "b.csv")]) == 0
    assert capsysbinary.readouterr().out == b""
    assert (tmp_path / "b.csv").read_bytes() == expected
    assert run([*start, "--list"]) == 0
    assert b"--format jsonld, turtle, nt, xml" in capsysbinary.readouterr().out
    assert run([*start, "claims", "--format", "nq"]) == 2
    assert b"error: the view claims cannot be written as nq" in capsysbinary.readouterr().err
    assert run(start) == 2
    assert b"name a view; --list shows them" in capsysbinary.readouterr().err
