"""Validation: one query for each constraint of each shape, over the whole store."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store, Triple

from expograph.namespaces import GRAPH, RDFS
from expograph.shacl.custom import SHAPES_GRAPH
from expograph.shacl.datatypes import keep
from expograph.shacl.messages import compiled_result, selected_result
from expograph.shacl.model import Constraint, Result, Scope, Select, Shape, Shapes
from expograph.shacl.paths import Values
from expograph.shacl.queries import every_focus, focus_pattern, joined, violations, ways
from expograph.shacl.terms import Term

ONE_NODE = NamedNode(GRAPH + "shacl-focus-node")


def validate(data: Store | Iterable[Triple], shapes: Shapes) -> list[Result]:
    """Validate a data graph.

    Oxigraph keeps numbers, booleans and times by value: `"01"^^xsd:integer` is seen as 1, and a literal of a
    type derived from xsd:integer as an xsd:integer. Shapes that ask for such a type are checked by value if
    data is a store or there is SPARQL among the shapes, and by the name of the type otherwise.

    Args:
        data: A store, of which the union of all graphs is validated and nothing changed; or triples.
        shapes: What `compile_shapes` gave.

    Returns:
        The results, sorted; none means that the data conforms.
    """
    run = _Run(data, shapes)
    found = [result for shape in shapes.shapes if not shape.deactivated for result in run.shape(shape)]
    return sorted(found, key=Result.sort_key)


def untargeted(data: Store | Iterable[Triple], shapes: Shapes) -> list[Shape]:
    """The shapes that ask for focus nodes and get none: a misspelt class, or data that is not there.

    A target node counts if a triple mentions it. `expo:mayHaveNoTargets true` excuses a shape.

    Args:
        data: As for `validate`.
        shapes: What `compile_shapes` gave.
    """
    run = _Run(data, shapes)
    wanted = (s for s in shapes.shapes if not s.deactivated and not s.may_have_no_targets)
    return [shape for shape in wanted if not run.has_focus(shape)]


def _one_graph(data: Store | Iterable[Triple], shapes: Shapes) -> Store:
    """A store with all triples in the default graph, each once.

    A union of graphs inside the query engine would count a triple as often as graphs hold it, which a COUNT
    or a SELECT without DISTINCT in a SPARQL constraint would show.
    """
    graphs = set(data.named_graphs()) if isinstance(data, Store) else set()
    if isinstance(data, Store) and not graphs and not shapes.uses_graphs:
        return data
    merged = Store()
    if isinstance(data, Store):
        merged.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in data)
    else:
        merged.bulk_extend(Quad(s, p, keep(o) if shapes.exact else o) for s, p, o in data)
    if shapes.uses_graphs:
        if isinstance(data, Store):
            merged.bulk_extend(quad for quad in data if quad.graph_name in graphs)
        merged.bulk_extend(Quad(t.subject, t.predicate, t.object, SHAPES_GRAPH) for t in shapes.triples)
    return merged


def _subclasses(store: Store) -> dict[Term, list[Term]]:
    """Each class of a rdfs:subClassOf triple -> itself and all its subclasses, in a stable order."""
    below: dict[Term, set[Term]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(RDFS + "subClassOf"), None, None):
        below.setdefault(quad.object, set()).add(quad.subject)
    closed: dict[Term, list[Term]] = {}
    for top in below:
        seen, todo = {top}, [top]
        while todo:
            new = below.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        closed[top] = sorted(seen, key=str)
    return closed


def _below(shape: Shape, prefixes: list[str], depth: int) -> tuple[list[str], int]:
    """The patterns that bind the value nodes of a shape, which are the focus nodes of its property shapes."""
    if shape.path is None:
        return prefixes, depth
    values = Values(f"?f{depth}", shape.path)
    return joined(prefixes, values.patterns(f"?f{depth + 1}")), depth + 1


class _Run:
    """One validation of one store."""

    def __init__(self, data: Store | Iterable[Triple], shapes: Shapes) -> None:
        self.store = _one_graph(data, shapes)
        self.subclasses = _subclasses(self.store)
        self.exact = shapes.exact and not isinstance(data, Store)

    def shape(self, shape: Shape) -> Iterator[Result]:
        """The results of a shape with targets."""
        scope = Scope(self.subclasses, self.exact)
        yield from self._results(scope, shape, [focus_pattern(scope, shape, "?f0")], 0)

    def has_focus(self, shape: Shape) -> bool:
        """Whether a target of the shape reaches a node of the data."""
        focus = focus_pattern(Scope(self.subclasses, self.exact), shape, "?f0")
        mentioned = "EXISTS { ?f0 ?p1 ?o1 } || EXISTS { ?s2 ?p2 ?f0 }"
        return bool(self.store.query(f"ASK {{ {focus} FILTER({mentioned}) }}"))

    def _results(self, scope: Scope, shape: Shape, prefixes: list[str], depth: int) -> Iterator[Result]:
        """The results of a shape at the focus nodes that the prefixes, alternative patterns, bind to ?f<n>.

        ?f0 … are the focus nodes on the way down through sh:property: a shape reached twice reports twice.
        """
        for constraint in shape.constraints:
            if constraint.shape:
                if not constraint.shape.deactivated:
                    yield from self._results(scope, constraint.shape, *_below(shape, prefixes, depth))
            elif constraint.select:
                yield from self._selected(shape, constraint, constraint.select, prefixes, depth)
            else:
                query = violations(scope, shape, constraint, prefixes, depth)
                for solution in self._solutions(query.text):
                    yield compiled_result(shape, constraint, query, solution, f"f{depth}")

    def _selected(
        self, shape: Shape, constraint: Constraint, select: Select, prefixes: list[str], depth: int
    ) -> Iterator[Result]:
        """The results of a SELECT query, run once for all focus nodes where that is sound, else for each."""
        times: Counter[Term] | None = None
        if depth or select.query.one_by_one:
            found = self._solutions(ways(prefixes, depth))
            times = Counter(solution[f"f{depth}"] for solution in found)
        if select.query.one_by_one:
            answers = [self._for_node(select, node) for node in times or ()]
        else:
            answers = [self._solutions(select.query.text(every_focus(prefixes, depth)))]
        for answer in answers:
            columns = [variable.value for variable in answer.variables]
            for solution in answer:
                result = selected_result(shape, constraint, select, columns, solution)
                yield from [result] * (times[solution["this"]] if times else 1)

    def _for_node(self, select: Select, node: Term) -> QuerySolutions:
        if isinstance(node, BlankNode):  # which no query text can name
            return self._solutions(select.query.text(f"BIND({ONE_NODE}() AS ?this)"), node)
        return self._solutions(select.query.text(f"VALUES ?this {{ {node} }}"))

    def _solutions(self, query: str, node: Term | None = None) -> QuerySolutions:
        def focus_node(*_: Term) -> Term | None:
            return node

        answer = self.store.query(query, custom_functions={ONE_NODE: focus_node})
        assert isinstance(answer, QuerySolutions)
        return answer
