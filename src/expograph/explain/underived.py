"""Why no rule derived a triple: which claims that a derivation rule takes are there, and which is missing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from expograph import rules
from expograph.explain.graph import Graph
from expograph.explain.patterns import Body, Pattern, bodies, comparisons, template
from expograph.explain.said import OBJECT, PREDICATE, SUBJECT
from expograph.namespaces import expo
from expograph.ontology import TRUE, TYPE, Term
from expograph.parameters import prologue
from expograph.project import shown
from expograph.query import decoded
from expograph.reason.lacking import Part, Test, nearest, put, unified
from expograph.reason.rule import Atom
from expograph.sight import DATES

MOST_MISSING = 2
"""A rule that lacks more of its claims than this is no near miss."""
PREMISES = {"use:of": SUBJECT, "use:measure": PREDICATE, "use:value": OBJECT, "use:unit": expo("unit")}
FIGURES = {"use:interval", "use:said"}
DAYS = {"use:start": "start", "use:end": "end", "use:day": "day"}


@dataclass(frozen=True)
class NearMiss:
    """The file of a rule that could derive a triple, the premises that hold, and those that are missing."""

    rule: Path
    holding: tuple[Part, ...]
    missing: tuple[Part, ...]


def near_misses(graph: Graph, subject: int, predicate: int, value: int | None) -> list[NearMiss]:
    """How the derivation rules come nearest to making a triple, those first that lack least.

    The triples that a rule asks for are looked up in the graph, and comparisons of two of them; of its other
    conditions none is. A rule that is not for this property is left out.
    """
    found: list[NearMiss] = []
    for path in graph.project.rules:
        text = decoded(path.read_bytes(), shown(path))
        ways = (NearMiss(path, *way) for way in _ways(graph, text, (subject, predicate, value)))
        found += sorted(ways, key=_lacking)[:1]
    return sorted(found, key=_lacking)


def _lacking(miss: NearMiss) -> tuple[int, int, str]:
    return len(miss.missing), -len(miss.holding), miss.rule.stem


def _ways(
    graph: Graph, text: str, wanted: tuple[int, int, int | None]
) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """The ways in which the premises of a rule nearly hold, for each way through its unions."""
    made = {p: o for _, p, o in template(text)}
    if not (made.get("a") == "expo:DerivedClaim" and {"rdf:subject", "rdf:predicate"} <= made.keys()):
        return
    subject, predicate, value = wanted
    for body in (variant for written in bodies(text) for variant in _dated(written)):
        numbers = Numbers(graph, text)
        fixed = {numbers.of(name): numbers.of(term) for name, same, term in body if same == "="}
        ends = (numbers.of(made.get(f"rdf:{end}", "?any")) for end in ("subject", "predicate", "object"))
        s, p, o = (fixed.get(end, end) for end in ends)
        known = unified((s, p, o), subject, predicate, value if "rdf:object" in made else None)
        if known is None:
            continue
        measure = {p: known.pop(p)} if p in known else {}
        parts = [put(part, {**fixed, **measure}) for part in numbers.parts(body)]
        tests = numbers.tests(comparisons(text))
        for way in nearest(parts, known, graph.engine.facts, range(MOST_MISSING + 1), tests):
            if not any(_inapplicable(graph, part, predicate) for part in way[1]):
                yield way


def _inapplicable(graph: Graph, part: Part, predicate: int) -> bool:
    """Whether a missing part shows that the rule is not for this property.

    It asks for a property of a certain kind, which no claim can make of it, or for a figure where no claim on
    the property has one.
    """
    measure, bound = graph.number(PREDICATE), graph.number(expo("bound"))
    if not any(p == graph.number(name) for _, p, _ in part for name in PREMISES.values()):
        return any(predicate in (s, o) for s, _, o in part)
    asked = any((p, o) == (measure, predicate) for _, p, o in part) and any(p == bound for _, p, _ in part)
    return asked and not any(graph.values(c, expo("bound")) for c in graph.subjects(PREDICATE, predicate))


def _dated(body: Body) -> Iterator[Body]:
    """The variants of a body in which what has a day is a claim of a property that gives such days."""
    choices: list[Sequence[Pattern]] = []
    for pattern in body:
        s, p, _ = pattern
        dated = [name for name, days in DATES.items() if DAYS.get(p) in days]
        choices.append([(s, "use:measure", str(name)) for name in dated] or [pattern])
    yield from product(*choices)


class Numbers:
    """The terms of a rule as numbers: its variables negative, its constants as the graph has them."""

    def __init__(self, graph: Graph, text: str) -> None:
        self._graph = graph
        self._prefixes = {**rules.KNOWN, **prologue(text)[0]}
        self._variables: dict[str, int] = {}

    def of(self, token: str) -> int:
        """The number of a token of SPARQL."""
        if token.startswith("?"):
            return self._variables.setdefault(token, -len(self._variables) - 1)
        return self._graph.engine.terms.number(_term(token, self._prefixes))

    def parts(self, body: Body) -> list[Part]:
        """What a body asks for, by the thing that it asks it of: what it wants of one claim is one part."""
        found: defaultdict[str, list[Atom]] = defaultdict(list)
        first: dict[Pattern, str] = {}
        for s, p, o in body:
            if p in PREMISES:  # a claim has one subject, one property, one value: two names of it are one
                self._variables[o] = self.of(first.setdefault((s, p, ""), o))
        for i, (s, p, o) in enumerate(body):
            key = s if any(s == other and q in PREMISES for other, q, _ in body) else f"{s} {i}"
            if p in FIGURES:
                found[key].append((self.of(s), self.of(str(expo("bound"))), self.of(f"?{s}{p}")))
            elif p in PREMISES:
                found[key].append((self.of(s), self.of(str(PREMISES[p])), self.of(o)))
            elif not p.startswith(("use:", "?", "=")):
                found[key].append((self.of(s), self.of(p), self.of(o)))
        return [tuple(dict.fromkeys(atoms)) for atoms in found.values()]

    def tests(self, filters: Iterable[Pattern]) -> list[Test]:
        """Comparisons of two variables as tests of what they stand for."""
        terms = self._graph.engine.terms.terms

        def test(operator: str) -> Callable[[int, int], bool]:
            return lambda one, other: _passes(terms[one], operator, terms[other])

        return [(self.of(one), self.of(other), test(operator)) for one, operator, other in filters]


def _passes(one: Term, operator: str, other: Term) -> bool:
    """Whether a comparison of two terms holds: of numbers by value, of others by their text."""
    if operator == "!=":
        return one != other
    texts = [term.value if isinstance(term, Literal) else str(term) for term in (one, other)]
    try:
        left, right = map(Fraction, texts)
    except ValueError:
        return texts[0] < texts[1] if operator == "<" else texts[0] > texts[1]
    return left < right if operator == "<" else left > right


def _term(token: str, prefixes: Mapping[str, str]) -> Term:
    """The constant that a token of SPARQL stands for."""
    if token == "a":
        return TYPE
    if token in ("true", "false"):
        return TRUE if token == "true" else Literal(False)
    if token.startswith("<"):
        return NamedNode(token[1:-1])
    if token.startswith('"'):
        return Literal(token.strip('"'))
    prefix, colon, local = token.partition(":")
    return NamedNode(prefixes.get(prefix, "urn:unknown:") + local) if colon else Literal(int(token))
