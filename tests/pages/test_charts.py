"""A bound looks like a bound: charts and the map, as they are drawn, light and dark, in both languages."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from looking import get, tree
from pyoxigraph import NamedNode

from expograph.pages import Shelf, charts, drawing, measures, painting, participation, world
from expograph.pages.drawing import ABOVE, BELOW, BETWEEN, EXACT, Chart, Mark, World
from expograph.pages.model import Asked
from expograph.pages.view import View

SVG = "{http://www.w3.org/2000/svg}"
MARKS = (
    Mark(0, EXACT, 80, 80, "80"),
    Mark(0, EXACT, 80, 80, "80", side=1),
    Mark(1, ABOVE, 60, None, "> 60"),
    Mark(2, BELOW, None, 70, "< 70", derived=True),
    Mark(3, BETWEEN, 30, 40, "30–40"),
    Mark(4, BETWEEN, 20, 25, "20–25", derived=True),
)
CHART = Chart("exhibitors", "thousand", "edition", tuple((str(n),) for n in range(5)), MARKS, "What it says.")
HOSTILE = "\"'];alert(1)//</text><script>alert(2)</script>\\u0022\u202e${1}"
drawn = pytest.mark.skipif(not drawing.INSTALLED, reason="Altair or vl-convert is not installed")
shaped = pytest.mark.skipif(
    not world.SHAPES, reason="the shapes of countries are not here: scripts/assets.py"
)


def painted(one: Chart | World) -> ElementTree.Element:
    """A drawing, as XML."""
    return ElementTree.fromstring(painting.svg(one))


def paths(svg: ElementTree.Element, role: str) -> list[ElementTree.Element]:
    """The shapes of marks of a kind, as Vega's classes have it."""
    groups = (g for g in svg.iter(SVG + "g") if role in (g.get("class") or "").split())
    return [path for group in groups for path in group.iter(SVG + "path")]


def texts(svg: ElementTree.Element) -> list[str]:
    """All texts."""
    return ["".join(text.itertext()) for text in svg.iter(SVG + "text")]


def top(path: ElementTree.Element) -> tuple[float, float]:
    """How far the outline of a shape goes up and down from its place, in pixels."""
    numbers = [float(n) for n in re.findall(r"[HV,](-?[\d.]+)", (path.get("d") or "").replace("H", " "))]
    return min(numbers), max(numbers)


@drawn
@pytest.mark.parametrize("dark", [False, True])
def test_each_bound_has_its_mark(dark: bool) -> None:
    """Two dots for two sources, an arrow up, one down that is hollow, a band, and a dashed one."""
    svg, palette = painted(replace(CHART, dark=dark)), charts.PALETTES[dark]
    symbols = paths(svg, "mark-symbol")
    assert len(symbols) == 4
    dots = [p for p in symbols if "A" in p.get("d", "")]
    assert [p.get("fill") for p in dots] == [palette.accent] * 2
    assert len({p.get("transform") for p in dots}) == 2
    arrows = [p for p in symbols if p not in dots]
    (up, down) = sorted(arrows, key=lambda p: top(p)[0])
    assert top(up)[0] < -15 < 0 <= top(up)[1] < 1
    assert top(down)[1] > 15 > 0 >= top(down)[0] > -1
    assert up.get("fill") == palette.accent
    assert down.get("fill") == palette.paper
    assert down.get("stroke") == palette.accent
    said, derived = paths(svg, "mark-rect")
    assert (said.get("fill"), derived.get("fill")) == (palette.accent, palette.paper)
    assert said.get("stroke-dasharray") != derived.get("stroke-dasharray") == "3,2"
    assert float(said.get("fill-opacity", 1)) < 1


@drawn
def test_numbers_and_units_are_written() -> None:
    """Each figure with its sign, once where two say the same; the unit, and what the places are."""
    svg = painted(CHART)
    numbers = [g for g in svg.iter(SVG + "g") if g.get("class") == "mark-text role-mark layer_4_marks"]
    assert len(numbers) == 1
    assert texts(numbers[0]) == ["80", "> 60", "< 70", "30–40", "20–25"]
    assert {"thousand", "edition"} <= set(texts(svg))


@drawn
@pytest.mark.parametrize("dark", [False, True])
def test_drawings_are_the_same_each_time(dark: bool) -> None:
    """And need nothing: no font or style of their own, no script, no address but those of namespaces."""
    chart = replace(CHART, dark=dark)
    text = painting.svg(chart)
    assert text == painting.svg(drawing.read(drawing.written(chart)))  # type: ignore[arg-type]
    assert set(re.findall(r"https?://[^\"]+", text)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"<style|<script|<image|<foreignObject| style=| on\w+=|@font-face", text)
    assert f'fill="{charts.PALETTES[dark].paper}"' in text
    assert f'fill="{charts.PALETTES[not dark].ink}"' not in text


@drawn
def test_hostile_labels_are_text() -> None:
    """Quotes, brackets and script in a label, a unit and a figure stand there as they are."""
    marks = (Mark(0, EXACT, 1, 1, HOSTILE), Mark(1, ABOVE, 2, None, "> 2"))
    svg = painted(Chart(HOSTILE, HOSTILE, HOSTILE, ((HOSTILE,), ("b",)), marks, HOSTILE))
    shown = [text for text in texts(svg) if text.startswith(HOSTILE[:20])]
    assert len(shown) == 4
    assert shown.count(HOSTILE) == 3  # a label of an axis is cut where it is long
    assert not list(svg.iter(SVG + "script"))


@drawn
@pytest.mark.parametrize(
    "values", [(0.0,), (-5.0, -2.0), (1e15, 2e15), (0.001, 0.002), tuple(float(n) for n in range(40))]
)
def test_any_numbers_can_be_drawn(values: tuple[float, ...]) -> None:
    """Nothing but zero, below zero, large, small, many: every mark and number lies within the picture."""
    marks = tuple(Mark(n, EXACT, v, v, f"{v:g}") for n, v in enumerate(values))
    chart = replace(CHART, labels=tuple((str(n),) for n in range(len(values))), marks=marks)
    svg = painted(chart)
    assert (float(svg.get("width", 0)), float(svg.get("height", 0))) == drawing.size(chart)
    assert len(paths(svg, "mark-symbol")) == len(values)
    low, high = charts.reach(marks)
    assert low <= min(values) <= max(values) < high


@drawn
def test_charts_of_the_real_series(shelf: Shelf) -> None:
    """The 7th CIIE's exhibitors are exact, the others' bounds derived; the text says it in words."""
    page = tree(get(shelf, "/id/fair/ciie.html"))
    images = [image for image in page.iter("img") if image.get("src", "").startswith("/chart.svg")]
    assert len(images) == 4
    told = next(i for i in images if "%23exhibitors" in i.get("src", ""))
    assert told.get("alt") == (
        "exhibitors. Edition 1: less than 3,496 (derived). Edition 6: less than 3,496 (derived). "
        "Edition 7: 3,496 (SHINE)."
    )
    answer = get(shelf, told.get("src", ""))
    assert answer.media == drawing.MEDIA
    chart = drawing.read(answer.body)
    assert isinstance(chart, Chart)
    assert [(m.kind, m.low, m.high, m.derived) for m in chart.marks] == [
        (BELOW, None, 3496, True),
        (BELOW, None, 3496, True),
        (EXACT, 3496, 3496, False),
    ]
    dark = [source.get("srcset", "") for source in page.iter("source")]
    assert all(drawing.read(get(shelf, address).body).dark for address in dark if "scheme=dark" in address)


@drawn
def test_charts_in_chinese(shelf: Shelf) -> None:
    """Labels, multiples and sentences are the reader's, and the address carries the language."""
    page = tree(get(shelf, "/id/fair/ciie.html?lang=zh"))
    image = next(i for i in page.iter("img") if "dealValue" in i.get("src", ""))
    assert image.get("alt", "").startswith("成交额（亿美元）。第6届：约 784.41")
    chart = drawing.read(get(shelf, image.get("src", "")).body)
    assert isinstance(chart, Chart)
    assert (chart.unit, chart.across) == ("亿美元", "届次")
    assert "亿美元" in texts(painted(chart))


def test_only_the_whole_is_drawn(shelf: Shelf) -> None:
    """A figure of a part stands in the table and in no chart: no countries of a group, no first-time ones."""
    view = View(shelf, Asked("/", {}, "en"))
    groups = measures.grouped(view, NamedNode("https://w3id.org/expograph/id/fair/ciie"))
    claims = [shelf.claims.by_iri[row["claim"].value] for rows in groups.values() for row in rows]  # type: ignore[union-attr]
    assert len(claims) > 10
    assert not [c for c in claims if any(prop in c.about for prop in shelf.claims.narrowing)]


@pytest.mark.parametrize(
    "address", ["/chart.svg", "/chart.svg?of=x y&measure=z", "/map.svg?of=<>", "/map.svg?of=urn:x"]
)
def test_what_cannot_be_drawn_is_not_there(shelf: Shelf, address: str) -> None:
    """An address without a chart or map is 404."""
    assert get(shelf, address).status == 404


def test_without_what_draws_the_table_says_so(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Altair is missing, pages have their tables, and a sentence; likewise without shapes."""
    for module, name in ((drawing, "INSTALLED"), (measures, "INSTALLED"), (world, "SHAPES")):
        monkeypatch.setattr(module, name, False)
    series, countries = get(shelf, "/id/fair/ciie.html"), get(shelf, "/countries")
    for page in (series, countries):
        read = tree(page)
        assert not list(read.iter("img"))
        assert list(read.iter("table"))
    assert "Charts are drawn where Altair and vl-convert are installed." in series.body.decode()
    assert "There is a map where the shapes of countries were built" in countries.body.decode()


@drawn
@shaped
@pytest.mark.parametrize("dark", [False, True])
def test_the_map_of_all(shelf: Shelf, dark: bool) -> None:
    """Every country of the table has its class, small ones a dot; the silent have another."""
    answer = get(shelf, "/map.svg" + ("?scheme=dark" if dark else ""))
    map_ = drawing.read(answer.body)
    assert isinstance(map_, World)
    assert map_.dark == dark
    rows = json.loads(get(shelf, "/countries.json").body)["rows"]
    assert len(rows) == len(map_.of) == 8
    assert {"364": map_.classes.index("5"), "446": map_.classes.index("2")}.items() <= map_.of.items()
    svg = painted(map_)
    assert len(paths(svg, "mark-shape")) > 170
    dots = paths(svg, "mark-symbol")
    assert len([p for p in dots if p.get("stroke") == charts.PALETTES[dark].ink]) == 5
    assert {"not named", "1", "2", "5"} <= set(texts(svg))
    fills = {path.get("fill") for path in paths(svg, "mark-shape")}
    assert set(world.colours(map_)) - {world.colours(map_)[-2]} <= fills


@shaped
def test_no_country_is_coloured_that_is_not_named(shelf: Shelf) -> None:
    """Of the shapes, only those whose codes are in the answer have another class than the first."""
    map_ = drawing.read(get(shelf, "/map.svg").body)
    assert isinstance(map_, World)
    shapes = world.shapes(world.SMALL, map_)["objects"]["countries"]["geometries"]
    coloured = {s["id"] for s in shapes if s["properties"]["class"] != map_.classes[0]}
    assert coloured == {"364", "156", "242", "450", "703", "158"}
    small = world.shapes(world.MIDDLE, map_, frozenset(map_.of))
    assert {s["id"] for s in small["objects"]["countries"]["geometries"]} == set(map_.of)


def test_ranges_take_every_number_once() -> None:
    """As many classes as colours at most; each number in one of them."""
    for numbers in ([], [3], [1, 2, 9], list(range(1, 30))):
        found = participation.ranges(numbers)
        assert len(found) <= 5
        assert [n for low, high in found for n in numbers if low <= n <= high] == numbers


@shaped
def test_named_with_no_edition_is_a_class_of_its_own() -> None:
    """Named and not counted is neither silence nor one."""
    map_ = World("t", ("not named", "no edition", "1"), 2, {"364": 1, "156": 2}, "told")
    assert world.colours(map_) == ["#eef0f3", "#d8cda9", world.STEPS[False][0]]


def test_invented_projects_have_charts_or_tables(invented: Shelf) -> None:
    """Whatever the project, each picture that a page shows can be had."""
    pages = [get(invented, f"/{kind.path}") for kind in invented.kinds.kinds if kind.path]
    addresses: list[str] = []
    for page in pages:
        for link in re.findall(r'href="(/id/[^"#]+\.html)"', page.body.decode())[:20]:
            body = get(invented, unescape(link)).body.decode()
            addresses += re.findall(r'<img src="([^"]+)"', body)
    assert all(get(invented, unescape(a)).status == 200 for a in addresses)


def test_static_files_have_vendored_ones_in_a_folder(shelf: Shelf) -> None:
    """What npm gave is served below /static/vendor/, and nothing that lies elsewhere."""
    assert get(shelf, "/static/editor.js").status == 200
    assert get(shelf, "/static/vendor/../pages.css").status == 404
    vendored = Path(world.FOLDER / "yasgui.js")
    assert get(shelf, "/static/vendor/yasgui.js").status == (200 if vendored.is_file() else 404)


def test_the_editor_offers_terms_with_labels(shelf: Shelf) -> None:
    """Prefixes, and classes and properties in use, in the reader's language."""
    found: dict[str, Any] = json.loads(get(shelf, "/editor.json?lang=zh").body)
    assert found["prefixes"]["expo"] == "https://w3id.org/expograph/ontology#"
    assert ["https://w3id.org/expograph/ontology#Edition", "届次"] in found["classes"] or len(
        found["classes"]
    ) > 50
    assert len(found["properties"]) > 100
    assert all(len(term) == 2 for name in ("classes", "properties") for term in found[name])


def test_the_editor_script_asks_no_other_host(root: Path) -> None:
    """It names no address but ours, and takes out YASGUI's own completers, which do."""
    text = (root / "src/expograph/pages/static/editor.js").read_text()
    assert not re.search(r"https?://", text)
    assert all(f'"{name}"' in text for name in ("prefixes", "class", "property"))
    assert "delete Yasqe.Autocompleters[name]" in text
