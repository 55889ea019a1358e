"""The editor in a browser: keyboard, completion, answers, what is wrong, cancelling, downloads."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conftest import Open
from reader import NARROW, WIDE, Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
expect = pytest.importorskip("playwright.sync_api", reason="pip install 'expograph[browser]'").expect
EDITIONS = "SELECT ?edition ?n WHERE { ?edition a expo:Edition ; expo:exhibitors ?n }"
MANY = "SELECT ?class (COUNT(*) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class LIMIT 40"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
KEPT = "() => [localStorage.length, sessionStorage.length, document.cookie]"
VALUE = "() => document.querySelector('.CodeMirror').CodeMirror.getValue()"


def opened(reader: Reader, query: str = "") -> "Page":
    """The page of a query, with YASGUI's editor on it."""
    page = reader.visit(f"/editor?query={quote(query)}" if query else "/editor")
    if not page.evaluate("() => Boolean(globalThis.Yasgui)"):
        pytest.skip("YASGUI is not built in: make assets")
    page.wait_for_selector("#yasqe .CodeMirror")
    return page


def write(page: "Page", text: str) -> None:
    """Have nothing but a text in the editor, as typed."""
    page.locator("#yasqe .CodeMirror-scroll").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def column(page: "Page", number: int) -> list[str]:
    """The cells of a column of the answer."""
    return page.locator(f".terms tbody tr td:nth-child({number})").all_inner_texts()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_query_is_written_by_keyboard(reader: Open, site: str, language: str) -> None:
    """Terms are offered as one types, their prefix is declared, Ctrl+Enter runs, the address has it all."""
    one = reader(site, language)
    page = opened(one)
    write(page, "SELECT * WHERE { ?s a expo:Editio")
    offered = page.locator(".CodeMirror-hint").first
    expect(offered).to_have_text(re.compile(r"^expo:Edition  " + {"en": "edition", "zh": "届次"}[language]))
    page.keyboard.press("Enter")
    page.keyboard.type(" ; expo:exhibitors ?n }")
    assert page.evaluate(VALUE).startswith("PREFIX expo: <https://w3id.org/expograph/ontology#>\n")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#count")).to_contain_text({"en": "3 rows · ", "zh": "3行 · "}[language])
    assert "query=PREFIX+expo" in page.url
    assert page.evaluate(KEPT) == [0, 0, ""]
    page.keyboard.press("Escape")
    expect(page.locator("#editor [type=submit]")).to_be_focused()


def test_tab_leaves_the_editor(reader: Open, site: str) -> None:
    """Nobody is caught in it: Tab goes on, Shift+Tab back, and the field is labelled and described."""
    page = opened(reader(site), EDITIONS)
    field = page.locator("#yasqe textarea")
    field.focus()
    assert field.get_attribute("aria-label") == "Query"
    assert page.locator(f"#{field.get_attribute('aria-describedby')}").is_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#editor [type=submit]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    assert page.evaluate(VALUE) == EDITIONS


def test_what_is_wrong_is_marked(reader: Open, site: str) -> None:
    """The place is marked, its link leads there, and the sign beside it says so without markup of its own."""
    one = reader(site)
    page = opened(one, EDITIONS)
    one.expects("/editor?query=SELECT+%28+WHERE")
    write(page, "SELECT ( WHERE")
    sign = page.locator("#yasqe .parseErrorIcon")
    sign.hover()
    expect(sign).to_have_attribute("title", "SPARQL does not expect this here.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome [role=alert]")).to_contain_text(
        "Line 1, column 15: This is not SPARQL 1.1: "
    )
    assert page.locator("#yasqe .wrong-here").count() == 1
    page.locator("#at").click()
    expect(page.locator("#yasqe textarea")).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator("#yasqe .wrong-here")).to_have_count(0)


def test_prefixes_of_ours_are_no_error(reader: Open, site: str) -> None:
    """A query that declares none of the prefixes that the server knows has no sign beside it; another has."""
    page = opened(reader(site), EDITIONS)
    assert page.locator("#yasqe .parseErrorIcon").count() == 0
    write(page, "SELECT * WHERE { ?s nobody:knows ?o }")
    expect(page.locator("#yasqe .parseErrorIcon")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_are_sorted_and_filtered(reader: Open, site: str, language: str) -> None:
    """By each column, up and down, numbers as numbers; and only the rows that have some words."""
    page = opened(reader(site, language), MANY)
    for expected in (False, True):
        page.locator(".terms th:nth-child(2) button").click()
        numbers = [int(text) for text in column(page, 2)]
        assert numbers == sorted(numbers, reverse=expected)
        assert len(set(numbers)) > 5
    assert page.locator(".terms th[aria-sort=descending]").count() == 1
    page.locator(".filter input").fill("owl:")
    shown = page.locator(".terms tbody tr:visible").all_inner_texts()
    assert 0 < len(shown) < 40
    assert all("owl:" in text for text in shown)
    assert str(len(shown)) in page.locator("#status").inner_text()


def test_a_query_is_cancelled(browser: "Browser", site: str) -> None:
    """Its worker ends at once, so that all four that one client may have are free again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/editor")
    for _ in range(5):
        page.locator("#query").evaluate("(area, text) => (area.value = text)", ENDLESS)
        page.evaluate("(text) => document.querySelector('.CodeMirror')?.CodeMirror.setValue(text)", ENDLESS)
        with page.expect_request(re.compile("query=")):
            page.locator("#editor [type=submit]").click()
        page.locator("#cancel").click()
        expect(page.locator("#status")).to_have_text("Cancelled; nothing goes on.")
        expect(page.locator("#cancel")).to_be_hidden()
    assert page.request.get(f"{site}/sparql?query={quote('ASK {}')}").ok
    context.close()


def test_back_brings_the_query_back(reader: Open, site: str) -> None:
    """Each query that ran is a step in the browser's history, with its answer."""
    page = opened(reader(site), EDITIONS)
    write(page, "ASK { ?s a expo:Edition }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome .lede")).to_have_text("yes")
    page.go_back()
    expect(page.locator("#outcome .terms")).to_be_visible()
    assert page.evaluate(VALUE) == EDITIONS


def test_downloads_are_addresses_that_anyone_can_ask(reader: Open, site: str) -> None:
    """Every form of an answer, as its link says, from a client without the page."""
    page = opened(reader(site), EDITIONS)
    links = page.locator("#outcome .downloads a")
    found = {link.inner_text(): link.get_attribute("href") for link in links.all()}
    media = {"CSV": "text/csv", "TSV": "text/tab-separated-values", "JSON": "application/sparql-results+json",
             "XML": "application/sparql-results+xml"}  # fmt: skip
    assert found.keys() == media.keys()
    for name, href in found.items():
        answer = page.request.get(f"{site}{href}")
        assert answer.headers["content-type"].startswith(media[name])
        assert "fair/ciie-7" in answer.text()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_without_script_the_form_does(reader: Open, site: str, width: int) -> None:
    """The textarea, the button, the answer: as a form has it; nothing is wider than the window."""
    one = reader(site, width=width, java_script_enabled=False)
    page = one.visit("/editor")
    page.locator("#query").fill(EDITIONS)
    one.click(page.locator("#editor [type=submit]"))
    expect(page.locator("#count")).to_have_text("3 rows")
    assert page.locator("#query").input_value() == EDITIONS
