"""The queries: the focus nodes of a shape, all at once, joined with what a constraint looks for."""

import re

from pyoxigraph import NamedNode

from expograph.shacl.components import value_nodes
from expograph.shacl.datatypes import keep
from expograph.shacl.model import Constraint, Rows, Scope, Shape


def focus_pattern(scope: Scope, shape: Shape, this: str) -> str:
    """The pattern that binds a variable to each focus node of a shape, once (SHACL 1.0, section 2.1.3)."""
    alternatives = _alternatives(scope, shape, this)
    if len(alternatives) == 1 and _bare(scope, shape):
        return alternatives[0]
    return f"{{ SELECT DISTINCT {this} WHERE {{ {_union(alternatives)} }} }}"


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
            found.append(scope.instances(this, target.term))
        elif target.kind == "subjects":
            found.append(f"{this} {target.term} {scope.fresh()} .")
        elif target.kind == "objects":
            found.append(f"{scope.fresh()} {target.term} {this} .")
    return found


def violations(scope: Scope, shape: Shape, constraint: Constraint, this: str) -> Rows:
    """The patterns, to be joined with the focus nodes, whose solutions are the violations of a constraint."""
    values = value_nodes(shape, this)
    if constraint.rows:
        return constraint.rows(scope, this, values)
    if constraint.focus:
        return Rows([f"FILTER({constraint.focus(scope, this, values)})"])
    assert constraint.value is not None
    value = this if shape.path is None else scope.fresh()
    condition = f"FILTER({constraint.value(scope, this, value)})"
    return Rows([condition] if value == this else [f"{a} {condition}" for a in values(value)], value)


def report_query(rows: Rows, prefixes: list[str], depth: int) -> str:
    """The query that finds every violation of one constraint: set-wise, with no focus node given."""
    columns = [*_chain(depth), *(c for c in (rows.value, rows.path, rows.also) if c)]
    union = _union(joined(prefixes, rows.alternatives))
    return f"SELECT DISTINCT {' '.join(dict.fromkeys(columns))} WHERE {{ {union} }}"


def joined(prefixes: list[str], alternatives: list[str]) -> list[str]:
    """Every prefix with every alternative; kept apart, so that BIND and FILTER see the prefix's variables."""
    return [f"{prefix} {alternative}" for prefix in prefixes for alternative in alternatives]


def ways(prefixes: list[str], depth: int) -> str:
    """The query for the ways in which the focus nodes are reached."""
    return f"SELECT DISTINCT {' '.join(_chain(depth))} WHERE {{ {_union(prefixes)} }}"


def every_focus(prefixes: list[str], depth: int) -> str:
    """The pattern that binds ?this to each focus node once, to be put into a SPARQL constraint."""
    body = re.sub(rf"\?f{depth}\b", "?this", _union(prefixes))
    return body if depth == 0 else f"{{ SELECT DISTINCT ?this WHERE {{ {body} }} }}"


def _chain(depth: int) -> list[str]:
    return [f"?f{i}" for i in range(depth + 1)]


def _union(alternatives: list[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else " UNION ".join(f"{{ {a} }}" for a in alternatives)
