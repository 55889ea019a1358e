"""What the editor offers is what the description of the data in VoID tells."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from serve_client import Client, clean

VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of the real graph."""
    folder: Path = tmp_path_factory.mktemp("editor")
    with clean(folder) as server:
        yield Client(server)


@pytest.mark.parametrize(("kind", "offered"), [("class", "classes"), ("property", "properties")])
def test_terms_are_those_of_void(site: Client, kind: str, offered: str) -> None:
    """Each class and property of the partitions is offered, and no other."""
    found = parse(input=site("GET", "/.well-known/void", accept="text/turtle").body, format=RdfFormat.TURTLE)
    told = {t.object.value for t in found if t.predicate == NamedNode(VOID + kind)}
    known = [iri for iri, _ in json.loads(site("GET", "/editor.json").body)[offered]]
    assert len(told) > 50
    assert sorted(known) == sorted(told)
