"""SHACL-SPARQL: sh:sparql constraints and custom constraint components (SHACL 1.0, sections 5 and 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from expograph.namespaces import GRAPH, OWL
from expograph.shacl.graph import ShapesGraph
from expograph.shacl.model import Constraint, Scope, Select, Shape
from expograph.shacl.paths import Values
from expograph.shacl.prebind import as_pattern, constant_text, prepare, projects_this, put_constants, read
from expograph.shacl.terms import Node, Term, ordered, sh, short
from expograph.shacl.tokens import Query

SHAPES_GRAPH = NamedNode(GRAPH + "shapes")


def sparql_constraints(graph: ShapesGraph, shape: Shape) -> Iterator[Constraint]:
    """The sh:sparql constraints of a shape.

    Raises:
        ShapesError: for a query that does not parse or may not be pre-bound, naming the shape.
    """
    for node in graph.objects(shape.node, sh("sparql")):
        if not isinstance(node, Node):
            raise graph.error(shape.node, f"sh:sparql: {node} is not a SPARQL-based constraint")
        if not graph.boolean(node, sh("deactivated")):
            yield _select(_Source(graph, shape, sh("SPARQLConstraintComponent"), node, {}), node)


@dataclass(frozen=True)
class Component:
    """A custom constraint component: its parameters (path, name, optional) and validators by kind."""

    node: NamedNode
    parameters: tuple[tuple[NamedNode, bool], ...]
    validators: dict[str, list[Node]]


def components(graph: ShapesGraph) -> list[Component]:
    """The constraint components that the shapes graph declares, in a stable order."""
    found = []
    for node in sorted(set(graph.subjects(sh("parameter"))), key=str):
        validators = {
            kind: [v for v in graph.objects(node, sh(kind)) if isinstance(v, Node)]
            for kind in ("nodeValidator", "propertyValidator", "validator")
        }
        if not any(validators.values()):
            raise graph.error(
                node, "declares sh:parameter but no validator (SPARQL functions are not supported)"
            )
        if not isinstance(node, NamedNode):
            raise graph.error(node, "a constraint component must be an IRI")
        found.append(Component(node, tuple(_parameters(graph, node)), validators))
    return found


def _parameters(graph: ShapesGraph, component: Node) -> Iterator[tuple[NamedNode, bool]]:
    for parameter in graph.objects(component, sh("parameter")):
        path = graph.one(parameter, sh("path")) if isinstance(parameter, Node) else None
        if not isinstance(parameter, Node) or not isinstance(path, NamedNode):
            raise graph.error(component, "a sh:parameter must have one IRI as its sh:path")
        yield path, graph.boolean(parameter, sh("optional"))


def custom_constraints(graph: ShapesGraph, shape: Shape, declared: list[Component]) -> Iterator[Constraint]:
    """The constraints of a shape that custom components define."""
    for component in declared:
        given = {path: graph.objects(shape.node, path) for path, _ in component.parameters}
        if not all(given[path] for path, optional in component.parameters if not optional):
            continue
        if not any(given.values()):
            continue
        if len(given) > 1 and any(len(values) > 1 for values in given.values()):
            raise graph.error(shape.node, f"{component.node}: a parameter has more than one value")
        for values in _bindings(given):
            yield from _validated(graph, shape, component, values)


def _bindings(given: dict[NamedNode, list[Term]]) -> list[dict[NamedNode, Term]]:
    if len(given) == 1:
        ((path, values),) = given.items()
        return [{path: value} for value in values]
    return [{path: values[0] for path, values in given.items() if values}]


def _validated(
    graph: ShapesGraph, shape: Shape, component: Component, values: dict[NamedNode, Term]
) -> Iterator[Constraint]:
    specific = component.validators["nodeValidator" if shape.path is None else "propertyValidator"]
    for validator in (specific or component.validators["validator"])[:1]:
        constants = {_local(path): value for path, value in values.items()}
        source = _Source(graph, shape, component.node, validator, constants)
        yield _ask(source) if graph.objects(validator, sh("ask")) else _select(source, None)


def _local(path: NamedNode) -> str:
    """The variable of a parameter: the local name of its path (section 6.2.1)."""
    return path.value.replace("#", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class _Source:
    """Where a query stands, and what is known before it runs."""

    graph: ShapesGraph
    shape: Shape
    component: NamedNode
    node: Node
    constants: dict[str, Term]

    def query(self, kind: str) -> Query:
        """The query, checked, with its constants put in."""
        text = self._text(kind)
        known = self.constants | {"shapesGraph": SHAPES_GRAPH, "currentShape": self.shape.node}
        names = (
            {"this", *known}
            | ({"value"} if kind == "ask" else set())
            | ({"PATH"} if self.shape.path else set())
        )
        try:
            Store().query(text)
            query = read(text, names)
            used = {t.var for t in query.tokens()}
            put = {name: constant_text(term) for name, term in known.items() if name in used}
            put_constants(query, put | ({"PATH": f"({self.shape.path})"} if self.shape.path else {}))
            Store().query(prepare(query).text(""))
        except SyntaxError as error:
            raise self.error(f"{short(sh(kind))}: {_said(error, text)}") from error
        except ValueError as error:
            raise self.error(f"{short(sh(kind))}: {error}") from error
        return query

    def _text(self, kind: str) -> str:
        query = self.graph.one(self.node, sh(kind))
        if not isinstance(query, Literal):
            raise self.error(f"{short(sh(kind))}: one query is required")
        prefixes = self._prefixes()
        return "".join(f"PREFIX {p}: <{n}>\n" for p, n in sorted(prefixes.items())) + query.value

    def _prefixes(self) -> dict[str, str]:
        """The prefixes that sh:prefixes leads to, through owl:imports too (section 5.2.1)."""
        prefixes: dict[str, str] = {}
        seen: set[Term] = set()
        todo = list(self.graph.objects(self.node, sh("prefixes")))
        while todo:
            owner = todo.pop()
            if owner in seen:
                continue
            seen.add(owner)
            todo += self.graph.objects(owner, NamedNode(OWL + "imports"))
            for declared in self.graph.objects(owner, sh("declare")):
                prefix, namespace = (
                    self.graph.objects(declared, sh(name)) for name in ("prefix", "namespace")
                )
                if not (len(prefix) == len(namespace) == 1 and isinstance(prefix[0], Literal)):
                    raise self.error("sh:declare needs one sh:prefix and one sh:namespace")
                name, value = prefix[0].value, getattr(namespace[0], "value", "")
                if prefixes.setdefault(name, value) != value:
                    raise self.error(f"sh:prefixes: {name}: stands for two namespaces")
        return prefixes

    def error(self, what: str) -> Exception:
        """The error about this query, to be raised."""
        return self.graph.error(self.shape.node, what)


def _said(error: SyntaxError, text: str) -> str:
    """What the SPARQL parser found, without the list of all it hoped for; lines are those of the query."""
    place = re.search(r"error at (\d+):(\d+)", str(error))
    what = "undeclared prefix" if "Prefix not found" in str(error) else "the query does not parse"
    if place is None:
        return f"{what}: {error}"
    line = int(place.group(1)) - len(re.findall(r"^PREFIX .*\n", text, re.MULTILINE))
    return f"{what} (line {line}, column {place.group(2)} of the query)"


def _select(source: _Source, constraint: Node | None) -> Constraint:
    """A constraint whose violations are the solutions of a SELECT query."""
    query = source.query("select")
    if not projects_this(query):
        raise source.error("sh:select: the query must return $this")

    def nested(scope: Scope, values: Values) -> str:
        return f"EXISTS {{ {as_pattern(query, {'this': values.this}, scope.fresh()[1:])} }}"

    return Constraint(
        source.component,
        "breaks the rule of a SPARQL query",
        focus=nested,
        select=Select(prepare(query), constraint),
        constants=source.constants,
        messages=ordered(source.graph.objects(source.node, sh("message"))),
    )


def _ask(source: _Source) -> Constraint:
    """A constraint whose violations are the value nodes for which an ASK query says no."""
    query = source.query("ask")

    def test(scope: Scope, this: str, value: str) -> str:
        return f"NOT EXISTS {{ {as_pattern(query, {'this': this, 'value': value}, scope.fresh()[1:])} }}"

    return Constraint(
        source.component,
        "breaks the rule of a SPARQL query",
        value=test,
        constants=source.constants,
        messages=ordered(source.graph.objects(source.node, sh("message"))),
    )
