"""Hostile data and hostile addresses: everything is escaped, nothing is run."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looking import get, tree
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from expograph import pages, query
from expograph.namespaces import ID, RDFS
from expograph.pages import Asked, Page, Shelf
from expograph.pages.editor import declared
from expograph.project import Project

SCRIPT = (
    "\"'></q></title></textarea><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202e\u0000"
)
ALLOWED = {"/static/pages.js", "/static/editor.js", "/static/vendor/yasgui.js"}
DRAWN = ("/chart.svg?", "/map.svg")


def assert_tame(page: Page) -> None:
    """A page runs no script but ours, has no handler of events, and no image or frame from data."""
    read = tree(page)
    assert {e.get("src") for e in read.iter("script")} <= ALLOWED
    assert all(not (e.text or "").strip() for e in read.iter("script"))
    assert not [e.tag for e in read.iter() if e.tag in ("iframe", "object", "embed", "svg", "base")]
    pictures = [e.get("src") or e.get("srcset") or "" for e in read.iter() if e.tag in ("img", "source")]
    assert all(address.startswith(DRAWN) for address in pictures)
    attributes = [(name, value) for e in read.iter() for name, value in e.attrib.items()]
    assert len(attributes) > 20
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    assert not [
        v for n, v in attributes if n in ("href", "src", "action") and not v.startswith(("/", "#", "http"))
    ]


PLACES = [
    "/id/fair/",
    "/search",
    "/questions/more-than",
    "/explain",
    "/editor",
    "/graph/",
    "/",
    "/resource.html",
]
SHOWING = (
    "/id/fair/ciie-7.html", "/id/document/ciie-7-closing.html", "/id/fair/ciie.html", "/editions",
    "/conflicts",
    "/search?q=alert", "/questions/exhibitors?edition=ciie-7", "/questions/everything-said?subject=ciie-7",
)  # fmt: skip
EVIL = (
    "https://evil.example/a'b?c=d&e=(f)%22%3E%3Cscript%3E",
    "urn:x:javascript:alert(1)",
    "javascript:alert(1)",
    "data:text/html,x",
)


@pytest.fixture(scope="module")
def hostile(root: Path) -> Shelf:
    """The real graph with script in every literal of an edition, and IRIs that are traps."""
    store = query.load(Project(root))
    thing = NamedNode(ID + "fair/ciie-7")
    for quad in list(store.quads_for_pattern(thing, None, None)):
        if isinstance(quad.object, Literal):
            store.remove(quad)
            store.add(
                Quad(
                    quad.subject,
                    quad.predicate,
                    Literal(SCRIPT, datatype=quad.object.datatype)
                    if not quad.object.language
                    else Literal(SCRIPT, language=quad.object.language),
                    quad.graph_name,
                )
            )
    claim = next(
        q.subject
        for q in store.quads_for_pattern(None, None, thing, DefaultGraph())
        if "/claim/" in str(q.subject)
    )
    for name in ("because", "wording", "capacity"):
        store.add(Quad(claim, NamedNode("https://w3id.org/expograph/ontology#" + name), Literal(SCRIPT)))
    for quad in list(
        store.quads_for_pattern(None, NamedNode("http://www.w3.org/ns/oa#exact"), None, DefaultGraph())
    )[:200]:
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, Literal(SCRIPT)))
    for iri in EVIL:
        node = NamedNode(iri)
        store.add(Quad(thing, NamedNode(RDFS + "seeAlso"), node))
        store.add(Quad(node, NamedNode(RDFS + "label"), Literal(SCRIPT)))
        store.add(Quad(thing, node, Literal(SCRIPT)))
    return pages.open(Project(root), store=store)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_script_in_literals_is_text(hostile: Shelf, language: str) -> None:
    """Script in labels, quotes, reasons and values is shown and not run, on every kind of page."""
    shown = 0
    for address in SHOWING:
        body = get(hostile, address, language).body.decode()
        assert_tame(get(hostile, address, language))
        assert "{{ 7*7 }}" in body or "alert" not in body, address
        shown += body.count("&lt;script&gt;")
    assert shown > 20


def test_traps_are_no_links(hostile: Shelf) -> None:
    """Only http and https leave the site; javascript: and data: are text, or a page of ours about them."""
    page = tree(get(hostile, "/id/fair/ciie-7.html"))
    hrefs = [a.get("href", "") for a in page.iter("a")]
    assert len(hrefs) > 100
    assert all(href.startswith(("/", "#", "https://", "http://")) for href in hrefs)
    about = [href for href in hrefs if href.startswith("/resource.html")]
    assert len(about) >= len(EVIL)
    assert {get(hostile, href).status for href in about} == {200}


@pytest.mark.parametrize(
    "path", ["/search", "/explain", "/editor", "/questions/exhibitors", "/resource.html"]
)
def test_script_in_addresses_is_text(shelf: Shelf, path: str) -> None:
    """Parameters with script in them come back as text, in every field of every form."""
    given = dict.fromkeys(
        ("q", "s", "p", "o", "query", "edition", "iri", "table", "x"), SCRIPT.replace("\0", "")
    )
    page = pages.render(shelf, Asked(path, given, "en"))
    assert page.status in (200, 400, 404)
    assert_tame(page)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PLACES),
    tail=st.text(max_size=20),
    value=st.text(max_size=40),
    name=st.sampled_from(["q", "s", "o", "query", "number", "iri", "lang", "table"]),
    form=st.sampled_from([None, "html", "turtle", "csv", "json", "rdfxml"]),
)  # fmt: skip
def test_any_address_has_an_answer(
    shelf: Shelf, path: str, tail: str, value: str, name: str, form: str | None
) -> None:
    """Whatever is asked, the answer is a page or a refusal, and no error of the program."""
    given = {name: value, "s": "fair:ciie-7"} if path == "/explain" else {name: value}
    page = pages.render(shelf, Asked(path + tail, given, "en", form))
    assert page.status in (200, 303, 400, 404)


def test_the_editor_fetches_nothing(shelf: Shelf) -> None:
    """SERVICE is refused before the query is run, by the rule that the server gives or by ours."""
    asked = {"query": "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"}
    page = pages.render(shelf, Asked("/editor", asked))
    assert page.status == 400
    assert "SERVICE is not run here." in page.body.decode()
    assert pages.render(shelf, Asked("/editor", {"query": "SELECT ("})).status == 400


def test_downloads_of_the_editor_stand_alone(shelf: Shelf) -> None:
    """The address of an answer at the endpoint declares the prefixes that the page lends to the query."""
    text = 'SELECT * { ?s rdfs:label "fair:x expo:y"@en ; a fair:z . } # prov:'
    ready = declared(text)
    assert ready.endswith(text)
    assert {"PREFIX rdfs:", "PREFIX fair:"} <= {line.partition(" <")[0] for line in ready.splitlines()}
    shelf.store.query(ready)
    assert declared(ready) == ready


def test_foreign_data_has_pages(root: Path) -> None:
    """Any RDF has the page of a thing for everything in it: labels, every triple, what leads there."""
    store = Store()
    text = """@prefix s: <https://schema.org/> .
        <https://shop.example/tea> a s:Product ; s:name "tea"@en , "茶"@zh ;
            s:isRelatedTo _:b .
        <https://shop.example/cup> s:goesWith <https://shop.example/tea> . _:b s:name "x" ."""
    store.load(text.encode(), format=RdfFormat.TURTLE)
    shelf = pages.open(Project(root), store=store)
    assert shelf.teller is None
    for language, label in (("en", "tea"), ("zh", "茶")):
        page = get(shelf, "/resource.html?iri=https://shop.example/tea", language)
        assert [h.text for h in tree(page).iter("h1")] == [label]
        assert "https://shop.example/cup" in page.body.decode()
    for address in (
        "/",
        "/series",
        "/conflicts",
        "/ontology",
        "/search?q=tea",
        "/documents",
        "/explain?s=x",
        "/questions/people",
    ):
        assert get(shelf, address).status in (200, 404), address
    assert "shop.example" in get(shelf, "/search?q=tea").body.decode()
