"""Conflicts and tensions of the built graph, each with its claims, for people and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pyoxigraph import Literal, QuerySolutions

from expograph import query
from expograph.ontology import Term, short
from expograph.project import Project


@dataclass(frozen=True)
class Side:
    """A claim of a conflict or tension.

    Args:
        quote: Its words.
        said_by: Who says it.
        document: Where.
        how: "stated", or "derived" from these words.
    """

    quote: str
    said_by: str
    document: str
    how: str


@dataclass(frozen=True)
class Disagreement:
    """A conflict or tension.

    Args:
        kind: "conflict" or "tension".
        subject: Of what the claims speak.
        rule: The rule that found it.
        words: What is odd, with the numbers.
        sides: The claims.
    """

    kind: str
    subject: str
    rule: str
    words: str
    sides: tuple[Side, ...]

    def __str__(self) -> str:
        lines = [f"{self.kind}: {self.rule}, {self.subject}", f"    {self.words}"]
        for side in self.sides:
            derived = "derived from " if side.how == "derived" else ""
            lines.append(f"    {derived}“{side.quote}” {side.said_by}, {side.document}")
        return "\n".join(lines)


def conflicts(project: Project) -> list[Disagreement]:
    """What the question "conflicts" answers on a project's built graph, conflicts before tensions.

    Raises:
        ExpographError: The graph has not been built.
    """
    answer = query.ask(query.load(project), query.find(project, "conflicts"), {})
    assert isinstance(answer, QuerySolutions)
    found: dict[str, tuple[list[str], list[Side]]] = {}
    for row in answer:
        about = [told(row[name]) for name in ("kind", "subject", "rule", "words")]
        side = Side(*(told(row[name]) for name in ("quote", "saidBy", "document", "how")))
        found.setdefault(told(row["conflict"]), (about, []))[1].append(side)
    return [
        Disagreement(kind, subject, rule, words, tuple(sides))
        for (kind, subject, rule, words), sides in found.values()
    ]


def told(term: Term | None) -> str:
    """A term of an answer as text."""
    return term.value if isinstance(term, Literal) else short(term)


def report(found: Sequence[Disagreement], form: str) -> str:
    """The list as text, with a count at its end, or as json."""
    if form == "json":
        return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2)
    kinds = [one.kind for one in found]
    return "\n".join(
        [*map(str, found), f"{kinds.count('conflict')} conflicts, {kinds.count('tension')} tensions"]
    )
