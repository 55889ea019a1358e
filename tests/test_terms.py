"""The terms of the ontology and their use: what is used is declared, what is declared is used, as it says."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

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


def terms_of(path: Path) -> set[str]:
    """The local names of the ontology's terms that a file of Turtle or SPARQL uses."""
    text = path.read_text("utf-8")
    prefixes = {"expo": ONTOLOGY, **dict(PREFIX.findall(text))}
    return {name for prefix, name in NAME.findall(COMMENT.sub(" ", text)) if prefixes.get(prefix) == ONTOLOGY}


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
    files = sorted(ROOT.glob(pattern))
    assert len(files) >= USERS[pattern]
    unknown = {path.name: terms_of(path) - declared for path in files}
    assert {name: terms for name, terms in unknown.items() if terms} == {}


def test_what_is_declared_is_used(ontology: Store, declared: set[str]) -> None:
    """Every term serves a query, mapping, shape, rule, code list or example, or another term of the ontology.

    A property or class that only leads back to what is used, as the inverse of one does, is used through it.
    """
    files = {path for pattern in USERS for path in ROOT.glob(pattern)}
    used = {term for path in files for term in terms_of(path)}
    within = {q.predicate for q in ontology} | {q.object for q in ontology if q.subject != q.object}
    spoken = {t.value.removeprefix(ONTOLOGY) for t in within if isinstance(t, NamedNode)}
    assert len(declared & used) > 290
    assert declared - used - spoken - UNSAID == set()


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
