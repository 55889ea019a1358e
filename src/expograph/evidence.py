"""Quotes located in their documents."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pyoxigraph import NamedNode

from expograph.errors import DoesNotHold, ExpographError, Position, Problems
from expograph.lock import VERIFY, Locked, Place, load_lock, lock_file, sorting
from expograph.mapping import Quotation, Source, load, quotations
from expograph.ontology import local_name
from expograph.project import Project, shown
from expograph.write import replace_all

CLOSERS = "\"'”’)]"
SENTENCE_START = re.compile(r"(?:^|[\r\n]|[.!?][\"'”’)\]]*\s)[\s\"'“‘(\[]*$")
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?:\s|$)")


@dataclass(frozen=True)
class Verified:
    """What verify found of a document.

    Args:
        document: The document's IRI.
        locked: What the lock now says of it.
        claims: How many statements quote it.
        changed: Whether the text is another than when the lock was last written.
    """

    document: NamedNode
    locked: Locked
    claims: int
    changed: bool

    def __str__(self) -> str:
        note = "; the document has changed since it was last verified" if self.changed else ""
        return f"{self.locked.file}: {self.claims} claims, {len(self.locked.quotes)} quotes located{note}"


@dataclass(frozen=True)
class Verification:
    """What verify found of all documents.

    Args:
        documents: What it found of each.
        absent: Those that a check passed over, since their files are not there.
        outcome: What became of the lock.
    """

    documents: tuple[Verified, ...]
    absent: tuple[NamedNode, ...]
    outcome: str

    def __str__(self) -> str:
        claims = sum(v.claims for v in self.documents)
        missing = [f"{local_name(document)}.txt: not there, not verified" for document in self.absent]
        summary = f"{claims} claims of {len(self.documents)} documents located; {self.outcome}"
        return "\n".join([*map(str, self.documents), *missing, summary])


def document_file(document: NamedNode, folder: Path) -> Path:
    """Where the text of a document is."""
    return folder / f"{local_name(document)}.txt"


def read_document(document: NamedNode, folder: Path, at: Position | None = None) -> str:
    """The text of a document, as its file has it: no line end is changed, so offsets count code points.

    Raises:
        ExpographError: The file is missing or is not UTF-8.
    """
    path = document_file(document, folder)
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise ExpographError(
            f"{shown(path)} cannot be read: {error.strerror}", at, "say --documents DIR"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        column = error.start - error.object.rfind(b"\n", 0, error.start)
        raise ExpographError("the document is not UTF-8", Position(shown(path), line, column)) from None


def verify(project: Project, documents: Path, check: bool = False) -> Verification:
    """Locate every quote of every mapping of a project's own and rewrite mappings/evidence.lock.

    Args:
        project: The project.
        documents: The folder with one <slug>.txt for each document.
        check: Write nothing, pass over documents that are not there, and fail if the lock would change.

    Returns:
        What was found, by document.

    Raises:
        Problems: Quotes that are missing, ambiguous or whole sentences; nothing is written.
        DoesNotHold: The lock would change (check).
    """
    former = load_lock(project.lock) if project.lock.exists() else {}
    problems: list[ExpographError] = []
    found: list[Verified] = []
    absent: list[NamedNode] = []
    for source in load(project.own_mappings):
        if check and not document_file(source.document, documents).exists():
            absent.append(source.document)
            continue
        try:
            found.append(verified(source, documents, former.get(source.document)))
        except Problems as error:
            problems += error.errors
        except ExpographError as error:
            problems.append(error)
    if problems:
        raise Problems(problems)
    locked = {v.document: v.locked for v in found}
    if check:
        compare(former, locked, absent, project.lock)
        return Verification(tuple(found), tuple(absent), f"{shown(project.lock)} says so")
    replace_all({project.lock: lock_file(locked)})
    return Verification(tuple(found), (), f"written: {shown(project.lock)}")


def compare(
    former: Mapping[NamedNode, Locked],
    found: Mapping[NamedNode, Locked],
    absent: Sequence[NamedNode],
    lock: Path,
) -> None:
    """Fail if a lock is not what would be written, as far as the documents are there.

    Raises:
        ExpographError: None of them is.
        DoesNotHold: With the documents of which it says something else.
    """
    if not found:
        names = ", ".join(f"{local_name(document)}.txt" for document in absent)
        raise ExpographError(f"none of the documents is there: {names}", hint="say --documents DIR")
    kept = {document: entry for document, entry in former.items() if document not in absent}
    if others := sorted(local_name(d) for d in kept.keys() | found.keys() if kept.get(d) != found.get(d)):
        message = f"the evidence lock is not what mappings and documents say: {', '.join(others)}"
        raise DoesNotHold(message, Position(shown(lock), 1, 1), VERIFY)


def verified(source: Source, documents: Path, former: Locked | None) -> Verified:
    """Locate the quotes of one mapping."""
    text = read_document(source.document, documents, Position(source.file, 1, 1))
    places: set[Place] = set()
    problems: list[ExpographError] = []
    wanted = quotations(source)
    for quotation in wanted:
        try:
            places.add(located(quotation, text))
        except ExpographError as error:
            other = elsewhere(quotation.quote, text, documents)
            problems.append(ExpographError(error.message, error.at, other or error.hint))
    if problems:
        raise Problems(problems)
    digest = hashlib.sha256(text.encode()).hexdigest()
    locked = Locked(
        document_file(source.document, documents).name, digest, len(text), tuple(sorted(places, key=sorting))
    )
    return Verified(source.document, locked, len(wanted), former is not None and former.sha256 != digest)


def located(quotation: Quotation, text: str) -> Place:
    """The place of a quote in a text.

    Raises:
        ExpographError: It does not stand there, stands there more than once, or is a whole sentence.
    """
    quote, occurrence, at = quotation
    starts = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", text)]
    if not starts:
        raise ExpographError(f"the document does not say “{quote}”", at, nearest_passage(quote, text))
    if occurrence is None and len(starts) > 1:
        told = "; ".join(f"{n}: {context(text, s, len(quote))}" for n, s in enumerate(starts, 1))
        raise ExpographError(f"“{quote}” stands {len(starts)} times", at, f"add map:occurrence n. {told}")
    if occurrence is not None and occurrence > len(starts):
        raise ExpographError(f"“{quote}” stands {len(starts)} times, not {occurrence}", at)
    start = starts[(occurrence or 1) - 1]
    end = start + len(quote)
    if is_sentence(text, start, end):
        raise ExpographError(f"“{quote}” is a whole sentence", at, "quote only the words that hold the fact")
    return Place(start, end, quote, occurrence)


def elsewhere(quote: str, text: str, documents: Path) -> str | None:
    """A hint that another document says what this one does not, or None."""
    others = [] if quote in text else sorted(documents.glob("*.txt"))
    names = [path.name for path in others if quote.encode() in path.read_bytes()]
    return f"it stands in {', '.join(names)}: move the statement to that mapping" if names else None


def is_sentence(text: str, start: int, end: int) -> bool:
    """Whether a passage begins where a sentence begins and ends where one ends."""
    closed = text[start:end].rstrip().rstrip(CLOSERS).endswith((".", "!", "?"))
    return bool(SENTENCE_START.search(text[:start])) and (closed or bool(SENTENCE_END.match(text, end)))


def context(text: str, start: int, length: int, around: int = 24) -> str:
    """A passage with some of what stands around it, on one line."""
    passage = text[max(0, start - around) : start + length + around]
    return f"at {start} “…{' '.join(passage.split())}…”"


def nearest_passage(quote: str, text: str) -> str | None:
    """A hint with the passage that looks most like the quote, or None if nothing does."""
    best, passage = 0.6, None
    matcher = SequenceMatcher(b=quote, autojunk=False)
    for start in (m.start() for m in re.finditer(r"\b\w", text)):
        window = text[start : start + len(quote)]
        matcher.set_seq1(window)
        if (
            matcher.real_quick_ratio() > best
            and matcher.quick_ratio() > best
            and (ratio := matcher.ratio()) > best
        ):
            best, passage = ratio, window
    return f"the nearest passage is “{passage}”" if passage else None
