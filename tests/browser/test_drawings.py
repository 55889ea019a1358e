"""Charts and the map in a browser: there in each scheme and width, with words and a table beside them."""

import pytest
from conftest import Open
from reader import NARROW, WIDE

from expograph.pages import drawing, world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not drawing.INSTALLED, reason="Altair and vl-convert are not installed"),
]
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
LOOKS = pytest.mark.parametrize(
    ("width", "scheme", "scripts"), [(WIDE, "light", True), (NARROW, "dark", False), (WIDE, "dark", True)]
)
SIZE = "(one) => [one.naturalWidth, one.naturalHeight, one.currentSrc, one.getBoundingClientRect().width]"


@pytest.mark.skipif(not world.SHAPES, reason="the shapes of countries are not here: make assets")
@LANGUAGES
@LOOKS
def test_the_map(reader: Open, site: str, language: str, width: int, scheme: str, scripts: bool) -> None:
    """The map is drawn, fits, says in words what it shows, and has the table of countries below it."""
    somebody = reader(site, language, width=width, color_scheme=scheme, java_script_enabled=scripts)
    page = somebody.visit("/countries")
    image = page.locator(".map img")
    natural, high, source, seen = image.evaluate(SIZE)
    assert natural > 300
    assert high > 150
    assert 300 < seen <= width
    assert ("scheme=dark" in source, "size=narrow" in source) == (scheme == "dark", width == NARROW)
    assert len(image.get_attribute("alt") or "") > 20
    assert page.locator(".map ~ .wide tbody tr").count() >= 8


@LANGUAGES
@LOOKS
def test_charts(reader: Open, site: str, language: str, width: int, scheme: str, scripts: bool) -> None:
    """Each chart of a series is drawn, fits, says in words what it shows, and has its table below it."""
    somebody = reader(site, language, width=width, color_scheme=scheme, java_script_enabled=scripts)
    page = somebody.visit("/id/fair/ciie.html")
    parts = page.locator(".part:has(.charts)")
    assert parts.count() >= 3
    for part in parts.all():
        assert part.locator("tbody tr").count() > 0
        for image in part.locator(".charts img").all():
            natural, high, source, seen = image.evaluate(SIZE)
            assert min(natural, high) > 50
            assert seen <= width
            assert ("scheme=dark" in source) == (scheme == "dark")
            assert len(image.get_attribute("alt") or "") > 20
