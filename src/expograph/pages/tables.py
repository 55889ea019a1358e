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
from expograph.pages import claims, figures
from expograph.pages.links import fragment, page
from expograph.pages.model import Cell, Claim, Column, Figure, Name, Quote, Table
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
    if variable in WHOLE:
        return _of_claim(view, variable, whole=True)
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
        return [(column, lambda row: plain(view, row.get(variable)))]
    iri = Column(variable + "IRI", Name(variable), shown=False)
    return [
        (column, lambda row: plain(view, row.get(variable))),
        (iri, lambda row: Cell(data=data(row.get(variable)))),
    ]


def _bounded(view: View) -> tuple[Column, Fill]:
    """One column for the ends of an interval, as people read it."""

    def fill(row: Row) -> Cell:
        about = {ONTOLOGY + name: (row[name],) for name in (*ENDS, "nominal") if name in row}
        about |= {claims.OBJECT: (row["figure"],)} if "figure" in row else {}
        sign, text, span = figures.signed(about, view.shelf.notation(row["bound"]) if "bound" in row else "")
        words = view.name(view.shelf.bound(sign)).text if sign else ""
        return Cell(figure=Figure(sign, words, text, span)) if text else plain(view, row.get("figure"))

    return Column("shown", view.told("Figure"), "figure"), fill


def _words(view: View, row: Row) -> Cell:
    """Words of a document in an answer, linked to where they stand."""
    exact, document = row.get("quote"), row.get("document")
    if exact is None or not isinstance(document, NamedNode):
        return plain(view, exact)
    parts = exact.value.split(" | ") if isinstance(exact, Literal) else []
    known = {w.exact: w.claim for w in reversed(view.shelf.claims.of_document.get(document.value, ()))}
    if not parts or not all(part in known for part in parts):
        return plain(view, exact)
    quotes = tuple(quote(view, document.value, part, known[part]) for part in parts)
    return Cell(quotes=quotes, data=data(exact))


def plain(view: View, term: Term | None) -> Cell:
    """A term by its name."""
    if term is None:
        return Cell()
    name = view.name(term)
    return Cell((name,), data=term.value if isinstance(term, Literal) else name.text)


def slugs(view: View, namespace: str, term: Term | None) -> Cell:
    """Things of which an answer gives the last parts of their IRIs, one after the other, by their names."""
    if not isinstance(term, Literal):
        return plain(view, term)
    names = tuple(view.name(NamedNode(namespace + quote_(slug))) for slug in term.value.split())
    return Cell(names, data=term.value) if names and not any(n.code for n in names) else plain(view, term)


def number(view: View, term: Term | None) -> Cell:
    """A number that no claim bounds: a count, a year."""
    if term is None:
        return Cell()
    return Cell(figure=Figure("", "", view.name(term).text), data=data(term))


def _of_claim(view: View, variable: str, whole: bool) -> list[tuple[Column, Fill]]:
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
        (Column("qualifiers", view.told("Qualified by")), of(qualified)),
        (Column("figure", view.told("Figure"), "figure"), of(value)),
        (Column("unit", view.told("Unit"), "unit"), of(unit)),
        *((Column(name, Name(name), shown=False), end(name)) for name in ENDS),
    ]
    who = (Column("saidBy", view.heading("saidBy")), of(speakers))
    words = (Column("words", view.told("In the words"), "words"), of(quoted))
    hidden = [
        (Column(variable + "IRI", Name(variable), shown=False), of(lambda _, c: Cell(data=data(c.iri))))
    ]
    return [*(said if whole else []), who, words, *hidden]


def value(view: View, claim: Claim) -> Cell:
    """The figure of a claim, or the value that is none."""
    shown = figure(view, claim)
    if shown:
        return Cell(figure=shown, data=f"{shown.sign} {shown.text}".strip())
    return plain(view, claim.one(claims.OBJECT))


def figure(view: View, claim: Claim) -> Figure | None:
    """The figure of a claim or best-known value; None where its value is no number."""
    bound = claim.one(claims.BOUND)
    if bound is None:
        return None
    notation = view.shelf.notation(bound)
    sign, text, span = figures.signed(claim.about, notation)
    if not text:
        wording = claim.one(ONTOLOGY + "wording")
        return Figure("", "", view.name(wording if wording is not None else bound).text, numeric=False)
    words = view.name(view.shelf.bound(sign)).text if sign else ""
    about = claim.one(claims.UNIT)
    return Figure(sign, words, text, span, view.name(about) if about is not None else None)


def unit(view: View, claim: Claim) -> Cell:
    """The unit of a claim."""
    return plain(view, claim.one(claims.UNIT))


def qualified(view: View, claim: Claim) -> Cell:
    """Who is counted, since when, on which basis: whatever qualifies the claim."""
    names: list[Name] = []
    for prop in view.shelf.claims.qualifiers:
        for term in claim.about.get(prop, ()):
            names.append(_qualifier(view, prop, term))
    return Cell(tuple(names), data="; ".join(name.text for name in names))


def narrowed(view: View, claim: Claim) -> str:
    """Who is counted, in brackets; nothing where it is the whole."""
    pairs = [(q, term) for q in view.shelf.claims.narrowing for term in claim.about.get(q, ())]
    names = [_qualifier(view, prop, term).text for prop, term in pairs]
    return view.say("({})").format(view.say(", ").join(names)) if names else ""


def bounded(view: View, subject: Term, prop: str, value: Term) -> Cell:
    """The value of a triple; a number that a claim gives has its bound, without which it says too much."""
    if not isinstance(value, Literal) or not isinstance(subject, NamedNode):
        return plain(view, value)
    said = view.shelf.claims
    known = said.of_subject.get((subject.value, prop, value)) or said.of_value.get((subject.value, value), [])
    shown = next((f for iri in known if (f := figure(view, said.by_iri[iri]))), None)
    return Cell(figure=shown, data=value.value) if shown else plain(view, value)


def _qualifier(view: View, prop: str, term: Term) -> Name:
    label = view.name(NamedNode(prop))
    if isinstance(term, Literal) and term.value == "true":
        return label
    name = view.name(term)
    if prop == ONTOLOGY + "population":  # the engine's own word for who is counted needs no label
        return name
    return replace(name, text=f"{label.text}{view.say(': ')}{name.text}")


def speakers(view: View, claim: Claim) -> Cell:
    """Who says so."""
    names = tuple(view.name(term) for term in claim.about.get(claims.SPEAKER, ()))
    return Cell(names, data="; ".join(name.text for name in names))


def quoted(view: View, claim: Claim) -> Cell:
    """The words that a claim rests on, and what is to be known of it."""
    marks: list[Name] = []
    rule, because = claim.one(claims.RULE), claim.one(claims.BECAUSE)
    if rule is not None:
        marks.append(replace(view.name(rule), text=view.say("derived")))
    if because is not None:
        marks.append(view.told("interpreted"))
    rank = claim.one(claims.RANK)
    if any(view.shelf.derived(term) for term in claim.about.get(claims.CLAIM, ())):
        marks.append(view.told("derived"))
    if rank is not None and view.shelf.unusual(rank):
        marks.append(replace(view.name(rank), href=None))
    quotes = tuple(quote(view, word.document, word.exact, word.claim) for word in claim.quotes)
    note = view.name(because) if because is not None else None
    return Cell(quotes=quotes, marks=tuple(marks), note=note, data=" | ".join(q.exact for q in quotes))


def quote(view: View, document: str, exact: str, claim: str) -> Quote:
    """Words with the link to their place in the document."""
    name, at = view.name(NamedNode(document)), page(document)
    if at is None:
        return Quote(exact, name.href or "", name)
    return Quote(exact, view.to(at[0], fragment(claims.place(claim))), name)


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
                row[i] = replace(row[i], pad=blanks)
    return [tuple(row) for row in rows]


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
