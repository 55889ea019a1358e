"""What a document says that no quote of its mapping holds: figures, dates and names."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pyoxigraph import NamedNode

from expograph.assemble import Assembled, assembled
from expograph.claims import Claim
from expograph.errors import DoesNotHold, Position
from expograph.evidence import read_document
from expograph.lock import VERIFY, load_lock
from expograph.ontology import local_name
from expograph.phrases import Mention, mentions
from expograph.project import Project, shown
from expograph.turtle import Places

NOT_FIGURES = {"vague"}
WORD = re.compile(r"[^\W\d_][\w²&’'-]*")
SENTENCE_START = re.compile(r"(?:^|[\r\n.!?:])[\s\"'“‘(\[]*$")
CONNECTED = re.compile(r"[ \u00a0]+(?:(?:of|the|and|for|in|on|de|&)[ \u00a0]+)*")
Span = tuple[int, int]


@dataclass(frozen=True, order=True)
class Gap:
    """Something that lies in no quote: where, of what kind, and its words."""

    at: Position
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.at}: {self.kind} “{self.text}” lies in no quote"


@dataclass(frozen=True)
class Covered:
    """How far a document is accounted for.

    Args:
        document: The document.
        counts: How many mentions are quoted, repeat what is quoted, name what is known, or are left.
        gaps: What is left, in the order of the text.
    """

    document: NamedNode
    counts: Counter[str]
    gaps: tuple[Gap, ...]

    def __str__(self) -> str:
        states = ", ".join(f"{self.counts[state]} {state}" for state in ("quoted", "repeated", "named"))
        return "\n".join(
            [*map(str, self.gaps), f"{local_name(self.document)}: {states}, {len(self.gaps)} left"]
        )


@dataclass(frozen=True)
class Coverage:
    """How far all documents of a project are accounted for."""

    documents: tuple[Covered, ...]

    def __str__(self) -> str:
        gaps = sum(len(d.gaps) for d in self.documents)
        total = gaps + sum(d.counts.total() for d in self.documents)
        summary = f"{total - gaps} of {total} figures, dates and names accounted for"
        return "\n".join([*map(str, self.documents), summary])


def coverage(project: Project, documents: Path) -> Coverage:
    """Hold every document of a project against the quotes of its mapping.

    A figure or date is accounted for if it lies in a quote with the words of its bound, or repeats one that
    does, with the same kind and value. A capitalised word is, if it lies in a quote, or in a label of
    something that a claim of the same document speaks of. Words that begin a sentence are left out unless
    they are all capitals.

    Args:
        project: The project, with its evidence lock, which says which documents are its own.
        documents: The folder of the documents.

    Raises:
        DoesNotHold: A document is another than when the lock was written.
        ExpographError: A document or the lock cannot be read, or the mappings are faulty.
    """
    read, locks = assembled(project), load_lock(project.lock)
    found = []
    for document in sorted({c.statement.document for c in read.claims} & locks.keys(), key=str):
        text = read_document(document, documents)
        if hashlib.sha256(text.encode()).hexdigest() != locks[document].sha256:
            at = Position(shown(documents / locks[document].file), 1, 1)
            raise DoesNotHold("the document has changed since the evidence lock was written", at, VERIFY)
        claims = [c for c in read.claims if c.statement.document == document]
        quoted = [(p.start, p.end) for p in locks[document].quotes]
        place = Places(text, shown(documents / locks[document].file))
        found.append(covered(document, text, quoted, known_spans(text, claims, read), place))
    return Coverage(tuple(found))


def covered(
    document: NamedNode, text: str, quoted: Sequence[Span], known: Sequence[Span], place: Places
) -> Covered:
    """How far one document is accounted for, from the spans of its quotes and of the names that are known."""
    figures = [m for m in mentions(text) if m.kind not in NOT_FIGURES]
    said = {meant(m) for m in figures if inside(core(text, m), quoted)}
    counts: Counter[str] = Counter()
    gaps: list[Gap] = []
    for mention in figures:
        state = (
            "quoted" if inside(core(text, mention), quoted) else "repeated" if meant(mention) in said else ""
        )
        counts.update([state] if state else [])
        if not state:
            gaps.append(Gap(place(mention.start), mention.kind, text[mention.start : mention.end]))
    left: list[Span] = []
    for span in capitalised(text, [(m.start, m.end) for m in figures]):
        state = "quoted" if inside(span, quoted) else "named" if inside(span, known) else ""
        counts.update([state] if state else [])
        left += [] if state else [span]
    gaps += [Gap(place(start), "name", text[start:end]) for start, end in joined(text, left)]
    return Covered(document, counts, tuple(sorted(gaps)))


def core(text: str, mention: Mention) -> Span:
    """What of a mention a quote must hold: all of it, save words such as "a total of" that bound nothing."""
    if mention.bound != "exactly" or not mention.wording:
        return mention.start, mention.end
    lead = len(mention.wording) if text.startswith(mention.wording, mention.start) else 0
    return mention.start + lead + (text[mention.start + lead] == " "), mention.end


def meant(mention: Mention) -> tuple[object, ...]:
    """What makes two mentions the same figure or date."""
    days = mention.span and (mention.span.first, mention.span.last)
    return mention.kind, mention.value, mention.upper, mention.bound, mention.units, days


def inside(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span lies within one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def capitalised(text: str, figures: Sequence[Span]) -> list[Span]:
    """The capitalised words of a text that are part of no figure and do not merely begin a sentence."""
    found = []
    for match in WORD.finditer(text):
        word = re.sub(r"[’'](?:s)?$", "", match[0])
        span = match.start(), match.start() + len(word)
        begins = (len(word) > 1 and word.isupper()) or not SENTENCE_START.search(
            text[max(0, span[0] - 8) : span[0]]
        )
        if word[0].isupper() and begins and not inside(span, figures):
            found.append(span)
    return found


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Neighbouring words as one name."""
    breaks = [
        0,
        *(i for i, (a, b) in enumerate(pairwise(spans), 1) if not CONNECTED.fullmatch(text, a[1], b[0])),
    ]
    ends = [*breaks[1:], len(spans)]
    return [(spans[i][0], spans[j - 1][1]) for i, j in zip(breaks, ends, strict=True) if i < j]


def known_spans(text: str, claims: Iterable[Claim], read: Assembled) -> list[Span]:
    """Where labels of the things stand that the document's claims speak of."""
    spoken: set[object] = set()
    for claim in claims:
        spoken |= {claim.statement.subject, claim.value, *(v for _, v in claim.statement.qualifiers)}
    return [(start, end) for start, end, iri in read.registry.names.spans(text) if iri in spoken]
