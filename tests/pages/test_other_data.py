"""Pages of data that are not ours: nothing of our project is taken for theirs, and no link leads nowhere."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest
from looking import ROOT, addresses, get, tree
from pyoxigraph import NamedNode, parse

from expograph import pages
from expograph.lock import load_lock
from expograph.pages import Shelf
from expograph.project import Project
from expograph.serve.dataset import load
from expograph.serve.settings import Settings

HERE = Path(__file__).parent
ASIDE = ("/sparql", "/explain", "/static/", "/chart.svg", "/map.svg")


@pytest.fixture(scope="session")
def foreign(root: Path) -> Shelf:
    """The pages of RDF that no project of ours has made."""
    data = load(Settings(host="", port=0, project=str(root), data=(str(HERE / "foreign.trig"),)))
    return pages.open(Project(root), None, data.store)


def hrefs(shelf: Shelf, address: str) -> set[str]:
    """The addresses within the site that a page leads to, without their fragments."""
    found = re.findall(r'(?:href|src)="([^"#]+)[^"]*"', get(shelf, address).body.decode())
    return {unescape(href) for href in found if href.startswith("/") and not href.startswith(ASIDE)}


def statuses(shelf: Shelf, start: Iterable[str]) -> dict[str, int]:
    """The status of all pages that some pages lead to; of those of single things, of every fortieth."""
    found = sorted({href for address in start for href in hrefs(shelf, address)})
    things = [href for href in found if href.startswith("/id/")]
    asked = [href for href in found if not href.startswith("/id/")] + things[::40]
    return {href: get(shelf, href).status for href in asked}


def test_no_link_of_an_invented_project_leads_nowhere(invented: Shelf) -> None:
    """Each question that is offered has an answer in the data, and each link has a page."""
    questions = [href for href in hrefs(invented, "/questions") if href.startswith("/questions/")]
    assert len(questions) == 32
    found = statuses(invented, [*addresses(invented), *questions])
    assert len(found) > 150
    assert {address: status for address, status in found.items() if status not in (200, 303)} == {}


def test_no_link_of_foreign_data_leads_nowhere(foreign: Shelf) -> None:
    """The same of data in which no term is ours: no question is offered."""
    found = statuses(foreign, [*addresses(foreign), *hrefs(foreign, "/")])
    assert len(found) > 10
    assert not any(address.startswith("/questions/") for address in found)
    assert {address: status for address, status in found.items() if status not in (200, 303)} == {}


def test_what_the_project_has_verified_is_not_taken_for_other_data(foreign: Shelf) -> None:
    """The lock of our project tells of documents that other data do not speak of."""
    assert len(load_lock(foreign.project.lock)) == 5
    assert not any(foreign.locked)
    assert "/id/document/" not in get(foreign, "/").body.decode()


def test_foreign_data_are_told_by_what_is_there(foreign: Shelf) -> None:
    """The front page counts triples, graphs and things of classes, whose lists it leads to."""
    page = get(foreign, "/").body.decode()
    assert "36 triples, 2 named graphs, 4 classes." in page
    assert "claims" not in page.partition("<footer")[0]
    assert '<a href="/things?class=http%3A%2F%2Fexample.org%2FPot"' in page
    assert not {href for href in hrefs(foreign, "/") if href in ("/series", "/conflicts", "/questions")}
    found = get(foreign, "/things.csv?class=http://example.org/Pot").body.decode().split()
    assert [line.rpartition(",")[2] for line in found[1:]] == [
        f"http://example.org/{n}" for n in ("bowl", "jar")
    ]
    assert get(foreign, "/things?class=http://example.org/None").status == 404


def test_many_things_are_paged(root: Path, tmp_path: Path) -> None:
    """A list says which part of it is shown, and leads to the next and back."""
    lines = (f"<http://example.org/{n:03}> a <http://example.org/Pot> ." for n in range(450))
    (tmp_path / "many.ttl").write_text("\n".join(lines), "utf-8")
    data = load(Settings(host="", port=0, project=str(root), data=(str(tmp_path / "many.ttl"),)))
    shelf = pages.open(Project(root), None, data.store)
    address, seen = "/things?class=http%3A%2F%2Fexample.org%2FPot", []
    while address:
        page = get(shelf, address).body.decode()
        seen += re.findall(r"iri=http%3A%2F%2Fexample.org%2F(\d{3})", page)
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = unescape(following[1]) if following else ""
    assert seen == [f"{n:03}" for n in range(450)]
    assert "201 to 400 of 450" in get(shelf, "/things?from=200").body.decode()
    assert get(shelf, "/things?from=x").status == 404


def test_data_are_cited_as_they_say_of_themselves(foreign: Shelf, shelf: Shelf) -> None:
    """The foot of a page has the title, maker, date and licence of the data, not ours; the head the title."""
    page = get(foreign, "/").body.decode()
    foot = page.partition("<footer>")[2]
    assert all(
        words in foot for words in ("Pots and kilns", "The Pot Museum", "1 May 2020", "publicdomain/zero")
    )
    assert "Served by Expograph" in foot
    assert "Expograph maintainers" not in page
    assert ">Pots and kilns</a>" in page.partition("<main")[0]
    assert "Expograph maintainers" in get(shelf, "/").body.decode()
    assert not re.search(r"<p>\s*</p>", page)


def test_graphs_and_properties_of_others_are_told_in_every_format(foreign: Shelf) -> None:
    """A named graph is its triples; a property of which nothing is said, those that it stands in."""
    for name, triples in (("catalogue", 5), ("height", 2)):
        page = get(foreign, f"/resource.html?iri=http://example.org/{name}")
        assert (page.status, tree(page).find("body/main") is not None) == (200, True)
        for suffix in ("nt", "ttl", "jsonld", "rdf", "json"):
            assert get(foreign, f"/resource.{suffix}?iri=http://example.org/{name}").status == 200
        assert len(get(foreign, f"/resource.nt?iri=http://example.org/{name}").body.splitlines()) == triples
        assert (
            len(get(foreign, f"/resource.csv?iri=http://example.org/{name}").body.splitlines()) == triples + 1
        )


def test_every_iri_of_ours_answers_at_its_own_path(shelf: Shelf, root: Path) -> None:
    """Whatever stands in graph or ontology under our address has a page: graphs and versions too."""
    files = (root / "graph" / "expograph.trig", *Project(root).ontology)
    terms = {t for path in files for q in parse(path=path) for t in (*q.triple, q.graph_name)}
    iris = {t.value.partition("#")[0] for t in terms if isinstance(t, NamedNode)}
    paths = sorted(iri.removeprefix(ROOT) for iri in iris if iri.startswith(ROOT + "/"))
    assert len(paths) > 3400
    assert sum(path.startswith("/.well-known/genid/") for path in paths) >= 60
    assert sum(path.startswith("/ontology/") for path in paths) == 1
    for path in paths:
        page = get(shelf, path)
        page = get(shelf, page.location) if page.status == 303 and page.location else page
        assert page.status == 200, path


def test_a_slash_at_the_end_of_a_list_is_taken_away(shelf: Shelf) -> None:
    """The address with a slash leads to the one without, and keeps what is asked."""
    page = get(shelf, "/series/?lang=zh")
    assert (page.status, page.location) == (308, "/series?lang=zh")
    assert get(shelf, "/id/").status == 404


def test_a_project_is_cited_and_not_the_ontology_that_it_imports(root: Path, tmp_path: Path) -> None:
    """Of two ontologies the one counts that the other is not made with, though ours is there too."""
    (tmp_path / "own.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> ."
        "<https://w3id.org/expograph/ontology> a owl:Ontology ; dcterms:title 'Terms' ."
        "<http://example.org/own> a owl:Ontology ; owl:imports <https://w3id.org/expograph/ontology> ;"
        " dcterms:title 'Our fairs'@en , '我们的展会'@zh ; dcterms:creator 'A maker' ; owl:versionInfo '3' .",
        "utf-8",
    )
    data = load(Settings(host="", port=0, project=str(root), data=(str(tmp_path / "own.ttl"),)))
    shelf = pages.open(Project(root), None, data.store)
    for language, title in (("en", "Our fairs"), ("zh", "我们的展会")):
        page = get(shelf, "/", language).body.decode()
        assert f">{title}</a>" in page.partition("<main")[0]
        foot = page.partition("<footer>")[2]
        assert title in foot
        assert "A maker" in foot
        assert "Terms" not in page
