"""The terms of the ontology and their use: what is used is declared, what is declared is used, as it says."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from expograph import query
from expograph.namespaces import ONTOLOGY, RDF
from expograph.project import Project, default_root
from expograph.quality import stated

PROJECT = Project(default_root())
ROOT = PROJECT.root
# What uses terms, and how many files there are at least.
USERS = {
    **{
        "queries/**/*.rq": 130,
        "mappings/**/*.ttl": 15,
        "ontology/shapes/*.ttl": 8,
        "ontology/rules/*.rq": 35,
    },
    **{
        "tests/rules/*.ttl": 1,
        "ontology/vocabularies/*.ttl": 19,
        "tests/example/mappings/**/*.ttl": 3,
        "tests/at_large/**/*.ttl": 9,
    },
}
PREFIX = re.compile(r"(?:@prefix|PREFIX)\s+(\w*):\s*<([^>]+)>")
# Nobody need say them: a class that follows from its definition, and the reader of all that name no other.
UNSAID = {"OnlineEdition", "Name"}
NAME = re.compile(r"(?<![\w/:?$#-])(\w*):([A-Za-z]\w*)")
COMMENT = re.compile(r"(?m)(?:^|\s)#[^+\n].*")
# What speaks of a term and does not use it: comments, headers of queries, messages, other words in quotes.
SPEECH = re.compile(r"""(?m)"(?:[^"\\\n]|\\.)*"|(?:^|\s)#.*""")


def terms_of(path: Path, left_out: re.Pattern[str] = COMMENT) -> set[str]:
    """The local names of the ontology's terms that stand in a file of Turtle or SPARQL, left_out apart."""
    text = path.read_text("utf-8")
    prefixes = {"expo": ONTOLOGY, **dict(PREFIX.findall(text))}
    code = left_out.sub(" ", text.replace('"""', " "))
    return {name for prefix, name in NAME.findall(code) if prefixes.get(prefix) == ONTOLOGY}


@pytest.fixture(scope="module")
def ontology() -> Store:
    """What the ontology, its code lists and alignments state."""
    return stated(PROJECT.ontology)


@pytest.fixture(scope="module")
def declared(ontology: Store) -> set[str]:
    """The local names of the ontology's terms."""
    typed = {q.subject for q in ontology.quads_for_pattern(None, NamedNode(RDF + "type"), None)}
    return {
        t.value.removeprefix(ONTOLOGY)
        for t in typed
        if isinstance(t, NamedNode) and t.value.startswith(ONTOLOGY)
    }


@pytest.mark.parametrize("pattern", USERS)
def test_what_is_used_is_declared(pattern: str, declared: set[str]) -> None:
    """No query, mapping, shape, rule, code list or example names a term that the ontology does not have."""
    found = sorted(ROOT.glob(pattern))
    assert len(found) >= USERS[pattern]
    unknown = {path.name: terms_of(path) - declared for path in found}
    assert {name: terms for name, terms in unknown.items() if terms} == {}


def files() -> set[Path]:
    """All that uses terms."""
    return {path for pattern in USERS for path in ROOT.glob(pattern)}


def reached(ontology: Store, used: set[str]) -> set[str]:
    """The terms that are used, and those by which the ontology tells what these are, and so on."""
    found = {NamedNode(ONTOLOGY + name) for name in used}
    while True:
        said = {term for q in ontology if q.subject in found for term in (q.predicate, q.object)}
        if said <= found:
            return {term.value.removeprefix(ONTOLOGY) for term in found if isinstance(term, NamedNode)}
        found |= said


def test_what_is_declared_is_used(ontology: Store, declared: set[str]) -> None:
    """Every term serves a query, mapping, shape, rule, code list or example, or tells what one that does is.

    Two terms that only speak of each other, or one that only a comment or a message names, serve nothing.
    """
    used = {term for path in files() for term in terms_of(path, SPEECH)}
    assert len(declared & used) > 290
    assert declared - reached(ontology, used) == UNSAID


def test_what_serves_nothing_is_found(ontology: Store, tmp_path: Path) -> None:
    """Terms that prop each other up, and one that is only spoken of, are not taken for used."""
    file = tmp_path / "spoken.rq"
    file.write_text(
        '#+ summary: expo:chatter\n# expo:gossip\nSELECT * { ?s expo:label "expo:rumour" } # expo:hearsay'
    )
    assert terms_of(file, SPEECH) == {"label"}
    store = Store()
    store.extend(ontology)
    for one, other in (("Pot", "Lid"), ("Lid", "Pot")):
        subject, above = NamedNode(ONTOLOGY + one), NamedNode(ONTOLOGY + other)
        store.add(Quad(subject, NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"), above))
    assert not {"Pot", "Lid"} & reached(store, {"exhibitors"})
    assert {"Pot", "Lid", "count"} <= reached(store, {"exhibitors", "Lid"})


def test_nothing_of_ours_uses_a_deprecated_term(ontology: Store) -> None:
    """No query, view, check, mapping, shape, rule, code list or example names a term that is going."""
    marked = ontology.quads_for_pattern(None, NamedNode("http://www.w3.org/2002/07/owl#deprecated"), None)
    assert users({q.subject.value.removeprefix(ONTOLOGY) for q in marked}) == set()
    assert {"exhibitors.rq", "cisce-2-closing.ttl"} <= users({"exhibitors"})


def users(terms: set[str]) -> set[str]:
    """The names of the files that name one of the terms."""
    return {path.name for path in files() if terms & terms_of(path)}


INCLUDES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?property ?thing WHERE {
    { SELECT DISTINCT ?property WHERE {
        ?property rdfs:subPropertyOf*/%(list)s ?some ; a ?kind .
        FILTER ( ?kind IN ( owl:ObjectProperty, owl:DatatypeProperty ) )
    } }
    %(use)s FILTER ( STRSTARTS(STR(?thing), "https://w3id.org/expograph/id/") )
    FILTER NOT EXISTS { ?property rdfs:subPropertyOf*/%(list)s ?class . ?thing a ?class }
}"""


@pytest.mark.parametrize(
    ("list_", "use"),
    [
        ("schema:domainIncludes", "?thing ?property ?value ."),
        ("schema:rangeIncludes", "?some ?property ?thing ."),
    ],
)
def test_lists_of_classes_are_right(list_: str, use: str) -> None:
    """What a property joins in the graph is of one of the classes that the ontology lists for it."""
    store = query.load(PROJECT, named=False)
    rows = store.query(INCLUDES % {"list": list_, "use": use})
    assert isinstance(rows, QuerySolutions)
    assert [f"{row['property']} {row['thing']}" for row in rows] == []
    listed = f"PREFIX schema: <https://schema.org/> SELECT ?p WHERE {{ ?p {list_} ?class }}"
    assert len(list(store.query(listed))) >= 60
