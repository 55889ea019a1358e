"""Which claims, derived claims, best-known values and conflicts differ, and how."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from expograph.diff.compare import Comparison, changes
from expograph.diff.describe import fields, item
from expograph.diff.model import Change, Item, Section
from expograph.diff.records import SOURCE
from expograph.ontology import short

RECORDS = ("claims", "derived", "best", "conflicts")
CAME, WENT = ("added", "removed"), ("appeared", "gone")
Partners = tuple[NamedNode | None, NamedNode | None]


def record_partners(c: Comparison, kind: str) -> list[Partners]:
    """The records of a kind: each old one with its new one, or one of them alone."""
    old, new = c.old.of_kind(kind), c.new.of_kind(kind)
    return [*((o, c.pairs.get(o)) for o in old), *((None, n) for n in new if n not in c.back)]


def record_section(c: Comparison, kind: str) -> tuple[Section, list[Partners]]:
    """What differs among the records of a kind, and which they are.

    Claims whose words merely stand elsewhere in their document are counted by document.
    """
    came, went = WENT if kind == "conflicts" else CAME
    groups: dict[str, list[Item]] = {came: [], went: [], "changed": []}
    moved: Counter[str] = Counter()
    differing: list[Partners] = []
    for old, new in record_partners(c, kind):
        found = changes(c, kind, old, new) if old and new else ()
        if [f.what for f in found] == ["place"] and new:
            moved[short(c.new.one(new, SOURCE))] += 1
        elif found or not (old and new):
            differing.append((old, new))
            groups["changed" if found else went if old else came].append(told(c, kind, old, new, found))
    if kind == "claims":
        groups["moved"] = [Item(d, quotes(n), "", new={"document": d, "claims": n}) for d, n in moved.items()]
    return Section(kind, ordered(groups)), differing


def quotes(number: int) -> str:
    """How many quotes stand elsewhere, in words."""
    return f"{number} quote{'s stand' if number != 1 else ' stands'} elsewhere"


def told(
    c: Comparison, kind: str, old: NamedNode | None, new: NamedNode | None, found: tuple[Change, ...]
) -> Item:
    """A record or thing as it is told; under its new name, if it has one."""
    graph, node = (c.new, new) if new else (c.old, old)
    assert node is not None
    return replace(
        item(graph, node, kind),
        old=fields(c.old, old, kind) if old else None,
        new=fields(c.new, new, kind) if new else None,
        changes=found,
    )


def ordered(groups: Mapping[str, Iterable[Item]]) -> dict[str, tuple[Item, ...]]:
    """The groups, each sorted."""
    return {group: tuple(sorted(items, key=place_in_list)) for group, items in groups.items()}


def place_in_list(item: Item) -> tuple[str, ...]:
    """A key that sorts what is told by what it is about."""
    return item.name, item.says, item.source, str(item.old), str(item.new)
