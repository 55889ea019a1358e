"""The page of a document: words lead to claims, to each of them."""

from collections import defaultdict
from pathlib import Path
from xml.etree.ElementTree import Element

from looking import get, tree

from expograph import pages
from expograph.pages import Shelf
from expograph.project import Project


def led(page: Element) -> tuple[set[str], set[str]]:
    """The claims of a page, and those to which its words lead, at once or by way of another claim."""
    said = {e.get("id", ""): e for e in page.iter("li") if e.get("class") == "said"}
    ways = defaultdict(set)
    for place, item in said.items():
        ways[place] = {a.get("href", "")[1:] for a in item.iter("a") if a.get("href", "").startswith("#c-")}
    marks = [
        *page.iter("mark"),
        *(e for e in page.iter("li") if e.get("data-words") and e.get("class") != "said"),
    ]
    found = {a.get("href", "")[1:] for mark in marks for a in mark.iter("a")}
    return set(said), found | {other for place in found for other in ways[place]}


def check(shelf: Shelf) -> int:
    """Looks at each document of a graph."""
    looked = 0
    for iri in shelf.claims.of_document:
        claims, found = led(tree(get(shelf, iri.removeprefix("https://w3id.org/expograph") + ".html")))
        assert claims <= found, sorted(claims - found)[:5]
        looked += len(claims)
    return looked


def test_each_claim_is_reached_from_its_words(shelf: Shelf) -> None:
    """Without script, by the quotes alone."""
    assert check(shelf) > 500


def test_each_claim_is_reached_from_the_text(root: Path, documents: Path) -> None:
    """Without script, where quotes overlap in the whole text."""
    shelf = pages.open(Project(root), documents)
    assert shelf.texts
    assert check(shelf) > 500


def test_each_claim_of_an_invented_document_is_reached(invented: Shelf) -> None:
    """And in any other project."""
    assert check(invented) > 10
