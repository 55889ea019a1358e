"""A SPARQL constraint asked once for all focus nodes finds what substitution finds node by node."""

import random
import re
from collections import Counter
from importlib import import_module
from itertools import count

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store
from shacl_texts import read, results, sparql

from expograph.shacl import compile_shapes, validate
from expograph.shacl.prebind import Prepared, put_constants
from expograph.shacl.tokens import parse

NODES = [f"http://example.org/n{i}" for i in range(6)]
PREDICATES = [f"http://example.org/{name}" for name in "pqr"]
QUERIES = {
    "filter alone": "SELECT $this WHERE { FILTER($this != :n1) }",
    "triples": "SELECT $this ?value WHERE { $this :p ?value . ?value :q ?x }",
    "filter in a group": "SELECT $this ?value WHERE { ?value :p :n2 . { FILTER($this = :n2) } }",
    "filter two groups down": "SELECT $this WHERE { { { FILTER(bound($this)) } FILTER($this != :n3) } }",
    "bind before": "SELECT $this ?value WHERE { BIND($this AS ?value) $this :p ?x }",
    "bind alone": "SELECT $this ?value WHERE { BIND(STR($this) AS ?value) }",
    "optional only": """SELECT $this ?value { ?x :p ?value .
        OPTIONAL { $this :q ?x . ?x :r ?y } FILTER(!bound(?y)) }""",
    "first seen in optional": """SELECT $this ?value { ?value :q :n1 .
        OPTIONAL { ?value :p $this . $this :p ?x } }""",
    "filter in optional": """SELECT $this ?value ?x WHERE { ?value :p ?y
        OPTIONAL { ?value :q ?x FILTER(?x = $this) } }""",
    "bind in optional": "SELECT $this ?value WHERE { $this :p ?x OPTIONAL { BIND($this AS ?value) } }",
    "optional in optional": """SELECT $this ?value ?y WHERE { $this :p ?value
        OPTIONAL { ?value :q ?x OPTIONAL { ?x :r ?y FILTER(?y != $this) } } }""",
    "union": "SELECT $this ?value WHERE { { $this :p ?value } UNION { ?value :q $this } }",
    "union, one branch without": "SELECT $this ?value WHERE { { $this :p ?value } UNION { :n1 :q ?value } }",
    "union of filters": "SELECT $this WHERE { { FILTER($this = :n1) } UNION { FILTER($this = :n2) } }",
    "optional before triples": "SELECT $this ?value WHERE { OPTIONAL { $this :p ?value } $this :q ?x }",
    "sub-query": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { ?value :p $this } } }",
    "sub-query that filters": "SELECT $this WHERE { { SELECT $this WHERE { FILTER($this = :n1) } } }",
    "sub-query, distinct": "SELECT $this ?y { $this :p ?x { SELECT DISTINCT $this ?y { ?y :q ?z } } }",
    "not exists": "SELECT $this WHERE { FILTER NOT EXISTS { $this :p ?x . ?x :q ?y . ?y :r ?z } }",
    "exists, lists": """SELECT $this WHERE {
        FILTER EXISTS { ?x :p $this , ?y ; :q ?z . FILTER(?z != $this && ?y != ?z) } }""",
    "not exists in exists": """SELECT $this ?value WHERE { $this :p ?value
        FILTER EXISTS { ?value :q ?x . ?x :r ?y . FILTER NOT EXISTS { ?y :p $this . $this :q ?y } } }""",
    "exists of a group": """SELECT $this { FILTER NOT EXISTS { { FILTER($this = :n1) }
        UNION { $this :p :n2 } } }""",
    "sequences in exists": """SELECT $this WHERE {
        FILTER NOT EXISTS { ?y :p/:q ?x . ?x ^:r/:p $this FILTER(?x != ?y) } }""",
    "exists in an expression": """SELECT $this ?value WHERE { $this :q ?value
        FILTER(EXISTS { $this :p ?x . ?x :p ?y } || ?value = :n3) }""",
    "paths": """SELECT $this ?value { $this :p/^:q ?value
        FILTER EXISTS { ?value (:p|:r)+ $this . $this :q ?x } }""",
    "minus sign and strings": """SELECT $this ?value WHERE { # $this { is a comment
        $this :p ?value . FILTER(STR(?value) != '} $this' && 3 -1 > 1) }""",
}


def graph(seed: int) -> Store:
    """A small random graph."""
    chance = random.Random(seed)
    store = Store()
    for _ in range(chance.randint(3, 16)):
        s, p, o = chance.choice(NODES), chance.choice(PREDICATES), chance.choice(NODES)
        store.add(Quad(NamedNode(s), NamedNode(p), NamedNode(o)))
    return store


def substituted(query: str, node: str) -> str:
    """The query with the node in place of $this, as the standard defines pre-binding."""
    parsed = parse("PREFIX : <http://example.org/>\n" + query)
    put_constants(parsed, {"this": f"<{node}>"})
    text = Prepared(parsed, set(), None).text("")
    fresh = count()
    return re.sub(r"SELECT( DISTINCT)?", lambda m: f"{m.group()} (1 AS ?one{next(fresh)})", text)


@pytest.mark.parametrize("name", QUERIES)
def test_once_is_as_good_as_node_by_node(name: str) -> None:
    """If a query is asked for all focus nodes at once, then its solutions are those of asking for each."""
    query, found = QUERIES[name], 0
    shapes = compile_shapes(read(sparql(query, "sh:targetNode " + ", ".join(f"<{n}>" for n in NODES))))
    (constraint,) = shapes.shapes[0].constraints
    assert constraint.select is not None
    assert constraint.select.query.one_by_one is None
    for seed in range(25):
        store = graph(seed)
        ours = Counter((str(r.focus), str(r.value)) for r in validate(store, shapes))
        theirs: Counter[tuple[str, str]] = Counter()
        for node in NODES:
            answer = store.query(substituted(query, node))
            assert isinstance(answer, QuerySolutions)
            has_value = any(v.value == "value" for v in answer.variables)
            for solution in answer:
                value = (solution["value"] if has_value else None) or NamedNode(node)
                theirs[f"<{node}>", str(value)] += 1
        assert ours == theirs
        found += sum(ours.values())
    assert found


DATA = ":a :q 1, 2 . :b :q 5, 7, 6 . _:c :q 3, 4 ."
TARGETS = "sh:targetSubjectsOf :q"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("SELECT $this ?value WHERE { $this :q ?value } ORDER BY ?value LIMIT 1", ["1", "3", "5"]),
        ("SELECT $this ?value WHERE { $this :q ?value } ORDER BY ?value OFFSET 1", ["2", "4", "6", "7"]),
        (
            """SELECT $this ?value WHERE {
                { SELECT $this ?value WHERE { $this :q ?value } ORDER BY DESC(?value) LIMIT 1 } }""",
            ["2", "4", "7"],
        ),
    ],
)
def test_limits_count_for_each_focus_node(query: str, values: list[str]) -> None:
    """If a query has LIMIT or OFFSET, then it is asked node by node, blank nodes too."""
    shapes = compile_shapes(read(sparql(query, TARGETS)))
    select = shapes.shapes[0].constraints[0].select
    assert select is not None
    assert "LIMIT and OFFSET" in str(select.query.one_by_one)
    found = validate(read(DATA), shapes)
    assert sorted(r.value.value for r in found if r.value is not None) == values


def test_a_count_is_per_focus_node() -> None:
    """If a query groups by $this, then it counts for each focus node."""
    query = "SELECT $this (SUM(?n) AS ?value) WHERE { $this :q ?n } GROUP BY $this HAVING (COUNT(?n) > 2)"
    (result,) = results(DATA, sparql(query, TARGETS))
    assert (str(result.focus), result.value.value) == ("<http://example.org/b>", "18")


def test_a_triple_in_two_graphs_counts_once() -> None:
    """If two named graphs hold the same triple, then a COUNT sees one: the data graph is their union."""
    query = "SELECT $this WHERE { $this :q ?n } GROUP BY $this HAVING (COUNT(?n) > 1)"
    store = Store()
    for name in ("one", "two"):
        store.extend(Quad(*t, NamedNode(f"http://example.org/{name}")) for t in read(":a :q 1 ."))
    assert validate(store, compile_shapes(read(sparql(query, TARGETS)))) == []


def test_graph_clauses_see_the_named_graphs() -> None:
    """If a query asks GRAPH ?g, then the named graphs answer, also where $this is not bound before."""
    store = Store()
    for name in ("one", "two"):
        store.extend(Quad(*t, NamedNode(f"http://example.org/{name}")) for t in read(f":a :q :{name} ."))
    for query in (
        "SELECT $this ?value WHERE { GRAPH ?value { $this :q :two } }",
        "SELECT $this ?value WHERE { GRAPH ?value { ?x :q :two . { FILTER($this = ?x || bound($this)) } } }",
    ):
        (result,) = validate(store, compile_shapes(read(sparql(query, TARGETS))))
        assert str(result.value) == "<http://example.org/two>"


def test_a_query_may_stand_in_a_nested_shape() -> None:
    """If sh:not or sh:node looks at a shape with queries, then they decide who conforms."""
    inner = sparql("SELECT $this WHERE { $this :q ?n . ?x :q ?m . FILTER(?n > 4) }", "sh:deactivated false")
    grouped = sparql(
        "SELECT $this WHERE { $this :q ?n } GROUP BY $this HAVING (COUNT(?n) > 2)", "sh:deactivated false"
    )
    for shape in (inner, grouped):
        (negated,) = results(":a :q 1 . :b :q 5, 6, 7 .", f"{shape} :T sh:targetNode :a, :b ; sh:not :S .")
        (required,) = results(":a :q 1 . :b :q 5, 6, 7 .", f"{shape} :T sh:targetNode :a, :b ; sh:node :S .")
        assert (str(negated.focus)[-2], str(required.focus)[-2]) == ("a", "b")


def test_the_number_of_queries_does_not_grow_with_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """If there are a hundred times more focus nodes, then no more queries are asked."""
    run = import_module("expograph.shacl.validate")._Run
    asked: list[str] = []
    ask = run._solutions
    monkeypatch.setattr(
        run, "_solutions", lambda self, query, *more: asked.append(query) or ask(self, query, *more)
    )
    text = sparql(QUERIES["triples"], "sh:targetSubjectsOf :p") + " :S sh:nodeKind sh:IRI ; sh:class :C ."
    shapes, counts = compile_shapes(read(text)), []
    for size in (3, 300):
        asked.clear()
        found = validate(read(" ".join(f":a{i} :p :b{i} . :b{i} :q :c ." for i in range(size))), shapes)
        assert len(found) == 2 * size
        counts.append(len(asked))
    assert counts == [3, 3]
