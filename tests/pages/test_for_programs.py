"""The same for programs: RDF in every format, the search in forked processes, terms and proofs."""

import json
import os
from pathlib import Path

import pytest
from looking import get, tree
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from expograph import pages, query
from expograph.namespaces import DCTERMS, ID, ONTOLOGY, OWL
from expograph.pages import Shelf
from expograph.project import Project

FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip


def triples(body: bytes, form: RdfFormat) -> set[Triple]:
    """What a body says."""
    return {q.triple for q in parse(body, format=form)}


@pytest.mark.parametrize(
    "name", ["fair/ciie-7", "document/cisce-2-closing", "country/IR", "org/isipo", "rule/base-of-growth"]
)
def test_a_thing_says_the_same_in_every_format(shelf: Shelf, name: str) -> None:
    """Turtle, N-Triples, RDF/XML and JSON-LD of a thing hold the same triples, all of its own among them."""
    found = [triples(get(shelf, f"/id/{name}{suffix}").body, form) for suffix, form in FORMATS.items()]
    own = {q.triple for q in shelf.store.quads_for_pattern(NamedNode(ID + name), None, None)}
    assert own
    assert own <= found[0]
    assert all(one == found[0] for one in found)


def test_a_thing_comes_with_its_claims_and_their_words(shelf: Shelf) -> None:
    """The description of an edition holds each claim on it, with its evidence."""
    said = triples(get(shelf, "/id/fair/ciie-7.ttl").body, RdfFormat.TURTLE)
    exact = [t for t in said if t.predicate.value.endswith("#exact")]
    claims = {t.subject for t in said if t.predicate.value.endswith("#subject")}
    assert len(claims) >= 60
    assert len(exact) > 40


def test_named_graphs_and_the_ontology(shelf: Shelf) -> None:
    """Each graph under /graph/ has a page and its triples; so has the ontology."""
    for name in ("registry", "ontology", "derived", "inferred"):
        page, told = get(shelf, f"/graph/{name}.html"), get(shelf, f"/graph/{name}.nt")
        count = len(triples(told.body, RdfFormat.N_TRIPLES))
        assert count > 500
        assert f"{count} triples" in page.body.decode()
    assert triples(get(shelf, "/ontology.ttl").body, RdfFormat.TURTLE)


def test_every_term_stands_on_the_page_of_the_ontology(shelf: Shelf) -> None:
    """Each class, property and individual in the ontology's namespace has its place, where its hash leads."""
    found = [e.get("id") for e in tree(get(shelf, "/ontology.html")).iter("article")]
    places = {place for place in found if place}  # what must hold everywhere is no term and has none
    declared = {iri.removeprefix(ONTOLOGY) for iri in shelf.places}
    assert len(declared) > 300
    assert declared == places


def test_a_deprecated_term_says_what_replaces_it(root: Path) -> None:
    """A term that is not to be used any more is marked, and its replacement is linked."""
    store, old = query.load(Project(root)), NamedNode(ONTOLOGY + "booths")
    store.add(Quad(old, NamedNode(OWL + "deprecated"), Literal(True)))
    store.add(Quad(old, NamedNode(DCTERMS + "isReplacedBy"), NamedNode(ONTOLOGY + "exhibitors")))
    page = tree(get(pages.open(Project(root), store=store), "/ontology"))
    (term,) = [e for e in page.iter("article") if e.get("id") == "booths"]
    assert "deprecated" in "".join(term.itertext())
    assert [a.get("href") for p in term.iter("p") if p.get("class") == "wrong" for a in p.iter("a")] == [
        "/ontology.html#exhibitors"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("进博会", "第七届进博会"), ("博会", "进博"), ("澳", "澳门"), ("Macao", "Macao"),
        ("exhib", "exhibitors"), ("7th CIIE", "7th CIIE"),
        ("1.35 million", "surpassed 1.35 million"), ("谁见证", "见证"),
        ("ＣＩＩＥ\0\"' OR *", ""), ('"', ""), ("%_", ""), ("", ""),
    ],
)  # fmt: skip
def test_search_takes_any_script(shelf: Shelf, text: str, wanted: str) -> None:
    """Names and parts of them, quotes and questions are found; no character is an operator."""
    found = shelf.index.find(text)
    assert any(wanted in hit.text for hit in found) if wanted else len(found) <= 100
    assert shelf.index.find(text) == found


def test_search_works_in_forked_children(shelf: Shelf) -> None:
    """Children that are forked after the index was used find what their parent finds, at the same time."""
    wanted = [shelf.index.find(text) for text in ("进博会", "agreements")]
    assert all(wanted)
    children = []
    for _ in range(4):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                same = all(
                    [shelf.index.find(t) for t in ("进博会", "agreements")] == wanted for _ in range(20)
                )
                page = get(shelf, "/search?q=进博会", "zh")
                os.write(write, b"same" if same and page.status == 200 else b"other")
            finally:
                os._exit(0)
        os.close(write)
        children.append((child, read))
    assert [shelf.index.find(t) for t in ("进博会", "agreements")] == wanted
    for child, read in children:
        with os.fdopen(read, "rb") as pipe:
            assert pipe.read() == b"same"
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_labels_come_before_quotes(shelf: Shelf) -> None:
    """What is called so stands before what only speaks of it."""
    found = shelf.index.find("CISCE")
    assert found[0].kind == "thing"
    assert found[0].text == "CISCE"


def test_explanations(shelf: Shelf) -> None:
    """A triple is explained down to its words and its line, as JSON too; or what it lacks."""
    address = "/explain?s=fair:ciie-6&p=expo:registeredVisitors"
    page = get(shelf, address, "zh")
    words = list(tree(page).iter("q"))
    assert page.status == 200
    assert words
    assert "mappings/ciie-7-closing.ttl" in page.body.decode()
    assert "由规则从主张推导" in page.body.decode()
    assert json.loads(get(shelf, address, form="json").body)["holds"]
    missing = get(shelf, "/explain?s=fair:ciie-7&p=expo:venue")
    assert "does not say so" in missing.body.decode()
    wrong = get(shelf, "/explain?s=fair:nothing")
    assert wrong.status == 404
    assert "knows nothing of" in wrong.body.decode()


def test_questions_take_their_parameters(shelf: Shelf) -> None:
    """A question's form has its defaults, offers things by name, and tells what is wrong with a value."""
    page = tree(get(shelf, "/questions/more-than?number=2000"))
    values = {i.get("name"): i.get("value") for i in page.iter("input")}
    assert values["number"] == "2000"
    chosen = {o.get("value") for o in page.iter("option") if o.get("selected") is not None}
    assert "exhibitors" in chosen
    offered = {o.get("value"): o.text for o in page.iter("option")}
    assert offered["ciie"] == "China International Import Expo"
    for given, told in (
        ("number=many", "Write a number."),
        ("nonsense=1", "no parameter of that name"),
        ("measure=expo:nothing", "knows nothing"),
    ):
        wrong = get(shelf, f"/questions/more-than?{given}")
        assert wrong.status == 400, given
        assert told in wrong.body.decode(), given
        assert get(shelf, f"/questions/more-than.csv?{given}").status == 400


def test_every_question_has_an_answer_page(shelf: Shelf) -> None:
    """All named questions are answered on a page, with as many rows as the question has."""
    assert len(shelf.questions) >= 36
    counted = 0
    for name in shelf.questions:
        page = get(shelf, f"/questions/{name}")
        rows = json.loads(get(shelf, f"/questions/{name}.json").body)["rows"]
        assert page.status == 200, name
        assert page.body.decode().count("<tr>") - 1 == len(rows), name
        counted += len(rows)
    assert counted > 400
