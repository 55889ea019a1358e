"""Which files are formatted, what is told of them, and that all are written or none."""

import shutil

import pytest

from expograph.errors import Problems
from expograph.format.files import format_files
from expograph.project import Project

NEAT = "<a> <b> <c> .\n"


@pytest.fixture
def project(tmp_path):
    """A project of which some files are neat and some are not."""
    files = {
        "ontology/own.ttl": NEAT,
        "ontology/shapes/own.ttl": "<a>  <b> <c> .\n",
        "mappings/one.ttl": "<a> <b> <c> .\n<a> <b>\t<d> .\n",
        "mappings/registry/who.ttl": "<a> <b> <c> .\r\n",
        "mappings/notes.txt": "no Turtle",
        "graph/expograph.ttl": "<a>  <b> <c> .",
        ".hidden/x.ttl": "<a>  <b> <c> .",
        "mappings/.#one.ttl": "what an editor keeps beside a file that is open",
        "other/deep/y.ttl": "<a>  <b> <c> .",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return Project(tmp_path)


def contents(project: Project) -> dict[str, bytes]:
    """Every file of a project."""
    paths = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def test_ontology_and_mappings_are_written(project):
    """Without paths ontology and mappings are formatted and nothing else; a second time nothing changes."""
    before = contents(project)
    outcome = format_files(project)
    after = contents(project)
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"ontology/shapes/own.ttl", "mappings/one.ttl", "mappings/registry/who.ttl"}
    assert after["mappings/registry/who.ttl"] == NEAT.encode()
    assert outcome.holds
    assert outcome.files == 4
    assert str(outcome).endswith("\n3 of 4 files formatted")
    assert str(outcome).count("formatted: ") == 3
    assert str(format_files(project)) == "0 of 4 files differ from the layout"


def test_check_tells_the_first_line_that_differs(project, monkeypatch):
    """A check writes nothing and shows where each file first differs; what cannot be seen is spelt out."""
    monkeypatch.chdir(project.root)
    before = contents(project)
    outcome = format_files(project, check=True)
    assert contents(project) == before
    assert not outcome.holds
    assert str(outcome).split("\n") == [
        "ontology/shapes/own.ttl:1",
        "    - <a>  <b> <c> .",
        "    + <a> <b> <c> .",
        "mappings/one.ttl:2",
        "    - <a> <b>\t<d> .",
        "    + <a> <b> <d> .",
        "mappings/registry/who.ttl:1",
        r"    - '<a> <b> <c> .\r\n'",
        r"    + '<a> <b> <c> .\n'",
        "3 of 4 files differ from the layout: run expograph format",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@prefix : <http://e/> .\n: : : .\n", ["x.ttl:2", "    - : : : .", "    + (an empty line)"]),
        ("<a> <b> <c> .\n\n\n", ["x.ttl:2", "    - (an empty line)", "    + (the end)"]),
    ],
)
def test_check_tells_of_empty_lines(project, monkeypatch, text, told):
    """An empty line that is missing or too much is named."""
    monkeypatch.chdir(project.root)
    (project.root / "x.ttl").write_text(text)
    outcome = format_files(project, [project.root / "x.ttl"], check=True)
    assert str(outcome).split("\n")[:3] == told


def test_paths(project, monkeypatch):
    """Files and folders can be named; a folder is read to its depth, without what is hidden or built."""
    monkeypatch.chdir(project.root)
    here = project.root
    assert format_files(project, [here], check=True).files == 5
    assert format_files(project, [here / "other", here / "other" / "deep" / "y.ttl"], check=True).files == 1
    assert format_files(project, [here / "graph"], check=True).files == 1
    assert format_files(project, [here / "graph" / "expograph.ttl"]).files == 1
    assert (here / "graph" / "expograph.ttl").read_text() == NEAT


def test_nothing_is_written_beside_a_broken_file(project, monkeypatch):
    """Files that cannot be read are all told, with line and column, and no other file is written."""
    monkeypatch.chdir(project.root)
    (project.root / "mappings" / "broken.ttl").write_text("<a> <b> <c> .\n<a> <b> q:c .\n")
    (project.root / "ontology" / "latin.ttl").write_bytes(b'<a> <b> "\xe9" .')
    before = contents(project)
    for check in (True, False):
        with pytest.raises(Problems) as caught:
            format_files(
                project, [*(project.root / n for n in ("ontology", "mappings", "missing.ttl"))], check
            )
        assert caught.value.exit_code == 2
        told = str(caught.value).split("\n")
        assert any(line.startswith("missing.ttl cannot be read") for line in told)
        assert any(line.startswith("mappings/broken.ttl:2:9: ") for line in told)
        assert any(line.startswith("ontology/latin.ttl:1:10: the file is not UTF-8") for line in told)
        assert contents(project) == before


def test_no_file(tmp_path):
    """A folder without Turtle files is an error and no success."""
    with pytest.raises(Exception, match="there is no Turtle file in"):
        format_files(Project(tmp_path))


def test_a_link_stays_a_link(project, tmp_path):
    """What a link points to is written, and the link stays."""
    link = project.root / "mappings" / "two.ttl"
    link.symlink_to(project.root / "other" / "deep" / "y.ttl")
    format_files(project)
    assert link.is_symlink()
    assert (project.root / "other" / "deep" / "y.ttl").read_text() == NEAT


def test_a_project_on_our_ontology(root, tmp_path):
    """A project without an ontology of its own has its mappings formatted, and ours are left alone."""
    folder = tmp_path / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    outcome = format_files(Project(folder))
    assert outcome.files == 3
    assert all(path.is_relative_to(folder) for path in outcome.changes)
