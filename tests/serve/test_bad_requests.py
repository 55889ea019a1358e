"""Requests that are wrong or mean harm: each gets its status and a sentence, and the server goes on."""

import json
import resource
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from serve_client import Client, clean, eventually
from served import Served

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
EXPLODING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
VALUES = " ".join(f"{n}" for n in range(5_000))
NESTED = "{" * 30_000 + "}" * 30_000


def spoken(server: Served, raw: bytes, patience: float = 20.0) -> bytes:
    """What a server answers to bytes, until it ends the connection or patience does."""
    address = urlsplit(server.url)
    found = b""
    with socket.create_connection((address.hostname, address.port), timeout=patience) as one:
        one.sendall(raw)
        try:
            while piece := one.recv(1 << 16):
                found += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return found


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/sparql?query=ASK%20%7B", 400, "line 1, column 6"),
        ("/sparql?query=SELECT%20*%0A%7B%20%3Fs%20%3Fp%20%7D", 400, "line 2"),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400, "several"),
        ("/sparql?querry=ASK%7B%7D", 400, "none"),
        ("/sparql?query=ASK%7B%7D&foo=1", 400, "no parameter 'foo'"),
        ("/sparql?query=ASK%7B%7D&format=excel", 400, "no format"),
        ("/sparql?query=", 400, "no SPARQL 1.1 query"),
        ("/sparql?query=%FF", 400, "not UTF-8"),
        ("/sparql?query=%zz", 400, "hexadecimal"),
        ("/sparql?query=ASK%7B%7D%00", 400, "NUL"),
        ("/sparql?update=CLEAR%20ALL", 400, "POST"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=relative", 400, "not an absolute IRI"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=urn:%3Cscript%3E", 400, "not an absolute IRI"),
        ("/sparql?query=SELECT%20(%3Curn:f%3E(1)%20AS%20%3Fx)%20%7B%7D", 400, "cannot be answered"),
        ("/graphs?graph=x", 400, "not an absolute IRI"),
        ("/graphs?graph=urn:x&default", 400, "several"),
        ("/graphs?graph=urn:nowhere", 404, "no such graph"),
        ("/nowhere", 404, "nothing"),
        ("/../../etc/passwd", 404, "nothing"),
        ("/graphs/../../../etc/passwd", 404, "n"),
        ("/graphs/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "no such graph"),
        ("/sparql?" + "x" * 40_000, 414, "at most"),
    ],
)
def test_a_wrong_request_is_told_why(client: Client, path: str, status: int, words: str) -> None:
    """Status and sentence fit what is wrong; a place is told where there is one."""
    found = client("GET", path)
    assert (found.status, words in found.text) == (status, True)
    assert found.headers["content-type"].startswith("text/plain")
    assert "Traceback" not in found.text
    assert str(Path(__file__).parents[2]) not in found.text


def test_an_error_comes_as_json_for_programs(client: Client) -> None:
    """Problem details with line and column (RFC 9457)."""
    found = client("GET", "/sparql?query=ASK%20%7B", accept="application/sparql-results+json")
    assert found.headers["content-type"] == "application/problem+json"
    told = json.loads(found.body)
    assert (told["status"], told["line"], told["column"]) == (400, 1, 6)


@pytest.mark.parametrize(
    ("method", "path", "media", "body", "status"),
    [
        ("POST", "/sparql", "text/plain", b"ASK {}", 415),
        ("POST", "/sparql", "", b"ASK {}", 415),
        ("POST", "/sparql", QUERY + "; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        ("POST", "/sparql", QUERY, "ASK {}".encode("utf-16"), 400),
        ("POST", "/sparql", QUERY, b"ASK { \xe9 }", 400),
        ("POST", "/sparql", FORM, b"query=%E9", 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("POST", "/sparql?query=ASK%7B%7D", QUERY, b"ASK {}", 400),
        ("PUT", "/sparql", QUERY, b"ASK {}", 405),
        ("DELETE", "/sparql", "", b"", 405),
        ("POST", "/", FORM, b"a=b", 405),
        ("GET", "/update", "", None, 405),
        ("POST", "/update", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST", "/sparql", "application/sparql-update", b"CLEAR ALL", 403),
        ("PUT", "/graphs?graph=urn:x", "text/turtle", b"", 403),
        ("DELETE", "/graphs", "", None, 403),
    ],
)
def test_methods_media_types_and_bodies(
    client: Client, method: str, path: str, media: str, body: bytes | None, status: int
) -> None:
    """Each is refused with its own status; 405 tells what is allowed."""
    found = client(method, path, body, content_type=media)
    assert found.status == status
    assert ("allow" in found.headers) == (status == 405)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:%d/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:%d/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "PREFIX s: <http://127.0.0.1:%d/> SELECT * { sErViCe s:x { ?s ?p ?o } }",
        "SELECT * { #\nSERVICE#\n<http://127.0.0.1:%d/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }",
    ],
)
def test_nothing_is_fetched(client: Client, text: str) -> None:
    """If a query would make the server ask another, then it is refused, and the other hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        found = client.query(text % other.getsockname()[1])
        assert found.status in (400, 403)
        with pytest.raises(TimeoutError):
            other.accept()


def test_the_words_alone_are_no_offence(client: Client) -> None:
    """SERVICE in a name, a string, an IRI or a comment fetches nothing and is answered."""
    text = """PREFIX service: <urn:service:> # SERVICE <http://x/>
    SELECT ?service { BIND("SERVICE <http://x/> LOAD" AS ?service) FILTER(?service != <urn:service>) }"""
    assert client.query(text).status == 200


@pytest.mark.parametrize("clause", ["FROM <file:///etc/passwd>", "FROM NAMED <file:///etc/passwd>"])
def test_no_file_is_read(client: Client, clause: str) -> None:
    """FROM of a file is refused; its words appear nowhere."""
    found = client.query(f"SELECT * {clause} {{ ?s ?p ?o }}")
    assert found.status == 403
    assert "root" not in found.text


def test_a_host_on_the_list_may_be_asked(tmp_path: Path) -> None:
    """EXPOGRAPH_FETCH_HOSTS: SERVICE of this host and port works; of another port it is refused."""
    answer = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"there"}}]}}'

    class There(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(200)
            self.send_header("content-type", "application/sparql-results+json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), There) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{other.server_port}"
        with clean(tmp_path, EXPOGRAPH_FETCH_HOSTS=host) as server:
            text = "SELECT ?x { SERVICE <http://%s/sparql> { ?s ?p ?x } }"
            found = Client(server).query(text % host)
            assert (found.status, found.rows) == (200, [{"x": {"type": "literal", "value": "there"}}])
            assert Client(server).query(text % "127.0.0.1:9").status == 403
        other.shutdown()


@pytest.mark.parametrize(
    "text",
    [
        EXPLODING,
        "SELECT * { ?s (!<urn:x>)* ?o . ?o (!<urn:y>)* ?z }",
        'SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?x ?y ?z FILTER(REGEX(CONCAT(?o, ?z), "^((a+)+)+.{999}$")) }',
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {VALUES} }} VALUES ?b {{ {VALUES} }} ?s ?p ?o }}",
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
        "SELECT (GROUP_CONCAT(?o) AS ?x) { ?s ?p ?o . ?a ?b ?c }",
    ],
)
def test_an_exploding_query_is_stopped(client: Client, text: str) -> None:
    """If a query runs over its time or memory, then it is ended, and others are answered."""
    begun = time.monotonic()
    found = client("POST", "/sparql", text.encode(), content_type=QUERY)
    assert found.status in (503, 504)
    assert time.monotonic() - begun < 15
    assert client.query("ASK {}").boolean is True


@pytest.mark.parametrize(
    "text", [f"ASK {NESTED}", "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", "SELECT " * 9_000]
)
def test_deep_nesting_ends_no_more_than_its_worker(client: Client, text: str) -> None:
    """A query that the parser cannot hold is an error of the client or of a limit."""
    found = client("POST", "/sparql", text.encode(), content_type=QUERY)
    assert found.status in (400, 413, 503, 504)
    assert client.query("ASK {}").boolean is True


def test_too_many_rows_are_told(client: Client) -> None:
    """Over the limit of rows, before anything left: 503 with the limit; not a part of the answer."""
    found = client.query("SELECT (1 AS ?x) { ?s ?p ?o . VALUES ?y { 1 2 3 } }", accept="text/csv")
    assert (found.status, "40000 rows" in found.text) == (503, True)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_answer_that_grows_too_large_is_cut(reading: Served, coding: str) -> None:
    """Over a limit after a part has left: the answer has no end, so that no client takes it for whole."""
    text = quote("SELECT * { ?s ?p ?o . VALUES ?y { 1 2 3 } }")
    head = f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {coding}\r\n\r\n"
    found = spoken(reading, head.encode())
    assert found.startswith(b"HTTP/1.1 200")
    assert not found.endswith(b"0\r\n\r\n")
    assert eventually(lambda: any(event["status"] == -200 for event in reading.events("request")))


def test_a_large_body_is_refused(client: Client, reading: Served) -> None:
    """100 MB: refused at once by its length, and by its bytes where it has none."""
    assert client("POST", "/sparql", b"x" * 200_000, content_type=QUERY).status == 413
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    length = head + b"Content-Length: 100000000\r\n\r\n"
    assert spoken(reading, length, 3).startswith(b"HTTP/1.1 413")
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    pieces = b"".join(b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(4))
    assert spoken(reading, chunked + pieces, 3).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "raw",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a b<script>\r\n\r\n",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
    ],
)
def test_broken_heads(client: Client, reading: Served, raw: bytes) -> None:
    """What is no HTTP, or names no host, is refused."""
    assert spoken(reading, raw, 3)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431")
    assert client.query("ASK {}").boolean is True


def test_half_open_connections_hold_nobody_up(client: Client, reading: Served) -> None:
    """A hundred clients that stop in a head or a body, and others are answered all the while."""
    address = urlsplit(reading.url)
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    head += b"Content-Length: 50\r\n\r\nASK"
    lazy = [socket.create_connection((address.hostname, address.port)) for _ in range(100)]
    for number, one in enumerate(lazy):
        one.sendall(head if number % 2 else b"GET /sparql HTTP/1.1\r\nHo")
    begun = time.monotonic()
    assert all(client.query(f"ASK {{}} # {n}").boolean for n in range(20))
    assert time.monotonic() - begun < 10
    lazy[0].settimeout(20)
    assert lazy[0].recv(100) == b""  # its head had ten seconds
    for one in lazy:
        one.close()


def test_who_opens_many_connections_keeps_nobody_out(client: Client, reading: Served) -> None:
    """1,500 clients that say nothing, and another is answered before their ten seconds are over."""
    address = urlsplit(reading.url)
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))
    idle = [socket.create_connection((address.hostname, address.port)) for _ in range(1500)]
    begun = time.monotonic()
    assert client.query("ASK {}").boolean is True
    assert time.monotonic() - begun < 5
    for one in idle:
        one.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))


def test_a_client_that_leaves_frees_its_worker(client: Client, reading: Served) -> None:
    """If a client leaves, then its query is ended long before its time."""
    address = urlsplit(reading.url)
    before = len(reading.children())
    with socket.create_connection((address.hostname, address.port)) as one:
        one.sendall(f"GET /sparql?query={quote(EXPLODING)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.7)
    assert eventually(lambda: any(event["status"] == 499 for event in reading.events("request")), 1.5)
    assert len(reading.children()) <= before + 1


def test_one_client_cannot_take_all_workers(client: Client, reading: Served) -> None:
    """If one asks too much at once, then he gets 429 or 504 in the end, and another is answered at once."""
    statuses: list[int] = []

    def explode(number: int) -> None:
        found = Client(reading, "127.0.0.2").query(f"{EXPLODING} # {number}")
        statuses.append(found.status)
        if found.status == 429:
            assert int(found.headers["retry-after"]) >= 1

    crowd = [threading.Thread(target=explode, args=(number,)) for number in range(24)]
    for one in crowd:
        one.start()
    time.sleep(0.5)
    assert client.query("SELECT (7 AS ?x) {}").status == 200
    for one in crowd:
        one.join()
    assert set(statuses) == {429, 504}


def test_the_log_has_one_line_a_request_and_no_query(client: Client, reading: Served) -> None:
    """A path with line breaks makes no line of its own; a query is not told."""
    paths = ['/a\r\n{"event":"forged"}', "/sparql/"]  # which no other test asks for
    client("GET", "/a%0D%0A%7B%22event%22:%22forged%22%7D")
    client.query("ASK { <urn:secret-of-mine> ?p ?o }", "/sparql/")

    def told() -> list[dict[str, object]]:
        return [event for event in reading.events("request") if event["path"] in paths]

    assert eventually(lambda: len(told()) == 2)  # a line follows its answer
    assert sorted(str(event["path"]) for event in told()) == sorted(paths)
    assert reading.events("forged") == []
    assert "secret-of-mine" not in reading.log.read_text(encoding="utf-8")
    assert {"time", "client", "method", "path", "status", "bytes", "ms"} <= set(told()[-1])


def test_the_log_tells_queries_where_asked(tmp_path: Path) -> None:
    """--log-queries."""
    with clean(tmp_path, "--log-queries") as server:
        Client(server).query("ASK { <urn:mine> ?p ?o }")
        assert eventually(lambda: server.events("request"))
        assert "urn:mine" in str(server.events("request")[-1]["query"]).replace("%3A", ":")
