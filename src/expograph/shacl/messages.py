"""From a solution of a query to a validation result with its messages (SHACL 1.0, sections 3.6.2, 5.3.2)."""

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QuerySolution

from expograph.shacl.datatypes import restore
from expograph.shacl.model import Constraint, Result, Select, Shape
from expograph.shacl.paths import Path, predicate
from expograph.shacl.queries import Query
from expograph.shacl.terms import Node, Term

_VARIABLE = re.compile(r"\{[?$](\w+)\}")


def compiled_result(
    shape: Shape, constraint: Constraint, query: Query, solution: QuerySolution, focus: str
) -> Result:
    """The result that a solution of a compiled constraint stands for; focus names the focus variable."""
    value = solution[query.value] if query.value else None
    found = solution[query.path] if query.path else None
    path = predicate(found) if isinstance(found, NamedNode) else shape.path
    known = constraint.constants | {"this": solution[focus]} | ({"value": value} if value is not None else {})
    return _result(shape, constraint, solution[focus], value, path, None, known, None)


def selected_result(
    shape: Shape, constraint: Constraint, select: Select, columns: list[str], solution: QuerySolution
) -> Result:
    """The result that a solution of a SELECT query stands for: its ?value, ?path and ?message, if any."""
    known = {name: solution[name] for name in columns if solution[name] is not None}
    focus = known["this"]
    value = known.get("value", focus if shape.path is None else None)
    found = known.get("path")
    path = predicate(found) if isinstance(found, NamedNode) else shape.path
    return _result(
        shape,
        constraint,
        focus,
        value,
        path,
        select.source,
        constraint.constants | known,
        known.get("message"),
    )


def _result(
    shape: Shape,
    constraint: Constraint,
    focus: Term,
    value: Term | None,
    path: Path | None,
    source: Node | None,
    known: Mapping[str, Term],
    message: Term | None,
) -> Result:
    if isinstance(message, Literal):
        messages: tuple[Literal, ...] = (message,)
    elif constraint.messages:
        messages = tuple(_filled(m, known) for m in constraint.messages)
    else:
        messages = shape.messages or (Literal(_sentence(constraint, path)),)
    focus, value = restore(focus), None if value is None else restore(value)
    return Result(
        focus, path, value, messages, shape.severity, shape.node, constraint.component, source, shape.name
    )


def _sentence(constraint: Constraint, path: Path | None) -> str:
    return f"{path}: {constraint.says}" if path else constraint.says


def _filled(message: Literal, known: Mapping[str, Term]) -> Literal:
    """The message with {?variable} and {$variable} replaced by the values they have."""

    def value(match: re.Match[str]) -> str:
        term = known.get(match.group(1))
        return match.group() if term is None else getattr(term, "value", str(term))

    text = _VARIABLE.sub(value, message.value)
    return Literal(text, language=message.language) if message.language else Literal(text)
