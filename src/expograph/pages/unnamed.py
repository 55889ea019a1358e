"""Blank nodes as pages show them: what is said of them where they stand, lists as lists, to a depth."""

from collections import defaultdict

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from expograph.namespaces import RDF
from expograph.ontology import Term
from expograph.pages import saying
from expograph.pages.lines import Property, Value
from expograph.pages.model import Cell
from expograph.pages.view import View

DEPTH = 6
"""How far blank nodes within blank nodes are told of; what lies below has its name alone."""
LONGEST = 100
"""Members of a list that are shown."""
FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))


def value(view: View, term: Term, depth: int = DEPTH) -> Value:
    """A value that may be a blank node, with all that is said of it."""
    if not isinstance(term, BlankNode) or not depth:
        return Value(saying.plain(view, term), "", (), "", term)
    members = listed(view.shelf.store, term)
    if members:
        items = tuple(value(view, member, depth - 1) for member in members[:LONGEST])
        more = (Value(Cell(note=view.told("…")), "", (), ""),) if len(members) > LONGEST else ()
        return Value(Cell(), "", (), "", term, items=items + more)
    return Value(Cell(), "", (), "", term, parts=parts(view, term, depth))


def parts(view: View, node: BlankNode, depth: int) -> tuple[Property, ...]:
    """What is said of a blank node."""
    found: defaultdict[str, list[Term]] = defaultdict(list)
    for quad in view.shelf.store.quads_for_pattern(node, None, None, DefaultGraph()):
        found[quad.predicate.value].append(quad.object)
    return tuple(
        Property(
            view.name(NamedNode(prop)),
            tuple(value(view, term, depth - 1) for term in sorted(terms, key=str)),
            len(terms),
            prop,
        )
        for prop, terms in sorted(found.items())
    )


def listed(store: Store, node: BlankNode) -> list[Term]:
    """The members of a list (RDF Schema 1.1, section 5.2); none where it is no list, or goes round."""
    found: list[Term] = []
    seen: set[Term] = set()
    at: Term = node
    while at != NIL:
        if not isinstance(at, NamedNode | BlankNode) or at in seen:
            return []
        seen.add(at)
        first, rest = (
            [q.object for q in store.quads_for_pattern(at, prop, None, DefaultGraph())]
            for prop in (FIRST, REST)
        )
        if len(first) != 1 or len(rest) != 1:
            return []
        found.append(first[0])
        at = rest[0]
    return found
