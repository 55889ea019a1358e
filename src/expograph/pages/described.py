"""The kinds of pages, read from `queries/pages/*.ttl`, which alone knows the classes there are.

A page:Kind is the page of the things of a class (page:of), with its sections in order (page:sections); those
with a page:path have a list at that path, made by the query page:listed. A page:Section is a query with one
parameter, `?_thing_iri`, and a heading; a page:Column is the heading of a variable that is no term of the
ontology. Of what a project and its foundation both describe, the project's description counts.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from expograph import query
from expograph.errors import ExpographError
from expograph.namespaces import RDFS
from expograph.ontology import TYPE, Ontology, load
from expograph.pages.kinds import PAGE, Front, Kind, Kinds, Labels, Section
from expograph.project import Project, shown
from expograph.query import Query, names

FOLDER = "pages/"


def queries(project: Project) -> dict[str, Query]:
    """The queries of `queries/pages/`, by their names there."""
    found = {n: p for n, p in names(project).items() if n.startswith(FOLDER)}
    return {
        n.removeprefix(FOLDER): query.read(query.decoded(p.read_bytes(), shown(p)), n, shown(p))
        for n, p in found.items()
    }


def read(project: Project, store: Store, asked: Mapping[str, Query]) -> Kinds:
    """The kinds of pages of a project.

    Args:
        project: The project.
        store: Its graph, for the classes above classes.
        asked: What `queries` gives.

    Raises:
        ExpographError: A file or query cannot be read.
    """
    paths = [p for folder in reversed(project.queries) for p in sorted(folder.glob(FOLDER + "*.ttl"))]
    described: dict[NamedNode, Ontology] = {}
    labels: list[tuple[str, Literal]] = []
    for path in paths:
        found = load([path])
        said = ((t.subject, t.object) for t in found.triples if t.predicate == NamedNode(RDFS + "label"))
        labels += [(s.value, o) for s, o in said if isinstance(s, NamedNode) and isinstance(o, Literal)]
        described |= {s: found for s in found.index[TYPE] if isinstance(s, NamedNode)}
    made = dict(sorted(described.items(), key=lambda pair: pair[0].value))
    kinds = [_kind(asked, n, about) for n, about in made.items() if _is(about, n, "Kind")]
    columns = {
        _text(about, n, "name"): _labels(about, n, "label")
        for n, about in made.items()
        if _is(about, n, "Column")
    }
    named = {c for kind in kinds for c in kind.classes}
    fronts = [_front(asked, n, about) for n, about in made.items() if _is(about, n, "FrontPage")]
    return Kinds(
        fronts[0],
        tuple(kinds),
        columns,
        frozenset(name for n, about in made.items() for name in _texts(about, n, "literals")),
        tuple(pair for pair in labels if not pair[0].startswith(PAGE)),
        _above(store, named),
        _lead(made),
    )


def _lead(made: Mapping[NamedNode, Ontology]) -> dict[str, int]:
    """The places of the properties that lead; a project's own before ours."""
    heads = (
        (about, head) for n, about in made.items() for head in about.objects(n, NamedNode(PAGE + "terms"))
    )
    terms = (
        term.value for about, head in heads for term in about.listed(head) if isinstance(term, NamedNode)
    )
    return {iri: place for place, iri in enumerate(dict.fromkeys(terms))}


def _is(about: Ontology, name: NamedNode, kind: str) -> bool:
    return NamedNode(PAGE + kind) in about.objects(name, TYPE)


def _kind(asked: Mapping[str, Query], name: NamedNode, about: Ontology) -> Kind:
    listed = _text(about, name, "listed")
    heads = about.objects(name, NamedNode(PAGE + "sections"))
    parts = [s for head in heads for s in about.listed(head) if isinstance(s, NamedNode)]
    return Kind(
        iri=name.value,
        classes=tuple(c for c in about.objects(name, NamedNode(PAGE + "of")) if isinstance(c, NamedNode)),
        title=_labels(about, name, "label"),
        note=_labels(about, name, "comment"),
        path=_text(about, name, "path"),
        listed=_query(asked, name, listed) if listed else None,
        sections=tuple(_section(asked, s, about) for s in parts),
        template=_text(about, name, "template"),
        menu=int(_text(about, name, "menu") or 0),
    )


def _front(asked: Mapping[str, Query], name: NamedNode, about: Ontology) -> Front:
    lines = [_own_labels(about, name, f"line{n}") for n in (1, 2, 3)]
    heads = about.objects(name, NamedNode(PAGE + "questions"))
    first = [q.value for head in heads for q in about.listed(head) if isinstance(q, Literal)]
    counted = _query(asked, name, _text(about, name, "query"))
    return Front(
        _labels(about, name, "label"),
        tuple(line for line in lines if line),
        counted,
        tuple(first),
        _text(about, name, "shows"),
    )


def _section(asked: Mapping[str, Query], name: NamedNode, about: Ontology) -> Section:
    return Section(
        key=name.value.removeprefix(PAGE),
        query=_query(asked, name, _text(about, name, "query")),
        title=_labels(about, name, "label"),
        note=_labels(about, name, "comment"),
        form=_text(about, name, "form") or "table",
    )


def _query(asked: Mapping[str, Query], name: NamedNode, wanted: str) -> Query:
    if wanted not in asked:
        raise ExpographError(
            f"{name.value} wants the query {wanted!r}, and queries/{FOLDER} has none of that name"
        )
    return asked[wanted]


def _text(about: Ontology, name: NamedNode, prop: str) -> str:
    return next((o.value for o in about.objects(name, NamedNode(PAGE + prop)) if isinstance(o, Literal)), "")


def _texts(about: Ontology, name: NamedNode, prop: str) -> list[str]:
    return [o.value for o in about.objects(name, NamedNode(PAGE + prop)) if isinstance(o, Literal)]


def _labels(about: Ontology, name: NamedNode, prop: str) -> Labels:
    return _own_labels(about, name, prop, RDFS)


def _own_labels(about: Ontology, name: NamedNode, prop: str, namespace: str = PAGE) -> Labels:
    found = about.objects(name, NamedNode(namespace + prop))
    return {o.language or "": o.value for o in found if isinstance(o, Literal)}


def _above(store: Store, classes: Iterable[NamedNode]) -> dict[NamedNode, frozenset[NamedNode]]:
    """Each class that the store has members of or a page is for, with all classes above it."""
    parents: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(RDFS + "subClassOf"), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            parents.setdefault(quad.subject, set()).add(quad.object)
    found = {}
    for start in {*parents, *classes}:
        reached, waiting = {start}, [start]
        while waiting:
            for up in parents.get(waiting.pop(), ()):
                if up not in reached:
                    reached.add(up)
                    waiting.append(up)
        found[start] = frozenset(reached)
    return found
