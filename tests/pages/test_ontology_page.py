"""The page of the ontology: every term with all that is said of it, in the reader's language."""

import re
from pathlib import Path
from urllib.parse import unquote_plus
from xml.etree.ElementTree import Element

import pytest
from looking import get, ids, links, target, tree
from pyoxigraph import Literal, NamedNode, Quad, Store

from expograph import pages
from expograph.namespaces import ONTOLOGY, ONTOLOGY_GRAPH, OWL, RDF, RDFS
from expograph.ontology import load
from expograph.pages import Shelf
from expograph.pages.uses import read
from expograph.project import Project
from expograph.reference import lists


@pytest.fixture(scope="module", params=["en", "zh"])
def seen(request: pytest.FixtureRequest, shelf: Shelf) -> tuple[str, Element]:
    """A language, and the page in it."""
    return request.param, tree(get(shelf, "/ontology.html", request.param))


def text(element: Element) -> str:
    """All text of an element, blanks as one."""
    return " ".join("".join(element.itertext()).split())


def term(page: Element, name: str) -> Element:
    """The part of a term."""
    return next(one for one in page.iter("article") if one.get("id") == name)


def facts(part: Element) -> dict[str, str]:
    """What is said of a term, by heading."""
    listed = next(one for one in part.iter("dl"))
    return {text(key): text(value) for key, value in zip(list(listed)[::2], list(listed)[1::2], strict=True)}


def test_every_term_is_there_once(shelf: Shelf, seen: tuple[str, Element]) -> None:
    """Whatever the ontology declares in its namespace has a part, which its hash IRI means."""
    terms = [one for one in seen[1].iter("article") if one.get("id")]
    assert {f"{ONTOLOGY}{one.get('id')}" for one in terms} == shelf.places
    assert len(terms) == len(shelf.places) > 300
    assert len(ids(seen[1])) == len(set(ids(seen[1])))


def test_every_code_list_is_there(project: Project, seen: tuple[str, Element]) -> None:
    """With as many entries as the files have, each a link to its page."""
    schemes = lists.members(load(project.ontology))
    part = next(one for one in seen[1].iter("section") if one.get("aria-labelledby") == "-lists")
    found = sorted(len(list(details.iter("a"))) for details in part.iter("details"))
    assert found == sorted(len(concepts) for concepts in schemes.values())
    assert len(found) > 10


@pytest.fixture(scope="module")
def project(root: Path) -> Project:
    """The project of the real graph."""
    return Project(root)


def test_a_property_says_what_the_reference_says(seen: tuple[str, Element]) -> None:
    """Domain and range, though inherited; what is above it; how it is read; by which rule it is counted."""
    said = facts(term(seen[1], "exhibitors"))
    wanted = {
        "en": ["Domain includes", "Range", "Super-properties", "value kind"],
        "zh": ["定义域包括", "值域", "上位属性", "取值类型"],
    }[seen[0]]
    assert set(wanted) <= said.keys()
    assert {"en": "(inherited from statistic)", "zh": "（继承自统计指标）"}[seen[0]] in said[wanted[0]]
    assert said[wanted[3]].startswith({"en": "count", "zh": "数量"}[seen[0]])


def test_axioms_without_a_name_are_told_in_words(seen: tuple[str, Element]) -> None:
    """Chains and restrictions, whose blank nodes the graph has under names, are read."""
    whole = text(seen[1])
    assert ".well-known" not in whole
    assert "If x " in whole
    chained = [one for one in seen[1].iter("span") if text(one).startswith("If x ")]
    assert all(one.get("lang") == "en" for one in chained)
    assert bool(chained) == (seen[0] == "zh")


def test_constraints_questions_and_rules_stand_with_their_terms(
    shelf: Shelf, project: Project, seen: tuple[str, Element]
) -> None:
    """What must hold of a term, with its shape; questions and rules that name it, each as a link."""
    part = term(seen[1], "exhibitors")
    uses = read(project)
    iri = NamedNode(ONTOLOGY + "exhibitors")
    questions = [name for name, terms in uses.questions.items() if iri in terms]
    rules = [name for name, terms in uses.rules.items() if iri in terms]
    assert len(questions) > 2
    hrefs = {href.partition("?")[0] for href in links(part)}
    assert {f"/questions/{name}" for name in questions} <= hrefs
    assert {f"/id/rule/{name}.html" for name in rules} <= hrefs
    country = term(seen[1], "Country")
    assert "shape:Alpha2" in text(country)
    assert "ISO 3166-1" in text(country)


def test_examples_and_counts_are_of_the_graph(shelf: Shelf, seen: tuple[str, Element]) -> None:
    """Claims with their words; their number is the one that the query behind it gives."""
    part = term(seen[1], "exhibitors")
    assert list(part.iter("q"))
    (asked,) = {href for href in links(part) if href.startswith("/editor?")}
    query = unquote_plus(re.findall(r"query=([^&]*)", asked)[0])
    page = get(shelf, asked)
    told = next(text(one) for one in tree(page).iter("p") if one.get("id") == "count")
    assert query == "SELECT ?claim WHERE { ?claim rdf:predicate expo:exhibitors }"
    number = re.findall(r"\d+", told)[0]
    assert any(text(one).startswith(number) for one in part.iter("a"))


def test_links_within_the_page_arrive(seen: tuple[str, Element]) -> None:
    """Each link to a place of the page has its place."""
    known = set(ids(seen[1]))
    within = [target(href) for href in links(seen[1])]
    places = [place for address, place in within if place and address in ("", "/ontology.html")]
    assert len(places) > 2000
    assert not [place for place in places if place not in known]


def test_a_deprecated_term_says_what_replaces_it(project: Project) -> None:
    """Of a graph of one's own, too: the page is made of what is served, and of nothing else."""
    store = Store()
    old, new, title = (NamedNode(ONTOLOGY + name) for name in ("old", "new", "Title"))
    quads = [
        (old, RDF + "type", NamedNode(OWL + "ObjectProperty")),
        (old, OWL + "deprecated", Literal(True)),
        (old, "http://purl.org/dc/terms/isReplacedBy", new),
        (new, RDF + "type", NamedNode(OWL + "ObjectProperty")),
        (new, RDFS + "range", title),
        (title, RDF + "type", NamedNode(OWL + "Class")),
    ]
    for subject, predicate, value in quads:
        store.add(Quad(subject, NamedNode(predicate), value))
        store.add(Quad(subject, NamedNode(predicate), value, ONTOLOGY_GRAPH))
    page = tree(get(pages.open(project, store=store), "/ontology.html"))
    assert "Use instead: expo:new" in text(term(page, "old"))
    assert facts(term(page, "new")) == {"Range": "expo:Title", "Replaces": "expo:old"}
    listed = next(one for one in page.iter("section") if one.get("aria-labelledby") == "-deprecated")
    assert text(listed) == "Deprecated terms expo:old → expo:new"
