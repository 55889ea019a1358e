"""Mappings read: subject, property, and in brackets the words that say so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.brackets import (
    BECAUSE,
    MAPS,
    OCCURRENCE,
    QUOTE,
    TERMS,
    VALUE,
    Details,
    check_details,
    check_head,
)
from expograph.errors import ExpographError, Position, Problems
from expograph.names import Names
from expograph.ontology import Ontology, Property, Term, short
from expograph.project import shown
from expograph.turtle import Located, read

BASE = "https://w3id.org/expograph/mapping/"


@dataclass(frozen=True)
class Source:
    """A mapping file as it was read: the document that it maps and where it says so, and its triples."""

    document: NamedNode
    file: str
    triples: list[Located]
    at: Position


@dataclass(frozen=True)
class Statement:
    """One bracket of a mapping.

    Args:
        document: The document that is quoted.
        subject: What is spoken of.
        property: What is said of it.
        quote: The words, verbatim.
        occurrence: Which of several places with these words is meant, counted from 1; None if there is one.
        value: What the words mean, where the curator says so.
        because: Why the curator reads them so.
        qualifiers: What else is said about the claim, sorted.
        at: The place of the bracket; quote_at and value_at are those of the quote and of the stated value.
    """

    document: NamedNode
    subject: NamedNode
    property: Property
    quote: str
    occurrence: int | None
    value: Term | None
    because: str | None
    qualifiers: tuple[tuple[NamedNode, Term], ...]
    at: Position
    quote_at: Position
    value_at: Position


class Quotation(NamedTuple):
    """A quote as a mapping asks for it: the words, which of several places, and where the mapping says so."""

    quote: str
    occurrence: int | None
    at: Position


def load(paths: Iterable[Path]) -> list[Source]:
    """Read mapping files as Turtle and find which document each maps.

    Raises:
        Problems: A file that is no Turtle, or names no document, several, or one that another file maps.
        ExpographError: There are no files.
    """
    sources: list[Source] = []
    problems: list[ExpographError] = []
    for path in paths:
        try:
            triples = read(path, shown(path), BASE + path.name)
        except ExpographError as error:
            problems.append(error)
            continue
        named = [t for t in triples if t.triple.predicate == MAPS]
        document = named[0].triple.object if len(named) == 1 else None
        at = named[-1].at if named else Position(shown(path), 1, 1)
        if not isinstance(document, NamedNode):
            problems.append(ExpographError("a mapping names one document", at, "write <> map:maps doc:... ."))
        elif twin := next((s for s in sources if s.document == document), None):
            message = f"{short(document)} has a mapping already: {twin.file}"
            problems.append(ExpographError(message, at, "another document needs another name"))
        else:
            sources.append(Source(document, shown(path), triples, at))
    if problems:
        raise Problems(problems)
    if not sources:
        hint = "write mappings/<document>.ttl, or name another project with --project"
        raise ExpographError("the project has no mappings", hint=hint)
    return sorted(sources, key=lambda s: s.document.value)


def quotations(source: Source) -> list[Quotation]:
    """Every quote of a mapping, whatever else its brackets hold."""
    which = {t.triple.subject: t.triple.object for t in source.triples if t.triple.predicate == OCCURRENCE}
    found = []
    for (bracket, predicate, quote), at, _ in source.triples:
        if predicate == QUOTE and isinstance(quote, Literal):
            found.append(Quotation(quote.value, number(which.get(bracket)), at))
    return found


def number(term: Term | None) -> int | None:
    """The whole number of a literal, or None if it is none."""
    return int(term.value) if isinstance(term, Literal) and term.value.isdecimal() else None


def statements(
    source: Source, ontology: Ontology, names: Names
) -> tuple[list[Statement], list[ExpographError]]:
    """The statements of a mapping, and all that is wrong with the others."""
    brackets: dict[BlankNode, Details] = defaultdict(lambda: defaultdict(list))
    for (subject, predicate, value), at, _ in source.triples:
        if isinstance(subject, BlankNode):
            brackets[subject][predicate].append((value, at))
    found: list[Statement] = []
    problems: list[ExpographError] = []
    for located in source.triples:
        (subject, predicate, value), at, _ = located
        if predicate == MAPS or isinstance(subject, BlankNode):
            continue
        if not isinstance(value, BlankNode) or value not in brackets:
            hint = 'write [ map:quote "…" ]; what no document need say belongs in the registry'
            problems.append(
                ExpographError(f"{short(predicate)} has no words: every statement needs its quote", at, hint)
            )
            continue
        wrong = check_head(located, ontology, names) + check_details(brackets[value], at, ontology, names)
        if wrong:
            problems += wrong
        else:
            found.append(statement(source.document, located, brackets[value], ontology))
    return found, problems + nested(source)


def nested(source: Source) -> list[ExpographError]:
    """Brackets that stand inside brackets."""
    inside = [t for t in source.triples if isinstance(t.triple.subject, BlankNode)]
    return [
        ExpographError(
            "brackets inside brackets say nothing", t.at, "make the thing an entity of the registry"
        )
        for t in inside
        if isinstance(t.triple.object, BlankNode)
    ]


def statement(document: NamedNode, located: Located, details: Details, ontology: Ontology) -> Statement:
    """The statement of a bracket that has passed its checks."""
    (subject, predicate, _), at, _ = located
    quote, quote_at = details[QUOTE][0]
    value, value_at = details[VALUE][0] if VALUE in details else (None, quote_at)
    because = details[BECAUSE][0][0] if BECAUSE in details else None
    assert isinstance(subject, NamedNode)
    assert isinstance(quote, Literal)
    return Statement(
        document=document,
        subject=subject,
        property=ontology.properties[predicate],
        quote=quote.value,
        occurrence=number(details[OCCURRENCE][0][0]) if OCCURRENCE in details else None,
        value=value,
        because=because.value if isinstance(because, Literal) else None,
        qualifiers=tuple(sorted(((q, v) for q in details if q not in TERMS for v, _ in details[q]), key=str)),
        at=at,
        quote_at=quote_at,
        value_at=value_at,
    )
