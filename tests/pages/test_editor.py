"""The page of SPARQL: what it shows of an answer, and what it says where there is none."""

import json
import re
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from looking import get, spoken, tree
from pyoxigraph import RdfFormat, parse

from expograph.pages import Shelf, editor

EXHIBITORS = "SELECT ?edition ?n WHERE { ?edition a expo:Edition ; expo:exhibitors ?n } ORDER BY ?edition"


def asked(shelf: Shelf, query: str, language: str = "en") -> Element:
    """The page of a query."""
    page = get(shelf, f"/editor?query={quote(query)}", language)
    assert page.status == 200
    return tree(page)


def text(element: Element) -> str:
    """All text of an element, blanks as one."""
    return " ".join("".join(element.itertext()).split())


def cells(page: Element) -> list[list[str]]:
    """The cells of the answer, head first."""
    table = next(one for one in page.iter("table") if one.get("class") == "terms")
    return [[text(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def by_id(page: Element, name: str) -> Element:
    """The element of an id."""
    return next(one for one in page.iter() if one.get("id") == name)


def downloads(page: Element) -> list[str]:
    """The addresses of the whole answer."""
    part = next(one for one in by_id(page, "outcome").iter("p") if one.get("class") == "downloads")
    return [one.get("href", "") for one in part.iter("a")]


def test_rows_have_terms_and_names(shelf: Shelf) -> None:
    """An IRI is short, leads to its page and has its name; a datatype that all share stands in the head."""
    found = cells(asked(shelf, EXHIBITORS))
    assert found[0] == ["edition", "n xsd:integer"]
    assert ["fair:ciie-7 7th China International Import Expo", "3496"] in found
    zh = asked(shelf, EXHIBITORS, "zh")
    assert any(row[0].startswith("fair:ciie-7 第七届") for row in cells(zh)[1:])
    links = [one.get("href") for one in by_id(zh, "outcome").iter("a")]
    assert "/id/fair/ciie-7.html" in links
    assert text(by_id(zh, "count")) == f"{len(cells(zh)) - 1}行"


def test_literals_have_their_language_and_datatype(shelf: Shelf) -> None:
    """Where values of a column differ each says what it is; text without either says nothing."""
    values = '"a"@en "a"@zh "a" 1.5 "2024-11-05"^^xsd:date <urn:x>'
    page = asked(shelf, f"SELECT ?x WHERE {{ VALUES ?x {{ {values} UNDEF }} }}")
    wanted = ["x", "a @en", "a @zh", "a", "1.5 xsd:decimal", "2024-11-05 xsd:date", "urn:x", ""]
    assert [row[0] for row in cells(page)] == wanted
    spans = [one for one in by_id(page, "outcome").iter("span") if one.get("lang") == "zh"]
    assert [text(one) for one in spans] == ["a"]


def test_markup_in_answers_is_text(shelf: Shelf) -> None:
    """Literals, variables' values and IRIs with script in them are shown as they are."""
    evil = "</td><script>alert(1)</script>"
    page = asked(
        shelf, f'SELECT ("{evil}" AS ?x) ("a" AS ?y) (IRI("http://e.example/\'onclick=x") AS ?z) {{}}'
    )
    assert cells(page)[1][0] == evil
    assert {one.get("src") for one in page.iter("script")} <= {
        "/static/pages.js", "/static/editor.js", "/static/vendor/yasgui.js"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "forms", "shown"),
    [
        (EXHIBITORS, ["csv", "tsv", "json", "xml"], "rows"),
        ("ASK { ?s a expo:Edition }", ["json", "xml"], "yes"),
        ("ASK { ?s a expo:NoSuchClass }", ["json", "xml"], "no"),
        ("CONSTRUCT WHERE { ?s a expo:Edition }", ["ttl", "nt", "jsonld", "rdf"], "triples"),
        ("DESCRIBE fair:ciie-7", ["ttl", "nt", "jsonld", "rdf"], "triples"),
        ("SELECT ?s { ?s a expo:NoSuchClass }", ["csv", "tsv", "json", "xml"], "0 rows"),
        ("SELECT * { }", ["csv", "tsv", "json", "xml"], "1 row"),
    ],
)
def test_every_form_of_query_has_an_answer(shelf: Shelf, query: str, forms: list[str], shown: str) -> None:
    """Each says what it is, and has the addresses of the whole in what the endpoint gives for it."""
    page = asked(shelf, query)
    assert [link.rpartition("format=")[2] for link in downloads(page)] == forms
    assert all(link.startswith("/sparql?query=PREFIX") or "%7B+%7D" in link for link in downloads(page))
    assert shown in text(by_id(page, "outcome"))


def test_triples_are_turtle(shelf: Shelf) -> None:
    """What CONSTRUCT gives can be read back, and is as many triples as the page says."""
    page = asked(shelf, "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a expo:Edition ; rdfs:label ?o }")
    told = text(by_id(page, "count"))
    (shown,) = by_id(page, "outcome").iter("pre")
    found = list(parse(input="".join(shown.itertext()), format=RdfFormat.TURTLE))
    assert len(found) > 5
    assert told == f"{len(found)} triples"


def test_large_answers_are_cut_and_say_so(shelf: Shelf) -> None:
    """The page has as many rows as a browser shows well; the sentence says that there are more."""
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        page = asked(shelf, query)
        assert text(by_id(page, "count")).startswith(f"{editor.ROWS} ")
        assert "there are more, which the downloads have" in text(by_id(page, "count"))
    page = asked(shelf, f"SELECT * {{ ?s ?p ?o }} LIMIT {editor.ROWS}")
    assert text(by_id(page, "count")) == f"{editor.ROWS} rows"
    assert len(cells(page)) == editor.ROWS + 1


@pytest.mark.parametrize(
    ("query", "place"), [("SELECT (", "1 9"), ("SELECT *\nWHERE {\n  ?s ?p }", "3 10"), ("nonsense", "1 9")]
)
def test_what_is_no_query_is_told_with_its_place(shelf: Shelf, query: str, place: str) -> None:
    """Line and column, in words and for the script that marks them, in the reader's language."""
    for language, words in (("en", "This is not SPARQL 1.1"), ("zh", "这不是 SPARQL 1.1")):
        found = get(shelf, f"/editor?query={quote(query)}", language)
        page = tree(found)
        at = by_id(page, "at")
        assert (found.status, f"{at.get('data-line')} {at.get('data-column')}") == (400, place)
        (alert,) = (one for one in page.iter("p") if one.get("role") == "alert")
        assert words in text(alert)
        assert not re.search(r"[A-Za-z]{3,} [a-z]{3,}", " ".join(spoken(alert, "zh"))) or language == "en"


def test_a_parser_that_lists_its_grammar_is_cut_short(shelf: Shelf) -> None:
    """A complaint is a sentence, and no catalogue of all tokens."""
    page = tree(get(shelf, f"/editor?query={quote('SELECT * { ?s ?p ?o FILTER( }')}"))
    (alert,) = (one for one in page.iter("p") if one.get("role") == "alert")
    assert 20 < len(text(alert)) < editor.LONGEST + 100


def test_the_script_has_its_words(shelf: Shelf) -> None:
    """What the script says is in the page, in the reader's language."""
    for language in ("en", "zh"):
        form = by_id(tree(get(shelf, "/editor", language)), "editor")
        said = json.loads(form.get("data-said", ""))
        assert len(said) == 8
        assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in said.values())
