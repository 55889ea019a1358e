"""Proofs as nested JSON."""

from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.explain.tree import Node, Quote
from expograph.ontology import Term


def nested(node: Node) -> dict[str, Any]:
    """A proof, each step with what it needs inside it; what a step does not have is left out."""
    keys = ("subject", "predicate", "object")
    content = {
        "triple": {key: value(term) for key, term in zip(keys, node.statement, strict=True)},
        "text": node.text,
        "rule": node.rule,
        "words": node.words,
        "derivation": {"rule": node.made_by[0].value, "label": node.made_by[1]} if node.made_by else None,
        "formula": node.formula,
        "at": {"file": node.at.file, "line": node.at.line, "column": node.at.column} if node.at else None,
        "lost": node.lost,
        "quote": quoted(node.quote) if node.quote else None,
        "axioms": [nested(part) for part in node.axioms],
        "premises": [nested(part) for part in node.premises],
    }
    return {key: part for key, part in content.items() if part}


def quoted(quote: Quote) -> dict[str, Any]:
    """Words of a document."""
    speakers = [value(speaker) for speaker in quote.speakers]
    place = {"document": quote.document.value, "start": quote.start, "end": quote.end}
    return {**place, "exact": quote.exact, "saidBy": speakers}


def value(term: Term) -> dict[str, str]:
    """A term as SPARQL 1.1 Query Results JSON Format, section 3.2.2, has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode" if isinstance(term, BlankNode) else "triple", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
