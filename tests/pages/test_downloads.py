"""Tables for programs: no number without its bound, and columns with names that never change."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from looking import ROOT, get, links, of_each_kind, tree
from pyoxigraph import NamedNode

from expograph.namespaces import PREFIXES, XSD
from expograph.pages import Shelf, entity
from expograph.pages.model import Asked
from expograph.pages.view import View
from expograph.query import Query

Rows = list[dict[str, str]]
SIGNS = ">≥<≤≈≲"


def rows(shelf: Shelf, address: str) -> Rows:
    """The rows of a table as CSV."""
    page = get(shelf, address)
    assert page.status == 200, address
    return list(csv.DictReader(io.StringIO(page.body.decode(), newline="")))


def asked(shelf: Shelf, one: Query) -> str:
    """The address of a question, about something that the graph knows where it is to be about something."""
    given = {}
    for wanted in one.parameters:
        namespace = PREFIXES.get(wanted.namespace or "fair", "")
        known = shelf.names.labels.keys()
        if wanted.kind == "iri" and wanted.required and namespace + (wanted.default or "?") not in known:
            given[wanted.name] = min((iri for iri in known if iri.startswith(namespace)), default=min(known))
    return f"/questions/{one.name}.csv" + (f"?{urlencode(given)}" if given else "")


def tables(shelf: Shelf) -> Iterator[tuple[str, list[str]]]:
    """Each table that a page of any type may offer: its name, and the names of its columns."""
    for one in shelf.questions.values():
        yield f"question {one.name}", columns(shelf, asked(shelf, one))
    for kind in shelf.kinds.kinds:
        if kind.path and kind.listed:
            yield f"list {kind.path}", columns(shelf, f"/{kind.path}.csv")
    for name in ("/conflicts.csv", "/search.csv?q=ex", "/coverage.csv"):
        yield name, columns(shelf, name)
    view = View(shelf, Asked("/", {}, "en"))
    for address in of_each_kind(shelf):
        thing = NamedNode(ROOT + urlsplit(address).path.removesuffix(".html"))
        yield "every triple", columns(shelf, address.replace(".html", ".csv"))
        for section in (s for kind in shelf.kinds.kinds for s in kind.sections):
            made = entity.section_table(view, thing, section, every=True)
            yield f"section {section.key}", [column.key for column in made.columns]


def columns(shelf: Shelf, address: str) -> list[str]:
    """The names of a table's columns, which are the same in JSON."""
    head = get(shelf, address).body.decode().partition("\r\n")[0].split(",")
    assert head == json.loads(get(shelf, address.replace(".csv", ".json")).body)["columns"]
    return head


def test_columns_have_a_name_each_and_stay(shelf: Shelf, invented: Shelf) -> None:
    """Whatever the data hold, a table has the same columns, and no two of one name."""
    known: dict[str, list[str]] = {}
    for one in (shelf, invented):
        for name, found in tables(one):
            assert len(set(found)) == len(found), (name, found)
            assert known.setdefault(name, found) == found, name
    assert len(known) > 70
    assert not any("shown" in found for found in known.values())


def test_no_figure_is_bare(shelf: Shelf) -> None:
    """The figure of a row is what the page shows; "more than" never becomes the number itself."""
    bounded = 0
    for one in shelf.questions.values():
        for row in rows(shelf, asked(shelf, one)):
            if "lower" not in row or "figure" not in row or row["lower"] == row["upper"]:
                continue
            if row["figure"] and row["lower"] + row["upper"]:
                bounded += 1
                assert row["figure"][0] in SIGNS or "–" in row["figure"], (one.name, row)
    assert bounded > 60


def test_triples_have_bound_unit_datatype_and_language(shelf: Shelf) -> None:
    """The table of a thing's triples says of each value what its page says."""
    said = {row["property"]: row for row in rows(shelf, "/id/fair/ciie-7.csv")}
    visitors = said["registered professional visitors"]
    assert (visitors["value"], visitors["nominal"], visitors["lower"]) == ("> 430,000", "430000", "430000")
    assert (visitors["lowerExclusive"], visitors["upper"]) == ("true", "")
    assert visitors["datatype"] == XSD + "integer"
    assert visitors["how"] == "said in a document"
    assert visitors["words"]
    deals = {row["property"]: row for row in rows(shelf, "/id/fair/cismef-18.csv")}["value of deals"]
    assert deals["value"] == "> 10,000,000,000"
    assert deals["unit"] == "Chinese Yuan"
    assert deals["unitIRI"].endswith("/id/currency/CNY")
    assert {row["language"] for row in rows(shelf, "/id/country/CN.csv")} >= {"en", "zh"}


def test_names_stand_beside_the_iris_of_populations(shelf: Shelf) -> None:
    """Who is counted is told by name, and by IRI for programs."""
    found = rows(shelf, "/questions/exhibitors.csv")
    told = {row["populations"]: row["populationsIRI"] for row in found if row["populations"]}
    assert told["overseas"] == ROOT + "/id/population/overseas"
    assert "European and American; overseas" in told


def test_conflicts_stand_as_on_their_page(shelf: Shelf) -> None:
    """The table has the sentence and the words of each claim, in the order of the page."""
    found = rows(shelf, "/conflicts.csv")
    assert all(row["sentence"] for row in found)
    assert any(row["words"] for row in found)
    on_page = [
        href
        for href in links(tree(get(shelf, "/conflicts")))
        if "/id/conflict/" in href or "/tension/" in href
    ]
    order = list(dict.fromkeys(row["conflictIRI"].removeprefix(ROOT) + ".html" for row in found))
    assert order == list(dict.fromkeys(on_page))


def test_long_tables_begin_as_on_their_page(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first rows of a download are those that the page shows."""
    monkeypatch.setattr(entity, "MANY", 3)
    view = View(shelf, Asked("/", {}, "en"))
    looked = 0
    for address in of_each_kind(shelf):
        thing = NamedNode(ROOT + address.removesuffix(".html"))
        for section in shelf.kinds.of(entity.types(view, thing)).sections:
            short, long = (entity.section_table(view, thing, section, every) for every in (False, True))
            looked += len(long.rows) > len(short.rows)
            assert [[c.data for c in row] for row in short.rows] == [
                [c.data for c in row] for row in long.rows[: len(short.rows)]
            ]
    assert looked


def test_coverage_is_a_table_too(shelf: Shelf) -> None:
    """What the front page tells of each document comes as CSV and JSON."""
    hrefs = [href for href in links(tree(get(shelf, "/"))) if "/coverage" in href]
    assert hrefs == ["/coverage.csv", "/coverage.json"]
    found = rows(shelf, hrefs[0])
    assert len(found) == len(json.loads(get(shelf, hrefs[1]).body)["rows"]) == len(shelf.claims.of_document)
    assert all(int(row["characters"]) > int(row["quotes"]) > 0 for row in found)
