"""The reference of the repository's ontology: current, complete, valid, and self-contained."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from html5rdf.html5parser import ParseError
from html_tree import HTML, parsed, said
from pyoxigraph import Literal, NamedNode, Store

from expograph.namespaces import DCTERMS, OA, ONTOLOGY, OWL, RDF, RDFS, SH, SKOS
from expograph.ontology import load
from expograph.project import Project, default_root
from expograph.quality import stated
from expograph.query import load as graph
from expograph.reference.usage import CURIE

PROJECT = Project(default_root())
LIMIT = 1_500_000
HEADINGS = [f"{HTML}h{n}" for n in range(1, 7)]
LOADS = ("src", "srcset", "data", "poster", "background", "action", "formaction", "manifest")


@pytest.fixture(scope="module")
def ontology() -> Store:
    """What the ontology's files state."""
    return stated(PROJECT.ontology)


def test_page_is_current(root: Path, fresh: bytes) -> None:
    """docs/ontology.html is what the ontology and the graph make now; `make docs` makes it."""
    assert (root / "docs" / "ontology.html").read_bytes() == fresh
    assert len(fresh) < LIMIT


def test_same_bytes_elsewhere(root: Path, fresh: bytes, tmp_path: Path) -> None:
    """Another hash seed, time zone and locale, no fonts and another folder: the same bytes."""
    program = "import sys; from pathlib import Path; from expograph.project import *\n"
    program += "from expograph.reference import page\n"
    program += "Path('page.html').write_bytes(page(Project(default_root())))"
    settings = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "tr_TR.UTF-8", "LANG": "C"}
    settings |= {"FONTCONFIG_FILE": os.devnull, "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=os.environ | settings, check=True)
    assert (tmp_path / "page.html").read_bytes() == fresh


def test_parser_is_strict() -> None:
    """What is no HTML 5 does not pass the tests below."""
    with pytest.raises(ParseError):
        parsed(b"<!DOCTYPE html><html lang=en><title>x</title><p><b>a</p></b>")


def test_ids_and_links(tree: Element) -> None:
    """Every id stands once, every link within the page leads somewhere, every other one to the Web."""
    ids = [e.attrib["id"] for e in tree.iter() if "id" in e.attrib]
    links = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
    inner = {link[1:] for link in links if link.startswith("#")}
    assert len(ids) == len(set(ids)) > 1100
    assert len(inner) > 500
    assert inner - set(ids) == set()
    assert {link.split(":")[0] for link in links if not link.startswith("#")} == {"http", "https"}
    labelled = " ".join(e.attrib.get("aria-labelledby", "") for e in tree.iter()).split()
    assert set(labelled) <= set(ids)


def test_nothing_is_loaded(tree: Element, fresh: bytes) -> None:
    """No element loads anything, no style fetches, no script asks the network."""
    elements = list(tree.iter())
    assert len(elements) > 10_000
    assert not [e for e in elements if any(name in e.attrib for name in LOADS)]
    assert not {e.tag.removeprefix(HTML) for e in elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
    }
    assert not re.search(rb"@import|url\((?!#)|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", fresh)
    assert not [name for e in elements for name in e.attrib if name.startswith("on")]


def test_headings_are_in_order(tree: Element) -> None:
    """One first heading, and none that skips a level."""
    levels = [HEADINGS.index(e.tag) + 1 for e in tree.iter() if e.tag in HEADINGS]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert len(levels) > 350
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_tables_have_headers(tree: Element) -> None:
    """Each column and each row of a table has a header that says which it is."""
    tables = list(tree.iter(f"{HTML}table"))
    assert len(tables) == 1 + len(
        list(
            stated(PROJECT.ontology).quads_for_pattern(
                None, NamedNode(RDF + "type"), NamedNode(SKOS + "ConceptScheme")
            )
        )
    )
    for table in tables:
        head, *rows = table.iter(f"{HTML}tr")
        assert {cell.attrib.get("scope") for cell in head} == {"col"}
        assert rows
        assert all([cell.attrib.get("scope") for cell in row].count("row") == 1 for row in rows)


def test_every_term_is_there(ontology: Store, tree: Element, articles: dict[str, Element]) -> None:
    """A term stands at its local name, with its IRI, its labels in both languages, and its definition."""
    typed = {q.subject for q in ontology.quads_for_pattern(None, NamedNode(RDF + "type"), None)}
    terms = {t for t in typed if isinstance(t, NamedNode) and t.value.startswith(ONTOLOGY)}
    concepts = {q.subject for q in ontology.quads_for_pattern(None, NamedNode(SKOS + "inScheme"), None)}
    ids = {e.attrib.get("id") for e in tree.iter()}
    assert {t.value.removeprefix(ONTOLOGY) for t in terms} <= ids
    terms -= concepts
    assert {t.value.removeprefix(ONTOLOGY) for t in terms} == set(articles)
    assert len(terms) >= 342
    for term in terms:
        article = articles[term.value.removeprefix(ONTOLOGY)]
        for predicate, count, where in ((RDFS + "label", 2, article[0]), (SKOS + "definition", 1, article)):
            texts = [q.object for q in ontology.quads_for_pattern(term, NamedNode(predicate), None)]
            assert len(texts) == count
            assert all(" ".join(one.value.split()) in said(where) for one in texts)
        chinese = [e for e in article[0] if e.attrib.get("lang") == "zh"]
        assert len(chinese) == 1


def test_sections_are_those_of_the_file(root: Path, tree: Element) -> None:
    """The banners of the file are the headings, in its order, but for the header, which declares no term."""
    text = (root / "ontology" / "expograph.ttl").read_text("utf-8")
    banners = re.findall(r"(?m)^# =+\n# ([0-9]+)  ([^:.\n]+)", text)[1:]
    headings = [said(e) for e in tree.iter(f"{HTML}h2")]
    assert len(banners) == 10
    assert headings[1:11] == [f"{number} {title}" for number, title in banners]


def test_order_is_that_of_the_file(root: Path, articles: dict[str, Element]) -> None:
    """Terms stand in the order in which the file declares them."""
    text = (root / "ontology" / "expograph.ttl").read_text("utf-8")
    assert list(articles) == re.findall(r"(?m)^expo:(\w+) a ", text)


CHAINS = {
    "memberOf": "If x is member of y and y is subgroup of z, then x is member of z.",
    "place": "If x has place y and y is located in z, then x has place z.",
    "participatingPlace": "If x has delegation y and y represents z, then x has participating place z.",
    "party": "If x has signatory y and y signs for z, then x has party z.",
    "witness": "If x is signed at y and y has witness z, then x has witness z.",
    "releasedAt": "If x is released at y and y is sub-event of z, then x is released at z.",
    "partOf": "If x is part of y and y is part of z, then x is part of z.",
}


def rows(article: Element) -> dict[str, str]:
    """What an article says, by its headings."""
    lists = [e for e in article if e.tag == f"{HTML}dl"]
    cells = [e for one in lists[:1] for e in one]
    return {said(name): said(value) for name, value in zip(cells[::2], cells[1::2], strict=True)}


def test_chains_in_words(ontology: Store, articles: dict[str, Element]) -> None:
    """Every property chain of the ontology is a sentence, and so is what a transitive property means."""
    stated_chains = list(ontology.quads_for_pattern(None, NamedNode(OWL + "propertyChainAxiom"), None))
    assert len(stated_chains) == len(CHAINS) - 1
    found = {place: rows(one).get("Follows from") for place, one in articles.items()}
    assert {place: found[place] for place in CHAINS} == CHAINS
    transitive = ontology.quads_for_pattern(
        None, NamedNode(RDF + "type"), NamedNode(OWL + "TransitiveProperty")
    )
    assert len([s for s in found.values() if s]) == len(stated_chains) + len(list(transitive))


def test_rows_of_some_terms(articles: dict[str, Element]) -> None:
    """What is said of a term, worked out by hand: inherited, by an inverse, in words, aligned."""
    assert rows(articles["memberOf"])["Domain includes"] == "place (by its inverse member)"
    assert rows(articles["previousEdition"])["Inverse"] == "next edition"
    assert rows(articles["nextEdition"])["Inverse"] == "previous edition"
    assert rows(articles["exhibitor"])["Range"] == "agent (from participant)"
    assert rows(articles["OnlineEdition"])["Is the same as"] == "edition with mode online"
    assert rows(articles["Country"])["Told apart by"] == "alpha-2 code"
    assert rows(articles["exhibitors"])["value kind"] == "count (inherited)"
    assert rows(articles["exhibitors"])["counted too"] == "participating bodies"
    assert rows(articles["Claim"])["Disjoint with"].startswith("derived claim")
    assert "close match wd:Q57305" not in said(articles["Event"])
    assert "sub-class of schema:Event, close match" in rows(articles["Event"])["Alignments"]
    assert rows(articles["Unit"])["Code list"] == "units"
    assert "Individuals" not in rows(articles["Unit"])
    assert rows(articles["Projection"])["Individuals"] == "forecast, target"
    assert rows(articles["Count"])["Is a"] == "value kind"
    assert rows(articles["earlierEdition"])["Note"].startswith("A cycle among editions")
    assert rows(articles["earlierEdition"])["Sub-properties"] == "previous edition"
    assert "object property, functional, asymmetric, irreflexive" in said(articles["previousEdition"])


def test_examples_are_in_the_graph(tree: Element, articles: dict[str, Element]) -> None:
    """Each quote is one of the graph's, and no document's whole sentence; an example's reading is right."""
    store = graph(PROJECT, named=False)
    exact = {
        q.object.value
        for q in store.quads_for_pattern(None, NamedNode(OA + "exact"), None)
        if isinstance(q.object, Literal)
    }
    quotes = ["".join(e.itertext()) for e in tree.iter(f"{HTML}q")]
    assert len(quotes) > 200
    assert set(quotes) <= exact
    assert max(map(len, quotes)) <= 90
    text = said(articles["exhibitors"])
    assert "More than 2,000 exhibitors more than 2,000 (2000, ∞) 18th China International" in text
    assert "said by PR Newswire" in text
    assert "75 percent" in said(articles["share"]) or "percent" in said(articles["exhibitorShare"])


def test_every_constraint_is_told(tree: Element, articles: dict[str, Element]) -> None:
    """Each message of a shape stands at a term, or with those of none; what stands for a value is named."""
    messages = {
        o.value
        for objects in load(PROJECT.shapes).index[NamedNode(SH + "message")].values()
        for o in objects
        if isinstance(o, Literal)
    }
    told = {said(e) for e in tree.iter(f"{HTML}li")}
    assert len(messages) > 90
    missing = [
        m
        for m in messages
        if not any(re.sub(r"\{[?$](\w+)\}", r"‹\1›", " ".join(m.split())) in t for t in told)
    ]
    assert missing == []
    order = (
        "violation expo:startDate is not after expo:endDate. Check the order of the dates and their years."
    )
    assert all(order in said(articles[term]) for term in ("startDate", "endDate"))
    assert len(told & {said(e) for e in articles["Event"].iter(f"{HTML}li")}) >= 5


def test_uses_are_told(tree: Element, articles: dict[str, Element]) -> None:
    """A term names the questions and rules in whose text it stands, and these are described below."""
    used = said(articles["shareOf"])
    assert "part-of-share" in used
    question = "exhibitors"
    assert question in said(articles["exhibitors"]).split("Questions")[1]
    described = {e.attrib["id"] for e in tree.iter(f"{HTML}dt") if "id" in e.attrib}
    names = [p.stem for p in [*(PROJECT.root / "queries").glob("*.rq"), *PROJECT.rules]]
    assert len(names) >= 75
    assert {f"-query-{p.stem}" for p in (PROJECT.root / "queries").glob("*.rq")} <= described
    assert {f"-rule-{p.stem}" for p in PROJECT.rules} <= described


def test_code_lists_are_there(ontology: Store, tree: Element) -> None:
    """Every concept of a code list has a row; long lists are folded."""
    concepts = {q.subject for q in ontology.quads_for_pattern(None, NamedNode(SKOS + "inScheme"), None)}
    listed = [e for e in tree.iter(f"{HTML}tr") if "id" in e.attrib]
    assert len(listed) == len(concepts) > 700
    folded = [e for e in tree.iter(f"{HTML}details") if list(e.iter(f"{HTML}table"))]
    assert "country:CN" in {e.attrib["id"] for d in folded for e in d.iter(f"{HTML}tr") if "id" in e.attrib}


def test_first_version(tree: Element) -> None:
    """Where there is no earlier version the page says so."""
    text = said(tree)
    assert "This is the first version." in text
    assert "None: every term is in force." in text


def test_diagram(tree: Element) -> None:
    """The diagram shows the main classes; its parts are links, and the same stands below in words."""
    svg = next(e for e in tree.iter() if e.tag.endswith("}svg"))
    links = [e.attrib["href"] for e in svg.iter() if "href" in e.attrib]
    assert {"#Event", "#Series", "#Place", "#Agent", "#Agreement", "#Assertion", "#Work"} <= set(links)
    assert {"#series", "#place", "#involves", "#signedAt", "#evidence", "#saidBy"} <= set(links)
    boxes = [e for e in svg.iter() if e.tag.endswith("}rect")]
    arrows = [e for e in svg.iter() if e.tag.endswith("}path") and "marker-end" in e.attrib]
    assert len(boxes) >= 15
    assert len(arrows) >= 20
    words = {said(e) for e in tree.iter(f"{HTML}li")}
    assert "event: dates → period" in words


def test_trees(tree: Element) -> None:
    """Classes and properties stand below what they are kinds of; one with two kinds above it stands twice."""
    trees = [e for e in tree.iter(f"{HTML}details") if said(e[0]).endswith("as a tree")]
    assert [said(e[0]) for e in trees] == ["Classes as a tree", "Properties as a tree"]
    links = [[e.attrib["href"] for e in one.iter(f"{HTML}a")] for one in trees]
    assert links[0][links[0].index("#Event") :][:3] == ["#Event", "#Edition", "#FairEdition"]
    assert links[1].count("#venue") == 2
    assert len(links[0]) > 30
    assert len(links[1]) > 110


def test_about_the_ontology(ontology: Store, tree: Element) -> None:
    """Version, licence and namespace stand at the head, as the ontology states them."""
    head = said(next(tree.iter(f"{HTML}header")))
    header = NamedNode(ONTOLOGY[:-1])
    for predicate in (OWL + "versionInfo", OWL + "versionIRI", DCTERMS + "license", DCTERMS + "description"):
        values = [q.object.value for q in ontology.quads_for_pattern(header, NamedNode(predicate), None)]
        assert values
        assert all(value in head for value in values)


def luminance(colour: str) -> float:
    """How light a colour #rrggbb or #rgb is (WCAG 2.2, relative luminance)."""
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast(fresh: bytes) -> None:
    """Every colour of text stands out from every ground, by light, by dark and on paper (WCAG 2.2, 1.4.3)."""
    palettes = [
        dict(re.findall(r"--(\w+): (#\w+)", p)) for p in re.findall(r":root \{(.*?)\}", fresh.decode(), re.S)
    ]
    assert len(palettes) == 3
    for palette in palettes:
        for ground in ("paper", "tint"):
            for ink in ("ink", "soft", "accent"):
                low, high = sorted(luminance(palette[name]) for name in (ground, ink))
                assert (high + 0.05) / (low + 0.05) >= 4.5


def test_mentions_are_curies() -> None:
    """Short IRIs are found in messages, and no full stop after them."""
    assert CURIE.findall("Use expo:venue. Or (skos:altLabel), at 10:30.") == ["expo:venue", "skos:altLabel"]
