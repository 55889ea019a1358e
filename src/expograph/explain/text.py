"""Proofs as indented text, for people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from expograph.explain.tree import Node, Quote
from expograph.ontology import short
from expograph.table import CONTROL

if TYPE_CHECKING:
    from expograph.explain.absent import Absent, Lack

Line = list[tuple[str, str]]
"""A line as pieces, each with its style on a terminal."""
PLACE, RULE, WORDS, WRONG = "dim", "cyan", "green", "yellow"
LAST_QUOTES = 2
UNKNOWN = "nothing in the graph says why: run expograph build"


def proofs(told: str, found: Sequence[Node]) -> Iterator[Line]:
    """Each proof of a triple as a tree under it."""
    if not found:
        yield [(told, "bold")]
        yield [(f"  {UNKNOWN}", WRONG)]
    for number, node in enumerate(found, 1):
        if number > 1:
            yield []
        if len(found) > 1:
            yield [(f"{number} of {len(found)}", PLACE)]
        yield from _tree(node, "", "", set())


def _tree(node: Node, first: str, rest: str, seen: set[Node]) -> Iterator[Line]:
    """A proof with its branches drawn; what was proved further up is not proved again."""
    yield [(first, PLACE), (node.text, "bold")]
    if node in seen and node.parts:
        yield [(rest, PLACE), ("  as above", PLACE)]
        return
    seen.add(node)
    bar = "│ " if node.parts else "  "
    for line in _reason(node):
        yield [(rest + bar, PLACE), *line]
    for i, part in enumerate(node.parts):
        last = i == len(node.parts) - 1
        yield from _tree(part, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "), seen)


def _reason(node: Node) -> Iterator[Line]:
    """Why a step holds: its rule, or its quote or line."""
    if node.quote:
        yield [(f"“{node.quote.exact}”", WORDS), (f" {where(node.quote)}", "")]
    elif node.made_by:
        rule, label = node.made_by
        yield [(short(rule), RULE), (f": {label}", "")]
    elif node.inferred:
        yield [(node.rule, RULE), (f": {node.words}", "")]
    else:
        yield [(node.words, "")]
    if node.formula:
        yield [(node.formula, WORDS)]
    if node.at:
        yield [(str(node.at), PLACE)]
    if node.lost:
        yield from ([(line.strip(), WRONG)] for line in node.lost.splitlines())


def where(quote: Quote) -> str:
    """Where a quote stands and who says so."""
    speakers = ", ".join(short(speaker) for speaker in quote.speakers)
    said = f", said by {speakers}" if speakers else ""
    return f"{short(quote.document)} {quote.start}–{quote.end}{said}"


def summary(told: str, node: Node | None) -> Iterator[Line]:
    """A triple in brief: the rule that made it, and the first words that it rests on."""
    yield [(told, "bold")]
    yield [("    ", ""), *(_short(node) if node else [(UNKNOWN, WRONG)])]


def _short(node: Node) -> Line:
    """The reason of a triple in one line."""
    ends = list(dict.fromkeys(end for end in node.walk() if end.quote))
    quotes = [f"“{end.quote.exact}” {where(end.quote)}" for end in ends if end.quote]
    told = "; ".join(quotes[:LAST_QUOTES])
    more = f" and {len(quotes) - LAST_QUOTES} more" if len(quotes) > LAST_QUOTES else ""
    rule = short(node.made_by[0]) if node.made_by else node.rule
    place = next(
        (f"{end.at}" for end in node.walk() if end.at and end.rule != "ontology"), str(node.at or "")
    )
    return [(rule, RULE), (": ", ""), (told + more, WORDS) if told else (place, PLACE)]


def missing(found: "Absent", limit: int) -> Iterator[Line]:
    """A triple that is not in the graph, and what would have to hold."""
    yield [(found.text, "bold"), (" is not in the graph", WRONG)]
    if found.values:
        yield [("  its values are ", ""), (", ".join(found.values), "bold")]
    for told, reason in found.claims:
        yield [("  ", ""), (told, "bold"), (f": {reason}", "")]
    ways = [
        *((lack, "could derive it") for lack in found.derivations),
        *((lack, "would make it") for lack in found.lacks),
    ]
    for lack, verb in ways[:limit]:
        yield from _lack(lack, verb)
    if len(ways) > limit:
        yield [(f"  and {len(ways) - limit} more ways: --limit shows more", PLACE)]
    if not ways:
        said = (
            "holds of everything, and is left out"
            if found.trivial
            else "no rule could make it: a document would have to say so"
        )
        yield [(f"  {said}", "")]


def _lack(lack: "Lack", verb: str) -> Iterator[Line]:
    """A rule that could make a triple, what it has and what it lacks."""
    yield [("  ", ""), (lack.rule, RULE), (f" {verb}: {lack.words}", "")]
    for name, style, triples in (
        ("axiom", PLACE, lack.axioms),
        ("holds", WORDS, lack.holding),
        ("missing", WRONG, lack.missing),
    ):
        yield from ([(f"      {name:<8}", style), (triple, "")] for triple in triples)
    if not lack.missing:
        yield [
            ("      it has all that it takes: what it derives is another value, or fails a condition", WRONG)
        ]


def plain(lines: Iterable[Line]) -> str:
    """The lines without colour."""
    return "\n".join("".join(text.translate(CONTROL) for text, _ in line).rstrip() for line in lines)


def coloured(lines: Iterable[Line]) -> str:
    """The lines for a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    with console.capture() as capture:
        for line in lines:
            console.print(
                Text.assemble(*((text.translate(CONTROL), style) for text, style in line)), soft_wrap=True
            )
    return capture.get().rstrip()
