"""The query endpoint as clients meet it: formats, datasets, caches, headers, the descriptions."""

import gzip
import json
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from serve_client import Client, clean
from served import Served

from expograph.project import Project, default_root
from expograph.release.make import opened

SMALL = "SELECT ?s ?label { ?s a <https://w3id.org/expograph/ontology#Edition> } ORDER BY ?s LIMIT 3"
GRAPH = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5"
DOCUMENT = "https://w3id.org/expograph/id/document/ciie-7-closing"
ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": None,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("media", ROWS)
def test_rows_come_in_each_format(client: Client, media: str) -> None:
    """If a media type is accepted, then rows come in it, and can be read as it."""
    found = client.query(SMALL, accept=media)
    assert (found.status, found.headers["content-type"].partition(";")[0]) == (200, media)
    if kind := ROWS[media]:
        assert len(list(parse_query_results(found.body, kind))) == 3
    else:
        assert found.text.splitlines()[0] == "s,label"
        assert len(found.text.splitlines()) == 4


@pytest.mark.parametrize("media", TRIPLES)
def test_triples_come_in_each_format(client: Client, media: str) -> None:
    """If a media type is accepted, then triples come in it, and can be read as it."""
    found = client.query(GRAPH, accept=media)
    assert (found.status, found.headers["content-type"].partition(";")[0]) == (200, media)
    assert len(list(parse(found.body, TRIPLES[media]))) == 5


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/*;q=0.1, text/csv;q=0.2", "text/csv"),
        ("text/csv;q=0, text/*;q=0.5", "text/tab-separated-values"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_negotiation(client: Client, accept: str, media: str) -> None:
    """Quality counts, then how closely a range names the type."""
    assert client.query(SMALL, accept=accept).headers["content-type"].startswith(media)


def test_what_cannot_be_given_is_not_acceptable(client: Client) -> None:
    """If nothing that is accepted can be given, then 406 names what can."""
    found = client.query(SMALL, accept="image/png")
    assert found.status == 406
    assert "text/csv (format=csv)" in found.text


@pytest.mark.parametrize(("name", "media"), [("csv", "text/csv"), ("xml", "application/sparql-results+xml")])
def test_a_link_can_name_the_format(client: Client, name: str, media: str) -> None:
    """If format= names one, then it goes before the header, for a link cannot set headers."""
    found = client("GET", f"/sparql?query={quote(SMALL)}&format={name}", accept="application/json")
    assert found.headers["content-type"].startswith(media)


def test_a_query_comes_in_three_ways(client: Client) -> None:
    """GET, a form, and a body of its own give the same answer."""
    form = f"query={quote(SMALL)}".encode()
    ways = [
        client.query(SMALL),
        client("POST", "/sparql", form, content_type="application/x-www-form-urlencoded"),
        client("POST", "/sparql", SMALL.encode(), content_type="application/sparql-query"),
    ]
    assert {way.status for way in ways} == {200}
    assert len({way.body for way in ways}) == 1


def test_head_is_get_without_a_body(client: Client) -> None:
    """The same status and headers."""
    head, get = (client(method, f"/sparql?query={quote(SMALL)}") for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_the_default_graph_is_the_merge(client: Client) -> None:
    """A triple that several graphs hold stands once in the default graph, and in each graph by name."""
    store = Store()
    store.bulk_load(path=default_root() / "graph" / "expograph.trig", format=RdfFormat.TRIG)
    triples = {quad.triple for quad in store}
    counted = client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]["value"]
    named = client.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows[0]["n"]["value"]
    assert (int(counted), int(named)) == (len(triples), len(store))
    assert len(triples) < len(store)


@pytest.mark.parametrize("by", ["clause", "parameter"])
def test_a_default_graph_of_several_is_a_merge(client: Client, by: str) -> None:
    """If two graphs that share triples make up the default graph, then none is counted twice."""
    store = Store()
    store.bulk_load(path=default_root() / "graph" / "expograph.trig", format=RdfFormat.TRIG)
    graphs = [
        f"https://w3id.org/expograph/graph/{name}" for name in ("inferred", "ontology", "registry", "derived")
    ]
    inside = [q for q in store if q.graph_name.value in graphs]
    assert len({q.triple for q in inside}) > 1000
    if by == "clause":
        clauses = "".join(f"FROM <{graph}>\n" for graph in graphs)
        found = client.query(f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}")
    else:
        dataset = "".join(f"&default-graph-uri={quote(graph)}" for graph in graphs)
        found = client("GET", f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}{dataset}")
    assert int(found.rows[0]["n"]["value"]) == len({q.triple for q in inside})


def test_who_ends_after_an_answer_is_not_asked_again(client: Client) -> None:
    """A query to several graphs ends its worker; the next ones are answered all the same."""
    for number in range(30):
        merge = client.query(f"ASK FROM <urn:a{number}> FROM <urn:b> {{ ?s ?p ?o }}")
        assert (merge.status, client.query(f"ASK {{ <urn:x{number}> ?p ?o }}").status) == (200, 200)


def test_named_graphs_of_the_protocol(client: Client) -> None:
    """Only the graphs of named-graph-uri are seen by GRAPH, and the default graph is empty."""
    text = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    found = client("GET", f"/sparql?query={quote(text)}&named-graph-uri={quote(DOCUMENT)}")
    assert [row["g"]["value"] for row in found.rows] == [DOCUMENT]
    empty = client("GET", f"/sparql?query={quote('ASK { ?s ?p ?o }')}&named-graph-uri={quote(DOCUMENT)}")
    assert empty.boolean is False


def test_a_graph_that_is_not_there_is_empty(client: Client) -> None:
    """FROM fetches nothing."""
    assert client.query("ASK FROM <http://example.org/nowhere> { ?s ?p ?o }").boolean is False


def test_entity_tags_save_the_query(client: Client, reading: Served) -> None:
    """If the tag still holds, then 304 has no body; another form has another, a changing function none."""
    text = "SELECT (42 AS ?n) {}"
    tag = client.query(text).headers["etag"]
    again = client.query(text, if_none_match=f'"other", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert client.query(text, if_none_match='"other"').status == 200
    assert client.query(text, accept="text/csv").headers["etag"] != tag
    changing = client.query("SELECT (NOW() AS ?n) {}")
    assert "etag" not in changing.headers
    assert changing.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "gzip;q=0", "identity"])
def test_compression(client: Client, coding: str) -> None:
    """A large answer comes in the coding that is accepted, and is told to depend on it."""
    found = client.query("SELECT * { ?s a ?c } LIMIT 200", accept_encoding=coding)
    assert found.status == 200
    wanted = coding if coding in ("gzip", "br", "zstd") else None
    assert found.headers.get("content-encoding") == wanted
    if wanted == "gzip":
        assert len(json.loads(gzip.decompress(found.body))["results"]["bindings"]) == 200
    if wanted:
        assert "accept-encoding" in found.headers["vary"].lower()
        with pytest.raises(zlib.error):
            zlib.decompress(found.body)


def test_a_large_answer_streams_whole(client: Client) -> None:
    """Every row of an answer of some megabytes arrives."""
    found = client.query("SELECT * { ?s ?p ?o }", accept="text/tab-separated-values")
    assert found.text.count("\n") > 30_000
    assert "content-length" not in found.headers


def test_scripts_of_other_sites_may_ask(client: Client) -> None:
    """CORS: a preflight names methods and headers; answers may be read by all."""
    found = client("OPTIONS", "/sparql", origin="https://example.org", access_control_request_method="POST")
    assert found.status == 204
    assert "POST" in found.headers["access-control-allow-methods"]
    assert "content-type" in found.headers["access-control-allow-headers"]
    assert client.query("ASK {}", origin="https://example.org").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/nowhere", "/healthz", "/graphs?graph=urn:x", "/sparql?query=x"]
)
def test_headers_of_a_careful_operator(client: Client, path: str) -> None:
    """Every answer, an error too, forbids inline script and sniffing, sets no cookie, names no version."""
    headers = client("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers
    assert "set-cookie" not in headers
    assert headers["server"] == "expograph"


def test_the_service_describes_itself(client: Client) -> None:
    """Without a query: language, formats, each named graph with its size, and every limit."""
    found = client("GET", "/sparql", accept="application/n-triples")
    store = Store()
    store.load(found.body, format=RdfFormat.N_TRIPLES)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX schema: <https://schema.org/> "
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    graphs = list(store.query(sd + void + "SELECT ?g ?n { ?x sd:name ?g ; sd:graph/void:triples ?n }"))
    asked = client.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
    assert {(r["g"].value, r["n"].value) for r in graphs} == {
        (r["g"]["value"], r["n"]["value"]) for r in asked
    }
    assert len(graphs) >= 9
    limits = store.query(sd + "SELECT ?n ?v { ?x schema:propertyID ?n ; schema:maxValue ?v }")
    told = {r["n"].value: r["v"].value for r in limits}
    assert told["seconds"] == "2"
    assert set(told) == {"seconds", "rows", "bytes", "memory", "request", "upload", "parallel"}
    assert store.query(sd + "ASK { ?x sd:supportedLanguage sd:SPARQL11Query ; sd:resultFormat ?f }")
    assert not store.query(sd + "ASK { ?x sd:supportedLanguage sd:SPARQL11Update }")
    assert "seconds=2" in client.query("ASK {}").headers["expograph-limits"]


def test_void_counts_what_is_there(client: Client) -> None:
    """VoID: the number of triples, and partitions by class and property."""
    found = client("GET", "/.well-known/void", accept="text/turtle")
    store = Store()
    store.load(found.body, format=RdfFormat.TURTLE)
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    total = next(iter(store.query(void + "SELECT ?n { ?d a void:Dataset ; void:triples ?n }")))["n"].value
    assert total == client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]["value"]
    parts = store.query(void + "SELECT (SUM(?n) AS ?all) { ?d void:propertyPartition/void:triples ?n }")
    assert next(iter(parts))["all"].value == total
    assert store.query(void + "ASK { ?d void:classPartition/void:entities ?n ; void:sparqlEndpoint ?e }")


def described(client: Client, **headers: str) -> Store:
    """What VoID says."""
    found = client("GET", "/.well-known/void", accept="text/turtle", **headers)
    store = Store()
    store.load(found.body, format=RdfFormat.TURTLE)
    return store


def test_void_has_the_facts_of_a_release(client: Client) -> None:
    """Titles, licence, maker with a name, day and version: as a release tells them."""
    rows = described(client).query(
        """PREFIX dct: <http://purl.org/dc/terms/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT ?license ?issued ?version ?name (COUNT(?title) AS ?titles) {
            ?d a void:Dataset ; dct:license ?license ; dct:issued ?issued ; owl:versionInfo ?version ;
                dct:title ?title ; dct:creator/foaf:name ?name ; dct:publisher ?p ; void:uriSpace ?space
        } GROUP BY ?license ?issued ?version ?name"""
    )
    (row,) = rows
    own = opened(Project(default_root()))
    assert (row["version"].value, row["issued"].value) == (own.version, own.issued.isoformat())
    header = own.ontology.objects(own.iri, NamedNode("http://purl.org/dc/terms/license"))
    assert [row["license"]] == list(header)
    assert (row["titles"].value, row["name"].value) == ("2", "Expograph maintainers")


@pytest.mark.parametrize(("told", "scheme"), [("https", "https"), ("https, http", "https"), ("ftp", "http")])
def test_behind_a_proxy_addresses_are_the_proxys(client: Client, told: str, scheme: str) -> None:
    """Host and X-Forwarded-Proto make the addresses that VoID and the service tell; nothing mixes them up."""
    base = f"{scheme}://fairs.example"
    store = described(client, host="fairs.example", x_forwarded_proto=told)
    endpoints = store.query("SELECT ?e { ?d <http://rdfs.org/ns/void#sparqlEndpoint> ?e }")
    assert [row["e"].value for row in endpoints] == [f"{base}/sparql"]
    for headers, start in (({"x_forwarded_proto": told}, base), ({}, "http://fairs.example")):
        found = client("GET", "/sparql", accept="text/turtle", host="fairs.example", **headers)
        assert f"<{start}/sparql>" in found.text


def test_an_address_that_leads_elsewhere_is_relative(client: Client) -> None:
    """303 tells a path, which holds behind any proxy."""
    found = client("GET", "/id/fair/ciie-7", accept="text/turtle", host="fairs.example")
    assert (found.status, found.headers["location"]) == (303, "/id/fair/ciie-7.ttl")


def test_the_front_page_says_what_is_here(client: Client) -> None:
    """In HTML, with a number as a query counts it, version and licence."""
    page = client("GET", "/", accept="text/html")
    edition = "<https://w3id.org/expograph/ontology#Edition>"
    total = client.query(f"SELECT (COUNT(*) AS ?n) {{ ?s a {edition} }}").rows[0]["n"]["value"]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f" {total} editions" in page.text
    assert "CC BY" in page.text


def test_health_and_readiness(client: Client) -> None:
    """The process lives, and a worker answers."""
    assert [client("GET", path).status for path in ("/healthz", "/readyz")] == [200, 200]


def test_any_rdf_can_be_served(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """--data: files of several formats; their blank nodes stay apart, their default graphs are merged."""
    data = tmp_path_factory.mktemp("data")
    (data / "a.ttl").write_text("_:x <urn:p> 1 . <urn:s> <urn:p> 2 .", encoding="utf-8")
    (data / "b.trig").write_text("_:x <urn:p> 1 . <urn:g> { <urn:s> <urn:p> 2 , 3 }", encoding="utf-8")
    with clean(tmp_path, "--data", str(data / "a.ttl"), "--data", str(data / "b.trig")) as server:
        assert "purl.org/dc/terms" not in Client(server)("GET", "/.well-known/void").text  # nobody said so
        found = (
            Client(server)
            .query("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s <urn:p> ?o }")
            .rows[0]
        )
        assert (found["n"]["value"], found["m"]["value"]) == ("4", "3")


def test_what_is_not_there_is_no_match_for_anything(client: Client) -> None:
    """If-None-Match: * asks whether there is any; of what is not there is none."""
    assert client("GET", "/graphs?graph=urn:none", if_none_match="*").status == 404
    assert client("GET", "/id/fair/none.html", accept="text/html", if_none_match="*").status == 404
    assert client("GET", "/id/fair/ciie-7.html", accept="text/html", if_none_match="*").status == 304


def test_the_address_of_updates_answers_no_query(client: Client) -> None:
    """Not even one that has just been answered elsewhere."""
    asked = "query=ASK%20%7B%7D"
    assert client("GET", f"/sparql?{asked}").status == 200
    assert client("GET", f"/update?{asked}").status == 405


def test_a_page_leads_to_no_other_host(client: Client) -> None:
    """An address that begins with two slashes is a path here, and would be a host in a link."""
    for path in ("//ex.org/x", "/%2Fex.org/x"):
        page = client("GET", path, accept="text/html")
        assert page.status == 404
        assert 'href="//' not in page.text
