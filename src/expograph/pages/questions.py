"""The catalogue of questions, and the answer of each."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from expograph import query
from expograph.errors import ExpographError
from expograph.namespaces import PREFIXES
from expograph.ontology import Term
from expograph.pages import answers, tables
from expograph.pages.answers import Row
from expograph.pages.model import Name, Table
from expograph.pages.view import View
from expograph.parameters import Parameter, without_comments
from expograph.query import Query

SUGGESTED = 400
"""Values of a parameter that a form offers at most."""
STRING = re.compile(r'"([^"\n]+)"')
INPUTS = {"integer": "number", "date": "date", "gYear": "number"}


@dataclass(frozen=True)
class Field:
    """A parameter as a form asks for it.

    Args:
        name: Its name.
        label: What it is.
        value: What was given, or the default.
        kind: The type of an HTML input.
        required: Whether there is no answer without it.
        offered: Values with their names, of which one may be taken.
        takes: What else may be typed.
    """

    name: str
    label: Name
    value: str
    kind: str
    required: bool
    offered: tuple[tuple[str, str], ...]
    takes: str


def catalogue(view: View) -> list[tuple[Name, list[tuple[Query, Name, str]]]]:
    """The questions by tag: each with its summary and address."""
    groups: defaultdict[str, list[tuple[Query, Name, str]]] = defaultdict(list)
    for one in view.shelf.questions.values():
        entry = one, view.told(one.header.summary), address(view, one.name)
        for tag in one.header.tags[:1] or ("other",):
            groups[tag].append(entry)
    return [(view.told(tag), groups[tag]) for tag in sorted(groups, key=lambda tag: (tag == "other", tag))]


def address(view: View, name: str, suffix: str = "", **given: str) -> str:
    """The address of a question."""
    return view.to(f"/questions/{quote(name)}{suffix}", **given)


def given(view: View, asked: Query) -> dict[str, str]:
    """The values of a question's parameters in an address; empty ones are none."""
    known = {p.name for p in asked.parameters}
    return {n: v.strip() for n, v in view.asked.parameters.items() if n in known and v.strip()}


def fields(view: View, asked: Query) -> list[Field]:
    """The form of a question."""
    values = given(view, asked)
    return [
        Field(
            name=p.name,
            label=view.told(p.description or p.name),
            value=values.get(p.name, p.default or ""),
            kind=INPUTS.get(p.kind, "text"),
            required=p.required,
            offered=offered(view, p),
            takes=p.kind,
        )
        for p in asked.parameters
    ]


def offered(view: View, wanted: Parameter) -> tuple[tuple[str, str], ...]:
    """The things that a parameter may mean: those in its namespace, by name."""
    namespace = PREFIXES.get(wanted.namespace or "")
    if wanted.kind != "iri" or namespace is None:
        return ()
    slugs = [iri.removeprefix(namespace) for iri in view.shelf.names.labels if iri.startswith(namespace)]
    named = [(slug, view.name(NamedNode(namespace + slug)).text) for slug in slugs if "/" not in slug]
    return tuple(sorted(named, key=lambda pair: (pair[1], pair[0]))[:SUGGESTED])


def in_words(view: View, asked: Query, rows: Sequence[Row]) -> list[Row]:
    """An answer whose words from the query itself, such as "surely", are in the reader's language."""
    own = sorted(set(STRING.findall(without_comments(asked.text))), key=len, reverse=True)

    def told(term: Term) -> Term:
        if not isinstance(term, Literal) or term.language or view.language == "en":
            return term
        start = next((s for s in own if term.value == s or (len(s) > 3 and term.value.startswith(s))), None)
        if start is None or view.told(start).language:
            return term
        return Literal(view.say(start) + term.value.removeprefix(start))

    return [{name: told(term) for name, term in row.items()} for row in rows]


@dataclass(frozen=True)
class Answer:
    """What a question answers: a table, or yes or no, or triples."""

    table: Table | None = None
    truth: bool | None = None
    triples: tuple[Triple, ...] | None = None


def answer(view: View, asked: Query) -> Answer:
    """The answer of a question.

    Raises:
        ExpographError: A parameter is missing, unknown or of the wrong kind, or means nothing in the graph.
    """
    values = given(view, asked)
    unknown = set(view.asked.parameters) - {p.name for p in asked.parameters} - {"lang"}
    if unknown:
        raise ExpographError(view.say("There is no parameter of that name: ") + ", ".join(sorted(unknown)))
    found = query.ask(view.shelf.store, asked, values)
    if isinstance(found, QueryBoolean):
        return Answer(truth=bool(found))
    if not isinstance(found, QuerySolutions):
        return Answer(triples=tuple(sorted(found, key=str)))
    variables, said = answers.answer(found)
    rows = in_words(view, asked, said)
    table = tables.table(
        view, asked.name, view.told("Answer"), variables, rows, total=len(rows),
        csv=address(view, asked.name, ".csv", **values), json=address(view, asked.name, ".json", **values),
    )  # fmt: skip
    return Answer(table=table)


def tabled(view: View, found: Answer) -> Table:
    """An answer as a table, whatever it is: yes or no in one cell, triples in three."""
    if found.table is not None:
        return found.table
    if found.triples is None:
        return tables.table(
            view, "answer", view.told("Answer"), ["answer"], [{"answer": Literal(bool(found.truth))}]
        )
    parts = ("subject", "property", "value")
    rows = [dict(zip(parts, (t.subject, t.predicate, t.object), strict=True)) for t in found.triples]
    return tables.table(view, "answer", view.told("Answer"), parts, rows)
