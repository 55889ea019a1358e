"""The parameters of SHACL Core that look at no other shape, turned into constraints (section 4)."""

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode, Store

from expograph.namespaces import SH, XSD
from expograph.shacl import components as core
from expograph.shacl.graph import ShapesGraph
from expograph.shacl.model import Constraint, Counted, RowsTest, Scope, ValueTest
from expograph.shacl.terms import Node, Term, sh, short

BOUNDS = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
REPEATABLE = {"class", "equals", "disjoint", "lessThan", "lessThanOrEquals", "hasValue"}


def component(name: str) -> NamedNode:
    """The constraint component of a parameter."""
    return sh(f"{name[0].upper()}{name[1:]}ConstraintComponent")


def constraint(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint | None:
    """The constraint that a value of a parameter makes, or None where it switches none on.

    Args:
        graph: The shapes graph.
        shape: The shape.
        name: The local name of the parameter, a key of `READERS`.
        value: Its value.

    Raises:
        ShapesError: for a value that the parameter does not allow, naming the shape.
    """
    if name not in REPEATABLE:
        graph.one(shape, sh(name))
    return READERS[name](graph, shape, name, value)


def integer(graph: ShapesGraph, shape: Node, name: str, value: Term) -> int:
    """The value as an integer, which the parameter must be."""
    if isinstance(value, Literal) and value.datatype.value == XSD + "integer":
        try:
            return max(int(value.value), 0)
        except ValueError:
            pass
    raise graph.error(shape, f"sh:{name} must be an integer, not {value}")


def _iri(graph: ShapesGraph, shape: Node, name: str, value: Term) -> NamedNode:
    if not isinstance(value, NamedNode):
        raise graph.error(shape, f"sh:{name} must be an IRI, not {value}")
    return value


def _of_values(says: str, test: Callable[[NamedNode], ValueTest]) -> "Reader":
    def read(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
        iri = _iri(graph, shape, name, value)
        return Constraint(component(name), says.format(short(iri)), value=test(iri))

    return read


def _of_rows(says: str, test: Callable[[NamedNode], RowsTest]) -> "Reader":
    def read(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
        iri = _iri(graph, shape, name, value)
        return Constraint(component(name), says.format(short(iri)), rows=test(iri))

    return read


def _of_length(says: str, op: str) -> "Reader":
    def read(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
        n = integer(graph, shape, name, value)
        return Constraint(component(name), says.format(n), value=core.length(op, n))

    return read


def _count(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    return counting(name, integer(graph, shape, name, value), "values", lambda scope, value: "")


def counting(name: str, n: int, what: str, keep: Callable[[Scope, str], str]) -> Constraint:
    """The constraint that at least, or at most, n values are there, of those that `keep` says."""
    fewer = name.lower().endswith("mincount")
    bound = Counted(n if fewer else n + 1, fewer, keep)
    says = f"{'fewer' if fewer else 'more'} than {n} {what}"
    return Constraint(component(name), says, focus=core.counted(bound), counted=bound)


def _node_kind(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    kind = _iri(graph, shape, name, value)
    if kind.value.removeprefix(SH) not in core.NODE_KINDS:
        raise graph.error(shape, f"sh:nodeKind: {kind} is no node kind")
    return Constraint(component(name), f"value must be of kind {short(kind)}", value=core.node_kind(kind))


def _bound(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    if not isinstance(value, Literal):
        raise graph.error(shape, f"sh:{name} must be a literal, not {value}")
    op = BOUNDS[name]
    return Constraint(component(name), f"value must be {op} {value.value}", value=core.compared(op, value))


def _pattern(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    flags = graph.one(shape, sh("flags"))
    if not isinstance(value, Literal) or not (flags is None or isinstance(flags, Literal)):
        raise graph.error(shape, "sh:pattern and sh:flags must be strings")
    arguments = ", ".join(str(Literal(x.value)) for x in (value, flags) if x is not None)
    if not Store().query(f"ASK {{ FILTER(REGEX('', {arguments}) IN (true, false)) }}"):
        raise graph.error(shape, f"sh:pattern: {arguments} is not a regular expression of SPARQL")
    return Constraint(component(name), f"text must match {value.value}", value=core.pattern(value, flags))


def _language_in(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    members = graph.members(shape, value)
    ranges = [m.value for m in members if isinstance(m, Literal)]
    if len(ranges) < len(members):
        raise graph.error(shape, "sh:languageIn must list language ranges as strings")
    return Constraint(
        component(name), f"language must be one of {', '.join(ranges)}", value=core.language_in(ranges)
    )


def _in(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    members = graph.members(shape, value)
    return Constraint(
        component(name), f"value must be one of {len(members)} listed terms", value=core.within(members)
    )


def _has_value(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint:
    return Constraint(component(name), f"{value} must be among the values", focus=core.has_value(value))


def _unique_lang(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint | None:
    if not graph.boolean(shape, sh(name)):
        return None
    return Constraint(component(name), "two values have the same language", rows=core.unique_lang())


def _closed(graph: ShapesGraph, shape: Node, name: str, value: Term) -> Constraint | None:
    if not graph.boolean(shape, sh(name)):
        return None
    ignored = graph.one(shape, sh("ignoredProperties"))
    members = graph.members(shape, ignored) if ignored is not None else []
    members += [p for inner in graph.objects(shape, sh("property")) for p in graph.objects(inner, sh("path"))]
    allowed = sorted({p for p in members if isinstance(p, NamedNode)}, key=str)
    return Constraint(component(name), "the shape is closed to this property", rows=core.closed(allowed))


Reader = Callable[[ShapesGraph, Node, str, Term], Constraint | None]
READERS: dict[str, Reader] = {
    "class": _of_values("value must be an instance of {}", core.instance_of),
    "datatype": _of_values("value must be a well-formed literal of {}", core.datatype),
    "nodeKind": _node_kind,
    "minCount": _count,
    "maxCount": _count,
    **dict.fromkeys(BOUNDS, _bound),
    "minLength": _of_length("text must have at least {} characters", ">="),
    "maxLength": _of_length("text must have at most {} characters", "<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _of_rows("the values must be those of {}", core.equals),
    "disjoint": _of_values("value must not be a value of {}", core.disjoint),
    "lessThan": _of_rows("value must be less than those of {}", lambda p: core.less_than("<", p)),
    "lessThanOrEquals": _of_rows(
        "value must not be more than those of {}", lambda p: core.less_than("<=", p)
    ),
    "closed": _closed,
    "hasValue": _has_value,
    "in": _in,
}
