"""What is not released, and that nothing of it is left: old graph, no place, no date, no library."""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest
from helpers import change, located

from expograph import cli
from expograph.errors import DoesNotHold, ExpographError
from expograph.project import Project
from expograph.release.folder import SUMS, fill, staged
from expograph.release.make import release
from expograph.release.model import Distribution

THREE = [Distribution(name, b"new", "text/plain", name, "graph") for name in ("a", "b/c", SUMS)]
STALE = "mappings/spout-on-teapot-3.ttl"


@pytest.fixture
def project(teapots: Path, tmp_path: Path) -> Path:
    """A copy of the invented project, built, that a test may change."""
    return shutil.copytree(teapots, tmp_path / "project")


def refused(capsys: pytest.CaptureFixture[str], project: Path, folder: Path, *more: str) -> tuple[int, str]:
    """Exit code and message of a release that is not made, of which nothing is left."""
    before = tree(folder.parent)
    code = cli.run(["--project", str(project), "release", str(folder), *more])
    out, problems = capsys.readouterr()
    assert out == ""
    assert problems.startswith("error: ")
    assert tree(folder.parent) == before
    return code, problems


def tree(folder: Path) -> list[tuple[str, bytes]]:
    """Every folder and file below a folder."""
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return [(str(path), path.read_bytes() if path.is_file() else b"") for path in found]


def test_a_graph_that_is_not_what_the_sources_make(project, tmp_path, capsys):
    """A changed mapping, and a graph that was never built: exit code 1, and what to do."""
    change(project / STALE, "population:first-time", "population:overseas")
    code, said = refused(capsys, project, tmp_path / "dist")
    assert code == 1
    assert "graph/ is not what the mappings say" in said
    assert "run expograph build" in said
    shutil.rmtree(project / "graph")
    code, said = refused(capsys, project, tmp_path / "dist")
    assert code == 1
    assert "graph/expograph.trig is missing" in said


def test_a_violated_shape(project, tmp_path, capsys):
    """A share of 120 percent is not released; its line is told."""
    change(project / "documents" / "spout-on-teapot-3.txt", "A quarter of", "120 percent of")
    change(project / STALE, "A quarter of", "120 percent of")
    located(Project(project))
    code, said = refused(capsys, project, tmp_path / "dist")
    assert code == 1
    assert "spout-on-teapot-3.ttl:21:21: violation: A share" in said


def test_a_place_that_is_taken(project, tmp_path, capsys):
    """A folder with something in it, even hidden, a file, and a link to nowhere are left as they are."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").touch()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for name, words in (
        ("full", "is not empty: it has .hidden"),
        ("file", "no folder"),
        ("link", "no folder"),
    ):
        code, said = refused(capsys, project, tmp_path / name)
        assert code == 2
        assert words in said
        assert "name a folder that is empty or not there" in said


def test_a_place_that_cannot_be_written(project, tmp_path, capsys):
    """Below a file, and where the system allows nobody to write: told at once, in words."""
    (tmp_path / "file").touch()
    code, said = refused(capsys, project, tmp_path / "file" / "deep" / "dist")
    assert code == 2
    assert "cannot be written: Not a directory; nothing was written" in said
    code, said = refused(capsys, project, Path("/proc/expograph/dist"))
    assert code == 2
    assert "/proc/expograph/dist cannot be written" in said


@pytest.mark.parametrize("epoch", ["", "now", "-1", "1.5", "١٢", "9" * 30, " 1"])
def test_a_date_that_is_none(project, tmp_path, capsys, monkeypatch, epoch):
    """SOURCE_DATE_EPOCH that is no number of seconds stops a release at once."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    code, said = refused(capsys, project, tmp_path / "dist")
    assert code == 2
    assert f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds since 1970-01-01" in said


@pytest.mark.parametrize("module", ["jinja2", "pygraphviz", "pyjelly", "pyarrow"])
def test_a_library_that_is_missing(project, tmp_path, capsys, monkeypatch, module):
    """It is told before any work, with what installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    code, said = refused(capsys, project, tmp_path / "dist")
    assert code == 2
    assert f"a release needs {module.replace('jinja', 'Jinja')}, which is not installed" in said
    assert "pip install 'expograph[release]'" in said


def test_an_earlier_release_that_is_none(project, tmp_path, capsys):
    """--since names a folder that no release is in."""
    (tmp_path / "earlier").mkdir()
    code, said = refused(capsys, project, tmp_path / "dist", "--since", str(tmp_path / "earlier"))
    assert code == 2
    assert "is no release: there is no" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('owl:versionInfo "0.1.0" ;', "", "the ontology does not say which version it is"),
        ('dcterms:issued "2026-11-22"^^xsd:date ;', "", "has no day as its dcterms:issued"),
        ('"2026-11-22"^^xsd:date ;', '"soon" ;', "has no day as its dcterms:issued"),
    ],
)
def test_an_ontology_without_version_or_date(root, project, tmp_path, monkeypatch, old, new, words):
    """An ontology must say which version it is and, without SOURCE_DATE_EPOCH, of which day."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (project / "ontology").mkdir()
    shutil.copy(root / "ontology" / "expograph.ttl", project / "ontology")
    change(project / "ontology" / "expograph.ttl", old, new)
    with pytest.raises(ExpographError, match=words):
        release(Project(project), tmp_path / "dist", None, lambda _: None)
    assert not (tmp_path / "dist").exists()


def full(*_: object) -> None:
    """The disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")


def interrupted(*_: object) -> None:
    """Ctrl-C."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("there", [False, True], ids=["absent", "empty"])
@pytest.mark.parametrize("call", ["fsync", "mkdir", "rename"])
@pytest.mark.parametrize("after", [0, 1, 2, 3, 9])
@pytest.mark.parametrize(
    ("fault", "raised"), [(full, ExpographError), (interrupted, KeyboardInterrupt)], ids=["full", "Ctrl-C"]
)
def test_all_or_nothing(tmp_path, monkeypatch, there, call, after, fault, raised):
    """A full disk or Ctrl-C at any step leaves the folder absent or empty as it was, nothing beside it."""
    folder = tmp_path / "new" / "dist"
    if there:
        folder.mkdir(parents=True)
    before = tree(tmp_path)
    real, calls = getattr(os, call), []

    def counted(*given, **more):
        if call == "mkdir" and os.path.isdir(given[0]):  # which makes nothing
            return real(*given, **more)
        calls.append(given)
        if len(calls) == after + 1:
            fault()
        return real(*given, **more)

    monkeypatch.setattr(os, call, counted)
    failed = None
    try:
        with staged(folder) as stage:
            fill(stage, THREE, folder)
    except (ExpographError, KeyboardInterrupt) as error:
        failed = error
    monkeypatch.undo()
    steps = {"fsync": 3, "mkdir": len(calls), "rename": 3 if there else 1}[call]
    assert len(calls) >= (after + 1 if after < 2 and call != "rename" else 1)
    if after < steps:
        assert type(failed) is raised
        assert tree(tmp_path) == before
        assert raised is KeyboardInterrupt or "the disk is full; nothing was written" in str(failed)
    else:
        assert failed is None
        assert {path.name for path in folder.rglob("*") if path.is_file()} == {"a", "c", SUMS}


def test_an_empty_folder_stays_the_folder_that_it_is(tmp_path, monkeypatch):
    """Whoever stands in the folder still does; the checksums, which tell that all is there, come last."""
    monkeypatch.chdir(tmp_path)
    inode, order = tmp_path.stat().st_ino, []
    real = os.rename
    monkeypatch.setattr(os, "rename", lambda a, b: (order.append(Path(b).name), real(a, b)))
    with staged(Path(".")) as stage:
        fill(stage, THREE, Path("."))
    assert tmp_path.stat().st_ino == inode
    assert order == ["a", "b", SUMS]
    assert sorted(path.name for path in tmp_path.iterdir()) == [SUMS, "a", "b"]


def test_a_fault_while_it_is_made_leaves_nothing(tmp_path):
    """What fails between is handed on as it is, and the folders made for it are gone."""
    with pytest.raises(DoesNotHold, match="no"), staged(tmp_path / "a" / "b" / "c"):
        raise DoesNotHold("no")
    assert not list(tmp_path.iterdir())
