"""A new project: its files, their quotes located, its graph built, all or nothing."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from expograph import __version__
from expograph.build import Built, build
from expograph.errors import ExpographError
from expograph.evidence import verify
from expograph.project import Project, shown

STARTER = Path(__file__).parent / "starter"
DOT, FILLED_IN = "dot-", ".in"  # hidden files lie there under other names, lest git and packagers obey them
STAGE = ".expograph-init"


@dataclass(frozen=True)
class Started:
    """A new project.

    Args:
        folder: Where it is.
        files: What was written, relative to the folder.
        built: Its graph.
    """

    folder: Path
    files: tuple[Path, ...]
    built: Built

    def __str__(self) -> str:
        counts = str(self.built).partition("\n")[0]
        where = shown(self.folder)
        written = f"written: {len(self.files)} files in {where}"
        return f"{counts}\n{written}\nnext: cd {shlex.quote(where)} && make test"


def start(folder: Path) -> Started:
    """Make a project in a folder that is empty or not there yet.

    The files are written, and the graph built, in a hidden folder inside; then all change places. Whatever
    stops this, an interrupt by the keyboard included, leaves the folder as it was.

    Args:
        folder: Where; a repository of git in it is left alone.

    Raises:
        ExpographError: There is something in the folder, or it cannot be written.
    """
    refuse_occupied(folder)
    place = Path(os.path.realpath(folder))  # a/../b needs no a
    absent = [path for path in (place, *place.parents) if not path.exists()]
    with ExitStack() as undo:
        for path in reversed(absent):
            path.mkdir()
            undo.callback(path.rmdir)
        with staged(place / STAGE) as stage:
            for name, content in contents().items():
                (stage / name).parent.mkdir(parents=True, exist_ok=True)
                (stage / name).write_bytes(content)
            project = Project(stage)
            verify(project, stage / "documents")
            made = build(project)
            files = tuple(sorted(p.relative_to(stage) for p in stage.rglob("*") if p.is_file()))
            refuse_occupied(folder, STAGE)
            for path in sorted(stage.iterdir()):
                undo.callback(removed, place / path.name)
                path.rename(place / path.name)
        undo.pop_all()
    return Started(folder, files, made)


def refuse_occupied(folder: Path, *known: str) -> None:
    """Refuse a folder in which there is anything but a repository of git, and what is known.

    Raises:
        ExpographError: With what is there.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise ExpographError(
            f"{shown(folder)} is no folder", hint="name a folder that is empty, or a new one"
        )
    found = (
        sorted(p.name for p in folder.iterdir() if p.name not in (".git", *known)) if folder.exists() else []
    )
    if found:
        names = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
        message = f"{shown(folder)} is not empty: {names}; nothing was written"
        raise ExpographError(message, hint="name a folder that is empty, or a new one")


@contextmanager
def staged(stage: Path) -> Iterator[Path]:
    """A folder that is gone afterwards."""
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage)


def removed(path: Path) -> None:
    """Take away what was moved to a place, if it came there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def contents() -> dict[Path, bytes]:
    """The files of a new project, by their paths in it, but for what a build makes."""
    values = {"version": __version__, "expograph": in_make(f"{shlex.quote(sys.executable)} -P -m expograph")}
    found = {}
    for path in sorted(p for p in STARTER.rglob("*") if p.is_file()):
        parts = [
            part.replace(DOT, ".", 1) if part.startswith(DOT) else part
            for part in path.relative_to(STARTER).parts
        ]
        content = path.read_bytes()
        if path.suffix == FILLED_IN:
            parts[-1] = parts[-1].removesuffix(FILLED_IN)
            content = Template(content.decode()).substitute(values).encode()
        found[Path(*parts)] = content
    return found


def in_make(command: str) -> str:
    """A command as a makefile has it: two characters mean something else there."""
    return command.replace("$", "$$").replace("#", "\\#")
