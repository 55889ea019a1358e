"""Random edits of the graph: told the other way round if the graphs change places, and never missed."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from telling import told

from expograph.diff import Difference, Graph, Item, difference
from expograph.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH, RDFS, XSD, expo

OPPOSITE = {"added": "removed", "removed": "added", "appeared": "gone", "gone": "appeared"}
EDITS = ("drop a triple", "drop a node", "rename", "another value", "another property")
# An edit is a place in the graph, what is done there, and a number that it may need.
recipes = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(EDITS), st.integers(1, 3)), max_size=5)
some = settings(max_examples=20, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def data(quads: list[Quad]) -> Callable[[], list[Quad]]:
    """What the invented project says and derives, and which qualifiers narrow; behind a short name."""
    apart = {ONTOLOGY_GRAPH, INFERRED_GRAPH}
    found = [q for q in quads if q.graph_name not in apart or q.predicate == expo("narrowing")]
    assert len(found) > 900
    found.sort(key=str)
    return lambda: found


def edited(quads: list[Quad], recipe: Iterable[tuple[int, str, int]]) -> list[Quad]:
    """The quads after edits that a hand or an engine might make."""
    for place, kind, number in recipe:
        quad = quads[place % len(quads)]
        if kind == "drop a triple":
            quads = [q for q in quads if q != quad]
        elif kind == "drop a node":
            quads = [q for q in quads if q.subject != quad.subject]
        elif kind == "rename":
            nodes = [term for term in quad.triple if isinstance(term, NamedNode)]
            node = nodes[place % len(nodes)]
            quads = renamed(quads, node, NamedNode(f"{node.value}-{number}"))
        elif kind == "another value":
            quads = [with_number(q, number) if q == quad else q for q in quads]
        else:
            quads = [*quads, Quad(quad.subject, expo(f"more{number}"), quad.object, quad.graph_name)]
    return quads


def renamed(quads: list[Quad], old: NamedNode, new: NamedNode) -> list[Quad]:
    """The quads with another name for a node."""
    return [Quad(*(new if term == old else term for term in (*q.triple, q.graph_name))) for q in quads]


def with_number(quad: Quad, number: int) -> Quad:
    """The quad with a number for its value."""
    value = Literal(str(number), datatype=NamedNode(XSD + "decimal"))
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def rows(items: Iterable[Item], turned: bool) -> list[tuple[object, ...]]:
    """What is told, in short; with old and new in each other's place if turned."""
    found = []
    for item in items:
        sides = [side and (side.get("iri"), side.get("claims")) for side in (item.old, item.new)]
        changes = [(c.what, *((c.new, c.old) if turned else (c.old, c.new))) for c in item.changes]
        moved = item.says if item.says.endswith("elsewhere") else ""
        found.append((moved, *(sides[::-1] if turned and not moved else sides), sorted(changes)))
    return sorted(found, key=str)


def view(found: Difference, turned: bool = False) -> dict[str, object]:
    """All that is told, and the counts."""
    told: dict[str, object] = {
        f"{section.name} {OPPOSITE.get(group, group) if turned else group}": rows(items, turned)
        for section in found.sections
        for group, items in section.groups.items()
    }
    for name, count in (("implied", found.implied), ("inferred", found.inferred)):
        told[name] = (count.added, count.removed) if turned else (count.removed, count.added)
    return told


@some
@given(recipe=recipes)
def test_the_other_way_round_the_opposite_is_told(data, recipe):
    """What comes from A to B goes from B to A, and each change is turned round."""
    old, new = Graph(data()), Graph(edited(data(), recipe))
    there = difference(old, new)
    assert view(there) == view(difference(new, old), turned=True)
    assert bool(there) == bool(difference(new, old))


@some
@given(one=recipes, other=recipes)
def test_graphs_edited_apart(data, one, other):
    """The same holds between two graphs that were edited apart."""
    old, new = Graph(edited(data(), one)), Graph(edited(data(), other))
    assert view(difference(old, new)) == view(difference(new, old), turned=True)


def test_no_triple_is_missed(data):
    """A triple that went is told or counted, unless it only words or places what others say."""
    quads = data()
    whole = Graph(quads)
    wording = {NamedNode(RDFS + "label"), NamedNode(RDFS + "comment")}
    records = {*whole.of_kind("claims"), *whole.of_kind("derived"), *whole.of_kind("conflicts")}
    things = {*whole.of_kind("entities"), *whole.of_kind("documents")}
    checked = 0
    for i in range(0, len(quads), 11):
        quad = quads[i]
        if quad.subject in things or (quad.subject in records and quad.predicate not in wording):
            less = Graph([*quads[:i], *quads[i + 1 :]])
            if quad.triple not in less.triples:
                assert difference(whole, less), quad
                checked += 1
    assert checked > 40


def test_each_kind_of_edit_is_told(data):
    """None of the random edits is one that changes nothing."""
    for kind in EDITS:
        found = difference(Graph(data()), Graph(edited(data(), [(3, kind, 1)])))
        assert found, kind
        assert told(found), kind
