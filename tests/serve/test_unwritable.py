"""What a format has no words for is refused in it, and not written wrongly."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serve_client import Client, clean

DATA = """
<http://ex.org/a> <http://ex.org/said> <<( <http://ex.org/b> <http://ex.org/p> "x" )>> .
<http://ex.org/c> <http://ex.org/1/> "a property without a name in XML" .
<http://ex.org/d> <http://ex.org/p> "plain" .
"""
PLACES = {
    "query": "/sparql?query=" + quote("CONSTRUCT WHERE {{ <{}> ?p ?o }}", safe="{}"),
    "graph": "/graphs?default",
    "page": "/resource?iri={}",
}
UNWRITABLE = [("http://ex.org/a", "application/ld+json"), ("http://ex.org/c", "application/rdf+xml")]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Who asks a server of such data."""
    folder: Path = tmp_path_factory.mktemp("odd")
    (folder / "odd.ttl").write_text(DATA)
    with clean(folder, "--data", str(folder / "odd.ttl")) as server:
        yield Client(server)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("thing", "media"), UNWRITABLE)
def test_what_a_format_has_no_words_for_is_406(odd: Client, place: str, thing: str, media: str) -> None:
    """Not 5xx, and no broken XML; another format is given."""
    address = PLACES[place].format(quote(thing))
    if place == "page":
        suffix = ".jsonld" if "ld" in media else ".rdf"
        assert odd("GET", address.replace("?", suffix + "?")).status == 406
        assert odd("GET", address.replace("?", ".nt?")).status == 200
        return
    assert odd("GET", address, accept=media).status == 406
    assert odd("GET", address, accept="application/n-triples").status == 200


def test_what_a_format_has_words_for_is_given_in_it(odd: Client) -> None:
    """The refusals are for what cannot be written alone."""
    for media in ("application/ld+json", "application/rdf+xml"):
        assert odd("GET", PLACES["query"].format(quote("http://ex.org/d")), accept=media).status == 200
