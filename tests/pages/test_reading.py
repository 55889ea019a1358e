"""How figures, units, dates and names are written for a reader."""

import csv
import io
import re

import pytest
from looking import ROOT, get, tree

from expograph.namespaces import RDF
from expograph.pages import Shelf
from expograph.pages.view import span


def claim(shelf: Shelf, prop: str, subject: str) -> str:
    """The address of a stated claim on a property of a thing."""
    return next(
        iri.removeprefix(ROOT) + ".html"
        for iri, one in sorted(shelf.claims.by_iri.items())
        if str(one.one(RDF + "predicate")).endswith(f"#{prop}>")
        and str(one.one(RDF + "subject")).endswith(f"/{subject}>")
    )


def title(shelf: Shelf, address: str, language: str = "en") -> str:
    """The heading of a page, with its elements."""
    return re.findall("<h1[^>]*>(.*)</h1>", get(shelf, address, language).body.decode())[0]


def test_titles_of_claims_have_units(shelf: Shelf) -> None:
    """A sum has its currency, a growth its percent sign right behind the number."""
    assert title(shelf, claim(shelf, "dealValue", "ciie-7")).endswith(": 80,010,000,000 US Dollar")
    assert title(shelf, claim(shelf, "growth", "cisce-2")).endswith("%")


def test_english_within_chinese_is_marked(shelf: Shelf) -> None:
    """A theme in a heading, a rule in a column: each says of which language it is, where an element can."""
    page = get(shelf, claim(shelf, "theme", "ciie-7"), "zh").body.decode()
    assert '，主题：<span lang="en">New Era, Shared Future</span></h1>' in page
    assert "，主题：New Era, Shared Future" in page
    growth = get(shelf, "/questions/edition-growth", "zh").body.decode()
    assert '推导：<span lang="en">base of a growth</span>' in growth


def test_units_of_questions_have_names(shelf: Shelf) -> None:
    """A question's column has the unit as people write it in their language, and not its code."""
    assert ">square metre</a></td>" in get(shelf, "/questions/exhibition-space").body.decode()
    assert ">平方米</a></td>" in get(shelf, "/questions/exhibition-space", "zh").body.decode()
    assert ">%</a></td>" in get(shelf, "/questions/edition-growth").body.decode()


def test_an_agreement_has_one_row(shelf: Shelf) -> None:
    """Its parties, groups of parties and witnesses stand together in it, by name and by IRI."""
    found = list(csv.DictReader(io.StringIO(get(shelf, "/agreements.csv").body.decode(), newline="")))
    assert len({row["agreementIRI"] for row in found}) == len(found) > 1
    assert any(row["party"].count("; ") == row["partyIRI"].count(" ") == 1 for row in found)
    assert any(row["partyGroup"] for row in found)
    assert any(row["witness"] for row in found)


@pytest.mark.parametrize(
    ("ends", "english", "chinese"),
    [
        ("2024-11-05 – 2024-11-10", "5–10 November 2024", "2024年11月5日至10日"),
        ("2024-10-28 – 2024-11-03", "28 October – 3 November 2024", "2024年10月28日至11月3日"),
        ("2023-12-28 – 2024-01-03", "28 December 2023 – 3 January 2024", "2023年12月28日至2024年1月3日"),
        ("2024 – open", "2024 – open", "2024 – open"),
    ],
)
def test_spans_of_days(ends: str, english: str, chinese: str) -> None:
    """A span is written as dates are, without what both ends share."""
    assert (span(ends, "en"), span(ends, "zh")) == (english, chinese)


def test_a_page_writes_dates_in_one_way(shelf: Shelf) -> None:
    """No date of an edition's page stands as programs write it, but in IRIs and words of documents."""
    page = get(shelf, "/id/fair/ciie-7.html").body.decode()
    assert ">5–10 November 2024</a>" in page
    assert not re.search(r">[^<]*\d{4}-\d\d-\d\d – [^<]*<", page)


def test_a_form_asks_in_the_order_of_its_question(shelf: Shelf) -> None:
    """What is counted, then the first edition, then the second."""
    fields = [one.get("name") for one in tree(get(shelf, "/questions/which-had-more")).iter("select")]
    assert fields == ["measure", "first", "second", "population"]


def test_numbers_may_have_parted_thousands(shelf: Shelf) -> None:
    """A number is taken as people write it; what is none is refused in a sentence."""
    answers = [get(shelf, f"/questions/more-than.csv?number={text}") for text in ("2000", "2,000", "2%20000")]
    assert {page.status for page in answers} == {200}
    assert len({page.body for page in answers}) == 1
    for text in ("2,00", "many", "1,2,3"):
        wrong = get(shelf, f"/questions/more-than?number={text}")
        assert wrong.status == 400
        assert "Write a number." in wrong.body.decode()
        assert "xsd:" not in wrong.body.decode().partition("<pre>")[0]


def test_more_than_is_more_than_in_every_question(shelf: Shelf) -> None:
    """Where a question does not tell whether an end is excluded, the claims of its figure do."""
    text = get(shelf, "/questions/exhibitor-makeup.csv").body.decode()
    found = [
        row for row in csv.DictReader(io.StringIO(text, newline="")) if row["quote"].startswith("More than")
    ]
    assert found
    assert {row["figure"][0] for row in found} == {">"}
