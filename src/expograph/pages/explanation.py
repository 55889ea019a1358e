"""Why the graph holds a triple: the proof, down to the words it rests on."""

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from expograph.errors import DoesNotHold, ExpographError
from expograph.explain import Explanation, explained
from expograph.explain.tree import Node
from expograph.ontology import Term
from expograph.pages import saying
from expograph.pages.model import Name, Quote
from expograph.pages.view import View
from expograph.project import shown

LIMIT = 5
"""Ways in which a missing triple could come about that are told."""


@dataclass(frozen=True)
class Step:
    """A step of a proof as the page shows it.

    Args:
        terms: What is proved: subject, property, value; of a claim what it says.
        words: Why it follows.
        rule: The rule, if one made it.
        formula: The derivation with its numbers.
        quote: The words, if the proof ends in a document.
        at: The file, line and column where it is written.
        parts: What the step needs.
        axioms: How many of them, the first ones, are of the ontology.
    """

    terms: tuple[Name, ...]
    words: Name
    rule: Name | None
    formula: str | None
    quote: Quote | None
    at: str
    parts: tuple["Step", ...]
    axioms: int


def explanation(view: View) -> tuple[Explanation | None, list[Step], str]:
    """Why a triple holds, all values of a property, or all that is said of a thing.

    Returns:
        The answer, its proofs, and what is wrong with what was asked; the first is None where something
        is wrong or nothing was asked.
    """
    given = [view.asked.parameters.get(name, "").strip() for name in ("s", "p", "o")]
    terms = given[: next((i for i, text in enumerate(given) if not text), 3)]
    teller = view.shelf.teller
    if not terms or teller is None:
        return None, [], "" if teller else view.say("These data come without the files that explain them.")
    try:
        found = explained(teller, terms, every=False, limit=LIMIT)
    except DoesNotHold as error:
        return None, [], str(error)
    except ExpographError as error:
        return None, [], str(error)
    return found, [step(view, node) for _, proofs in found.proofs for node in proofs], ""


def within(view: View, text: str) -> str:
    """A text whose paths are those within the project, wherever the server was started."""
    project = view.shelf.project
    for folder in dict.fromkeys((*project.grounds, *project.foundations)):
        if folder.absolute() != Path.cwd():
            text = re.sub(rf"(?<![\w./-]){re.escape(shown(folder))}/", "", text)
    return text


def step(view: View, node: Node) -> Step:
    """A step and all below it."""
    subject, predicate, value = node.statement
    claim = isinstance(subject, NamedNode) and subject.value in view.shelf.claims.by_iri
    quoted = node.quote is not None or node.rule == "derivation"
    if claim and quoted and isinstance(subject, NamedNode):
        told = saying.title(view, subject)
        terms: tuple[Name, ...] = (Name(told.text, told.language, view.name(subject).href),)
    elif isinstance(value, Literal) and node.text == value.value:
        terms = (view.name(value),)
    else:
        names = (view.name(term) for term in (subject, predicate))
        terms = (*names, _value(view, subject, predicate, value))
    return Step(
        terms=terms,
        words=view.told(node.words),
        rule=view.name(node.made_by[0])
        if node.made_by
        else Name(node.rule, code=True)
        if node.inferred
        else None,
        formula=node.formula,
        quote=_quote(view, node),
        at=within(view, str(node.at or "")),
        parts=tuple(step(view, part) for part in node.parts),
        axioms=len(node.axioms),
    )


def _value(view: View, subject: Term, predicate: Term, value: Term) -> Name:
    """A value as text, a number with its bound."""
    cell = saying.bounded(view, subject, getattr(predicate, "value", ""), value)
    return cell.names[0] if cell.figure is None else Name(saying.told(cell.figure))


def _quote(view: View, node: Node) -> Quote | None:
    subject = node.statement[0]
    if node.quote is None or not isinstance(subject, NamedNode):
        return None
    return saying.quote(view, node.quote.document.value, node.quote.exact, subject.value)
