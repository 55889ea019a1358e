"""Every figure keeps its words: quotes stand on the pages of their documents, and figures lead there."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from looking import ROOT, get, links, target, tree
from pyoxigraph import Literal, NamedNode

from expograph import pages
from expograph.pages import Shelf
from expograph.pages.claims import BOUND, OBJECT, PREDICATE, SUBJECT, place
from expograph.pages.figures import padding, signed
from expograph.project import Project

NOMINAL = "https://w3id.org/expograph/ontology#nominal"
CELL = re.compile(r'<td class="[a-z ]*figure">(.*?)</td>', re.DOTALL)


def test_every_quote_stands_on_the_page_of_its_document(shelf: Shelf) -> None:
    """A document's page shows each of its quotes, where claims lead to, in the order of the text."""
    counted = 0
    for document, words in shelf.claims.of_document.items():
        page = tree(get(shelf, document.removeprefix(ROOT) + ".html"))
        at = {e.get("id"): e for e in page.iter() if e.get("id")}
        shown = [" ".join(q.itertext()) for ol in page.iter("ol") for q in ol.iter("q")]
        unique = list(dict.fromkeys((w.start, w.end, w.exact) for w in words))
        assert shown == [exact for _, _, exact in unique], document
        for word in words:
            assert {place(word.claim), f"c-{place(word.claim)}"} <= at.keys(), word
            counted += 1
    assert counted == 606


def test_every_figure_of_the_documents_leads_to_its_words(shelf: Shelf) -> None:
    """The page of what a figure is of links it to the passage: all stated figures of five documents."""
    figures = [
        (claim.one(SUBJECT), word)
        for claim in shelf.claims.by_iri.values()
        if BOUND in claim.about and SUBJECT in claim.about
        for word in claim.quotes
        if word.claim == claim.iri.value  # type: ignore[union-attr]
    ]
    assert len(figures) > 110
    found: dict[str, set[str]] = {}
    for subject, word in figures:
        assert isinstance(subject, NamedNode)
        address = subject.value.removeprefix(ROOT) + ".html"
        if address not in found:
            found[address] = set(links(tree(get(shelf, address))))
        wanted = f"{word.document.removeprefix(ROOT)}.html#{place(word.claim)}"
        assert wanted in found[address], (address, wanted)


def test_no_bounded_figure_loses_its_bound(shelf: Shelf) -> None:
    """More than a number is not shown as that number: the sign, and the sign in words, go before."""
    bounded = [
        c
        for c in shelf.claims.by_iri.values()
        if (c.one(SUBJECT) or NOMINAL in c.about)
        and (f := signed(c.about, ""))
        and f[0] in (">", "<", "≥", "≤")
    ]
    assert len(bounded) > 60
    for claim in bounded:
        sign, text, _ = signed(claim.about, "")
        subject = claim.one(SUBJECT) or claim.one("https://w3id.org/expograph/ontology#of")
        assert isinstance(subject, NamedNode)
        body = get(shelf, subject.value.removeprefix(ROOT) + ".html").body.decode()
        escaped = {">": "&gt;", "<": "&lt;"}.get(sign, sign)
        cells = [cell for cell in CELL.findall(body) if f'<span class="number">{text}</span>' in cell]
        assert any(f'aria-hidden="true">{escaped}</span><span class="spoken">' in cell for cell in cells), (
            claim.iri
        )


def test_the_direct_triple_is_shown_with_its_bound(shelf: Shelf) -> None:
    """The words "over 1,000 exhibitors" make the triple 1000, which is shown as more than 1,000 too."""
    body = get(shelf, "/id/fair/cisce-2.html").body.decode()
    triples = body[body.index('<dl class="triples">') :]
    own = triples[triples.index(">exhibitors</a>") :][:600]
    assert '<span class="spoken">more than </span><span class="number">1,000</span>' in own
    assert "&gt; 1,000" in get(shelf, "/explain?s=fair:cisce-2&p=expo:exhibitors&o=1000").body.decode()


@pytest.mark.parametrize(
    ("ends", "nominal", "notation", "shown"),
    [
        ({"lower": "2000", "lowerExclusive": "true"}, "2000", ">", (">", "2,000", "")),
        ({"lower": "2000"}, None, "", ("≥", "2,000", "")),
        ({"upper": "50", "upperExclusive": "true"}, None, "", ("<", "50", "")),
        ({"upper": "0.5"}, None, "", ("≤", "0.5", "")),
        ({"lower": "3496", "upper": "3496"}, "3496", "=", ("", "3,496", "")),
        ({"lower": "150000", "upper": "250000"}, "200000", "≈", ("≈", "200,000", "150,000–250,000")),
        ({"lower": "30", "upper": "40"}, None, "[]", ("", "30–40", "")),
        ({"lower": "33.333333333333", "upper": "33.333333333334"}, None, "", ("≈", "33.33", "")),
        ({"lower": "411483.253588516746", "lowerExclusive": "true"}, "413462", ">", (">", "411,483", "")),
        ({"upper": "411483.251"}, None, "", ("≤", "411,484", "")),
        ({"lower": "-5", "upper": "-5"}, None, "", ("", "−5", "")),
        ({}, "7", "", ("", "", "")),
    ],
)
def test_signs(ends: dict[str, str], nominal: str | None, notation: str, shown: tuple[str, str, str]) -> None:
    """An interval as people read it: a sign and a number, or two numbers; rounding only ever widens."""
    about = {"https://w3id.org/expograph/ontology#" + name: (Literal(value),) for name, value in ends.items()}
    if nominal:
        about[OBJECT] = (Literal(nominal),)
    assert signed(about, notation) == shown


def test_decimal_points_stand_below_each_other() -> None:
    """Blanks as wide as digits stand for the decimals that a number lacks."""
    assert padding(["1,000", "0.25", "3.5", ""]) == ["\u2007\u2007\u2008", "", "\u2007", "\u2007\u2007\u2008"]
    assert padding(["1", "22"]) == ["", ""]


def test_the_text_itself_is_marked_where_it_is_at_hand(invented: Shelf) -> None:
    """With the documents' folder a page holds the whole text, with every quote marked where it stands."""
    assert set(invented.texts) == set(invented.claims.of_document)
    marked = 0
    for document, words in invented.claims.of_document.items():
        text = (invented.project.root / "documents" / f"{place(document)}.txt").read_text("utf-8")
        page = tree(get(invented, document.removeprefix(ROOT) + ".html"))
        (whole,) = [e for e in page.iter("div") if e.get("class") == "whole"]
        assert "".join(whole.itertext()) == text
        for word in words:
            parts = [m for m in whole.iter("mark") if place(word.claim) in m.get("data-words", "").split()]
            assert "".join("".join(m.itertext()) for m in parts) == word.exact
            marked += 1
    assert marked > 20


def test_the_text_of_the_real_documents_is_marked(root: Path, documents: Path) -> None:
    """The same for the five documents, whose quotes overlap."""
    shelf = pages.open(Project(root), documents)
    assert len(shelf.claims.of_document) == 5
    for document in shelf.claims.of_document:
        page = tree(get(shelf, document.removeprefix(ROOT) + ".html"))
        (whole,) = [e for e in page.iter("div") if e.get("class") == "whole"]
        assert "".join(whole.itertext()) == (documents / f"{place(document)}.txt").read_bytes().decode()


def test_a_changed_document_is_not_shown(root: Path, tmp_path: Path, shelf: Shelf) -> None:
    """A text that is not the one quoted from is not marked up at wrong places: the quotes alone are shown."""
    document = next(iter(shelf.claims.of_document))
    (tmp_path / f"{place(document)}.txt").write_text("another text", "utf-8")
    page = tree(get(pages.open(Project(root), tmp_path), document.removeprefix(ROOT) + ".html"))
    assert not [e for e in page.iter("div") if e.get("class") == "whole"]
    assert [e for e in page.iter("ol") if e.get("class") == "quotes"]


def test_tables_come_as_csv_and_json(shelf: Shelf) -> None:
    """Every table of a page links its CSV and JSON, which have the same rows and columns."""
    counted = 0
    for address in (
        "/id/fair/ciie-7.html",
        "/id/fair/cismef.html",
        "/countries",
        "/questions/more-than?number=1000",
        "/",
    ):
        found = [h for h in links(tree(get(shelf, address))) if ".csv" in h]
        assert found, address
        for href in found:
            table, other = get(shelf, href), get(shelf, href.replace(".csv", ".json"))
            assert (table.status, other.status) == (200, 200), href
            rows = list(csv.DictReader(io.StringIO(table.body.decode(), newline="")))
            read = json.loads(other.body)
            assert list(rows[0]) == read["columns"], href
            assert [{k: v for k, v in row.items() if v} for row in rows] == read["rows"], href
            counted += 1
    assert counted >= 14


def test_a_csv_keeps_bounds_units_and_words(shelf: Shelf) -> None:
    """The CSV of an edition's figures has the ends of each interval, its unit, its speaker and its words."""
    rows = list(
        csv.DictReader(
            io.StringIO(get(shelf, "/id/fair/cisce-2.csv?table=figures").body.decode(), newline="")
        )
    )
    row = next(r for r in rows if r["words"] == "over 1,000 exhibitors")
    assert (row["figure"], row["lower"], row["lowerExclusive"], row["upper"]) == (
        "> 1,000",
        "1000",
        "true",
        "",
    )
    assert row["saidBy"] == "Zhang Shaogang"
    assert row["measure"] == "exhibitors"
    assert row["claimIRI"].startswith(ROOT + "/id/claim/cisce-2-closing-")


def test_claims_are_named_by_what_they_say(shelf: Shelf) -> None:
    """A claim's page is called after the figure and who is counted: a part is never named as the whole."""
    claim = next(
        c for c in shelf.claims.by_iri.values()
        if c.quotes and c.quotes[0].exact == "1,585 enterprises" and c.one(PREDICATE) is not None
    )  # fmt: skip
    assert isinstance(claim.iri, NamedNode)
    page = get(shelf, claim.iri.value.removeprefix(ROOT) + ".html").body.decode()
    assert "7th China International Import Expo, exhibitors, (Belt and Road): 1,585" in page
    assert target("/a#b%20c") == ("/a", "b c")
