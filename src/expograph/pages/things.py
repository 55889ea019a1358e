"""The page of a thing, of any IRI, and of a named graph: for people, and the same for programs."""

from dataclasses import replace

from pyoxigraph import DefaultGraph, NamedNode, Triple

from expograph.namespaces import GRAPH, ID, OWL
from expograph.pages import document, entity, html, machine, saying, tables
from expograph.pages.links import SUFFIX_OF, iris, taken_apart
from expograph.pages.model import NotFound, Page, Table
from expograph.pages.shows import TEXT
from expograph.pages.view import View

RESOURCE = "/resource"
"""The path of what has an IRI that is none of ours."""
FORMATS = (("Turtle", ".ttl"), ("JSON-LD", ".jsonld"), ("N-Triples", ".nt"), ("RDF/XML", ".rdf"))


def thing(view: View, form: str, path: str) -> Page:
    """The thing whose IRI ends in a path; from that path itself the way to its page in a format."""
    found = _resolved(view, path)
    if taken_apart(view.asked.path)[1] is None:
        return Page(303, TEXT, b"", view.to(path + SUFFIX_OF[form]))
    return _shown(view, found, path, form)


def resource(view: View, form: str) -> Page:
    """The thing whose IRI is a parameter."""
    node = valid(view.asked.parameters.get("iri", ""))
    if node is None:
        raise NotFound
    if not entity.known(view, node) and (triples := machine.graph(view.shelf.store, node)):
        return _graph(view, node, triples, RESOURCE, form)
    if not entity.known(view, node):
        raise NotFound
    return _shown(view, node, RESOURCE, form)


def versioned(view: View, path: str) -> bool:
    """Whether a path is that of a version of the ontology, which is told where the ontology is."""
    nodes = filter(None, map(valid, iris(path)))
    version = NamedNode(OWL + "versionIRI")
    found = (view.shelf.store.quads_for_pattern(None, version, node, DefaultGraph()) for node in nodes)
    return any(next(iter(quads), None) for quads in found)


def version(view: View, form: str) -> Page:
    """The way from a version of the ontology to the ontology."""
    return Page(303, TEXT, b"", view.to("/ontology" + SUFFIX_OF[form]))


def graph(view: View, form: str, path: str) -> Page:
    """A named graph that is no document."""
    name = valid(GRAPH + path.removeprefix("/graph/"))
    triples = machine.graph(view.shelf.store, name) if name is not None else []
    if name is None or not triples:
        raise NotFound
    return _graph(view, name, triples, path, form)


def _graph(view: View, name: NamedNode, triples: list[Triple], path: str, form: str) -> Page:
    """The triples of a named graph; for people how many there are, and what they speak of."""
    if form in machine.RDF_FORMATS:
        return machine.page(triples, form)
    if form in tables.WRITERS:
        return tables.download(_triples(view, "graph", triples), form)
    more = {"iri": name.value} if path == RESOURCE else {}
    links = [(label, view.to(path + suffix, **more)) for label, suffix in FORMATS]
    table = replace(_triples(view, "triples", sorted(triples, key=str)[: entity.MANY]), total=len(triples))
    title = view.name(name).text if more else name.value.removeprefix(ID)
    return html.page(
        view, "graph.html", title, iri=name.value, count=len(triples), formats=links, table=table
    )


def _triples(view: View, key: str, triples: list[Triple]) -> Table:
    """Triples as a table."""
    parts = ("subject", "property", "value")
    rows = [
        dict(zip(parts, (t.subject, t.predicate, t.object), strict=True)) for t in sorted(triples, key=str)
    ]
    return tables.table(view, key, view.told("Triples"), parts, rows)


def valid(iri: str) -> NamedNode | None:
    """An IRI, or None where the text is none."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _resolved(view: View, path: str) -> NamedNode:
    """The IRI that a path means: as it is written, or decoded.

    Raises:
        NotFound: The graph knows none of them.
    """
    nodes = filter(None, map(valid, iris(path)))
    found = next((node for node in nodes if entity.known(view, node)), None)
    if found is None:
        raise NotFound
    return found


def _shown(view: View, node: NamedNode, path: str, form: str) -> Page:
    """A thing in a format."""
    if form in machine.RDF_FORMATS:
        return machine.page(machine.description(view.shelf.store, node), form)
    if form in tables.WRITERS:
        return tables.download(_table(view, node), form)
    content, template = entity.content(view, node), "entity.html"
    if content["kind"].template == "document.html":
        template = "document.html"
        content |= document.content(view, node)
    return html.page(view, template, saying.title(view, node), path=path, **content)


def _table(view: View, node: NamedNode) -> Table:
    """The table of a thing that is asked for by name, else all its triples."""
    wanted = view.asked.parameters.get("table")
    if wanted is None and not view.shelf.speaks_of(node):
        return _triples(view, "triples", machine.description(view.shelf.store, node))
    if wanted is None:
        return entity.triples_table(view, node)
    kind = view.shelf.kinds.of(entity.types(view, node))
    section = next((one for one in kind.sections if one.key == wanted), None)
    if section is None:
        raise NotFound
    return entity.section_table(view, node, section, every=True)
