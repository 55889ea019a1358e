"""What a change makes different: quads that are new or gone, and what follows for the merge of all graphs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad, Store, Triple

from expograph.serve.dataset import DEFAULT, Dataset, graph_names


@dataclass(frozen=True)
class Difference:
    """From one state of the data to another.

    Args:
        added, removed: Quads, those of the default graph as its own, whatever the named graphs hold.
        graphs, dropped: Names of graphs that are new, or gone.
    """

    added: tuple[Quad, ...] = ()
    removed: tuple[Quad, ...] = ()
    graphs: tuple[Any, ...] = ()
    dropped: tuple[Any, ...] = ()

    def apply(self, to: Dataset) -> None:
        """Make it so, in the named graphs, in the default graph's own triples and in the merge of all."""
        gone, fresh = (own(quads) for quads in (self.removed, self.added))
        to.own = to.own - gone | fresh if gone or fresh else to.own
        for quad in self.removed:
            if quad.graph_name != DEFAULT:
                to.store.remove(quad)
        for name in self.dropped:
            to.store.remove_graph(name)
        for name in self.graphs:
            to.store.add_graph(name)
        for triple in {quad.triple for quad in self.removed} - to.own:
            if not held(to.store, triple):
                to.store.remove(merged(triple))
        to.store.bulk_extend(quad for quad in self.added if quad.graph_name != DEFAULT)
        to.store.bulk_extend(merged(triple) for triple in {quad.triple for quad in self.added})


def between(
    before: Iterable[Quad], after: Iterable[Quad], old: Iterable[Any], new: Iterable[Any]
) -> Difference:
    """The difference of two states.

    Args:
        before, after: Their quads.
        old, new: The names of their graphs.
    """
    was, now, names, others = set(before), set(after), set(old), set(new)
    return Difference(tuple(now - was), tuple(was - now), tuple(others - names), tuple(names - others))


def plain(data: Dataset) -> Iterable[Quad]:
    """The quads of a dataset, of the default graph its own."""
    yield from map(merged, data.own)
    for name in graph_names(data.store):
        yield from data.store.quads_for_pattern(None, None, None, name)


def own(quads: Iterable[Quad]) -> frozenset[Triple]:
    """The triples of the default graph among quads."""
    return frozenset(quad.triple for quad in quads if quad.graph_name == DEFAULT)


def merged(triple: Triple) -> Quad:
    """A triple in the default graph."""
    return Quad(triple.subject, triple.predicate, triple.object)


def held(store: Store, triple: Triple) -> bool:
    """Whether a named graph has a triple."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return any(quad.graph_name != DEFAULT for quad in found)
