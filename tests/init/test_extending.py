"""What a project that extends ours shares with it, and what stays apart."""

import json
import re
import shutil
from pathlib import Path

import pytest
from helpers import change
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from test_init import MAPPING, contents, place

from expograph import cli, project
from expograph.assemble import assembled
from expograph.build import build
from expograph.conflicts import conflicts
from expograph.coverage import coverage
from expograph.errors import DoesNotHold, ExpographError, Position, Problems
from expograph.evidence import verify
from expograph.explain import explain
from expograph.format.files import format_files
from expograph.namespaces import DERIVED_GRAPH, ID, INFERRED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH
from expograph.project import Project, default_root
from expograph.reports.plain import as_text
from expograph.validate import validate

NAMES = "mappings/registry/names.ttl"
REPORT = "documents/harbour-kite-2-closing.txt"
LOCK = "mappings/evidence.lock"
OWN = "ontology/vocabularies/own.ttl"


@pytest.fixture
def mine(own: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A new project, in whose folder the test stands."""
    monkeypatch.chdir(own)
    return Project(Path("."))


def quads(graph: Path) -> set[Quad]:
    """The quads of a built graph."""
    return set(parse(path=graph / "expograph.trig", format=RdfFormat.TRIG))


def thing(name: str) -> NamedNode:
    """An IRI of ours from its kind and name."""
    return NamedNode(ID + name)


# --- what counts --------------------------------------------------------------------------------------------


def test_both_are_in_the_graph(mine: Project) -> None:
    """All that our documents and our registry say stands there unchanged, beside what its own say."""
    ours, all_ = quads(default_root() / "graph"), quads(mine.graph)
    apart = {ONTOLOGY_GRAPH, DERIVED_GRAPH, INFERRED_GRAPH}
    said = {q for q in ours if q.graph_name not in apart}
    assert len(said) > 10_000
    assert said < all_
    added = {q.graph_name for q in all_ - ours}
    assert added == {*apart, REGISTRY_GRAPH, thing("document/harbour-kite-2-closing")}
    own = [q for q in all_ if q.graph_name == thing("document/harbour-kite-2-closing")]
    hosted = [q.object for q in own if q.predicate.value.endswith("#hostCity")]
    assert hosted == [thing("place/shanghai")]
    assert len([q for q in own if q.object == thing("fair/ciie-7")]) == 2


def test_ours_come_first(mine: Project) -> None:
    """Registry, mappings and locks of ours precede its own; of queries its own count first."""
    for paths, own in ((mine.registry, NAMES), (mine.mappings, MAPPING), (mine.locks, LOCK)):
        assert len(paths) > 1
        assert paths[-1] == Path(own)
        assert all(p.is_relative_to(default_root()) for p in paths[:-1])
    assert mine.own_mappings == [Path(MAPPING)]
    assert mine.queries == [Path("queries"), default_root() / "queries"]
    assert len(mine.inherited) == len(mine.registry) + len(mine.mappings) - 2


@pytest.mark.parametrize("settings", [None, "", "# extends nothing\n"])
def test_without_the_line(mine: Project, settings: str | None) -> None:
    """It stands on our ontology alone: what our registry says is not known, Shanghai for one."""
    (mine.root / "expograph.toml").unlink()
    if settings is not None:
        (mine.root / "expograph.toml").write_text(settings, "utf-8")
    alone = Project(mine.root)
    assert (alone.registry, alone.mappings) == ([Path(NAMES)], [Path(MAPPING)])
    assert len(alone.ontology) == len(Project(default_root()).ontology) + 2
    with pytest.raises(Problems) as caught:
        build(alone)
    line, _ = place(mine.root / NAMES, "expo:locatedIn")
    (error,) = caught.value.errors
    assert (error.at and error.at.line, error.message) == (line, "nothing is known of place:shanghai")


def test_a_package_inside_the_project(mine: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is installed below the project, its files are ours all the same."""
    said = assembled(mine).quads()
    inside = Path.cwd() / ".venv" / "lib" / "project"
    copied(inside)
    monkeypatch.setattr(project, "default_root", lambda: inside)
    mine = Project(mine.root)
    for root in (Path("."), Path.cwd()):
        found = Project(root)
        assert found.own_mappings == [root / MAPPING]
        assert len(found.inherited) == len(found.registry) + len(found.mappings) - 2
        assert found.own_shapes == []
        assert format_files(found, check=True).files == 4
    assert assembled(mine).quads() == said


def test_the_project_that_one_is_in(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder upwards with an expograph.toml is meant; else what comes with the package."""
    for here, found in ((own, own), (own / "mappings" / "registry", own), (tmp_path, default_root())):
        monkeypatch.chdir(here)
        assert project.discovered() == found


# --- what is whose ------------------------------------------------------------------------------------------


def copied(folder: Path) -> dict[str, bytes]:
    """A copy of the project that comes with the package; its files."""
    for name in ("ontology", "mappings", "queries"):
        shutil.copytree(default_root() / name, folder / name)
    return contents(folder)


def test_commands_leave_ours_alone(mine: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify, coverage and format neither need our documents nor write one of our files."""
    package = tmp_path / "package"
    before = copied(package)
    monkeypatch.setattr(project, "default_root", lambda: package)
    mine = Project(mine.root)
    with (mine.root / MAPPING).open("a", encoding="utf-8") as mapping:
        mapping.write("\n\n# The end\n\n")
    assert len(verify(mine, mine.root / "documents").documents) == 1
    assert list(json.loads(mine.lock.read_text("utf-8"))["documents"]) == [
        thing("document/harbour-kite-2-closing").value
    ]
    assert [len(d.gaps) for d in coverage(mine, mine.root / "documents").documents] == [0]
    assert [*format_files(mine).changes] == [mine.root / MAPPING]
    assert contents(package) == before


def test_checking_quotes(mine: Project) -> None:
    """Check writes nothing; it tells of a lock that is not right, and where there is no document at all."""
    documents = mine.root / "documents"
    locked = mine.lock.read_bytes()
    assert str(verify(mine, documents, check=True)).endswith("located; mappings/evidence.lock says so")
    change(mine.root / REPORT, "Makers from", "Artists from")
    with pytest.raises(
        DoesNotHold, match=r"^mappings/evidence.lock:1:1: .*: harbour-kite-2-closing\n    run"
    ):
        verify(mine, documents, check=True)
    (mine.root / REPORT).unlink()
    with pytest.raises(ExpographError, match="none of the documents is there: harbour-kite-2-closing"):
        verify(mine, documents, check=True)
    assert mine.lock.read_bytes() == locked


def test_an_absent_document_is_told(mine: Project) -> None:
    """Of two documents one is there: it is checked, the other is named; nor may the lock know more."""
    documents, mappings = mine.root / "documents", mine.root / "mappings"
    (documents / "note.txt").write_text("A note of the Paper Kite Society.", "utf-8")
    text = (mine.root / MAPPING).read_text("utf-8").partition("<>")[0]
    said = '<> map:maps doc:note .\ndoc:note expo:publisher [ map:quote "Paper Kite Society" ] .\n'
    (mappings / "note.ttl").write_text(text + said, "utf-8")
    verify(mine, documents)
    (mine.root / REPORT).unlink()
    told = str(verify(mine, documents, check=True)).splitlines()
    assert told[0] == "note.txt: 1 claims, 1 quotes located"
    assert told[1] == "harbour-kite-2-closing.txt: not there, not verified"
    (mappings / "harbour-kite-2-closing.ttl").unlink()
    with pytest.raises(DoesNotHold, match=r"evidence lock is not .*: harbour-kite-2-closing\n"):
        verify(mine, documents, check=True)


def test_why_leads_to_both(mine: Project) -> None:
    """A derived figure leads to the line of its own mapping, a figure of ours to the line of ours."""
    found = explain(mine, ["fair:harbour-kite-1", "expo:visitors"], False, 10).written("text", False)
    line, column = place(mine.root / MAPPING, '[ map:quote "About 30,600')
    assert found.endswith(f" {MAPPING}:{line}:{column}")
    ours = explain(mine, ["fair:ciie-6", "expo:dealValue"], False, 10).written("text", False)
    assert re.search(r"/mappings/ciie-7-closing\.ttl:\d+:\d+", ours)


# --- where both speak of one thing --------------------------------------------------------------------------


def test_a_disagreement_with_ours(mine: Project) -> None:
    """A misprint in its own report is in conflict with ours, told at its line; our tensions are not told."""
    said = "is there from November 6 to 10"
    change(mine.root / MAPPING, "expo:startDate", "expo:dates")
    for path in (REPORT, MAPPING):
        change(mine.root / path, "opens in the same city on November 5", said)
    verify(mine, mine.root / "documents")
    built = build(mine)
    assert len(built.warnings) == 2
    found = [d for d in conflicts(mine) if d.kind == "conflict"]
    assert found[0].words == "2024-11-05 and 2024-11-06 cannot both be right."
    assert len(found) == 2
    for one in found:
        assert one.subject == "fair:ciie-7"
        assert {s.document for s in one.sides} == {"doc:ciie-7-closing", "doc:harbour-kite-2-closing"}
    assert len(conflicts(mine)) > 5
    report = validate(mine)
    line, column = place(mine.root / MAPPING, '[ map:quote "' + said)
    assert [str(e.at) for e in report.entries] == [f"{MAPPING}:{line}:{column}"] * 2, as_text(report)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            MAPPING,
            "map:maps doc:harbour-kite-2-closing",
            "map:maps doc:ciie-7-closing",
            r"has a mapping already: \S+/mappings/ciie-7-closing.ttl\n    another document needs",
        ),
        (
            NAMES,
            "org:paper-kite-society a",
            'org:shine a expo:Company ;\n    rdfs:label "Shine & Sons"@en .\n\norg:paper-kite-society a',
            r'has a name already, "[^"]+"@en: \S+/organisations.ttl:\d+:\d+\n    another thing needs',
        ),
    ],
)
def test_one_name_for_two(mine: Project, path: str, old: str, new: str, message: str) -> None:
    """A document or a thing that bears the name of another one of ours: its own line, and ours."""
    change(mine.root / path, old, new)
    with pytest.raises(Problems) as caught:
        build(mine)
    (error,) = caught.value.errors
    line, _ = place(mine.root / path, new.partition("\n    ")[2] or "doc:ciie-7-closing .")
    assert error.at
    assert (error.at.file, error.at.line) == (path, line)
    assert re.search(message, str(error))


def test_more_of_a_thing_of_ours(mine: Project) -> None:
    """Its registry may give a thing of ours another spelling, which its own mappings then use."""
    with (mine.root / NAMES).open("a", encoding="utf-8") as names:
        names.write('\nplace:shanghai skos:altLabel "Magic City"@en .\n')
    for path in (REPORT, MAPPING):
        change(mine.root / path, "SHANGHAI", "MAGIC CITY")
    verify(mine, mine.root / "documents")
    hosted = {q.object for q in assembled(mine).quads() if q.subject == thing("fair/harbour-kite-2")}
    assert thing("place/shanghai") in hosted


# --- another version of the package ------------------------------------------------------------------------


def test_an_upgrade(mine: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with other files: check tells the version, build writes graph/ and nothing else."""
    package = tmp_path / "package"
    copied(package)
    change(package / "ontology" / "expograph.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    change(package / "mappings" / "registry" / "places.ttl", '"Shanghai city"@en', '"Shanghai town"@en')
    theirs = contents(package)
    monkeypatch.setattr(project, "default_root", lambda: package)
    mine = Project(mine.root)
    before = contents(mine.root)
    with pytest.raises(
        DoesNotHold,
        match=r"(?s)graph/ is not what .* built on version 0.1.0 of .*/ontology>, and this is 0.2.0\n",
    ):
        build(mine, check=True)
    assert contents(mine.root) == before
    assert len(build(mine).written) == 3
    after = contents(mine.root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"graph/expograph.trig", "graph/expograph.ttl"}
    assert set(after) == set(before)
    assert contents(package) == theirs


# --- settings that are none ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "at", "message"),
    [
        (b'extend = "expograph"\n', "1:1", "there is no setting 'extend'"),
        (b'extends = "expograph"\n\n[ graph ]\nx = 1\n', "3:3", "there is no setting 'graph'"),
        (b'# extends\n  extends="ours"', "2:3", "it can extend nothing but 'expograph'"),
        (b'extends = ["expograph"]', "1:1", "it can extend nothing but 'expograph'"),
        (b'extends."a b" = 1', "1:1", "it can extend nothing but 'expograph'"),
        (b'extends = "expograph\n', "1:21", "no TOML: Illegal character"),
        (b"a = 1\nextends\n", "2:8", "no TOML: Expected '=' after a key"),
        (b"\xef\xbb\xbfextends = 1", "1:1", "no TOML: Invalid statement"),
        (b'extends = "\xff"', "1:12", "the file is not UTF-8"),
        (b'extends = "expograph"\nextends = "expograph"', "2:22", "no TOML: Cannot overwrite a value"),
    ],
)
def test_settings_that_cannot_be_read(
    mine: Project, settings: bytes, at: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command ends with the place of what is wrong and exit code 2."""
    (mine.root / "expograph.toml").write_bytes(settings)
    for command in (["build"], ["query", "visitors"], ["--project", ".", "format"]):
        assert cli.run(command) == 2
        assert capsys.readouterr().err.startswith(f"error: expograph.toml:{at}: {message}")


def test_settings_that_are_no_file(mine: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of that name cannot be read."""
    (mine.root / "expograph.toml").unlink()
    (mine.root / "expograph.toml").mkdir()
    assert cli.run(["--project", ".", "build"]) == 2
    assert capsys.readouterr().err == "error: expograph.toml cannot be read: Is a directory\n"


def test_an_ontology_in_place_of_ours(mine: Project) -> None:
    """What has an ontology/expograph.ttl of its own extends nothing."""
    (mine.root / "ontology" / "expograph.ttl").write_text("", "utf-8")
    with pytest.raises(ExpographError, match="stands in place of what this extends\n    give") as caught:
        Project(mine.root)
    assert caught.value.at == Position("expograph.toml", 2, 1)


# --- own terms ----------------------------------------------------------------------------------------------

OWN_PROPERTY = """
@prefix our: <https://example.org/fairs#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

our:kites a owl:DatatypeProperty ; rdfs:subPropertyOf expo:count ;
    rdfs:label "kites"@en , "风筝数"@zh ;
    skos:definition "How many kites flew."@en .
"""


def test_a_property_of_its_own(mine: Project) -> None:
    """A measure under one of ours is read, computed with and checked like ours."""
    with (mine.root / OWN).open("a", encoding="utf-8") as terms:
        terms.write(OWN_PROPERTY)
    change(mine.root / REPORT, "Makers from", "Nearly 900 kites flew. Makers from")
    change(
        mine.root / MAPPING, "@prefix person:", "@prefix our: <https://example.org/fairs#> .\n@prefix person:"
    )
    change(
        mine.root / MAPPING,
        "    expo:series  [",
        '    our:kites [ map:quote "Nearly 900 kites" ] ;\n    expo:series  [',
    )
    verify(mine, mine.root / "documents")
    built = build(mine)
    (claim,) = (c for c in built.graph.assembled.claims if c.statement.property.iri.value.endswith("#kites"))
    assert claim.statement.quote == "Nearly 900 kites"
    assert not built.warnings


def test_a_term_at_fault(mine: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A term without a label, which a new version of ours names, too: build tells the project's line."""
    change(mine.root / OWN, ' , "家庭观众"@zh', "")
    package = tmp_path / "package"
    copied(package)
    with (package / "ontology" / "vocabularies" / "populations.ttl").open("a", encoding="utf-8") as ours:
        ours.write('population:families a expo:Population ; skos:prefLabel "parents"@en .\n')
    monkeypatch.setattr(project, "default_root", lambda: package)
    with pytest.raises(Problems) as caught:
        build(Project(mine.root))
    line, column = place(mine.root / OWN, "population:families a")
    assert {error.at for error in caught.value.errors} == {Position(OWN, line, column)}
    assert [error.message for error in caught.value.errors] == [
        "violation: A concept has a Chinese skos:prefLabel. Add one with @zh.",
        "violation: A concept has one skos:prefLabel a language. Make the other spellings skos:altLabel.",
    ]


def test_nothing_of_its_own(mine: Project) -> None:
    """With the example deleted and nothing in its place yet it is ours alone, and all checks hold."""
    for folder in ("documents", "mappings", "ontology", "queries"):
        shutil.rmtree(mine.root / folder)
    (mine.root / "documents").mkdir()
    mine = Project(mine.root)
    assert not build(mine).warnings
    assert str(format_files(mine, check=True)) == "0 of 0 files differ from the layout"
    with pytest.raises(ExpographError, match="there is no Turtle file in documents"):
        format_files(mine, [Path("documents")], check=True)
    (mine.root / "expograph.toml").unlink()
    with pytest.raises(ExpographError, match=r"there is no Turtle file in \."):
        format_files(Project(mine.root), check=True)
