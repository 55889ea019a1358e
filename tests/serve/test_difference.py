"""What a change makes different, and that making it so gives the state that was meant."""

import random

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from expograph.serve.dataset import Dataset, default, graph_names, merge
from expograph.serve.difference import between, plain

GRAPHS = [DefaultGraph(), *(NamedNode(f"urn:g:{number}") for number in range(3))]
ROUNDS = 200


def state(quads: set[Quad], names: set[NamedNode]) -> Dataset:
    """Data of these quads and graphs, as they are loaded."""
    store = Store()
    store.extend(quads)
    for name in names:
        store.add_graph(name)
    own = default(store)
    merge(store)
    return Dataset(store, own, "")


def drawn(chance: random.Random) -> tuple[set[Quad], set[NamedNode]]:
    """A state of few triples, most of them in several graphs, and some graphs without any."""
    terms = [NamedNode(f"urn:t:{number}") for number in range(3)]
    quads = {Quad(*(chance.choice(terms) for _ in range(3)), chance.choice(GRAPHS)) for _ in range(12)}
    return quads, set(chance.sample(GRAPHS[1:], 1)) | {q.graph_name for q in quads} - {DefaultGraph()}


@pytest.mark.parametrize("seed", range(4))
def test_a_difference_leads_to_the_other_state(seed: int) -> None:
    """Named graphs, empty ones too, the default graph's own triples and the merge are as if loaded so."""
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        data, meant = state(*drawn(chance)), state(*drawn(chance))
        names = graph_names(data.store), graph_names(meant.store)
        between(plain(data), plain(meant), *names).apply(data)
        assert set(data.store) == set(meant.store)
        assert set(data.store.named_graphs()) == set(meant.store.named_graphs())
        assert data.own == meant.own


def test_where_nothing_is_different_nothing_is_done() -> None:
    """A state and itself."""
    data = state(*drawn(random.Random(9)))
    names = graph_names(data.store), graph_names(data.store)
    found = between(plain(data), plain(data), *names)
    assert (found.added, found.removed, found.graphs, found.dropped) == ((), (), (), ())
