"""What a rule's CONSTRUCT makes, checked and completed: a derived claim, a conflict or a tension."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.claims import WHOLE, number, numeral
from expograph.errors import ExpographError
from expograph.interval import Interval, bound_of
from expograph.namespaces import ID, expo
from expograph.natural import natural, readable
from expograph.ontology import TYPE, Ontology, Property, Term, short
from expograph.phrases import Reading
from expograph.premises import (
    COMPARISON,
    DERIVED,
    DERIVED_FROM,
    LABEL,
    OBJECT,
    PREDICATE,
    SUBJECT,
    Pair,
    Premise,
    carried,
)
from expograph.rules import Rule
from expograph.template import (
    ABOUT,
    COMMENT,
    INTERVAL,
    ONE_OF,
    PART_OF,
    SCOPE_OF,
    About,
    kind,
    ordinal,
    premise,
    refuse_strangers,
    used,
)
from expograph.values import interval_of
from expograph.wording import label


@dataclass(frozen=True)
class Conclusion:
    """What one use of a rule makes.

    Args:
        iri: Its name.
        rule: The rule.
        kind: The class of what it makes.
        premises: The claims that it used, by name.
        claim: The derived claim as a premise for others; None for a conflict or tension.
        triples: All that the graph says of it.
    """

    iri: NamedNode
    rule: Rule
    kind: NamedNode
    premises: tuple[Premise, ...]
    claim: Premise | None
    triples: tuple[Triple, ...]


def conclusions(
    rule: Rule,
    made: Iterable[Triple],
    known: Mapping[Term, Premise],
    ontology: Ontology,
    passed: set[frozenset[Pair]],
) -> Iterator[Conclusion]:
    """The conclusions among the triples that a rule made, each blank node of its template one.

    Args:
        rule: The rule.
        made: What its CONSTRUCT gave.
        known: The premises by name.
        ontology: What it may speak of.
        passed: What the rule made before, which gives no conclusion again; takes what it makes now.

    Raises:
        ExpographError: The rule makes something else, or says it with terms that the ontology does not know.
    """
    nodes: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in made:
        if o not in nodes[s][p]:
            nodes[s][p].append(o)
    for node, about in nodes.items():
        content = frozenset((p, o) for p, values in about.items() for o in values)
        if content in passed:
            continue
        passed.add(content)
        if not isinstance(node, BlankNode):
            raise ExpographError(f"the rule {rule.name} makes triples of {short(node)}", rule.at, ONE_OF)
        make = derived if kind(rule, about) == DERIVED else odd
        refuse_strangers(rule, about, ontology)
        if found := make(rule, about, known, ontology):
            yield found


def derived(rule: Rule, about: About, known: Mapping[Term, Premise], ontology: Ontology) -> Conclusion | None:
    """A derived claim; None where it says nothing: no end within what is natural, or no value.

    Raises:
        ExpographError: It has no single subject and property, rests on no claim, or its number is none.
    """
    premises = used(rule, about, DERIVED_FROM, known)
    subjects, measures = (
        [t for t in about.get(part, ()) if isinstance(t, NamedNode)] for part in (SUBJECT, PREDICATE)
    )
    if len(subjects) != 1 or len(measures) != 1 or not premises:
        hint = "each derived claim has one rdf:subject, one rdf:predicate and what it prov:wasDerivedFrom"
        raise ExpographError(f"the rule {rule.name} makes an incomplete claim", rule.at, hint)
    taken = ontology.properties.get(measures[0])
    said = [i for o in about.get(INTERVAL, ()) if (i := interval_of(o))]
    interval = natural(said[0], taken.kind if taken else None) if said else None
    value: Term | None = next(iter(about.get(OBJECT, ())), None)
    if taken and taken.kind == "Ordinal" and value is not None:
        interval = ordinal(rule, value)
    if interval is None and (value is None or INTERVAL in about or ABOUT in about):
        return None
    value = figure_of(about, interval, taken) or value
    unit = next(
        (u for u in about.get(expo("unit"), ()) if isinstance(u, NamedNode)),
        taken.unit if taken and said else None,
    )
    claim = Premise(
        iri=NamedNode(ID),
        subject=subjects[0],
        measure=measures[0],
        value=value,
        said=interval,
        interval=interval,
        unit=unit,
        restrictions=restrictions(rule, about, premises, known, ontology),
        others=(),
        stated=False,
        document=None,
        rank=1,
        resolution=None,
        label="",
    )
    return named(rule, premises, claim, ontology)


def figure_of(about: About, interval: Interval | None, taken: Property | None) -> Literal | None:
    """The figure around which a derived number stands, as people tell it; None if the rule gives none."""
    stands = [i.lower for o in about.get(ABOUT, ()) if (i := interval_of(o)) and i.lower is not None]
    if taken is None or not stands:
        return None
    told = readable(stands[0], interval, any(WHOLE & classes for classes in taken.ranges))
    return None if told is None else numeral(told, taken)


def restrictions(
    rule: Rule, about: About, premises: Sequence[Premise], known: Mapping[Term, Premise], ontology: Ontology
) -> tuple[Pair, ...]:
    """The narrowing qualifiers of a derived claim: its own, those of the claim whose part it keeps, plans."""
    found = carried(premises, ontology) | {
        (p, o)
        for p, values in about.items()
        if (q := ontology.properties.get(p)) and q.restricting
        for o in values
    }
    for direction, left_out in ((SCOPE_OF, set()), (PART_OF, COMPARISON)):
        for claim in about.get(direction, ()):
            found |= {pair for pair in premise(rule, claim, known).restrictions if pair[0] not in left_out}
    return tuple(sorted(found, key=str))


def named(rule: Rule, premises: tuple[Premise, ...], claim: Premise, ontology: Ontology) -> Conclusion:
    """A derived claim under the name that its content gives it."""
    content = [
        *map(
            str, (claim.subject, claim.measure, claim.value, claim.interval, claim.unit, *claim.restrictions)
        )
    ]
    iri = NamedNode(f"{ID}derived/{digest(rule, [*content, *(p.iri.value for p in premises)])}")
    words = label(claim, ontology)
    about: list[tuple[NamedNode, Term]] = [
        (TYPE, DERIVED),
        (LABEL, Literal(words, language="en")),
        (SUBJECT, claim.subject),
        (PREDICATE, claim.measure),
        *((OBJECT, v) for v in [claim.value] if v is not None),
        *claim.restrictions,
        (expo("rule"), rule.iri),
        *((DERIVED_FROM, p.iri) for p in premises),
    ]
    if claim.interval:
        about += number(Reading("Number", claim.interval, bound=bound(claim)), claim.unit)
    return Conclusion(
        iri,
        rule,
        DERIVED,
        premises,
        replace(claim, iri=iri, label=words),
        tuple(Triple(iri, p, o) for p, o in about),
    )


def bound(claim: Premise) -> str:
    """How a derived number is bounded: "about" where its figure lies below an upper end and off the lower."""
    assert claim.interval is not None
    low, high, stands = claim.interval.lower, claim.interval.upper, claim.nominal
    inside = stands is not None and high is not None and stands < high and stands != low
    return "about" if inside and not claim.interval.is_exact() else bound_of(claim.interval)


def odd(rule: Rule, about: About, known: Mapping[Term, Premise], ontology: Ontology) -> Conclusion | None:
    """A conflict or tension between claims; None between a fact and a plan.

    Raises:
        ExpographError: It is between fewer than two, or says not of what, or not why.
    """
    premises = used(rule, about, expo("claim"), known)
    if len(premises) < 2 or not about.get(expo("of")) or not about.get(COMMENT):
        hint = "each links two claims or more (expo:claim), and says of what (expo:of) and why (rdfs:comment)"
        raise ExpographError(f"the rule {rule.name} makes an incomplete conflict or tension", rule.at, hint)
    if len({carried([p], ontology) for p in premises}) > 1:
        return None
    made = kind(rule, about)
    measures = about.get(expo("measure")) or sorted({p.measure for p in premises}, key=str)
    iri = NamedNode(f"{ID}conflict/{digest(rule, [p.iri.value for p in premises])}")
    found: list[tuple[NamedNode, Term]] = [
        (TYPE, made),
        (LABEL, Literal(f"{rule.header.summary}: {' / '.join(p.label for p in premises)}", language="en")),
        (expo("rule"), rule.iri),
        *((expo("of"), o) for o in about[expo("of")]),
        *((expo("measure"), o) for o in measures),
        *(
            (COMMENT, Literal(o.value, language="en"))
            for o in about.get(COMMENT, ())
            if isinstance(o, Literal)
        ),
    ]
    for interval in (i for o in about.get(INTERVAL, ()) if (i := interval_of(o))):
        found += number(Reading("Number", interval, bound=bound_of(interval)), None)
    return Conclusion(iri, rule, made, premises, None, tuple(Triple(iri, p, o) for p, o in found))


def digest(rule: Rule, content: Iterable[str]) -> str:
    """A name that stays the same as long as rule and content do."""
    return f"{rule.name}-{hashlib.sha256(chr(10).join([rule.name, *content]).encode()).hexdigest()[:12]}"
