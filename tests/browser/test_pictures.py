"""A picture of each page type, taken in Chromium, kept in docs/screens as long as it shows what is seen."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Open
from kinds import Type
from reader import NARROW, WIDE

if TYPE_CHECKING:
    from PIL.Image import Image

OTHERS = {
    "front": [("zh", WIDE, "light"), ("en", NARROW, "light"), ("en", WIDE, "dark")],
    "edition": [("zh", WIDE, "light"), ("zh", NARROW, "dark")],
    "series": [("zh", WIDE, "dark"), ("en", NARROW, "light")],
    "document": [("zh", NARROW, "light"), ("en", WIDE, "dark")],
    "list-countries": [("zh", WIDE, "dark"), ("en", NARROW, "light")],
    "conflicts": [("zh", WIDE, "light")],
    "answer": [("zh", NARROW, "light"), ("en", WIDE, "dark")],
}
PARTS = {"series": ".part:has(.charts)", "edition": "#figures", "document": "#reading", "answer": "#answer"}
BYTES, ALL_BYTES = 150_000, 3_000_000
REDUCED = 4  # pixels are compared in squares of that many, which edges of letters do not move
DIFFERS, SHARE = 24, 0.005  # of 255 levels of grey; of the squares
COLOURS = 128


def wanted(names: list[str]) -> dict[str, tuple[str, str, int, str]]:
    """Each picture by its file name: its page type, and the language, width and scheme that it is seen in."""
    plain = [(name, ("en", WIDE, "light")) for name in names]
    every = plain + [(name, looks) for name in OTHERS for looks in OTHERS[name]]
    return {_file(name, *looks): (name, *looks) for name, looks in every}


def _file(name: str, language: str, width: int, scheme: str) -> str:
    marks = (("zh", language == "zh"), ("narrow", width == NARROW), ("dark", scheme == "dark"))
    return "-".join([name, *(mark for mark, so in marks if so)]) + ".png"


@pytest.mark.browser
def test_pictures_show_what_is_seen(reader: Open, site: str, types: dict[str, Type], screens: Path) -> None:
    """Each is taken; the kept one stays if an eye would see no difference, else the new one is kept."""
    pytest.importorskip("PIL", reason="pip install 'expograph[browser]'")
    sought = wanted(list(types))
    screens.mkdir(parents=True, exist_ok=True)
    for looks in sorted({looks[1:] for looks in sought.values()}):
        language, width, scheme = looks
        somebody = reader(site, language, width=width, color_scheme=scheme, reduced_motion="reduce")
        for file, (name, *mine) in sought.items():
            if tuple(mine) == looks:
                page = somebody.visit(types[name].path, types[name].status)
                if name in PARTS:
                    page.locator(PARTS[name]).first.evaluate("(one) => one.scrollIntoView()")
                keep(screens / file, page.screenshot(animations="disabled"))
    assert {path.name for path in screens.iterdir()} == set(sought)


def test_each_type_of_page_has_its_picture(types: dict[str, Type], screens: Path) -> None:
    """One in English, wide and light; none is of anything else; all are small."""
    sizes = {path.name: path.stat().st_size for path in screens.iterdir()}
    assert len(types) >= 43
    assert set(sizes) == set(wanted(list(types)))
    assert max(sizes.values()) < BYTES
    assert sum(sizes.values()) < ALL_BYTES


def keep(file: Path, taken: bytes) -> None:
    """Write a picture, unless the one that is there looks the same."""
    from PIL.Image import Dither, open

    new = open(io.BytesIO(taken)).convert("RGB")
    if file.exists() and alike(open(file).convert("RGB"), new):
        return
    new.quantize(COLOURS, dither=Dither.NONE).save(file, optimize=True)


def alike(one: "Image", other: "Image") -> bool:
    """Whether two pictures look the same: hardly any square of theirs is lighter or darker."""
    from PIL import ImageChops

    if one.size != other.size:
        return False
    greys = [picture.convert("L").reduce(REDUCED) for picture in (one, other)]
    levels = ImageChops.difference(*greys).histogram()
    return sum(levels[DIFFERS:]) <= SHARE * sum(levels)
