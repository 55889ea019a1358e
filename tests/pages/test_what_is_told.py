"""What pages tell of things with no name, of what is deprecated, of graphs, texts, numbers and themselves."""

import re
from pathlib import Path

import pytest
from looking import get, tree
from pyoxigraph import BlankNode, RdfFormat, Store, parse

from expograph import pages
from expograph.namespaces import RDF
from expograph.pages import Shelf
from expograph.pages.claims import BOUND
from expograph.project import Project

TYPE = RDF + "type"
EX = "http://example.org/"
FOREIGN = Path(__file__).parent / "foreign.trig"


@pytest.fixture(scope="session")
def pots(root: Path) -> Shelf:
    """The pages of RDF that is not ours."""
    from expograph.serve.dataset import load
    from expograph.serve.settings import Settings

    data = load(Settings(host="", port=0, project=str(root), data=(str(FOREIGN),)))
    return pages.open(Project(root), None, data.store)


def main(shelf: Shelf, address: str, language: str = "en") -> str:
    """The main part of a page, as HTML."""
    page = get(shelf, address, language)
    assert tree(page).find("body/main") is not None
    return page.body.decode().partition("<main")[2].partition("</main>")[0]


def test_what_has_no_name_is_told_where_it_stands(pots: Shelf) -> None:
    """Blank nodes are told of within the page of what leads to them, lists as lists, without end no more."""
    page = main(pots, f"/resource.html?iri={EX}old")
    assert "_:" not in page
    assert "brick" in page
    assert len(re.findall("<li>", re.findall(r"<ol>.*?</ol>", page, re.DOTALL)[0])) == 3
    assert main(pots, f"/resource.html?iri={EX}loop").count("_:") == 1
    triples = list(parse(get(pots, f"/resource.ttl?iri={EX}old").body, format=RdfFormat.TURTLE))
    objects = {t.object for t in triples if isinstance(t.object, BlankNode)}
    assert len(objects) == 6
    assert objects == {t.subject for t in triples if isinstance(t.subject, BlankNode)}


def test_a_graph_that_is_no_document_is_named(pots: Shelf) -> None:
    """What stands in a graph of others is not told to be said in a document."""
    page = main(pots, f"/resource.html?iri={EX}jar")
    assert "said in a document" not in page
    assert page.count(f"{EX}catalogue") == 3
    assert page.count(f"{EX}hearsay") == 2


def test_data_without_proofs_lead_to_none(pots: Shelf) -> None:
    """Where nothing can be explained, no link offers it."""
    assert "/explain" not in main(pots, f"/resource.html?iri={EX}jar")


def test_what_is_deprecated_says_what_to_use(pots: Shelf) -> None:
    """At the head of its own page, in both languages, with the link to what replaces it."""
    for language, words in (("en", "Use instead:"), ("zh", "此项已弃用。")):
        head = main(pots, f"/resource.html?iri={EX}Oven", language).partition("</header>")[0]
        assert words in head
        assert "Kiln" in head


@pytest.mark.parametrize("wanted", ["zh-CN", "zh-Hans", "ZH", "zh"])
def test_a_language_is_asked_for_as_browsers_name_it(pots: Shelf, wanted: str) -> None:
    """The first part of a language tag counts, in any case."""
    assert get(pots, f"/?lang={wanted}").language == "zh"


def test_pages_that_differ_in_what_is_asked_have_titles_that_differ(shelf: Shelf) -> None:
    """Proofs, queries, searches and answers are told apart by their titles."""
    asked = [f"/explain?s=fair:ciie-{n}" for n in (6, 7)]
    asked += [f"/editor?query=ASK {{?s ?p {n}}}" for n in (1, 2)]
    asked += [f"/search?q={word}" for word in ("trade", "fair")]
    asked += [f"/questions/exhibitors?edition={name}" for name in ("cisce-2", "ciie-7")]
    titles = [
        re.findall("<title>(.*?)</title>", get(shelf, one).body.decode(), re.DOTALL)[0] for one in asked
    ]
    assert len(set(titles)) == len(asked) == 8


def test_one_is_singular(pots: Shelf, shelf: Shelf) -> None:
    """A number of one has the word for one thing."""
    assert "One property, each" in main(pots, f"/resource.html?iri={EX}loop")
    line = shelf.kinds.front.lines[2]["en"]
    from expograph.pages.site import _Count, _Known

    told = line.format_map(_Known(derived=_Count("1"), conflicts=_Count("1"), tensions=_Count("2")))
    assert (
        told
        == "1 further claim follows by rules and is marked; 1 contradiction and 2 oddities are laid open."
    )


def test_the_front_page_counts_bounds_that_are_bounds(shelf: Shelf) -> None:
    """A bound has one end; what is about so many, or several, is none."""
    claims = [
        c for c in shelf.claims.by_iri.values() if any(v.value.endswith("#Claim") for v in c.about[TYPE])
    ]
    ends = ("https://w3id.org/expograph/ontology#lower", "https://w3id.org/expograph/ontology#upper")
    bounds = [c for c in claims if BOUND in c.about and sum(end in c.about for end in ends) == 1]
    assert len(bounds) > 20
    assert f"{len(bounds)} figures are bounds" in main(shelf, "/")


def test_a_text_that_is_not_the_one_quoted_is_told(root: Path, tmp_path: Path) -> None:
    """A document that is at hand but changed is not passed over as if it were absent."""
    (tmp_path / "ciie-7-closing.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "cisce-2-closing.txt").write_text("Another text.\r\n", "utf-8")
    shelf = pages.open(Project(root), tmp_path)
    assert len(shelf.differing) == 2
    for name, words in (("ciie-7-closing", "another than the one"), ("macao-at-ciie-6", "not ours to show")):
        assert words in main(shelf, f"/id/document/{name}.html")


def test_what_is_contradicted_stands_among_the_best_known(root: Path) -> None:
    """A measure of which no value fits all claims is not left out: it leads to the contradiction."""
    store = Store()
    store.load((root / "graph" / "expograph.ttl").read_bytes(), RdfFormat.TURTLE)
    store.update("""PREFIX expo: <https://w3id.org/expograph/ontology#>
        INSERT DATA { <https://w3id.org/expograph/id/conflict/odd> a expo:Conflict ;
            expo:measure expo:countries ; expo:of <https://w3id.org/expograph/id/fair/ciie-7> . }""")
    shelf = pages.open(Project(root), None, store)
    best = re.findall(
        r'<section aria-labelledby="best">.*?</section>', main(shelf, "/id/fair/ciie-7.html"), re.DOTALL
    )
    assert len(best) == 1
    assert "contradicted" in best[0]
    assert "/id/conflict/odd.html" in best[0]


def test_files_are_told_as_they_lie_in_the_project(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a server was started, a proof names files within the project."""
    monkeypatch.chdir(shelf.project.root.parent)
    fresh = pages.open(shelf.project)
    found = re.findall(
        r'class="at"><code>(.*?)</code>', main(fresh, "/explain?s=fair:ciie-7&p=expo:exhibitors")
    )
    assert len(found) > 2
    assert {path.partition("/")[0] for path in found} <= {"mappings", "ontology"}
