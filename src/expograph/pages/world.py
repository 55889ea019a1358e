"""The map of participation as Vega-Lite: Natural Earth's countries, coloured by the class of each.

The shapes come from npm's package world-atlas, in static/vendor/ where it could be had (scripts/assets.py);
their ids are numeric codes of ISO 3166-1. What is named and too small to be seen is a dot, where the middle
scale has it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from expograph.pages.charts import PALETTES, configured
from expograph.pages.drawing import World

FOLDER = Path(__file__).parent / "static" / "vendor"
SMALL, MIDDLE = FOLDER / "countries-110m.json", FOLDER / "countries-50m.json"
SHAPES = SMALL.is_file() and MIDDLE.is_file()
"""Whether the shapes are here; looked up before processes are forked, which may open no file."""
SIZES = {False: (880, 470), True: (350, 240)}  # pixels, by whether the page is narrow
TINY = 0.002  # steradians: 80,000 square kilometres
COUNTRIES, DOTS = "countries", "dots"
FORMAT = {"type": "topojson", "feature": COUNTRIES}
ANTARCTICA = "010"
STEPS = {
    False: ("#b9d5ec", "#7db0da", "#3f87c0", "#0a5a9c", "#063a66"),
    True: ("#274b6d", "#35699a", "#4f8fcb", "#82bcf0", "#cfe5fa"),
}
"""From one edition to many, by whether the page is dark."""
APART = {False: ("#eef0f3", "#d8cda9", "#b9c0c9"), True: ("#232a32", "#6e6444", "#47515d")}
"""Countries that are not named, those named with no edition, and borders."""


def world(map_: World) -> dict[str, Any]:
    """The Vega-Lite of a map.

    Args:
        map_: What it shows.
    """
    import altair as alt

    palette, (_, _, border) = PALETTES[map_.dark], APART[map_.dark]
    width, height = SIZES[map_.narrow]
    scale = alt.Scale(domain=list(map_.classes), range=colours(map_))
    legend = alt.Legend(
        title=map_.title,
        titleLimit=width,
        labelLimit=width,
        columnPadding=32 if not map_.narrow else 20,
        columns=4 if map_.narrow else 0,
        orient="bottom",
        direction="horizontal",
        symbolType="square",
        symbolSize=160,
    )
    fill = alt.Fill("properties.class:N", scale=scale, legend=legend, sort=list(map_.classes))
    countries = alt.Chart(alt.NamedData(name=COUNTRIES, format=FORMAT)).mark_geoshape(
        stroke=border, strokeWidth=0.5
    )
    small = shapes(MIDDLE, map_, frozenset(map_.of))
    layers = [
        countries.encode(fill=fill),
        *(
            [_dots(fill, palette.ink, 24 if map_.narrow else 50)]
            if small["objects"][COUNTRIES]["geometries"]
            else []
        ),
    ]
    made = alt.layer(*layers).project(type="equalEarth")
    made = made.properties(
        width=width,
        height=height,
        description=map_.told,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
    )
    # Topologies stand beside the specification, for Altair would copy them at each step.
    return {**configured(made, palette), "datasets": {COUNTRIES: shapes(SMALL, map_), DOTS: small}}


def colours(map_: World) -> list[str]:
    """The colour of each class."""
    steps, wanted = STEPS[map_.dark], len(map_.classes) - map_.apart
    last = len(steps) - 1
    return [*APART[map_.dark][: map_.apart], *(steps[i * last // max(wanted - 1, 1)] for i in range(wanted))]


def _dots(fill: Any, ink: str, size: int) -> Any:
    """A dot for each country that is named and too small to be seen."""
    import altair as alt

    dots = alt.Chart(alt.NamedData(name=DOTS, format=FORMAT)).mark_circle(
        size=size, opacity=1, stroke=ink, strokeWidth=1
    )
    dots = dots.transform_filter(f"geoArea(null, datum) < {TINY}")
    dots = dots.transform_calculate(lon="geoCentroid(null, datum)[0]", lat="geoCentroid(null, datum)[1]")
    return dots.encode(longitude="lon:Q", latitude="lat:Q", fill=fill)


def shapes(path: Path, map_: World, only: frozenset[str] | None = None) -> dict[str, Any]:
    """A topology whose countries have their class as their one property.

    Args:
        path: The file.
        map_: The classes.
        only: The codes that are wanted; None for all but Antarctica.
    """
    found = _read(path)
    kept = [
        {**shape, "properties": {"class": map_.classes[map_.of.get(shape.get("id", ""), 0)]}}
        for shape in found["objects"][COUNTRIES]["geometries"]
        if (shape.get("id") != ANTARCTICA if only is None else shape.get("id") in only)
    ]
    arcs, kept = _pruned(found["arcs"], kept) if only is not None else (found["arcs"], kept)
    return {
        **found,
        "arcs": arcs,
        "objects": {COUNTRIES: {"type": "GeometryCollection", "geometries": kept}},
    }


def _pruned(arcs: list[Any], kept: list[dict[str, Any]]) -> tuple[list[Any], list[dict[str, Any]]]:
    """The arcs that some shapes need, and the shapes with their new numbers."""
    used: dict[int, int] = {}

    def renumbered(part: Any) -> Any:
        if isinstance(part, list):
            return [renumbered(one) for one in part]
        arc = part if part >= 0 else ~part  # a negative number is an arc that is followed backwards
        place = used.setdefault(arc, len(used))
        return place if part >= 0 else ~place

    shapes_ = [{**shape, "arcs": renumbered(shape["arcs"])} for shape in kept]
    return [arcs[arc] for arc in used], shapes_


@cache
def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found
