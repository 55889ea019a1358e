"""What was renamed: documents, terms and entities that have another IRI and are the same thing."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from pyoxigraph import NamedNode

from expograph.diff.graph import SUBJECT, Graph, anonymous
from expograph.diff.pairs import SAME, Renamed, Score, now, paired, share
from expograph.diff.records import PREDICATE, SOURCE, labels, passage, words
from expograph.names import folded
from expograph.ontology import TYPE

THINGS = ("documents", "terms", "entities")
HALF = 0.5
Features = dict[NamedNode, set[Hashable]]


def renamings(old: Graph, new: Graph) -> Renamed:
    """The new IRIs of what has another one now.

    Two things are the same if they are of one kind, have a class in common, and share at least half of their
    labels, or at least half of the words that are claimed of them (document, property and quote). What was a
    blank node and is named after what is said of it follows.
    """
    renamed: dict[NamedNode, NamedNode] = {}
    for kind in THINGS:
        gone, come = one_sided(old, new, kind), one_sided(new, old, kind)
        called = labels_of(old, gone), labels_of(new, come)
        claimed = claimed_of(old, gone, renamed), claimed_of(new, come, SAME)
        candidates = {*meeting(*called), *meeting(*claimed)}
        scored = (
            (score(share(called[0][o], called[1][n]), share(claimed[0][o], claimed[1][n])), o, n)
            for o, n in candidates
            if of_one_class(old, o, new, n, renamed)
        )
        renamed |= paired((s, o, n) for s, o, n in scored if s is not None)
    return {**renamed, **nameless(old, new, renamed)}


def one_sided(graph: Graph, other: Graph, kind: str) -> set[NamedNode]:
    """The things of a kind of which the other graph does not speak."""
    return {node for node in graph.of_kind(kind) if node not in other.about}


def labels_of(graph: Graph, nodes: Iterable[NamedNode]) -> Features:
    """The main labels of things, in any case."""
    return {node: {(label.language, folded(label.value)) for label in labels(graph, node)} for node in nodes}


def claimed_of(graph: Graph, nodes: set[NamedNode], renamed: Renamed) -> Features:
    """The words that are claimed of each thing, with their document and property, by their new names."""
    found: Features = {node: set() for node in nodes}
    for claim in graph.of_kind("claims"):
        subject = graph.one(claim, SUBJECT)
        if isinstance(subject, NamedNode) and subject in nodes:
            where = [now(graph.one(claim, p), renamed) for p in (SOURCE, PREDICATE)]
            said = passage(graph, claim)
            found[subject].add((*where, said and said.quote))
    return found


def meeting(old: Features, new: Features) -> set[tuple[NamedNode, NamedNode]]:
    """The old and new things that have a feature in common."""
    having: dict[Hashable, list[NamedNode]] = defaultdict(list)
    for node, features in new.items():
        for feature in features:
            having[feature].append(node)
    return {(o, n) for o, features in old.items() for feature in features for n in having.get(feature, ())}


def score(*shares: float) -> Score | None:
    """How much two things have in common; None if it is less than half in each respect."""
    return (sum(shares),) if max(shares) >= HALF else None


def of_one_class(old: Graph, one: NamedNode, new: Graph, other: NamedNode, renamed: Renamed) -> bool:
    """Whether two things have a class in common; what has no class fits any."""
    mine = {now(t, renamed) for t in old.objects(one, TYPE)}
    theirs = set(new.objects(other, TYPE))
    return not mine or not theirs or not mine.isdisjoint(theirs)


def nameless(old: Graph, new: Graph, renamed: Renamed) -> Renamed:
    """The former blank nodes that have another name because of another name in what is said of them."""
    gone = [s for s in old.about if isinstance(s, NamedNode) and anonymous(s) and s not in new.about]
    come = [s for s in new.about if isinstance(s, NamedNode) and anonymous(s) and s not in old.about]
    said = {words(new, node): node for node in sorted(come, key=str)}
    texts = {node: words(old, node, renamed) for node in sorted(gone, key=str)}
    return {node: said[text] for node, text in texts.items() if text in said}
