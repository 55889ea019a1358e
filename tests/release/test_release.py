"""A release as a whole: the same bytes everywhere, every file there and read alike by others, its digests."""

import csv
import json
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph
from rdflib.compare import isomorphic
from release_files import by_rdflib, expanded, plain, quads, rapper, triples

from expograph import export, validate
from expograph.namespaces import GRAPH
from expograph.project import Project

FILES = {"queries": 36, "queries/views": 6, "rules": 40, "views": 21}
PARTS = {"ontology": "*.ttl", "vocabularies": "vocabularies/*.ttl", "alignments": "alignments/*.ttl"}
RAPTOR = {"ttl": "turtle", "rdf": "rdfxml", "nt": "ntriples"}
VIEWS = {"views/data-cube.jsonld", "views/schema-org.jsonld"}
LEAST = {"ontology": 2300, "vocabularies": 7500, "alignments": 200}
TOP = {
    *(f"{part}.{form}" for part in PARTS for form in ("ttl", "rdf", "jsonld", "nt")),
    *(f"graph.{form}" for form in ("trig", "ttl", "nq.gz", "jsonld", "jelly")),
    *("inferred.ttl", "shapes.ttl", "context.jsonld", "queries.ttl", "ontology.html", "SHA256SUMS"),
    *(
        "README.md",
        "CHANGELOG.md",
        "void.ttl",
        "dcat.ttl",
        "dcat.jsonld",
        "dataset.jsonld",
        "ro-crate-metadata.json",
    ),
}


def files(folder: Path) -> list[Path]:
    """The files of a release, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def source(root: Path, pattern: str) -> rdflib.Graph:
    """The ontology's files as rdflib reads them."""
    graph = rdflib.Graph()
    for path in (root / "ontology").glob(pattern):
        graph.parse(path, format="turtle")
    return graph


def merged(dataset: rdflib.Dataset) -> rdflib.Graph:
    """All triples of a dataset in one graph."""
    graph = rdflib.Graph()
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


def test_twice_the_same_bytes(twins):
    """Another folder, time zone, language, hash seed, umask and working directory change no byte."""
    one, two, _ = twins
    names = [path.relative_to(one).as_posix() for path in files(one)]
    assert len(names) > 120
    assert names == [path.relative_to(two).as_posix() for path in files(two)]
    assert [n for n in names if (one / n).read_bytes() != (two / n).read_bytes()] == []


def test_it_ends_with_what_was_written(twins):
    """One line says which version went where, in how many files, of how many bytes."""
    folder, _, said = twins
    size = sum(path.stat().st_size for path in files(folder))
    count = len(files(folder))
    assert re.fullmatch(rf"released 0\.1\.0: \S+/dist, {count} files, {size:,} bytes\n", said)


def test_nothing_is_missing_and_nothing_else_there(root, released):
    """Each folder of a release has the files that it should; what is not asked for is not there."""
    found = Counter(path.parent.relative_to(released).as_posix() for path in files(released))
    top = {path.name for path in released.iterdir() if path.is_file()}
    assert found.pop(".") == len(top)
    assert dict(found) == FILES
    assert top >= TOP
    for kind in ("queries", "rules"):
        home = root / ("ontology/rules" if kind == "rules" else "queries")
        for path in (released / kind).rglob("*.rq"):
            assert path.read_bytes() == (home / path.relative_to(released / kind)).read_bytes()


def test_sums(released):
    """`sha256sum --check` passes, over every file but its own."""
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=released, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.count(": OK\n") == len(files(released)) - 1


@pytest.mark.parametrize("form", ["ttl", "rdf", "jsonld", "nt"])
@pytest.mark.parametrize("part", PARTS)
def test_ontology_in_four_forms(root, released, part, form):
    """rdflib reads in each form what it reads in the files below ontology/, blank nodes and all."""
    made = merged(by_rdflib(released / f"{part}.{form}"))
    assert len(made) >= LEAST[part]
    assert isomorphic(made, source(root, PARTS[part]))


@pytest.mark.parametrize("part", PARTS)
def test_raptor_reads_the_ontology(released, part):
    """A parser in C, which shares no line with the others, finds as many triples in each form."""
    counts = {rapper(released / f"{part}.{form}", name) for form, name in RAPTOR.items()}
    if counts == {None}:
        pytest.skip("no rapper here")
    assert counts == {len(quads(released / f"{part}.nt"))}


def test_turtle_keeps_what_people_wrote(root, released):
    """Comments and order of the sources stand in the Turtle, each file below its name."""
    count = 0
    for part, pattern in {**PARTS, "shapes": "shapes/*.ttl"}.items():
        text = (released / f"{part}.ttl").read_text("utf-8")
        for path in (root / "ontology").glob(pattern):
            assert f"# {path.relative_to(root)}\n\n{path.read_text('utf-8').strip()}\n" in text
            count += 1
    assert count >= 41


def test_shapes_are_whole_and_hold(root, released):
    """The released shapes are those of the sources, and the released graph conforms to them."""
    assert isomorphic(merged(by_rdflib(released / "shapes.ttl")), source(root, "shapes/*.ttl"))
    found = validate.validate(Project(root), [released / "graph.ttl"], shapes=released / "shapes.ttl")
    assert found.conforms
    assert found.shapes >= 37


@pytest.mark.parametrize("name", ["graph.trig", "graph.nq.gz", "graph.jsonld", "graph.jelly"])
def test_graph_in_its_named_graphs(root, released, name):
    """rdflib, and pyjelly for Jelly, read in each form the quads of the built graph, in nine named graphs."""
    made = set(by_rdflib(released / name).quads())
    assert made == built(root)
    assert len(made) > 30_000
    assert len({graph for *_, graph in made}) == 9


def test_graph_without_named_graphs(released):
    """The Turtle of the graph is its quads without their graphs."""
    assert triples(released / "graph.ttl") == triples(released / "graph.trig")
    assert {quad.graph_name for quad in quads(released / "graph.ttl")} == {DefaultGraph()}


def test_what_is_inferred_is_apart(released):
    """What follows under OWL 2 RL has a graph and a file of its own, and is in no other graph."""
    inferred = triples(released / "inferred.ttl")
    said = {q.triple for q in quads(released / "graph.trig") if q.graph_name.value != GRAPH + "inferred"}
    assert len(inferred) > 6_000
    assert inferred == triples(released / "graph.trig") - said


def test_the_compressed_file_bears_no_name_and_no_time(released):
    """The header of gzip has neither flag nor time (RFC 1952, section 2.3), and its text is sorted."""
    header = (released / "graph.nq.gz").read_bytes()[:10]
    assert header[:2] == b"\x1f\x8b"
    assert (header[3], header[4:8]) == (0, bytes(4))
    lines = plain(released / "graph.nq.gz")[0].decode().splitlines()
    assert lines == sorted(set(lines))


@cache
def built(root: Path) -> set[tuple[object, ...]]:
    """The quads of the built graph as rdflib reads them."""
    return set(by_rdflib(root / "graph" / "expograph.trig").quads())


def twin(path: Path) -> Path | None:
    """The file that says in another form what a JSON-LD file says."""
    others = (path.with_suffix(suffix) for suffix in (".trig", ".nt", ".ttl"))
    return next((other for other in others if other.exists()), None)


def test_json_ld_expands_to_the_same_triples(released):
    """PyLD makes of each JSON-LD file what is in its twin; no context is fetched from anywhere."""
    found = set(released.rglob("*.jsonld")) - {released / "context.jsonld"}
    names = {path.relative_to(released).as_posix() for path in found if twin(path)}
    assert names == {*(f"{part}.jsonld" for part in (*PARTS, "graph", "dcat")), *VIEWS}
    assert len(found) == len(names) + 1  # dataset.jsonld is in no other form, and another reader is its twin
    for path in found:
        made, wanted = expanded(json.loads(path.read_bytes()), {}), quads(twin(path) or path)
        assert len(made) == len(wanted) > 20, path
        if any(str(quad).count("_:") for quad in wanted):
            graphs = [rdflib.Graph().parse(data=f"{nquads(q)}", format="nt") for q in (made, wanted)]
            assert isomorphic(*graphs), path
        else:
            assert made == wanted, path


def nquads(found: frozenset) -> str:
    """Quads of the default graph as N-Triples."""
    return "".join(f"{quad.triple} .\n" for quad in found)


def test_views_in_every_form(root, released):
    """Every view is there in each of its formats, as `expograph export` writes it; tables have equal rows."""
    project, suffixes = Project(root), {"turtle": "ttl", "xml": "rdf"}
    wanted = {
        f"{name}.{suffixes.get(form, form)}"
        for name in export.names(project)
        for form in export.formats(export.find(project, name))
    }
    assert {path.name for path in (released / "views").iterdir()} == wanted
    for name, form in (("schema-org", "jsonld"), ("best-known-values", "parquet"), ("rdf12", "turtle")):
        path = released / "views" / f"{name}.{suffixes.get(form, form)}"
        assert path.read_bytes() == export.export(project, name, form, None, False)
    for name in ("claims", "best-known-values"):
        assert len(set(rows(released / "views" / name))) == 1


def rows(table: Path) -> list[int]:
    """How many rows a table has in each of its forms."""
    from pyarrow import parquet

    texts = {form: table.with_suffix(f".{form}").read_text("utf-8") for form in ("csv", "tsv", "json")}
    counts = [len(list(csv.reader(texts["csv"].splitlines()))) - 1, texts["tsv"].count("\n") - 1]
    counts.append(len(json.loads(texts["json"])["results"]["bindings"]))
    assert counts[0] > 100
    return [*counts, parquet.read_table(table.with_suffix(".parquet")).num_rows]


def test_a_project_that_stands_on_ours(teapots, tmp_path):
    """A project without an ontology of its own releases ours, and its own graph."""
    from expograph.release.make import release

    told: list[str] = []
    made = release(Project(teapots), tmp_path / "new" / "dist", None, told.append)
    assert len(files(tmp_path / "new" / "dist")) == len(made.release.distributions) > 120
    assert triples(tmp_path / "new" / "dist" / "graph.trig") == triples(teapots / "graph" / "expograph.trig")
    assert {"Checking the graph", "Writing the view claims", "Writing the files"} <= set(told)
    assert not list(tmp_path.rglob("*.new"))
