"""What there is in data of whatever kind: how many triples, in which graphs, and things by their classes."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from expograph.ontology import TYPE
from expograph.pages import tables
from expograph.pages.model import Name, NotFound, Table
from expograph.pages.view import View

THINGS = "/things"
"""The path of the list of the things of a class."""
SHOWN = 200
"""Things, or classes, that a page shows."""
Counted = tuple[Name, int]


@dataclass(frozen=True)
class Overview:
    """What there is in data without claims.

    Args:
        triples: How many triples.
        graphs: The named graphs, each with its number of triples.
        classes: The first classes, each with the number of its things, most first.
        more: How many classes there are besides.
        all: Where all things are listed.
    """

    triples: int
    graphs: Sequence[Counted]
    classes: Sequence[Counted]
    more: int
    all: str


def overview(view: View) -> Overview | None:
    """What there is; None where there are claims, of which the lines of the front page tell."""
    if view.shelf.claims.by_iri:
        return None
    store = view.shelf.store
    named = sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=str)
    graphs = [(graph_name(view, g), _count(view, None, None, g)) for g in named]
    found = [(row["class"], row["things"]) for row in view.shelf.rows("classes-used")]
    classes = [
        (Name(called.text, called.language, view.to(THINGS, **{"class": class_.value})), int(number.value))  # type: ignore[union-attr]
        for class_, number in found[:SHOWN]
        if (called := view.name(class_))
    ]
    more = max(0, len(found) - SHOWN)
    return Overview(_count(view, None, None, DefaultGraph()), graphs, classes, more, view.to(THINGS))


def graph_name(view: View, graph: NamedNode) -> Name:
    """A named graph with the link to its page."""
    name = view.name(graph)
    here = name.href if name.href and not name.external else view.to("/resource.html", iri=graph.value)
    return Name(name.text, name.language, here, code=name.code)


def _count(
    view: View, prop: NamedNode | None, value: NamedNode | None, graph: NamedNode | DefaultGraph
) -> int:
    return sum(1 for _ in view.shelf.store.quads_for_pattern(None, prop, value, graph))


@dataclass(frozen=True)
class Listed:
    """The things of a class, or all that something is said of.

    Args:
        class_: The class; None for all.
        table: All of them, for programs.
        names: Those that the page shows.
        start: How many stand before them.
        unnamed: How many have no name at all.
        before: Where those before are shown; empty where there are none.
        after: Likewise those after.
    """

    class_: Name | None
    table: Table
    names: Sequence[Name]
    start: int
    unnamed: int
    before: str
    after: str


def listed(view: View) -> Listed:
    """The things of the class that the address names, from a number on.

    Raises:
        NotFound: The address names no class that has things, or a number that is none.
    """
    given = view.asked.parameters.get("class", "")
    things = _things(view, given)
    known = sorted({t.value for t in things if isinstance(t, NamedNode)})
    start = view.asked.parameters.get("from", "0")
    if not things or not start.isascii() or not start.isdigit() or len(start) > 9:
        raise NotFound
    first = int(start)
    more = {"class": given} if given else {}
    rows = [{"thing": NamedNode(iri)} for iri in known]
    title = view.told("Things")
    address = {form: view.to(f"{THINGS}.{form}", **more) for form in ("csv", "json")}
    return Listed(
        class_=view.name(NamedNode(given)) if given else None,
        table=tables.table(view, "things", title, ["thing"], rows, total=len(rows), **address),
        names=[_linked(view, iri) for iri in known[first : first + SHOWN]],
        start=first,
        unnamed=sum(isinstance(t, BlankNode) for t in things),
        before=view.to(THINGS, **more, **{"from": str(max(0, first - SHOWN))}) if first else "",
        after=view.to(THINGS, **more, **{"from": str(first + SHOWN)}) if first + SHOWN < len(known) else "",
    )


def _things(view: View, class_: str) -> set[object]:
    try:
        prop, value = (TYPE, NamedNode(class_)) if class_ else (None, None)
    except ValueError:
        raise NotFound from None
    return {q.subject for q in view.shelf.store.quads_for_pattern(None, prop, value, DefaultGraph())}


def _linked(view: View, iri: str) -> Name:
    """A thing with the link to its page, which every thing has."""
    name = view.name(NamedNode(iri))
    here = name.href and not name.external
    return (
        name if here else Name(name.text, name.language, view.to("/resource.html", iri=iri), code=name.code)
    )
