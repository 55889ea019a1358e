"""Refusals: a page in the reader's language for people, and what programs read for programs."""

import re
from urllib.parse import quote

import pytest
from serve_client import Client, eventually

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
EXPLODING = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
ROWS = quote("SELECT (1 AS ?x) { ?s ?p ?o VALUES ?y { 1 2 3 } }")
REFUSED = [
    ("GET", "/sparql?query=ASK%20%7B", 400, "line 1, column 6"),
    ("GET", "/sparql?query=ASK%7B%7D&%3Cscript%3Ealert=1", 400, "&lt;script&gt;"),
    ("GET", "/static/nothing.css", 404, "nothing"),
    ("POST", "/", 405, "GET, HEAD"),
    ("POST", "/sparql", 415, "application/sparql-query"),
    ("GET", "/sparql?" + "x" * 40_000, 414, "at most"),
    ("GET", "/graphs?graph=urn:nowhere", 404, "no such graph"),
    ("DELETE", "/graphs", 403, "--writable"),
    ("GET", f"/sparql?query={ROWS}&format=csv", 503, "rows"),
    ("GET", f"/sparql?query={EXPLODING}", 504, "2 seconds"),
]


@pytest.mark.parametrize(("method", "path", "status", "words"), REFUSED)
def test_a_refusal_is_a_page_for_people(
    client: Client, method: str, path: str, status: int, words: str
) -> None:
    """In both languages, with the frame of the site, its own heading, and the reason in English, marked."""
    ready = {"accept": BROWSER, "accept_language": "zh"}
    assert eventually(lambda: b"<nav" in client("POST", "/", **ready).body)  # within a second of the start
    headings = set()
    for language in ("en", "zh"):
        found = client(method, path, accept=BROWSER, accept_language=language)
        assert (found.status, found.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert found.headers["content-language"] == language
        assert f'<html lang="{language}">' in found.text
        assert "<nav" in found.text
        reason = re.search(r'<p class="lede" lang="en">(.*?)</p>', found.text, re.DOTALL)
        assert reason
        assert words in reason[1]
        assert "<script>alert" not in found.text
        headings |= set(re.findall(r"<h1>(.*?)</h1>", found.text))
    assert len(headings) == 2


def test_programs_get_no_page(client: Client) -> None:
    """Who takes anything, or JSON, gets a sentence or problem details."""
    for accept, media in (("*/*", "text/plain"), ("application/json", "application/problem+json")):
        assert client("POST", "/sparql", b"", accept=accept).headers["content-type"].startswith(media)


def test_the_language_of_the_address_comes_first(client: Client) -> None:
    """?lang=zh, whatever the browser prefers."""
    found = client("POST", "/?lang=zh", accept=BROWSER, accept_language="en")
    assert (found.status, found.headers["content-language"]) == (405, "zh")
