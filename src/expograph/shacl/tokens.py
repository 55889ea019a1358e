"""SPARQL text as tokens and groups: enough of the grammar to pre-bind variables and leave the rest alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<var>[?$]\w+)
      | (?P<blank>_:[\w.-]*\w)
      | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)
      | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<word>@?[A-Za-z_][\w-]*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass
class Token:
    """A piece of the query: its kind (the names of the pattern above) and text, which may be replaced."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword, in capitals, or nothing."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def var(self) -> str:
        """The variable's name, or nothing."""
        return self.text[1:] if self.kind == "var" else ""


@dataclass
class Group:
    """What stands between two braces: tokens and inner groups, in order.

    Args:
        kind: plain, optional, exists, graph, select (holds a sub-query) or where (a query's own pattern).
        parts: The contents without the braces.
        head: For a group of kind where: the tokens before it, SELECT to WHERE.
        tail: For a group of kind where: the tokens after it (GROUP BY, HAVING, …).
    """

    kind: str
    parts: "list[Token | Group]" = field(default_factory=list)
    head: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)

    def tokens(self) -> Iterator[Token]:
        """Every token inside, at any depth."""
        for part in self.parts:
            if isinstance(part, Token):
                yield part
            else:
                yield from part.head
                yield from part.tokens()
                yield from part.tail

    def groups(self) -> "Iterator[Group]":
        """This group and every group inside it."""
        yield self
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.groups()

    def mentions(self, name: str) -> bool:
        """Whether the variable occurs inside."""
        return any(t.var == name for t in self.tokens())


@dataclass
class Query:
    """A query without prologue, prefixed names written in full: its outer pattern holds all of it."""

    where: Group

    def tokens(self) -> Iterator[Token]:
        """Every token after the prologue."""
        yield from self.where.head
        yield from self.where.tokens()
        yield from self.where.tail


def tokenise(text: str) -> list[Token]:
    """The tokens of a SPARQL text; joined again they are the text."""
    return [Token(m.lastgroup or "other", m.group()) for m in _TOKEN.finditer(text)]


def parse(text: str) -> Query:
    """A SELECT or ASK query as groups.

    Raises:
        ValueError: if braces do not match, or there is no SELECT or ASK.
    """
    tokens = _in_full(tokenise(text))
    start = next((i for i, t in enumerate(tokens) if t.word in {"SELECT", "ASK"}), None)
    if start is None:
        raise ValueError("neither SELECT nor ASK")
    where, end = _query(tokens, start)
    if any(t.text in "{}" for t in tokens[end:]):
        raise ValueError("braces do not match")
    where.tail = tokens[end:]
    return Query(where)


def _in_full(tokens: list[Token]) -> list[Token]:
    """The tokens with prefixed names replaced by IRIs, so that a part of the query can stand anywhere."""
    seen = [t for t in tokens if t.kind != "space"]
    prefixes = {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(seen, seen[1:], seen[2:], strict=False)
        if word.word == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }
    for token in seen:
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            namespace = prefixes.get(prefix + ":")
            if namespace is not None:
                local = re.sub(r"\\(.)", r"\1", local)
                token.kind, token.text = "iri", f"<{namespace}{local}>"
    return tokens


def _query(tokens: list[Token], start: int) -> tuple[Group, int]:
    """The pattern of the query that starts here, and where its modifiers start."""
    depth, i = 0, start
    while i < len(tokens) and not (tokens[i].text == "{" and depth == 0):
        depth += {"(": 1, ")": -1}.get(tokens[i].text, 0)
        i += 1
    where, end = _group(tokens, i + 1, "where")
    where.head = tokens[start:i]
    return where, end


def _group(tokens: list[Token], start: int, kind: str) -> tuple[Group, int]:
    """The group whose first token inside the brace is at start, and the index after its closing brace."""
    first = next((i for i in range(start, len(tokens)) if tokens[i].kind != "space"), len(tokens))
    if first < len(tokens) and tokens[first].word == "SELECT":
        inner, end = _query(tokens, first)
        close = next((i for i in range(end, len(tokens)) if tokens[i].text == "}"), None)
        if close is None:
            raise ValueError("braces do not match")
        inner.tail = tokens[end:close]
        return Group("select" if kind != "exists" else kind, [inner]), close + 1
    group, i = Group(kind), start
    while i < len(tokens) and tokens[i].text != "}":
        if tokens[i].text == "{":
            inner, i = _group(tokens, i + 1, _kind(group.parts))
            group.parts.append(inner)
        else:
            group.parts.append(tokens[i])
            i += 1
    if i >= len(tokens):
        raise ValueError("braces do not match")
    return group, i + 1


def _kind(before: "list[Token | Group]") -> str:
    """The kind of a group, from what stands before its brace."""
    tokens = [p for p in before if not (isinstance(p, Token) and p.kind == "space")]
    last = tokens[-1].word if tokens and isinstance(tokens[-1], Token) else ""
    if len(tokens) > 1 and isinstance(tokens[-2], Token) and tokens[-2].word == "GRAPH":
        return "graph"
    return {"OPTIONAL": "optional", "EXISTS": "exists"}.get(last, "plain")
