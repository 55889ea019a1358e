"""Which line of a mapping or of the registry made a triple."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.assemble import Assembled
from expograph.errors import Position
from expograph.ontology import Term
from expograph.turtle import Located


@dataclass(frozen=True)
class Lines:
    """Where triples were written.

    Args:
        of_triple: The places of each triple; a direct triple stands where its claim does.
        of_pair: Where a thing and a value of it are first written together.
        of_subject: Where a thing is first spoken of: a claim in its bracket, a thing in its registry entry.
        inherited: The files that a project extends; a line of its own is named before one of theirs.
    """

    of_triple: dict[Triple, list[Position]]
    of_pair: dict[tuple[Term, Term], Position]
    of_subject: dict[Term, Position]
    inherited: frozenset[str] = frozenset()

    def first(self, places: Iterable[Position]) -> Position | None:
        """The first of some places that the project can mend, else the first; None if there is none."""
        return min(places, key=lambda at: (at.file in self.inherited, at), default=None)

    def counts(self, violation: bool, at: Position | None) -> bool:
        """Whether a finding is the project's concern: what warns of inherited files alone is not."""
        return violation or at is None or at.file not in self.inherited

    def place(self, subject: Term, value: Term | None, by: NamedNode | None = None) -> Position | None:
        """The line that says this value of this subject, else the one that first speaks of the subject.

        Of what no line speaks, as of a conflict, it is the line that first speaks of the value.

        Args:
            subject: A thing.
            value: What is wrong about it, unless something is missing.
            by: The property by which it has the value, if it is known.
        """
        if by and value is not None and not isinstance(subject, Literal):
            said = self.of_triple.get(Triple(subject, by, value))
            if said:
                return said[0]
        if value is None:
            return self.of_subject.get(subject)
        return self.together(subject, value) or self.of_subject.get(subject) or self.of_subject.get(value)

    def together(self, subject: Term, value: Term) -> Position | None:
        """The line that first names two things together, be it the other way round, as for an inverse."""
        return self.of_pair.get((subject, value)) or self.of_pair.get((value, subject))


def lines(located: Iterable[Located]) -> Lines:
    """The lines of triples that were read with their places."""
    of_triple: dict[Triple, list[Position]] = {}
    of_pair: dict[tuple[Term, Term], Position] = {}
    of_subject: dict[Term, Position] = {}
    for triple, at, subject_at in located:
        of_triple.setdefault(triple, []).append(at)
        of_pair.setdefault((triple.subject, triple.object), at)
        of_subject.setdefault(triple.subject, subject_at)
    return Lines(of_triple, of_pair, of_subject)


def apart(triple: Triple, number: int) -> Triple:
    """A triple whose blank nodes, which are labelled by their places, are those of one file."""
    subject, value = (
        BlankNode(f"f{number}{term.value}") if isinstance(term, BlankNode) else term
        for term in (triple.subject, triple.object)
    )
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]


def lines_of(read: Assembled, inherited: frozenset[str] = frozenset()) -> Lines:
    """The lines of a project's mappings and registry, by the triples that were made from them.

    Args:
        read: What the files say.
        inherited: Those of the files that the project extends, as shown to people.
    """
    located = list(read.registry.triples)
    for triple, claim in sorted(read.direct, key=lambda d: d.claim.statement.at):
        located.append(Located(triple, claim.statement.at, claim.statement.at))
    for claim in sorted(read.claims, key=lambda c: c.statement.at):
        at = claim.statement.at
        located += (Located(triple, at, at) for triple in claim.triples)
    located.sort(key=lambda t: t.at.file in inherited)
    return replace(lines(located), inherited=inherited)
