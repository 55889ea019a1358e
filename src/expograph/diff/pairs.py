"""Which of the old is which of the new: the best pairs first, the same whichever graph is called old."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Set

from pyoxigraph import NamedNode, Triple

from expograph.ontology import Term

Score = tuple[float, ...]
Renamed = Mapping[NamedNode, NamedNode]
SAME: Renamed = {}


def paired(candidates: Iterable[tuple[Score, NamedNode, NamedNode]]) -> dict[NamedNode, NamedNode]:
    """Each old node with at most one new one, the highest scores first.

    Args:
        candidates: A score, an old and a new node; among equal scores the IRIs decide, in no regard of which
            is the old one, so that the comparison the other way round finds the same pairs.
    """
    by_name = sorted(candidates, key=lambda c: sorted((c[1].value, c[2].value)))
    found: dict[NamedNode, NamedNode] = {}
    taken: set[NamedNode] = set()
    for _, old, new in sorted(by_name, key=lambda c: c[0], reverse=True):
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def paired_within(
    old: Mapping[NamedNode, Hashable],
    new: Mapping[NamedNode, Hashable],
    score: Callable[[NamedNode, NamedNode], Score | None],
) -> dict[NamedNode, NamedNode]:
    """The pairs of nodes that have the same IRI, and of the others those with the same key that fit best.

    Args:
        old: Each old node with what its partner must have in common with it, by the new names.
        new: Each new node with the same.
        score: How well two nodes fit; None if they are no pair.
    """
    same = {node: node for node in old if node in new}
    partners: dict[Hashable, list[NamedNode]] = defaultdict(list)
    for node in new:
        if node not in same:
            partners[new[node]].append(node)
    candidates = ((score(o, n), o, n) for o in old if o not in same for n in partners.get(old[o], ()))
    return same | paired((s, o, n) for s, o, n in candidates if s is not None)


def share(one: Set[Hashable], other: Set[Hashable]) -> float:
    """How much two sets have in common, from 0 to 1, in proportion to the larger one."""
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0


def now(term: Term | None, renamed: Renamed) -> Term | None:
    """A term by its new name."""
    return renamed.get(term, term) if isinstance(term, NamedNode) else term


def renewed(triple: Triple, renamed: Renamed) -> Triple:
    """A triple by the new names of its terms."""
    return Triple(*(now(term, renamed) for term in triple))  # type: ignore[arg-type]
