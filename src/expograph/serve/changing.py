"""A change of the data, worked out in a fork of the origin: applied, checked, told as a difference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from expograph.namespaces import SH
from expograph.pages import Shelf
from expograph.serve import dataset as data
from expograph.serve import graphs
from expograph.serve.dataset import DEFAULT, Dataset
from expograph.serve.forms import RDF_FORMATS
from expograph.serve.guard import refuse_fetching
from expograph.serve.operations import Operation, operations
from expograph.serve.refusal import Refusal, malformed
from expograph.serve.settings import Settings
from expograph.serve.shelving import shelved
from expograph.shacl import Result, Shapes, validate

VIOLATION = NamedNode(SH + "Violation")
MERGE = "urn:expograph:merge"  # the default graph of the pattern of an update, while the update runs
FAILS = f"DROP GRAPH <{MERGE}> ;"  # in an empty store


@dataclass(frozen=True)
class Difference:
    """What a change makes different.

    Args:
        status: Of the answer to who asked for it.
        added, removed: Quads of the store, its merged default graph included.
        graphs, dropped: Names of graphs that are new, or gone.
        own: The triples of the default graph itself, after the change.
        generation: What names the data after it.
        created: The IRI of a graph that got its name here.
        shelf: What pages are made of after it.
        reloaded: Whether it comes from the files, and not from who asked for a change.
    """

    status: int
    added: tuple[Quad, ...] = ()
    removed: tuple[Quad, ...] = ()
    graphs: tuple[Any, ...] = ()
    dropped: tuple[Any, ...] = ()
    own: frozenset[Triple] = frozenset()
    generation: str = ""
    created: str = ""
    shelf: Shelf | None = None
    reloaded: bool = False

    def apply(self, to: Dataset) -> None:
        """Make it so."""
        for quad in self.removed:
            to.store.remove(quad)
        for name in self.dropped:
            to.store.remove_graph(name)
        for name in self.graphs:
            to.store.add_graph(name)
        to.store.bulk_extend(self.added)
        to.own, to.generation = self.own, self.generation
        if self.shelf:
            self.shelf.store = to.store
            if to.shelf and not self.reloaded:  # the project's files, which prove its triples, are the same
                self.shelf.prove_as(to.shelf)
            to.shelf = self.shelf


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


def change(
    job: Mapping[str, Any], body: bytes, to: Dataset, checks: Checks, settings: Settings
) -> Difference:
    """Work out a change in this process, whose data are a copy of the origin's.

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
    """
    if job.get("match") and to.generation not in job["match"]:
        raise Refusal(412, "The data have changed since.")
    before, named, generation = set(to.store), set(to.store.named_graphs()), to.generation
    if job["kind"] == "reload":
        after, status, created = data.load(settings), 200, ""
    else:
        work = Work(to)
        status, created = (
            work.update(job, body.decode(), settings) if job["kind"] == "update" else work.graph(job, body)
        )
        after = Dataset(
            to.store, work.done(), data.next_generation(generation, repr(sorted(job.items())).encode() + body)
        )
    checks.refuse(after.store)
    quads, names = set(after.store), set(after.store.named_graphs())
    added, removed = tuple(quads - before), tuple(before - quads)
    fresh, gone = tuple(names - named), tuple(named - names)
    shelf, reloaded = shelved(settings, after.store), job["kind"] == "reload"
    return Difference(
        status, added, removed, fresh, gone, after.own, after.generation, created, shelf, reloaded
    )


class Work:
    """The store while it is changed: its default graph holds only its own triples, merged apart.

    Args:
        to: The data, whose store is changed.
    """

    def __init__(self, to: Dataset) -> None:
        self.store = to.store
        self.store.clear_graph(DEFAULT)
        self.store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in to.own)

    def done(self) -> frozenset[Triple]:
        """Merge again; the triples of the default graph itself."""
        own = data.default(self.store)
        data.merge(self.store)
        return own

    def update(self, job: Mapping[str, Any], text: str, settings: Settings) -> tuple[int, str]:
        """A SPARQL update: operation by operation, each pattern looked for in the graphs that it sees."""
        refuse_fetching(text, settings.hosts)
        found, prologue = operations(text)
        readable(found, prologue, job["base"])
        try:
            for one in found:
                if job["default"] or job["named"]:
                    text = one.having(job["default"], job["named"])
                elif one.changes_by_pattern and not one.has_dataset:
                    text = one.having([self.merge()], [g.value for g in self.names()])
                else:
                    text = one.text
                self.store.update(text, base_iri=job["base"])
                self.store.remove_graph(NamedNode(MERGE))
        except (RuntimeError, ValueError, OSError, SyntaxError) as error:
            raise Refusal(400, f"This update cannot be done: {error}"[:500]) from None
        return 204, ""

    def merge(self) -> str:
        """Put each triple of any graph once into the graph that patterns see as the default graph."""
        quads = [Quad(q.subject, q.predicate, q.object, NamedNode(MERGE)) for q in self.store]
        self.store.bulk_extend(quads)
        return MERGE

    def names(self) -> list[NamedNode]:
        """The graphs that can be named."""
        names = (g for g in self.store.named_graphs() if isinstance(g, NamedNode) and g.value != MERGE)
        return sorted(names, key=lambda g: g.value)

    def graph(self, job: Mapping[str, Any], body: bytes) -> tuple[int, str]:
        """A request of the Graph Store Protocol: PUT, POST or DELETE of a graph, or of the whole store."""
        quads = self.read(job, body)
        if job["graph"] is graphs.ALL:
            return self.whole(job, quads)
        name = NamedNode(job["graph"]) if job["graph"] else DEFAULT
        there = name == DEFAULT or self.store.contains_named_graph(name)
        if job["method"] == "DELETE" and not there:
            raise Refusal(404, "There is no such graph.")
        if job["fresh"] and there:
            raise Refusal(412, "There is such a graph.")
        if job["method"] in ("PUT", "DELETE"):
            self.store.clear_graph(DEFAULT) if name == DEFAULT else self.store.remove_graph(name)
        if job["method"] in ("PUT", "POST") and name != DEFAULT:
            self.store.add_graph(name)
        self.store.bulk_extend(Quad(q.subject, q.predicate, q.object, name) for q in quads)
        return (204 if there else 201), ""

    def whole(self, job: Mapping[str, Any], quads: list[Quad]) -> tuple[int, str]:
        """The same for the store: DELETE empties, PUT replaces, POST adds graphs, or one that gets a name."""
        if job["method"] in ("PUT", "DELETE"):
            self.store.clear()
        if job["method"] == "POST" and RDF_FORMATS[job["format"]] not in (RdfFormat.TRIG, RdfFormat.N_QUADS):
            name = NamedNode(job["created"])
            self.store.add_graph(name)
            self.store.bulk_extend(Quad(q.subject, q.predicate, q.object, name) for q in quads)
            return 201, name.value
        self.store.bulk_extend(quads)
        return 204, ""

    def read(self, job: Mapping[str, Any], body: bytes) -> list[Quad]:
        """The quads of a body; its blank nodes are no others'."""
        if job["method"] == "DELETE":
            return []
        try:
            base = job["graph"] or job["base"]
            return list(parse(body, RDF_FORMATS[job["format"]], base_iri=base, rename_blank_nodes=True))
        except SyntaxError as error:
            raise malformed(error, f"no {RDF_FORMATS[job['format']].name}") from None


def readable(found: list[Operation], prologue: str, base: str) -> None:
    """Refuse an update that cannot be read whole, with the place of the error, before any of it is done.

    The store reads a text whole before it does anything, and what comes first here fails: so nothing is done.
    """
    for one in [*found, Operation(prologue, (), 1, 1)]:
        text = f"{one.prologue}{FAILS}\n{' ' * (one.column - 1)}{one.rest}"
        try:
            Store().update(text, base_iri=base)
        except SyntaxError as error:
            refusal = malformed(error, "no SPARQL 1.1 update")
            refusal.line = max(1, (refusal.line or 1) - 2 + one.line)
            raise refusal from None
        except (RuntimeError, ValueError, OSError):
            continue
