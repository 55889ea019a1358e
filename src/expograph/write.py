"""Files written all or nothing, and quads written the same way every time."""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from expograph.errors import ExpographError
from expograph.namespaces import PREFIXES
from expograph.ontology import Term, local_name
from expograph.project import shown


def trig(quads: Iterable[Quad]) -> bytes:
    """The quads as TriG, sorted by graph, subject, predicate and object."""
    ordered = sorted(sorted(set(quads), key=str), key=lambda quad: str(quad.graph_name))
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=used(ordered)) or b""


def turtle(triples: Iterable[Triple]) -> bytes:
    """The triples as Turtle, sorted by subject, predicate and object."""
    ordered = sorted(set(triples), key=str)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=used(ordered)) or b""


def used(statements: Iterable[Iterable[Term | DefaultGraph]]) -> dict[str, str]:
    """The prefixes that stand for something in triples or quads, in their own order."""
    terms = {term for statement in statements for term in statement}
    terms |= {term.datatype for term in terms if isinstance(term, Literal)}
    namespaces = {term.value[: -len(local_name(term))] for term in terms if isinstance(term, NamedNode)}
    return {prefix: iri for prefix, iri in PREFIXES.items() if iri in namespaces}


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write files so that either all are new or all are as they were.

    Each is written beside its place under another name and flushed to the disk; then all change names. A file
    that was there keeps its permissions, and one that may not be written is left alone.
    Whatever stops this, an interrupt by the keyboard included, undoes what was done and leaves no other file.

    Raises:
        ExpographError: The disk is full or a place cannot be written.
    """
    fresh = {path: path.parent / f".{path.name}.new" for path in files}
    former = {path: path.parent / f".{path.name}.old" for path in files}
    begun: list[Path] = []
    moved: list[Path] = []
    done = False
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = permissions(path)
            begun.append(path)
            flushed(fresh[path], content)
            if mode is not None:
                fresh[path].chmod(mode)
        for path in files:
            moved.append(path)
            if path.exists():
                os.replace(path, former[path])
            os.replace(fresh[path], path)
        done = True
    except OSError as error:
        raise told(error, path) from None
    finally:
        for path in () if done else reversed(moved):
            put_back(path, former[path])
        for path in begun:
            fresh[path].unlink(missing_ok=True)
            former[path].unlink(missing_ok=True)


def permissions(path: Path) -> int | None:
    """The permissions of a file that is to be replaced; None where there is none.

    Raises:
        OSError: It may not be written, or is no file: what takes its name would do away with a device.
    """
    if not path.exists():
        return None
    if not path.is_file():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR) if path.is_dir() else "Not a regular file")
    if not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(path.stat().st_mode)


def flushed(path: Path, content: bytes) -> None:
    """Write a file and see it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_back(path: Path, former: Path) -> None:
    """Make a file what it was: its former self, or absent."""
    if former.exists():
        os.replace(former, path)
    elif not path.with_name(f".{path.name}.new").exists():
        path.unlink(missing_ok=True)


def told(error: OSError, path: Path) -> ExpographError:
    """A failure to write a file, in words."""
    if error.errno == errno.ENOSPC:
        return ExpographError("the disk is full; nothing was written", hint=f"make room for {shown(path)}")
    return ExpographError(f"{shown(path)} cannot be written: {error.strerror}; nothing was written")
