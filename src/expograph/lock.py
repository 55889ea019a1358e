"""The evidence lock: where each quote stands in its document, so that a build needs no documents."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from expograph.damage import told
from expograph.errors import ExpographError, Position

FORMAT = 1
VERIFY = "run expograph verify --documents DIR"


@dataclass(frozen=True, order=True)
class Place:
    """Where a quote stands: code points of the document's text from start to end, end exclusive."""

    start: int
    end: int
    quote: str
    occurrence: int | None


@dataclass(frozen=True)
class Locked:
    """What the lock knows of a document: its file, digest and length, and where its quotes stand."""

    file: str
    sha256: str
    characters: int
    quotes: tuple[Place, ...]

    def place(self, quote: str, occurrence: int | None) -> Place | None:
        """Where a quote of this document stands, or None if the lock does not know."""
        return next((p for p in self.quotes if (p.quote, p.occurrence) == (quote, occurrence)), None)


def sorting(place: Place) -> tuple[int, int, int]:
    """Places in the order of the text."""
    return place.start, place.end, place.occurrence or 0


def load_locks(paths: Sequence[Path]) -> dict[NamedNode, Locked]:
    """Read several locks; of what two say of one document the first counts.

    Raises:
        ExpographError: One is missing or damaged.
    """
    return {iri: entry for path in reversed(paths) for iri, entry in load_lock(path).items()}


def load_lock(path: Path) -> dict[NamedNode, Locked]:
    """Read mappings/evidence.lock.

    Raises:
        ExpographError: It is missing or damaged.
    """
    with told(path, "lock", VERIFY) as at:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ExpographError(f"the lock has format {content['format']}, not {FORMAT}", at, VERIFY)
        return {NamedNode(iri): unlocked(entry, at) for iri, entry in content["documents"].items()}


def unlocked(entry: dict[str, object], at: Position) -> Locked:
    """One document's entry of the lock."""
    quotes, length = entry["quotes"], entry["characters"]
    if not (isinstance(quotes, list) and isinstance(length, int)):
        raise TypeError("quotes is no list, or characters no number")
    places = tuple(Place(**quote) for quote in quotes)
    for place in places:
        if not 0 <= place.start < place.end <= length or place.end - place.start != len(place.quote):
            message = f"the lock is damaged: “{place.quote}” cannot stand at {place.start} of {entry['file']}"
            raise ExpographError(message, at, VERIFY)
    return Locked(str(entry["file"]), str(entry["sha256"]), length, places)


def lock_file(locked: dict[NamedNode, Locked]) -> bytes:
    """The lock as it is written: sorted, one quote a line."""
    documents = {
        iri.value: asdict(entry) for iri, entry in sorted(locked.items(), key=lambda item: item[0].value)
    }
    text = json.dumps({"format": FORMAT, "documents": documents}, ensure_ascii=False, indent=1)
    return (re.sub(r"\{\s+(\"start\"[^{}]*?)\s+\}", one_line, text) + "\n").encode()


def one_line(match: re.Match[str]) -> str:
    """A quote's entry on a line of its own."""
    return "{" + re.sub(r"\n\s*", " ", match[1]) + "}"
