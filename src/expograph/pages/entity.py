"""The page of any thing: its sections, every triple with what it rests on, and what leads to it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from expograph.namespaces import (
    DCTERMS,
    DERIVED_GRAPH,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    OWL,
    RDFS,
    REGISTRY_GRAPH,
    SKOS,
)
from expograph.ontology import TRUE, TYPE, Term
from expograph.pages import measures, participation, saying, tables, unnamed
from expograph.pages.columns import PARTS, parts
from expograph.pages.kinds import Kind, Section
from expograph.pages.lines import HOW as HOW_IN_WORDS
from expograph.pages.lines import Property, Value
from expograph.pages.model import Cell, Column, Name, NotFound, Table
from expograph.pages.view import View

MANY = 200
"""Rows of a table that a page shows; its CSV and JSON have all."""
TEXTS = tuple(
    NamedNode(iri) for iri in (SKOS + "definition", RDFS + "comment", "http://purl.org/dc/terms/description")
)
STATED, REGISTRY, ONTOLOGY, DERIVED, INFERRED = "stated", "registry", "ontology", "derived", "inferred"
HOW = {REGISTRY_GRAPH: REGISTRY, ONTOLOGY_GRAPH: ONTOLOGY, DERIVED_GRAPH: DERIVED, INFERRED_GRAPH: INFERRED}
ORDER = (STATED, DERIVED, REGISTRY, ONTOLOGY, INFERRED)


def known(view: View, iri: NamedNode) -> bool:
    """Whether the graph has the IRI anywhere."""
    store, default = view.shelf.store, DefaultGraph()
    found = (
        store.quads_for_pattern(iri, None, None, default),
        store.quads_for_pattern(None, None, iri, default),
        store.quads_for_pattern(None, iri, None, default),
    )
    return any(next(iter(quads), None) for quads in found)


def types(view: View, thing: NamedNode) -> list[NamedNode]:
    """The classes of a thing, the most specific first, those above them after them."""
    quads = view.shelf.store.quads_for_pattern(thing, TYPE, None, DefaultGraph())
    found = {q.object for q in quads if isinstance(q.object, NamedNode)}
    above = view.shelf.kinds.above
    depth = {c: sum(c != other and c in above.get(other, ()) for other in found) for c in found}
    return sorted(found, key=lambda c: (depth[c], "expograph" not in c.value, c.value))


def content(view: View, thing: NamedNode) -> dict[str, Any]:
    """All that the template of a thing needs.

    Raises:
        NotFound: The graph does not know the IRI.
    """
    if not known(view, thing):
        raise NotFound
    classes = types(view, thing)
    kind = view.shelf.kinds.of(classes)
    name = view.name(thing)
    others = view.shelf.names.others(thing.value, name.language or view.language)
    forms = {section.form for section in kind.sections}
    return {
        "thing": thing,
        "iri": thing.value,
        "others": [Name(text, language) for language, text in others],
        "classes": [view.name(c) for c in classes if c in specific(view, classes)],
        "kind": kind,
        "list": Name(view.labelled(kind.title).text, href=view.to(f"/{kind.path}")) if kind.path else None,
        "texts": texts(view, thing),
        "replaced": replaced(view, thing),
        "sections": sections(view, thing, kind),
        "charts": measures.drawn(view, thing) if "series" in forms else [],
        "map": participation.picture(view, thing) if "map" in forms else None,
        "properties": outgoing(view, thing),
        "incoming": incoming(view, thing),
    }


def specific(view: View, classes: list[NamedNode]) -> list[NamedNode]:
    """The classes that no other of a thing's classes is below, those of our ontology if there are any."""
    above = view.shelf.kinds.above
    lowest = [
        c
        for c in classes
        if not any(c != o and c in above.get(o, ()) and o not in above.get(c, ()) for o in classes)
    ]
    own = [c for c in lowest if c.value in view.shelf.places]
    return own or lowest


def texts(view: View, thing: NamedNode) -> list[Name]:
    """What a thing is, in sentences: in the reader's language, else in any."""
    found = [
        q.object for p in TEXTS for q in view.shelf.store.quads_for_pattern(thing, p, None, DefaultGraph())
    ]
    names = [view.name(o) for o in sorted(found, key=str) if isinstance(o, Literal)]
    return [n for n in names if n.language is None] or names


def replaced(view: View, thing: NamedNode) -> list[Name] | None:
    """What is to be used in place of a deprecated thing; None where it is not deprecated."""
    store, default = view.shelf.store, DefaultGraph()
    said = store.quads_for_pattern(thing, NamedNode(OWL + "deprecated"), TRUE, default)
    others = [
        q.object for q in store.quads_for_pattern(thing, NamedNode(DCTERMS + "isReplacedBy"), None, default)
    ]
    if not others and next(iter(said), None) is None:
        return None
    return [view.name(other) for other in sorted(others, key=str)]


def sections(view: View, thing: NamedNode, kind: Kind) -> list[tuple[Section, Table]]:
    """The sections of a thing's page that have something to tell."""
    made = [(section, section_table(view, thing, section)) for section in kind.sections]
    return [(section, table) for section, table in made if table.rows]


def section_table(view: View, thing: NamedNode, section: Section, every: bool = False) -> Table:
    """The table of a section.

    Args:
        view: For whom.
        thing: Of what.
        section: What is asked.
        every: Whether all rows are wanted and not the first MANY alone.
    """
    variables, found = view.shelf.ask(section.query, thing)
    rows = tables.ordered(view, variables, found)
    path = view.asked.path.rpartition(".html")[0] or view.asked.path
    return tables.as_they_are(
        view,
        section.key,
        view.labelled(section.title),
        variables,
        rows if every else rows[:MANY],
        total=len(rows),
        note=view.labelled(section.note) if section.note else None,
        csv=view.to(path + ".csv", **more(view), table=section.key),
        json=view.to(path + ".json", **more(view), table=section.key),
    )


def more(view: View) -> dict[str, str]:
    """The parameters that say which thing the page is about, where its path does not."""
    return {name: value for name, value in view.asked.parameters.items() if name == "iri"}


def outgoing(view: View, thing: NamedNode) -> list[Property]:
    """Every triple that has the thing as its subject, with what it rests on."""
    graphs: defaultdict[tuple[str, Term], set[str]] = defaultdict(set)
    for quad in view.shelf.store.quads_for_pattern(thing, None, None):
        pair = quad.predicate.value, quad.object
        graphs[pair] |= {known_from(view, quad.graph_name)}
    found: defaultdict[str, list[Value]] = defaultdict(list)
    for prop, value in sorted(graphs, key=lambda pair: (pair[0], str(pair[1]))):
        hows = graphs[prop, value]
        how = next((one for one in ORDER if one in hows), ", ".join(sorted(hows - {""})))
        said = view.shelf.claims.of_subject.get((thing.value, prop, value), ())
        quotes = [q for iri in said for q in saying.quoted(view, view.shelf.claims.by_iri[iri]).quotes]
        explained = view.shelf.explains and not isinstance(value, BlankNode)
        why = view.to("/explain", s=thing.value, p=prop, o=argument(value)) if explained else ""
        within = unnamed.value(view, value)
        cell = saying.bounded(view, thing, prop, value)
        quoted = tuple(dict.fromkeys(quotes))
        found[prop].append(Value(cell, how, quoted, why, value, within.parts, within.items))
    made = [
        Property(view.name(NamedNode(prop)), tuple(values), len(values), prop)
        for prop, values in found.items()
    ]
    return sorted(made, key=lambda p: (all(v.how == INFERRED for v in p.values), p.name.code, p.name.text))


def known_from(view: View, graph: Term | DefaultGraph) -> str:
    """How what stands in a named graph is known; the graph's own IRI, where that is all there is to say."""
    if not isinstance(graph, NamedNode):
        return ""
    if graph in HOW:
        return HOW[graph]
    return STATED if graph.value in view.shelf.claims.of_document else graph.value


def incoming(view: View, thing: NamedNode) -> list[Property]:
    """What has the thing as its value: the first of each property."""
    found: defaultdict[str, list[NamedNode | BlankNode]] = defaultdict(list)
    for quad in view.shelf.store.quads_for_pattern(None, None, thing, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            found[quad.predicate.value].append(quad.subject)
    made = []
    for prop, subjects in found.items():
        first = sorted(subjects, key=str)[:20]
        values = tuple(Value(Cell((saying.called(view, s),)), "", (), "") for s in first)
        made.append(Property(view.name(NamedNode(prop)), values, len(subjects)))
    return sorted(made, key=lambda p: (p.name.code, p.name.text))


def argument(term: Term) -> str:
    """A term as the page of explanations takes it."""
    return term.value if isinstance(term, NamedNode) else str(term)


def triples_table(view: View, thing: NamedNode) -> Table:
    """Every triple of a thing as a table for programs: what the page says of each, in its order."""
    names = ("property", "propertyIRI", "value", "unit", *PARTS, "how", "words", "document")
    rows = [tuple(_triple(view, thing, one, value)) for one in outgoing(view, thing) for value in one.values]
    return Table("triples", view.told("Every triple"), tuple(Column(n, Name(n)) for n in names), tuple(rows))


def _triple(view: View, thing: NamedNode, one: Property, said: Value) -> Iterator[Cell]:
    """A triple for programs."""
    claim = saying.bounding(view, thing, one.iri, said.term) if said.term is not None else None
    yield from (Cell(data=one.name.text), Cell(data=one.iri), said.cell)
    yield saying.unit(view, claim) if claim else Cell()
    yield from parts(said.term, claim)
    yield Cell(data=view.say(HOW_IN_WORDS[said.how]) if said.how in HOW_IN_WORDS else said.how or None)
    yield Cell(data=" | ".join(quote.exact for quote in said.quotes))
    yield Cell(data="; ".join(dict.fromkeys(quote.document.text for quote in said.quotes)))
