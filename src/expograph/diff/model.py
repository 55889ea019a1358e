"""What a comparison found, as people and programs are told it."""

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, object]


@dataclass(frozen=True)
class Change:
    """What is said otherwise.

    Args:
        what: A property, or in plain words: value, quote, place, name, speaker, rank …
        old: What only the old graph says, in words.
        new: What only the new one says.
    """

    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """Something that one graph has and the other has not, or has otherwise.

    Args:
        name: What it is about.
        says: What it says.
        source: Where it comes from.
        old: It in the old graph, for programs; None if it was not there.
        new: It in the new graph.
        changes: How they differ, if both have it.
    """

    name: str
    says: str
    source: str
    old: Fields | None = None
    new: Fields | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Section:
    """All differences of one kind.

    Args:
        name: claims, derived, best, conflicts, documents, entities or terms.
        groups: What came, went and changed, each sorted.
    """

    name: str
    groups: Mapping[str, tuple[Item, ...]]

    def __bool__(self) -> bool:
        return any(self.groups.values())


@dataclass(frozen=True)
class Count:
    """How many triples went and came."""

    removed: int
    added: int

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


@dataclass(frozen=True)
class Difference:
    """How two graphs differ.

    Args:
        old: The old graph, as people call it.
        new: The new one.
        sections: What differs, kind by kind.
        implied: Direct triples and descriptions that go with the differences shown.
        inferred: Triples that follow under OWL 2 RL.
    """

    old: str
    new: str
    sections: tuple[Section, ...]
    implied: Count
    inferred: Count

    def __bool__(self) -> bool:
        return any(self.sections) or bool(self.implied) or bool(self.inferred)
