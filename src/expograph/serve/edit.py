"""An update, or a request of the Graph Store, done to a store whose default graph is not the merge of all."""

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from expograph.serve import graphs
from expograph.serve.dataset import DEFAULT, Dataset, graph_names
from expograph.serve.difference import Difference, between, merged
from expograph.serve.forms import RDF_FORMATS
from expograph.serve.guard import refuse_fetching
from expograph.serve.operations import Operation, operations
from expograph.serve.refusal import Refusal, malformed
from expograph.serve.settings import Settings

MERGE = "urn:expograph:merge"  # the default graph of the pattern of an update, while the update runs
MERGED = f"""INSERT {{ GRAPH <{MERGE}> {{ ?s ?p ?o }} }}
WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"""
FAILS = f"DROP GRAPH <{MERGE}> ;"  # in an empty store


def edited(
    job: Mapping[str, Any], body: bytes, to: Dataset, settings: Settings
) -> tuple[int, str, Difference]:
    """Do what is asked for to data that are of no use afterwards.

    Args:
        job: As `changing.change` takes it.
        body: The update, or the graph.
        to: The data.
        settings: Which hosts may be asked.

    Returns:
        The status of the answer, the IRI of a graph that got its name here, what is different.

    Raises:
        Refusal: It is malformed, or not possible.
    """
    work = Edit(to)
    before, old = set(work.store), graph_names(work.store)
    if job["kind"] == "update":
        status, created = work.update(job, body.decode(), settings)
    else:
        status, created = work.graph(job, body)
    return status, created, between(before, work.store, old, graph_names(work.store))


class Edit:
    """The store while it is changed: its default graph holds only its own triples.

    Args:
        to: The data, whose store is changed.
    """

    def __init__(self, to: Dataset) -> None:
        self.store = to.store
        self.store.clear_graph(DEFAULT)
        self.store.bulk_extend(map(merged, to.own))

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
        self.store.update(MERGED)
        return MERGE

    def names(self) -> list[NamedNode]:
        """The graphs that can be named."""
        names = (g for g in graph_names(self.store) if isinstance(g, NamedNode) and g.value != MERGE)
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
