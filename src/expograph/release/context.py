"""A JSON-LD context for those who write data of their own in the ontology's terms."""

import json
from collections.abc import Mapping

from pyoxigraph import NamedNode

from expograph.claims import WHOLE
from expograph.jsonld import ID, Names
from expograph.namespaces import PREFIXES, RDF, RDFS, XSD
from expograph.ontology import Ontology, Property
from expograph.release.model import Distribution

VOCABULARY = "expo"
PLAIN = {NamedNode(iri) for iri in (RDF + "langString", RDFS + "Literal", XSD + "string")}
BY_KIND = {"Date": XSD + "date", "Year": XSD + "gYear"}
"""What is read as a day or a year, whose datatypes OWL 2 does not know, so that no range can name them."""


def context(known: Ontology, prefixes: Mapping[str, str]) -> Distribution:
    """The classes and properties of the ontology under short names that say what their values are.

    Ours have their local name, or `expo:` and that where a prefix is called so. One of another vocabulary has
    its prefix, and stands here if it has one and something is known of its values.

    Args:
        known: The ontology with its alignments, which declare what it takes from others.
        prefixes: Those of its files.
    """
    names = Names({**prefixes, **PREFIXES}, VOCABULARY)
    kinds = {iri: kind(declared) for iri, declared in known.properties.items()}
    terms = {
        names.word(iri): {ID: names.reference(iri), "@type": shortened(kind, names)}
        if kind
        else names.reference(iri)
        for iri, kind in (dict.fromkeys(known.classes, "") | kinds).items()
        if iri.value.startswith(PREFIXES[VOCABULARY]) or (kind and names.reference(iri) != iri.value)
    }
    made = {"@version": 1.1, "id": ID, "type": "@type", **PREFIXES, **dict(sorted(names.used.items()))}
    content = json.dumps({"@context": made | dict(sorted(terms.items()))}, ensure_ascii=False, indent=2)
    title = "The terms of the ontology as a JSON-LD context"
    return Distribution("context.jsonld", f"{content}\n".encode(), "application/ld+json", title, "context")


def kind(declared: Property) -> str:
    """What plain text as a property's value stands for: an IRI, or a literal of that datatype; or empty.

    Whole numbers are integers, as the graph has them.
    """
    if declared.links:
        return ID
    if declared.kind in BY_KIND:
        return BY_KIND[declared.kind]
    datatypes = {one for range_ in declared.ranges for one in range_} - PLAIN
    if datatypes & WHOLE:
        return XSD + "integer"
    return datatypes.pop().value if len(datatypes) == 1 else ""


def shortened(kind: str, names: Names) -> str:
    """The kind as a context says it."""
    return kind if kind == ID else names.word(NamedNode(kind))
