"""The triples of a graph as sets of integers, with indexes that are built when first asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from expograph.reason.terms import TYPE

Pair = tuple[int, int]
Index = dict[int, list[int]]


class Facts:
    """What is known: for each predicate the set of (subject, object), for each class the set of its members.

    No rule copies these sets, so a class or value that a million triples share costs no more than its own
    size. An index of a predicate by subject or object is built at its first use, and kept from then on; most
    predicates need none. Literals that denote one value (`twins`) are found by each other's spelling: that
    is rule dt-eq.
    """

    def __init__(self) -> None:
        self.pairs: defaultdict[int, set[Pair]] = defaultdict(set)
        self.members: defaultdict[int, set[int]] = defaultdict(set)
        self.twins: dict[int, tuple[int, ...]] = {}
        self._by_subject: dict[int, Index] = {}
        self._by_object: dict[int, Index] = {}

    def add_pairs(self, predicate: int, items: Iterable[Pair]) -> set[Pair]:
        """Add triples of one predicate other than rdf:type; returns those that were not there."""
        known = self.pairs[predicate]
        fresh = set(items) - known
        known |= fresh
        self._index(predicate, fresh)
        return fresh

    def add_members(self, cls: int, items: Iterable[int]) -> set[int]:
        """Add members of a class; returns those that were not there."""
        known = self.members[cls]
        fresh = set(items) - known
        known |= fresh
        self._index(TYPE, ((member, cls) for member in fresh))
        return fresh

    def extension(self, predicate: int) -> Iterable[Pair]:
        """All (subject, object) of a predicate."""
        if predicate != TYPE:
            return self.pairs.get(predicate, ())
        return ((member, cls) for cls, members in self.members.items() for member in members)

    def by_subject(self, predicate: int) -> Index:
        """Subject -> its objects."""
        index = self._by_subject.get(predicate)
        if index is None:
            index = self._by_subject[predicate] = {}
            for s, o in self.extension(predicate):
                index.setdefault(s, []).append(o)
        return index

    def by_object(self, predicate: int) -> Index:
        """Object, in each spelling of its value -> its subjects."""
        index = self._by_object.get(predicate)
        if index is None:
            index = self._by_object[predicate] = {}
            for s, o in self.extension(predicate):
                self._file(index, s, o)
        return index

    def has(self, s: int, p: int, o: int) -> bool:
        """Whether a triple is there, in this or another spelling of its object."""
        return any(self.holds(s, p, twin) for twin in self.twins.get(o, (o,)))

    def holds(self, s: int, p: int, o: int) -> bool:
        """Whether exactly this triple is there."""
        if p == TYPE:
            return s in self.members.get(o, ())
        return (s, o) in self.pairs.get(p, ())

    def count(self, p: int, o: int) -> int:
        """How many triples an atom of this predicate and (for a class) object can match."""
        if p == TYPE and o > 0:
            return len(self.members.get(o, ()))
        return sum(map(len, self.members.values())) if p == TYPE else len(self.pairs.get(p, ()))

    def triples(self) -> Iterator[tuple[int, int, int]]:
        """Every triple."""
        for p, pairs in self.pairs.items():
            for s, o in pairs:
                yield s, p, o
        for cls, members in self.members.items():
            for member in members:
                yield member, TYPE, cls

    def _index(self, predicate: int, fresh: Iterable[Pair]) -> None:
        """Bring the indexes of a predicate, where there are any, up to date."""
        by_subject, by_object = self._by_subject.get(predicate), self._by_object.get(predicate)
        if by_subject is None and by_object is None:
            return
        for s, o in fresh:
            if by_subject is not None:
                by_subject.setdefault(s, []).append(o)
            if by_object is not None:
                self._file(by_object, s, o)

    def _file(self, index: Index, s: int, o: int) -> None:
        for spelling in self.twins.get(o, (o,)):
            index.setdefault(spelling, []).append(s)
