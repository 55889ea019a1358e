"""owlrl as the oracle of the closure, and what is set aside when two closures are compared."""

from collections.abc import Iterable, Iterator
from typing import Any

from owlrl import OWLRL_Semantics
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

_REFLEXIVE = {str(p) for p in (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty)}
_REFLEXIVE |= {str(p) for p in (RDFS.subClassOf, RDFS.subPropertyOf)}
_UNDER_THING = {str(p) for p in (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range)}
_BUILT_IN = tuple(str(ns) for ns in (RDF, RDFS, OWL, XSD))


def comparable(triples: Iterable[Triple]) -> set[Triple]:
    """The triples that two closures of one graph must share; set aside are those that hold in every graph.

    - `x p x` for owl:sameAs, subclass, subproperty, equivalent class, property (eq-ref, scm-cls, scm-op,
      scm-dp);
    - owl:Thing as type, superclass, domain or range; owl:Nothing as subclass (scm-cls and what follows);
    - that a term of RDF, RDFS, OWL or XSD is an owl:Class, owl:AnnotationProperty or rdfs:Datatype, whatever
      the predicate (cls-thing, cls-nothing1, prp-ap, dt-type1); owlrl's own disjointness of two XSD
      datatypes.

    Literals as subjects and blank nodes as predicates are no RDF 1.1 and never get here.
    """
    return {triple for triple in triples if not _holds_anywhere(triple)}


def _holds_anywhere(triple: Triple) -> bool:
    s, p, o = (getattr(term, "value", None) for term in (triple.subject, triple.predicate, triple.object))
    if triple.subject == triple.object and p in _REFLEXIVE:
        return True
    if (o == str(OWL.Thing) and p in _UNDER_THING) or (s == str(OWL.Nothing) and p == str(RDFS.subClassOf)):
        return True
    built_in = isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(_BUILT_IN)
    axiomatic = {str(OWL.Class), str(OWL.AnnotationProperty), str(RDFS.Datatype)}
    if built_in and p == str(OWL.disjointWith):
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(_BUILT_IN)
    return built_in and o in axiomatic


class MendedOwlrl(OWLRL_Semantics):
    """owlrl without its fault of one too few: it leaves out the last member of a list in three rules.

    `range(0, len(list) - 1)` in prp-key, eq-diff2, eq-diff3 and prp-adp never comes to the last key,
    individual or property. Naming the last member of these lists twice makes the loops right. The cases show
    each fault.
    """

    def _list(self, l: Any) -> list[Any]:  # noqa: E741 - the name is owlrl's
        members = super()._list(l)
        return members + members[-1:] if self._cut_short(l) else members

    def _cut_short(self, head: Any) -> bool:
        if (None, OWL.hasKey, head) in self.graph or (None, OWL.distinctMembers, head) in self.graph:
            return True
        kinds = {c for x in self.graph.subjects(OWL.members, head) for c in self.graph.objects(x, RDF.type)}
        return bool(kinds & {OWL.AllDifferent, OWL.AllDisjointProperties})


def owlrl_closure(triples: Iterable[Triple], semantics: type[OWLRL_Semantics] = MendedOwlrl) -> set[Triple]:
    """owlrl's closure of a graph, the graph with it, as far as RDF 1.1 can write it.

    Args:
        triples: Ontology and data.
        semantics: owlrl's rules, mended by default.
    """
    return owlrl_run(triples, semantics)[0]


def owlrl_run(
    triples: Iterable[Triple], semantics: type[OWLRL_Semantics] = MendedOwlrl
) -> tuple[set[Triple], list[str]]:
    """owlrl's closure, and its error messages, which are what it says of an inconsistent graph."""
    graph = Graph()
    for triple in triples:
        graph.add(tuple(map(_to_rdflib, triple)))  # type: ignore[arg-type]
    closure = semantics(graph, False, False)
    closure.closure()
    return set(_triples(graph)), closure.error_messages


def _triples(graph: Graph) -> Iterator[Triple]:
    """The triples of an rdflib graph without owlrl's error nodes and without generalised RDF."""
    for s, p, o in graph:
        error = "agent-ont#" in str(p) or "agent-ont#" in str(o)
        if not error and isinstance(p, URIRef) and not isinstance(s, RdflibLiteral):
            yield Triple(_from_rdflib(s), _from_rdflib(p), _from_rdflib(o))


def _to_rdflib(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _from_rdflib(term: Any) -> Any:
    if isinstance(term, URIRef):
        return NamedNode(str(term))
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string)))
