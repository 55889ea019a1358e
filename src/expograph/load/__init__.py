"""The graph loaded into any store that speaks SPARQL 1.1, and verified there.

The state of a load is what the store holds: a graph that is right is left alone, and one of which a part is
there is completed, so that the same command goes on after any failure.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from expograph import address
from expograph.errors import ExpographError, misread
from expograph.load import discover
from expograph.load.auth import WHERE, credentials
from expograph.load.carry import carry_out
from expograph.load.client import Client
from expograph.load.digest import digest
from expograph.load.plan import KEEP, Step, graphs, plan, told
from expograph.load.presets import preset
from expograph.load.store import Store
from expograph.load.wire import GraphName, shown
from expograph.project import Project
from expograph.project import shown as shown_path

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]


@dataclass(frozen=True)
class Wish:
    """How a graph is to be loaded.

    Args:
        url: The store.
        make: The name of its preset.
        update: Where it takes updates, if that is another address.
        merge: Whether all goes into one graph.
        graph: Which one, as an IRI; None for the default graph.
        replace: Whether what else is in the graphs goes.
        dry: Whether only the plan is made.
        timeout: Seconds to wait for each answer.
    """

    url: str
    make: str | None = None
    update: str | None = None
    merge: bool = False
    graph: str | None = None
    replace: bool = False
    dry: bool = False
    timeout: int = 60


def load(project: Project, wish: Wish, progress: Progress) -> str:
    """Loads a project's graph into a store and verifies it.

    Args:
        project: Whose graph; it has been built.
        wish: Where to, and how.
        progress: Given the number of triples to send, a context that is told of those that have arrived.

    Returns:
        What was done, or with `dry` what would be, for people.

    Raises:
        ExpographError: The graph or the store is not there, the store refuses, or it does not hold afterwards
            what it should; the message says what it does hold.
    """
    for url in (wish.url, wish.update):
        if url is not None:
            address.check(url, "a store", WHERE)
            credentials(url)  # refused, if they are not whole, before anything is asked
    make, client = preset(wish.make), Client(wish.timeout)
    wanted = graphs(_read(project, wish))
    store = discover.store(client, wish.url, make, wish.update)
    steps = plan(store, wanted, wish.replace)
    if wish.dry:
        return "\n".join(
            [f"{make.title} ({make.source}), {store.way}", *map(told, steps), _total(steps, "to send")]
        )
    with progress(sum(step.sent for step in steps)) as advance:
        carry_out(store, steps, advance)
    return _report(store, steps)


def _read(project: Project, wish: Wish) -> dict[GraphName, list[Triple]]:
    """What the build made, by graph."""
    if wish.graph is not None and not wish.merge:
        raise ExpographError("--graph names the one graph of --merge", hint="give both, or neither")
    path = project.graph / ("expograph.ttl" if wish.merge else "expograph.trig")
    found: dict[GraphName, list[Triple]] = defaultdict(list)
    try:
        into = DefaultGraph() if wish.graph is None else NamedNode(wish.graph)
        for quad in parse(path=path, format=RdfFormat.TURTLE if wish.merge else RdfFormat.TRIG):
            name = into if wish.merge else quad.graph_name
            assert not isinstance(name, str)
            found[name].append(quad.triple)
    except FileNotFoundError as error:
        raise ExpographError(
            f"there is no {shown_path(path)}", hint="make it with `expograph build`"
        ) from error
    except SyntaxError as error:
        raise misread(error, shown_path(path), "cannot read it", "run `expograph build`") from error
    except ValueError as error:
        raise ExpographError(f"{wish.graph!r} is no IRI: {error}") from error
    return found


def _report(store: Store, steps: list[Step]) -> str:
    lines = [
        f"{digest(step.wanted)[:12]}  {len(step.wanted):>9}  {shown(step.graph).strip('<>')}"
        for step in steps
    ]
    return "\n".join(
        [
            f"{'digest':<12}  {'triples':>9}  graph",
            *lines,
            _total(steps, "sent"),
            "count and digest are right",
        ]
    )


def _total(steps: list[Step], word: str) -> str:
    triples, sent = sum(len(step.wanted) for step in steps), sum(step.sent for step in steps)
    kept = sum(step.action == KEEP for step in steps)
    return f"{triples} triples in {len(steps)} graphs, {kept} there already; {sent} triples {word}"
