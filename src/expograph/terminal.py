"""What all commands share: the project that is meant, and how they speak."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from expograph.project import Project

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(path_type=Path)
DOES_NOT_HOLD, CANNOT_RUN, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
PIECE = 1 << 15


def project_at(root: Path | None) -> "Project":
    """The project in a folder, else the one in which the command is run, else the one that comes with it."""
    from expograph import project

    return project.Project(root or project.discovered())


def busy(words: str) -> "AbstractContextManager[Any]":
    """What is going on, on a terminal's standard error; nothing in a pipe."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)


def say(out: str | bytes) -> None:
    """Writes to standard output as UTF-8, names of files as they are; a reader that has left is no error."""
    left = memoryview(out if isinstance(out, bytes) else f"{out}\n".encode(errors="surrogateescape"))
    try:
        while left:  # a pipe may take less than it is given
            left = left[sys.stdout.buffer.write(left[:PIECE]) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # for the flush at the end of the process
        sys.exit(BROKEN_PIPE)


def end(holds: bool) -> None:
    """Ends a command with the exit code of what holds, or does not."""
    click.get_current_context().exit(0 if holds else DOES_NOT_HOLD)
