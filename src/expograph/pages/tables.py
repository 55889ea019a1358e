"""Answers of queries as tables for people and for programs."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

from expograph.pages import claims, figures, machine
from expograph.pages.answers import Row
from expograph.pages.columns import EMPTY, WHOLE, columns
from expograph.pages.model import Cell, Claim, Column, Name, Page, Table
from expograph.pages.view import View, once


def table(
    view: View, key: str, title: Name, variables: Sequence[str], rows: Sequence[Row], **more: object
) -> Table:
    """A table of an answer.

    Args:
        view: For whom.
        key: Its name.
        title: Its heading.
        variables: Its columns.
        rows: Its rows, by variable.
        more: Other fields of a Table.
    """
    return as_they_are(view, key, title, variables, ordered(view, variables, rows), **more)


def as_they_are(
    view: View, key: str, title: Name, variables: Sequence[str], rows: Sequence[Row], **more: object
) -> Table:
    """A table of an answer, its rows in the order that they have; see `table`."""
    parts = [(v, *columns(view, v, rows, variables)) for v in variables]
    cells = [[cell for _, _, fill in parts for cell in fill(row)] for row in rows]
    own = _named([(variable, column) for variable, found, _ in parts for column in found])
    shown = _without_empty(own, cells)
    return replace(Table(key, title, tuple(shown), tuple(_padded(shown, cells))), **more)  # type: ignore[arg-type]


def _named(all_: Sequence[tuple[str, Column]]) -> list[Column]:
    """Columns with a name each: what is named like one before is named after its variable too."""
    found: dict[str, Column] = {}
    for variable, column in all_:
        key = column.key
        while key in found:
            key = variable + key[:1].upper() + key[1:]
        found[key] = replace(column, key=key)
    return list(found.values())


def ordered(view: View, variables: Sequence[str], rows: Sequence[Row]) -> Sequence[Row]:
    """What leads first; rows of claims by the names before them, the whole before its parts."""
    claim = next((v for v in variables if v in WHOLE), None)
    place = view.shelf.kinds.place
    if claim is None or "edition" in variables:
        return sorted(rows, key=lambda row: place(row.get(variables[0])))
    before = variables[: variables.index(claim)]

    def key(row: Row) -> tuple[object, ...]:
        about = view.shelf.claims.of(row.get(claim))
        named = ((place(row.get(v)), view.name(row.get(v)).text) for v in before)
        return (*named, *(_rank(view, about) if about else (0, False)))

    return sorted(rows, key=key)


@once
def _rank(view: View, claim: Claim) -> tuple[int, bool]:
    """How much qualifies a claim, and whether it is derived."""
    return sum(q in claim.about for q in view.shelf.claims.qualifiers), claims.RULE in claim.about


def _without_empty(all_: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """Columns of which people see those that tell something, and programs all, whatever the data are."""
    telling = (any(row[i].data != "" and row[i] != EMPTY for row in rows) for i in range(len(all_)))
    return [
        column if tells or not rows else replace(column, shown=False)
        for column, tells in zip(all_, telling, strict=True)
    ]


def _padded(shown: Sequence[Column], rows: list[list[Cell]]) -> list[tuple[Cell, ...]]:
    """The rows with the decimal points of each column one below the other."""
    for i, column in enumerate(shown):
        if column.shown and column.kind in ("number", "figure"):
            texts = [
                cell.figure.text if cell.figure and cell.figure.numeric else ""
                for cell in (row[i] for row in rows)
            ]
            for row, blanks in zip(rows, figures.padding(texts), strict=True):
                row[i] = replace(row[i], pad=blanks) if blanks else row[i]
    return [tuple(row) for row in rows]


def split(made: Table) -> list[tuple[Name, Table]]:
    """A table as one for each name in its first column, which is left out."""
    found: dict[Name, list[tuple[Cell, ...]]] = {}
    for row in made.rows:
        found.setdefault(row[0].names[0] if row[0].names else Name(""), []).append(row[1:])
    parts = []
    for n, (name, rows) in enumerate(found.items(), 1):
        shown = tuple(_without_empty(made.columns[1:], rows))
        part = replace(made, key=f"{made.key}-{n}", title=name, csv="", json="", columns=shown)
        parts.append((name, replace(part, rows=tuple(rows))))
    return parts


def grouped(made: Table) -> list[tuple[Name, list[Cell]]]:
    """A table of two columns as names with their values."""
    found: dict[Name, list[Cell]] = {}
    last = max((i for i, column in enumerate(made.columns) if column.shown), default=0)
    for row in made.rows:
        found.setdefault(row[0].names[0] if row[0].names else Name(""), []).append(row[last])
    return list(found.items())


def as_csv(made: Table) -> bytes:
    """A table as CSV (RFC 4180), in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in made.columns])
    writer.writerows([[cell.data or "" for cell in row] for row in made.rows])
    return out.getvalue().encode()


def as_json(made: Table) -> bytes:
    """A table as JSON: a list of objects, without what is empty."""
    keys = [column.key for column in made.columns]
    rows = [
        {k: c.data for k, c in zip(keys, row, strict=True) if c.data not in (None, "")} for row in made.rows
    ]
    return (
        json.dumps({"table": made.key, "columns": keys, "rows": rows}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


WRITERS = {"csv": as_csv, "json": as_json}
"""The formats of tables for programs."""


def download(made: Table, form: str) -> Page:
    """A table in one of WRITERS."""
    return Page(200, machine.MEDIA[form] + ("; charset=utf-8" if form == "csv" else ""), WRITERS[form](made))
