"""The two graphs laid over each other: what is left on either side, and what it means."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from expograph.diff.graph import Graph
from expograph.diff.matching import matched
from expograph.diff.model import Change, Count
from expograph.diff.naming import renamings
from expograph.diff.pairs import Renamed, renewed
from expograph.diff.records import (
    BOUND,
    CLAIM,
    EVIDENCE,
    LOWER,
    LOWER_OUT,
    NOMINAL,
    OBJECT,
    PREMISE,
    RANK,
    RULE,
    SPEAKER,
    UNIT,
    UPPER,
    UPPER_OUT,
    WORDING,
    passage,
    plain,
    quoted,
    value_words,
    words,
)
from expograph.namespaces import RDFS, expo
from expograph.ontology import Term, short

VALUE = (OBJECT, LOWER, LOWER_OUT, UPPER, UPPER_OUT, BOUND, UNIT, NOMINAL)
WRITTEN = {NamedNode(RDFS + name) for name in ("label", "comment")}
# What is made from the rest of a record.
MADE = {
    "claims": {*WRITTEN, EVIDENCE},
    "derived": WRITTEN,
    "best": {*WRITTEN, CLAIM, PREMISE, NOMINAL, BOUND},
    "conflicts": {*WRITTEN, PREMISE},
}
# Properties by the words of people.
CALLED = {SPEAKER: "speaker", RANK: "rank", PREMISE: "rests on", CLAIM: "claims", RULE: "rule"}
Values = tuple[list[Term], list[Term]]


@dataclass(frozen=True)
class Comparison:
    """Two graphs, and what of the one is what of the other.

    Args:
        old: The old graph.
        new: The new one.
        pairs: The new name of each record, and of each thing that has another one.
    """

    old: Graph
    new: Graph
    pairs: Renamed

    @cached_property
    def back(self) -> Renamed:
        """The old names."""
        return {new: old for old, new in self.pairs.items()}

    @cached_property
    def removed(self) -> set[Triple]:
        """What only the old graph holds, whatever things are called."""
        left = self.old.triples - self.new.triples
        return {t for t in left if renewed(t, self.pairs) not in self.new.triples}

    @cached_property
    def added(self) -> set[Triple]:
        """What only the new graph holds, whatever things are called."""
        left = self.new.triples - self.old.triples
        return {t for t in left if renewed(t, self.back) not in self.old.triples}

    @property
    def inferred(self) -> Count:
        """How much of it only follows under OWL 2 RL, as far as the files tell it apart."""
        return Count(len(self.removed & self.old.inferred), len(self.added & self.new.inferred))

    @cached_property
    def gone(self) -> Mapping[Term, list[Triple]]:
        """What is said no longer, by subject."""
        return by_subject(self.removed - self.old.inferred)

    @cached_property
    def come(self) -> Mapping[Term, list[Triple]]:
        """What is said newly, by subject."""
        return by_subject(self.added - self.new.inferred)

    def values(self, gone: Iterable[Triple], come: Iterable[Triple]) -> dict[NamedNode, Values]:
        """What is said otherwise of a subject, by property under its new name.

        Args:
            gone: What is said of it no longer.
            come: What is said of it newly.
        """
        found: dict[NamedNode, Values] = defaultdict(lambda: ([], []))
        for triple in gone:
            found[self.pairs.get(triple.predicate, triple.predicate)][0].append(triple.object)
        for triple in come:
            found[triple.predicate][1].append(triple.object)
        return found

    def told(self, values: Mapping[NamedNode, Values]) -> Iterator[Change]:
        """Differing values in words."""
        for predicate in sorted(values, key=str):
            old, new = values[predicate]
            olds, news = (
                tuple(sorted({plain(words(graph, o)) for o in objects}))
                for graph, objects in ((self.old, old), (self.new, new))
            )
            yield Change(CALLED.get(predicate) or short(predicate), olds, news)


def compared(old: Graph, new: Graph) -> Comparison:
    """Find what of the old graph is what of the new one."""
    return Comparison(old, new, matched(old, new, renamings(old, new)))


def by_subject(triples: Iterable[Triple]) -> dict[Term, list[Triple]]:
    """Triples by their subject."""
    found: dict[Term, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.subject].append(triple)
    return found


def changes(c: Comparison, kind: str, old: NamedNode, new: NamedNode) -> tuple[Change, ...]:
    """How two records that are one differ.

    Labels and comments of records are made from the rest, and so are bound, figure and claims of a best-known
    value; they are not compared.
    """
    values = c.values(c.gone.get(old, ()), c.come.get(new, ()))
    values = {p: v for p, v in values.items() if p not in MADE[kind]}
    found = [*value_change(c, values, old, new), *(quote_change(c, old, new) if kind == "claims" else ())]
    made = {WORDING, expo("resolution")} if any(f.what == "quote" for f in found) else set()
    made |= {expo("saidBy")} if SPEAKER in values else set()
    made |= set(VALUE) if any(f.what == "value" for f in found) else set()
    return (*found, *c.told({p: v for p, v in values.items() if p not in made}))


def value_change(
    c: Comparison, values: Mapping[NamedNode, Values], old: NamedNode, new: NamedNode
) -> Iterator[Change]:
    """The values of a record before and after, where words can tell them apart."""
    before, after = value_words(c.old, old), value_words(c.new, new)
    if before != after and not values.keys().isdisjoint(VALUE):
        yield Change("value", (plain(before),), (plain(after),))


def quote_change(c: Comparison, old: NamedNode, new: NamedNode) -> Iterator[Change]:
    """The words of a claim before and after, or where they stood and stand."""
    before, after = passage(c.old, old), passage(c.new, new)
    if (before and before.quote) != (after and after.quote):
        olds, news = (tuple(plain(quoted(p.quote)) for p in [place] if p) for place in (before, after))
        yield Change("quote", olds, news)
    elif before and after and before != after:
        yield Change("place", (f"{before.start}–{before.end}",), (f"{after.start}–{after.end}",))
