"""Records and things of a graph described: a line for people, fields for programs."""

from pyoxigraph import Literal, NamedNode

from expograph.diff.graph import SUBJECT, Graph
from expograph.diff.model import Fields, Item
from expograph.diff.records import (
    BOUND,
    CLAIM,
    EVIDENCE,
    LOWER,
    LOWER_OUT,
    OBJECT,
    PREDICATE,
    PREMISE,
    RANK,
    RULE,
    SOURCE,
    SPEAKER,
    UNIT,
    UPPER,
    UPPER_OUT,
    end,
    labels,
    name,
    passage,
    plain,
    properties_of,
    said,
    source,
    subject_of,
    value_words,
    words,
)
from expograph.namespaces import RDFS, expo
from expograph.ontology import TYPE, Term, local_name, short

LABEL, COMMENT = NamedNode(RDFS + "label"), NamedNode(RDFS + "comment")
SUBCLASS = NamedNode(RDFS + "subClassOf")
# What a claim says in fields of its own; the rest are its qualifiers.
OWN = {
    *(TYPE, LABEL, SUBJECT, PREDICATE, OBJECT, LOWER, LOWER_OUT, UPPER, UPPER_OUT, BOUND, UNIT),
    *(EVIDENCE, SOURCE, SPEAKER, RANK, RULE, PREMISE, CLAIM, COMMENT),
    *(expo(part) for part in ("of", "measure", "wording", "resolution", "lowerFrom", "upperFrom", "nominal")),
}


def item(graph: Graph, node: NamedNode, kind: str) -> Item:
    """A record or thing as people are told of it."""
    if kind in ("claims", "derived", "best", "conflicts"):
        texts = name(graph, node), says(graph, node, kind), source(graph, node)
    else:
        texts = short(node), " / ".join(o.value for o in labels(graph, node)), ", ".join(classes(graph, node))
    about, words, place = map(plain, texts)
    return Item(about, words, place)


def classes(graph: Graph, node: NamedNode) -> list[str]:
    """The classes of a thing without those above another of them."""
    found = said(graph, node, TYPE)
    above = {c: set(graph.objects(c, SUBCLASS)) for c in found}
    return [short(c) for c in found if not any(c in above[o] and o not in above[c] for o in found)]


def says(graph: Graph, record: NamedNode, kind: str) -> str:
    """What a record says: a value; for a conflict its comment, or the values that clash."""
    if kind != "conflicts":
        return value_words(graph, record)
    kinds = " and ".join(end(o) or "" for o in said(graph, record, TYPE))
    comment = end(graph.one(record, COMMENT))
    return f"{kinds}: {comment or ' against '.join(words(graph, o) for o in graph.objects(record, CLAIM))}"


def fields(graph: Graph, node: NamedNode, kind: str) -> Fields:
    """A record or thing for programs; IRIs in full, numbers as they are written in the graph."""
    if kind not in ("claims", "derived", "best", "conflicts"):
        texts = [[o.value, o.language] for o in labels(graph, node)]
        return {"iri": node.value, "classes": classes(graph, node), "labels": texts}
    place = passage(graph, node)
    found: dict[str, object] = {
        "iri": node.value,
        "subject": full(subject_of(graph, node)),
        "properties": [full(p) for p in properties_of(graph, node)],
        "qualifiers": qualifiers(graph, node),
        "says": says(graph, node, kind),
        "value": full(graph.one(node, OBJECT)),
        **{local_name(p): full(graph.one(node, p)) for p in (LOWER, UPPER, UNIT)},
        **{local_name(p): bool(graph.objects(node, p)) for p in (LOWER_OUT, UPPER_OUT)},
    }
    if kind == "claims":
        found |= {"quote": place and place.quote, "start": place and place.start, "end": place and place.end}
        parts = {"document": SOURCE, "speakers": SPEAKER, "rank": RANK}
    else:
        found |= {"classes": [full(o) for o in said(graph, node, TYPE)]}
        parts = {"rule": RULE, "claims": PREMISE if kind == "derived" else CLAIM}
    return found | {key: [full(o) for o in graph.objects(node, p)] for key, p in parts.items()}


def qualifiers(graph: Graph, record: NamedNode) -> dict[str, list[str]]:
    """What else is said of a record."""
    found = {p: said(graph, record, p) for p in graph.about[record] if p not in OWN}
    return {short(p): [words(graph, o) for o in found[p]] for p in sorted(found, key=str) if found[p]}


def full(term: Term | None) -> str | None:
    """A term for programs: the IRI, or the literal's text."""
    return None if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)
