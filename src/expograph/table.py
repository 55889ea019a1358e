"""Answers as people and programs read them: aligned text, terminal tables, the W3C result formats, Turtle."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from expograph.errors import ExpographError
from expograph.namespaces import PREFIXES, XSD

if TYPE_CHECKING:
    from rich.table import Table

    from expograph.query import Answer

RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
FORMATS = ("table", *RESULT_FORMATS, "turtle")
GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
NUMERIC = {
    XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger")
}
NUMBER = re.compile(r"([+-]?\d+)(\.\d+)?")
LOCAL = re.compile(r"[\w][\w.-]*")
CONTROL = {n: f"\\x{n:02x}" for n in (*range(0x20), *range(0x7F, 0xA0))} | {ord(c): " " for c in "\t\n\r\x85"}

Rows = list[list[str]]


def format_for(form: str, wanted: str | None) -> str:
    """The format of an answer: the one that is wanted, else a table or, for a graph, Turtle.

    Raises:
        ExpographError: An answer of that form cannot be written so.
    """
    graph = form in GRAPH_FORMS
    if wanted is None:
        return "turtle" if graph else "table"
    if graph != (wanted == "turtle"):
        article = "a graph" if graph else "a table or true/false"
        hint = f"use --format {'turtle' if graph else ', '.join(f for f in FORMATS if f != 'turtle')}"
        raise ExpographError(
            f"a {form} query answers with {article}, which cannot be written as {wanted}", hint=hint
        )
    return wanted


def write(answer: "Answer", wanted: str, prefixes: Mapping[str, str], terminal: bool) -> bytes:
    """The answer in the format wanted (one of FORMATS, fitting the answer), as UTF-8 ending in a line end.

    Args:
        answer: Rows, true/false, or triples; read once.
        wanted: See `format_for`.
        prefixes: Those of the query, before the project's, for IRIs in short.
        terminal: Whether people look at it: colour, rules and wrapped columns, for a table.
    """
    known = {**PREFIXES, **prefixes}
    if isinstance(answer, QueryBoolean):
        out = (
            str(bool(answer)).lower().encode()
            if wanted == "table"
            else answer.serialize(format=RESULT_FORMATS[wanted])
        )
    elif isinstance(answer, QuerySolutions):
        out = (
            _table(answer, known, terminal)
            if wanted == "table"
            else answer.serialize(format=RESULT_FORMATS[wanted])
        )
    else:
        out = turtle(answer, known)
    return (out or b"").rstrip(b"\r\n") + b"\n"


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Triples in a fixed order, with the prefixes that they use in alphabetical order."""
    ordered = sorted(triples, key=str)
    text = "\n".join(map(str, ordered))
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    lines = (serialize(ordered, format=RdfFormat.TURTLE, prefixes=used) or b"").splitlines(keepends=True)
    head, body = (
        sorted(lines[: len(used)]),
        lines[len(used) :],
    )  # written in the order of a hash map otherwise
    return b"".join(head + body)


def _table(answer: QuerySolutions, prefixes: Mapping[str, str], terminal: bool) -> bytes:
    names = [variable.value for variable in answer.variables]
    terms = [[solution[name] for name in names] for solution in answer]
    numeric = [_is_numeric([row[i] for row in terms]) for i in range(len(names))]
    rows = [[cell(term, prefixes) for term in row] for row in terms]
    for i in (i for i, yes in enumerate(numeric) if yes):
        _align(rows, i)
    return (rich_table if terminal else plain_table)(names, rows, numeric).encode()


def _is_numeric(column: Sequence[object]) -> bool:
    filled = [term for term in column if term is not None]
    return bool(filled) and all(isinstance(t, Literal) and t.datatype.value in NUMERIC for t in filled)


def cell(term: NamedNode | BlankNode | Literal | Triple | None, prefixes: Mapping[str, str]) -> str:
    """A term in few characters: an IRI as CURIE, a literal's text, a number with its thousands set apart.

    Control characters are shown, not sent: what a remote graph holds must not steer the terminal.
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        text = curie(term.value, prefixes)
    elif isinstance(term, Literal):
        text = grouped(term.value) if term.datatype.value in NUMERIC else term.value
    else:
        text = str(term)
    return text.translate(CONTROL)


def curie(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI by the longest namespace that leaves a plain local name, else the IRI itself."""
    fits = [
        (len(ns), prefix)
        for prefix, ns in prefixes.items()
        if iri.startswith(ns) and LOCAL.fullmatch(iri[len(ns) :])
    ]
    if not fits:
        return iri
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"


def grouped(number: str) -> str:
    """A number with a comma at each thousand, from five digits on, so that a year stays a year."""
    match = NUMBER.fullmatch(number)
    if match is None or len(match[1].lstrip("+-")) < 5:
        return number
    return f"{int(match[1]):,}" + (match[2] or "")


def _align(rows: Rows, column: int) -> None:
    """Pads fractions in place, so that right-aligned numbers stand decimal point under decimal point."""
    fractions = [len(row[column].partition(".")[2]) for row in rows]
    widest = max(fractions)
    for row, digits in zip(rows, fractions, strict=True):
        row[column] += " " * (widest - digits + (1 if widest and not digits else 0))


def width(text: str) -> int:
    """Columns that a text takes on a terminal: wide East Asian characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def plain_table(names: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> str:
    """Aligned columns, two blanks apart, under their names; nothing else."""
    lines = [list(names), *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(names))]
    pad: dict[bool, Callable[[str, int], str]] = {
        False: lambda text, gap: text + " " * gap,
        True: lambda text, gap: " " * gap + text,
    }
    return "\n".join(
        "  ".join(
            pad[right](text, w - width(text)) for text, w, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    )


def rich_table(names: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> str:
    """The same for a terminal of its width: wrapped columns, or records where columns would break words."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    columns = zip(names, *rows, strict=True)
    least = sum(
        max(width(word) for cell in column for word in cell.split() or [""]) + 2 for column in columns
    )
    made = _columns(names, rows, numeric) if least <= console.width else _records(names, rows)
    with console.capture() as capture:
        console.print(made)
        console.print(Text(f" {len(rows)} row{'s' * (len(rows) != 1)}", style="dim"))
    return capture.get()


def _columns(names: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> "Table":
    """Columns under a header; numbers are never wrapped."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for name, right in zip(names, numeric, strict=True):
        table.add_column(Text(name), justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _records(names: Sequence[str], rows: Rows) -> "Table":
    """One line for each filled cell, a blank line after each row."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 1))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows:
        for name, cell in zip(names, row, strict=True):
            if cell.strip():
                table.add_row(Text(name), Text(cell.strip()))
        table.add_row()
    return table
