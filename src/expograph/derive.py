"""Rules run to the end: those that derive claims until nothing is new, then those that find what is odd."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode, Quad, Store, Triple

from expograph.conclusions import Conclusion, conclusions
from expograph.errors import ExpographError
from expograph.interval import Interval
from expograph.namespaces import expo
from expograph.ontology import Ontology, Term
from expograph.premises import Pair, Premise, described, originals, premises, representatives
from expograph.rules import Fault, Rule, constructed
from expograph.sight import seen, usable
from expograph.template import CONFLICT

Scopes = frozenset[tuple[str, ...]]
ROUNDS = 50
"""After so many rounds, rules that still make new claims are taken to go on for ever."""
MANY = {None, "Name", "Text", "Flag"}
"""Kinds of value of which a subject may have many."""


@dataclass
class Derivation:
    """The premises and what the rules made of them so far.

    Args:
        ontology: Kinds of values, units, qualifiers.
        store: The graph and the premises as rules see them.
        premises: All premises by name.
        said: For each thing that is said, the premises that say it, the one that rules use first.
        conclusions: What the rules made.
        plain: The direct triples of derived claims.
        passed: For each rule, what it has made so far.
    """

    ontology: Ontology
    store: Store
    premises: dict[Term, Premise]
    said: dict[tuple[str, ...], list[Premise]]
    conclusions: list[Conclusion] = field(default_factory=list)
    plain: list[Triple] = field(default_factory=list)
    passed: defaultdict[str, set[frozenset[Pair]]] = field(default_factory=lambda: defaultdict(set))
    _ancestors: dict[NamedNode, Scopes] = field(default_factory=dict)
    _basis: dict[NamedNode, frozenset[NamedNode]] = field(default_factory=dict)
    _alike: defaultdict[tuple[tuple[str, ...], NamedNode | None], list[tuple[Interval, Scopes]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _known: set[tuple[str, ...]] = field(default_factory=set)

    def triples(self) -> list[Triple]:
        """All that the rules made."""
        return [*(t for c in self.conclusions for t in c.triples), *self.plain]

    def scopes(self, premise: Premise) -> Scopes:
        """Of what a premise speaks, and of what all those speak from which it was derived."""
        return self._ancestors.get(premise.iri, frozenset()) | {premise.scope}

    def basis(self, one: Conclusion) -> frozenset[NamedNode]:
        """The stated claims on which a conclusion rests, its premises or what these were derived from."""
        return frozenset[NamedNode]().union(*(self._basis.get(p.iri, {p.iri}) for p in one.premises))

    def take(self, found: Iterable[Conclusion]) -> list[Conclusion]:
        """Keep what is new among conclusions: it was not said or derived before, and is not its own premise.

        Of several ways to the same claim by the same rule, the first is kept: from stated claims before
        derived ones, then by name.
        """
        first: dict[tuple[str, ...], Conclusion] = {}
        for one in sorted(found, key=directness):
            claim = one.claim
            if claim is None or content(claim) in self._known:
                continue
            if any(claim.scope in self.scopes(p) for p in one.premises) or self.implied(one):
                continue
            first.setdefault((one.rule.name, *content(claim)), one)
        fresh = list(first.values())
        for one in fresh:
            self.add(one)
        return fresh

    def implied(self, one: Conclusion) -> bool:
        """Whether a claim at hand, which rests on nothing else, says as much or more."""
        claim = one.claim
        if claim is None or claim.interval is None:
            return False
        beneath = frozenset({claim.scope}).union(*map(self.scopes, one.premises))
        alike = self._alike[claim.scope, claim.unit]
        return any(number.within(claim.interval) and scopes <= beneath for number, scopes in alike)

    def at_hand(self, claim: Premise) -> None:
        """Keep what a claim says, so that nothing less is derived."""
        self._known.add(content(claim))
        if number := usable(claim, self.ontology):
            self._alike[claim.scope, claim.unit].append((number, self.scopes(claim)))

    def add(self, one: Conclusion) -> None:
        """Make a derived claim a premise for others."""
        claim = one.claim
        assert claim is not None
        self.conclusions.append(one)
        self.premises[claim.iri] = claim
        self._ancestors[claim.iri] = frozenset().union(*map(self.scopes, one.premises))
        self._basis[claim.iri] = self.basis(one)
        self.at_hand(claim)
        direct = [t for t in plain(claim) if self.may_stand(t)]
        self.plain += direct
        self.store.extend(Quad(*t) for t in (*one.triples, *seen(claim, self.ontology), *direct))

    def may_stand(self, direct: Triple) -> bool:
        """Whether a direct triple is new, and no other value stands where only one can be right."""
        subject, property, value = direct
        others = [q.object for q in self.store.quads_for_pattern(subject, property, None, None)]
        taken = self.ontology.properties.get(property)
        single = taken is not None and (taken.functional or taken.kind not in MANY)
        return value not in others and not (single and others)


def derive(triples: Iterable[Triple], rules: Sequence[Rule], ontology: Ontology) -> Derivation:
    """What rules make of a graph.

    Args:
        triples: What is said: ontology, registry, claims and direct triples.
        rules: The rules.
        ontology: Kinds of values, units, qualifiers.

    Raises:
        ExpographError: A rule is no SPARQL CONSTRUCT, makes what no rule may make, cannot compute, or does
            not come to an end.
    """
    found = started(list(triples), ontology)
    deriving = [r for r in rules if r.derives]
    for _ in range(ROUNDS):
        fresh = [c for rule in deriving for c in concluded(rule, found)]
        new = found.take(fresh)
        if not new:
            break
    else:
        names = ", ".join(sorted({c.rule.name for c in new}))
        raise ExpographError(
            f"the rules make new claims still after {ROUNDS} rounds: {names}",
            new[0].rule.at,
            "a rule must not make things from which it makes more things for ever",
        )
    corrected = overruled(p for p in found.premises.values() if p.stated)
    found.store.extend(Quad(*t) for iri in corrected for t in seen(found.premises[iri], ontology))
    odd = least([c for rule in rules if not rule.derives for c in concluded(rule, found)], found)
    found.conclusions += sorted((sourced(c, found) for c in odd), key=lambda c: c.iri.value)
    return found


def started(triples: Sequence[Triple], ontology: Ontology) -> Derivation:
    """The graph with its claims as premises, before any rule has run."""
    source = originals(triples)
    stated = premises(described(triples), source, ontology)
    said = representatives(stated)
    store = Store()
    store.bulk_extend(Quad(*t) for t in triples)
    corrected = overruled(stated)
    store.bulk_extend(
        Quad(*t) for group in said.values() if group[0].iri not in corrected for t in seen(group[0], ontology)
    )
    found = Derivation(ontology, store, {p.iri: p for p in stated}, said)
    for premise in (p for p in stated if p.rank < 2):
        found.at_hand(premise)
    return found


def overruled(stated: Iterable[Premise]) -> list[NamedNode]:
    """The claims that a preferred one on the same thing corrects: from them nothing is derived."""
    groups: dict[tuple[tuple[str, ...], NamedNode | None], list[Premise]] = defaultdict(list)
    for one in stated:
        if one.interval is not None:
            groups[one.scope, one.unit].append(one)
    return [
        one.iri
        for group in groups.values()
        for one in group
        if one.rank == 1 and any(disjoint(one, other) for other in group if other.rank == 0)
    ]


def disjoint(one: Premise, other: Premise) -> bool:
    """Whether no number fits both claims."""
    return bool(one.interval and other.interval and one.interval.intersect(other.interval) is None)


def concluded(rule: Rule, found: Derivation) -> Iterator[Conclusion]:
    """What one rule makes of all premises and has not made before."""
    faults: list[Fault] = []
    made = constructed(rule, found.store, faults)
    return conclusions(rule, made, found.premises, found.ontology, found.passed[rule.name])


def least(odd: Iterable[Conclusion], found: Derivation) -> list[Conclusion]:
    """Conflicts and tensions without those that only repeat a conflict, in what was derived from its claims.

    Of several by one rule that rest on the same stated claims, the one with the fewest derived ones is kept.
    """
    rests = [(one, found.basis(one)) for one in sorted(odd, key=directness)]
    conflicts = {basis for one, basis in rests if one.kind == CONFLICT}
    first: dict[tuple[str, frozenset[NamedNode]], Conclusion] = {}
    for one, basis in rests:
        if not any(smaller < basis for smaller in conflicts):
            first.setdefault((one.rule.name, basis), one)
    return list(first.values())


def directness(one: Conclusion) -> tuple[int, str, str]:
    """A key that sorts conclusions from stated claims before those from derived ones, then by name."""
    return sum(not p.stated for p in one.premises), one.iri.value, str(one.triples)


def sourced(one: Conclusion, found: Derivation) -> Conclusion:
    """A conflict or tension that links all sources that say so, not only the claims which rules use."""
    more = {p.iri: p for used in one.premises for p in found.said.get(used.saying, [used])}
    links = tuple(Triple(one.iri, expo("claim"), iri) for iri in sorted(more, key=str))
    return replace(one, premises=tuple(more.values()), triples=(*one.triples, *links))


def content(claim: Premise) -> tuple[str, ...]:
    """What a claim says, whatever else it notes: derived claims that repeat it say nothing new."""
    return (*claim.scope, str(claim.unit), str(claim.value if claim.said is None else claim.said))


def plain(claim: Premise) -> list[Triple]:
    """The direct triple of a derived claim that is exact and speaks of a whole."""
    inexact = claim.interval is not None and not claim.interval.is_exact()
    if claim.restrictions or claim.value is None or inexact or not isinstance(claim.subject, NamedNode):
        return []
    return [Triple(claim.subject, claim.measure, claim.value)]
