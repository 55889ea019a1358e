"""Descriptions of a release as JSON that reads as if written by hand: a tree, and the list of a crate."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from expograph.namespaces import XSD
from expograph.ontology import TYPE, Term, local_name

SCHEMA = "https://schema.org/"
CRATE = "https://w3id.org/ro/crate/1.2/context"
DESCRIPTOR, ROOT = "ro-crate-metadata.json", "./"
FILE = "MediaObject"  # RO-Crate calls it File (RO-Crate 1.2, appendix on its JSON-LD context)
Said = Mapping[NamedNode, Mapping[str, list[Term]]]


def dataset(triples: Iterable[Triple], root: str) -> bytes:
    """What is said in schema.org's terms, as one tree; IRIs are plain strings, as the context tells.

    Args:
        triples: What is said, in which no thing is part of itself.
        root: The IRI of what the tree is about.
    """
    said = by_subject(triples)
    links = {
        name
        for properties in said.values()
        for name, values in properties.items()
        if any((isinstance(v, NamedNode) and v not in said) or v == NamedNode(root) for v in values)
    }
    context: dict[str, object] = {"@vocab": SCHEMA}
    context |= {name: {"@type": "@id"} for name in sorted(links - {"@type"})}
    return written({"@context": context, **tree(NamedNode(root), said, frozenset())})


def by_subject(triples: Iterable[Triple]) -> Said:
    """What is said of each thing, by the local names of properties, all sorted; what it is under @type."""
    found: dict[NamedNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(triples, key=str):
        assert isinstance(triple.subject, NamedNode)
        name = "@type" if triple.predicate == TYPE else local_name(triple.predicate)
        found[triple.subject][name].append(triple.object)
    return {subject: dict(sorted(properties.items())) for subject, properties in found.items()}


def tree(thing: NamedNode, said: Said, above: frozenset[NamedNode]) -> dict[str, object]:
    """A thing with all that is said of it, and of the things of which that speaks."""
    deeper = above | {thing}
    made: dict[str, object] = {"@id": thing.value}
    for name, values in said[thing].items():
        found: list[object] = []
        for value in values:
            if isinstance(value, NamedNode):
                inner = name != "@type" and value in said and value not in deeper
                plain = local_name(value) if name == "@type" else value.value
                found.append(tree(value, said, deeper) if inner else plain)
            else:
                found.append(literal(value))
        made[name] = found if len(found) > 1 else found[0]
    return made


def literal(value: Term) -> object:
    """A literal as JSON has it; of a language, with its language."""
    assert isinstance(value, Literal)
    if value.language:
        return {"@language": value.language, "@value": value.value}
    return value.value == "true" if value.datatype.value == XSD + "boolean" else value.value


def crate(triples: Iterable[Triple], root: str) -> bytes:
    """What is said, as the metadata document of an RO-Crate: flat, its IRIs relative to the folder.

    Args:
        triples: What is said in the terms of RO-Crate's context.
        root: The IRI of the folder.
    """

    def relative(iri: NamedNode) -> str:
        return ROOT if iri.value == root else iri.value.removeprefix(root)

    def value(name: str, term: Term) -> object:
        if not isinstance(term, NamedNode):
            return literal(term)
        kind = local_name(term)
        return ({FILE: "File"}.get(kind, kind)) if name == "@type" else {"@id": relative(term)}

    entities = []
    for subject, properties in by_subject(triples).items():
        values = {name: [value(name, term) for term in terms] for name, terms in properties.items()}
        lists = {name: found if len(found) > 1 else found[0] for name, found in values.items()}
        entities.append({"@id": relative(subject), **lists})
    first = {DESCRIPTOR: 0, ROOT: 1}
    entities.sort(key=lambda entity: (first.get(str(entity["@id"]), 2), str(entity["@id"])))
    return written({"@context": CRATE, "@graph": entities})


def written(document: object) -> bytes:
    """JSON as text."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
