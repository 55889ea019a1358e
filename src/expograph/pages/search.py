"""Full-text search over labels, quotes, definitions and questions: SQLite's FTS5, which takes any script.

The tokens are trigrams, so that a Chinese text needs no dictionary; what has one or two characters is
looked for as it stands. What is looked for and what is there are folded alike (`folded`), and a number is
found whole: "2,000" in "over 2000", but not in "852,000". The index is a byte string, which each process
opens for itself: SQLite allows no connection to be used on both sides of a fork.
"""

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from expograph.namespaces import SKOS
from expograph.ontology import LABELS
from expograph.pages.claims import Claims
from expograph.pages.names import Names
from expograph.query import Query

SHORT = 3  # characters of a trigram
THING, WORDS, QUESTION, MEANING = "thing", "words", "question", "meaning"
TABLE = """CREATE VIRTUAL TABLE texts
    USING fts5(folded, text UNINDEXED, kind UNINDEXED, name UNINDEXED, language UNINDEXED,
    tokenize='trigram')"""
MATCHED = """SELECT kind, name, language, text FROM texts WHERE texts MATCH ? AND holds(folded, ?) ORDER BY
    CASE kind WHEN 'thing' THEN 0 ELSE 1 END, folded != ?, length(text) > 60, bm25(texts), text,
    name LIMIT ?"""
HELD = """SELECT kind, name, language, text FROM texts WHERE holds(folded, ?) ORDER BY
    CASE kind WHEN 'thing' THEN 0 ELSE 1 END, folded != ?, length(text), text, name LIMIT ?"""
NUMBER = re.compile(r"\d+(\.\d+)?")
PARTED = re.compile(r"(?<!\d)\d{1,3}(?:[,'\u2019\u00A0\u2009\u202F]\d{3})+(?!\d)")
"""A number whose thousands are parted; a common blank may stand between two numbers."""
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters whose strokes are no accents to Unicode."""


@dataclass(frozen=True)
class Hit:
    """A text that was found.

    Args:
        kind: "thing" (a label), "words" (a quote), "question" or "meaning" (a definition).
        name: The IRI of the thing or claim, or the name of the question.
        language: The text's, or empty.
        text: All of it.
    """

    kind: str
    name: str
    language: str
    text: str


@dataclass
class Index:
    """A search index that any process may open."""

    image: bytes
    _open: tuple[int, sqlite3.Connection] | None = field(default=None, repr=False)

    def find(self, text: str, limit: int = 100) -> list[Hit]:
        """The texts that hold every word of a text, labels first.

        Args:
            text: Anything; no character of it is an operator.
            limit: How many at most.
        """
        words = folded(text.replace("\0", " ")).split()
        if not words:
            return []
        cursor, whole = self._connection().cursor(), " ".join(words)
        if all(len(word) >= SHORT for word in words):
            phrase = " ".join('"' + word.replace('"', '""') + '"' for word in words)
            found = cursor.execute(MATCHED, (phrase, whole, whole, limit)).fetchall()
        else:
            found = cursor.execute(HELD, (whole, whole, limit)).fetchall()
        return [Hit(*row) for row in found]

    def _connection(self) -> sqlite3.Connection:
        """This process's own connection."""
        if self._open is None or self._open[0] != os.getpid():
            made = sqlite3.connect(":memory:")
            made.deserialize(self.image)
            made.execute("PRAGMA query_only = ON")
            made.create_function("holds", 2, holds, deterministic=True)
            self._open = os.getpid(), made
        return self._open[1]


def build(store: Store, names: Names, claims: Claims, questions: Iterable[Query]) -> Index:
    """The index of a graph."""
    made = sqlite3.connect(":memory:")
    made.execute(TABLE)
    rows = sorted(
        {*_labels(store, names, claims), *_words(claims), *_questions(questions), *_meanings(store)}
    )
    entries = ((folded(row[0]), *row) for row in rows)
    made.executemany("INSERT INTO texts(folded, text, kind, name, language) VALUES (?, ?, ?, ?, ?)", entries)
    made.commit()
    made.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    made.commit()
    image = made.serialize()
    made.close()
    return Index(image)


Entry = tuple[str, str, str, str]


def _labels(store: Store, names: Names, claims: Claims) -> Iterable[Entry]:
    """All labels but those of claims, which are found by their words."""
    for predicate in LABELS:
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            known = isinstance(quad.subject, NamedNode) and quad.subject.value not in claims.by_iri
            if known and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield clean(quad.object.value), THING, quad.subject.value, quad.object.language or ""
    for iri, labels in names.labels.items():
        if iri not in claims.by_iri:
            yield from ((clean(text), THING, iri, language) for language, text in labels.items())


def _words(claims: Claims) -> Iterable[Entry]:
    for words in (w for own in claims.of_document.values() for w in own):
        yield clean(words.exact), WORDS, words.claim, ""


def _questions(questions: Iterable[Query]) -> Iterable[Entry]:
    from expograph.pages.words import translated

    for one in questions:
        yield clean(one.header.summary), QUESTION, one.name, "en"
        chinese = translated("zh", one.header.summary)
        if chinese != one.header.summary:
            yield chinese, QUESTION, one.name, "zh"


def _meanings(store: Store) -> Iterable[Entry]:
    for quad in store.quads_for_pattern(None, NamedNode(SKOS + "definition"), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield clean(quad.object.value), MEANING, quad.subject.value, quad.object.language or ""


def folded(text: str) -> str:
    """A text without accents, capitals, wide letters and what parts the thousands of its numbers."""
    whole = PARTED.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    letters = unicodedata.normalize("NFKD", whole).casefold().translate(PLAIN)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain)


def holds(text: str, words: str) -> bool:
    """Whether a folded text has every one of some folded words, a number among them as a number."""
    return all(_number(text, word) if NUMBER.fullmatch(word) else word in text for word in words.split())


def _number(text: str, word: str) -> bool:
    return any(found[0] == word for found in NUMBER.finditer(text))


def clean(text: str) -> str:
    """A text without what SQLite cannot hold."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
