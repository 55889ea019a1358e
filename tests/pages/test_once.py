"""What is made once for all readers: the same pages as if it were made anew, and nothing of what is asked."""

import pickle
from pathlib import Path

import pytest
from looking import get, of_each_kind

from expograph import pages
from expograph.pages import Shelf
from expograph.project import Project

ADDRESSES = (
    "/", "/countries", "/conflicts", "/ontology", "/questions/more-than?number=1000", "/id/fair/cismef.html",
    "/id/fair/ciie-7.html", "/id/document/ciie-7-closing.html", "/id/fair/ciie-7.csv?table=figures",
)  # fmt: skip
ASKED = (
    "SELECT (IRI(CONCAT('urn:', STR(RAND()))) AS ?x) {}",
    "SELECT ('a text' AS ?x) {}",
    "ASK {}",
    "broken",
)


def kept(shelf: Shelf) -> dict[tuple[object, ...], int]:
    """How much is kept, by reader and by what made it."""
    return {(*who, name): len(made) for who, all_ in shelf.kept.items() for name, made in all_.items()}


@pytest.fixture(scope="module")
def warmed(root: Path) -> Shelf:
    """Pages that have been warmed."""
    return pages.warm(pages.open(Project(root)))


def test_pages_are_the_same_whoever_came_before(root: Path, warmed: Shelf) -> None:
    """A first page, a later one, and one of a shelf of another process are the same, byte by byte."""
    moved = pickle.loads(pickle.dumps(warmed))
    moved.store = warmed.store
    fresh = pages.open(Project(root))
    compared = 0
    for address in ADDRESSES:
        for carried in ("", "lang=en", "lang=zh"):
            asked = f"{address}{'&' if '?' in address else '?'}{carried}" if carried else address
            for language in ("en", "zh"):
                bodies = {get(shelf, asked, language).body for shelf in (fresh, warmed, moved, warmed)}
                assert len(bodies) == 1, (asked, language)
                compared += 1
    assert compared == 54


def test_nothing_of_what_is_asked_is_kept(warmed: Shelf) -> None:
    """However many queries and addresses come, what a shelf keeps does not grow."""
    for language in ("en", "zh"):
        for suffix in ("", f"?lang={language}"):
            for address in (*ADDRESSES, *of_each_kind(warmed)):
                get(warmed, address + (suffix if "?" not in address else suffix.replace("?", "&")), language)
    before = kept(warmed)
    assert len(before) > 20
    assert sum(before.values()) > 10_000
    for n in range(5):
        for text in ASKED:
            assert get(warmed, f"/editor?query={text} %23 {n}&lang=zh").status in (200, 400)
        for address in (f"/search?q=ciie {n}", f"/nothing/{n}", f"/id/fair/{n}.html", f"/ontology?x={n}"):
            get(warmed, address)
        get(warmed, f"/questions/more-than?number={n}")
    assert kept(warmed) == before


def test_a_claim_equals_itself_alone(shelf: Shelf) -> None:
    """What is kept of claims is kept by which claim it is, so that two that say the same are two."""
    one = next(iter(shelf.claims.by_iri.values()))
    other = pickle.loads(pickle.dumps(one))
    assert (one.iri, one.about) == (other.iri, other.about)
    assert one != other
    assert one in {one}
