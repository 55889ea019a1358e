"""A project with a small graph, a real store, and a faulty line to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from faulty_line import Proxy
from real_store import Running

from expograph.load import client
from expograph.project import Project

# Numbers of each kind, a truth, a date, both languages, and all that must be escaped.
THING = """
<urn:thing:{n}> <urn:says> "\\"{n}\\"\\n\\\\ ü 世" , "fair"@en , "博览会"@zh ;
    <urn:counts> {n} , "{n}.50"^^<http://www.w3.org/2001/XMLSchema#decimal> ; <urn:is> true ;
    <urn:at> "{n}"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ;
    <urn:on> "2024-11-05"^^<http://www.w3.org/2001/XMLSchema#date> ; <urn:next> <urn:thing:{m}> .
"""
GRAPHS = {"urn:graph:a": range(0, 40), "urn:graph:b": range(40, 60), "urn:graph:c": range(50, 51)}
EACH = 9


def things(numbers: range) -> str:
    """Turtle of as many things."""
    return "".join(THING.format(n=n, m=n + 1) for n in numbers)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose graph is 61 things in three graphs: 540 triples merged, since one is told of in two."""
    folder = tmp_path / "project" / "graph"
    folder.mkdir(parents=True)
    (folder / "expograph.trig").write_text(
        "".join(f"<{name}> {{ {things(numbers)} }}\n" for name, numbers in GRAPHS.items()), "utf-8"
    )
    (folder / "expograph.ttl").write_text(things(range(0, 60)), "utf-8")
    return Project(folder.parent)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Waits are short, and nobody's own credentials or proxies are there."""
    monkeypatch.setattr(client, "FIRST_WAIT", 0.01)
    for name in ("EXPOGRAPH_USER", "EXPOGRAPH_PASSWORD", "EXPOGRAPH_TOKEN", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[Running]:
    """Oxigraph's own server, in memory, on a port of its own."""
    with servers.oxigraph(tmp_path, union=False) as url:
        yield Running(url)


@pytest.fixture
def proxy(oxigraph: Running) -> Iterator[Proxy]:
    """A line to Oxigraph whose faults a test chooses."""
    with Proxy(oxigraph.url) as line:
        yield line
