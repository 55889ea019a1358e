"""The parts that read what a client wrote: whatever comes, an answer or a refusal, and soon."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from expograph.errors import ExpographError
from expograph.serve import graphs, http, protocol
from expograph.serve.dataset_clause import several_defaults
from expograph.serve.forms import RESULTS, TRIPLES
from expograph.serve.frames import Frames, frame
from expograph.serve.guard import fetches, refuse_fetching
from expograph.serve.negotiate import chosen
from expograph.serve.operations import operations
from expograph.serve.refusal import Refusal
from expograph.serve.rows import COUNTS, Counter
from expograph.serve.settings import Limits, Settings

WORDS = [
    "query",
    "update",
    "default-graph-uri",
    "format",
    "=",
    "&",
    "%",
    "%3C",
    "%FF",
    "+",
    "ASK {}",
    "urn:x",
    "\x00",
]
SPARQL = [
    *(
        "SELECT",
        "ASK",
        "FROM",
        "NAMED",
        "SERVICE",
        "SILENT",
        "LOAD",
        "USING",
        "WITH",
        "DELETE",
        "INSERT",
        "DATA",
    ),
    *(
        "WHERE",
        "{",
        "}",
        ";",
        ".",
        "(",
        ")",
        "<urn:x>",
        "<file:///etc/passwd>",
        "a:b",
        "?s",
        "PREFIX a: <urn:>",
    ),
    *('"', "'", '"""', "\\", "#", "\n", " ", "\\u0053", "CONSTRUCT", "BASE <urn:y>", "é", "\U0001f600"),
]
ACCEPT = [
    "text/",
    "*/*",
    "csv",
    "application/json",
    ";q=",
    "0.5",
    ",",
    ";",
    "q",
    "=",
    " ",
    "1.0000",
    "é",
    "/",
]
MANY = settings(max_examples=400, deadline=None)


def told(function: Callable[..., Any], *arguments: Any) -> tuple[Any, Refusal | None]:
    """What a function returns, or what it refuses with."""
    try:
        return function(*arguments), None
    except Refusal as refusal:
        return None, refusal


def mixed(words: list[str]) -> st.SearchStrategy[str]:
    """Texts of these words and of anything."""
    return st.lists(st.sampled_from(words) | st.text(max_size=5), max_size=20).map("".join)


@MANY
@given(
    st.sampled_from(["GET", "HEAD", "POST"]),
    mixed(WORDS).map(str.encode) | st.binary(max_size=60),
    st.sampled_from(["", protocol.FORM, protocol.QUERY_TYPE, protocol.UPDATE_TYPE, "text/plain"])
    | st.text(max_size=9),
    mixed(WORDS).map(str.encode) | st.binary(max_size=60),
)
def test_any_request_is_an_operation_or_a_refusal(method: str, query: bytes, kind: str, body: bytes) -> None:
    """No input raises anything but a refusal of 4xx with a sentence."""
    found, refusal = told(protocol.operation, method, query, kind, body, ("query", "update"))
    if refusal:
        assert refusal.status in (400, 415)
        assert refusal.as_text().strip()
        assert json.loads(refusal.as_json())["status"] == refusal.status
    else:
        assert found.kind in ("query", "update", "describe")
        assert bool(found.text) <= (found.kind != "describe")


@MANY
@given(mixed(ACCEPT), st.sampled_from([RESULTS, TRIPLES]))
def test_any_accept_header_is_a_form_or_406(accept: str, offers: tuple) -> None:
    """What is no range is passed over."""
    found, refusal = told(chosen, accept, offers)
    assert found in offers if refusal is None else refusal.status == 406


@MANY
@given(mixed(SPARQL))
def test_any_text_passes_the_guard_or_not(text: str) -> None:
    """Reading for fetches, for datasets and for operations never fails, and loses no word."""
    _, refusal = told(refuse_fetching, text)
    assert refusal is None or refusal.status == 403
    several_defaults(text, "http://example.org/sparql")
    found, _ = operations(text)
    kept = ";".join(one.rest for one in found)
    assert set(re.findall(r"\w+", kept)) <= set(re.findall(r"\w+", text))


@MANY
@given(st.text(alphabet="/graphs.%2e?<> é\n:", max_size=30), st.binary(max_size=30))
def test_any_graph_is_named_or_refused(path: str, query: bytes) -> None:
    """An address names one graph, the default graph, all, or none."""
    found, refusal = told(graphs.meant, "/graphs/" + path, query, "http://example.org")
    if refusal:
        assert refusal.status == 400
    else:
        assert found[0] in (None, "") or protocol.IRI.fullmatch(found[0])
        assert found[1] in ("", *protocol.NAMES)


@MANY
@given(
    st.lists(st.tuples(st.sampled_from([b"A", b"D", b"E"]), st.binary(max_size=50)), max_size=8), st.data()
)
def test_frames_arrive_whole_however_they_are_cut(
    sent: list[tuple[bytes, bytes]], data: st.DataObject
) -> None:
    """Bytes in any pieces make the frames that were sent."""
    whole = b"".join(frame(letter, payload) for letter, payload in sent)
    frames, found, at = Frames(), [], 0
    while at < len(whole):
        size = data.draw(st.integers(1, 20))
        found += frames.feed(whole[at : at + size])
        at += size
    assert found == sent


TRICKY = st.lists(
    st.sampled_from(["},{", '"', "\\", "\n", "\r\n", ",", "<result>", "{}", "a", "é", "'"]), max_size=6
)
FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


@MANY
@given(st.lists(TRICKY.map("".join), unique=True, max_size=6), st.sampled_from(sorted(COUNTS)), st.data())
def test_rows_are_counted_whatever_they_hold(texts: list[str], form: str, data: st.DataObject) -> None:
    """In every format, cut anywhere, with terms that look like markup: as many as there are solutions."""
    store = Store()
    store.extend(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text)) for text in texts)
    written = store.query("SELECT ?o ?unbound ?p { ?s ?p ?o }").serialize(None, FORMATS[form])
    counter, at = Counter(form), 0
    while at < len(written):
        size = data.draw(st.integers(1, 40))
        counter.feed(written[at : at + size])
        at += size
    expected = max(len(texts), 1) if form == "json" else len(texts)
    assert counter.rows == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SELECT * { SERVICE <http://x/> {} }", [("SERVICE", "<http://x/>")]),
        ("SELECT * { SERVICE SILENT ?x {} }", [("SERVICE", "?x")]),
        ("LOAD SILENT <file:///a> INTO GRAPH <urn:b>", [("LOAD", "<file:///a>")]),
        ("ASK FROM NAMED <file:a> {}", [("FROM", "<file:a>")]),
        ('SELECT (" SERVICE <http://x/> " AS ?service) {} # LOAD <http://x/>', []),
        ("PREFIX service: <http://SERVICE/> ASK { service:load ?from <LOAD> }", []),
    ],
)
def test_what_fetches(text: str, wanted: list[tuple[str, str]]) -> None:
    """Keywords and what they name; not names, strings, IRIs and comments that look like them."""
    assert list(fetches(text)) == wanted


@pytest.mark.parametrize(
    ("target", "passes"),
    [
        ("<http://a.example/sparql>", True),
        ("<https://b.example:8443/x>", True),
        ("<http://b.example/x>", False),
        ("<http://a.example@evil.example/>", False),
        ("<http://a.example:80:80/>", False),
        ("<http://[::1/>", False),
        ("<file://a.example/>", False),
        ("?x", False),
    ],
)
def test_only_hosts_on_the_list_are_asked(target: str, passes: bool) -> None:
    """Scheme, host and port have to be those of the list; a variable is none."""
    text = f"SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} }}"
    hosts = ("a.example", "b.example:8443")
    if passes:
        refuse_fetching(text, hosts)
    else:
        with pytest.raises(Refusal):
            refuse_fetching(text, hosts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SELECT * FROM <a> FROM <urn:b> FROM NAMED <c> {}", (["http://e/a", "urn:b"], ["http://e/c"])),
        ("PREFIX x: <urn:x:> BASE <http://f/> ASK FROM x:a FROM <b> {}", (["urn:x:a", "http://f/b"], [])),
        ("CONSTRUCT { ?s ?p ?o } FROM <urn:a> FROM <urn:b> WHERE { ?s ?p ?o }", (["urn:a", "urn:b"], [])),
        ("CONSTRUCT FROM <urn:a> FROM <urn:b> WHERE { ?s ?p ?o }", (["urn:a", "urn:b"], [])),
        ("SELECT * FROM <urn:a> { ?s ?p ' FROM ' }", None),
        ("SELECT * { ?s ?p ' FROM FROM ' }", None),
    ],
)
def test_default_graphs_of_several(text: str, wanted: object) -> None:
    """Relative IRIs and prefixed names are written in full; one graph needs no merge."""
    assert several_defaults(text, "http://e/sparql") == wanted


def test_a_dataset_goes_into_an_update() -> None:
    """USING stands before the WHERE of the operation; DELETE WHERE becomes a form that has a place for it."""
    store = Store()
    graphs_ = [NamedNode("urn:1"), NamedNode("urn:2")]
    store.extend(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(n), g) for n, g in enumerate(graphs_))
    found, _ = operations("DELETE WHERE { GRAPH ?g { ?s ?p ?o } } # WHERE")
    store.update(found[0].having(["urn:0"], ["urn:2"]))
    assert [quad.graph_name for quad in store] == [graphs_[0]]
    found, _ = operations("INSERT { ?s ?p 'WHERE {' } # where\nWHERE { ?s ?p ?o }")
    store.update(found[0].having(["urn:1"], []))
    assert len(store) == 2


@pytest.mark.parametrize(
    "unit", ['"""\\', "'", '"', "<", "{", "FROM ", "SERVICE ", "#", "\\u0053", "a:", "[", "LOAD\n"]
)
def test_reading_takes_no_longer_than_the_text_is_long(unit: str) -> None:
    """What runs in a front process is linear: ten thousand of anything take a moment."""
    text = unit * 10_000
    begun = time.process_time()
    for reader in (lambda: protocol.operation("POST", b"", protocol.QUERY_TYPE, text.encode(), ("query",)),):
        reader()
    with pytest.raises(Refusal):
        chosen(text[:2000] + ",image/png", RESULTS)
    http.matches(text[:9000], 'W/"x"')
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "pair", ["seconds", "seconds=", "seconds=0", "seconds=-1", "second=1", "rows=1e6", "rows=²"]
)
def test_a_limit_is_a_positive_number(pair: str) -> None:
    """Anything else is told, with the names that there are."""
    with pytest.raises(ExpographError, match="is not a limit"):
        Limits().having([pair])


def test_settings_reach_the_other_processes() -> None:
    """What is written for a child is read as it was."""
    wanted = Settings(
        "::1", 80, "/x", ("a.ttl",), "/d", True, True, 3, "/tmp/y", ("h",), Limits().having(["rows=7"])
    )
    assert Settings.from_json(wanted.to_json()) == wanted
    assert wanted.url == "http://[::1]:80"
