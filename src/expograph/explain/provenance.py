"""Proofs in PROV-O: each triple an entity, each step the activity that generated it from others.

Names are made from content, so that the same step of two proofs is one activity.
"""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph.explain.tree import Node
from expograph.namespaces import DCTERMS, ID, OA, PROV, RDF, RDFS, XSD
from expograph.ontology import TYPE, Term

RECOMMENDATION = NamedNode(
    "https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules"
)
Pairs = Iterator[tuple[str, Term]]


def provenance(found: Iterable[Node]) -> list[Triple]:
    """The proofs as triples, without blank nodes, each once."""
    triples: dict[Triple, None] = {}
    for proof in found:
        for node in proof.walk():
            triples.update(dict.fromkeys(_of_entity(node)))
            if node.parts or node.inferred:
                triples.update(dict.fromkeys(_of_activity(node)))
    return list(triples)


def entity(node: Node) -> NamedNode:
    """The name of a triple as something that was made: a claim's own name, else one from its terms."""
    subject = node.statement[0]
    if isinstance(subject, NamedNode) and node.rule in ("quote", "derivation"):
        return subject
    return NamedNode(f"{ID}triple/{_digest(*map(str, node.statement))}")


def activity(node: Node) -> NamedNode:
    """The name of a step."""
    return NamedNode(f"{ID}step/{_digest(node.rule, *(str(entity(n)) for n in (node, *node.parts)))}")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _of_entity(node: Node) -> Iterator[Triple]:
    """What is said of a triple: its terms, its words, its quote, its line."""
    iri = entity(node)
    about: list[tuple[str, Term]] = [
        (RDFS + "label", Literal(node.text)),
        *((RDF + "type", NamedNode(name)) for name in (RDF + "Statement", PROV + "Entity")),
    ]
    if node.rule not in ("quote", "derivation"):
        parts = zip(("subject", "predicate", "object"), node.statement, strict=True)
        about += [(RDF + part, term) for part, term in parts]
    if node.at:
        about.append((DCTERMS + "source", Literal(str(node.at))))
    about += _of_quote(node)
    about += [(PROV + "wasDerivedFrom", entity(part)) for part in node.parts]
    yield from (Triple(iri, NamedNode(p), o) for p, o in about)


def _of_quote(node: Node) -> Pairs:
    """The words that a claim was quoted from, where they stand, and whose they are."""
    quote = node.quote
    if quote is None:
        return
    whole = NamedNode(XSD + "nonNegativeInteger")
    yield PROV + "wasQuotedFrom", quote.document
    yield PROV + "value", Literal(quote.exact)
    yield OA + "start", Literal(str(quote.start), datatype=whole)
    yield OA + "end", Literal(str(quote.end), datatype=whole)
    yield from ((PROV + "wasAttributedTo", speaker) for speaker in quote.speakers)


def _of_activity(node: Node) -> Iterator[Triple]:
    """What is said of a step: its rule, what it used and what it made."""
    iri = activity(node)
    yield Triple(iri, TYPE, NamedNode(PROV + "Activity"))
    yield Triple(iri, NamedNode(RDFS + "label"), Literal(f"{node.rule}: {node.words}", language="en"))
    yield Triple(iri, NamedNode(DCTERMS + "identifier"), Literal(node.rule))
    if node.made_by or node.inferred:
        plan = node.made_by[0] if node.made_by else RECOMMENDATION
        yield Triple(iri, NamedNode(DCTERMS + "conformsTo"), plan)
    if node.formula:
        yield Triple(iri, NamedNode(RDFS + "comment"), Literal(node.formula))
    for part in node.parts:
        yield Triple(iri, NamedNode(PROV + "used"), entity(part))
    yield Triple(entity(node), NamedNode(PROV + "wasGeneratedBy"), iri)
