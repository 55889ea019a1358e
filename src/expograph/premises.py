"""Claims, stated and derived, read back from the graph: what each says of what, its number as an interval."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Triple

from expograph.arithmetic import at_least
from expograph.claims import DEPRECATED, PREFERRED
from expograph.interval import Interval, decimal_down
from expograph.namespaces import PROV, RDF, RDFS, expo
from expograph.ontology import TRUE, TYPE, Ontology, Property, Term

Pair = tuple[NamedNode, Term]
Described = Mapping[NamedNode, Mapping[NamedNode, list[Term]]]
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + part) for part in ("subject", "predicate", "object"))
LABEL = NamedNode(RDFS + "label")
STATED, DERIVED = expo("Claim"), expo("DerivedClaim")
QUOTED_FROM, DERIVED_FROM = NamedNode(PROV + "wasQuotedFrom"), NamedNode(PROV + "wasDerivedFrom")
SYNDICATED = expo("syndicatedFrom")
RANKS: Mapping[Term | None, int] = {PREFERRED: 0, DEPRECATED: 2}
COMPARISON = {expo("since"), expo("ofMeasure")}
"""Qualifiers that say with what is compared, not who is counted."""
SOURCE = {expo(name) for name in ("saidBy", "basis", "asOf", "overPeriod", "rank", "evidence")}
"""Qualifiers that say who says so and how sure it is, not what is said."""


@dataclass(frozen=True)
class Premise:
    """A claim as a rule or an answer uses it.

    Args:
        iri: Its name.
        subject: Of what it speaks.
        measure: The property that it gives a value of.
        value: The value, if it states one.
        said: The numbers that its words leave possible, in `unit`; None if it has no number.
        interval: The same, open above where not all was counted yet; None for a share of what was.
        unit: The unit of its number.
        restrictions: The qualifiers that narrow what is claimed, sorted.
        others: The other qualifiers, but for those that say who says so.
        stated: Whether a document says it; else a rule derived it.
        document: The document that says it, the original one of a syndicated copy; None if derived.
        rank: How the curator ranks it: 0 preferred, 1 normal, 2 deprecated, which is never used.
        resolution: The unit of the last stated digit.
        label: It in a few words, for people.
    """

    iri: NamedNode
    subject: Term
    measure: NamedNode
    value: Term | None
    said: Interval | None
    interval: Interval | None
    unit: NamedNode | None
    restrictions: tuple[Pair, ...]
    others: tuple[Pair, ...]
    stated: bool
    document: NamedNode | None
    rank: int
    resolution: Fraction | None
    label: str

    @property
    def scope(self) -> tuple[str, ...]:
        """What it speaks of, as a key: subject, property, and the qualifiers that narrow it."""
        return (
            str(self.subject),
            str(self.measure),
            *(str(term) for pair in self.restrictions for term in pair),
        )

    @property
    def part(self) -> tuple[str, ...]:
        """Who is counted, as a key: the qualifiers that narrow it, but for those of a comparison."""
        return tuple(str(t) for pair in self.restrictions if pair[0] not in COMPARISON for t in pair)

    @property
    def saying(self) -> tuple[str, ...]:
        """What it says, as a key: claims with the same say the same, whoever says it."""
        content = self.value if self.interval is None else (self.interval, self.value)
        return (*self.scope, str(self.unit), str(content), *(str(t) for pair in self.others for t in pair))

    @property
    def nominal(self) -> Fraction | None:
        """The figure around which the words stand."""
        numeric = self.interval is not None and isinstance(self.value, Literal)
        return Fraction(self.value.value) if numeric and isinstance(self.value, Literal) else None


def described(triples: Iterable[Triple]) -> dict[NamedNode, dict[NamedNode, list[Term]]]:
    """The triples of each claim and derived claim, by claim and property."""
    everything = list(triples)
    names = {t.subject for t in everything if t.predicate == TYPE and t.object in (STATED, DERIVED)}
    found: dict[NamedNode, dict[NamedNode, list[Term]]] = {
        n: defaultdict(list) for n in names if isinstance(n, NamedNode)
    }
    for s, p, o in everything:
        if s in names and isinstance(s, NamedNode):
            found[s][p].append(o)
    return found


def originals(triples: Iterable[Triple]) -> dict[Term, NamedNode]:
    """The original of each syndicated copy: several copies of one release are one source."""
    direct = {
        t.subject: t.object for t in triples if t.predicate == SYNDICATED and isinstance(t.object, NamedNode)
    }
    found: dict[Term, NamedNode] = {}
    for copy, original in direct.items():
        passed = {copy}
        while original in direct and original not in passed:
            passed.add(original)
            original = direct[original]
        found[copy] = original
    return found


def premises(claims: Described, source: Mapping[Term, NamedNode], ontology: Ontology) -> list[Premise]:
    """The claims of a graph, by name.

    Args:
        claims: Their triples, as `described` gives them.
        source: The originals of syndicated documents.
        ontology: Which qualifiers narrow a claim, and the base units of units.
    """
    return [p for claim in sorted(claims, key=str) if (p := premise(claim, claims[claim], source, ontology))]


def premise(
    claim: NamedNode,
    about: Mapping[NamedNode, list[Term]],
    source: Mapping[Term, NamedNode],
    ontology: Ontology,
) -> Premise | None:
    """A claim as a rule uses it; None for one that lacks its subject or property, which a shape reports."""

    def one(name: NamedNode) -> Term | None:
        return next(iter(about.get(name, ())), None)

    subject, measure, unit, document = one(SUBJECT), one(PREDICATE), one(expo("unit")), one(QUOTED_FROM)
    if subject is None or not isinstance(measure, NamedNode):
        return None
    known = {p: q for p in about if (q := ontology.properties.get(p)) and q.qualifier}
    base, times = ontology.base(unit) if isinstance(unit, NamedNode) else (None, Fraction(1))
    stated = STATED in about.get(TYPE, ())
    resolution, said = one(expo("resolution")), interval(about, times)
    return Premise(
        iri=claim,
        subject=subject,
        measure=measure,
        value=converted(one(OBJECT), times),
        said=said,
        interval=possible(said, ontology.properties.get(measure), so_far(one(expo("basis")), ontology)),
        unit=base,
        restrictions=pairs(about, [p for p, q in known.items() if q.restricting]),
        others=pairs(about, [p for p, q in known.items() if not q.restricting and p not in SOURCE]),
        stated=stated,
        document=source.get(document, document) if isinstance(document, NamedNode) else None,
        rank=RANKS.get(one(expo("rank")), 1),
        resolution=Fraction(resolution.value) if isinstance(resolution, Literal) else None,
        label=next((o.value for o in about.get(LABEL, ()) if isinstance(o, Literal)), claim.value),
    )


def pairs(about: Mapping[NamedNode, list[Term]], names: Iterable[NamedNode]) -> tuple[Pair, ...]:
    """Qualifiers and their values, sorted."""
    return tuple(sorted(((name, value) for name in names for value in about[name]), key=str))


def so_far(basis: Term | None, ontology: Ontology) -> bool:
    """Whether a figure was taken before all was counted, so that the true one may be higher."""
    return basis is not None and TRUE in ontology.objects(basis, expo("boundsBelow"))


def interval(about: Mapping[NamedNode, list[Term]], times: Fraction) -> Interval | None:
    """The interval of a claim in its base unit; None if it states no number at all."""

    def end(name: str) -> Fraction | None:
        found = next((o for o in about.get(expo(name), ()) if isinstance(o, Literal)), None)
        return Fraction(found.value) * times if found else None

    lower, upper = end("lower"), end("upper")
    if lower is None and upper is None:
        return None
    excluded = [TRUE in about.get(expo(f"{name}Exclusive"), ()) for name in ("lower", "upper")]
    return Interval(lower, upper, lower is not None and excluded[0], upper is not None and excluded[1])


def possible(said: Interval | None, taken: Property | None, so_far: bool) -> Interval | None:
    """Where the true number lies.

    A figure taken before all was counted bounds it from below; a share of those counted so far says nothing.
    """
    if said is None or not so_far:
        return said
    return None if taken and taken.kind == "Share" else at_least(said)


def converted(value: Term | None, times: Fraction) -> Term | None:
    """A number in the base unit; anything else as it is."""
    if times == 1 or not isinstance(value, Literal):
        return value
    return Literal(decimal_down(Fraction(value.value) * times), datatype=value.datatype)


def carried(found: Iterable[Premise], ontology: Ontology) -> frozenset[Pair]:
    """The qualifiers of claims that what follows from these has too: of what is planned only plans follow."""
    return frozenset(
        (name, value)
        for premise in found
        for name, value in premise.restrictions
        if TRUE in ontology.objects(name, expo("carriesOver"))
    )


def representatives(found: Iterable[Premise]) -> dict[tuple[str, ...], list[Premise]]:
    """Claims that say the same, the one to be used first: preferred, then by name; one for each source.

    Deprecated ones are left out.
    """
    groups: dict[tuple[str, ...], list[Premise]] = defaultdict(list)
    for one in sorted((p for p in found if p.rank < 2), key=lambda p: (p.rank, not p.stated, p.iri.value)):
        group = groups[one.saying]
        if one.document is None or all(one.document != other.document for other in group):
            group.append(one)
    return groups
