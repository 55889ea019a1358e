"""What is to be done with each graph of a store, from what it holds and what it is to hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Triple

from expograph.errors import ExpographError, Problems
from expograph.load.digest import Content, content
from expograph.load.store import Held, Store
from expograph.load.wire import GraphName, shown

KEEP, ADD, COMPLETE, REPLACE = "keep", "add", "complete", "replace"


@dataclass(frozen=True)
class Step:
    """A graph, what it is to hold, what it holds, and whether to keep, add, complete or replace it."""

    graph: GraphName
    wanted: Content
    held: Held
    action: str

    @property
    def missing(self) -> list[Triple]:
        """The triples that are not there yet, in a fixed order."""
        return sorted((t for key, t in self.wanted.items() if key not in self.held.content), key=str)

    @property
    def whole(self) -> list[Triple]:
        """All triples, in a fixed order."""
        return sorted(self.wanted.values(), key=str)

    @property
    def others(self) -> int:
        """How many triples are there that are none of ours."""
        return len(self.held.content.keys() - self.wanted.keys())

    @property
    def sent(self) -> int:
        """How many triples go to the store."""
        return 0 if self.action == KEEP else len(self.wanted if self.action == REPLACE else self.missing)


def graphs(triples: Mapping[GraphName, Sequence[Triple]]) -> dict[GraphName, Content]:
    """What is to be loaded, by graph, in the order of their names.

    Raises:
        ExpographError: There is nothing, or there are blank nodes, which have no name to compare them by.
    """
    found = {name: content(triples[name]) for name in sorted(triples, key=str)}
    if not any(found.values()):
        raise ExpographError(
            "there is nothing to load: the graph is empty", hint="make it with `expograph build`"
        )
    for name, graph in found.items():
        if any(isinstance(term, BlankNode) for triple in graph for term in (triple.subject, triple.object)):
            raise ExpographError(
                f"{shown(name)} holds blank nodes, which a store renames", hint="give them IRIs"
            )
    return found


def plan(store: Store, wanted: Mapping[GraphName, Content], replace: bool) -> list[Step]:
    """Reads what the store holds and says what is to be done; nothing is written.

    Args:
        store: Which store.
        wanted: What each graph is to hold.
        replace: Whether what else is in these graphs goes.

    Raises:
        ExpographError: It has no default graph of its own, it cannot replace a graph at once, or there are
            triples of others in the way.
    """
    _possible(store, wanted, replace)
    steps = [_step(name, graph, store.read(name), replace) for name, graph in wanted.items()]
    blocked = [step for step in steps if step.others and step.action != REPLACE]
    if blocked:
        hint = "`--replace` puts ours in its place; nothing was written"
        raise Problems(
            [
                ExpographError(f"{shown(s.graph)} holds {s.others} triples that are not ours", hint=hint)
                for s in blocked
            ]
        )
    return steps


def _possible(store: Store, wanted: Mapping[GraphName, Content], replace: bool) -> None:
    title = store.preset.title
    if DefaultGraph() in wanted and not store.preset.default:
        raise ExpographError(
            f"{title} has no default graph of its own: it shows all graphs together",
            hint="name a graph with --graph IRI",
        )
    if replace and store.swap is None:
        raise ExpographError(
            f"{title} cannot replace a graph in one step: readers would see half of it; nothing was written",
            hint="remove the graphs there first, and load without --replace",
        )


def _step(name: GraphName, wanted: Content, held: Held, replace: bool) -> Step:
    if held.content.keys() == wanted.keys():
        return Step(name, wanted, held, KEEP)
    if replace:
        return Step(name, wanted, held, REPLACE)
    return Step(name, wanted, held, COMPLETE if held.content else ADD)


def told(step: Step) -> str:
    """A step in words."""
    size, there = len(step.wanted), len(step.held.content)
    what = {
        KEEP: f"{size} triples are there",
        ADD: f"{size} triples",
        COMPLETE: f"{step.sent} triples; {there} of {size} are there",
        REPLACE: f"{size} triples for the {there} that are there",
    }[step.action]
    return f"{step.action:<8}  {_name(step.graph)}  {what}"


def _name(graph: GraphName) -> str:
    return graph.value if isinstance(graph, NamedNode) else "default graph"
