"""Each page in each format: those that it has are what they say, and every other suffix is not there."""

import csv
import dataclasses
import io
import json

import pytest
from looking import get, of_each_kind, tree
from pyoxigraph import RdfFormat, parse

from expograph import pages, query
from expograph.namespaces import ONTOLOGY
from expograph.pages import Page, Shelf
from expograph.pages.links import SUFFIXES

MEDIA = {
    ".html": "text/html", ".ttl": "text/turtle", ".jsonld": "application/ld+json",
    ".nt": "application/n-triples", ".rdf": "application/rdf+xml",
    ".csv": "text/csv", ".json": "application/json",
}  # fmt: skip
RDF = {
    ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML,
}  # fmt: skip
ONLY_HTML, TABLE = {".html"}, {".html", ".csv", ".json"}
TRIPLES = {".html", *RDF}
EVERYTHING = TRIPLES | TABLE
OF_THEIR_OWN: dict[str, set[str]] = {
    "/": ONLY_HTML, "/questions": ONLY_HTML, "/editor": ONLY_HTML | {".json"},
    "/conflicts": TABLE, "/search?q=ex": TABLE, "/questions/more-than?number=1000": TABLE,
    "/explain?s=fair:ciie-6&p=expo:exhibitors": {".html", ".json", ".ttl"}, "/ontology": TRIPLES,
    "/graph/registry": TRIPLES, "/graph/derived": TRIPLES,
    "/resource?iri=https://w3id.org/expograph/ontology%23exhibitors": EVERYTHING,
    "/map.svg": set(), "/nothing": set(), "/questions/nothing": set(), "/id/fair/nothing": set(),
}  # fmt: skip
"""The pages that are there once, and their suffixes."""


def suffixed(address: str, suffix: str) -> str:
    """An address with a suffix on its path."""
    path, mark, given = address.partition("?")
    return f"{path}{suffix}{mark}{given}"


def assert_written(page: Page, suffix: str, address: str) -> None:
    """A page is of the media type of its suffix, and can be read as that."""
    assert page.media.partition(";")[0] == MEDIA[suffix], address
    if suffix in RDF:
        assert list(parse(page.body, format=RDF[suffix])), address
    elif suffix == ".json":
        assert json.loads(page.body), address
    elif suffix == ".csv":
        assert next(csv.reader(io.StringIO(page.body.decode()))), address
    else:
        assert tree(page).find("body/main") is not None, address


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_suffix_is_what_it_says_or_is_not_there(shelf: Shelf, language: str) -> None:
    """Page type by suffix: 200 and readable in that format, or 404 and the page that says so."""
    lists = {f"/{kind.path}": TABLE for kind in shelf.kinds.kinds if kind.path}
    things = {address.removesuffix(".html"): EVERYTHING for address in of_each_kind(shelf)}
    assert (len(lists), len(things)) == (9, 19)
    there = missing = 0
    for address, suffixes in {**OF_THEIR_OWN, **lists, **things}.items():
        for suffix in SUFFIXES:
            page = get(shelf, suffixed(address, suffix), language)
            if suffix in suffixes:
                assert page.status == 200, (address, suffix)
                assert_written(page, suffix, suffixed(address, suffix))
                there += 1
            else:
                assert (page.status, page.media) == (404, "text/html; charset=utf-8"), (address, suffix)
                missing += 1
    assert (there, missing) == (198, 103)


def test_what_a_page_offers_is_what_its_suffixes_are(shelf: Shelf) -> None:
    """What is chosen from by negotiation are the formats that the suffixes of the page name."""
    counted = 0
    for address, suffixes in OF_THEIR_OWN.items():
        path = address.partition("?")[0]
        if path not in ("/editor", "/questions/nothing", "/id/fair/nothing"):  # found missing later
            assert set(pages.formats(shelf, path)) == {SUFFIXES[one] for one in suffixes}, path
            counted += 1
    assert counted == 12
    assert not [
        name for name in ("/ontology.csv", "/chart.svg", "/editor.json") if pages.formats(shelf, name)
    ]


def test_a_proof_that_is_not_there_is_told_to_programs(shelf: Shelf) -> None:
    """Who asks for JSON gets no page: 404 for what the graph does not know, 400 where nothing was asked."""
    for given, status, told in (("?s=fair:nothing", 404, "knows nothing of"), ("", 400, "Name a thing")):
        page = get(shelf, f"/explain.json{given}")
        assert (page.status, page.media) == (status, "text/plain; charset=utf-8")
        assert told in page.body.decode()


@pytest.mark.parametrize(
    ("text", "columns", "count"),
    [
        ("ASK { ?s ?p ?o }", ["answer"], 1),
        (f"CONSTRUCT WHERE {{ ?edition <{ONTOLOGY}series> ?series }}", ["subject", "property", "value"], 28),
    ],
)  # fmt: skip
def test_answers_that_are_no_table_are_tables_for_programs(
    shelf: Shelf, text: str, columns: list[str], count: int
) -> None:
    """Yes or no is a table of one cell; triples are a table of three columns."""
    asked = query.read(f"#+ summary: A question\n{text}", "one", "one.rq")
    one = dataclasses.replace(shelf, questions={**shelf.questions, "one": asked})
    read = json.loads(get(one, "/questions/one.json").body)
    assert [column for column in read["columns"] if not column.endswith("IRI")] == columns
    assert len(read["rows"]) == count
