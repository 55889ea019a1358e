"""A graph store: what a graph holds, how it is added to or swapped, by its own protocol or SPARQL Update."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import DefaultGraph, QuerySolutions, Triple

from expograph.errors import ExpographError
from expograph.load import wire
from expograph.load.client import Client, Reply, Request
from expograph.load.digest import Content, content
from expograph.load.presets import UPDATE, Addresses, Preset
from expograph.load.wire import GraphName, shown

NOT_OFFERED = (405, 501)
POSTED = 20_000  # triples in a request of the Graph Store Protocol
NO_STORE = (
    "give the address of its Graph Store Protocol or its SPARQL endpoint, or name its make with --store"
)


@dataclass(frozen=True)
class Held:
    """What a store holds in a graph: the triples, and its entity tag if it gives one."""

    content: Content
    etag: str | None = None


class Changed(ExpographError):
    """Somebody else wrote to a graph at the same time."""


class Store:
    """A store at its addresses."""

    def __init__(self, client: Client, preset: Preset, addresses: Addresses) -> None:
        self.client, self.preset, self.addresses = client, preset, addresses
        self.direct = preset.direct

    @property
    def way(self) -> str:
        """How it is written to, for people."""
        if self.addresses.graphs is not None:
            return f"SPARQL 1.1 Graph Store Protocol at {self.addresses.graphs}"
        return f"SPARQL 1.1 Update at {self.addresses.update}"

    @property
    def swap(self) -> str | None:
        """The single request by which readers see a graph change at once, or None."""
        if self.preset.swap != UPDATE and self.addresses.graphs is None:
            return None  # that an update of two operations is one step is a SHOULD: SPARQL 1.1 Update, 3
        return self.preset.swap

    def read(self, graph: GraphName) -> Held:
        """What a graph holds; nothing, if there is none.

        Raises:
            ExpographError: The store does not hand it out, or not whole.
        """
        if self.addresses.graphs is None:
            return Held(content(self._selected(graph)))
        request = wire.fetch(wire.address(self.addresses.graphs, graph, self.direct))
        reply = self.client.send(request)
        found = [] if reply.status in (204, 404) else self._triples(reply, request.url)
        return Held(content(found), reply.etag)

    def _selected(self, graph: GraphName) -> list[Triple]:
        """The triples that a query finds, as many as the store counts."""
        url, group = self.addresses.query or "", wire.pattern(graph)
        found = self._triples(
            self.client.send(wire.query(url, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {group}", wire.RDF)), url
        )
        count = self.client.send(wire.query(url, f"SELECT (COUNT(*) AS ?n) WHERE {group}", wire.RESULTS))
        answer = wire.results_of(count)
        if not isinstance(answer, QuerySolutions):
            raise self._strange(count, url, "answer to a query")
        there = int(next(iter(answer))["n"].value)
        if len(found) != there:
            message = f"{url} hands out {len(found)} of the {there} triples of {shown(graph)}"
            raise self.client.error(message, "raise its limit of results")
        return found

    def add(self, graph: GraphName, triples: Sequence[Triple]) -> Iterator[int]:
        """Adds triples in several requests; how many, after each."""
        size = self.preset.chunk if self.addresses.graphs is None else POSTED
        for start in range(0, len(triples), size):
            part = triples[start : start + size]
            self._add(graph, part)
            yield len(part)

    def _add(self, graph: GraphName, part: Sequence[Triple]) -> None:
        if self.addresses.graphs is not None:
            request, reply = self._written(graph, lambda place: wire.post(place, part))
            if reply.status not in NOT_OFFERED or self.addresses.update is None:
                return self._accepted(reply, request)
            self.addresses = replace(self.addresses, graphs=None)  # it can be read there, but not written
        for start in range(0, len(part), self.preset.chunk):
            self._update(wire.insert(graph, part[start : start + self.preset.chunk]))

    def exchange(self, graph: GraphName, triples: Sequence[Triple], held: Held) -> None:
        """Swaps a graph for these triples, as one request.

        Raises:
            Changed: It is no longer what it was when `held` was read.
        """
        if self.swap == UPDATE or self.addresses.graphs is None:
            target = "DEFAULT" if isinstance(graph, DefaultGraph) else f"GRAPH {graph}"
            return self._update(f"DROP SILENT {target} ;\n{wire.insert(graph, triples)}")
        strong = held.etag and not held.etag.startswith("W/")  # a weak one never matches: RFC 9110, 13.1.1
        conditions = {"If-Match": held.etag or ""} if strong else {}
        request, reply = self._written(graph, lambda place: wire.put(place, triples, conditions))
        if reply.status != 412:
            return self._accepted(reply, request)
        if self.read(graph).content.keys() != content(triples).keys():  # else an earlier try arrived
            raise Changed(f"somebody else changed {shown(graph)} meanwhile; it was not replaced")
        return None

    def _written(self, graph: GraphName, at: Callable[[wire.Place], Request]) -> tuple[Request, Reply]:
        """A graph put or added to, and the answer; by ?graph= where the store does not know its own IRI."""
        request = at(wire.address(self.addresses.graphs or "", graph, self.direct))
        reply = self.client.send(request)
        if request.params == wire.DIRECT and reply.status in (404, *NOT_OFFERED):
            self.direct = False
            return self._written(graph, at)
        return request, reply

    def _update(self, text: str) -> None:
        request = wire.update(self.addresses.update or "", text)
        self._accepted(self.client.send(request), request)

    def _accepted(self, reply: Reply, request: Request) -> None:
        if not 200 <= reply.status < 300:
            raise self.client.refusal(reply, request.url)

    def _triples(self, reply: Reply, url: str) -> list[Triple]:
        if reply.status != 200:
            raise self.client.refusal(reply, url)
        found = wire.triples_of(reply, url)
        if found is None:
            raise self._strange(reply, url, "graph")
        return found

    def _strange(self, reply: Reply, url: str, wanted: str) -> ExpographError:
        media, words = reply.media or "no media type", self.client.words(reply)
        return self.client.error(f"{url} answers {media}, which is no {wanted}: {words}", NO_STORE)
