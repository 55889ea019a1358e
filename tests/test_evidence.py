"""Quotes are found where they stand, or refused with a hint; the lock is written all or nothing."""

# ruff: noqa: E501 (a table of cases reads best with a case a line)

import json

import pytest
from helpers import change, located, note, place, problems
from hypothesis import given
from hypothesis import strategies as st

from expograph.assemble import assembled
from expograph.coverage import coverage
from expograph.errors import DoesNotHold, ExpographError, Position
from expograph.evidence import is_sentence, verify
from expograph.evidence import located as place_of
from expograph.lock import load_lock
from expograph.mapping import Quotation
from expograph.project import Project

TEXT = "Over 1,000 cups were shown. Many of the cups were blue, and a “blue lid”\r\nwon. Enough was said."


def quote(words: str) -> str:
    """A statement with these words."""
    return f'fair:teapot-3 expo:focus [ map:quote "{words}" ] .\n'


@pytest.mark.parametrize(
    ("statement", "message", "hint"),
    [
        (quote("Over 1,000 caps were"), "does not say “Over 1,000 caps were”", "nearest passage is “Over 1,000 cups were”"),
        (quote("quite another thing"), "does not say “quite another thing”", ""),
        (quote("cups were"), "“cups were” stands 2 times", "map:occurrence n. 1: at 40 “…"),
        (quote("cups were").replace(" ]", " ; map:occurrence 3 ]"), "stands 2 times, not 3", ""),
        (quote("Over 1,000 cups were shown"), "is a whole sentence", "only the words"),
        (quote("Enough was said."), "is a whole sentence", "only the words"),
        (quote("“blue lid” won"), "does not say", "nearest passage"),
    ],
)  # fmt: skip
def test_refused(example, statement, message, hint):
    """A quote that is missing, ambiguous or a sentence is refused at its place; the lock stays as it was."""
    before = example.lock.read_bytes()
    note(example, TEXT, statement)
    (error,) = problems(example)
    assert message in error.message
    assert hint in (error.hint or "")
    assert place(error) == ("note.ttl", 1, 38)
    assert example.lock.read_bytes() == before


def test_occurrence_and_line_end(example):
    """A quote may be one of several, and may run over a line end if it is quoted with it."""
    statements = quote("cups were").replace(" ]", " ; map:occurrence 2 ]") + quote("lid”\\r\\nwon")
    note(example, TEXT, statements)
    located(example)
    text = (example.root / "documents" / "note.txt").read_bytes().decode()
    places = [
        p for entry in load_lock(example.lock).values() if entry.file == "note.txt" for p in entry.quotes
    ]
    assert [text[p.start : p.end] for p in places] == ["of the Teapot Guild", "cups were", "lid”\r\nwon"]
    assert places[1].start == text.rindex("cups were")


def test_offsets_are_code_points(example):
    """Offsets count code points, as the Web Annotation model wants, not bytes or UTF-16 units."""
    note(example, "“é𝄞” 茶壶 12 lids.", quote("12 lids"))
    located(example)
    text = (example.root / "documents" / "note.txt").read_bytes().decode()
    (found,) = [p for entry in load_lock(example.lock).values() for p in entry.quotes if p.quote == "12 lids"]
    assert (found.start, found.end) == (text.index("12 lids"), text.index("12 lids") + 7)


@given(before=st.text(max_size=30), words=st.text("ab é", min_size=1, max_size=8), after=st.text(max_size=30))
def test_located_where_it_stands(before, words, after):
    """Whatever the text, a quote's place holds the quote; where it stands several times, each can be had."""
    text = before + words + after
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    at = Position("m.ttl", 1, 1)
    for number, start in enumerate(starts, 1):
        if not is_sentence(text, start, start + len(words)):
            found = place_of(Quotation(words, number, at), text)
            assert (found.start, text[found.start : found.end]) == (start, words)
    with pytest.raises(ExpographError):
        place_of(Quotation(words, len(starts) + 1, at), text)


def test_not_utf8(example):
    """A document in another encoding is refused at its first foreign byte."""
    note(example, TEXT, quote("12 lids"))
    (example.root / "documents" / "note.txt").write_bytes(b"of the Teapot Guild\n12 lids at the caf\xe9")
    (error,) = problems(example)
    assert error.message == "the document is not UTF-8"
    assert (error.at.line, error.at.column) == (2, 19)


def test_no_document(example):
    """A mapping of a document that is not there is told at the mapping."""
    note(example, TEXT, quote("12 lids"))
    (example.root / "documents" / "note.txt").unlink()
    (error,) = problems(example)
    assert "note.txt cannot be read" in error.message
    assert error.at.file.endswith("note.ttl")


def test_changed_document(example):
    """verify tells that a document has changed and locks it anew; coverage refuses it until then."""
    documents = example.root / "documents"
    change(documents / "spout-on-teapot-3.txt", "filled", "quite filled")
    with pytest.raises(DoesNotHold, match=r"spout-on-teapot-3\.txt:1:1: the document has changed"):
        coverage(example, documents)
    told = verify(example, documents)
    assert [v.changed for v in told.documents] == [True, False]
    assert "has changed since" in str(told)
    assert [v.changed for v in verify(example, documents).documents] == [False, False]
    assert len(coverage(example, documents).documents) == 2


def test_build_needs_the_lock_and_no_documents(example):
    """Without documents the lock is enough; a quote that it does not hold is refused with its place."""
    assert len(assembled(example).claims) == 44
    change(
        example.root / "mappings" / "spout-on-teapot-3.ttl", '"52,000 visitors"', '"52,000 visitors queued"'
    )
    with pytest.raises(
        ExpographError, match=r"spout-on-teapot-3.ttl:20:33: “52,000 visitors queued” is not in the ev"
    ):
        assembled(example)


@pytest.mark.parametrize(
    "content", ["", "{", '{"format": 1}', '{"format": 1, "documents": {"x:y": {}}}', '{"format": 9}', "[1]"]
)
def test_damaged_lock(example, content):
    """A lock that cannot be read says so, and how to make a new one."""
    example.lock.write_text(content)
    with pytest.raises(
        ExpographError, match=r"evidence.lock:\d:\d: the lock .*\n    run expograph verify"
    ) as caught:
        assembled(example)
    assert caught.value.exit_code == 2


def test_no_lock(example):
    """Without a lock nothing can be built."""
    example.lock.unlink()
    with pytest.raises(ExpographError, match=r"there is no .*evidence.lock\n    run expograph verify"):
        assembled(example)


def test_same_lock_twice(example):
    """verify writes the same bytes again, and they are the ones that are committed."""
    committed = example.lock.read_bytes()
    located(example)
    assert example.lock.read_bytes() == committed
    assert [len(d["quotes"]) for d in json.loads(committed)["documents"].values()] == [9, 29]


def test_real_documents(root, documents, tmp_path):
    """Every quote of the real mappings stands in its document, and the committed lock knows its offsets."""
    project = Project(root)
    lock = load_lock(project.lock)
    claims = assembled(project).claims
    texts = {entry.file: (documents / entry.file).read_bytes().decode() for entry in lock.values()}
    for claim in claims:
        entry = lock[claim.statement.document]
        found = entry.place(claim.statement.quote, claim.statement.occurrence)
        assert texts[entry.file][found.start : found.end] == claim.statement.quote
    print(f"{len(claims)} claims of {len(texts)} documents")
    assert len(claims) >= 350
    assert len(texts) == 5
