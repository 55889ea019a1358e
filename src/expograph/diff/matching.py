"""Which claim, derived claim, best-known value and conflict of the old graph is which of the new one."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

from pyoxigraph import Literal, NamedNode

from expograph.diff.graph import Graph
from expograph.diff.naming import HALF
from expograph.diff.pairs import SAME, Renamed, Score, now, paired_within, share
from expograph.diff.records import (
    CLAIM,
    LOWER,
    LOWER_OUT,
    OBJECT,
    PREMISE,
    RULE,
    SOURCE,
    UNIT,
    UPPER,
    UPPER_OUT,
    narrowed,
    passage,
    properties_of,
    quantified,
    subject_of,
)
from expograph.namespaces import RDF, XSD, expo
from expograph.ontology import TYPE

TEXTS = {NamedNode(XSD + "string"), NamedNode(RDF + "langString")}
PERIOD = expo("Period")
VALUE = (OBJECT, LOWER, LOWER_OUT, UPPER, UPPER_OUT, UNIT)


@dataclass(frozen=True)
class Side:
    """One of the two graphs, read by the names of the new one.

    Args:
        graph: The graph.
        renamed: The new names; none for the new graph itself.
    """

    graph: Graph
    renamed: Renamed

    def all(self, record: NamedNode, predicate: NamedNode) -> frozenset[Hashable]:
        """The values of a property of a record."""
        return frozenset(now(o, self.renamed) for o in self.graph.objects(record, predicate))

    def about(self, record: NamedNode) -> tuple[Hashable, ...]:
        """Of what a record speaks: its subject and its property or measures."""
        terms = [subject_of(self.graph, record), *properties_of(self.graph, record)]
        return tuple(now(term, self.renamed) for term in terms)

    def narrowing(self, record: NamedNode) -> frozenset[Hashable]:
        """The qualifiers that narrow what a record says."""
        return frozenset(
            (now(p, self.renamed), now(o, self.renamed)) for p, o in narrowed(self.graph, record)
        )

    def value(self, record: NamedNode) -> list[frozenset[Hashable]]:
        """What a record says."""
        return [self.all(record, p) for p in VALUE]

    def figure(self, record: NamedNode) -> bool:
        """Whether a record has a number or a date, which may have been corrected."""
        if quantified(self.graph, record):
            return True
        value = self.graph.one(record, OBJECT)
        if isinstance(value, Literal):
            return value.datatype not in TEXTS
        return value is not None and PERIOD in self.graph.objects(value, TYPE)


def claim_key(side: Side, record: NamedNode) -> Hashable:
    """What claims that may be one have in common."""
    return side.all(record, SOURCE), side.about(record)


def derived_key(side: Side, record: NamedNode) -> Hashable:
    """What derived claims that may be one have in common."""
    return side.all(record, RULE), side.about(record), side.narrowing(record)


def best_key(side: Side, record: NamedNode) -> Hashable:
    """What best-known values that are one have in common."""
    return side.all(record, UNIT), side.about(record), side.narrowing(record)


def conflict_key(side: Side, record: NamedNode) -> Hashable:
    """What conflicts that may be one have in common."""
    return side.all(record, RULE), now(subject_of(side.graph, record), side.renamed)


def claim_score(old: Side, new: Side, one: NamedNode, other: NamedNode) -> Score | None:
    """How well two claims fit; None if they are two different ones."""
    mine, theirs = passage(old.graph, one), passage(new.graph, other)
    quote = overlap = False
    if mine and theirs:
        quote = mine.quote == theirs.quote
        overlap = mine.start < theirs.end and theirs.start < mine.end
    narrow = old.narrowing(one) == new.narrowing(other)
    same = old.value(one) == new.value(other)
    fits = quote or overlap or (narrow and (same or (old.figure(one) and new.figure(other))))
    return (quote, narrow and overlap, narrow, overlap, same) if fits else None


def derived_score(old: Side, new: Side, one: NamedNode, other: NamedNode) -> Score | None:
    """How well two derived claims of one rule fit; None if they say two different things."""
    same = old.value(one) == new.value(other)
    fits = same or (old.figure(one) and new.figure(other))
    return (same, share(old.all(one, PREMISE), new.all(other, PREMISE))) if fits else None


def best_score(old: Side, new: Side, one: NamedNode, other: NamedNode) -> Score:
    """Best-known values with the same key are one."""
    return ()


def conflict_score(old: Side, new: Side, one: NamedNode, other: NamedNode) -> Score | None:
    """How many claims two conflicts have in common; None if it is half or less."""
    common = share(old.all(one, CLAIM), new.all(other, CLAIM))
    return (common,) if common > HALF else None


Key = Callable[[Side, NamedNode], Hashable]
Fit = Callable[[Side, Side, NamedNode, NamedNode], Score | None]
STEPS: tuple[tuple[str, Key, Fit], ...] = (
    ("claims", claim_key, claim_score),
    ("derived", derived_key, derived_score),
    ("best", best_key, best_score),
    ("conflicts", conflict_key, conflict_score),
)


def matched(old: Graph, new: Graph, renamed: Renamed) -> Renamed:
    """Each record of the old graph with the record of the new one that says the same, perhaps changed.

    Records with one IRI are one. Of the others,

    - claims are of one document, subject and property, and have the same quote, or quotes that overlap, or
      the same narrowing qualifiers and either the same value or a number or date each. Best is the same
      quote, then overlap with the same narrowing, the same narrowing, overlap, the same value;
    - derived claims are of one rule, subject, property and narrowing, and have the same value or a number or
      date each. Best is the same value, then the most premises in common;
    - best-known values are of one subject, measure, unit and narrowing;
    - conflicts are of one rule and subject, and have more than half of their claims in common.

    Args:
        old: The old graph.
        new: The new one.
        renamed: The new IRIs of things; they are part of the answer.
    """
    found = dict(renamed)
    after = Side(new, SAME)
    for kind, key, score in STEPS:
        before = Side(old, dict(found))
        found |= paired_within(
            {node: key(before, node) for node in old.of_kind(kind)},
            {node: key(after, node) for node in new.of_kind(kind)},
            partial(score, before, after),
        )
    return found
