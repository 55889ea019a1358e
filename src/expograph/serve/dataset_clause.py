"""The dataset that a query names itself (SPARQL 1.1 Query, section 13.2)."""

import re

from expograph.iri import resolved
from expograph.shacl.tokens import Token, tokenise


def several_defaults(text: str, base: str) -> tuple[list[str], list[str]] | None:
    """The graphs of a query's FROM and FROM NAMED clauses, if more than one makes up its default graph.

    A default graph of several is their merge, in which a triple stands once; the store's union would give it
    as often as graphs hold it.

    Args:
        text: A query.
        base: The IRI against which its relative IRIs are resolved.
    """
    if text.lower().count("from") < 2:
        return None
    tokens = [t for t in tokenise(text) if t.kind != "space"]
    prefixes, start = prologue(tokens, base)
    default: list[str] = []
    named: list[str] = []
    at = start
    while at < len(tokens) and tokens[at].text != "{" and tokens[at].word != "WHERE":
        if tokens[at].word == "FROM" and at + 2 < len(tokens):
            is_named = tokens[at + 1].word == "NAMED"
            (named if is_named else default).append(in_full(tokens[at + 1 + is_named], prefixes))
        at += template(tokens, at) if tokens[at].word == "CONSTRUCT" else 1
    return (default, named) if len(default) > 1 else None


def template(tokens: list[Token], at: int) -> int:
    """How many tokens a CONSTRUCT and its template are."""
    if tokens[at + 1].text != "{":
        return 1
    end = next((i for i in range(at, len(tokens)) if tokens[i].text == "}"), at)
    return end - at + 1


def prologue(tokens: list[Token], base: str) -> tuple[dict[str, str], int]:
    """What the prefixes stand for, the empty one for the base among them, and where the prologue ends."""
    prefixes, at = {"": base}, 0
    while at + 2 < len(tokens) and tokens[at].word in ("BASE", "PREFIX"):
        is_base = tokens[at].word == "BASE"
        iri = resolved(prefixes[""], tokens[at + 1 + (not is_base)].text[1:-1])
        prefixes["" if is_base else tokens[at + 1].text] = iri
        at += 2 if is_base else 3
    return prefixes, at


def in_full(token: Token, prefixes: dict[str, str]) -> str:
    """The absolute IRI of an IRI or a prefixed name."""
    if token.kind == "iri":
        return resolved(prefixes[""], token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local)
