"""Which documents, entities and terms differ, and all that no claim explains."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from expograph.diff.compare import Comparison, by_subject
from expograph.diff.graph import Graph, anonymous
from expograph.diff.matching import PERIOD
from expograph.diff.model import Change, Count, Item, Section
from expograph.diff.naming import THINGS
from expograph.diff.pairs import SAME, Renamed, now
from expograph.diff.records import OBJECT, parts, plain, properties_of, subject_of, words
from expograph.diff.sections import RECORDS, Partners, ordered, told
from expograph.ontology import LABELS, TYPE, Term, short

GROUPS = ("added", "removed", "renamed", "relabelled", "changed")
Explained = set[frozenset[Term | None]]


def thing_sections(c: Comparison, differing: Iterable[Partners]) -> tuple[list[Section], Count]:
    """What differs among things, and how many more triples merely go with what is told.

    A triple goes with what is told if its subject or object has come or gone, or if it has subject and
    property, or subject and value, in common with a claim that differs.

    Args:
        c: The comparison.
        differing: The claims and derived claims that are told.
    """
    listed = list(differing)
    explained = explanations(c.old, (o for o, _ in listed), c.pairs)
    explained |= explanations(c.new, (n for _, n in listed), SAME)
    alone = one_sided(c.old, c.new, c.pairs), one_sided(c.new, c.old, c.back)
    loose = of_things(c.old, c.gone), of_things(c.new, c.come)
    gone = [t for t in loose[0] if not goes_with(t, alone[0], explained, c.pairs)]
    come = [t for t in loose[1] if not goes_with(t, alone[1], explained, SAME)]
    groups: dict[str, dict[str, list[Item]]] = {kind: {g: [] for g in GROUPS} for kind in THINGS}
    for group, graph, nodes in (("removed", c.old, alone[0]), ("added", c.new, alone[1])):
        for kind, found in come_or_gone(c, graph, nodes):
            groups[kind][group].append(found)
    for kind, group, found in differing_things(c, gone, come):
        groups[kind][group].append(found)
    sections = [Section(kind, ordered(groups[kind])) for kind in THINGS]
    return sections, Count(len(loose[0]) - len(gone), len(loose[1]) - len(come))


def one_sided(graph: Graph, other: Graph, renamed: Renamed) -> set[NamedNode]:
    """The things, spans of days and former blank nodes of which the other graph does not speak."""
    return {
        node
        for node in graph.about
        if isinstance(node, NamedNode)
        and node not in other.about
        and node not in renamed
        and (graph.kinds.get(node) in THINGS or anonymous(node) or PERIOD in graph.objects(node, TYPE))
    }


def of_things(graph: Graph, left: Mapping[Term, list[Triple]]) -> list[Triple]:
    """The triples that are not about records or the places of their words."""
    places = parts(graph)
    return [
        triple
        for subject, triples in left.items()
        if subject not in places
        and not (isinstance(subject, NamedNode) and graph.kinds.get(subject) in RECORDS)
        for triple in triples
    ]


def explanations(graph: Graph, records: Iterable[NamedNode | None], renamed: Renamed) -> Explained:
    """Each subject with its property, and with its value and the days of that, of records that are told."""
    found: Explained = set()
    for record in records:
        if record is None:
            continue
        subject = now(subject_of(graph, record), renamed)
        values = graph.objects(record, OBJECT)
        days = [o for v in values for p in graph.about.get(v, {}) for o in graph.objects(v, p)]
        found |= {frozenset({subject, now(p, renamed)}) for p in properties_of(graph, record)}
        found |= {frozenset({subject, now(v, renamed)}) for v in values}
        found |= {frozenset({subject, day}) for day in days if isinstance(day, Literal) and not day.language}
    return found


def goes_with(triple: Triple, alone: set[NamedNode], explained: Explained, renamed: Renamed) -> bool:
    """Whether a triple needs no words of its own."""
    subject, predicate, value = (now(term, renamed) for term in triple)
    known = {frozenset({subject, predicate}), frozenset({subject, value})}
    return (
        triple.subject in alone
        or (triple.object in alone and not anonymous(triple.object))
        or anonymous(triple.subject)
        or not explained.isdisjoint(known)
    )


def come_or_gone(c: Comparison, graph: Graph, nodes: set[NamedNode]) -> Iterator[tuple[str, Item]]:
    """The things of which one graph alone speaks; of former blank nodes those that belong to nothing else."""
    inner = {t.object for t in graph.triples} if any(map(anonymous, nodes)) else set()
    for node in nodes:
        kind = graph.kinds.get(node)
        if kind:
            here = graph is c.old
            yield kind, told(c, kind, node if here else None, None if here else node, ())
        elif anonymous(node) and node not in inner:
            yield "terms", Item(plain(words(graph, node)), "", "")


def differing_things(
    c: Comparison, gone: list[Triple], come: list[Triple]
) -> Iterator[tuple[str, str, Item]]:
    """The kind, group and description of what was renamed, relabelled or is described otherwise."""
    lost, won = by_subject(gone), by_subject(come)
    both = {(s, now(s, c.pairs)) for s in lost} | {(now(s, c.back), s) for s in won}
    both |= {(o, n) for o, n in c.pairs.items() if o != n and c.new.kinds.get(n) in THINGS}
    for old, new in both:
        if not isinstance(old, NamedNode) or not isinstance(new, NamedNode):
            continue
        kinds = c.new.kinds.get(new), c.old.kinds.get(old)
        kind = next((k for k in THINGS if k in kinds), "entities")
        values = c.values(lost.get(old, ()), won.get(new, ()))
        name = [Change("name", (short(old),), (short(new),))] if old != new else []
        group = "renamed" if name else "relabelled" if not values.keys().isdisjoint(LABELS) else "changed"
        yield kind, group, told(c, kind, old, new, (*name, *c.told(values)))
