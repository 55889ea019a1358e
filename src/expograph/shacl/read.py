"""From a shapes graph to shapes: what they target, what they hold, and what this engine refuses by name."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph.namespaces import OWL, RDFS, SH, XSD, expo
from expograph.shacl import components as core
from expograph.shacl.custom import Component, components, custom_constraints, sparql_constraints
from expograph.shacl.datatypes import RANGES
from expograph.shacl.graph import ShapesGraph
from expograph.shacl.model import Constraint, Shape, Shapes, Target
from expograph.shacl.parameters import READERS, component, constraint, counting, integer
from expograph.shacl.terms import Node, Term, ordered, sh, short
from expograph.shacl.tokens import tokenise

TARGETS = {
    "targetClass": "class",
    "targetNode": "node",
    "targetSubjectsOf": "subjects",
    "targetObjectsOf": "objects",
}
OF_SHAPES = {"not", "node", "property", "and", "or", "xone", "qualifiedValueShape"}
PROPERTY_ONLY = {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"}
COMPANIONS = "flags ignoredProperties qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint path"
ABOUT = "severity message deactivated name description order group defaultValue"
# on a node that is a shape and something else as well: a validator, a constraint, an ontology
BESIDES = "select ask prefixes declare prefix namespace parameter optional validator nodeValidator"
BESIDES += " propertyValidator labelTemplate"
KNOWN = {*TARGETS, *READERS, *OF_SHAPES, "sparql", *f"{COMPANIONS} {ABOUT} {BESIDES}".split()}


def compile_shapes(triples: Iterable[Triple]) -> Shapes:
    """Compile a shapes graph (SHACL 1.0, sections 2 to 6).

    Args:
        triples: The shapes graph.

    Returns:
        The shapes, for `validate` and `untargeted`.

    Raises:
        ShapesError: for an ill-formed shape or a feature that this engine does not have, naming both.
    """
    reader = _Reader(ShapesGraph(triples))
    reader.refuse_entailment()
    shapes = [reader.shape(node) for node in reader.declared()]
    targeted = tuple(shape for shape in shapes if shape.targets)
    return Shapes(targeted, reader.graph.triples, reader.uses_graphs(), reader.exact())


class _Reader:
    """One pass over a shapes graph: remembers finished shapes and those being read, to refuse recursion."""

    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self._done: dict[Node, Shape] = {}
        self._open: list[Node] = []
        self._components: list[Component] = components(graph)
        # owl:Class is below rdfs:Class, whether or not the shapes graph says so (OWL 2, RDF-based semantics)
        kinds = (NamedNode(RDFS + "Class"), NamedNode(OWL + "Class"))
        self._classes = {node for kind in kinds for node in graph.instances(kind)}

    def declared(self) -> list[Node]:
        """The nodes that are shapes by type or by having a target (section 2.1)."""
        nodes = {n for name in ("NodeShape", "PropertyShape") for n in self.graph.instances(sh(name))}
        nodes |= {n for name in TARGETS for n in self.graph.subjects(sh(name))}
        nodes |= {n for name in ("target", "rule") for n in self.graph.subjects(sh(name))}  # to refuse them
        return sorted(nodes, key=str)

    def refuse_entailment(self) -> None:
        """What the shapes want to have followed, and nobody makes follow here, is a failure (section 1.5)."""
        for node in self.graph.subjects(sh("entailment")):
            hint = "write into the data what follows, and take this out"
            raise self.graph.error(node, "sh:entailment is not supported", hint, sh("entailment"))

    def uses_graphs(self) -> bool:
        """Whether a query has a GRAPH clause."""
        kinds = [sh("select"), sh("ask")]
        queries = [
            q for kind in kinds for n in self.graph.subjects(kind) for q in self.graph.objects(n, kind)
        ]
        tokens = (t for q in queries if isinstance(q, Literal) for t in tokenise(q.value))
        return any(token.word == "GRAPH" for token in tokens)

    def _all(self, name: str) -> list[Term]:
        return [o for n in self.graph.subjects(sh(name)) for o in self.graph.objects(n, sh(name))]

    def exact(self) -> bool:
        """Whether the names of integer types matter, and are safe to hide from the store."""
        asked = {
            d for n in self.graph.subjects(sh("datatype")) for d in self.graph.objects(n, sh("datatype"))
        }
        derived = any(isinstance(d, NamedNode) and d.value.removeprefix(XSD) in RANGES for d in asked)
        return derived and not any(self.graph.subjects(sh(name)) for name in ("select", "ask"))

    def shape(self, node: Term) -> Shape:
        """The shape at a node, read once."""
        if not isinstance(node, Node):
            raise self.graph.error(self._open[-1] if self._open else node, f"{node} is no shape")
        if node in self._open:
            cycle = " > ".join(self.graph.name(n) for n in self._open[self._open.index(node) :])
            raise self.graph.error(node, f"recursive shapes are not supported: {cycle}")
        if node not in self._done:
            self._open.append(node)
            self._done[node] = self._read(node)
            self._open.pop()
        return self._done[node]

    def _read(self, node: Node) -> Shape:
        graph = self.graph
        for predicate in graph.predicates(node):
            if predicate.value.startswith(SH) and predicate.value.removeprefix(SH) not in KNOWN:
                raise graph.error(node, f"{short(predicate)} is not supported", term=predicate)
        severity = graph.one(node, sh("severity")) or sh("Violation")
        if not isinstance(severity, NamedNode):
            raise graph.error(node, "sh:severity must be an IRI")
        shape = Shape(
            node,
            graph.name(node),
            targets=tuple(self._targets(node)),
            severity=severity,
            messages=ordered(graph.objects(node, sh("message"))),
            deactivated=graph.boolean(node, sh("deactivated")),
            may_have_no_targets=graph.boolean(node, expo("mayHaveNoTargets")),
        )
        paths = graph.objects(node, sh("path"))
        if len(paths) > 1:
            raise graph.error(node, f"sh:path has {len(paths)} values, where one is allowed")
        if paths:
            shape.path = graph.path(node, paths[0])
        elif node in graph.instances(sh("PropertyShape")):
            raise graph.error(node, "a property shape needs a sh:path")
        shape.constraints += self._constraints(shape)
        return shape

    def _targets(self, node: Node) -> Iterator[Target]:
        for name, kind in TARGETS.items():
            for value in self.graph.objects(node, sh(name)):
                if not isinstance(value, NamedNode) and not (kind == "node" and isinstance(value, Literal)):
                    raise self.graph.error(node, f"sh:{name} must be an IRI, not {value}")
                yield Target(kind, value)
        if node in self._classes:
            if not isinstance(node, NamedNode):
                raise self.graph.error(node, "a shape that is a class must be an IRI")
            yield Target("class", node)

    def _constraints(self, shape: Shape) -> Iterator[Constraint]:
        graph, node = self.graph, shape.node
        for name in [*READERS, *sorted(OF_SHAPES)]:
            values = graph.objects(node, sh(name))
            if values and shape.path is None and name in PROPERTY_ONLY:
                raise graph.error(node, f"sh:{name} is only allowed in a property shape")
            for value in values:
                if name in READERS:
                    found = constraint(graph, node, name, value)
                    yield from [found] if found else []
                else:
                    yield from self._of_shapes(shape, name, value)
        yield from sparql_constraints(graph, shape)
        yield from custom_constraints(graph, shape, self._components)

    def _of_shapes(self, shape: Shape, name: str, value: Term) -> Iterator[Constraint]:
        if name == "qualifiedValueShape":
            yield from self._qualified(shape, value)
        elif name in {"and", "or", "xone"}:
            shapes = [self.shape(member) for member in self.graph.members(shape.node, value)]
            logic = {"and": core.all_of, "or": core.any_of, "xone": core.one_of}[name]
            many = {"and": "all", "or": "at least one", "xone": "exactly one"}[name]
            says = f"value must conform to {many} of {len(shapes)} shapes"
            yield Constraint(component(name), says, value=logic(shapes))
        else:
            yield self._of_shape(shape, name, self.shape(value))

    def _of_shape(self, shape: Shape, name: str, inner: Shape) -> Constraint:
        if name == "not":
            says = f"value must not conform to {inner.name}"
            return Constraint(component(name), says, value=core.negated(inner))
        wanted = "property" if name == "property" else "node"
        if (inner.path is None) == (wanted == "property"):
            raise self.graph.error(shape.node, f"sh:{name} needs a {wanted} shape, not {inner.name}")
        if name == "property":
            return Constraint(component(name), "", shape=inner)
        return Constraint(
            component(name), f"value must conform to {inner.name}", value=core.conforms_not(inner)
        )

    def _qualified(self, shape: Shape, value: Term) -> Iterator[Constraint]:
        graph, node = self.graph, shape.node
        graph.one(node, sh("qualifiedValueShape"))
        siblings: set[Term] = set()
        if graph.boolean(node, sh("qualifiedValueShapesDisjoint")):
            parents = graph.subjects(sh("property"), node)
            around = {p for parent in parents for p in graph.objects(parent, sh("property"))}
            siblings = {q for p in around for q in graph.objects(p, sh("qualifiedValueShape"))} - {value}
        keep = core.qualified(self.shape(value), [self.shape(q) for q in sorted(siblings, key=str)])
        for name in ("qualifiedMinCount", "qualifiedMaxCount"):
            bound = graph.one(node, sh(name))
            if bound is not None:
                n = integer(graph, node, name, bound)
                yield counting(name, n, f"values conform to {graph.name(value)}", keep)
