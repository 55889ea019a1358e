"""The queries: the focus nodes of a shape, all at once, joined with what a constraint looks for."""

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph.shacl.datatypes import keep
from expograph.shacl.model import Constraint, Counted, Rows, Scope, Shape
from expograph.shacl.paths import Values, union


@dataclass(frozen=True)
class Query:
    """A query for violations, and the names of the columns that hold sh:value and sh:resultPath."""

    text: str
    value: str | None = None
    path: str | None = None


def focus_pattern(scope: Scope, shape: Shape, this: str) -> str:
    """The pattern that binds a variable to each focus node of a shape, once (SHACL 1.0, section 2.1.3)."""
    alternatives = _alternatives(scope, shape, this)
    if len(alternatives) == 1 and _bare(scope, shape):
        return alternatives[0]
    return f"{{ SELECT DISTINCT {this} WHERE {{ {union(alternatives)} }} }}"


def _bare(scope: Scope, shape: Shape) -> bool:
    """Whether the only target is one class or a list of nodes, so that no node comes twice."""
    (first, *others) = shape.targets
    if first.kind == "class" and isinstance(first.term, NamedNode):
        return not others and len(scope.subclasses.get(first.term, [0])) == 1
    return all(target.kind == "node" for target in shape.targets)


def _alternatives(scope: Scope, shape: Shape, this: str) -> list[str]:
    nodes = sorted({str(keep(t.term) if scope.exact else t.term) for t in shape.targets if t.kind == "node"})
    found = [f"VALUES {this} {{ {' '.join(nodes)} }}"] if nodes else []
    for target in shape.targets:
        if target.kind == "class" and isinstance(target.term, NamedNode):
            found.append(scope.instances(this, target.term, enumerate_all=True))
        elif target.kind == "subjects":
            found.append(f"{this} {target.term} {scope.fresh()} .")
        elif target.kind == "objects":
            found.append(f"{scope.fresh()} {target.term} {this} .")
    return found


def violations(scope: Scope, shape: Shape, constraint: Constraint, prefixes: list[str], depth: int) -> Query:
    """The query that finds every violation of one constraint: set-wise, with no focus node given.

    Args:
        scope: Where unused variables come from.
        shape: The shape, not one with a SELECT or a property shape for its constraint.
        constraint: A constraint of the shape.
        prefixes: Alternative patterns that bind the focus nodes to ?f<depth>.
        depth: How many property shapes are above.
    """
    this = f"?f{depth}"
    values = Values(this, shape.path)
    if constraint.counted and constraint.counted.n > 1:
        return Query(_counted(scope, constraint.counted, values, prefixes, depth))
    if constraint.rows:
        return _rows(constraint.rows(scope, values), prefixes, depth)
    if constraint.focus:
        return _rows(Rows([f"FILTER({constraint.focus(scope, values)})"]), prefixes, depth)
    assert constraint.value is not None
    value = scope.fresh() if shape.path else this
    condition = f"FILTER({constraint.value(scope, this, value)})"
    found = [f"{a} {condition}" for a in values.patterns(value)] if shape.path else [condition]
    return _rows(Rows(found, value), prefixes, depth)


def _rows(rows: Rows, prefixes: list[str], depth: int) -> Query:
    columns = [*_chain(depth), *(c for c in (rows.value, rows.path, rows.also) if c)]
    body = union(joined(prefixes, rows.alternatives))
    text = f"SELECT DISTINCT {' '.join(dict.fromkeys(columns))} WHERE {{ {body} }}"
    return Query(text, rows.value and rows.value[1:], rows.path and rows.path[1:])


def _counted(scope: Scope, bound: Counted, values: Values, prefixes: list[str], depth: int) -> str:
    """The focus nodes that have at least n values, or all the others."""
    value, chain = scope.fresh(), " ".join(_chain(depth))
    kept = bound.keep(scope, value)
    condition = f" FILTER({kept})" if kept else ""
    body = union([p + condition for p in joined(prefixes, values.patterns(value))])
    enough = (
        f"SELECT {chain} WHERE {{ {body} }} GROUP BY {chain} HAVING(COUNT(DISTINCT {value}) >= {bound.n})"
    )
    return (
        f"SELECT DISTINCT {chain} WHERE {{ {union(prefixes)} MINUS {{ {enough} }} }}"
        if bound.fewer
        else enough
    )


def joined(prefixes: list[str], alternatives: list[str]) -> list[str]:
    """Every prefix with every alternative; kept apart, so that BIND and FILTER see the prefix's variables."""
    return [f"{prefix} {alternative}" for prefix in prefixes for alternative in alternatives]


def ways(prefixes: list[str], depth: int) -> str:
    """The query for the ways in which the focus nodes are reached."""
    return f"SELECT DISTINCT {' '.join(_chain(depth))} WHERE {{ {union(prefixes)} }}"


def every_focus(prefixes: list[str], depth: int) -> str:
    """The pattern that binds ?this to each focus node once, to be put into a SPARQL constraint."""
    body = re.sub(rf"\?f{depth}\b", "?this", union(prefixes))
    return body if depth == 0 else f"{{ SELECT DISTINCT ?this WHERE {{ {body} }} }}"


def _chain(depth: int) -> list[str]:
    return [f"?f{i}" for i in range(depth + 1)]
