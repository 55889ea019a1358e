"""The catalogue of questions, and the answer of each."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from expograph import parameters, query
from expograph.errors import ExpographError
from expograph.namespaces import ONTOLOGY, PREFIXES
from expograph.ontology import TYPE, Term
from expograph.pages import answers, tables
from expograph.pages.answers import Row
from expograph.pages.claims import BOUND
from expograph.pages.model import Name, Table
from expograph.pages.view import View
from expograph.parameters import Parameter, without_comments
from expograph.query import Query

SUGGESTED = 400
"""Values of a parameter that a form offers at most."""
PARTED = re.compile(r"[+-]?\d{1,3}([,'\u00A0\u202F ]\d{3})+(\.\d+)?", re.ASCII)
"""A number whose thousands are parted."""
STRING = re.compile(r'"([^"\n]+)"')
INPUTS = {"integer": "number", "decimal": "number", "date": "date", "gYear": "number"}
TAKES = {
    "iri": "Take one of those that are offered, or an IRI.",
    "integer": "Write a whole number.",
    "decimal": "Write a number.",
    "date": "Write a date, as in 2024-11-05.",
    "gYear": "Write a year, as in 2024.",
    "boolean": "Write true or false.",
}


@dataclass(frozen=True)
class Field:
    """A parameter as a form asks for it.

    Args:
        name: Its name.
        label: What it is.
        value: What was given, or the default.
        kind: The type of an HTML input.
        required: Whether there is no answer without it.
        offered: Values with their names, of which one is chosen; none where the value is typed.
        wrong: What is wrong with the value, and what to do.
        chosen: What is asked of in place of the default, in words; the title is worded for the default.
    """

    name: str
    label: Name
    value: str
    kind: str
    required: bool
    offered: tuple[tuple[str, str], ...]
    wrong: str
    chosen: str


def catalogue(view: View) -> list[tuple[Name, list[tuple[Query, Name, str]]]]:
    """The questions by tag: each with its summary and address."""
    groups: defaultdict[str, list[tuple[Query, Name, str]]] = defaultdict(list)
    for one in (view.shelf.questions[name] for name in view.shelf.starts):
        entry = one, view.told(one.header.summary), address(view, one.name)
        for tag in one.header.tags[:1] or ("other",):
            groups[tag].append(entry)
    return [(view.told(tag), groups[tag]) for tag in sorted(groups, key=lambda tag: (tag == "other", tag))]


def address(view: View, name: str, suffix: str = "", **given: str) -> str:
    """The address of a question."""
    return view.to(f"/questions/{quote(name)}{suffix}", **given)


def given(view: View, asked: Query) -> dict[str, str]:
    """The values of a question's parameters in an address, else what it begins with; empty ones are none."""
    known = {p.name: p for p in asked.parameters}
    own = {
        n: plain(known[n], v.strip()) for n, v in view.asked.parameters.items() if n in known and v.strip()
    }
    return {**view.shelf.starts.get(asked.name, {}), **own}


def plain(wanted: Parameter, value: str) -> str:
    """A value as a query takes it: a number without what parts its thousands."""
    numeric = wanted.kind in ("integer", "decimal") and PARTED.fullmatch(value)
    return re.sub(r"[^\d.+-]", "", value) if numeric else value


def fields(view: View, asked: Query) -> list[Field]:
    """The form of a question."""
    values = given(view, asked)
    told = {name: place for place, name in enumerate(asked.header.params)}
    ordered = sorted(asked.parameters, key=lambda one: told.get(one.name, len(told)))
    return [field(view, asked, p, values.get(p.name, p.default or "")) for p in ordered]


def field(view: View, asked: Query, wanted: Parameter, value: str) -> Field:
    """A parameter with the value that it has."""
    choices = offered(view, wanted)
    known, wrong = not value or value in dict(choices), fault(view, asked, wanted, value)
    return Field(
        name=wanted.name,
        label=view.told(wanted.description or wanted.name),
        value=value,
        kind="text" if wrong else INPUTS.get(wanted.kind, "text"),
        required=wanted.required,
        offered=choices if known else (),
        wrong=wrong,
        chosen=dict(choices).get(value, value) if value != (wanted.default or "") else "",
    )


def fault(view: View, asked: Query, wanted: Parameter, value: str) -> str:
    """What is wrong with a value, in the reader's language; empty where nothing is."""
    if not value:
        return view.say("This is needed.") if wanted.required else ""
    try:
        term = parameters.term(wanted, value, asked.prefixes)
    except ExpographError:
        return view.say(TAKES.get(wanted.kind, "This cannot be read."))
    if isinstance(term, NamedNode) and not query.known(view.shelf.store, term):
        return view.say("The graph knows nothing of that name. Take one of those that are offered.")
    return ""


def offered(view: View, wanted: Parameter) -> tuple[tuple[str, str], ...]:
    """The things that a parameter may mean, by name: of its namespace, and of the class that names it."""
    namespace = PREFIXES.get(wanted.namespace or "")
    if wanted.kind != "iri" or namespace is None:
        return ()
    slugs = [iri.removeprefix(namespace) for iri in view.shelf.names.labels if iri.startswith(namespace)]
    found = {slug: NamedNode(namespace + slug) for slug in slugs if "/" not in slug}
    fitting = members(view, wanted, namespace)
    found = {slug: one for slug, one in found.items() if one in fitting} or found
    named = [(slug, view.name(one).text) for slug, one in found.items()]
    return tuple(sorted(named, key=lambda pair: (pair[1], pair[0]))[:SUGGESTED])


def members(view: View, wanted: Parameter, namespace: str) -> set[Term]:
    """The things of the class that names a parameter; of properties, those of which figures are claimed."""
    if namespace == ONTOLOGY:
        made = view.shelf.claims
        figures = ((key[1], made.by_iri[iris[0]]) for key, iris in made.of_subject.items())
        return {NamedNode(prop) for prop, claim in figures if BOUND in claim.about}
    class_ = NamedNode(ONTOLOGY + wanted.name[:1].upper() + wanted.name[1:])
    return {q.subject for q in view.shelf.store.quads_for_pattern(None, TYPE, class_, DefaultGraph())}


def filled(view: View, asked: Query) -> str:
    """The text of a question with the values that it has, for the editor; as it stands where one is wrong."""
    try:
        return query.bind(asked, given(view, asked))[0]
    except ExpographError:
        return asked.text


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
