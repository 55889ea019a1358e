"""Every thing has a page, and every page is sound: valid, in order, with links that lead somewhere."""

import itertools
import re
from collections import Counter

import pytest
from looking import HEADINGS, addresses, get, ids, links, target, things, tree

from expograph.pages import Shelf

EMPTY = re.compile(r"\bNone\b|Undefined|\{\{|<NamedNode")


def assert_sound(page_type: str, shelf: Shelf, language: str) -> None:
    """A page is valid HTML, with unique ids, landmarks, headings in order, a title and its language."""
    page = get(shelf, page_type, language)
    read = tree(page)
    doubled = [name for name, times in Counter(ids(read)).items() if times > 1]
    assert not doubled, (page_type, doubled)
    assert read.find("body/main") is not None, page_type
    assert read.find("body/footer") is not None, page_type
    assert read.get("lang") == language == page.language
    levels = [HEADINGS.index(e.tag) + 1 for e in read.iter() if e.tag in HEADINGS]
    assert (levels[0], levels.count(1)) == (1, 1), (page_type, levels)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), page_type
    assert all("".join(a.itertext()).strip() for a in read.iter("a")), page_type
    labelled = {e.get("for") for e in read.iter("label")}
    fields = [e for e in read.iter() if e.tag in ("input", "textarea") and e.get("type") != "hidden"]
    assert all(e.get("id") in labelled for e in fields), page_type
    named = {e.get("aria-labelledby") for e in read.iter() if e.get("aria-labelledby")}
    assert named <= set(ids(read)), page_type
    assert not [
        e for e in read.iter() if e.get("style") or e.tag == "style" or (e.tag == "script" and e.text)
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_of_each_type_is_sound(shelf: Shelf, language: str) -> None:
    """The HTML of every page type is valid, its ids are unique, its headings and landmarks in order."""
    found = addresses(shelf)
    assert len(found) >= 35
    for address in found:
        assert_sound(address, shelf, language)


def test_pages_of_invented_projects_are_sound(invented: Shelf) -> None:
    """The same holds for other data, with the documents' own text at hand."""
    found = addresses(invented)
    assert len(found) >= 30
    for address in found:
        assert_sound(address, invented, "en")


def test_every_thing_of_the_graph_has_a_page(shelf: Shelf) -> None:
    """All things under /id/ render, and no page shows what a program forgot."""
    found = things(shelf)
    assert len(found) > 3000
    for iri in found:
        page = get(shelf, iri.removeprefix("https://w3id.org/expograph") + ".html")
        assert page.status == 200, iri
        assert not EMPTY.search(page.body.decode()), iri


def test_every_thing_of_an_invented_project_has_a_page_in_chinese(invented: Shelf) -> None:
    """The same for the invented projects, in the other language; they share the real code lists."""
    found = [iri for iri in things(invented) if not re.search(r"/id/(country|currency|evidence)/", iri)]
    assert len(found) > 400
    for iri in found:
        page = get(invented, iri.removeprefix("https://w3id.org/expograph") + ".html", "zh")
        assert page.status == 200, iri


def test_links_lead_to_pages_and_places(shelf: Shelf) -> None:
    """Every link on a page of each type leads to a page that is there, and to a place on it that is there."""
    found = {href for address in addresses(shelf) for href in links(tree(get(shelf, address)))}
    within = {href for href in found if href.startswith("/") and not href.startswith("/sparql")}
    assert len(within) > 1500
    places: dict[str, set[str]] = {}
    plain = [href for href in sorted(within) if href.startswith("/id/") and "#" not in href]
    for href in sorted(
        within - {href for i, href in enumerate(plain) if i % 5}
    ):  # all have pages, as shown above
        address, place = target(href)
        if address not in places:
            if address.startswith("/explain"):
                continue
            page = get(shelf, address)
            assert page.status == 200, href
            places[address] = set(re.findall(r'\sid="([^"]+)"', page.body.decode()))
        assert not place or place in places[address], href


def test_links_carry_the_language(shelf: Shelf) -> None:
    """A page asked for with ?lang= leads to pages with it; others leave the choice to the browser."""
    for address, carried in (("/editions?lang=zh", True), ("/editions", False)):
        found = [href for href in links(tree(get(shelf, address))) if href.startswith("/")]
        assert len(found) > 40
        others = [href for href in found if ("lang=zh" in href) != carried and "lang=en" not in href]
        assert len(others) == (0 if carried else 1), address


def test_an_unknown_path_is_told(shelf: Shelf) -> None:
    """What is not there is 404, as a page; so are odd paths."""
    odd = ["/nothing", "/static/../shelf.py", "/static/pages.py", "/graph/none.ttl", "/questions/none"]
    odd += [
        f"/id/{name}" for name in ("fair/nothing.html", "", "%00.html", "a b.html", "fair/%3Cscript%3E.html")
    ]
    for path in [*odd, "/%FF.html"]:
        page = get(shelf, path)
        assert page.status == 404, path
        assert tree(page).find("body/main") is not None


def test_an_iri_leads_to_the_page_about_it(shelf: Shelf) -> None:
    """The IRI of a thing is no page: 303 leads to the one in the format that suits."""
    assert (get(shelf, "/id/fair/ciie-7").status, get(shelf, "/id/fair/ciie-7").location) == (
        303,
        "/id/fair/ciie-7.html",
    )
    assert get(shelf, "/id/fair/ciie-7?lang=zh", form="turtle").location == "/id/fair/ciie-7.ttl?lang=zh"
    assert get(shelf, "/id/fair/none").status == 404
