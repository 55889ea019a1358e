"""Stores of other makes, which are installed apart: Virtuoso, Fuseki, and rdflib behind a SPARQL endpoint."""

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from conftest import EACH, GRAPHS
from real_store import fails, loaded

from expograph import endpoint, query
from expograph.project import Project

pytestmark = pytest.mark.stores
TOTAL = sum(len(numbers) for numbers in GRAPHS.values()) * EACH


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso with a new database."""
    if servers.program(servers.VIRTUOSO) is None:
        pytest.skip(f"Virtuoso is not here: apt-get install {servers.VIRTUOSO_PACKAGE}")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture
def dba(monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    """The administrator of a new database."""
    monkeypatch.setenv("EXPOGRAPH_USER", servers.VIRTUOSO_USER)
    monkeypatch.setenv("EXPOGRAPH_PASSWORD", servers.VIRTUOSO_PASSWORD)


def cleared(url: str, project: Project) -> None:
    """Removes the graphs of the small project from a Virtuoso."""
    from requests import post
    from requests.auth import HTTPDigestAuth

    text = " ; ".join(f"DROP SILENT GRAPH <{name}>" for name in [*GRAPHS, "urn:graph:merged"])
    signed = HTTPDigestAuth(servers.VIRTUOSO_USER, servers.VIRTUOSO_PASSWORD)
    headers = {"Content-Type": "application/sparql-update"}
    post(f"{url}/sparql-auth", text, headers=headers, auth=signed, timeout=30).raise_for_status()


@pytest.mark.parametrize("how", ["graph store", "update"])
def test_virtuoso(project: Project, virtuoso: str, dba: None, how: str) -> None:
    """Virtuoso takes the graphs by its Graph Store, and by updates, with digest authentication."""
    cleared(virtuoso, project)
    url, options = (
        (virtuoso, {"make": "virtuoso"})
        if how == "graph store"
        else (f"{virtuoso}/sparql", {"update": f"{virtuoso}/sparql-auth"})
    )
    assert f"0 there already; {TOTAL} triples sent" in loaded(project, url, **options)
    assert "3 there already; 0 triples sent" in loaded(project, url, **options)


def test_virtuoso_merged(project: Project, virtuoso: str, dba: None) -> None:
    """Virtuoso has no default graph of its own, so that --merge needs a name."""
    cleared(virtuoso, project)
    assert "has no default graph of its own" in fails(project, virtuoso, make="virtuoso", merge=True)
    said = loaded(project, virtuoso, make="virtuoso", merge=True, graph="urn:graph:merged")
    assert "540 triples in 1 graphs" in said


def test_virtuoso_cannot_replace(project: Project, virtuoso: str, dba: None) -> None:
    """Virtuoso commits row by row, so that --replace is refused."""
    assert "cannot replace a graph in one step" in fails(project, virtuoso, make="virtuoso", replace=True)


def test_virtuoso_wants_credentials(project: Project, virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without credentials, and with wrong ones, Virtuoso's refusal is told without the password."""
    assert "wants credentials" in fails(project, virtuoso, make="virtuoso")
    monkeypatch.setenv("EXPOGRAPH_USER", "dba")
    monkeypatch.setenv("EXPOGRAPH_PASSWORD", "not-the-password")
    said = fails(project, virtuoso, make="virtuoso")
    assert "does not accept the credentials" in said
    assert "not-the-password" not in said


@pytest.fixture
def fuseki(tmp_path: Path) -> Iterator[str]:
    """Fuseki with a new TDB2 database."""
    if servers.fuseki_jar() is None:
        pytest.skip(f"Fuseki is not here: set {servers.FUSEKI_HOME} to the folder of its release")
    with servers.fuseki(tmp_path) as url:
        yield url


def test_fuseki(project: Project, fuseki: str) -> None:
    """Fuseki takes the graphs by its Graph Store and by updates, and all in its default graph or another."""
    assert f"0 there already; {TOTAL} triples sent" in loaded(project, fuseki, make="fuseki")
    assert "3 there already; 0 triples sent" in loaded(project, f"{fuseki}/data")
    by_update = loaded(project, f"{fuseki}/sparql", update=f"{fuseki}/update")
    assert "3 there already; 0 triples sent" in by_update
    assert "540 triples sent" in loaded(project, fuseki, make="fuseki", merge=True)
    for address, make in ((fuseki, "fuseki"), (f"{fuseki}/data", None)):
        graph = f"{fuseki}/data/{make}"  # below its address, and yet not known by it
        assert "540 triples sent" in loaded(project, address, make=make, merge=True, graph=graph)


def test_fuseki_without_a_graph_store(project: Project, fuseki: str) -> None:
    """Where only queries and updates are known, Fuseki is written to by updates."""
    said = loaded(project, f"{fuseki}/sparql", update=f"{fuseki}/update")
    assert f"0 there already; {TOTAL} triples sent" in said


def test_fuseki_replaces_at_once(project: Project, fuseki: str) -> None:
    """While PUT replaces a graph again and again, a reader counts either the old triples or the new ones."""
    counted = query.read("SELECT (COUNT(*) AS ?n) { GRAPH <urn:graph:big> { ?s ?p ?o } }", "n", "n.rq")
    seen, over = set[str](), threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.update(
                row["n"].value for row in endpoint.ask(f"{fuseki}/sparql", counted.text, counted.form, 30)
            )

    reader = threading.Thread(target=read)
    for turn in range(6):
        triples = (f"<urn:n{n}> <urn:p{turn % 2}> {n} .\n" for n in range(3000 if turn % 2 else 5000))
        (project.graph / "expograph.trig").write_text(f"<urn:graph:big> {{ {''.join(triples)} }}", "utf-8")
        loaded(project, fuseki, make="fuseki", replace=True)
        if turn == 0:
            reader.start()
    over.set()
    reader.join()
    assert seen == {"5000", "3000"}


@pytest.fixture
def rdflib_endpoint(tmp_path: Path) -> Iterator[str]:
    """rdflib behind a SPARQL endpoint that takes updates."""
    if importlib.util.find_spec("rdflib_endpoint") is None:
        pytest.skip("rdflib-endpoint is not here: pip install rdflib-endpoint uvicorn")
    with servers.rdflib_endpoint(tmp_path) as url:
        yield url


def test_rdflib_endpoint(project: Project, rdflib_endpoint: str) -> None:
    """An endpoint without a Graph Store is found out, written to by updates, and asked as any endpoint."""
    assert f"0 there already; {TOTAL} triples sent" in loaded(project, rdflib_endpoint)
    assert "3 there already; 0 triples sent" in loaded(project, rdflib_endpoint)
    assert "SPARQL 1.1 Update at" in loaded(project, rdflib_endpoint, dry=True)
    asked = query.read("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "count", "count.rq")
    rows = endpoint.ask(rdflib_endpoint, asked.text, asked.form, 30)
    assert [row["n"].value for row in rows] == ["540"]


def test_all_stores_answer_alike(root: Path, virtuoso: str) -> None:
    """All named questions have the same answers embedded, on Oxigraph's server and on Virtuoso."""
    script = [sys.executable, str(root / "scripts" / "stores.py")]
    done = subprocess.run(script, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "triples sent, count and digest are right" in done.stdout
    assert " passed, 0 failed" in done.stdout
