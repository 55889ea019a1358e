"""Drawings as Vega-Lite, by Altair: a bound looks like a bound.

An arrow from its end stands for "more than" and "less than", a band for what lies between two ends, a dot
for a number that is exact; what is derived is hollow; two sources stand side by side.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expograph.pages.drawing import ABOVE, BELOW, BETWEEN, EXACT, Chart, Mark, size

if TYPE_CHECKING:
    import altair

FONT = (
    'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", "PingFang SC", "Microsoft YaHei", '
    '"Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif'
)
HEADROOM = 0.3  # of the height, for arrows and numbers above the highest mark
BAND, SIDE = 16, 22  # pixels: the width of a band, and from one mark of a place to the next
UP = "M-.55,0H.55M0,0V-1.5M-.5,-1.3H.5L0,-2.2Z"
DOWN = "M-.55,0H.55M0,0V1.5M-.5,1.3H.5L0,2.2Z"
SHAPES = {EXACT: "circle", ABOVE: UP, BELOW: DOWN}
SIZES = {EXACT: 64, ABOVE: 300, BELOW: 300}
OVER = {EXACT: -8, ABOVE: -22, BELOW: -5, BETWEEN: -5}  # pixels from a mark to the number above it
UNDER = {EXACT: 8, ABOVE: 5, BELOW: 22, BETWEEN: 5}  # and below it


@dataclass(frozen=True)
class Palette:
    """Colours, those of static/pages.css."""

    paper: str
    ink: str
    soft: str
    line: str
    accent: str


PALETTES = {
    False: Palette("#ffffff", "#1c2430", "#596474", "#dfe3e8", "#0a5a9c"),
    True: Palette("#14181e", "#dde3ea", "#9ba6b4", "#2c343e", "#82bcf0"),
}
"""By whether the page is dark."""


def measure(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite of a chart.

    Args:
        chart: With at least one mark.
    """
    import altair as alt

    palette = PALETTES[chart.dark]
    rows = [_row(mark, chart) for mark in chart.marks]
    x = alt.X(
        "place:O",
        scale=alt.Scale(domain=list(range(len(chart.labels)))),
        axis=alt.Axis(labelExpr=f"{json.dumps(chart.labels)}[datum.value]", title=chart.across, labelAngle=0),
    )
    low, high = reach(chart.marks)
    y = alt.Y("low:Q", scale=alt.Scale(domain=[low, high], nice=False), title=chart.unit or None)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x)
    layers = [_bands(base, y, palette), *_points(base, y, palette), _numbers(base, palette)]
    made = alt.layer(*layers).properties(
        width=size(chart)[0],
        height=size(chart)[1],
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        description=chart.told,
    )
    return configured(made, palette)


def reach(marks: tuple[Mark, ...]) -> tuple[float, float]:
    """What the axis spans: zero, all ends, and room above for arrows and numbers, below only if needed."""
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    span = (high - low) or 1.0
    return low - (span * HEADROOM if low < 0 else 0.0), high + span * HEADROOM


def _row(mark: Mark, chart: Chart) -> dict[str, Any]:
    """A mark as a row of data; of several at a place, the number of the lowest stands below it."""
    here = [other for other in chart.marks if other.place == mark.place]
    same = [other for other in here if other.text == mark.text]
    low, high = _ends(mark)
    under = low == min(_ends(m)[0] for m in here) and len(same) < len(here)
    return {
        "place": mark.place,
        "kind": mark.kind,
        "low": low,
        "high": high,
        "derived": mark.derived,
        "shift": _shift(mark, here),
        "text": mark.text if same[0] == mark else "",
        "at": low if under else high,
        "middle": sum(_shift(other, here) for other in same) / len(same),
        "rise": (UNDER if under else OVER)[mark.kind],
        "baseline": "top" if under else "bottom",
    }


def _ends(mark: Mark) -> tuple[float, float]:
    """Where a mark begins and ends; one that is open stands at its one end."""
    ends = [end for end in (mark.low, mark.high) if end is not None]
    return ends[0], ends[-1]


def _shift(mark: Mark, here: list[Mark]) -> float:
    """Pixels to the right of its place, of which the marks there are the middle."""
    return (mark.side - max(other.side for other in here) / 2) * SIDE


def _bands(base: "altair.Chart", y: "altair.Y", palette: Palette) -> Any:
    import altair as alt

    return (
        base.mark_bar(width=BAND, cornerRadius=2, xOffset=alt.expr("datum.shift"), strokeWidth=1.5)
        .encode(
            y=y,
            y2="high:Q",
            fill=_hollow(palette),
            fillOpacity=alt.condition("datum.derived", alt.value(1), alt.value(0.35)),
            stroke=alt.value(palette.accent),
            strokeDash=alt.condition("datum.derived", alt.value([3, 2]), alt.value([1, 0])),
        )
        .transform_filter(alt.datum.kind == BETWEEN)
    )


def _points(base: "altair.Chart", y: "altair.Y", palette: Palette) -> list[Any]:
    import altair as alt

    return [
        base.mark_point(
            shape=shape, size=SIZES[kind], strokeWidth=1.75, opacity=1, xOffset=alt.expr("datum.shift")
        )
        .encode(y=y, fill=_hollow(palette), stroke=alt.value(palette.accent))
        .transform_filter(alt.datum.kind == kind)
        for kind, shape in SHAPES.items()
    ]


def _numbers(base: "altair.Chart", palette: Palette) -> Any:
    import altair as alt

    return (
        base.mark_text(
            baseline=alt.expr("datum.baseline"),
            xOffset=alt.expr("datum.middle"),
            yOffset=alt.expr("datum.rise"),
            fontSize=12,
            color=palette.ink,
        )
        .encode(y=alt.Y("at:Q"), text="text:N")
        .transform_filter(alt.datum.text != "")
    )


def _hollow(palette: Palette) -> Any:
    """Paper for what is derived, the accent for what is said."""
    import altair as alt

    return alt.condition("datum.derived", alt.value(palette.paper), alt.value(palette.accent))


def configured(made: Any, palette: Palette) -> dict[str, Any]:
    """The look that all drawings share."""
    text: dict[str, Any] = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelColor": palette.soft,
        "titleColor": palette.soft,
    }
    text |= {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    made = made.configure(
        background=palette.paper, font=FONT, padding={"left": 4, "right": 8, "top": 4, "bottom": 4}
    )
    made = made.configure_view(stroke=None)
    made = made.configure_axis(
        domainColor=palette.soft, tickColor=palette.soft, gridColor=palette.line, **text
    )
    made = made.configure_axisX(grid=False, labelPadding=6, titlePadding=8)
    made = made.configure_axisY(domain=False, ticks=False, tickCount=4, titlePadding=8)
    made = made.configure_legend(**text)
    found: dict[str, Any] = made.to_dict(validate=False)  # which takes seconds, and can only fail for us
    return found
