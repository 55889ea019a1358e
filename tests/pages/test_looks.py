"""What can be told of the looks without a browser: colours can be read, and no style stands in a page."""

import re
from pathlib import Path

import pytest
from looking import get

from expograph import pages
from expograph.pages import Shelf
from expograph.reference import PALETTE

STYLE = PALETTE.read_text("utf-8") + (Path(pages.__file__).parent / "static" / "pages.css").read_text("utf-8")
READ = ("ink", "soft", "accent", "wrong")
GROUNDS = ("paper", "tint")
LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3


def schemes() -> list[dict[str, tuple[int, ...]]]:
    """The colours of the light scheme, and of the dark one: the palette's, then those of the pages alone."""
    light, dark, more, darker = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)[:4]
    found = []
    for block in (light + more, dark + darker):
        named = re.findall(r"--(\w+): #([0-9a-f]{3,6});", block)
        full = {n: (c if len(c) == 6 else "".join(2 * x for x in c)) for n, c in named}
        found.append({n: tuple(int(c[i : i + 2], 16) for i in (0, 2, 4)) for n, c in full.items()})
    return found


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Contrast ratio (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(scheme: int) -> None:
    """Every colour of text on every ground has the contrast that level AA asks for, in both schemes."""
    colours = schemes()[scheme]
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    pairs = [(text, ground) for text in READ for ground in GROUNDS] + [("ink", "glow")]
    assert len(pairs) == 9
    assert not [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < LEAST]


def test_styles_and_scripts_come_from_the_site(shelf: Shelf) -> None:
    """A page asks for one style sheet, one script and one icon, all of them ours and there."""
    body = get(shelf, "/").body.decode()
    wanted = re.findall(r'(?:href|src)="(/static/[^"]+)"', body)
    assert sorted(wanted) == ["/static/icon.svg", "/static/pages.css", "/static/pages.js"]
    assert [get(shelf, path).status for path in wanted] == [200, 200, 200]
    assert get(shelf, "/static/pages.css").body.decode() == STYLE
    assert not re.search(r"url\(|@import", STYLE)
