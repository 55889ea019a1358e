"""What may stand in a mapping: the terms of the mapping language and the checks of one statement."""

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.errors import ExpographError, Position
from expograph.names import Names
from expograph.namespaces import MAPPING, XSD, expo
from expograph.ontology import Ontology, Property, Term, local_name, nearest, short
from expograph.turtle import Located

LONGEST_QUOTE = 90
MAPS, QUOTE, VALUE, BECAUSE, OCCURRENCE = TERMS = tuple(
    NamedNode(MAPPING + name) for name in ("maps", "quote", "value", "because", "occurrence")
)
# What the build writes about a claim cannot be a qualifier that a curator writes.
WRITTEN = {
    expo(name) for name in ("because", "bound", "evidence", "interpreted", "resolution", "unit", "wording")
} | {expo(end + exclusive) for end in ("lower", "upper") for exclusive in ("", "Exclusive")}
Details = dict[NamedNode, list[tuple[Term, Position]]]


def check_head(located: Located, ontology: Ontology, names: Names) -> list[ExpographError]:
    """What is wrong with the subject and the property of a statement."""
    (subject, predicate, _), at, subject_at = located
    wrong = []
    if subject not in names.entities:
        hint = nearest(subject, names.entities) if isinstance(subject, NamedNode) else None
        message = f"nothing is known of {short(subject)}"
        wrong.append(ExpographError(message, subject_at, hint or "add it to mappings/registry/"))
    known = ontology.properties.get(predicate)
    if known is None:
        hint = nearest(predicate, ontology.properties)
        wrong.append(ExpographError(f"the ontology has no property {short(predicate)}", at, hint))
    elif known.qualifier:
        hint = "write it inside the brackets of the claim that it qualifies"
        wrong.append(ExpographError(f"{short(predicate)} speaks of a claim", at, hint))
    elif known.kind is None:
        hint = "give it an expo:valueKind in the ontology, or put the fact in the registry"
        wrong.append(
            ExpographError(f"the ontology does not say how words are read for {short(predicate)}", at, hint)
        )
    return wrong


def check_details(details: Details, at: Position, ontology: Ontology, names: Names) -> list[ExpographError]:
    """What is wrong inside a bracket."""
    wrong = [
        e
        for q, values in details.items()
        if q not in TERMS
        for v in values
        for e in check_qualifier(q, *v, ontology, names)
    ]
    for term in (t for t in TERMS if t in details):
        if len(details[term]) > 1:
            wrong.append(ExpographError(f"{short_map(term)} stands more than once", details[term][1][1]))
    if QUOTE not in details:
        return [*wrong, ExpographError("the statement has no map:quote", at, "quote the words that say so")]
    for term in (QUOTE, BECAUSE):
        for value, place in details.get(term, []):
            if not (isinstance(value, Literal) and value.value.strip()):
                wrong.append(ExpographError(f"{short_map(term)} needs words", place))
    quote, quote_at = details[QUOTE][0]
    if isinstance(quote, Literal) and len(quote.value) > LONGEST_QUOTE:
        message = f"the quote has {len(quote.value)} characters, more than {LONGEST_QUOTE}"
        wrong.append(ExpographError(message, quote_at, "quote only the words that hold the fact"))
    for value, place in details.get(OCCURRENCE, []):
        if not (
            isinstance(value, Literal) and value.datatype.value == XSD + "integer" and int(value.value) > 0
        ):
            wrong.append(ExpographError("map:occurrence is a number from 1", place))
    return wrong


def check_qualifier(
    qualifier: NamedNode, value: Term, at: Position, ontology: Ontology, names: Names
) -> list[ExpographError]:
    """What is wrong with one qualifier and its value."""
    if qualifier.value.startswith(MAPPING):
        known_terms = ", ".join(map(short_map, TERMS))
        return [ExpographError(f"there is no {short_map(qualifier)}", at, f"there are {known_terms}")]
    known = ontology.properties.get(qualifier)
    if known is None or not known.qualifier or qualifier in WRITTEN:
        choice = {p for p, q in ontology.properties.items() if q.qualifier} - WRITTEN
        written = f"{short(qualifier)} is written by the build" if qualifier in WRITTEN else None
        return [
            ExpographError(written or f"{short(qualifier)} is no qualifier", at, nearest(qualifier, choice))
        ]
    if isinstance(value, BlankNode):
        return []  # told by nested()
    if known.links is None and (value in ontology.properties or value in ontology.classes):
        return []
    if known.links not in (None, isinstance(value, NamedNode)):
        return [ExpographError(f"{short(qualifier)} takes {'an IRI' if known.links else 'a literal'}", at)]
    return check_value(value, known, at, ontology, names) if isinstance(value, NamedNode) else []


def check_value(
    value: NamedNode, taken_by: Property, at: Position, ontology: Ontology, names: Names
) -> list[ExpographError]:
    """What is wrong with a named value: unknown, or not what the property takes."""
    entity = names.entities.get(value)
    if entity is None:
        hint = nearest(value, names.entities) or "add it to mappings/registry/"
        return [ExpographError(f"nothing is known of {short(value)}", at, hint)]
    if entity.types and not ontology.fits(entity.types, taken_by.ranges):
        wanted = " and ".join(" or ".join(sorted(map(short, classes))) for classes in taken_by.ranges)
        told = ", ".join(sorted(map(short, entity.types)))
        return [ExpographError(f"{short(taken_by.iri)} takes {wanted}; {short(value)} is {told}", at)]
    return []


def short_map(term: NamedNode) -> str:
    """A term of the mapping language as it is written."""
    return f"map:{local_name(term)}"
