"""What a derivation rule asks for, read out of its SPARQL: the triples of its template and of its body.

Only triples, listed terms and comparisons of two variables are read; other filters, assignments and what is
optional are conditions that are not looked up. Each branch of a UNION, and each listed term, makes a variant.
"""

import re
from collections.abc import Iterator
from itertools import product

from expograph.parameters import without_comments

TOKEN = re.compile(
    r"""[?$]\w+ | <[^<>\s]*> | "(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^\S+)?
      | [A-Za-z][\w-]*:[\w.-]*[\w-] | \w+(?:\.\d+)? | [\[\]{}().;,]|[^\s\w]""",
    re.VERBOSE,
)
COMPARISON = re.compile(
    r"FILTER \s* \( \s* (?:STR\()? (\?\w+) \)? \s* (!=|<|>) \s* (?:STR\()? (\?\w+) \)? \s* \)",
    re.VERBOSE | re.IGNORECASE,
)
Pattern = tuple[str, str, str]
Body = tuple[Pattern, ...]
SKIPPED = {"FILTER", "BIND", "OPTIONAL", "MINUS", "VALUES", "NOT", "EXISTS"}
KEYWORDS = SKIPPED | {"CONSTRUCT", "SELECT", "UNION", "AS"}
OPENS, CLOSES = {"{": "}", "(": ")"}, {"}", ")"}


def template(text: str) -> list[Pattern]:
    """The triples that a CONSTRUCT makes; none if the text is none."""
    tokens = _tokens(text)
    start, end = _template(tokens)
    inside = ["_:made" if token == "[" else token for token in tokens[start + 1 : end] if token != "]"]
    return [pattern for sentence in _sentences(inside) for pattern in sentence]


def bodies(text: str) -> list[Body]:
    """The triples that a CONSTRUCT asks for, once for each way through its unions and listed terms."""
    tokens = _tokens(text)
    _, end = _template(tokens)
    group = tokens[end + 1 :]
    start = group.index("{") if "{" in group else len(group)
    return [tuple(dict.fromkeys(body)) for body in _variants(group[start + 1 : _end(group, start)])]


def _tokens(text: str) -> list[str]:
    """The tokens of a query; SPARQL has its keywords in any case."""
    found = TOKEN.findall(without_comments(text))
    return [token.upper() if token.upper() in KEYWORDS else token for token in found]


def _template(tokens: list[str]) -> tuple[int, int]:
    """Where the template of a CONSTRUCT begins and ends."""
    if "CONSTRUCT" not in tokens or "{" not in tokens:
        return len(tokens), len(tokens)
    start = tokens.index("{", tokens.index("CONSTRUCT"))
    return start, _end(tokens, start)


def comparisons(text: str) -> list[Pattern]:
    """The filters that compare two variables: one, operator, other."""
    return [(one, operator, other) for one, operator, other in COMPARISON.findall(without_comments(text))]


def _end(tokens: list[str], start: int) -> int:
    """Where the bracket that opens at a place is closed."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += (tokens[i] in OPENS) - (tokens[i] in CLOSES)
        if depth == 0:
            return i
    return len(tokens)


def _variants(tokens: list[str]) -> list[Body]:
    """The triples of a group, once for each way through its unions; a sub-select counts for its group."""
    if tokens and tokens[0] == "SELECT":
        start = tokens.index("{")
        return _variants(tokens[start + 1 : _end(tokens, start)])
    plain: list[str] = []
    parts: list[list[Body]] = []
    i = 0
    while i < len(tokens):
        if tokens[i] in SKIPPED:
            end = _past(tokens, i + 1)
            parts.append(_set(tokens[i:end]))
            i = end
        elif tokens[i] == "{":
            end = _end(tokens, i)
            found = _variants(tokens[i + 1 : end])
            joined = tokens[i - 1 : i] == ["UNION"]
            parts[-1:] = [[*parts[-1], *found]] if joined else [*parts[-1:], found]
            i = end + 1
        else:
            plain.append("." if tokens[i] == "UNION" else tokens[i])
            i += 1
            continue
        plain.append(".")
    own = tuple(pattern for sentence in _sentences(plain) for pattern in sentence)
    return [own + tuple(p for part in chosen for p in part) for chosen in product(*parts)]


def _set(tokens: list[str]) -> list[Body]:
    """What VALUES or BIND lets variables be, if it lists terms: a body with = for each way."""
    if tokens[0] == "BIND" and len(tokens) == 6 and tokens[3] == "AS":
        return [((tokens[4], "=", tokens[2]),)]
    if tokens[0] != "VALUES" or any(token.isdigit() for token in tokens):
        return [()]
    start = tokens.index("{")
    names, given = ([t for t in side if t not in "(){}"] for side in (tokens[1:start], tokens[start:]))
    rows = [given[i : i + len(names)] for i in range(0, len(given), len(names))]
    return [tuple((name, "=", term) for name, term in zip(names, row, strict=True)) for row in rows]


def _past(tokens: list[str], i: int) -> int:
    """The place after a condition: after the group or expression that it ends with."""
    while (
        i < len(tokens)
        and tokens[i] != "{"
        and (tokens[i] != "(" or "{" in tokens[_end(tokens, i) + 1 :][:1])
    ):
        i += 1
    return _end(tokens, i) + 1


def _sentences(tokens: list[str]) -> Iterator[list[Pattern]]:
    """The triples of each subject; a property path is left out."""
    sentence: list[str] = []
    for token in [*tokens, "."]:
        if token != ".":
            sentence.append(token)
            continue
        if len(sentence) > 2:
            yield list(_triples(sentence[0], sentence[1:]))
        sentence = []


def _triples(subject: str, tokens: list[str]) -> Iterator[Pattern]:
    """The triples of one subject: predicate, objects after commas, next predicate after a semicolon."""
    part: list[str] = []
    for token in [*tokens, ";"]:
        if token in ("*", "+"):  # of a transitive property, as the closure has it
            continue
        if token != ";":
            part.append(token)
            continue
        objects = [t for t in part[1:] if t != ","]
        if len(part) > 1 and len(part) == 2 * len(objects):
            yield from ((subject, part[0], value) for value in objects)
        part = []
