"""A page to write SPARQL on, which works without JavaScript: the query is in the address."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from expograph import parameters
from expograph.errors import parsed
from expograph.namespaces import PREFIXES, XSD
from expograph.ontology import Term
from expograph.pages.model import Name
from expograph.pages.names import short
from expograph.pages.view import View
from expograph.table import CONTROL, NUMERIC, curie, turtle

if TYPE_CHECKING:
    from markupsafe import Markup

ROWS = 1000
"""Rows, or triples, that the page shows; the endpoint gives all."""
LONGEST = 160  # characters of a parser's complaint, which may list its whole grammar
FETCHES = re.compile(r"\bservice\b|\\u", re.IGNORECASE)
COMPLAINT = "This is not SPARQL 1.1"
TABLE = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
GRAPH = (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML"))
PLAIN = ("", XSD + "string")


@dataclass(frozen=True)
class Column:
    """A variable of an answer.

    Args:
        name: Its name.
        kind: What all its values are, such as xsd:integer or @en; empty where they differ.
        numeric: Whether they are numbers.
    """

    name: str
    kind: str
    numeric: bool


@dataclass(frozen=True)
class Outcome:
    """What a query gave: rows, yes or no, triples as Turtle, or what is wrong with it.

    Args:
        columns: The variables, where the answer has rows.
        rows: Its rows in HTML.
        count: How many rows or triples are shown.
        more: Whether there are more.
        truth: The answer of ASK.
        text: Triples as Turtle.
        wrong: Why there is no answer.
        at: Line and column of what is wrong, from 1.
        words: What the parser says of it, in English.
        forms: What the endpoint gives the answer in, each with its name.
    """

    columns: tuple[Column, ...] | None = None
    rows: "Markup | None" = None
    count: int = 0
    more: bool = False
    truth: bool | None = None
    text: str | None = None
    wrong: Name | None = None
    at: tuple[int, int] | None = None
    words: str = ""
    forms: tuple[tuple[str, str], ...] = TABLE


def said(view: View) -> dict[str, str]:
    """What the script of the page says, in the reader's language."""
    return {
        "running": view.say("The query runs …"),
        "cancelled": view.say("Cancelled; nothing goes on."),
        "failed": view.say("The server does not answer."),
        "seconds": view.say("{seconds} s"),
        "filter": view.say("Show only rows with"),
        "shown": view.say("{shown} of {count} rows"),
        "sort": view.say("Sort"),
        "unexpected": view.say("SPARQL does not expect this here."),
    }


def outcome(view: View, text: str) -> Outcome:
    """The answer of a query, as far as a page shows it."""
    refused = refusal(view, text)
    if refused:
        return Outcome(wrong=view.told(refused))
    try:
        found = view.shelf.store.query(text, prefixes=PREFIXES)
        if isinstance(found, QueryBoolean):
            return Outcome(truth=bool(found), forms=TABLE[2:])
        if isinstance(found, QuerySolutions):
            return solutions(view, found)
        triples = list(islice(found, ROWS + 1))
    except SyntaxError as error:
        return malformed(view, error)
    except (OSError, ValueError, RuntimeError) as error:
        return Outcome(wrong=view.told(str(error)))
    shown, more = triples[:ROWS], len(triples) > ROWS
    return Outcome(count=len(shown), more=more, text=turtle(shown, PREFIXES).decode(), forms=GRAPH)


def malformed(view: View, error: SyntaxError) -> Outcome:
    """What a parser does not understand, and where."""
    line, column, words = parsed(error)
    words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    wrong = view.told(COMPLAINT)
    return Outcome(wrong=wrong, at=(line, column), words=words)


def solutions(view: View, found: QuerySolutions) -> Outcome:
    """The rows of a query, each term as SPARQL has it and with its name."""
    names = [v.value for v in found.variables]
    rows = [[row[v] for v in names] for row in islice(found, ROWS + 1)]
    shown = rows[:ROWS]
    columns = tuple(column(name, [row[i] for row in shown]) for i, name in enumerate(names))
    return Outcome(columns, written(view, columns, shown), len(shown), len(rows) > ROWS)


def column(name: str, values: list[Term | None]) -> Column:
    """A variable, and what all its values have in common."""
    bound = [value for value in values if value is not None]
    literals = [value for value in bound if isinstance(value, Literal)]
    kinds = {kind(value) for value in literals} if len(literals) == len(bound) else set()
    numeric = bool(literals) and bool(kinds) and all(v.datatype.value in NUMERIC for v in literals)
    return Column(name, kinds.pop() if len(kinds) == 1 else "", numeric)


def kind(literal: Literal) -> str:
    """The language of a literal, or the short IRI of its datatype; nothing for plain text."""
    if literal.language:
        return f"@{literal.language}"
    return "" if literal.datatype.value in PLAIN else curie(literal.datatype.value, PREFIXES)


def written(view: View, columns: tuple[Column, ...], rows: list[list[Term | None]]) -> "Markup":
    """Rows in HTML, in which every text is escaped."""
    from markupsafe import Markup

    known: dict[tuple[Term | None, str], Markup] = {}

    def cell(one: Column, value: Term | None) -> Markup:
        if (value, one.kind) not in known:
            known[value, one.kind] = _cell(view, one, value)
        return known[value, one.kind]

    lines = ("".join(cell(one, value) for one, value in zip(columns, row, strict=True)) for row in rows)
    return Markup("".join(f"<tr>{line}</tr>\n" for line in lines))


def _cell(view: View, one: Column, value: Term | None) -> "Markup":
    from markupsafe import Markup

    start = Markup('<td class="number">') if one.numeric else Markup("<td>")
    return start + (_term(view, one, value) if value is not None else Markup()) + Markup("</td>")


def _term(view: View, one: Column, value: Term) -> "Markup":
    """A term: an IRI in short with its name behind it, a literal with its language or datatype."""
    from markupsafe import Markup

    note = Markup(' <span class="note"{}>{}</span>')
    if isinstance(value, Literal):
        tag = Markup(' lang="{}"').format(value.language) if value.language else Markup()
        said = kind(value)
        told = note.format("", said) if said and said != one.kind else Markup()
        return Markup("<span{}>{}</span>").format(tag, value.value.translate(CONTROL)) + told
    code = Markup("<code>{}</code>").format(short(value).translate(CONTROL))
    if not isinstance(value, NamedNode):
        return code
    at, label = view.href(value.value), view.shelf.names.of(value.value, view.language)
    away = Markup(' rel="external noopener"') if at and at.external else Markup()
    linked = Markup('<a href="{}"{}>{}</a>').format(at.href, away, code) if at else code
    if label is None:
        return linked
    spoken = Markup(' lang="{}"').format(label[1]) if label[1] not in ("", view.language) else Markup()
    return linked + note.format(spoken, label[0])


def refusal(view: View, text: str) -> str | None:
    """Why a query is not run: it would make this machine fetch something."""
    if view.shelf.guard is not None:
        return view.shelf.guard(text)
    return "SERVICE is not run here." if FETCHES.search(text) else None


def declared(text: str) -> str:
    """A query with the prefixes of the project that it uses and does not declare."""
    known, _ = parameters.prologue(text)
    used = (p for p in sorted(PREFIXES) if p not in known and re.search(rf"(?<![\w.-]){p}:", text))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in used) + text


def prefixes() -> str:
    """The prefixes of the project, as SPARQL declares them."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(PREFIXES.items()))
