"""Proofs as a picture, in the language of Graphviz (https://graphviz.org/doc/info/lang.html)."""

from collections.abc import Iterable, Iterator

from expograph.explain.provenance import activity, entity
from expograph.explain.text import where
from expograph.explain.tree import Node

HEAD = [
    "digraph explanation {",
    "  rankdir=BT;",
    '  node [fontname="sans-serif", fontsize=10, shape=box];',
    '  edge [fontname="sans-serif", fontsize=9];',
]


def dot(found: Iterable[Node]) -> str:
    """The proofs as one directed graph: boxes are triples, ovals steps, arrows lead to what a step makes."""
    lines: dict[str, None] = {}
    for proof in found:
        for node in proof.walk():
            lines.update(dict.fromkeys(_drawn(node)))
    return "\n".join([*HEAD, *lines, "}"])


def unproved(told: str) -> str:
    """A triple that is not in the graph: a dashed box."""
    return "\n".join([*HEAD, f"  {quoted(told)} [style=dashed];", "}"])


def _drawn(node: Node) -> Iterator[str]:
    """A triple, the step that made it, and the arrows between."""
    box, step = quoted(entity(node).value), quoted(activity(node).value)
    style = "" if node.parts else ", style=filled, fillcolor=lightgrey"
    yield f"  {box} [label={quoted(_label(node))}{style}];"
    if node.parts:
        rule = node.made_by[0].value.rsplit("/", 1)[-1] if node.made_by else node.rule
        yield f"  {step} [label={quoted(rule)}, tooltip={quoted(node.words)}, shape=oval];"
        yield f"  {step} -> {box};"
    for part in node.axioms:
        yield f"  {quoted(entity(part).value)} -> {step} [style=dashed];"
    for part in node.premises:
        yield f"  {quoted(entity(part).value)} -> {step};"


def _label(node: Node) -> str:
    """What a box says: the triple, its quote, its line."""
    words = [f"“{node.quote.exact}”", where(node.quote)] if node.quote else []
    return "\n".join([node.text, *words, *([node.formula] if node.formula else []), *_place(node)])


def _place(node: Node) -> list[str]:
    return [str(node.at)] if node.at else []


def quoted(text: str) -> str:
    r"""A text as Graphviz reads it: quotation marks and backslashes escaped, a line end as \n."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(escaped.splitlines()) + '"'
