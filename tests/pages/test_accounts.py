"""The front page tells how much of the documents is accounted for: nothing of it where nobody can know."""

import dataclasses
import re
from pathlib import Path

import pytest
from looking import get

from expograph import pages
from expograph.coverage import coverage
from expograph.pages import Shelf
from expograph.pages.accounts import accounts
from expograph.pages.model import Asked
from expograph.pages.view import View
from expograph.project import Project

SENTENCE = re.compile(r"(\d+) of (\d+) figures, dates and names of the documents are accounted for")


def rows(shelf: Shelf, language: str = "en") -> list[list[str]]:
    """The table of the front page, cell by cell."""
    body = get(shelf, "/", language).body.decode()
    table = body[body.index('id="coverage"') :]
    found = re.findall(r"<tr>(.*?)</tr>", table[: table.index("</table>")], re.DOTALL)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found]


def test_with_the_documents_the_front_page_counts_what_is_accounted_for(root: Path, documents: Path) -> None:
    """The numbers are those of `expograph coverage`: in all, and of each document."""
    found = coverage(Project(root), documents).documents
    known, left = sum(one.counts.total() for one in found), sum(len(one.gaps) for one in found)
    shelf = pages.open(Project(root), documents)
    (said,) = SENTENCE.findall(get(shelf, "/").body.decode())
    assert said == (str(known), str(known + left))
    assert known > 600
    head, *body = rows(shelf)
    assert (len(head), len(body)) == (6, 5)
    assert sum(int(row[1]) for row in body) == known
    assert "有交代" in get(shelf, "/", "zh").body.decode()


def test_invented_projects_are_counted_too(invented: Shelf) -> None:
    """The same of other projects, whose documents are at hand."""
    found = accounts(View(invented, Asked("/")))
    assert found
    assert all(one.total is not None and one.known is not None and one.known <= one.total for one in found)
    assert SENTENCE.search(get(invented, "/").body.decode())


def test_without_the_documents_it_tells_what_the_lock_knows(shelf: Shelf) -> None:
    """Quotes, length and the share in quotes of each document, and no word of what cannot be counted."""
    head, *body = rows(shelf)
    assert (len(head), len(body)) == (4, 5)
    assert sum(int(row[1]) for row in body) > 500
    assert not SENTENCE.search(get(shelf, "/").body.decode())


def test_a_document_that_is_another_is_not_counted(root: Path, tmp_path: Path) -> None:
    """Where a text is not the one that was quoted from, nothing is said to be accounted for."""
    for name in ("ciie-7-closing", "cisce-2-closing"):
        (tmp_path / f"{name}.txt").write_text("another text", "utf-8")
    assert not SENTENCE.search(get(pages.open(Project(root), tmp_path), "/").body.decode())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_documents_of_others_are_not_counted(shelf: Shelf, language: str) -> None:
    """A graph that quotes none of the documents that the project's lock knows has no such table."""
    none = dataclasses.replace(shelf, claims=dataclasses.replace(shelf.claims, of_document={}))
    assert 'id="coverage"' not in get(none, "/", language).body.decode()


def test_the_front_page_says_how_new_it_is(shelf: Shelf) -> None:
    """The day of the latest document, and the version and day of the graph."""
    body = get(shelf, "/").body.decode()
    assert re.search(
        r"The latest document is of \d+ \w+ \d{4}\. This is version \S+, issued on \d+ \w+ \d{4}\.", body
    )
