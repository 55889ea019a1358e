"""A project's files put together: ontology, registry, and the claims of all mappings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from expograph import mapping, ontology, registry
from expograph.best import Direct, direct
from expograph.brackets import MAPS
from expograph.claims import Claim, claim
from expograph.errors import ExpographError, Position, Problems
from expograph.lock import VERIFY, Locked, load_locks
from expograph.mapping import Source, Statement
from expograph.meaning import Meaning, meaning
from expograph.namespaces import ONTOLOGY_GRAPH, PROV, REGISTRY_GRAPH, expo
from expograph.ontology import Ontology, in_graph, nearest, short
from expograph.project import Project
from expograph.registry import Registry
from expograph.skolem import skolemised

ISSUED, PUBLISHER, ATTRIBUTED = expo("issued"), expo("publisher"), NamedNode(PROV + "wasAttributedTo")


@dataclass(frozen=True)
class Assembled:
    """All that is said, before anything is derived by rules or inferred.

    Args:
        ontology: The ontology and its code lists.
        registry: Who is who.
        claims: The claims of all mappings, by IRI.
        direct: The direct triples, each with its claim.
        days: The date of each document that states one.
    """

    ontology: Ontology
    registry: Registry
    claims: tuple[Claim, ...]
    direct: tuple[Direct, ...]
    days: Mapping[NamedNode, date]

    def quads(self) -> set[Quad]:
        """The triples in their graphs, without blank nodes."""
        found = {in_graph(t, ONTOLOGY_GRAPH) for t in skolemised(self.ontology.triples)}
        found |= {in_graph(t.triple, REGISTRY_GRAPH) for t in self.registry.triples}
        for made in self.claims:
            document = made.statement.document
            found |= {in_graph(t, document) for t in made.triples}
        found |= {in_graph(d.triple, d.claim.statement.document) for d in self.direct}
        return found


class Gathered(NamedTuple):
    """As much of a project as can be read, and what cannot.

    Args:
        found: What was read.
        problems: What keeps statements of the mappings from being claims, each with its place.
        unread: The things of which a statement could not be read: what they lack may stand there.
    """

    found: Assembled
    problems: list[ExpographError]
    unread: frozenset[NamedNode]


def assembled(project: Project) -> Assembled:
    """Read a project's files and make its claims.

    Raises:
        Problems: All that is wrong with the registry, or with the mappings, each with its place.
    """
    found, problems, _ = gathered(project)
    if problems:
        raise Problems(problems)
    refuse_circles(found)
    return found


def gathered(project: Project) -> Gathered:
    """Read a project's files and make the claims of all statements that can be read.

    Raises:
        Problems: Faults of files or of the registry, on which all statements stand.
    """
    known = ontology.load(project.ontology)
    sources = mapping.load(project.mappings)
    who = registry.load(project.registry, known)
    if strangers := unregistered(sources, who):
        raise Problems(strangers)
    locked = load_locks(project.locks)
    claims: list[Claim] = []
    problems: list[ExpographError] = []
    days: dict[NamedNode, date] = {}
    for source in sources:
        statements, wrong = mapping.statements(source, known, who.names)
        problems += wrong
        day, more = document_day(statements, known, who)
        problems += more
        if day:
            days[source.document] = day
        made, more = claims_of(source, statements, day, locked.get(source.document), known, who)
        claims += made
        problems += [p for p in more if str(p) not in set(map(str, problems))]
    problems += repeated(claims)
    ordered = tuple(sorted(claims, key=lambda c: c.iri.value))
    found = Assembled(known, who, ordered, tuple(direct(claims, days, known)), days)
    return Gathered(found, problems, unread(sources, claims))


def unread(sources: Iterable[Source], claims: Iterable[Claim]) -> frozenset[NamedNode]:
    """The subjects of the statements that made no claim."""
    made = {c.statement.at for c in claims}
    triples = [t for s in sources for t in s.triples if t.triple.predicate != MAPS and t.at not in made]
    return frozenset(t.triple.subject for t in triples if isinstance(t.triple.subject, NamedNode))


def refuse_circles(found: Assembled) -> None:
    """Refuse what is a part of itself, by the registry and by the claims.

    Raises:
        Problems: A cycle, with the place of each of its steps.
    """
    known = [(t.triple, t.at) for t in found.registry.triples]
    said = [(d.triple, d.claim.statement.at) for d in found.direct]
    registry.refuse_cycles(found.ontology, [*known, *said])


def unregistered(sources: Iterable[Source], who: Registry) -> list[ExpographError]:
    """The mapped documents of which the registry says nothing: misspelt, or forgotten."""
    documents = {iri for iri, entity in who.names.entities.items() if expo("Document") in entity.types}
    advice = "say in mappings/registry/ that it is an expo:Document, with a label in each language"
    return [
        ExpographError(
            f"the registry has no document {short(s.document)}",
            s.at,
            f"{near} If not, {advice}" if (near := nearest(s.document, documents)) else advice,
        )
        for s in sources
        if s.document not in documents
    ]


def document_day(
    statements: Iterable[Statement], known: Ontology, who: Registry
) -> tuple[date | None, list[ExpographError]]:
    """The date that a document bears, from the statement on itself that says so."""
    for statement in statements:
        if statement.subject == statement.document and statement.property.iri == ISSUED:
            try:
                reading = meaning(statement, known, who.names, None).reading
            except ExpographError as error:
                return None, [error]
            return reading.day if reading else None, []
    return None, []


def claims_of(
    source: Source,
    statements: list[Statement],
    day: date | None,
    locked: Locked | None,
    known: Ontology,
    who: Registry,
) -> tuple[list[Claim], list[ExpographError]]:
    """The claims of a mapping, and all that keeps the other statements from being claims."""
    meanings: list[Meaning] = []
    problems: list[ExpographError] = []
    for statement in statements:
        try:
            meanings.append(meaning(statement, known, who.names, day))
        except ExpographError as error:
            problems.append(error)
    publishers = publishers_of(source.document, meanings, who)
    if not publishers and any(expo("saidBy") not in dict(s.qualifiers) for s in statements):
        hint = f"map {short(PUBLISHER)}, or give {short(source.document)} one in mappings/registry/"
        problems.append(
            ExpographError(
                "nobody is known to have published the document", Position(source.file, 1, 1), hint
            )
        )
    claims = []
    for read in meanings:
        statement = read.statement
        place = locked.place(statement.quote, statement.occurrence) if locked else None
        if place is None:
            problems.append(
                ExpographError(f"“{statement.quote}” is not in the evidence lock", statement.quote_at, VERIFY)
            )
        else:
            claims.append(claim(read, place, publishers, known))
    return claims, problems


def publishers_of(document: NamedNode, meanings: Iterable[Meaning], who: Registry) -> list[NamedNode]:
    """To whom a document is attributed: what it says itself, else what the registry says."""
    said = [
        m.entity
        for m in meanings
        if m.statement.subject == document and m.statement.property.iri == PUBLISHER and m.entity
    ]
    known = [
        t.triple.object
        for t in who.triples
        if t.triple.subject == document and t.triple.predicate in (PUBLISHER, ATTRIBUTED)
    ]
    return sorted({p for p in said or known if isinstance(p, NamedNode)}, key=str)


def repeated(claims: Iterable[Claim]) -> list[ExpographError]:
    """Statements that are made twice, word for word."""
    first: dict[NamedNode, Claim] = {}
    found = []
    for made in claims:
        if made.iri in first:
            at = made.statement.at
            found.append(
                ExpographError(f"this is said already: {first[made.iri].statement.at}", at, "delete one")
            )
        first.setdefault(made.iri, made)
    return found
