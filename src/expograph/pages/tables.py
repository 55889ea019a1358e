"""Answers of queries as tables for people and for programs.

A variable `?claim` or `?best` is shown as what the claim or best-known value says: who is counted, the
figure, its unit, who says so, in which words; `?source` as who says so and the words alone.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote as quote_

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import ONTOLOGY, PREFIXES, XSD
from expograph.ontology import Term
from expograph.pages import claims, figures, saying
from expograph.pages.model import Cell, Claim, Column, Figure, Name, Table
from expograph.pages.view import View, data
from expograph.table import NUMERIC

Row = Mapping[str, Term]
ENDS = ("lower", "lowerExclusive", "upper", "upperExclusive")
WHOLE, SOURCE = ("claim", "best"), "source"


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
    rows = ordered(view, variables, rows)
    parts = [_columns(view, variable, rows, variables) for variable in variables]
    columns = [column for column, _ in (pair for part in parts for pair in part)]
    made = [[fill(row) for _, fill in (pair for part in parts for pair in part)] for row in rows]
    shown, cells = _without_empty(columns, made)
    return replace(Table(key, title, tuple(shown), tuple(_padded(shown, cells))), **more)  # type: ignore[arg-type]


def ordered(view: View, variables: Sequence[str], rows: Sequence[Row]) -> Sequence[Row]:
    """Rows of claims by the names before, the whole before its parts, the stated before the derived."""
    claim = next((v for v in variables if v in WHOLE), None)
    if claim is None or "edition" in variables:
        return rows
    before = variables[: variables.index(claim)]

    def key(row: Row) -> tuple[object, ...]:
        about = view.shelf.claims.by_iri.get(getattr(row.get(claim), "value", ""))
        parts = sum(q in about.about for q in view.shelf.claims.qualifiers) if about else 0
        derived = bool(about and claims.RULE in about.about)
        return (*(view.name(row.get(v)).text for v in before), parts, derived)

    return sorted(rows, key=key)


Fill = Callable[[Row], Cell]


def _columns(
    view: View, variable: str, rows: Sequence[Row], all_: Sequence[str]
) -> list[tuple[Column, Fill]]:
    """The columns of a variable, each with what fills it."""
    if {"lower", "upper"} <= set(all_) and variable in (*ENDS, "figure", "nominal"):
        raw = (
            Column(variable, view.heading(variable), shown=False),
            lambda row: Cell(data=data(row.get(variable))),
        )
        return [_bounded(view), raw] if variable == "lower" else [raw]
    if variable == "quote" and "document" in all_:
        return [(Column(variable, view.heading(variable), "words"), lambda row: _words(view, row))]
    if variable == "document" and "quote" in all_ and all("quote" in row for row in rows if variable in row):
        named = Column(variable, view.heading(variable), shown=False)  # the words name their document
        return [(named, lambda row: Cell(data=data(row.get(variable))))]
    if variable in WHOLE:
        known = (view.shelf.claims.by_iri.get(getattr(row.get(variable), "value", "")) for row in rows)
        numbers = any(claim and claims.BOUND in claim.about for claim in known)
        return _of_claim(view, variable, whole=True, numbers=numbers)
    if variable == SOURCE:
        return _of_claim(view, variable, whole=False)
    values = [row[variable] for row in rows if variable in row]
    numeric = bool(values) and all(isinstance(v, Literal) and v.datatype.value in NUMERIC for v in values)
    heading = view.heading(variable)
    if numeric:
        return [(Column(variable, heading, "number"), lambda row: number(view, row.get(variable)))]
    dates = bool(values) and all(isinstance(v, Literal) and v.datatype.value == XSD + "date" for v in values)
    column = Column(variable, heading, "date" if dates else "text")
    if (namespace := PREFIXES.get(variable.removesuffix("s"))) and variable.endswith("s"):
        return [(column, lambda row: slugs(view, namespace, row.get(variable)))]
    if not any(isinstance(v, NamedNode) for v in values):
        return [(column, lambda row: saying.plain(view, row.get(variable)))]
    iri = Column(variable + "IRI", Name(variable), shown=False)
    return [
        (column, lambda row: saying.plain(view, row.get(variable))),
        (iri, lambda row: Cell(data=data(row.get(variable)))),
    ]


def _bounded(view: View) -> tuple[Column, Fill]:
    """One column for the ends of an interval, as people read it."""

    def fill(row: Row) -> Cell:
        about = {ONTOLOGY + name: (row[name],) for name in (*ENDS, "nominal") if name in row}
        about |= {claims.OBJECT: (row["figure"],)} if "figure" in row else {}
        sign, text, span = figures.signed(about, view.shelf.notation(row["bound"]) if "bound" in row else "")
        words = view.name(view.shelf.bound(sign)).text if sign else ""
        return Cell(figure=Figure(sign, words, text, span)) if text else saying.plain(view, row.get("figure"))

    return Column("shown", view.told("Figure"), "figure"), fill


def _words(view: View, row: Row) -> Cell:
    """Words of a document in an answer, linked to where they stand."""
    exact, document = row.get("quote"), row.get("document")
    if exact is None or not isinstance(document, NamedNode):
        return saying.plain(view, exact)
    parts = exact.value.split(" | ") if isinstance(exact, Literal) else []
    known = {w.exact: w.claim for w in reversed(view.shelf.claims.of_document.get(document.value, ()))}
    if not parts or not all(part in known for part in parts):
        return saying.plain(view, exact)
    quotes = tuple(saying.quote(view, document.value, part, known[part]) for part in parts)
    return Cell(quotes=quotes, data=data(exact))


def slugs(view: View, namespace: str, term: Term | None) -> Cell:
    """Things of which an answer gives the last parts of their IRIs, one after the other, by their names."""
    if not isinstance(term, Literal):
        return saying.plain(view, term)
    names = tuple(view.name(NamedNode(namespace + quote_(slug))) for slug in term.value.split())
    return (
        Cell(names, data=term.value) if names and not any(n.code for n in names) else saying.plain(view, term)
    )


def number(view: View, term: Term | None) -> Cell:
    """A number that no claim bounds: a count, a year."""
    if term is None:
        return Cell()
    return Cell(figure=Figure("", "", view.name(term).text), data=data(term))


def _of_claim(view: View, variable: str, whole: bool, numbers: bool = False) -> list[tuple[Column, Fill]]:
    """What a claim says, column by column."""

    def of(show: Callable[[View, Claim], Cell]) -> Fill:
        def fill(row: Row) -> Cell:
            term = row.get(variable)
            claim = view.shelf.claims.by_iri.get(term.value) if isinstance(term, NamedNode) else None
            return show(view, claim) if claim else Cell()

        return fill

    def end(name: str) -> Fill:
        return of(lambda _, claim: Cell(data=data(claim.one(ONTOLOGY + name))))

    said = [
        (Column("qualifiers", view.told("Qualified by")), of(saying.qualified)),
        (Column("figure", *_heading(view, numbers)), of(saying.value)),
        (Column("unit", view.told("Unit"), "unit"), of(saying.unit)),
        *((Column(name, Name(name), shown=False), end(name)) for name in ENDS),
    ]
    who = (Column("saidBy", view.heading("saidBy"), shown=False), of(saying.speakers))
    words = (Column("words", view.told("In the words"), "words"), of(saying.quoted))
    hidden = [
        (Column(variable + "IRI", Name(variable), shown=False), of(lambda _, c: Cell(data=data(c.iri))))
    ]
    return [*(said if whole else []), who, words, *hidden]


def _without_empty(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> tuple[list[Column], list[list[Cell]]]:
    """Columns that tell something, or all where there is no row."""
    kept = [
        i
        for i in range(len(columns))
        if not rows or any(row[i] != Cell() and row[i].data != "" for row in rows)
    ]
    return [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]


def _padded(columns: Sequence[Column], rows: list[list[Cell]]) -> list[tuple[Cell, ...]]:
    """The rows with the decimal points of each column one below the other."""
    for i, column in enumerate(columns):
        if column.kind in ("number", "figure"):
            texts = [
                cell.figure.text if cell.figure and cell.figure.numeric else ""
                for cell in (row[i] for row in rows)
            ]
            for row, blanks in zip(rows, figures.padding(texts), strict=True):
                row[i] = replace(row[i], pad=blanks) if blanks else row[i]
    return [tuple(row) for row in rows]


def _heading(view: View, numbers: bool) -> tuple[Name, str]:
    """Heading and kind of the column of figures, or of values where none is a figure."""
    return (view.told("Figure"), "figure") if numbers else (view.told("Value"), "text")


def split(made: Table) -> list[tuple[Name, Table]]:
    """A table as one for each name in its first column, which is left out."""
    found: dict[Name, list[tuple[Cell, ...]]] = {}
    for row in made.rows:
        found.setdefault(row[0].names[0] if row[0].names else Name(""), []).append(row[1:])
    parts = []
    for n, (name, rows) in enumerate(found.items(), 1):
        columns, cells = _without_empty(made.columns[1:], rows)
        shown = replace(made, key=f"{made.key}-{n}", title=name, csv="", json="", columns=tuple(columns))
        parts.append((name, replace(shown, rows=tuple(map(tuple, cells)))))
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
