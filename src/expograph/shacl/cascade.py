"""EXISTS rewritten so that a store evaluates it by look-ups: one triple pattern a level.

`EXISTS { A . B FILTER(f) }` holds where `EXISTS { A FILTER EXISTS { B FILTER(f) } }` does: there is a
solution of A that some solution of B goes with, and f is true of both. Stores plan the first without
knowing what is bound outside, and may read all of B for each solution outside; the second leaves them no
choice but to start from what is bound. Only groups of plain triple patterns and filters are rewritten; any
other is left as it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from expograph.shacl.tokens import Group, Token

Part = Token | Group


@dataclass(frozen=True)
class Pattern:
    """A triple pattern as tokens, a literal with tag or type being one."""

    tokens: tuple[Token, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(t.var for t in self.tokens if t.var)

    def parts(self) -> list[Part]:
        """The pattern as it stands in a group."""
        return [p for t in (*self.tokens, Token("other", ".")) for p in (t, Token("space", " "))]


class _Unknown(Exception):
    """Something that is neither a plain triple pattern nor a filter."""


def cascade(group: Group, bound: set[str], fresh: Iterator[str]) -> None:
    """Rewrite a group that stands in EXISTS, in place, if it can be.

    Args:
        group: The group.
        bound: Names of the variables that may be bound outside.
        fresh: Names for variables that the query does not use.
    """
    try:
        patterns, filters = _contents(group.parts, fresh)
    except _Unknown:
        return
    if len(patterns) < 2:
        return
    *outer, last = _in_reach(patterns, bound)
    parts: list[Part] = [*last.parts(), *filters]
    for pattern in reversed(outer):
        parts = [*pattern.parts(), Token("word", "FILTER EXISTS "), Group("exists", parts)]
    group.parts[:] = parts


def _in_reach(patterns: list[Pattern], bound: set[str]) -> list[Pattern]:
    """The patterns in an order in which each, if possible, shares a variable with what is bound before it."""
    known, todo, found = set(bound), list(patterns), []
    while todo:
        following = max(todo, key=lambda p: len(p.variables & known) - len(p.variables - known) / 10)
        todo.remove(following)
        found.append(following)
        known |= following.variables
    return found


def _contents(parts: list[Part], fresh: Iterator[str]) -> tuple[list[Pattern], list[Part]]:
    """The triple patterns and the filters of a group."""
    triples: list[Token] = []
    filters: list[Part] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        if isinstance(part, Token) and part.word == "FILTER":
            end = _filter_end(parts, i + 1)
            filters += [*parts[i:end], Token("space", " ")]
            triples.append(Token("other", "."))
            i = end
        elif isinstance(part, Group) or part.kind == "blank" or part.text in "[]":
            raise _Unknown
        else:
            triples += [part] if part.kind != "space" else []
            i += 1
    return [p for statement in _split(triples, ".") for p in _statement(statement, fresh)], filters


def _filter_end(parts: list[Part], start: int) -> int:
    """The index after the constraint of a FILTER: a group after EXISTS, or a pair of brackets."""
    depth = 0
    for i in range(start, len(parts)):
        part = parts[i]
        if isinstance(part, Group):
            if depth == 0:
                return i + 1
            continue
        depth += {"(": 1, ")": -1}.get(part.text, 0)
        if part.text == ")" and depth == 0:
            return i + 1
    raise _Unknown


def _statement(tokens: list[Token], fresh: Iterator[str]) -> Iterator[Pattern]:
    """The triple patterns of `subject verb object, object ; verb object`."""
    subject, rest = tokens[:1], tokens[1:]
    if subject[0].kind not in {"var", "iri"}:
        raise _Unknown
    for properties in _split(rest, ";"):
        first, *others = _split(properties, ",")
        at = _object_start(first)
        if at == 0:
            raise _Unknown
        *steps, verb = _steps(first[:at])
        start = subject
        for step in steps:
            middle = [Token("var", f"?{next(fresh)}")]
            yield Pattern((*start, *step, *middle))
            start = middle
        for value in [first[at:], *others]:
            if _object_start(value) != 0:
                raise _Unknown
            one = value if len(value) == 1 else [Token("string", "".join(t.text for t in value))]
            yield Pattern((*start, *verb, *one))


def _steps(verb: list[Token]) -> list[list[Token]]:
    """The steps of a verb that is a sequence; each of them may be any path."""
    alternatives = _split(verb, "|")
    return _split(verb, "/") if len(alternatives) == 1 else [verb]


def _object_start(tokens: list[Token]) -> int:
    """Where the object at the end of the tokens starts."""
    last = tokens[-1]
    if last.kind == "word" and last.text.startswith("@"):
        return len(tokens) - 2
    if last.kind == "iri" and len(tokens) > 2 and tokens[-2].text == tokens[-3].text == "^":
        return len(tokens) - 4
    if last.kind == "number" and len(tokens) > 1 and tokens[-2].text in "+-":
        raise _Unknown  # a sign, or the end of a path
    if last.kind in {"var", "iri", "string", "number"} or last.word in {"TRUE", "FALSE"}:
        return len(tokens) - 1
    raise _Unknown


def _split(tokens: list[Token], separator: str) -> list[list[Token]]:
    """The non-empty runs of tokens between separators that stand outside brackets."""
    runs: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == separator and depth == 0:
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if run]
