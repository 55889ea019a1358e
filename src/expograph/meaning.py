"""What a statement means: its phrase read as the ontology says, checked against what the curator states."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from expograph.brackets import check_value
from expograph.errors import ExpographError, Position
from expograph.interval import exactly
from expograph.mapping import Statement
from expograph.names import Entity, Names
from expograph.ontology import Ontology, Term, local_name, short
from expograph.phrases import PhraseError, Reading, candidates, describe, read

QUANTITY = re.compile(r"\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(\S+)?\s*")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Meaning:
    """A statement with what its words mean.

    Args:
        statement: What the curator wrote.
        reading: What the phrase says, unless it names something.
        entity: What it names, if it names something.
    """

    statement: Statement
    reading: Reading | None
    entity: NamedNode | None


def meaning(statement: Statement, ontology: Ontology, names: Names, day: date | None) -> Meaning:
    """Read the phrase of a statement.

    Args:
        statement: A statement that has passed its checks.
        ontology: What picks the reader.
        names: Everything that can be named.
        day: The document's own date, from which dates take their year; None if it states none.

    Raises:
        ExpographError: The phrase does not say it, or says something other than the curator states.
    """
    if statement.property.kind == "Name":
        return Meaning(statement, None, named(statement, ontology, names))
    try:
        reading = said(statement, ontology, day)
    except PhraseError as error:
        raise ExpographError(error.message, statement.quote_at, error.hint) from None
    check_unit(reading, ontology, statement.quote_at)
    return Meaning(statement, reading, None)


def check_unit(reading: Reading, ontology: Ontology, at: Position) -> None:
    """Refuse a unit or currency that the ontology does not know."""
    if reading.unit is not None and reading.unit not in ontology.units:
        close = get_close_matches(reading.unit, sorted(ontology.units), n=1)
        hint = f"did you mean {close[0]}?" if close else "units and currencies are in ontology/vocabularies/"
        raise ExpographError(f"the unit {reading.unit} is not known", at, hint)


def said(statement: Statement, ontology: Ontology, day: date | None) -> Reading:
    """What the phrase says, where it does not name something."""
    kind, value = str(statement.property.kind), statement.value
    if value is None:
        return read(kind, statement.quote, day)
    stated = as_stated(statement)
    check_unit(stated, ontology, statement.value_at)
    found = possible(statement, kind, day)
    agreeing = [reading for reading in found if agrees(stated, reading, statement.quote)]
    if agreeing:
        return stated if kind == "Text" else agreeing[0]
    if statement.because:
        return stated
    told = " or ".join(describe(r) if r.text is None else f"“{r.text}”" for r in found)
    hint = "mend one of them, or say with map:because why the words mean that"
    message = f"the phrase “{statement.quote}” says {told}, map:value says {short(value)}"
    raise ExpographError(message, statement.value_at, hint)


def possible(statement: Statement, kind: str, day: date | None) -> list[Reading]:
    """All readings of the phrase; none where it cannot be read and the curator says why it need not be."""
    try:
        return candidates(kind, statement.quote, day)
    except PhraseError as error:
        if statement.because:
            return []
        hint = "say with map:because why the words mean what map:value says, or quote the words that say it"
        raise PhraseError(error.message, hint=hint) from error


def agrees(stated: Reading, found: Reading, quote: str) -> bool:
    """Whether a phrase, in one reading, says what is stated; a unit that is not stated agrees with any."""
    if stated.text is not None:
        return stated.text in quote
    if stated.nominal is None:
        return (stated.day, stated.end, stated.weekday) == (found.day, found.end, found.weekday)
    return stated.nominal == found.nominal and stated.unit in (None, found.unit)


def as_stated(statement: Statement) -> Reading:
    """What map:value says.

    Raises:
        ExpographError: It is not of the form that the property's kind of value takes.
    """
    kind, value = str(statement.property.kind), statement.value
    text = local_name(value) if isinstance(value, NamedNode) else getattr(value, "value", "")
    form, reader = STATED.get(kind, NUMBER)
    try:
        return reader(kind, text)
    except ValueError:
        raise ExpographError(f"map:value {short(value)} is not {form}", statement.value_at) from None


def stated_number(kind: str, text: str) -> Reading:
    """A number, with its unit after it if it has one."""
    match = QUANTITY.fullmatch(text)
    if not match:
        raise ValueError(text)
    number = Fraction(match[1].replace(",", ""))
    return Reading(kind, exactly(number), number, resolution=Fraction(1), unit=match[2])


def stated_period(kind: str, text: str) -> Reading:
    """Two days with a slash between them (ISO 8601-1, section 5.5)."""
    first, last = (date.fromisoformat(part) for part in text.split("/"))
    if last < first:
        raise ValueError(text)
    return Reading(kind, day=first, end=last)


def stated_flag(kind: str, text: str) -> Reading:
    """Only what is true is stated: what a document denies is not in its graph."""
    if text != "true":
        raise ValueError(text)
    return Reading(kind)


NUMBER = ('a number, such as 1000 or "152000000000 CNY"', stated_number)
STATED: dict[str, tuple[str, Callable[[str, str], Reading]]] = {
    "Date": (
        'a date, such as "2024-11-05"^^xsd:date',
        lambda kind, text: Reading(kind, day=date.fromisoformat(text)),
    ),
    "Period": ('two dates, such as "2024-11-05/2024-11-10"', stated_period),
    "Weekday": (
        "a day of the week, such as time:Tuesday",
        lambda kind, text: Reading(kind, weekday=WEEKDAYS.index(text) + 1),
    ),
    "Flag": ("true", stated_flag),
    "Text": ("a text", lambda kind, text: Reading(kind, text=text)),
}


def named(statement: Statement, ontology: Ontology, names: Names) -> NamedNode:
    """What the phrase names, by its labels and by what the property takes."""
    if statement.value is not None:
        return stated_entity(statement, statement.value, ontology, names)

    def other(entity: Entity) -> bool:
        return entity.iri != statement.subject

    def wanted(entity: Entity) -> bool:
        return other(entity) and ontology.fits(entity.types, statement.property.ranges)

    found = names.named(statement.quote, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(map(short, found))
        raise ExpographError(
            f"“{statement.quote}” can mean {listed}", statement.quote_at, "say which with map:value"
        )
    others = names.named(statement.quote, other)
    told = f"it names {', '.join(map(short, others))}, which it does not take; " if others else ""
    raise ExpographError(
        f"“{statement.quote}” names nothing that {short(statement.property.iri)} takes",
        statement.quote_at,
        f"{told}add a label to the registry, or say with map:value and map:because what is meant",
    )


def stated_entity(statement: Statement, value: Term, ontology: Ontology, names: Names) -> NamedNode:
    """What map:value names, if the phrase holds one of its labels or the curator says why it need not."""
    if isinstance(value, Literal) or not isinstance(value, NamedNode):
        raise ExpographError(f"map:value {short(value)} is no IRI of a thing", statement.value_at)
    wrong = check_value(value, statement.property, statement.value_at, ontology, names)
    if wrong:
        raise wrong[0]
    if statement.because or any(found.iri == value for found in names.mentions(statement.quote)):
        return value
    known = ", ".join(f"“{label}”" for label in sorted(names.entities[value].labels)) or "no label at all"
    hint = f"it has {known}; add the spelling to the registry, or say with map:because why the words mean it"
    raise ExpographError(f"“{statement.quote}” holds no label of {short(value)}", statement.quote_at, hint)
