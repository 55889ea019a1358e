"""The reference of other projects: own terms first, whatever they are called; what changed is told."""

import sys
from pathlib import Path
from shutil import copytree
from xml.etree.ElementTree import Element

import pytest
from html_tree import HTML, parsed, said
from pyoxigraph import Literal, NamedNode

from expograph import start
from expograph.errors import ExpographError
from expograph.namespaces import OWL, RDFS
from expograph.ontology import Ontology, load
from expograph.project import Project, default_root
from expograph.reference import page
from expograph.reference.naming import Names
from expograph.reference.sections import chapters, headings
from expograph.reference.words import chain, expression, verb

TEAPOTS = "https://example.org/teapots#"


@pytest.fixture(scope="module")
def text(own: Project) -> bytes:
    """The page of the invented project."""
    return page(own)


@pytest.fixture(scope="module")
def tree(text: bytes) -> Element:
    """The same as a tree."""
    return parsed(text)


def test_own_terms_come_first(tree: Element) -> None:
    """The project's own chapter stands before ours, and all terms of both are there."""
    articles = [e.attrib["id"] for e in tree.iter(f"{HTML}article")]
    assert articles[:4] == ["Pot", "Hostile", "teapot:_head", "why"]
    assert articles[4:8] == ["spout", "teapot:exhibitors", "undescribed", "lid"]
    assert len(articles) >= 342 + 8
    assert said(next(tree.iter(f"{HTML}h1"))) == "Teapots & <pots>"
    assert [said(e) for e in tree.iter(f"{HTML}h2")][1:3] == ["1 Pots", "2 How to read this file"]
    parts = [said(e) for e in tree.iter(f"{HTML}h3")]
    assert "Of pots" in parts
    assert "Names that ours has too" in parts


def test_a_header_without_terms_names_the_page(own: Project, tmp_path: Path) -> None:
    """A project that has a header, and no class or property, has its own name on top, and stands on ours."""
    folder = tmp_path / "named"
    copytree(own.root, folder)
    starter = Path(start.__file__).parent / "starter"
    (folder / "ontology" / "teapots.ttl").write_bytes((starter / "ontology" / "own.ttl").read_bytes())
    shown = parsed(page(Project(folder)))
    assert said(next(shown.iter(f"{HTML}h1"))) == "Our trade fairs"
    header = said(next(shown.iter(f"{HTML}header")))
    assert "Stands on https://w3id.org/expograph/ontology" in header
    assert "Expograph maintainers" not in header
    assert [said(e) for e in shown.iter(f"{HTML}h2")][1] == "2 How to read this file"
    titles = [said(e) for e in shown.iter(f"{HTML}li") if e.attrib.get("class") == "chapter"]
    assert titles == ["Expograph: an ontology of trade fairs", "Besides"]


def test_a_name_that_both_have(tree: Element) -> None:
    """Our term keeps the place that its IRI ends with; the other's place is its short IRI."""
    articles = {e.attrib["id"]: said(e) for e in tree.iter(f"{HTML}article")}
    assert articles["exhibitors"].startswith("exhibitors 参展商数")
    assert articles["teapot:exhibitors"].startswith("potters 陶工")


def test_places_are_apart(tree: Element) -> None:
    """Whatever terms and sections are called, no two things of the page have one place."""
    ids = [e.attrib["id"] for e in tree.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    assert {"_head", "teapot:_head", "-index", "-index-", "-questions", "-questions-"} <= set(ids)


def test_hostile_texts_are_texts(text: bytes, tree: Element) -> None:
    """Markup, scripts and template marks in labels, definitions and banners are shown and do nothing."""
    article = next(e for e in tree.iter(f"{HTML}article") if e.attrib["id"] == "Hostile")
    assert said(article[0]) == '"><img src=x onerror=alert(4)> </style><b>'
    assert "{{ 7 * 7 }} {% raw %} --> ]]> '\"`" in said(article)
    tags = {e.tag for e in tree.iter()}
    assert not tags & {f"{HTML}img", f"{HTML}b"}
    assert len(list(tree.iter(f"{HTML}script"))) == 1
    links = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
    assert not [link for link in links if link.startswith("javascript:")]
    assert b"javascript:alert(3)" in text


def test_banner_links_to_terms(tree: Element) -> None:
    """What a banner tells besides its title stands below it, and a term that it names is a link."""
    lede = next(e for e in tree.iter(f"{HTML}p") if "What <stands>" in said(e))
    assert said(lede) == "What <stands> on a stove. A pot has a spout (teapot:spout)."
    assert [e.attrib["href"] for e in lede.iter(f"{HTML}a")] == ["#spout"]


def test_deprecated_term(tree: Element) -> None:
    """It says so, since when, why, and what takes its place, at its own place and among the deprecated."""
    article = next(e for e in tree.iter(f"{HTML}article") if e.attrib["id"] == "lid")
    assert "deprecated" in article.attrib["class"].split()
    for text in (said(article), said(tree).split("Deprecated terms")[-1]):
        assert "Replaced by spout" in text.replace(":", "")
        assert "History Deprecated since 1.4.0." in text.replace(":", "")
        assert "Comment A lid is no way out." in text.replace(":", "")


def test_what_changed(own: Project) -> None:
    """Against an earlier version: terms that came, went, are said otherwise, and are deprecated now."""
    label, label_of = NamedNode(RDFS + "label"), NamedNode(TEAPOTS + "spout")
    now = load(own.ontology).triples
    before = [
        t
        for t in now
        if t.subject != NamedNode(TEAPOTS + "Pot") and t.predicate != NamedNode(OWL + "deprecated")
    ]
    gone = [t for t in now if t.subject == NamedNode(TEAPOTS + "Hostile")]
    gone = [type(t)(NamedNode(TEAPOTS + "Gone"), t.predicate, t.object) for t in gone]
    before = [t for t in before if not (t.subject == label_of and t.predicate == label)]
    before += [
        *gone,
        *(
            type(gone[0])(label_of, label, Literal(w, language=n))
            for w, n in (("nozzle", "en"), ("壶嘴", "zh"))
        ),
    ]
    before = [
        type(t)(t.subject, t.predicate, Literal("1.0.0")) if t.object == Literal("2.0.0") else t
        for t in before
    ]
    text = said(parsed(page(own, before))).split("Changes")[-1]
    assert "From version 1.0.0 to 2.0.0: a major change." in text
    order = [
        text.index(word)
        for word in (
            " Added pot ",
            " Removed ",
            "https://example.org/teapots#Gone",
            " Deprecated ",
            " Changed ",
        )
    ]
    assert order == sorted(order)
    assert "use spout" in text
    assert "nozzle" in text
    assert "spout" in text


def test_nothing_changed(own: Project) -> None:
    """Against itself."""
    assert "Nothing changed since version 2.0.0." in said(parsed(page(own, load(own.ontology).triples)))


@pytest.mark.parametrize(("library", "what"), [("jinja2", "Jinja2"), ("pygraphviz", "pygraphviz")])
def test_a_missing_library_is_told(library: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks a library of the extra is told how to get it."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExpographError) as caught:
        page(Project(default_root()))
    assert what in caught.value.message
    assert caught.value.hint == "pip install 'expograph[release]'"


def test_no_graph_is_told(example: Project) -> None:
    """A project that has not been built is told to."""
    with pytest.raises(ExpographError) as caught:
        page(example)
    assert caught.value.hint == "make it with `expograph build`"


def test_chain_with_an_inverse(own: Project) -> None:
    """An inverse without a name is said the other way round, and a long chain has more letters."""
    ontology = load(own.ontology)
    names = Names(ontology, None, {})  # type: ignore[arg-type]  # no label is looked up in a graph
    (head,) = ontology.objects(NamedNode(TEAPOTS + "spout"), NamedNode(OWL + "propertyChainAxiom"))
    links = list(ontology.listed(head))
    spans = chain(ontology, names.link, links, NamedNode(TEAPOTS + "spout"))
    words = "".join(s if isinstance(s, str) else s.text for s in spans)
    assert words == "If y has spout x and y is part of z and z involves u, then x has spout u."


EXPRESSIONS = """
@prefix : <https://example.org/#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a rdfs:label "cup"@en . :b rdfs:label "mug"@en . :p rdfs:label "handle"@en .
:x owl:equivalentClass [ owl:unionOf ( :a [ owl:complementOf :b ] ) ] ,
    [ owl:onProperty :p ; owl:someValuesFrom :a ] , [ owl:onProperty :p ; owl:allValuesFrom :b ] ,
    [ owl:onProperty :p ; owl:qualifiedCardinality 2 ; owl:onClass :b ] ,
    [ owl:onProperty :p ; owl:minCardinality 1 ] .
"""


def test_expressions_in_words(tmp_path: Path) -> None:
    """Class expressions, each in words."""
    (tmp_path / "x.ttl").write_text(EXPRESSIONS, "utf-8")
    ontology = load([tmp_path / "x.ttl"])
    names = Names(ontology, None, {})  # type: ignore[arg-type]
    found = ontology.objects(NamedNode("https://example.org/#x"), NamedNode(OWL + "equivalentClass"))
    told = [
        "".join(s if isinstance(s, str) else s.text for s in expression(ontology, names.link, e))
        for e in found
    ]
    assert told == [
        "cup or not mug",
        "with handle some cup",
        "with handle only mug",
        "with handle exactly 2 mug",
        "with handle at least 1",
    ]


@pytest.mark.parametrize(
    ("label", "between"),
    [
        ("venue", "has "),
        ("part of", "is "),
        ("represents", ""),
        ("signs for", ""),
        ("at", "has "),
        ("witness", "has "),
    ],
)
def test_verbs(label: str, between: str) -> None:
    """A noun is had, what ends in a preposition is, and a verb stands by itself."""
    assert verb(label) == between


def test_banners() -> None:
    """Banners of both kinds are found; comments inside a literal and beside a triple are none."""
    text = """# === Great: one. ===
# and more
<a> <b> '''
# === not this ===
''' . # --- nor this ---

# -----
# Lesser
# -----
# no part of it

#### nor this
# --- Last ---
"""
    found = [(h.line, h.lesser, h.words) for h in headings(text)]
    assert found == [
        (1, False, ["Great: one.", "and more"]),
        (7, True, ["Lesser"]),
        (13, True, ["Last"]),
    ]


def test_terms_without_banners(tmp_path: Path) -> None:
    """A file without banners is one section; what it merely borrows is no term of its own."""
    (tmp_path / "ontology").mkdir()
    file = tmp_path / "ontology" / "expograph.ttl"
    file.write_text(EXPRESSIONS + ":a a owl:Class . <urn:borrowed> a owl:Class .\n", "utf-8")
    (chapter,) = chapters(Project(tmp_path), Ontology(load([file]).triples))
    (section,) = chapter.sections
    assert section.title == chapter.title == "Terms of this project"
    assert section.terms == [NamedNode("https://example.org/#a")]
