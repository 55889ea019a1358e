"""A change of the data, worked out in a fork of the origin: done apart, made here, checked, told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pyoxigraph import NamedNode, Store, Triple

from expograph.namespaces import SH
from expograph.serve import dataset as data
from expograph.serve.apart import apart
from expograph.serve.dataset import Dataset
from expograph.serve.difference import Difference, between, plain
from expograph.serve.edit import edited
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings
from expograph.shacl import Result, Shapes, validate

VIOLATION = NamedNode(SH + "Violation")


@dataclass(frozen=True)
class Change:
    """A change that has been worked out.

    Args:
        difference: What it makes different.
        generation: What names the data after it.
        status: Of the answer to who asked for it.
        created: The IRI of a graph that got its name here.
        reloads: Whether it comes from the files, which may prove other things than before.
        facts: What the project says of its graph then.
    """

    difference: Difference
    generation: str
    status: int = 200
    created: str = ""
    reloads: bool = False
    facts: tuple[Triple, ...] = ()

    def make(self, to: Dataset) -> None:
        """Make it; the pages are of the state before until others have been prepared."""
        self.difference.apply(to)
        to.generation, to.shelved = self.generation, False
        if self.reloads:
            to.shelf, to.facts = None, self.facts


class BrokenShapes(Exception):
    """A change would break shapes that hold now.

    Args:
        results: What would be wrong.
    """

    def __init__(self, results: list[Result]) -> None:
        super().__init__(f"{len(results)} results")
        self.results = results


@dataclass(frozen=True)
class Checks:
    """What a change is held against.

    Args:
        shapes: None where no shapes are known for the data.
        broken: The violations that are there already, which are none of a change's doing.
    """

    shapes: Shapes | None = None
    broken: frozenset[str] = field(default_factory=frozenset)

    def refuse(self, store: Store) -> None:
        """Refuse data that break more than what is broken already.

        Raises:
            BrokenShapes: They do.
        """
        fresh = (
            [r for r in violations(store, self.shapes) if str(r) not in self.broken] if self.shapes else []
        )
        if fresh:
            raise BrokenShapes(fresh)


def violations(store: Store, shapes: Shapes) -> list[Result]:
    """The results that are violations, not warnings."""
    return [result for result in validate(store, shapes) if result.severity == VIOLATION]


def change(job: Mapping[str, Any], body: bytes, to: Dataset, checks: Checks, settings: Settings) -> Change:
    """Work out a change and make it in this process, whose data are a copy of the origin's.

    Args:
        job: kind ("update", "graph" or "reload") and what it needs; `match` names the state it is meant for.
        body: The update, or the graph.
        to: The data.
        checks: What must hold afterwards.
        settings: Where to load from, and which hosts may be asked.

    Raises:
        Refusal: It is malformed, or not possible.
        BrokenShapes: It breaks a shape.
        ExpographError: The files of a reload are broken.
        Ended: It took too long, or was refused already.
    """
    if job.get("match") and to.generation not in job["match"]:
        raise Refusal(412, "The data have changed since.")
    if job["kind"] == "reload":
        found = loaded(to, settings)
    else:
        status, created, difference = apart(partial(edited, job, body, to, settings))
        found = Change(difference, data.next_generation(), status, created)
    found.difference.apply(to)
    checks.refuse(to.store)
    return found


def loaded(to: Dataset, settings: Settings) -> Change:
    """What the files that the data come from make different."""
    after = data.load(settings)
    names = data.graph_names(to.store), data.graph_names(after.store)
    return Change(between(plain(to), plain(after), *names), after.generation, reloads=True, facts=after.facts)
