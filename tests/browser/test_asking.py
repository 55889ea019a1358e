"""Questions, the editor, search, explanations, contradictions: asked by hand, with scripts and without."""

import csv
import io
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import kinds
import pytest
from conftest import Open
from reader import Reader

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
RUN = {"en": "Run", "zh": "运行"}
SEARCH = {"en": "Shanghai", "zh": "上海"}


def table(somebody: Reader) -> list[list[str]]:
    """The rows of the first table of the page, as they are seen."""
    rows = somebody.page.locator("main table").first.locator("tbody tr")
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def saved(somebody: Reader) -> bytes:
    """The first table's CSV, as the browser saves it."""
    return somebody.download(somebody.page.locator("main .downloads").get_by_role("link", name="CSV").first)


def records(content: bytes) -> list[list[str]]:
    """The lines of CSV, the head among them."""
    return list(csv.reader(io.StringIO(content.decode())))


@LANGUAGES
@SCRIPTS
def test_a_question_with_a_parameter(reader: Open, site: str, language: str, scripts: bool) -> None:
    """From the catalogue; another parameter gives another answer, which has an address and downloads."""
    somebody = reader(site, language, java_script_enabled=scripts)
    page = somebody.visit("/questions")
    somebody.click(page.locator("main a[href^='/questions/exhibitors']").first)
    first = table(somebody)
    page.locator("select[name=edition]").select_option("ciie-7")
    somebody.click(page.locator("form.ask button"))
    assert parse_qs(urlsplit(page.url).query)["edition"] == ["ciie-7"]
    assert table(somebody) != first
    assert len(records(saved(somebody))) - 1 == len(table(somebody)) > 0


@LANGUAGES
@SCRIPTS
def test_a_query_in_the_editor(reader: Open, site: str, language: str, scripts: bool) -> None:
    """Written and run by hand: its rows are on the page, and its CSV is what the endpoint gives."""
    from playwright.sync_api import expect

    somebody = reader(site, language, java_script_enabled=scripts)
    page = somebody.visit("/editor")
    if scripts and page.locator("script[src*=yasgui]").count():
        page.locator("#yasqe .CodeMirror-lines").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(kinds.QUERY)
    else:
        page.locator("textarea[name=query]").fill(kinds.QUERY)
    page.get_by_role("button", name=RUN[language], exact=True).click()
    expect(page.locator("main table tbody tr").first).to_contain_text("fair")
    somebody.settle()
    query = parse_qs(urlsplit(page.url).query)["query"][0]
    assert query.splitlines() == kinds.QUERY.splitlines()
    told = asked(site, kinds.QUERY)
    assert len(records(told)) - 1 == len(table(somebody)) >= 10
    assert saved(somebody) == told


def asked(site: str, query: str) -> bytes:
    """The rows of a query as the endpoint gives them to a program."""
    form = urlencode({"query": query}).encode()
    with urlopen(Request(f"{site}/sparql", form, {"Accept": "text/csv"})) as answer:
        return bytes(answer.read())


@LANGUAGES
@SCRIPTS
def test_search(reader: Open, site: str, language: str, scripts: bool) -> None:
    """From any page by the keyboard; what is found leads to its page."""
    somebody = reader(site, language, java_script_enabled=scripts)
    page = somebody.visit("/people")
    page.locator("#search-field").fill(SEARCH[language])
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    somebody.settle()
    found = page.locator("main .found a[href*='/id/place/shanghai']").first
    name = found.inner_text()
    assert SEARCH[language] in name
    somebody.click(found)
    assert page.locator("h1").inner_text() == name


@LANGUAGES
@SCRIPTS
def test_any_triple_is_explained(reader: Open, site: str, language: str, scripts: bool) -> None:
    """Each value on a page leads to its proof, which ends at words of a document or at a rule."""
    somebody = reader(site, language, java_script_enabled=scripts)
    page = somebody.visit("/id/fair/ciie-7.html")
    page.locator("section:has(#triples) summary").click()
    somebody.click(page.locator("dl.triples dd:has(q) a.whylink").first)
    assert urlsplit(page.url).path == "/explain"
    assert page.locator("main .step").count() > 0
    assert page.locator("main .step q").count() > 0


@LANGUAGES
@SCRIPTS
def test_contradictions_stand_side_by_side(reader: Open, site: str, language: str, scripts: bool) -> None:
    """Each has two claims or more with their words, and a page of its own."""
    somebody = reader(site, language, java_script_enabled=scripts)
    page = somebody.visit("/conflicts")
    articles = page.locator("main article")
    assert articles.count() >= 2
    for one in articles.all():
        assert one.locator("tbody tr").count() >= 2
        assert one.locator("tbody tr:has(q)").count() >= 2
    somebody.click(articles.first.locator("p.kind a").last)
    assert "/id/conflict/" in page.url
