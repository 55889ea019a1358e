"""SHACL Core's constraint components as SPARQL expressions and patterns (SHACL 1.0, section 4)."""

from collections.abc import Callable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.namespaces import SH
from expograph.shacl.datatypes import comparable, has_datatype, keep
from expograph.shacl.model import Counted, FocusTest, Rows, RowsTest, Scope, Shape, ValueTest
from expograph.shacl.paths import Values, union
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
    values = Values(node, shape.path)
    parts = [c.focus(scope, values) for c in constraints if c.focus]
    parts += [_any(c.rows(scope, values).alternatives) for c in constraints if c.rows]
    tests = [c.value for c in constraints if c.value]
    tests += [conforms_not(c.shape) for c in constraints if c.shape]
    if tests and shape.path is None:
        parts += [test(scope, node, node) for test in tests]
    elif tests:
        value = scope.fresh()
        parts.append(values.exists(value, " || ".join(test(scope, node, value) for test in tests)))
    return f"({' || '.join(parts)})" if parts else "false"


def _any(alternatives: Sequence[str]) -> str:
    return f"EXISTS {{ {union(alternatives)} }}"


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


def counted(bound: Counted) -> FocusTest:
    """sh:minCount, sh:maxCount and the qualified counts inside another shape."""

    def test(scope: Scope, values: Values) -> str:
        value, n = scope.fresh(), bound.n
        kept = bound.keep(scope, value)
        if n <= 1:
            enough = values.exists(value, kept) if n else "true"
        else:
            body = union(values.patterns(value)) + (f" FILTER({kept})" if kept else "")
            having = f"HAVING(COUNT(DISTINCT {value}) >= {n})"
            enough = (
                f"EXISTS {{ {{ SELECT {values.this} WHERE {{ {body} }} GROUP BY {values.this} {having} }} }}"
            )
        return f"!({enough})" if bound.fewer else enough

    return test


def qualified(shape: Shape, siblings: Sequence[Shape]) -> Callable[[Scope, str], str]:
    """The values that sh:qualifiedMinCount and sh:qualifiedMaxCount count (section 4.7.3)."""
    return lambda scope, value: " && ".join(
        [f"!({fails(scope, shape, value)})", *(fails(scope, s, value) for s in siblings)]
    )


def has_value(term: Term) -> FocusTest:
    """sh:hasValue."""

    def test(scope: Scope, values: Values) -> str:
        value = scope.fresh()
        return f"!({values.exists(value, same(scope, value, term))})"

    return test


def equals(prop: NamedNode) -> RowsTest:
    """sh:equals: the values that only one of the two sides has."""

    def test(scope: Scope, values: Values) -> Rows:
        value, other = scope.fresh(), scope.fresh()
        theirs = f"{values.this} {prop} {value}"
        ours = [f"{a} FILTER NOT EXISTS {{ {theirs} }}" for a in values.patterns(value)]
        found = values.exists(other, f"sameTerm({other}, {value})")
        return Rows([*ours, f"{theirs} . FILTER(!{found})"], value)

    return test


def less_than(op: str, prop: NamedNode) -> RowsTest:
    """sh:lessThan, sh:lessThanOrEquals: one result for each pair out of order."""

    def test(scope: Scope, values: Values) -> Rows:
        value, other = scope.fresh(), scope.fresh()
        ordered = f"{operand(scope, value)} {op} {operand(scope, other)}"
        right = f"{values.this} {prop} {other} . FILTER({unless(ordered)})"
        pairs = [f"{left} {right}" for left in values.patterns(value)]
        return Rows(pairs, value, also=other)

    return test


def unique_lang() -> RowsTest:
    """sh:uniqueLang: one result for each language that two values share."""

    def test(scope: Scope, values: Values) -> Rows:
        one, two, tag = scope.fresh(), scope.fresh(), scope.fresh()
        lower = f"LCASE(LANG({one}))"
        pair = f"{lower} != '' && {lower} = LCASE(LANG({two})) && !sameTerm({one}, {two})"
        found = [f"{a} {b}" for a in values.patterns(one) for b in values.patterns(two)]
        both = [f"{ab} FILTER({pair}) BIND({lower} AS {tag})" for ab in found]
        return Rows(both, also=tag)

    return test


def closed(allowed: Sequence[NamedNode]) -> RowsTest:
    """sh:closed with sh:ignoredProperties."""

    def test(scope: Scope, values: Values) -> Rows:
        prop, value = scope.fresh(), scope.fresh()
        node = scope.fresh() if values.path else values.this
        before = values.patterns(node) if values.path else [""]
        other = f" FILTER({prop} NOT IN ({', '.join(map(str, allowed))}))" if allowed else ""
        return Rows([f"{a} {node} {prop} {value} .{other}" for a in before], value, prop)

    return test
