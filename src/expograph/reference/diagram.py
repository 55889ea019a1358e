"""A diagram of the main classes: boxes that list properties, with arrows to the classes of the values.

Graphviz places boxes of given sizes and never sees a letter, so that no font of the machine matters.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph.errors import ExpographError
from expograph.namespaces import SKOS
from expograph.ontology import TYPE
from expograph.reference.axioms import SUBCLASS, Axioms
from expograph.reference.model import Ref
from expograph.reference.naming import Names
from expograph.reference.terms import DOMAIN, DOMAINS, RANGE, RANGES

CONCEPT = NamedNode(SKOS + "Concept")
TARGETS, LINES = 6, 3
"""How many classes are followed from one class, and how many properties are named on the way to each."""
LETTER, LINE, PADDING, POINTS = 6.8, 17, 9, 72
"""Width of a letter and height of a line in units of the drawing; Graphviz's points an inch."""
BOLD = 1.25  # the name of a class is larger than its lines

Joins = Mapping[NamedNode, Mapping[NamedNode, Sequence[NamedNode]]]


@dataclass(frozen=True)
class Line:
    """A line of a box: a property, or the class to which the properties above it lead."""

    ref: Ref
    x: int
    y: int
    target: bool


@dataclass(frozen=True)
class Box:
    """A class: its place in the drawing, its name, and its lines."""

    x: int
    y: int
    width: int
    height: int
    name: Ref
    lines: list[Line]


@dataclass(frozen=True)
class Drawing:
    """A diagram: its size, its boxes, its arrows as data of SVG paths, and the same in sentences."""

    width: int
    height: int
    boxes: list[Box]
    arrows: list[str]
    told: list[tuple[Ref, list[Ref], Ref]]


def joins(axioms: Axioms, terms: Sequence[NamedNode]) -> Joins:
    """The main classes with what joins them.

    A property leads from the first class of its domain to the first of its range, each taken at the top of
    the hierarchy. Left out are classes whose things are entries of a list: SKOS concepts, or individuals
    among the terms. Of each class the first few are kept to which it leads, and the widest properties on the
    way there.

    Args:
        axioms: The ontology.
        terms: The terms of the page.
    """
    found: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = defaultdict(lambda: defaultdict(list))
    names, properties = axioms.names, axioms.ontology.properties
    for term in terms:
        if term in properties and properties[term].links:
            source, target = (
                top(names, end(axioms, term, *of)) for of in ((DOMAIN, DOMAINS), (RANGE, RANGES))
            )
            if source and target and not (listed(names, source, terms) or listed(names, target, terms)):
                found[source][target].append(term)
    return {
        source: {
            target: widest(names, several)[:LINES] for target, several in list(targets.items())[:TARGETS]
        }
        for source, targets in found.items()
    }


def end(axioms: Axioms, term: NamedNode, *predicates: NamedNode) -> NamedNode | None:
    """The first class that is stated for an end of a property, or for that end of the nearest above."""
    stated = (axioms.ontology.one(one, p) for one in (term, *axioms.over(term)) for p in predicates)
    return next((class_ for class_ in stated if class_), None)


def top(names: Names, class_: NamedNode | None) -> NamedNode | None:
    """The class of the page above a class that has none of the page above it."""
    over = names.ontology.above(class_, "subClassOf") if class_ else frozenset()
    here = [c for c in names.places if c in over]
    tops = [c for c in here if not any(o in here and o != c for o in names.ontology.objects(c, SUBCLASS))]
    return tops[0] if tops else class_


def listed(names: Names, class_: NamedNode, terms: Sequence[NamedNode]) -> bool:
    """Whether the things of a class are SKOS concepts, or individuals among the terms."""
    concepts = CONCEPT in names.ontology.above(class_, "subClassOf")
    return concepts or any(class_ in names.ontology.objects(term, TYPE) for term in terms)


def widest(names: Names, properties: Sequence[NamedNode]) -> list[NamedNode]:
    """Those of the properties that stand under no other of them."""
    over = {p: names.ontology.above(p, "subPropertyOf") - {p} for p in properties}
    return [p for p in properties if over[p].isdisjoint(properties)]


def drawing(names: Names, joined: Joins) -> Drawing | None:
    """The drawing of classes and what joins them; None where nothing does.

    Raises:
        ExpographError: pygraphviz is missing.
    """
    try:
        from pygraphviz import AGraph  # type: ignore[import-untyped]
    except ImportError as error:
        hint = "pip install 'expograph[release]'"
        raise ExpographError("the diagram needs pygraphviz, which is not installed", hint=hint) from error
    if not joined:
        return None
    classes = list(dict.fromkeys(c for source, targets in joined.items() for c in (source, *targets)))
    graph = AGraph(directed=True, rankdir="LR", nodesep="0.25", ranksep="0.45")
    for class_ in classes:
        width, height = size(names, class_, joined.get(class_, {}))
        graph.add_node(
            class_.value,
            label="",
            shape="box",
            fixedsize="true",
            width=width / POINTS,
            height=height / POINTS,
        )
    for source, targets in joined.items():
        for target in targets:
            if target != source:
                graph.add_edge(source.value, target.value)
    graph.layout(prog="dot")
    *_, right, high = (round(float(n)) for n in graph.graph_attr["bb"].split(","))
    boxes = []
    for class_ in classes:
        x, y = graph.get_node(class_.value).attr["pos"].split(",")
        boxes.append(box(names, class_, joined.get(class_, {}), round(float(x)), high - round(float(y))))
    arrows = sorted(path(edge.attr["pos"], high) for edge in graph.edges())
    return Drawing(right, high, boxes, arrows, list(told(names, joined)))


def size(
    names: Names, class_: NamedNode, targets: Mapping[NamedNode, Sequence[NamedNode]]
) -> tuple[int, int]:
    """Width and height of a box, by the letters of its lines."""
    lines = [letters(text) for text, _ in texts_of(names, targets)]
    width = max(BOLD * letters(names.label(class_)), *lines, 0)
    return round(width * LETTER) + 2 * PADDING, LINE * (len(lines) + 1) + PADDING + 4


def texts_of(
    names: Names, targets: Mapping[NamedNode, Sequence[NamedNode]]
) -> Iterator[tuple[str, NamedNode]]:
    """The lines of a box: properties, and after those that lead to a class that class."""
    for target, properties in targets.items():
        yield from ((names.label(p), p) for p in properties)
        yield f"→ {names.label(target)}", target


def letters(text: str) -> int:
    """How many letters wide a text is; Chinese ones count twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def box(
    names: Names, class_: NamedNode, targets: Mapping[NamedNode, Sequence[NamedNode]], x: int, y: int
) -> Box:
    """A class as a box around a point."""
    width, height = size(names, class_, targets)
    left, above = x - width // 2, y - height // 2
    lines = [
        Line(
            Ref(text, names.link(term).href, names.curie(term)),
            left + PADDING,
            above + LINE * (n + 2),
            term in targets,
        )
        for n, (text, term) in enumerate(texts_of(names, targets))
    ]
    return Box(left, above, width, height, names.link(class_), lines)


def path(spline: str, high: int) -> str:
    """An arrow as the data of an SVG path, from what dot says: "e,x,y" for its head, then Bézier points."""
    head, *points = (
        tuple(round(float(n)) for n in part.removeprefix("e,").split(",")) for part in spline.split()
    )
    flipped = [f"{x} {high - y}" for x, y in (*points, head)]
    return f"M{flipped[0]}C{' '.join(flipped[1:-1])}L{flipped[-1]}"


def told(names: Names, joined: Joins) -> Iterator[tuple[Ref, list[Ref], Ref]]:
    """The diagram in words: a class, the properties that lead from it, and the class to which they lead."""
    for source, targets in joined.items():
        for target, properties in targets.items():
            yield names.link(source), [names.link(p) for p in properties], names.link(target)
