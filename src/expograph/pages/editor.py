"""A page to write SPARQL on, which works without JavaScript: the query is in the address."""

import re
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import QueryBoolean, QuerySolutions

from expograph import parameters
from expograph.errors import misread
from expograph.namespaces import PREFIXES
from expograph.pages import tables
from expograph.pages.model import Table
from expograph.pages.view import View
from expograph.table import turtle

ROWS = 1000
"""Rows that the page shows; the endpoint gives all."""
FETCHES = re.compile(r"\bservice\b|\\u", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What a query gave: a table, yes or no, triples as Turtle, or what is wrong with it."""

    table: Table | None = None
    truth: bool | None = None
    text: str | None = None
    wrong: str | None = None
    more: bool = False


def outcome(view: View, text: str) -> Outcome:
    """The answer of a query, as far as a page shows it."""
    refused = refusal(view, text)
    if refused:
        return Outcome(wrong=refused)
    try:
        found = view.shelf.store.query(text, prefixes=PREFIXES)
        if isinstance(found, QueryBoolean):
            return Outcome(truth=bool(found))
        if not isinstance(found, QuerySolutions):
            triples = list(islice(found, ROWS + 1))
            return Outcome(text=turtle(triples[:ROWS], PREFIXES).decode(), more=len(triples) > ROWS)
        variables = [v.value for v in found.variables]
        rows = [{v: row[v] for v in variables if row[v] is not None} for row in islice(found, ROWS + 1)]
    except SyntaxError as error:
        return Outcome(wrong=str(misread(error, view.say("query"), view.say("This is not SPARQL 1.1"))))
    except (OSError, ValueError, RuntimeError) as error:
        return Outcome(wrong=str(error))
    table = tables.table(view, "answer", view.told("Answer"), variables, rows[:ROWS], total=len(rows))
    return Outcome(table=table, more=len(rows) > ROWS)


def refusal(view: View, text: str) -> str | None:
    """Why a query is not run: it would make this machine fetch something."""
    if view.shelf.guard is not None:
        return view.shelf.guard(text)
    return view.say("SERVICE is not run here.") if FETCHES.search(text) else None


def declared(text: str) -> str:
    """A query with the prefixes of the project that it uses and does not declare."""
    known, _ = parameters.prologue(text)
    used = (p for p in sorted(PREFIXES) if p not in known and re.search(rf"(?<![\w.-]){p}:", text))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in used) + text


def prefixes() -> str:
    """The prefixes of the project, as SPARQL declares them."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(PREFIXES.items()))
