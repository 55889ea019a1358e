"""A store that runs, looked at from beside: what it holds, without our own client."""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from expograph.errors import ExpographError
from expograph.load import Wish, load
from expograph.project import Project


@dataclass(frozen=True)
class Running:
    """Oxigraph's address, and its content as it tells it itself."""

    url: str

    def counts(self) -> dict[str, int]:
        """How many triples are in each named graph, and in the default graph under ""."""
        rows = self.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
        default = int(self.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"]["value"])
        return found | ({"": default} if default else {})

    def ask(self, query: str) -> list[dict[str, dict[str, str]]]:
        """The rows of a query."""
        headers = {"Accept": "application/sparql-results+json"}
        with urlopen(
            Request(f"{self.url}/query?query={quote(query)}", headers=headers), timeout=10
        ) as answer:
            return list(json.load(answer)["results"]["bindings"])

    def update(self, text: str) -> None:
        """Somebody else's update."""
        headers = {"Content-Type": "application/sparql-update"}
        urlopen(Request(f"{self.url}/update", text.encode(), headers), timeout=10).close()

    def triples(self, graph: str) -> set[Triple]:
        """The triples of a named graph."""
        headers = {"Accept": "application/n-triples"}
        request = Request(f"{self.url}/store?graph={quote(graph, safe='')}", headers=headers)
        with urlopen(request, timeout=10) as answer:
            return {quad.triple for quad in parse(answer.read(), RdfFormat.N_TRIPLES)}


def loaded(project: Project, url: str, **how: object) -> str:
    """What the load says."""
    return load(project, Wish(url, **how), lambda total: nullcontext(lambda count: None))  # type: ignore[arg-type]


def fails(project: Project, url: str, **how: object) -> str:
    """What a load that fails with exit code 2 says."""
    with pytest.raises(ExpographError) as caught:
        loaded(project, url, **how)
    assert caught.value.exit_code == 2
    return str(caught.value)
