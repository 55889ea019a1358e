"""Terms and triples as a person would write them; what has no name of its own is written out."""

from pyoxigraph import Literal, NamedNode

from expograph.explain.graph import Graph, Statement
from expograph.namespaces import RDF, SKOS, expo
from expograph.ontology import TYPE, Term, short
from expograph.skolem import GENID
from expograph.table import CONTROL, NUMERIC, grouped

FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
DEFINITION, RULE = NamedNode(SKOS + "definition"), expo("Rule")


def statement(graph: Graph, said: Statement) -> str:
    """A triple on one line; of a rule its sentence."""
    subject, predicate, value = said
    if predicate == DEFINITION and isinstance(value, Literal) and RULE in _types(graph, subject):
        return value.value
    return " ".join(term(graph, t) for t in said)


def term(graph: Graph, one: Term) -> str:
    """A term in short; a list, a restriction or an inverse by what the ontology says of it."""
    if isinstance(one, NamedNode) and one.value.startswith(GENID):
        return _written_out(graph, one)
    if isinstance(one, Literal) and one.language:
        text = f'"{one.value}"@{one.language}'
    elif isinstance(one, Literal) and one.datatype.value in NUMERIC:
        text = grouped(one.value)
    else:
        text = short(one)
    return text.translate(CONTROL)


def _types(graph: Graph, thing: Term) -> set[Term]:
    return {q.object for q in graph.said.get(thing, ()) if q.predicate == TYPE}


def _written_out(graph: Graph, node: NamedNode) -> str:
    """A node without a name as Turtle would nest it."""
    number = graph.number(node)
    if graph.one(number, FIRST) is not None:
        return f"( {' '.join(term(graph, member) for member in _members(graph, node))} )"
    said = [(q.predicate, q.object) for q in graph.said.get(node, ())]
    pairs = (f"{term(graph, p)} {term(graph, o)}" for p, o in sorted(said, key=str))
    return f"[ {' ; '.join(pairs)} ]"


def _members(graph: Graph, head: Term) -> list[Term]:
    """The members of a list."""
    found: list[Term] = []
    while (member := graph.one(graph.number(head), FIRST)) is not None:
        found.append(member)
        head = graph.one(graph.number(head), REST) or NIL
    return found
