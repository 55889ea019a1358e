"""What is at an address: a Graph Store, a SPARQL endpoint, both, or no store."""

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean

from expograph.errors import ExpographError
from expograph.load import wire
from expograph.load.client import Client, Reply
from expograph.load.presets import ANY, Addresses, Preset
from expograph.load.store import NO_STORE, Store

ABSENT = NamedNode("urn:expograph:a-graph-that-no-store-has")
FIRST_BYTES = 1 << 16


def store(client: Client, url: str, preset: Preset, update: str | None = None) -> Store:
    """The store at an address.

    Args:
        client: Who asks.
        url: The address, as `preset` has it or of its Graph Store Protocol or its SPARQL endpoint.
        preset: What is known of its make.
        update: Where it takes updates, if that is another address.

    Raises:
        ExpographError: There is no store.
    """
    if preset is ANY:
        return Store(client, preset, _any(client, url, update))
    known = preset.addresses(url)
    is_store, reply = _endpoint(client, known.query or url)
    if not is_store:
        hint = f"the address of {preset.title} looks like {preset.base}"
        raise _no_store(client, known.query or url, reply, hint)
    graphs = None if _without_graph_store(client, preset, known.graphs) else known.graphs
    return Store(client, preset, Addresses(graphs, known.query, update or known.update))


def _any(client: Client, url: str, update: str | None) -> Addresses:
    is_store, reply = _endpoint(client, url)
    graphs = url if _graph_store(client, url) else None
    if not is_store and graphs is None:
        raise _no_store(client, url, reply, NO_STORE)
    query = url if is_store else None
    return Addresses(graphs, query, update or query)


def _endpoint(client: Client, url: str) -> tuple[bool, Reply]:
    """Whether SPARQL queries are answered there, and what came."""
    reply = client.send(wire.query(url, "ASK {}", wire.RESULTS))
    return isinstance(wire.results_of(reply), QueryBoolean), reply


def _graph_store(client: Client, url: str) -> bool:
    """Whether it has a default graph, and has not a graph that no store has.

    Many endpoints give a description of themselves whatever they are asked for.
    """
    absent = client.send(wire.fetch(wire.address(url, ABSENT)))
    if absent.status not in (204, 404) and not (wire.is_rdf(absent) and wire.triples_of(absent, url) == []):
        return False
    default = client.send(wire.fetch(wire.address(url, DefaultGraph()), most=FIRST_BYTES))
    return default.status == 204 or wire.is_rdf(default)


def _without_graph_store(client: Client, preset: Preset, graphs: str | None) -> bool:
    """Whether a make that has the protocol is set up without it: its default graph is not even empty."""
    if graphs is None or not preset.default:
        return False
    return client.send(wire.fetch(wire.address(graphs, DefaultGraph()), most=FIRST_BYTES)).status == 404


def _no_store(client: Client, url: str, reply: Reply, hint: str) -> ExpographError:
    answered = f"HTTP status {reply.status}, {reply.media or 'no media type'}"
    words = client.words(reply)
    return client.error(
        f"there is no store at {url}: it answers {answered}" + (f": {words}" if words else ""), hint
    )
