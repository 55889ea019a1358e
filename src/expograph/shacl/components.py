"""SHACL Core's constraint components as SPARQL expressions and patterns (SHACL 1.0, section 4)."""

from collections.abc import Callable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.namespaces import SH
from expograph.shacl.datatypes import comparable, has_datatype, keep
from expograph.shacl.model import FocusTest, Rows, RowsTest, Scope, Shape, Values, ValueTest
from expograph.shacl.terms import Term

NODE_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBLANK({0})",
    "Literal": "isLITERAL({0})",
    "BlankNodeOrIRI": "!isLITERAL({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBLANK({0})",
}


def unless(condition: str) -> str:
    """True where the condition is false or an error: SHACL asks for what can be shown to hold."""
    return f"!COALESCE({condition}, false)"


def exists(alternatives: Sequence[str], condition: str = "") -> str:
    """Whether one of the alternative patterns has a solution that meets the condition."""
    body = alternatives[0] if len(alternatives) == 1 else " UNION ".join(f"{{ {a} }}" for a in alternatives)
    return f"EXISTS {{ {body}{f' FILTER({condition})' if condition else ''} }}"


def same(scope: Scope, left: str, right: Term) -> str:
    """Whether a variable is bound to exactly that term; one graph's blank node is never another graph's."""
    if isinstance(right, BlankNode):
        return "false"
    if isinstance(right, NamedNode):
        return f"{left} = {right}"
    return f"sameTerm({left}, {keep(right) if scope.exact else right})"


def operand(scope: Scope, variable: str) -> str:
    """A variable in a comparison."""
    return comparable(variable) if scope.exact else variable


def datatype(iri: NamedNode) -> ValueTest:
    """sh:datatype."""
    return lambda scope, this, value: unless(has_datatype(value, iri, scope.exact))


def node_kind(kind: NamedNode) -> ValueTest:
    """sh:nodeKind."""
    return lambda scope, this, value: f"!({NODE_KINDS[kind.value.removeprefix(SH)].format(value)})"


def instance_of(iri: NamedNode) -> ValueTest:
    """sh:class."""
    return lambda scope, this, value: f"NOT EXISTS {{ {scope.instances(value, iri)} }}"


def compared(op: str, bound: Literal) -> ValueTest:
    """sh:minExclusive, sh:minInclusive, sh:maxExclusive, sh:maxInclusive."""
    return lambda scope, this, value: unless(f"{operand(scope, value)} {op} {bound}")


def length(op: str, bound: int) -> ValueTest:
    """sh:minLength, sh:maxLength."""
    return lambda scope, this, value: unless(f"STRLEN(STR({value})) {op} {bound}")


def pattern(regex: Literal, flags: Literal | None) -> ValueTest:
    """sh:pattern with sh:flags."""
    arguments = ", ".join(str(Literal(x.value)) for x in (regex, flags) if x is not None)
    return lambda scope, this, value: unless(f"REGEX(STR({value}), {arguments})")


def language_in(ranges: Sequence[str]) -> ValueTest:
    """sh:languageIn."""
    return lambda scope, this, value: unless(
        " || ".join(f"langMatches(LANG({value}), {Literal(r)})" for r in ranges) or "false"
    )


def within(terms: Sequence[Term]) -> ValueTest:
    """sh:in. IRIs are compared in one step; literals by term, because `=` would take 1 for 1.0."""
    iris = [str(t) for t in terms if isinstance(t, NamedNode)]
    literals = [t for t in terms if isinstance(t, Literal)]

    def test(scope: Scope, this: str, value: str) -> str:
        parts = [f"(isIRI({value}) && {value} IN ({', '.join(iris)}))"] if iris else []
        return f"!({' || '.join(parts + [same(scope, value, t) for t in literals]) or 'false'})"

    return test


def disjoint(prop: NamedNode) -> ValueTest:
    """sh:disjoint."""
    return lambda scope, this, value: f"EXISTS {{ {this} {prop} {value} }}"


def fails(scope: Scope, shape: Shape, node: str) -> str:
    """The expression that is true where the node does not conform to the shape (section 3.4.3).

    The node is bound outside, so this may only be used where SPARQL substitutes: in a FILTER.
    """
    constraints = [] if shape.deactivated else shape.constraints
    values = value_nodes(shape, node)
    parts: list[str] = []
    for constraint in constraints:
        if constraint.focus:
            parts.append(constraint.focus(scope, node, values))
        if constraint.rows:
            parts.append(exists(constraint.rows(scope, node, values).alternatives))
    tests = [c.value for c in constraints if c.value]
    tests += [conforms_not(c.shape) for c in constraints if c.shape]
    if tests and shape.path is None:
        parts += [test(scope, node, node) for test in tests]
    elif tests:
        value = scope.fresh()
        parts.append(exists(values(value), " || ".join(test(scope, node, value) for test in tests)))
    return f"({' || '.join(parts)})" if parts else "false"


def value_nodes(shape: Shape, this: str) -> Values:
    """The alternative patterns that bind a variable to each value node of a focus node.

    A path that may take no step is given as the focus node itself besides the path, because SPARQL finds no
    empty path at a node that the graph does not mention (SPARQL 1.1, section 9.3), and SHACL does.
    """
    path = shape.path
    if path is None:
        return lambda value: [f"BIND({this} AS {value})"]
    if path.nullable:
        return lambda value: [f"BIND({this} AS {value})", f"{this} {path} {value} ."]
    return lambda value: [f"{this} {path} {value} ."]


def conforms_not(shape: Shape) -> ValueTest:
    """sh:node, and sh:property inside another shape."""
    return lambda scope, this, value: fails(scope, shape, value)


def negated(shape: Shape) -> ValueTest:
    """sh:not."""
    return lambda scope, this, value: f"!({fails(scope, shape, value)})"


def all_of(shapes: Sequence[Shape]) -> ValueTest:
    """sh:and."""
    return lambda scope, this, value: " || ".join(fails(scope, s, value) for s in shapes) or "false"


def any_of(shapes: Sequence[Shape]) -> ValueTest:
    """sh:or."""
    return lambda scope, this, value: (
        "(" + (" && ".join(fails(scope, s, value) for s in shapes) or "true") + ")"
    )


def one_of(shapes: Sequence[Shape]) -> ValueTest:
    """sh:xone."""
    return lambda scope, this, value: (
        "(" + (" + ".join(f"IF({fails(scope, s, value)}, 0, 1)" for s in shapes) or "0") + ") != 1"
    )


def at_least(scope: Scope, this: str, value: str, alternatives: Sequence[str], n: int, keep: str = "") -> str:
    """Whether a focus node has at least n different values that meet a condition."""
    if n <= 0:
        return "true"
    if n == 1:
        return exists(alternatives, keep)
    body = alternatives[0] if len(alternatives) == 1 else " UNION ".join(f"{{ {a} }}" for a in alternatives)
    kept = f" FILTER({keep})" if keep else ""
    counted = f"GROUP BY {this} HAVING(COUNT(DISTINCT {value}) >= {n})"
    return f"EXISTS {{ {{ SELECT {this} WHERE {{ {body}{kept} }} {counted} }} }}"


def count(low: int | None, high: int | None, keep: Callable[[Scope, str], str] | None = None) -> FocusTest:
    """sh:minCount, sh:maxCount and the qualified counts: keep says which values count."""

    def test(scope: Scope, this: str, values: Values) -> str:
        value = scope.fresh()
        kept = keep(scope, value) if keep else ""
        if low is not None:
            return f"!({at_least(scope, this, value, values(value), low, kept)})"
        return at_least(scope, this, value, values(value), (high or 0) + 1, kept)

    return test


def qualified(shape: Shape, siblings: Sequence[Shape]) -> Callable[[Scope, str], str]:
    """The values that sh:qualifiedMinCount and sh:qualifiedMaxCount count (section 4.7.3)."""
    return lambda scope, value: " && ".join(
        [f"!({fails(scope, shape, value)})", *(fails(scope, s, value) for s in siblings)]
    )


def has_value(term: Term) -> FocusTest:
    """sh:hasValue."""

    def test(scope: Scope, this: str, values: Values) -> str:
        value = scope.fresh()
        return f"!({exists(values(value), same(scope, value, term))})"

    return test


def equals(prop: NamedNode) -> RowsTest:
    """sh:equals: the values that only one of the two sides has."""

    def test(scope: Scope, this: str, values: Values) -> Rows:
        value, other = scope.fresh(), scope.fresh()
        ours = [f"{a} FILTER NOT EXISTS {{ {this} {prop} {value} }}" for a in values(value)]
        absent = exists(values(other), f"sameTerm({other}, {value})")
        return Rows([*ours, f"{this} {prop} {value} . FILTER(!{absent})"], value)

    return test


def less_than(op: str, prop: NamedNode) -> RowsTest:
    """sh:lessThan, sh:lessThanOrEquals: one result for each pair out of order."""

    def test(scope: Scope, this: str, values: Values) -> Rows:
        value, other = scope.fresh(), scope.fresh()
        ordered = f"{operand(scope, value)} {op} {operand(scope, other)}"
        pairs = [f"{a} {this} {prop} {other} . FILTER({unless(ordered)})" for a in values(value)]
        return Rows(pairs, value, also=other)

    return test


def unique_lang() -> RowsTest:
    """sh:uniqueLang: one result for each language that two values share."""

    def test(scope: Scope, this: str, values: Values) -> Rows:
        one, two, tag = scope.fresh(), scope.fresh(), scope.fresh()
        lower = f"LCASE(LANG({one}))"
        pair = f"{lower} != '' && {lower} = LCASE(LANG({two})) && !sameTerm({one}, {two})"
        both = [f"{a} {b} FILTER({pair}) BIND({lower} AS {tag})" for a in values(one) for b in values(two)]
        return Rows(both, also=tag)

    return test


def closed(allowed: Sequence[NamedNode], is_property: bool) -> RowsTest:
    """sh:closed with sh:ignoredProperties, in a property shape or a node shape."""

    def test(scope: Scope, this: str, values: Values) -> Rows:
        prop, value = scope.fresh(), scope.fresh()
        node = scope.fresh() if is_property else this
        before = values(node) if is_property else [""]
        other = f" FILTER({prop} NOT IN ({', '.join(map(str, allowed))}))" if allowed else ""
        return Rows([f"{a} {node} {prop} {value} .{other}" for a in before], value, prop)

    return test
