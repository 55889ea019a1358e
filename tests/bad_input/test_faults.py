"""Bad input of every kind: message, place, exit code, and a graph/ that stays as it was."""

import re
import shutil
from pathlib import Path

import pytest
from faults import BEYOND, COVERAGE, FAULTS, LISTED, VERIFY, Fault
from rule_faults import ITEMS, RULES
from running import here

from expograph.build import Graph
from expograph.project import Project
from expograph.write import replace_all

ALL = (*FAULTS, *RULES)
QUERY = "query exhibitors --param edition=teapot-3"
BEFORE_THE_WORDS = r"(?:error: |Usage: .*\n\nError: )"


@pytest.fixture(scope="session")
def sound(built: Graph, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project with its graph."""
    folder = tmp_path_factory.mktemp("sound") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    replace_all(built.files(Project(folder).graph))
    return folder


@pytest.fixture
def project(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test stands."""
    folder = tmp_path / "example"
    shutil.copytree(sound, folder)
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too, and what they hold."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if not path.is_dir()
    }


def place(fault: Fault, folder: Path) -> str:
    """Where a fault lies, looked up in its file: path, line and column, each with its colon."""
    if fault.points_at is None:
        return ""
    file, words = fault.points_at
    text = (folder / file).read_bytes().decode("utf-8", "replace")
    assert not words or text.count(words) == 1, (file, words)
    before = text[: text.index(words)]
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "


@pytest.mark.parametrize("fault", ALL, ids=[f"{f.item}: {f.name}" for f in ALL])
def test_a_fault_is_told_and_nothing_is_written(fault: Fault, project: Path) -> None:
    """The whole message, with the place; the exit code; no file changed, none added, in graph/ or beside."""
    fault.spoil(project)
    before = {name: held for name, held in contents(project).items() if not name.endswith(".new")}
    where = place(fault, project)
    done = fault.run(fault.command if "--project" in fault.command else f"--project . {fault.command}")
    print(done.error)
    assert done.code == fault.code
    assert "Traceback" not in done.error
    assert done.out == ""
    assert contents(project) == before
    assert re.fullmatch(BEFORE_THE_WORDS + re.escape(where) + fault.says, done.error.strip(), re.DOTALL)


@pytest.mark.parametrize(("command", "code"), [("build --check", 0), (VERIFY, 0), (COVERAGE, 1), (QUERY, 0)])
def test_without_a_fault_every_command_does_its_work(command: str, code: int, project: Path) -> None:
    """What the table breaks is whole before: each command ends as it should, and says nothing of an error.

    Coverage finds one word in no quote, so its answer is no.
    """
    before = contents(project)
    done = here(f"--project . {command}")
    assert (done.code, done.error) == (code, "")
    assert done.out
    assert contents(project) == before
    assert sum(name.startswith("graph/") for name in before) == 3


def test_the_table_covers_the_list() -> None:
    """Every item has a row, every row an item, and no two rows the same name."""
    items = (*LISTED, *ITEMS, *BEYOND)
    assert [item for item in items if item not in {f.item for f in ALL}] == []
    assert {f.item for f in ALL} <= set(items)
    assert len({(f.item, f.name) for f in ALL}) == len(ALL)
    assert (len(LISTED), len(ITEMS)) == (27, 10)
    assert len(ALL) >= 78
    assert {f.code for f in ALL} == {1, 2, 130}
