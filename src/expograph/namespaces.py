"""The IRIs that the engine itself must know; everything else it learns from the ontology."""

from pyoxigraph import NamedNode

ONTOLOGY = "https://w3id.org/expograph/ontology#"
MAPPING = "https://w3id.org/expograph/mapping#"
ID = "https://w3id.org/expograph/id/"
SHAPES = "https://w3id.org/expograph/shapes#"
GRAPH = "https://w3id.org/expograph/graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"

REGISTRY_GRAPH = NamedNode(GRAPH + "registry")
ONTOLOGY_GRAPH = NamedNode(GRAPH + "ontology")
DERIVED_GRAPH = NamedNode(GRAPH + "derived")
INFERRED_GRAPH = NamedNode(GRAPH + "inferred")

# Kinds of things under ID whose prefix is the kind itself, and those whose prefix is shorter.
# fmt: off
KINDS = (
    "agreement", "area", "award", "best", "bound", "claim", "commitment", "conflict", "country",
    "currency", "debut", "derived", "event", "evidence", "fair", "group", "mechanism", "mode",
    "org", "period", "person", "place", "population", "product", "publication", "rule", "scheme",
    "status", "topic", "unit",
)
# fmt: on
SHORT = {"doc": "document", "eventtype": "event-type", "dealkind": "deal-kind", "tier": "sponsor-tier"}
PREFIXES = {
    "expo": ONTOLOGY,
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    **{prefix: f"{ID}{kind}/" for prefix, kind in SHORT.items()},
    "shape": SHAPES,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "dcterms": DCTERMS,
}


def expo(name: str) -> NamedNode:
    """The ontology's term of that local name."""
    return NamedNode(ONTOLOGY + name)
