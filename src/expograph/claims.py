"""Each statement as a claim: a reified triple with its number, its evidence and its speakers."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Triple

from expograph.interval import decimal_down, decimal_up
from expograph.lock import Place
from expograph.mapping import Statement
from expograph.meaning import WEEKDAYS, Meaning
from expograph.namespaces import ID, OA, PROV, RDF, RDFS, XSD, expo
from expograph.ontology import TYPE, Ontology, Property, Term, local_name
from expograph.phrases import Reading

TIME = "http://www.w3.org/2006/time#"
WHOLE = {NamedNode(XSD + name) for name in ("integer", "nonNegativeInteger", "positiveInteger")}
RANK = expo("rank")
NORMAL, PREFERRED, DEPRECATED = (expo(f"{name}Rank") for name in ("Normal", "Preferred", "Deprecated"))
Pairs = Iterator[tuple[NamedNode, Term]]


@dataclass(frozen=True)
class Claim:
    """A claim as it stands in the graph.

    Args:
        iri: Its name, which stays the same as long as the claim does.
        meaning: The statement and what its words mean.
        value: The claimed value (rdf:object), if the words state one.
        unit: The unit of its number.
        rank: Whether the curator prefers it.
        restrictions: The qualifiers that narrow what is claimed, sorted.
        triples: All that the graph says of it and of its evidence.
    """

    iri: NamedNode
    meaning: Meaning
    value: Term | None
    unit: NamedNode | None
    rank: NamedNode
    restrictions: tuple[tuple[NamedNode, Term], ...]
    triples: tuple[Triple, ...]

    @property
    def statement(self) -> Statement:
        """What the curator wrote."""
        return self.meaning.statement


def claim(meaning: Meaning, place: Place, publishers: Iterable[NamedNode], ontology: Ontology) -> Claim:
    """The claim that a statement makes.

    Args:
        meaning: What the statement's words mean.
        place: Where they stand in the document.
        publishers: To whom the claim is attributed if the statement names no speaker (expo:saidBy).
        ontology: Units, labels, and which qualifiers narrow what is claimed.
    """
    statement = meaning.statement
    iri = name(meaning)
    unit = unit_of(meaning, ontology)
    value = value_of(meaning)
    speakers = [v for q, v in statement.qualifiers if q == expo("saidBy")]
    if statement.property.subject_speaks:
        speakers.append(statement.subject)
    rank = next((v for q, v in statement.qualifiers if q == RANK and isinstance(v, NamedNode)), NORMAL)
    about: list[tuple[NamedNode, Term]] = [
        (TYPE, expo("Claim")),
        *((TYPE, c) for c in [statement.property.claim_class] if c),
        (NamedNode(RDFS + "label"), Literal(label(meaning, ontology), language="en")),
        (NamedNode(RDF + "subject"), statement.subject),
        (NamedNode(RDF + "predicate"), statement.property.iri),
        *((NamedNode(RDF + "object"), v) for v in [value] if v is not None),
        *(number(meaning.reading, unit) if meaning.reading else ()),
        *statement.qualifiers,
        *((RANK, r) for r in [rank] if (RANK, r) not in statement.qualifiers),
        (expo("evidence"), evidence(statement.document, place)),
        (NamedNode(PROV + "wasQuotedFrom"), statement.document),
        *((NamedNode(PROV + "wasAttributedTo"), agent) for agent in speakers or publishers),
    ]
    if meaning.reading and meaning.reading.completed:
        about.append((expo("yearCompleted"), Literal(True)))
    if statement.because:
        about += [(expo("interpreted"), Literal(True)), (expo("because"), Literal(statement.because))]
    triples = [Triple(iri, p, o) for p, o in about]
    triples += [*located(statement.document, place), *span(value, meaning.reading)]
    narrowing = tuple(pair for pair in statement.qualifiers if ontology.properties[pair[0]].restricting)
    return Claim(iri, meaning, value, unit, rank, narrowing, tuple(triples))


def name(meaning: Meaning) -> NamedNode:
    """A claim's IRI: a digest of all that makes it this claim, wherever it stands in its file."""
    statement = meaning.statement
    parts = [statement.document, statement.subject, statement.property.iri, Literal(statement.quote)]
    parts += [Literal(n) for n in [statement.occurrence] if n] + [
        v for v in [statement.value] if v is not None
    ]
    content = "\n".join(map(str, [*parts, *(term for pair in statement.qualifiers for term in pair)]))
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    return NamedNode(f"{ID}claim/{local_name(statement.document)}-{digest}")


def label(meaning: Meaning, ontology: Ontology) -> str:
    """A claim in a few words, for people."""
    statement = meaning.statement
    said = [
        o
        for o in ontology.objects(statement.property.iri, NamedNode(RDFS + "label"))
        if isinstance(o, Literal)
    ]
    english = next((o.value for o in said if o.language == "en"), local_name(statement.property.iri))
    return f"{local_name(statement.subject)}, {english}: “{statement.quote}”"


def unit_of(meaning: Meaning, ontology: Ontology) -> NamedNode | None:
    """The unit of a number: the one that the phrase has, else the one that the property fixes."""
    reading = meaning.reading
    if reading is None or not quantified(reading):
        return None
    if reading.unit is None:
        return meaning.statement.property.unit
    return ontology.units.get(reading.unit)


def quantified(reading: Reading) -> bool:
    """Whether a reading is a quantity, with or without a number, and so has a bound."""
    return reading.kind != "Year" and (reading.interval is not None or bool(reading.wording))


def value_of(meaning: Meaning) -> Term | None:
    """The claimed value as RDF: nothing for a range and for "several"."""
    reading = meaning.reading
    if reading is None:
        return meaning.entity
    if reading.kind == "Flag":
        return Literal(True)
    if reading.text is not None:
        return Literal(reading.text)
    if reading.weekday is not None:
        return NamedNode(TIME + WEEKDAYS[reading.weekday - 1])
    if reading.day is not None:
        return period(reading) if reading.kind == "Period" else literal(reading.day.isoformat(), "date")
    if reading.nominal is None:
        return None
    if reading.kind == "Year":
        return literal(f"{int(reading.nominal):04}", "gYear")
    return numeral(reading.nominal, meaning.statement.property)


def numeral(number: Fraction, taken_by: Property) -> Literal:
    """A number as the property's range wants it: an integer or a decimal."""
    whole = number.denominator == 1 and any(WHOLE & classes for classes in taken_by.ranges)
    return literal(str(number) if whole else decimal_down(number), "integer" if whole else "decimal")


def number(reading: Reading, unit: NamedNode | None) -> Pairs:
    """What a claim says of its number: its ends, its bound and the words of it, its unit."""
    if not quantified(reading):
        return
    if reading.interval:
        for end, exclusive, written in (
            ("lower", reading.interval.lower_exclusive, decimal_down),
            ("upper", reading.interval.upper_exclusive, decimal_up),
        ):
            value = getattr(reading.interval, end)
            if value is not None:
                yield expo(end), literal(written(value), "decimal")
            if exclusive:
                yield expo(f"{end}Exclusive"), Literal(True)
    yield expo("bound"), NamedNode(f"{ID}bound/{reading.bound}")
    if reading.wording:
        yield expo("wording"), Literal(reading.wording)
    if reading.resolution is not None:
        yield expo("resolution"), literal(decimal_down(reading.resolution), "decimal")
    if unit is not None:
        yield expo("unit"), unit


def period(reading: Reading) -> NamedNode:
    """The IRI of a span of days, which holds both."""
    return NamedNode(f"{ID}period/{reading.day}_{reading.end}")


def span(value: Term | None, reading: Reading | None) -> list[Triple]:
    """What the graph says of a span of days."""
    if reading is None or reading.kind != "Period" or not isinstance(value, NamedNode):
        return []
    return [
        Triple(value, TYPE, expo("Period")),
        Triple(value, expo("startDate"), literal(str(reading.day), "date")),
        Triple(value, expo("endDate"), literal(str(reading.end), "date")),
    ]


def evidence(document: NamedNode, place: Place) -> NamedNode:
    """The IRI of a passage; claims on the same words share it."""
    return NamedNode(f"{ID}evidence/{local_name(document)}-{place.start}-{place.end}")


def located(document: NamedNode, place: Place) -> list[Triple]:
    """A passage with its quote and its offsets (Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""
    passage = evidence(document, place)
    quote, position = (NamedNode(f"{passage.value}/{part}") for part in ("quote", "position"))
    return [
        Triple(passage, TYPE, NamedNode(OA + "SpecificResource")),
        Triple(passage, NamedNode(OA + "hasSource"), document),
        Triple(passage, NamedNode(OA + "hasSelector"), quote),
        Triple(passage, NamedNode(OA + "hasSelector"), position),
        Triple(quote, TYPE, NamedNode(OA + "TextQuoteSelector")),
        Triple(quote, NamedNode(OA + "exact"), Literal(place.quote)),
        Triple(position, TYPE, NamedNode(OA + "TextPositionSelector")),
        Triple(position, NamedNode(OA + "start"), literal(str(place.start), "nonNegativeInteger")),
        Triple(position, NamedNode(OA + "end"), literal(str(place.end), "nonNegativeInteger")),
    ]


def literal(value: str, datatype: str) -> Literal:
    """A literal of a datatype of XML Schema."""
    return Literal(value, datatype=NamedNode(XSD + datatype))
