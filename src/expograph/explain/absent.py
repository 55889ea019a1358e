"""Why a triple is not in the graph: which rules could make it, what each lacks, and what claims say."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from expograph import rules
from expograph.explain.display import term
from expograph.explain.figures import says
from expograph.explain.graph import Graph
from expograph.explain.said import OBJECT, PREDICATE, SUBJECT, claims_on, deprecated, narrowing, states
from expograph.explain.tree import words
from expograph.explain.underived import NearMiss, near_misses
from expograph.namespaces import expo
from expograph.ontology import short
from expograph.reason import trivial
from expograph.reason.lacking import Attempt, Part, attempts
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
        derivations: The rules that could derive it from claims, those first that lack least.
        trivial: Whether it holds of everything, and is left out for that.
    """

    text: str
    values: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    lacks: tuple[Lack, ...]
    derivations: tuple[Lack, ...]
    trivial: bool


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
        tuple(_lack(graph, attempt) for attempt in found if not any(map(trivial, attempt.axioms))),
        tuple(_derivation(graph, miss) for miss in near_misses(graph, subject, predicate, value)),
        value is not None and trivial((subject, predicate, value)),
    )


def _lack(graph: Graph, attempt: Attempt) -> Lack:
    names: dict[int, str] = {}
    said = [
        tuple(_said(graph, a, names) for a in part)
        for part in (attempt.axioms, attempt.holding, attempt.missing)
    ]
    return Lack(attempt.rule, words()[attempt.rule], *said)


def _said(graph: Graph, atom: Atom, names: dict[int, str]) -> str:
    """A triple on one line, its open ends as variables."""
    return " ".join(_name(graph, number, names) for number in atom)


def _name(graph: Graph, number: int, names: dict[int, str]) -> str:
    """A term, or a variable by a letter; 0 is a value that is not asked for."""
    if number < 0:
        return "?" + names.setdefault(number, VARIABLES[len(names) % len(VARIABLES)])
    return term(graph, graph.engine.terms.terms[number]) if number else "…"


def _derivation(graph: Graph, miss: NearMiss) -> Lack:
    """A derivation rule, the claims that it found and those that it did not."""
    names: dict[int, str] = {}
    said = [
        tuple(dict.fromkeys(_premise(graph, part, names) for part in parts))
        for parts in (miss.holding, miss.missing)
    ]
    rule = rules.read(miss.rule)
    return Lack(short(rule.iri), rule.header.description, (), *said)


def _premise(graph: Graph, part: Part, names: dict[int, str]) -> str:
    """A claim that a rule found, or wants; anything else as a triple."""
    about: defaultdict[int, list[int]] = defaultdict(list)
    for _, p, o in part:
        about[p].append(o)
    claim, ends = part[0][0], [graph.number(name) for name in (SUBJECT, PREDICATE, OBJECT)]
    if not about.keys() & set(ends):
        return ", ".join(_said(graph, atom, names) for atom in part)
    if claim > 0:
        return _told(graph, claim)
    head = [_name(graph, about.get(end, [0])[0], names) for end in ends]
    others = [atom for atom in part if atom[1] not in (*ends, graph.number(expo("bound")))]
    more = ", ".join(" ".join(_name(graph, n, names) for n in atom[1:]) for atom in others)
    return f"a claim: {' '.join(head)}" + (f" ({more})" if more else "")


def _told(graph: Graph, claim: int) -> str:
    """A claim with its name and what it says."""
    return f"{short(graph.engine.terms.terms[claim])}: {says(graph, claim)}"


def _claims(graph: Graph, subject: int, predicate: int, value: int | None) -> Iterator[tuple[str, str]]:
    """The claims on this subject and property, and why none makes the triple."""
    for claim in claims_on(graph, subject, predicate):
        yield _told(graph, claim), _reason(graph, claim, (subject, predicate, value or 0))


def _reason(graph: Graph, claim: int, atom: Atom) -> str:
    """Why a claim does not make a triple."""
    narrowed = [f"{short(p)} {short(o)}" for p, o in narrowing(graph, claim)]
    if narrowed:
        return f"speaks of a part only: {', '.join(narrowed)}"
    if deprecated(graph, claim):
        return "is set aside (expo:DeprecatedRank)"
    if atom[2] and states(graph, claim, atom):
        return "another claim is preferred to it"
    if atom[2] and graph.engine.facts.has(claim, graph.number(OBJECT), atom[2]):
        return "tells it as the figure of a range, of which no triple is made"
    return "says something else"
