"""Why a triple is not in the graph: which rules could make it, what each lacks, and what claims say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph import parameters
from expograph.explain.display import term
from expograph.explain.figures import says
from expograph.explain.graph import Graph
from expograph.explain.said import PREDICATE, claims_on, deprecated, narrowing, states
from expograph.explain.tree import words
from expograph.namespaces import expo
from expograph.ontology import short
from expograph.reason.lacking import Attempt, attempts
from expograph.reason.rule import Atom

VARIABLES = "xyzuvw"


@dataclass(frozen=True)
class Lack:
    """A rule that could make a triple: its axioms and premises that hold, and those that are missing."""

    rule: str
    words: str
    axioms: tuple[str, ...]
    holding: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """A triple that is not in the graph.

    Args:
        text: The triple on one line, ? for an object that was not asked for.
        values: What the graph has of this subject and property instead.
        claims: Claims on it that make no such triple, each with the reason.
        lacks: The rules of OWL 2 RL that could make it, those first that lack least.
        derivations: The rules that might derive it from claims: name, label and sentence.
    """

    text: str
    values: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    lacks: tuple[Lack, ...]
    derivations: tuple[tuple[str, str, str], ...]


def absent(graph: Graph, subject: int, predicate: int, value: int | None, text: str) -> Absent:
    """What would have to hold for a triple to be in the graph.

    Args:
        graph: The graph, which does not have the triple.
        subject: Its subject, by number.
        predicate: Its property.
        value: Its object; None if any would do.
        text: The triple on one line.
    """
    terms = graph.engine.terms.terms
    others = graph.ordered(graph.engine.facts.by_subject(predicate).get(subject, ()))
    found = attempts(graph.explainer, graph.engine.facts, subject, predicate, value)
    return Absent(
        text,
        tuple(term(graph, terms[o]) for o in others),
        tuple(_claims(graph, subject, predicate, value)),
        tuple(_lack(graph, attempt) for attempt in found),
        tuple(_derivations(graph, predicate)),
    )


def _derivations(graph: Graph, predicate: int) -> Iterator[tuple[str, str, str]]:
    """The derivation rules whose template has the property, or any property that the graph has figures of."""
    from expograph import rules

    iri = graph.engine.terms.terms[predicate]
    claims = graph.subjects(PREDICATE, predicate)
    counted = any(graph.values(claim, expo(end)) for claim in claims for end in ("lower", "upper"))
    for rule in rules.load(graph.project.rules):
        named = re.search(r"rdf:predicate\s+(\S+)", parameters.without_comments(rule.text))
        if rule.derives and named and (named[1] == short(iri) or (counted and named[1].startswith("?"))):
            yield short(rule.iri), rule.header.summary, rule.header.description


def _lack(graph: Graph, attempt: Attempt) -> Lack:
    names: dict[int, str] = {}
    said = [
        tuple(_said(graph, a, names) for a in part)
        for part in (attempt.axioms, attempt.holding, attempt.missing)
    ]
    return Lack(attempt.rule, words()[attempt.rule], *said)


def _said(graph: Graph, atom: Atom, names: dict[int, str]) -> str:
    """A triple on one line, its open ends as variables."""
    parts = []
    for number in atom:
        if number < 0:
            parts.append("?" + names.setdefault(number, VARIABLES[len(names) % len(VARIABLES)]))
        else:
            parts.append(term(graph, graph.engine.terms.terms[number]))
    return " ".join(parts)


def _claims(graph: Graph, subject: int, predicate: int, value: int | None) -> Iterator[tuple[str, str]]:
    """The claims on this subject and property, and why none makes the triple."""
    for claim in claims_on(graph, subject, predicate):
        iri = graph.engine.terms.terms[claim]
        told = f"{short(iri)}: {says(graph, claim)}" if isinstance(iri, NamedNode) else str(iri)
        yield told, _reason(graph, claim, (subject, predicate, value or 0))


def _reason(graph: Graph, claim: int, atom: Atom) -> str:
    """Why a claim does not make a triple."""
    narrowed = [f"{short(p)} {short(o)}" for p, o in narrowing(graph, claim)]
    if narrowed:
        return f"speaks of a part only: {', '.join(narrowed)}"
    if deprecated(graph, claim):
        return "is set aside (expo:DeprecatedRank)"
    if atom[2] and states(graph, claim, atom):
        return "another claim is preferred to it"
    return "says something else"
