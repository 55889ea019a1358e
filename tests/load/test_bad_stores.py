"""Stores that are none, refuse, stall or are full: a clear error, exit code 2, and no secret in it."""

import base64
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme
from conftest import GRAPHS
from faulty_line import Proxy, dropped_midway, says, slow, trickle, wants_basic, wants_digest
from real_store import Running, fails, loaded
from servers import free_port

from expograph.load import client
from expograph.project import Project

PAGE = "<html><head><title>Gate</title></head><body><b>Please</b> log in &amp; wait</body></html>"
USER, PASSWORD, TOKEN = "curator", "s3cret-pässword", "t0ken-of-mine"


def test_nobody_listens(project: Project) -> None:
    """A port on which nobody listens is told at once, without five more tries."""
    begun = time.monotonic()
    said = fails(project, f"http://127.0.0.1:{free_port()}/store")
    assert "cannot be reached" in said
    assert "refused" in said
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("localhost:7878", "is not the address of a store"),
        ("ftp://127.0.0.1/", "is not the address of a store"),
        ("http://nobody.invalid/store", "cannot be reached"),
        ("http://127.0.0.1:99999/store", "cannot be asked"),
        ("http://[::1", "is not the address of a store"),
        (f"http://{USER}:{PASSWORD}@127.0.0.1/", "stays in the shell's history"),
        (f"http://{USER}:{PASSWORD}@[::1", "stays in the shell's history"),
        (f"ftp://{USER}:{PASSWORD}@127.0.0.1/", "stays in the shell's history"),
        (f"{USER}:{PASSWORD}@127.0.0.1:7878", "stays in the shell's history"),
    ],
)
def test_no_address(project: Project, url: str, words: str) -> None:
    """What is no address of a store is told as such; a password in it is neither used nor printed."""
    said = fails(project, url)
    assert words in said
    assert PASSWORD not in said


def test_no_address_of_updates(project: Project, proxy: Proxy) -> None:
    """What --update gives is looked at as closely, before anything is asked."""
    said = fails(project, proxy.url, update=f"http://{USER}:{PASSWORD}@127.0.0.1/")
    assert "stays in the shell's history" in said
    assert PASSWORD not in said
    assert "is not the address of a store" in fails(project, proxy.url, update="localhost")
    assert not proxy.seen


@pytest.mark.parametrize("make", ["oxigraph", None])
def test_a_page_instead_of_a_store(project: Project, proxy: Proxy, make: str | None) -> None:
    """Status 200 with a page in HTML is no store; its words are shown without its tags."""
    proxy.fails(says(200, PAGE, "text/html"), times=99)
    said = fails(project, proxy.url, make=make)
    assert "there is no store at" in said
    assert "text/html: Please log in & wait" in said


def test_a_page_in_the_middle(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A gate that closes during a load, with status 200, is found out by reading back."""
    proxy.fails(says(200, PAGE, "text/html"), "POST", "GET", path="/store?graph", skip=len(GRAPHS), times=99)
    said = fails(project, proxy.url, make="oxigraph")
    assert "answers text/html, which is no graph: Please log in" in said
    assert "what <urn:graph:a> holds now is unknown, the rest is as it was" in said
    assert oxigraph.counts() == {}


def test_an_endpoint_that_describes_itself(project: Project, oxigraph: Running, proxy: Proxy) -> None:
    """An endpoint that answers every GET with a description of itself is not taken for a Graph Store."""
    description = "<urn:me> a <http://www.w3.org/ns/sparql-service-description#Service> ."
    proxy.fails(says(200, description, "text/turtle"), "GET", times=99)
    loaded(project, f"{proxy.url}/query", update=f"{proxy.url}/update")
    assert sum(oxigraph.counts().values()) == 549


def test_an_answer_that_breaks_off_for_good(project: Project, proxy: Proxy) -> None:
    """A line that breaks in the middle of every answer is told after the last try."""
    # the first answer, whether there is a Graph Store at all, has nothing in it that could break
    proxy.fails(dropped_midway, "GET", path="/store", skip=1, times=client.ATTEMPTS)
    said = fails(project, proxy.url, make="oxigraph")
    assert "cannot be reached" in said
    assert not proxy.faults


@pytest.mark.parametrize("fault", [slow(3), trickle], ids=["silent", "trickling"])
def test_a_store_that_stalls(project: Project, proxy: Proxy, fault) -> None:
    """Neither silence nor a byte at a time holds a load up for longer than --timeout."""
    proxy.fails(fault, "POST", path="/query")
    begun = time.monotonic()
    assert "gave no answer in 1 s" in fails(project, proxy.url, make="oxigraph", timeout=1)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("status", "words"), [(507, "quota"), (500, "write failed: No space left on device")]
)
def test_a_store_without_room(
    project: Project, proxy: Proxy, oxigraph: Running, status: int, words: str
) -> None:
    """A full store is told in its own words, with what to do and what it holds."""
    proxy.fails(says(status, words), "POST", path="/store", skip=1, times=99)
    said = fails(project, proxy.url, make="oxigraph")
    assert f"HTTP status {status}: {words}" in said
    assert "make room on the store's disk" in said
    assert "1 of 3 graphs are right, <urn:graph:b> holds 0 of 180 triples, the rest is as it was" in said
    assert oxigraph.counts() == {"urn:graph:a": 360}


def test_a_store_that_stays_busy(project: Project, proxy: Proxy) -> None:
    """A store that is busy to the last try is told with its status."""
    proxy.fails(says(503, "come back tomorrow"), times=99)
    assert "answers HTTP status 503: come back tomorrow" in fails(project, proxy.url, make="oxigraph")
    assert len(proxy.seen) == client.ATTEMPTS


def test_a_store_that_has_moved(project: Project, proxy: Proxy) -> None:
    """A redirection is not followed: a PUT would become a GET, and a password would go elsewhere."""
    proxy.fails(says(301, "", Location="http://elsewhere.invalid/query"), times=99)
    assert "has moved to http://elsewhere.invalid/query" in fails(project, proxy.url, make="oxigraph")


def test_a_store_cannot_replace(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """Where no single request replaces a graph, --replace says so and nothing is written."""
    said = fails(project, f"{proxy.url}/query", update=f"{proxy.url}/update", replace=True)
    assert "cannot replace a graph in one step" in said
    assert oxigraph.counts() == {}


def test_no_default_graph_of_its_own(project: Project, proxy: Proxy) -> None:
    """A store that shows all graphs as its default graph needs a name for --merge."""
    proxy.fails(
        says(200, '{"head": {}, "boolean": true}', "application/sparql-results+json"), "POST", path="/sparql"
    )
    said = fails(project, proxy.url, make="virtuoso", merge=True)
    assert "Virtuoso has no default graph of its own" in said


BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@pytest.mark.parametrize("door", [wants_basic(BASIC), wants_digest(USER, PASSWORD)], ids=["basic", "digest"])
@pytest.mark.parametrize("place", ["environment", "netrc"])
def test_credentials(
    project, proxy: Proxy, oxigraph: Running, monkeypatch, tmp_path: Path, door, place
) -> None:
    """Name and password come from the environment or netrc, and go as the store asks, basic or digest."""
    if place == "environment":
        monkeypatch.setenv("EXPOGRAPH_USER", USER)
        monkeypatch.setenv("EXPOGRAPH_PASSWORD", PASSWORD)
    else:
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n", "utf-8")
        (tmp_path / "netrc").chmod(0o600)
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    proxy.fails(door, times=10_000)
    loaded(project, proxy.url, make="oxigraph")
    assert sum(oxigraph.counts().values()) == 549
    assert "Authorization" not in proxy.headers[0]


def test_a_token(project: Project, proxy: Proxy, oxigraph: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token goes with every request."""
    monkeypatch.setenv("EXPOGRAPH_TOKEN", TOKEN)
    loaded(project, proxy.url, make="oxigraph")
    assert len(proxy.headers) > len(GRAPHS)
    assert {headers["Authorization"] for headers in proxy.headers} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    "door", [wants_basic("Basic none"), wants_digest(USER, "other")], ids=["basic", "digest"]
)
def test_wrong_credentials(project: Project, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, door) -> None:
    """Credentials that the store does not accept are told, and not shown."""
    monkeypatch.setenv("EXPOGRAPH_USER", USER)
    monkeypatch.setenv("EXPOGRAPH_PASSWORD", PASSWORD)
    proxy.fails(door, times=10_000)
    said = fails(project, proxy.url, make="oxigraph")
    assert "does not accept the credentials (HTTP status 401)" in said
    assert PASSWORD not in said


def test_no_credentials(project: Project, proxy: Proxy) -> None:
    """A store that wants credentials where there are none: the error says where they go."""
    proxy.fails(wants_basic(BASIC), times=10_000)
    said = fails(project, proxy.url, make="oxigraph")
    assert "wants credentials" in said
    assert "set EXPOGRAPH_USER and EXPOGRAPH_PASSWORD, or EXPOGRAPH_TOKEN" in said


def test_half_the_credentials(project: Project, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without a password is told before anything is asked."""
    monkeypatch.setenv("EXPOGRAPH_USER", USER)
    assert "one is missing" in fails(project, proxy.url, make="oxigraph")
    assert not proxy.seen


@pytest.mark.parametrize("token", [f"{TOKEN}\n", f"{TOKEN} x", f"{TOKEN}中"])
def test_a_token_that_no_header_holds(project: Project, proxy: Proxy, monkeypatch, token: str) -> None:
    """A token with a line break, as from a file, is refused before anything is asked, and not shown."""
    monkeypatch.setenv("EXPOGRAPH_TOKEN", token)
    said = fails(project, proxy.url, make="oxigraph")
    assert "EXPOGRAPH_TOKEN holds a character that no token has" in said
    assert TOKEN not in said
    assert not proxy.seen


def test_a_name_that_digest_cannot_send(project: Project, proxy: Proxy, monkeypatch) -> None:
    """A name that the header of digest authentication cannot hold is told, without the password."""
    monkeypatch.setenv("EXPOGRAPH_USER", "馆长")
    monkeypatch.setenv("EXPOGRAPH_PASSWORD", PASSWORD)
    proxy.fails(wants_digest("馆长", PASSWORD), times=10_000)
    said = fails(project, proxy.url, make="oxigraph")
    assert "cannot be asked" in said
    assert PASSWORD not in said


def test_netrc_is_for_its_host(project: Project, proxy: Proxy, monkeypatch, tmp_path: Path) -> None:
    """What netrc has for the store's host does not go to another host that takes the updates."""
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    proxy.fails(wants_basic(BASIC), times=10_000)
    said = fails(
        project, f"{proxy.url}/query", update=f"{proxy.url}/update".replace("127.0.0.1", "localhost")
    )
    assert "/update wants credentials" in said
    sent = [
        (line, "Authorization" in headers) for line, headers in zip(proxy.seen, proxy.headers, strict=True)
    ]
    assert ("POST /query", True) in sent
    assert ("POST /update", False) in sent
    assert ("POST /update", True) not in sent


def test_commands_to_the_terminal(project: Project, proxy: Proxy) -> None:
    """What a store says in its error cannot colour the terminal or ring its bell."""
    proxy.fails(says(500, "\x1b[31mred\x07"), times=99)
    said = fails(project, proxy.url, make="oxigraph")
    assert r"\u001B[31mred\u0007" in said
    assert not {"\x1b", "\x07"} & set(said)


def test_an_echoed_secret(project: Project, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that shows in its error what it was sent does not make us print the token."""
    monkeypatch.setenv("EXPOGRAPH_TOKEN", TOKEN)
    proxy.fails(says(500, f"header Authorization: Bearer {TOKEN}"), "POST", path="/store")
    said = fails(project, proxy.url, make="oxigraph")
    assert "header Authorization: Bearer …" in said
    assert TOKEN not in said


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server with a certificate for 127.0.0.1, and its authority's certificate, which nobody knows yet."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    yield f"https://127.0.0.1:{server.server_port}/store", tmp_path / "authority.pem"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_does_not_verify(project, signed: tuple[str, Path], monkeypatch) -> None:
    """A certificate of an unknown authority ends the load; once the authority is named the line holds."""
    url, authority = signed
    said = fails(project, url)
    assert "does not verify" in said
    assert "REQUESTS_CA_BUNDLE" in said
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    assert "there is no store at" in fails(project, url)


def test_no_tls_there(project: Project, proxy: Proxy) -> None:
    """An address with https where http is spoken is not blamed on a certificate."""
    said = fails(project, proxy.url.replace("http:", "https:"))
    assert "cannot be reached over TLS" in said
    assert "is it https there?" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "make it with `expograph build`"),
        ("", "there is nothing to load"),
        ("<urn:g> { <urn:a> <urn:b> }", "expograph.trig:1:"),
        ("<urn:g> { [] <urn:b> 1 }", "<urn:g> holds blank nodes"),
    ],
)
def test_a_graph_that_cannot_be_loaded(
    project: Project, proxy: Proxy, content: str | None, words: str
) -> None:
    """A graph that is not built, empty, broken or without names is told before the store is asked."""
    path = project.graph / "expograph.trig"
    path.unlink() if content is None else path.write_text(content, "utf-8")
    assert words in fails(project, proxy.url, make="oxigraph")
    assert not proxy.seen


def test_wrong_options(project: Project, proxy: Proxy) -> None:
    """--graph without --merge, and what is no IRI, are told before the store is asked."""
    assert "--graph names the one graph of --merge" in fails(project, proxy.url, graph="urn:g")
    assert "'no one' is no IRI" in fails(project, proxy.url, merge=True, graph="no one")
    assert "'' is no IRI" in fails(project, proxy.url, merge=True, graph="")
    assert "no store is called 'sesame'" in fails(project, proxy.url, make="sesame")
    assert not proxy.seen
