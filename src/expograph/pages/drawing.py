"""What a drawing shows, as data that one process writes and another one draws."""

import json
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

MEDIA = "application/vnd.expograph.drawing+json"
"""A page of this type is drawn by a painter before it is sent."""
NEEDED = ("altair", "vl_convert")
INSTALLED = all(find_spec(name) for name in NEEDED)
"""Whether there is what draws; looked up before processes are forked, which may open no file."""
WIDTH, HEIGHT = 320, 220  # pixels: of a chart, which is wider where it has many places
STEP, MARGIN = 70, 64  # pixels: of a place at least, and of the axis beside them
EXACT, ABOVE, BELOW, BETWEEN = "exact", "above", "below", "between"


@dataclass(frozen=True)
class Mark:
    """A figure in a chart.

    Args:
        place: Where it stands: the index of a label of the chart.
        kind: EXACT; ABOVE or BELOW its end; BETWEEN its ends.
        low: The lower end, in the chart's unit; None where it is open.
        high: The upper end, likewise.
        text: The figure with its sign, as people read it.
        derived: Whether a rule made it.
        side: Its number among the marks of its place.
    """

    place: int
    kind: str
    low: float | None
    high: float | None
    text: str
    derived: bool = False
    side: int = 0


@dataclass(frozen=True)
class Chart:
    """A measure at several places.

    Args:
        title: What is measured.
        unit: In what, with its multiple; empty for a bare number.
        across: What the places are.
        labels: Of the places, each one or several lines.
        marks: What is known.
        told: The same in sentences.
        dark: Whether for a dark page.
    """

    title: str
    unit: str
    across: str
    labels: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]
    told: str
    dark: bool = False


def size(chart: Chart) -> tuple[int, int]:
    """Width and height of a chart, in pixels."""
    return max(WIDTH, MARGIN + STEP * len(chart.labels)), HEIGHT


@dataclass(frozen=True)
class World:
    """How often each country is named.

    Args:
        title: What the colours mean.
        classes: The texts of the legend: those apart, then from less to more.
        apart: How many are apart: the first is of countries that are not named, the second, if any, of those
            that are named and not counted.
        of: The class of each country that is named, by its numeric code of ISO 3166-1.
        told: The same in a sentence.
        dark: Whether for a dark page.
        narrow: Whether for a narrow one.
    """

    title: str
    classes: tuple[str, ...]
    apart: int
    of: dict[str, int]
    told: str
    dark: bool = False
    narrow: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing as a page has it.

    Args:
        light: Its address for a light page.
        dark: For a dark page.
        width: In pixels.
        height: In pixels.
        told: What it shows, in sentences.
        narrow: The same for a narrow page, if it has one of its own.
    """

    light: str
    dark: str
    width: int
    height: int
    told: str
    narrow: "Picture | None" = None


KINDS: dict[str, type[Chart] | type[World]] = {"chart": Chart, "world": World}


def written(drawing: Chart | World) -> bytes:
    """A drawing as JSON, the same bytes for the same drawing."""
    kind = next(name for name, one in KINDS.items() if isinstance(drawing, one))
    return json.dumps({"kind": kind, **asdict(drawing)}, ensure_ascii=False, sort_keys=True).encode()


def read(text: bytes) -> Chart | World:
    """The drawing that `written` gave."""
    found: dict[str, Any] = json.loads(text)
    kind = KINDS[found.pop("kind")]
    if kind is World:
        return World(**{**found, "classes": tuple(found["classes"])})
    labels = tuple(tuple(lines) for lines in found["labels"])
    return Chart(**{**found, "labels": labels, "marks": tuple(Mark(**mark) for mark in found["marks"])})
