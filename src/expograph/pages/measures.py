"""The charts of a series: each measure over its editions, as far as the whole is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from expograph.claims import DEPRECATED
from expograph.namespaces import XSD
from expograph.pages import claims, figures, saying
from expograph.pages.answers import Row
from expograph.pages.drawing import ABOVE, BELOW, BETWEEN, EXACT, INSTALLED, Chart, Mark, Picture, size
from expograph.pages.model import Claim, Figure, Name
from expograph.pages.view import View

ADDRESS = "/chart.svg"
QUERY = "measured"
DARK = "dark"
MULTIPLES = {
    "en": ((Decimal(10**9), "billion"), (Decimal(10**6), "million")),
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
}
"""What large numbers are told in, the largest first."""
LARGE = Decimal(10**6)
WIDE = 0.05  # of a value
LONG = 18  # characters of a label that is no number


@dataclass(frozen=True)
class Drawn:
    """A chart as a page has it: what is measured, in what, and the picture."""

    name: Name
    unit: str
    picture: Picture


def drawn(view: View, thing: NamedNode) -> list[Drawn]:
    """The charts that are worth seeing; none where nothing is installed that draws."""
    if not INSTALLED:
        return []
    groups = grouped(view, thing)
    places = _places(row for rows in groups.values() for row in rows)
    found = []
    for (measure, unit), rows in groups.items():
        chart = charted(view, rows, places)
        if worth_seeing(chart):
            of = {"of": thing.value, "measure": measure, "unit": unit}
            light, dark = view.to(ADDRESS, **of), view.to(ADDRESS, **of, scheme=DARK)
            picture = Picture(light, dark, *size(chart), chart.told)
            found.append(Drawn(view.name(NamedNode(measure)), chart.unit, picture))
    return found


def wanted(view: View) -> Chart | None:
    """The chart that an address asks for; None where there is none."""
    given = view.asked.parameters
    try:
        thing = NamedNode(given.get("of", ""))
    except ValueError:
        return None
    groups = grouped(view, thing)
    rows = groups.get((given.get("measure", ""), given.get("unit", "")))
    if rows is None:
        return None
    places = _places(row for rows in groups.values() for row in rows)
    return replace(charted(view, rows, places), dark=given.get("scheme") == DARK)


def grouped(view: View, thing: NamedNode) -> dict[tuple[str, str], list[Row]]:
    """The figures of the whole that have a number, by measure and unit, in the order of the editions."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in view.shelf.rows(QUERY, thing):
        claim, measure = _claim(view, row), row["measure"]
        if claim and isinstance(measure, NamedNode) and _shown(view, claim):
            unit = claim.one(claims.UNIT)
            key = measure.value, unit.value if isinstance(unit, NamedNode) else ""
            found.setdefault(key, []).append(row)
    return found


def _claim(view: View, row: Row) -> Claim | None:
    return view.shelf.claims.of(row["claim"])


def _shown(view: View, claim: Claim) -> bool:
    """Whether a claim is of the whole, has an end, and is not deprecated."""
    ended = any(figures.decimal(claim.about, end) is not None for end in (figures.LOWER, figures.UPPER))
    part = any(prop in claim.about for prop in view.shelf.claims.narrowing)
    return ended and not part and DEPRECATED not in claim.about.get(claims.RANK, ())


def worth_seeing(chart: Chart) -> bool:
    """Whether a chart says more than one number does: two places, or an interval as wide as one can see."""
    if len({mark.place for mark in chart.marks}) > 1:
        return True
    return any(
        m.high - m.low > WIDE * max(abs(m.high), abs(m.low))
        for m in chart.marks
        if m.low is not None and m.high is not None
    )


def _places(rows: Iterable[Row]) -> list[Row]:
    """One row of each edition, in the order of the ordinals, then of the years."""
    found = {row["edition"]: row for row in rows}
    return sorted(
        found.values(), key=lambda row: (_number(row, "ordinal"), _number(row, "year"), str(row["edition"]))
    )


def _number(row: Row, name: str) -> tuple[bool, Decimal]:
    """A number that sorts before there being none."""
    term = row.get(name)
    number = figures.decimal({name: (term,)}, name) if term is not None else None
    return number is None, number or Decimal(0)


def charted(view: View, rows: Sequence[Row], places: Sequence[Row]) -> Chart:
    """The chart of some figures.

    Args:
        view: For whom.
        rows: Of one measure, in one unit.
        places: The editions that the chart has room for.
    """
    known = [(row, claim) for row in rows if (claim := _claim(view, row))]
    multiple, word = _multiple(view, [claim for _, claim in known])
    index = {row["edition"]: place for place, row in enumerate(places)}
    shown = _distinct(view, [(index[row["edition"]], _divided(claim, multiple)) for row, claim in known])
    sides: dict[int, int] = {}
    marks = []
    for place, claim, figure in shown:
        sides[place] = sides.get(place, -1) + 1
        marks.append(_mark(place, claim, figure, sides[place]))
    unit = known[0][1].one(claims.UNIT)
    title = view.name(rows[0]["measure"]).text
    named = _unit(view, view.name(unit).text if unit is not None else "", word)
    return Chart(
        title=title,
        unit=named,
        across=view.say("edition") if all("ordinal" in row for row in places) else "",
        labels=tuple(_label(view, row) for row in places),
        marks=tuple(marks),
        told=_told(view, title, named, places, shown),
    )


def _distinct(view: View, known: Iterable[tuple[int, Claim]]) -> list[tuple[int, Claim, Figure]]:
    """What is said twice by the same is shown once; in the order of the places, the stated first."""
    found: dict[tuple[object, ...], tuple[int, Claim, Figure]] = {}
    for place, claim in known:
        figure = saying.figure(view, claim)
        if figure:
            said = saying.attributed(view, claim)
            key = place, figure.sign, figure.text, claims.RULE in claim.about, said
            found.setdefault(key, (place, claim, figure))
    return sorted(found.values(), key=lambda one: (one[0], claims.RULE in one[1].about))


def _mark(place: int, claim: Claim, figure: Figure, side: int) -> Mark:
    low, high = (figures.decimal(claim.about, end) for end in (figures.LOWER, figures.UPPER))
    if low is None:
        kind = BELOW
    elif high is None:
        kind = ABOVE
    else:
        kind = EXACT if high - low <= figures.NEAR * max(abs(high), Decimal(1)) else BETWEEN
    return Mark(
        place=place,
        kind=kind,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        text=f"{figure.sign} {figure.text}".strip(),
        derived=claims.RULE in claim.about,
        side=side,
    )


def _multiple(view: View, known: Iterable[Claim]) -> tuple[Decimal, str]:
    """In what the numbers are told: the largest multiple that all of a million and more are a whole of."""
    ends = [
        abs(number)
        for claim in known
        for name in (figures.LOWER, figures.UPPER)
        if (number := figures.decimal(claim.about, name)) is not None
    ]
    most = max(ends)
    fitting = [pair for pair in MULTIPLES[view.language] if most >= max(LARGE, pair[0])]
    return fitting[0] if fitting else (Decimal(1), "")


def _divided(claim: Claim, multiple: Decimal) -> Claim:
    """A claim in a multiple of its unit."""
    names = (figures.LOWER, figures.UPPER, *figures.NOMINAL)
    numbers = {
        name: number / multiple
        for name in names
        if (number := figures.decimal(claim.about, name)) is not None
    }
    if numbers.get(figures.LOWER) != numbers.get(figures.UPPER):  # what it is about is no exact number
        numbers |= {name: round(numbers[name], 2) for name in figures.NOMINAL if name in numbers}
    decimal = NamedNode(XSD + "decimal")
    about = {name: (Literal(f"{number:f}", datatype=decimal),) for name, number in numbers.items()}
    return replace(claim, about={**claim.about, **about})


def _unit(view: View, unit: str, multiple: str) -> str:
    if unit and multiple:
        return view.say("{multiple} {unit}").format(multiple=multiple, unit=unit)
    return unit or multiple


def _label(view: View, row: Row) -> tuple[str, ...]:
    """What stands below a place: number and year, else the name, cut."""
    if "ordinal" not in row:
        name = view.name(row["edition"]).text
        return (name if len(name) <= LONG else name[: LONG - 1] + "…",)
    return (row["ordinal"].value, *([row["year"].value] if "year" in row else []))  # type: ignore[union-attr]


def _told(
    view: View, title: str, unit: str, places: Sequence[Row], shown: Sequence[tuple[int, Claim, Figure]]
) -> str:
    """What a chart says, in sentences: each figure with the words of its bound."""
    head = (
        title + (view.say("({})").format(unit) if view.language == "zh" else f", {unit}") if unit else title
    )
    parts = []
    for place, row in enumerate(places):
        own = [_in_words(view, claim, figure) for at, claim, figure in shown if at == place]
        if own:
            number = row.get("ordinal")
            name = (
                view.say("Edition {}").format(number.value)
                if isinstance(number, Literal)
                else view.name(row["edition"]).text
            )
            parts.append(name + view.say(": ") + view.say("; ").join(own))
    return view.say(". ").join([head, *parts]) + view.say(". ").strip()


def _in_words(view: View, claim: Claim, figure: Figure) -> str:
    said = saying.attributed(view, claim)
    source = view.say("derived") if claims.RULE in claim.about else said
    words = f"{figure.words} {figure.text}".strip() + (f" ({figure.span})" if figure.span else "")
    return words + (view.say(" ({})").format(source) if source else "")
