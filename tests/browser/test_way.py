"""From the front page to an edition, a figure, its highlighted words, and back: with scripts and without."""

import re
from typing import TYPE_CHECKING

import pytest
from conftest import Open
from reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
GLOW = "(one) => getComputedStyle(one).getPropertyValue('--glow')"


@LANGUAGES
@SCRIPTS
def test_each_figure_leads_to_its_words(reader: Open, site: str, language: str, scripts: bool) -> None:
    """Where the text is not at hand, to its quote among the others."""
    somebody = reader(site, language, java_script_enabled=scripts)
    place, quote = to_the_words(somebody)
    there_and_back(somebody, place, quote)


@LANGUAGES
@SCRIPTS
def test_each_figure_leads_into_the_text(reader: Open, library: str, language: str, scripts: bool) -> None:
    """Where the text is at hand, into it: the whole text is there, and the words in it are marked."""
    somebody = reader(library, language, java_script_enabled=scripts)
    place, quote = to_the_words(somebody)
    assert somebody.page.locator(".text mark").count() > 20
    there_and_back(somebody, place, quote)


def to_the_words(somebody: Reader) -> tuple[str, str]:
    """From the front page to the words of a figure of an edition; their place on that page, and the words."""
    page = somebody.visit("/")
    somebody.click(page.locator("main .cards a[href^='/editions']"))
    edition = page.locator("main td a[href*='/id/fair/ciie-7.html']").first
    name = edition.inner_text()
    somebody.click(edition)
    assert page.locator("h1").inner_text() == name
    figure = page.locator("main tr:has(td.figure) a.words").last
    quote = figure.locator("q").inner_text()
    somebody.click(figure)
    assert re.search(r"/id/document/[\w-]+\.html", page.url)
    return page.url.partition("#")[2], quote


def there_and_back(somebody: Reader, place: str, quote: str) -> None:
    """The words are lit; they lead to the claim that rests on them, which is lit then, and leads back."""
    page = somebody.page
    assert "".join(words(page, place).all_inner_texts()).strip("“”") == quote
    shown(words(page, place).first)
    words(page, place).first.get_by_role("link").click()
    page.wait_for_url(re.compile("#c-"), wait_until="commit")
    claim = page.url.partition("#")[2]
    shown(page.locator(f"[id='{claim}']"))
    page.locator(f"[id='{claim}'] a.words").click()
    page.wait_for_url(re.compile("#" + claim.removeprefix("c-")), wait_until="commit")
    shown(words(page, claim.removeprefix("c-")).first)


def words(page: "Page", place: str) -> "Locator":
    """What is at a place of the text, in one piece or in several."""
    return page.locator(f".text [data-words~='{place}']")


def shown(one: "Locator") -> None:
    """It is where the reader looks, and lit."""
    from playwright.sync_api import expect

    expect(one).to_be_in_viewport()
    colour = one.evaluate(GLOW).strip().removeprefix("#")
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    expect(one).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


@LANGUAGES
def test_words_light_up_under_the_pointer(reader: Open, site: str, language: str) -> None:
    """With scripts, a claim and its words are lit together where the pointer or the focus is."""
    from playwright.sync_api import expect

    page = reader(site, language).visit("/id/document/ciie-7-closing.html")
    claim = page.locator("li.said").nth(3)
    place = claim.get_attribute("data-words")
    assert place
    claim.hover()
    expect(words(page, place).first).to_have_class(re.compile(r"\blit\b"))
    page.locator("h1").hover()
    expect(words(page, place).first).not_to_have_class(re.compile(r"\blit\b"))
    claim.get_by_role("link").first.focus()
    expect(words(page, place).first).to_have_class(re.compile(r"\blit\b"))


def test_motion_is_as_the_reader_wants_it(reader: Open, site: str) -> None:
    """Scrolling is smooth, and at once for who wants no motion."""
    told = {}
    for wish in ("no-preference", "reduce"):
        page = reader(site, reduced_motion=wish).visit("/")
        told[wish] = page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior")
    assert told == {"no-preference": "smooth", "reduce": "auto"}
