"""The files of a project, or those that are named, written in one layout or compared with it."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from expograph.errors import ExpographError, Problems
from expograph.format import formatted
from expograph.project import Project, shown
from expograph.turtle import text_of
from expograph.write import replace_all

LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Outcome:
    """What was found: how many files, and the text before and after of those that differ.

    Args:
        files: How many were read.
        changes: For each file that differs from its layout, its text and the text in the layout.
        check: Whether they were only compared; else they are written.
    """

    files: int
    changes: Mapping[Path, tuple[str, str]]
    check: bool

    @property
    def holds(self) -> bool:
        """False if files that were to be compared differ."""
        return not (self.check and self.changes)

    def __str__(self) -> str:
        count = f"{len(self.changes)} of {self.files} files"
        if not self.changes:
            return f"{count} differ from the layout"
        if not self.check:
            return "\n".join([*(f"formatted: {shown(path)}" for path in self.changes), f"{count} formatted"])
        told = [difference(path, *texts) for path, texts in self.changes.items()]
        return "\n".join([*told, f"{count} differ from the layout: run expograph format"])


def format_files(project: Project, paths: Sequence[Path] = (), check: bool = False) -> Outcome:
    """Write files in the layout, all or none, or compare them with it.

    Args:
        project: Its ontology and mappings are meant if no path is given.
        paths: Turtle files, and folders in which every *.ttl is meant but those that are hidden or built.
        check: Compare, and write nothing.

    Raises:
        ExpographError: A file cannot be read or is no Turtle, with line and column; nothing is written.
    """
    files = chosen(project, paths)
    changes: dict[Path, tuple[str, str]] = {}
    errors: list[ExpographError] = []
    for path in files:
        try:
            before = text_of(path, shown(path))
            after = formatted(before, shown(path), path.resolve().as_uri())
        except ExpographError as error:
            errors.append(error)
        else:
            changes |= {path: (before, after)} if before != after else {}
    if errors:
        raise Problems(errors)
    if not check:
        replace_all({path.resolve(): after.encode() for path, (_, after) in changes.items()})
    return Outcome(len(files), changes, check)


def chosen(project: Project, paths: Sequence[Path]) -> list[Path]:
    """The files that are meant, each once."""
    own = (project.root / "ontology", project.root / "mappings")
    meant = paths or [folder for folder in own if folder.is_dir()]
    found = [file for path in meant for file in (below(path, project.graph) if path.is_dir() else [path])]
    if not found and (paths or not project.extends):
        places = ", ".join(shown(path) for path in paths or [project.root])
        raise ExpographError(f"there is no Turtle file in {places}", hint="name files or folders")
    return list({file.resolve(): file for file in found}.values())


def below(folder: Path, built: Path) -> Iterator[Path]:
    """The Turtle files in a folder and its folders, hidden ones and what a build makes left out."""
    for here, folders, files in os.walk(folder):
        visible = (name for name in sorted(folders) if not name.startswith("."))
        folders[:] = [name for name in visible if Path(here, name).resolve() != built.resolve()]
        visible = (name for name in sorted(files) if not name.startswith("."))
        yield from (Path(here, name) for name in visible if name.endswith(".ttl"))


def difference(path: Path, before: str, after: str) -> str:
    """Where a file first differs from its layout, with both lines."""
    pairs = zip_longest(LINE.findall(before), LINE.findall(after), fillvalue="")
    number, (old, new) = next((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    seen = [line.rstrip() or ("(an empty line)" if line else "(the end)") for line in (old, new)]
    if seen[0].strip() == seen[1].strip():  # the difference cannot be seen
        seen = [repr(old), repr(new)]
    return f"{shown(path)}:{number}\n    - {seen[0]}\n    + {seen[1]}"
