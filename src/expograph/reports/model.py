"""What the forms of a report have in common: entries, the rules that they break, and the outcome."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from expograph.errors import ExpographError, Position, Problems, one_line
from expograph.namespaces import SH
from expograph.ontology import local_name, short
from expograph.shacl import Result, Shape, Shapes
from expograph.shacl.model import Constraint
from expograph.shapes import Finding

LEVELS = ("error", "violation", "warning", "info")  # from the worst
ERROR, VIOLATION, _, INFO = LEVELS
LIGHTER = {SH + "Warning": "warning", SH + "Info": INFO, SH + "Debug": INFO, SH + "Trace": INFO}
IRI = re.compile(r"<([^<>\s]+)>")
Identity = tuple[str, ...]
Node = NamedNode | BlankNode


@dataclass(frozen=True)
class Rule:
    """What an entry breaks: a constraint of a shape, or what must be so before shapes are asked.

    Args:
        name: What names it in reports, the same from run to run.
        shape: The shape of which it is a constraint.
        level: How bad it is to break it.
        help: What it asks for and what to do.
    """

    name: str
    shape: str
    level: str
    help: str


@dataclass(frozen=True)
class Entry:
    """One thing that is wrong, or worth a look.

    Args:
        rule: What it breaks.
        level: One of LEVELS; an error keeps something from being checked at all.
        message: What is wrong and what to do.
        detail: About what, which value, by which shape; or a hint.
        at: The line that says so, if one does.
        identity: What makes it the same finding after lines have moved: shape, constraint, focus node,
            path, value; empty
            for what no baseline may excuse.
        result: What the shapes' engine found, if it was the engine.
    """

    rule: Rule
    level: str
    message: str
    detail: str | None
    at: Position | None
    identity: Identity
    result: Result | None = None

    @property
    def violation(self) -> bool:
        """Whether it stops a build."""
        return self.level in (ERROR, VIOLATION)

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        said = one_line(f"{where}{self.level}: {self.message}")
        return said + (f"\n    {one_line(self.detail)}" if self.detail else "")


READING = Rule("reading", "reading", ERROR, "What is written can be read: see the mapping language.")
CONTRADICTION = Rule("contradiction", "contradiction", VIOLATION, "What is said does not contradict itself.")


@dataclass(frozen=True)
class Report:
    """What validation found.

    Args:
        entries: What is wrong or worth a look, in the order in which it is told.
        checked: The shapes that were asked; None where what was read could not be checked.
        triples: How many triples were checked.
        whole: The file to name where no line is known to have made what is wrong.
        known: How many entries were left out because a baseline knows them.
        fail_on: The mildest level at which the check fails.
    """

    entries: tuple[Entry, ...]
    checked: Shapes | None
    triples: int
    whole: str
    known: int = 0
    fail_on: str = VIOLATION

    @property
    def shapes(self) -> int:
        """By how many shapes with targets it was checked."""
        return len(self.checked.shapes) if self.checked else 0

    @property
    def findings(self) -> list[Entry]:
        """The entries that are results of shapes."""
        return [e for e in self.entries if e.result is not None]

    def fails(self, entry: Entry) -> bool:
        """Whether an entry is as bad as what the check fails on."""
        return LEVELS.index(entry.level) <= LEVELS.index(self.fail_on)

    @property
    def conforms(self) -> bool:
        """Whether nothing is as bad as what the check fails on."""
        return not any(map(self.fails, self.entries))

    @property
    def exit_code(self) -> int:
        """0 if it conforms, 2 if something could not be read, else 1."""
        return 2 if any(e.level == ERROR for e in self.entries) else int(not self.conforms)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules that were checked, and those that the entries break, by name."""
        known: dict[str, Rule] = {}
        for rule in rules(self.checked) if self.checked else ():
            twin = known.get(rule.name, rule)
            told = twin.help if rule.help in twin.help else f"{twin.help} / {rule.help}"
            known[rule.name] = replace(rule, help=told)
        return {**{e.rule.name: e.rule for e in self.entries}, **known}

    def counts(self) -> str:
        """What was checked, how many entries came of it, and the outcome."""
        outcome = "not all could be read" if self.exit_code == 2 else "does not conform"
        outcome = "conforms" if self.conforms else outcome
        known = f" and {self.known} known" if self.known else ""
        counts = f"{self.triples} triples, {self.shapes} shapes, {len(self.entries)} results{known}"
        return f"{counts}: {outcome}"


def in_repository(file: str) -> str:
    """A path as the repository has it that GitHub or GitLab runs, wherever in it the command was run."""
    top = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    absolute = Path(file).absolute()
    return absolute.relative_to(top).as_posix() if top and absolute.is_relative_to(top) else file


def level(severity: NamedNode) -> str:
    """A sh:severity as a level; one that SHACL does not know may not pass unseen."""
    return LIGHTER.get(severity.value, VIOLATION)


def shape_name(name: str) -> str:
    """A shape as a person would write it, one without an IRI by its path in the shape that holds it."""
    parts = [short(NamedNode(iri)) for iri in IRI.findall(name)]
    return "/".join(reversed(parts)) or name


def rule_name(shape: str, component: NamedNode, source: Node | None) -> str:
    """The name of a constraint: its own if it has one, else that of its shape and its component."""
    if isinstance(source, NamedNode):
        return short(source)
    return f"{shape_name(shape)}/{local_name(component).removesuffix('ConstraintComponent')}"


def rules(shapes: Shapes) -> Iterator[Rule]:
    """Every constraint that the shapes with targets hold, on the way down through sh:property."""
    seen: set[int] = set()
    waiting = list(shapes.shapes)
    while waiting:
        shape = waiting.pop(0)
        if id(shape) in seen or shape.deactivated:
            continue
        seen.add(id(shape))
        waiting += [c.shape for c in shape.constraints if c.shape]
        yield from (rule(shape, c) for c in shape.constraints if not c.shape)


def rule(shape: Shape, constraint: Constraint) -> Rule:
    """A constraint as a rule; its help is what its results say."""
    messages = constraint.messages or shape.messages
    text = " / ".join(m.value for m in messages) or f"{shape.path or 'The thing'}: {constraint.says}"
    source = constraint.select.source if constraint.select else None
    name = rule_name(shape.name, constraint.component, source)
    return Rule(name, shape_name(shape.name), level(shape.severity), text)


def found(finding: Finding, identity: Identity) -> Entry:
    """A finding of the shapes as an entry."""
    result = finding.result
    how_bad = level(result.severity)
    name = rule_name(result.shape_name, result.component, result.constraint)
    broken = Rule(name, shape_name(result.shape_name), how_bad, result.message)
    return Entry(broken, how_bad, result.message, finding.detail, finding.at, identity, result)


def unreadable(problems: Sequence[ExpographError]) -> list[Entry]:
    """What cannot be read, or contradicts itself, as entries in the order of their places."""
    ordered = Problems(problems).errors if problems else []
    return [
        Entry(READING, ERROR, p.message, p.hint, p.at, ())
        if p.exit_code != 1
        else Entry(CONTRADICTION, VIOLATION, p.message, p.hint, p.at, ())
        for p in ordered
    ]


def idle(name: str, at: Position | None, how_bad: str) -> Entry:
    """A shape that found nothing to check, as an entry."""
    message = f"the shape {name} has no target: a misspelt class, or data that is missing"
    shape = shape_name(name)
    broken = Rule(f"{shape}/targets", shape, how_bad, "A shape finds something to check.")
    return Entry(broken, how_bad, message, None, at, (name, "targets", "", "", ""))
