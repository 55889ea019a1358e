"""Where a store has its three addresses, and in what one store differs from another."""

from collections.abc import Mapping
from dataclasses import dataclass

from expograph.errors import ExpographError

PUT, UPDATE = "put", "update"


@dataclass(frozen=True)
class Addresses:
    """Where a store is spoken to.

    Args:
        graphs: SPARQL 1.1 Graph Store HTTP Protocol; None where it has none.
        query: SPARQL 1.1 Protocol, queries; None where it has none.
        update: The same, updates; None where it has none.
    """

    graphs: str | None
    query: str | None
    update: str | None


@dataclass(frozen=True)
class Preset:
    """A make of store. Paths are joined to the address that a user gives.

    Args:
        title: Its name in full.
        base: What the user's address looks like.
        graphs: Path of the Graph Store Protocol; None where there is none.
        query: Path of queries.
        update: Path of updates.
        swap: By what single request readers see a graph change at once: `put`, `update`, or None for none.
        default: Whether the default graph is a graph of its own, not all graphs together.
        source: Whether tests run it, or which document says so.
        chunk: How many triples it takes in one update.
        direct: Whether it knows a graph below the Graph Store's address by that address itself.
    """

    title: str
    base: str
    graphs: str | None
    query: str
    update: str
    swap: str | None
    default: bool
    source: str
    chunk: int = 1000
    direct: bool = False

    def addresses(self, url: str) -> Addresses:
        """The three addresses from the one that the user gives, be it the store's or one of the three."""
        address, mark, parameters = url.partition("?")
        base = address.rstrip("/")
        for path in sorted({self.query, self.update, self.graphs or ""} - {""}, key=len, reverse=True):
            if base.endswith(path.rstrip("/")):
                base = base.removesuffix(path.rstrip("/"))
                break
        graphs, query, update = (
            None if path is None else base + path + mark + parameters
            for path in (self.graphs, self.query, self.update)
        )
        return Addresses(graphs, query, update)


TESTED = "tested"
PRESETS: Mapping[str, Preset] = {
    # PUT empties the graph in a transaction of its own before version 0.5.10 (oxigraph/oxigraph#1895).
    "oxigraph": Preset(
        "Oxigraph", "http://HOST:7878", "/store", "/query", "/update", UPDATE, True, TESTED, 20_000, True
    ),
    # SPARQL becomes SQL text of at most 10,000 lines (openlink/virtuoso-opensource#635); rows are committed
    # one by one.
    "virtuoso": Preset(
        "Virtuoso",
        "http://HOST:8890",
        "/sparql-graph-crud-auth",
        "/sparql",
        "/sparql-auth",
        None,
        False,
        TESTED,
        500,
    ),
    "fuseki": Preset(
        "Apache Jena Fuseki",
        "http://HOST:3030/DATASET",
        "/data",
        "/sparql",
        "/update",
        PUT,
        True,
        TESTED,
    ),
    "rdf4j": Preset(
        "RDF4J Server",
        "http://HOST:8080/rdf4j-server/repositories/ID",
        "/rdf-graphs/service",
        "",
        "/statements",
        PUT,
        True,
        "from its documentation: RDF4J REST API, graph store",
    ),
    # What it infers is in its default graph, and comes with it.
    "graphdb": Preset(
        "Ontotext GraphDB",
        "http://HOST:7200/repositories/ID",
        "/rdf-graphs/service",
        "",
        "/statements",
        PUT,
        False,
        "from its documentation: GraphDB, RDF4J REST API",
    ),
    # Whether PUT is one step for readers, no document says.
    "qlever": Preset(
        "QLever",
        "http://HOST:7001",
        "/",
        "/",
        "/",
        None,
        False,
        "from its documentation: QLever, Graph Store Protocol",
    ),
    "blazegraph": Preset(
        "Blazegraph",
        "http://HOST:9999/blazegraph/namespace/NAME/sparql",
        None,
        "",
        "",
        UPDATE,
        False,
        "from its documentation: NanoSparqlServer, SPARQL Update",
    ),
    "stardog": Preset(
        "Stardog",
        "http://HOST:5820/DATABASE",
        "",
        "/query",
        "/update",
        PUT,
        True,
        "from its documentation: Stardog HTTP API",
    ),
    # Its default graph is all graphs; whether PUT is one step for readers, no document says.
    "neptune": Preset(
        "Amazon Neptune",
        "https://HOST:8182",
        "/sparql/gsp/",
        "/sparql",
        "/sparql",
        None,
        False,
        "from its documentation: Neptune, Graph Store Protocol",
    ),
}
# A store that keeps to the recommendations and of which nothing else is known.
ANY = Preset("a store", "http://HOST/PATH", "", "", "", PUT, True, "SPARQL 1.1", direct=True)


def preset(name: str | None) -> Preset:
    """The preset of that name; without a name, what every store is.

    Raises:
        ExpographError: There is none of that name.
    """
    if name is None:
        return ANY
    if name not in PRESETS:
        raise ExpographError(f"no store is called {name!r}", hint=f"one of {', '.join(PRESETS)}")
    return PRESETS[name]
