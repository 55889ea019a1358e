"""Pre-binding (SHACL 1.0, section 5.3.2 and appendix A) for all focus nodes at once.

SHACL defines a SPARQL constraint focus node by focus node: put the node in place of $this everywhere, then
evaluate. Here the same query runs once. A pattern that gives every focus node is joined in wherever the
standard's substitution would be seen and SPARQL's bottom-up evaluation would not show it: at the start of
the query, and of each inner group that uses $this before its own triple patterns bind it. Groups inside
EXISTS need nothing: SPARQL substitutes there itself. What cannot be done so (LIMIT and OFFSET count
solutions of all focus nodes together; GRAPH changes what the pattern sees) is evaluated node by node, with
VALUES in the same places.
"""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, pairwise

from pyoxigraph import Literal, NamedNode

from expograph.shacl.cascade import cascade
from expograph.shacl.terms import Term
from expograph.shacl.tokens import Group, Query, Token, parse

FORBIDDEN = {"MINUS", "VALUES", "SERVICE", "FROM", "DESCRIBE", "CONSTRUCT"}


def read(text: str, prebound: set[str]) -> Query:
    """A SHACL-SPARQL query, checked against the rules for pre-binding.

    Args:
        text: The query with its prefixes.
        prebound: Names of the variables that get values from outside.

    Raises:
        ValueError: what the query may not do (SHACL 1.0, appendix A).
    """
    query = parse(text)
    tokens = [t for t in query.tokens() if t.kind != "space"]
    for before, token in pairwise(tokens):
        if token.word in FORBIDDEN:
            raise ValueError(f"{token.word} is not allowed with pre-binding")
        if before.word == "AS" and token.var in prebound:
            raise ValueError(f"${token.var} is pre-bound and may not be assigned again")
    for group in query.where.groups():
        if group.kind == "where" and group is not query.where:
            _check_subquery(group)
    fresh = (f"step_{n}" for n in count())
    everywhere = Counter(t.var for t in query.tokens())
    for group in query.where.groups():
        if group.kind == "exists":
            inside = Counter(t.var for t in group.tokens())
            cascade(group, {name for name, times in everywhere.items() if times > inside[name]}, fresh)
    return query


def _check_subquery(where: Group) -> None:
    """A sub-query must return $this, or its solutions could belong to any focus node."""
    projected = _projected(where.head)
    if "this" not in projected and not ("*" in projected and _binding(where) == "binds"):
        raise ValueError("a sub-query must return $this")


def _projected(head: list[Token]) -> set[str]:
    """The variables that a SELECT clause returns as they are, and `*`."""
    names: set[str] = set()
    depth = 0
    for token in head:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and (token.var or token.text == "*"):
            names.add(token.var or "*")
    return names


def projects_this(query: Query) -> bool:
    """Whether a SELECT query returns $this."""
    return bool({"this", "*"} & _projected(query.where.head))


def _binding(group: Group) -> str:
    """How a group meets $this.

    It `binds` it by its own triples before any other use, `needs` it bound from the start, only `filters` by
    it at the end, or `ignores` it.
    """
    depth, filtered, before, expression = 0, False, "", ""
    for part in group.parts:
        if isinstance(part, Group):
            if part.kind == "exists" and part.mentions("this"):
                filtered = True
            if part.kind == "optional" and part.mentions("this"):
                return "needs"
            continue
        depth += {"(": 1, ")": -1}.get(part.text, 0)
        if part.word:
            expression = part.word if depth == 0 else expression
        if part.var == "this" and depth == 0 and before != "GRAPH":
            return "binds"
        if part.var == "this" and (expression == "BIND" or before == "GRAPH"):
            return "needs"
        filtered = filtered or part.var == "this"
        before = before if part.kind == "space" else part.word
    return "filters" if filtered else "ignores"


def _needs(group: Group) -> bool:
    """Whether the focus nodes must be joined into the group."""
    binding = _binding(group)
    if group.kind == "where":  # the modifiers of a sub-query may use $this as well
        return binding != "binds"
    # the FILTER of an OPTIONAL sees what stands before it, which is joined with the focus nodes already
    return binding == "needs" or (binding == "filters" and group.kind != "optional")


@dataclass
class Prepared:
    """A query ready to take its focus nodes.

    Args:
        query: The query; its groups are shared, never changed.
        places: The groups at whose start the focus nodes are joined in, by identity.
        one_by_one: Why the query must be asked for each focus node, or None.
    """

    query: Query
    places: set[int]
    one_by_one: str | None

    def text(self, focus: str) -> str:
        """The query with the pattern that binds ?this put in its places."""
        return _query_text(self.query.where, focus, self.places)


def prepare(query: Query) -> Prepared:
    """Find where the focus nodes go, and whether they can go in together."""
    places = {id(query.where)}
    reason = None
    for group, in_graph in _outside_exists(query.where, False):
        if group is not query.where and _needs(group):
            places.add(id(group))
            if in_graph:
                reason = "$this is used inside GRAPH before it is bound"
    if any(t.word in {"LIMIT", "OFFSET"} for t in query.tokens()):
        reason = "LIMIT and OFFSET count the solutions of one focus node"
        places |= {id(group) for group in query.where.groups() if group.kind == "where"}
    return Prepared(query, places, reason)


def _outside_exists(group: Group, in_graph: bool) -> list[tuple[Group, bool]]:
    found = [(group, in_graph)]
    for part in group.parts:
        if isinstance(part, Group) and part.kind != "exists":
            found += _outside_exists(part, in_graph or part.kind == "graph")
    return found


def _query_text(where: Group, focus: str, places: set[int]) -> str:
    head, tail = ("".join(t.text for t in side) for side in (where.head, where.tail))
    return f"{head}{_group_text(where, focus, places)}{tail}"


def _group_text(group: Group, focus: str, places: set[int]) -> str:
    inner = "".join(_part_text(p, focus, places) for p in group.parts)
    return f"{{ {focus + ' ' if id(group) in places else ''}{inner} }}"


def _part_text(part: Token | Group, focus: str, places: set[int]) -> str:
    if isinstance(part, Token):
        return part.text
    return _query_text(part, focus, places) if part.kind == "where" else _group_text(part, focus, places)


def put_constants(query: Query, constants: dict[str, str]) -> None:
    """Put constants in place of pre-bound variables other than $this, in place.

    bound() of one is true; a SELECT clause or GROUP BY that lists one drops it, because it tells nothing.
    """
    for group in query.where.groups():
        if group.kind == "where":
            for side in (group.head, group.tail):
                _drop_listed(side, constants)
    tokens = [t for t in query.tokens() if t.kind != "space"]
    for i, token in enumerate(tokens):
        if token.var in constants:
            if i > 1 and tokens[i - 2].word == "BOUND":
                tokens[i - 2].text, tokens[i - 1].text, token.text, tokens[i + 1].text = "", "(", "true", ")"
            else:
                token.text = constants[token.var]
            token.kind = "other"


def _drop_listed(tokens: list[Token], constants: dict[str, str]) -> None:
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.var in constants:
            token.kind, token.text = "space", " "


def as_pattern(query: Query, renamed: dict[str, str], suffix: str) -> str:
    """The query as a pattern that has a solution where the query has one, for use inside EXISTS.

    Args:
        query: What `read` gave, constants put in.
        renamed: Name of each pre-bound variable -> the variable of the outer query.
        suffix: What keeps all other variables and blank nodes apart from the outer query's.
    """
    query = deepcopy(query)
    if not any(t.kind != "space" for t in query.where.tail):
        cascade(query.where, set(renamed), (f"first_{n}" for n in count()))
    for token in query.tokens():
        if token.kind == "var":
            token.text = renamed.get(token.var, f"?{token.var}{suffix}")
        elif token.kind == "blank":
            token.text += suffix
    if any(t.kind != "space" for t in query.where.tail):
        return f"{{ {_query_text(query.where, '', set())} }}"
    return "".join(_part_text(p, "", set()) for p in query.where.parts)


def constant_text(term: Term) -> str:
    """A pre-bound term as it stands in a query.

    Raises:
        ValueError: for a blank node, which no query can name.
    """
    if not isinstance(term, NamedNode | Literal):
        raise ValueError("a blank node cannot be pre-bound")
    return str(term)
