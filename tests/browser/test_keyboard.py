"""Reading without a mouse: what has the focus is seen, everything can be reached, and nothing holds it."""

from typing import TYPE_CHECKING, Any

import pytest
from conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        tag: one.tagName, href: one.getAttribute("href"), id: one.id,
        ring: one.matches(":focus-visible") && style.outlineStyle !== "none"
            && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth,
    };
}"""
LINKS = "(all) => all.map((one) => one.getAttribute('href'))"


def tabbed(page: "Page", end: str) -> list[dict[str, Any]]:
    """What has the focus after each press of Tab, until something whose address ends so has it."""
    found: list[dict[str, Any]] = []
    while not found or not str(found[-1]["href"]).endswith(end):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUS))
        assert len(found) < 400, f"Tab does not reach {end}"
    return found


@LANGUAGES
def test_the_skip_link(reader: Open, site: str, language: str) -> None:
    """It is the first that Tab reaches, is seen then, and leads past what each page begins with."""
    page = reader(site, language, reduced_motion="reduce").visit("/editions")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    assert (first["href"], first["ring"], first["seen"]) == ("#content", True, True)
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS)["id"] == "content"
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


@LANGUAGES
def test_tab_reaches_navigation_and_downloads(reader: Open, site: str, language: str) -> None:
    """In the order of the page, each link of the navigation and of the first table's downloads, each seen."""
    page = reader(site, language, reduced_motion="reduce").visit("/editions")
    menu = page.locator("nav a").evaluate_all(LINKS)
    assert len(menu) >= 8
    reached = tabbed(page, "/editions.json")
    hrefs = [one["href"] for one in reached]
    assert [href for href in hrefs if href in menu][: len(menu)] == menu
    assert [href for href in hrefs if href and href.endswith(".csv")] == ["/editions.csv"]
    assert [one for one in reached if not (one["ring"] and one["seen"])] == []


@LANGUAGES
def test_the_editor_lets_go(reader: Open, site: str, language: str) -> None:
    """Tab leads into the editor and out of it again, to the button that runs the query."""
    page = reader(site, language, reduced_motion="reduce").visit("/editor")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("form.editor textarea:focus").count():
            break
    assert page.locator("form.editor textarea:focus").count() == 1
    page.keyboard.press("Tab")
    assert page.locator("form.editor button[type=submit]:focus").count() == 1
    assert page.evaluate(FOCUS)["ring"]
