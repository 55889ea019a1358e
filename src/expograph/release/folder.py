"""A folder of files that is there as a whole, or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from expograph.errors import ExpographError
from expograph.project import shown
from expograph.release.model import Distribution
from expograph.write import flushed, told

SUMS = "SHA256SUMS"


def checksums(files: Iterable[Distribution]) -> bytes:
    """The digest of each file, sorted by path, as `sha256sum --check` reads it."""
    return "".join(f"{one.sha256}  {one.path}\n" for one in sorted(files, key=lambda one: one.path)).encode()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """An empty folder that becomes this one when the block ends, and vanishes if it does not end well.

    One that is there, and is empty, stays the folder that it is, be it a mount or the one in which somebody
    stands: the files come into it last of all.

    Args:
        folder: Absent or empty.

    Raises:
        ExpographError: It holds something, is no folder, cannot be written, or the disk is full.
    """
    there = os.path.lexists(folder)
    if there:
        refuse_full(folder)
    whole = folder.absolute()
    parents = [parent for parent in whole.parents if not parent.exists()]
    stage = (whole if there else whole.parent) / f".{whole.name}.{os.getpid()}.new"
    done = False
    try:
        with writing(folder):
            stage.mkdir(parents=True)
        yield stage
        with writing(folder):
            settle(stage, whole, there)
        done = True
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for parent in () if done else parents:
            with suppress(OSError):
                parent.rmdir()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tells in words why the folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise told(error, folder) from None


def refuse_full(folder: Path) -> None:
    """Refuses what is no empty folder.

    Raises:
        ExpographError: It is not.
    """
    if not folder.is_dir():
        raise ExpographError(f"{shown(folder)} is no folder", hint="name a folder that is empty or not there")
    with writing(folder):
        held = next(folder.iterdir(), None)
    if held:
        hint = "name a folder that is empty or not there: a release is never mixed with other files"
        raise ExpographError(f"{shown(folder)} is not empty: it has {held.name}", hint=hint)


def settle(stage: Path, folder: Path, there: bool) -> None:
    """Give the staged folder its name or, if one is there, move what is in it there, the checksums last."""
    if not there:
        os.rename(stage, folder)
        return
    moved: list[Path] = []
    try:
        for path in sorted(stage.iterdir(), key=lambda path: (path.name == SUMS, path.name)):
            moved.append(folder / path.name)
            os.rename(path, folder / path.name)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def fill(stage: Path, files: Iterable[Distribution], folder: Path) -> None:
    """Write files into the stage of a folder, each flushed to the disk.

    Raises:
        ExpographError: They cannot be written, or the disk is full.
    """
    with writing(folder):
        for one in files:
            path = stage / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            flushed(path, one.content)
