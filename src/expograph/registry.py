"""Who is who: the registry's files, checked against the ontology."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from expograph.errors import ExpographError, Position, Problems
from expograph.names import Entity, Names, entities
from expograph.namespaces import ID, OWL, RDF, RDFS, SKOS
from expograph.ontology import LABELS, TYPE, Ontology, Term, nearest, short
from expograph.project import shown
from expograph.turtle import Located, read

LABEL = NamedNode(RDFS + "label")
BUILT_IN = (RDF, RDFS, OWL, SKOS)
BASE = "https://w3id.org/expograph/registry/"


@dataclass
class Registry:
    """The registry's triples with their places, and the index of all that can be named."""

    triples: list[Located]
    names: Names


def load(paths: Iterable[Path], ontology: Ontology) -> Registry:
    """Read the registry's files and check them.

    Args:
        paths: Turtle files.
        ontology: What they may say.

    Raises:
        Problems: Undeclared properties and classes, things without a name of their own, dangling references.
    """
    located = list(dict.fromkeys(t for path in paths for t in read(path, shown(path), BASE)))
    own = registered(located)
    known = {e.iri: e for e in entities(ontology)}
    for iri, entity in own.items():
        code = known.get(iri, entity)
        known[iri] = entity._replace(types=entity.types | code.types, labels=entity.labels | code.labels)
    problems = [*renamed(located), *(p for t in located for p in check(t, ontology, known))]
    if problems:
        raise Problems(problems)
    return Registry(located, Names(known.values()))


def registered(located: Iterable[Located]) -> dict[NamedNode, Entity]:
    """The things that the triples are about."""
    types: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    texts: dict[NamedNode, set[str]] = defaultdict(set)
    places: dict[NamedNode, Position] = {}
    for (subject, predicate, value), _, at in located:
        if isinstance(subject, NamedNode):
            places.setdefault(subject, at)
            if predicate == TYPE and isinstance(value, NamedNode):
                types[subject].add(value)
            elif predicate in LABELS and isinstance(value, Literal):
                texts[subject].add(value.value)
    return {s: Entity(s, frozenset(types[s]), frozenset(texts[s]), at) for s, at in places.items()}


def renamed(located: Iterable[Located]) -> list[ExpographError]:
    """Things that two files call differently in one language, since each means another thing by the IRI."""
    named: dict[tuple[Term, str | None], Located] = {}
    found = []
    for one in located:
        subject, predicate, name = one.triple
        if predicate == LABEL and isinstance(name, Literal):
            first = named.setdefault((subject, name.language), one)
            if first.triple.object != name and first.at.file != one.at.file:
                message = f"{short(subject)} has a name already, {first.triple.object}: {first.at}"
                hint = "another thing needs another IRI; another name of the same is a skos:altLabel"
                found.append(ExpographError(message, one.at, hint))
    return found


def check(located: Located, ontology: Ontology, known: dict[NamedNode, Entity]) -> list[ExpographError]:
    """What is wrong with one triple of the registry."""
    (subject, predicate, value), at, subject_at = located
    if not isinstance(subject, NamedNode):
        return [ExpographError("a thing of the registry needs an IRI", subject_at, f"write <{ID}...> for it")]
    found = []
    if predicate not in ontology.properties and not predicate.value.startswith(BUILT_IN):
        hint = nearest(predicate, ontology.properties)
        found.append(ExpographError(f"the ontology has no property {short(predicate)}", at, hint))
    if predicate == TYPE and isinstance(value, NamedNode) and value not in ontology.classes:
        hint = nearest(value, ontology.classes)
        found.append(ExpographError(f"the ontology has no class {short(value)}", at, hint))
    elif isinstance(value, NamedNode) and value.value.startswith(ID) and value not in known:
        found.append(ExpographError(f"nothing is known of {short(value)}", at, nearest(value, known)))
    if subject not in known or not known[subject].types:
        found.append(
            ExpographError(f"{short(subject)} has no class", subject_at, "say what it is: a expo:...")
        )
    return found


def refuse_cycles(ontology: Ontology, triples: Iterable[tuple[Triple, Position]]) -> None:
    """Refuse what is a part of itself, directly or through others.

    A relation that the ontology declares transitive and not symmetric orders things (part of, located in,
    earlier edition); so do the properties under it. OWL 2 RL itself would find such a cycle harmless.

    Raises:
        Problems: A cycle, with the place of each of its steps.
    """
    transitive = NamedNode(OWL + "TransitiveProperty")
    symmetric = NamedNode(OWL + "SymmetricProperty")
    types = ontology.index[TYPE]
    orders = [p for p in ontology.properties if transitive in types[p] and symmetric not in types[p]]
    given = list(triples)
    problems = []
    for order in sorted(orders, key=str):
        under = ontology.below(order, "subPropertyOf")
        steps: dict[NamedNode, dict[NamedNode, Position]] = defaultdict(dict)
        for (subject, predicate, value), at in given:
            if predicate in under and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                steps[subject].setdefault(value, at)
        if path := cycle(steps):
            told = "; ".join(f"{short(a)} → {short(b)} ({steps[a][b]})" for a, b in path)
            problems.append(
                ExpographError(f"{short(order)} runs in a circle: {told}", steps[path[0][0]][path[0][1]])
            )
    if problems:
        raise Problems(problems)


def cycle(steps: dict[NamedNode, dict[NamedNode, Position]]) -> list[tuple[NamedNode, NamedNode]]:
    """The edges of one cycle of a graph, or none (depth-first search, without recursion)."""
    done: set[NamedNode] = set()
    for start in sorted(steps, key=str):
        path, waiting = [start], [iter(sorted(steps[start], key=str))]
        while waiting and start not in done:
            step = next(waiting[-1], None)
            if step is None:
                done.add(path.pop())
                waiting.pop()
            elif step in path:
                ring = [*path[path.index(step) :], step]
                return list(pairwise(ring))
            elif step not in done:
                path.append(step)
                waiting.append(iter(sorted(steps.get(step, {}), key=str)))
    return []
