"""The whole line on the invented project: the same bytes everywhere, all or nothing, refusals with places."""

import errno
import logging
import os
import shutil
import warnings
from contextlib import nullcontext

import pytest
from helpers import LINES, change, located, note, thing
from pyoxigraph import BlankNode, Literal, RdfFormat, Store, Triple, parse

from expograph import build as module
from expograph.build import build
from expograph.errors import DoesNotHold, ExpographError, Position, Problems
from expograph.namespaces import DERIVED_GRAPH, INFERRED_GRAPH
from expograph.project import Project
from expograph.skolem import skolemised
from expograph.write import replace_all

FILES = {"expograph.trig", "expograph.ttl", "inferred.ttl"}


def names(project: Project) -> set[str]:
    """What stands in graph/."""
    return {p.name for p in project.graph.iterdir()} if project.graph.exists() else set()


def contents(project: Project) -> dict[str, bytes]:
    """The files of graph/."""
    return {p.name: p.read_bytes() for p in project.graph.iterdir()}


def test_build_writes_three_files(example):
    """A build writes the graph with named graphs, the same merged, what is inferred, and says how much."""
    told = str(build(example))
    assert names(example) == FILES
    assert "44 claims of 2 documents" in told
    trig, merged = (list(parse(path=example.graph / f"expograph.{kind}")) for kind in ("trig", "ttl"))
    assert {q.triple for q in trig} == {q.triple for q in merged}
    inferred = {q.triple for q in parse(path=example.graph / "inferred.ttl")}
    assert inferred == {q.triple for q in trig if q.graph_name == INFERRED_GRAPH}
    assert inferred
    assert not inferred & {q.triple for q in trig if q.graph_name != INFERRED_GRAPH}
    graphs = {q.graph_name.value.split("expograph/")[1] for q in trig}
    own = {"id/document/teapot-3-closing", "id/document/spout-on-teapot-3"}
    assert graphs == {*own, *(f"graph/{part}" for part in ("ontology", "registry", "derived", "inferred"))}
    assert not [q for q in trig if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_two_builds_same_bytes(example, tmp_path):
    """Two builds in two places write the same bytes, whatever the order of files and statements."""
    twin = Project(shutil.copytree(example.root, tmp_path / "elsewhere" / "twin"))
    mapping = twin.root / "mappings" / "teapot-3-closing.ttl"
    head, *parts = mapping.read_text("utf-8").split("\n\n")
    mapping.write_text("\n\n".join([head, parts[0], *reversed(parts[1:])]), "utf-8")
    build(example)
    build(twin)
    assert contents(example) == contents(twin)


def test_loads_without_warning(example, caplog):
    """rdflib and pyoxigraph read every file alike, and complain of nothing."""
    import rdflib

    build(example)
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error", append=False)
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        for name, form in (
            ("expograph.trig", "trig"),
            ("expograph.ttl", "turtle"),
            ("inferred.ttl", "turtle"),
        ):
            path = example.graph / name
            store = Store()
            store.load(path=path)
            graph = rdflib.Dataset() if form == "trig" else rdflib.Graph()
            graph.parse(path, format=form)
            triples = set(graph.quads()) if form == "trig" else set(graph.triples((None, None, None)))
            assert len(triples) == len(store) > 1000
    assert not caplog.records


def test_check(example):
    """check passes on what was built; after a change it counts what would come and go, and writes nothing."""
    build(example)
    before = contents(example)
    assert "holds what the mappings say" in str(build(example, check=True))
    change(
        example.root / "mappings" / "spout-on-teapot-3.ttl", "population:first-time", "population:overseas"
    )
    with pytest.raises(DoesNotHold) as caught:
        build(example, check=True)
    told = str(caught.value)
    assert caught.value.exit_code == 1
    assert "expograph.trig: " in told
    assert "triples would come" in told
    assert "+ best:" in told or "+ claim:" in told
    assert contents(example) == before


def test_check_without_graph(example):
    """check fails where graph/ was never built, and builds nothing."""
    with pytest.raises(DoesNotHold, match="is missing"):
        build(example, check=True)
    assert names(example) == set()


def test_check_damaged_graph(example):
    """check says of a file of graph/ that is no RDF that it cannot be read."""
    build(example)
    (example.graph / "inferred.ttl").write_text("no turtle")
    with pytest.raises(DoesNotHold, match=r"inferred.ttl cannot be read"):
        build(example, check=True)


def full(*args: object) -> None:
    """The disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "graph/x")


def interrupted(*args: object) -> None:
    """Ctrl-C."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("first", [True, False], ids=["no graph yet", "a graph there"])
@pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
@pytest.mark.parametrize("after", [0, 1, 2, 4])
@pytest.mark.parametrize(
    ("fault", "raised", "words"),
    [(full, ExpographError, "the disk is full; nothing was written"), (interrupted, KeyboardInterrupt, "")],
)
def test_all_or_nothing(tmp_path, monkeypatch, first, call, after, fault, raised, words):
    """A full disk or Ctrl-C at any step of writing leaves the folder as it was, with no other file in it."""
    folder = tmp_path / "graph"
    files = {folder / name: b"new" for name in ("a", "b", "c")}
    if not first:
        replace_all(dict.fromkeys(list(files)[:2], b"old"))
    before = {p.name: p.read_bytes() for p in folder.iterdir()} if folder.exists() else {}
    real, calls = getattr(os, call.split(".")[1]), []

    def counted(*args):
        calls.append(args)
        if len(calls) == after + 1:
            fault()
        return real(*args)

    monkeypatch.setattr(call, counted)
    steps = 3 if call == "os.fsync" or first else 5
    with pytest.raises(raised, match=words or None) if after < steps else nullcontext():
        replace_all(files)
    now = {p.name: p.read_bytes() for p in folder.iterdir()} if folder.exists() else {}
    assert now == (before if len(calls) > after else {"a": b"new", "b": b"new", "c": b"new"})
    assert (len(calls) > after) == (after < steps)


def test_permissions_stay(tmp_path):
    """A file that is written again has the permissions that it had."""
    file = tmp_path / "a.ttl"
    file.write_bytes(b"old")
    for mode in (0o600, 0o664, 0o755):
        file.chmod(mode)
        replace_all({file: b"new"})
        assert file.stat().st_mode & 0o777 == mode
    assert file.read_bytes() == b"new"


def test_what_may_not_be_written_is_left(tmp_path, monkeypatch):
    """A file without permission to write is not replaced behind its owner's back, nor is any other."""
    files = {tmp_path / name: b"new" for name in ("a", "b")}
    for file in files:
        file.write_bytes(b"old")
    (tmp_path / "b").chmod(0o444)
    monkeypatch.setattr("os.access", lambda path, mode: bool(path.stat().st_mode & 0o200))  # root may always
    with pytest.raises(ExpographError, match=r"b cannot be written: Permission denied; nothing was written"):
        replace_all(files)
    assert {file.read_bytes() for file in files} == {b"old"}
    assert {file.name for file in tmp_path.iterdir()} == {"a", "b"}


def test_unwritable(example):
    """Where graph/ cannot be made, the build says so and exits with 2."""
    example.graph.write_text("a file stands in the way")
    with pytest.raises(ExpographError, match="cannot be written") as caught:
        build(example)
    assert caught.value.exit_code == 2
    assert example.graph.read_text() == "a file stands in the way"


def test_interrupt_in_the_build(example, monkeypatch):
    """Ctrl-C in the middle of a build leaves graph/ as it was."""
    build(example)
    before = contents(example)
    change(
        example.root / "mappings" / "spout-on-teapot-3.ttl", "population:first-time", "population:overseas"
    )
    monkeypatch.setattr(module, "trig", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(example)
    assert contents(example) == before


def test_contradiction(example):
    """A graph that contradicts itself is not written: the axiom and the mapping lines are named."""
    build(example)
    before = contents(example)
    note(
        example,
        "It was the 7th hall.",
        'place:great-kettle-hall\n  expo:ordinal [ map:quote "7th hall" ] .\n',
    )
    located(example)
    with pytest.raises(Problems) as caught:
        build(example)
    told = str(caught.value)
    assert caught.value.exit_code == 1
    assert "the graph contradicts itself" in told
    assert "disjoint classes share no member" in told
    assert "place:great-kettle-hall expo:ordinal 7" in told
    assert f"note.ttl:{LINES + 2}:16" in told
    assert "names.ttl:" in told
    assert contents(example) == before


def test_violation_stops_the_build(example):
    """What violates a shape is not written: the mapping line, the rule and what to do are named."""
    change(example.root / "documents" / "spout-on-teapot-3.txt", "A quarter of", "120 percent of")
    change(example.root / "mappings" / "spout-on-teapot-3.ttl", "A quarter of", "120 percent of")
    located(example)
    with pytest.raises(Problems) as caught:
        build(example)
    told = str(caught.value)
    assert caught.value.exit_code == 1
    assert "spout-on-teapot-3.ttl:21:21: violation: A share" in told
    assert "120" in told
    assert names(example) == set()


HEADER = """#+ summary: invented rule
#+ description: If this, then that.
#+ tags:
#+   - derivation
"""
COPY = """CONSTRUCT {{
    [] a expo:DerivedClaim ; rdf:subject ?of ; rdf:predicate expo:{0} ; rdf:object ?who ;
        prov:wasDerivedFrom ?claim
}} WHERE {{ ?claim use:measure expo:{1} ; use:of ?of ; use:value ?who }}"""


def add_rule(project, name, text):
    """Give a project a rule."""
    folder = project.root / "ontology" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.rq").write_text(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "CONSTRUCT { ?s", "no SPARQL"),
        (HEADER + "ASK { ?s ?p ?o }", "a rule is a SPARQL CONSTRUCT"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "the rule does not say what it makes"),
    ],
)
def test_faulty_rule(example, text, message):
    """A rule that is no CONSTRUCT query, or does not say what it makes, is refused by name."""
    add_rule(example, "r", text)
    with pytest.raises(ExpographError, match=message) as caught:
        build(example)
    assert caught.value.at.file.endswith("ontology/rules/r.rq")


def test_rules_run_to_the_end(example):
    """What a rule makes goes to the derived graph, and rules run on what rules made."""
    add_rule(example, "a", HEADER + COPY.format("sponsor", "supporter"))
    add_rule(example, "b", HEADER + COPY.format("supporter", "organiser"))
    build(example)
    found = [q for q in parse(path=example.graph / "expograph.trig") if q.predicate == thing("expo:sponsor")]
    assert [q.triple for q in found] == [
        Triple(thing("fair:teapot-3"), thing("expo:sponsor"), thing("org:teapot-guild"))
    ]
    assert found[0].graph_name == DERIVED_GRAPH


def test_skolemised():
    """Blank nodes get IRIs from what is said of them: the same in any order; a circle of them is refused."""
    text = '@prefix : <http://e/> . :a :b [ :c ( 1 [ :d "x" ] ) ] , [ :c ( 1 [ :d "y" ] ) ] .'
    first, second = (
        [q.triple for q in parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)] for _ in range(2)
    )
    one, other = skolemised(first), skolemised(reversed(second))
    assert set(one) == set(other)
    assert len(set(one)) == len(first) == 14
    assert not [t for t in one if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    a, b, p = BlankNode("a"), BlankNode("b"), first[0].predicate
    with pytest.raises(ExpographError, match="in a circle"):
        skolemised([Triple(a, p, b), Triple(b, p, a), Triple(a, p, Literal("x"))])


def test_problems_in_order():
    """Errors found together are shown by place and end with the gravest exit code."""
    found = Problems([DoesNotHold("b", Position("m", 2, 1)), ExpographError("a", Position("m", 1, 1))])
    assert [e.message for e in found.errors] == ["a", "b"]
    assert found.exit_code == 2
    assert str(found) == "m:1:1: a\nm:2:1: b"


def test_real_project(root, tmp_path):
    """The committed graph of the real project is what its mappings say."""
    assert "graph/ holds what the mappings say" in str(build(Project(root), check=True))
