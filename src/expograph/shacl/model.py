"""What the parts of the engine hand to one another: shapes, constraints, results."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.namespaces import RDF, RDFS
from expograph.shacl.paths import Path, Values
from expograph.shacl.prebind import Prepared
from expograph.shacl.terms import Node, Term, sh


@dataclass
class Scope:
    """What text generation needs besides the shapes: unused variables, and the data's class hierarchy.

    Args:
        subclasses: class -> the class and its subclasses in the data graph.
        exact: Whether literals of types derived from xsd:integer are in the store under kept names.
    """

    subclasses: dict[Term, list[Term]] = field(default_factory=dict)
    exact: bool = False
    used: int = 0

    def fresh(self) -> str:
        """A variable that no other part of the query uses."""
        self.used += 1
        return f"?v{self.used}"

    def instances(self, subject: str, of: NamedNode, enumerate_all: bool = False) -> str:
        """The pattern `subject` is a SHACL instance of `of` (SHACL 1.0, section 3.2).

        Args:
            subject: A variable.
            of: The class.
            enumerate_all: Whether the pattern is to find the instances, rather than test a bound subject.
        """
        classes = self.subclasses.get(of, [of])
        if len(classes) == 1:
            return f"{subject} <{RDF}type> {of} ."
        if any(isinstance(c, BlankNode) for c in classes):  # a blank node cannot be named in a query
            return f"{subject} <{RDF}type>/<{RDFS}subClassOf>* {of} ."
        kind = self.fresh()
        if enumerate_all:
            return f"VALUES {kind} {{ {' '.join(map(str, classes))} }} {subject} <{RDF}type> {kind} ."
        return f"{subject} <{RDF}type> {kind} . FILTER({kind} IN ({', '.join(map(str, classes))}))"


@dataclass(frozen=True)
class Rows:
    """Alternative graph patterns whose solutions are violations, and the columns a result takes from them."""

    alternatives: list[str]
    value: str | None = None
    path: str | None = None
    also: str | None = None


# (scope, focus variable, value variable) -> SPARQL expression that is true where the value node violates
ValueTest = Callable[[Scope, str, str], str]
# (scope, values) -> SPARQL expression that is true where the focus node violates
FocusTest = Callable[[Scope, Values], str]
# (scope, values) -> patterns, beside what binds the focus node, with one solution for each violation
RowsTest = Callable[[Scope, Values], Rows]


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape, in exactly one of the forms below.

    Args:
        component: sh:sourceConstraintComponent of its results.
        says: The sentence of its results where the shape gives no sh:message.
        value: Test of each value node.
        focus: Test of a focus node with its set of value nodes.
        counted: How many value nodes there must be (with its focus test, for use inside another shape).
        rows: Pattern with one solution for each violation.
        shape: The nested property shape of sh:property.
        select: A SELECT query of SHACL-SPARQL (with its focus test, for use inside another shape).
        messages: Its own sh:message literals, which may hold {?variable}.
        constants: Name of each parameter of a custom component -> its term, for messages.
    """

    component: NamedNode
    says: str
    value: ValueTest | None = None
    focus: FocusTest | None = None
    counted: "Counted | None" = None
    rows: RowsTest | None = None
    shape: "Shape | None" = None
    select: "Select | None" = None
    messages: tuple[Literal, ...] = ()
    constants: dict[str, Term] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """A bound on the number of value nodes.

    Args:
        n: The number.
        fewer: Whether a violation is to have fewer than n, rather than at least n.
        keep: (scope, variable) -> the expression that says which value nodes count, or empty for all.
    """

    n: int
    fewer: bool
    keep: Callable[[Scope, str], str]


@dataclass(frozen=True)
class Select:
    """A SELECT query of a sh:sparql constraint or of a validator, with what to pre-bind in it.

    Args:
        query: The query with constants put in, ready for its focus nodes.
        source: sh:sourceConstraint of the results, for sh:sparql.
    """

    query: Prepared
    source: Node | None


@dataclass(frozen=True)
class Target:
    """One target declaration: kind is class, node, subjects or objects."""

    kind: str
    term: Term


@dataclass(eq=False)
class Shape:
    """A node shape (no path) or property shape; compared by identity."""

    node: Node
    name: str
    path: Path | None = None
    targets: tuple[Target, ...] = ()
    constraints: list[Constraint] = field(default_factory=list)
    severity: NamedNode = field(default_factory=lambda: sh("Violation"))
    messages: tuple[Literal, ...] = ()
    deactivated: bool = False
    may_have_no_targets: bool = False


@dataclass(frozen=True)
class Shapes:
    """A compiled shapes graph.

    Args:
        shapes: The shapes that have targets, in a stable order.
        triples: The shapes graph, for queries that read $shapesGraph.
        uses_graphs: Whether a query has a GRAPH clause, so that the named graphs must be at hand.
        exact: Whether a type derived from xsd:integer is asked for, and no SPARQL looks at the data.
    """

    shapes: tuple[Shape, ...]
    triples: tuple[Triple, ...]
    uses_graphs: bool
    exact: bool


@dataclass(frozen=True)
class Result:
    """One validation result (SHACL 1.0, section 3.6.2).

    Args:
        focus: sh:focusNode.
        path: sh:resultPath, or None.
        value: sh:value, or None.
        messages: sh:resultMessage literals, at least one.
        severity: sh:resultSeverity.
        shape: sh:sourceShape.
        component: sh:sourceConstraintComponent.
        constraint: sh:sourceConstraint, for SPARQL-based constraints.
        shape_name: The shape for people: its IRI, or where in which named shape it stands.
    """

    focus: Term
    path: Path | None
    value: Term | None
    messages: tuple[Literal, ...]
    severity: NamedNode
    shape: Node
    component: NamedNode
    constraint: Node | None = None
    shape_name: str = ""

    @property
    def message(self) -> str:
        """All messages in one line, in the order of their language tags."""
        return " / ".join(m.value for m in self.messages)

    def sort_key(self) -> tuple[str, ...]:
        """The order in which results are reported."""
        parts = (
            self.focus,
            self.path,
            self.component,
            self.value,
            self.message,
            self.shape_name,
            self.severity,
        )
        return tuple(map(str, parts))
