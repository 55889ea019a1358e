"""The map of who took part in how many editions; what documents are silent about, it does not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pyoxigraph import NamedNode

from expograph.pages import drawing, world
from expograph.pages.answers import Row
from expograph.pages.drawing import Picture, World
from expograph.pages.view import View

ADDRESS = "/map.svg"
OVERALL, OF_SERIES, CODES = "countries", "countries-of", "codes"
DARK, NARROW = "dark", "narrow"


def picture(view: View, thing: NamedNode | None = None) -> Picture | None:
    """The map of a series, or of all; None where it cannot be drawn or nobody is named.

    Args:
        view: For whom.
        thing: The series.
    """
    if not drawing.INSTALLED or not world.SHAPES:
        return None
    rows = _rows(view, thing)
    return _pictured(view, {"of": thing.value} if thing else {}, _told(view, rows)) if rows else None


def _pictured(view: View, of: Mapping[str, str], told: str, narrow: bool = False) -> Picture:
    size = {"size": NARROW} if narrow else {}
    return Picture(
        view.to(ADDRESS, **of, **size),
        view.to(ADDRESS, **of, **size, scheme=DARK),
        *world.SIZES[narrow],
        told,
        None if narrow else _pictured(view, of, told, narrow=True),
    )


def wanted(view: View) -> World | None:
    """The map that an address asks for; None where nobody is named, or there are no shapes."""
    given = view.asked.parameters
    try:
        thing = NamedNode(given["of"]) if "of" in given else None
    except ValueError:
        return None
    rows = _rows(view, thing)
    if not rows or not world.SHAPES:
        return None
    return replace(mapped(view, rows), dark=given.get("scheme") == DARK, narrow=given.get("size") == NARROW)


def _rows(view: View, thing: NamedNode | None) -> Sequence[Row]:
    return view.shelf.rows(OF_SERIES, thing) if thing else view.shelf.rows(OVERALL)


def mapped(view: View, rows: Sequence[Row]) -> World:
    """The map of some countries and their numbers of editions."""
    codes = {row["place"]: row["code"].value for row in view.shelf.rows(CODES)}  # type: ignore[union-attr]
    numbers = {codes[row["country"]]: _number(row) for row in rows if row["country"] in codes}
    apart = [view.say("not named")]
    if 0 in numbers.values():
        apart.append(view.say("named, but with no edition"))
    steps = ranges(sorted({number for number in numbers.values() if number}))
    texts = [str(low) if low == high else f"{low}–{high}" for low, high in steps]
    place = {n: len(apart) + i for i, (low, high) in enumerate(steps) for n in range(low, high + 1)}
    return World(
        title=view.say("Editions with reported participation"),
        classes=(*apart, *texts),
        apart=len(apart),
        of={code: place.get(number, 1) for code, number in sorted(numbers.items())},
        told=_told(view, rows),
    )


def _number(row: Row) -> int:
    return int(row["editions"].value)  # type: ignore[union-attr]


def ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in at most as many ranges as a map has colours.

    Args:
        numbers: Ascending, each once.
    """
    most = len(world.STEPS[False])
    if len(numbers) <= most:
        return [(n, n) for n in numbers]
    cuts = [len(numbers) * i // most for i in range(most + 1)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(cuts)]


def _told(view: View, rows: Sequence[Row]) -> str:
    """What the map says, in a sentence."""
    parts = [f"{view.name(row['country']).text} {_number(row)}" for row in rows]
    head = view.say("In how many editions each is reported to have taken part")
    return head + view.say(": ") + view.say(", ").join(parts) + view.say(". ").strip()
