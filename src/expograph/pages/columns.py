"""The columns that a variable of an answer has in a table, and the cells that a row has there.

A variable `?claim` or `?best` is shown as what the claim or best-known value says: who is counted, the
figure, its unit, who says so, in which words; `?source` as who says so and the words alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import ONTOLOGY, PREFIXES, XSD
from expograph.ontology import TRUE, Term
from expograph.pages import claims, ends, figures, saying
from expograph.pages.answers import Row
from expograph.pages.model import Cell, Claim, Column, Figure, Name
from expograph.pages.view import View, data, once
from expograph.table import NUMERIC

ENDS = ("lower", "lowerExclusive", "upper", "upperExclusive")
PARTS = ("nominal", *ENDS, "valueIRI", "datatype", "language", "unitIRI")
"""What programs get of a value besides its text."""
NOMINAL = "nominal"
"""The name of the bare number, for programs; "figure" is what people read, with its bound."""
WHOLE, SOURCE = ("claim", "best"), "source"
SEVERAL = "IRIs"
"""How a variable ends that has the IRIs of several things, one after the other, with blanks between them."""
EMPTY = Cell()
Part = tuple[Sequence[Column], Callable[[Row], Sequence[Cell]]]
"""Columns, and the cells of a row in them."""


def columns(view: View, variable: str, rows: Sequence[Row], variables: Sequence[str]) -> Part:
    """The columns of a variable.

    Args:
        view: For whom.
        variable: Which.
        rows: All rows of the answer.
        variables: All variables of the answer.
    """
    if {"lower", "upper"} <= set(variables) and variable in (*ENDS, "figure", NOMINAL):
        return _bounded(view, variables) if variable == "lower" else _hidden(view, variable)
    if variable == "quote" and "document" in variables:
        return [Column(variable, view.heading(variable), "words")], lambda row: (_words(view, row),)
    if variable == "document" and "quote" in variables and all("quote" in r for r in rows if variable in r):
        own, fill = _plain(view, variable, rows)  # the words name their document
        return [replace(one, shown=False) for one in own], fill
    if variable == "unit":
        return _unit(view, variable)
    if variable.endswith(SEVERAL):
        return _several(view, variable.removesuffix(SEVERAL))
    if variable in WHOLE:
        return _claim(view, variable, rows)
    if variable == SOURCE:
        return _source(view, variable)
    return _plain(view, variable, rows)


def _plain(view: View, variable: str, rows: Sequence[Row]) -> Part:
    """Names, dates and bare numbers; the IRIs of names beside them, for programs."""
    heading, values = view.heading(variable), [row[variable] for row in rows if variable in row]
    kinds = {value.datatype.value if isinstance(value, Literal) else "" for value in values}
    iri = Column(variable + "IRI", Name(variable), shown=False)
    if kinds and kinds <= NUMERIC and variable in view.shelf.kinds.literals:
        return [Column(variable, heading, "number")], lambda row: (number(view, row.get(variable)),)
    column = Column(variable, heading, "date" if kinds == {XSD + "date"} else "text")
    several = variable.endswith("s") and variable not in view.shelf.kinds.literals
    if several and (namespace := PREFIXES.get(variable.removesuffix("s"))):
        return [column, iri], lambda row: slugs(view, namespace, row.get(variable))
    if variable in view.shelf.kinds.literals and "" not in kinds:
        return [column], lambda row: (saying.plain(view, row.get(variable)),)
    cell = number if kinds and kinds <= NUMERIC else saying.plain
    return [replace(column, kind="number") if cell is number else column, iri], lambda row: (
        cell(view, row.get(variable)),
        _iri(row.get(variable)),
    )


def _several(view: View, name: str) -> Part:
    """Things by their names; their IRIs for programs."""
    iri = Column(name + "IRI", Name(name), shown=False)

    def fill(row: Row) -> tuple[Cell, Cell]:
        term = row.get(name + SEVERAL)
        iris = term.value if isinstance(term, Literal) else ""
        names = tuple(view.name(NamedNode(one)) for one in iris.split())
        return Cell(names, data="; ".join(one.text for one in names)), Cell(data=iris)

    return [Column(name, view.heading(name)), iri], fill


def _unit(view: View, variable: str) -> Part:
    """Units, which questions give by their codes, by name; their IRIs for programs."""
    iri = Column(variable + "IRI", Name(variable), shown=False)

    def fill(row: Row) -> tuple[Cell, Cell]:
        term = row.get(variable)
        unit = view.shelf.units.get(term.value) if isinstance(term, Literal) else term
        return (saying.in_units(view, unit) if unit else saying.plain(view, term)), _iri(unit)

    return [Column(variable, view.heading(variable), "unit"), iri], fill


def _iri(term: Term | None) -> Cell:
    """The IRI of a name, for programs; nothing where it is none."""
    return EMPTY if isinstance(term, Literal) else _data(term)


def _data(term: Term | None) -> Cell:
    """A term for programs alone."""
    return Cell(data=data(term))


def _hidden(view: View, variable: str) -> Part:
    key = NOMINAL if variable == "figure" else variable
    return [Column(key, view.heading(variable), shown=False)], lambda row: (_data(row.get(variable)),)


def _bounded(view: View, variables: Sequence[str]) -> Part:
    """One column for the ends of an interval, as people read it, and the lower one for programs."""

    def fill(row: Row) -> tuple[Cell, Cell]:
        about = {ONTOLOGY + name: (row[name],) for name in (*ENDS, "nominal") if name in row}
        about |= {ONTOLOGY + name: (TRUE,) for name in untold if ends.excluded(view, row, ONTOLOGY + name)}
        about |= {claims.OBJECT: (row["figure"],)} if "figure" in row else {}
        sign, text, span = figures.signed(about, view.shelf.notation(row["bound"]) if "bound" in row else "")
        words = view.name(view.shelf.bound(sign)).text if sign else ""
        shown = saying.cell(Figure(sign, words, text, span))
        return shown if text else saying.plain(view, row.get("figure")), _data(row.get("lower"))

    untold = [name for name in ENDS if name.endswith("Exclusive") and name not in variables]
    lower = Column("lower", view.heading("lower"), shown=False)
    return [Column("figure", view.told("Figure"), "figure"), lower], fill


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


def slugs(view: View, namespace: str, term: Term | None) -> tuple[Cell, Cell]:
    """Things of which an answer gives the last parts of their IRIs, one after the other: names and IRIs."""
    if not isinstance(term, Literal):
        return saying.plain(view, term), _iri(term)
    things = [NamedNode(namespace + quote(slug)) for slug in term.value.split()]
    names = tuple(map(view.name, things))
    if not names or any(name.code for name in names):
        return saying.plain(view, term), EMPTY
    iris = " ".join(thing.value for thing in things)
    return Cell(names, data="; ".join(name.text for name in names)), Cell(data=iris)


def number(view: View, term: Term | None) -> Cell:
    """A number that no claim bounds: a count, a year."""
    if term is None:
        return EMPTY
    return Cell(figure=Figure("", "", view.name(term).text), data=data(term))


def _claim(view: View, variable: str, rows: Sequence[Row]) -> Part:
    """What a claim says, column by column."""
    known = [view.shelf.claims.of(row.get(variable)) for row in rows]
    numbers = {claims.BOUND in claim.about for claim in known if claim}
    heading = view.told("Value") if False in numbers else view.told("Figure")
    said = (
        Column("qualifiers", view.told("Qualified by")),
        Column("figure", heading, "figure" if True in numbers else "text"),
        Column("unit", view.told("Unit"), "unit"),
        *(Column(name, Name(name), shown=False) for name in PARTS),
    )
    who, _ = _source(view, variable)
    return (*said, *who), lambda row: _filled(view, row.get(variable), _whole, len(said) + len(who))


def _source(view: View, variable: str) -> Part:
    """Who says so, and in which words."""
    found = (
        Column("saidBy", view.heading("saidBy"), shown=False),
        Column("words", view.told("In the words"), "words"),
        Column(variable + "IRI", Name(variable), shown=False),
    )
    return found, lambda row: _filled(view, row.get(variable), _sourced, len(found))


def _filled(
    view: View, term: Term | None, cells: Callable[[View, Claim], tuple[Cell, ...]], width: int
) -> tuple[Cell, ...]:
    """The cells of the claim that a term names, empty ones where it names none."""
    claim = view.shelf.claims.of(term)
    return cells(view, claim) if claim else (EMPTY,) * width


def said(view: View) -> None:
    """Find out what all claims say, and what all is called that has a label."""
    for iri in view.shelf.names.labels:
        view.name(NamedNode(iri))
    for claim in view.shelf.claims.by_iri.values():
        saying.linked(view, claim)
        _whole(view, claim)


def parts(value: Term | None, claim: Claim | None) -> Iterator[Cell]:
    """What programs get of a value besides its text: the number, its ends, datatype, language, unit.

    Args:
        value: The value.
        claim: The claim that bounds it, if one does.
    """
    literal = value if isinstance(value, Literal) else None
    numeric = literal is not None and literal.datatype.value in NUMERIC
    yield _data(value if numeric else claim.one(ONTOLOGY + NOMINAL) if claim else None)
    for name in ENDS:
        yield _data(claim.one(ONTOLOGY + name) if claim else None)
    yield _iri(value)
    yield Cell(data=literal.datatype.value) if literal is not None else EMPTY
    yield Cell(data=literal.language) if literal is not None else EMPTY
    yield _data(claim.one(claims.UNIT) if claim else None)


@once
def _whole(view: View, claim: Claim) -> tuple[Cell, ...]:
    said = saying.qualified(view, claim), saying.value(view, claim), saying.unit(view, claim)
    return (*said, *parts(claim.one(claims.OBJECT), claim), *_sourced(view, claim))


@once
def _sourced(view: View, claim: Claim) -> tuple[Cell, ...]:
    return saying.speakers(view, claim), saying.quoted(view, claim), _data(claim.iri)
