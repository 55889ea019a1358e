"""The ontology's axioms, found from either end; made once for a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from expograph.namespaces import OWL, RDFS
from expograph.ontology import ANNOTATION, TYPE, Term
from expograph.reference.naming import Names


def owl(name: str) -> NamedNode:
    """A term of OWL."""
    return NamedNode(OWL + name)


SUBCLASS, SUBPROPERTY = NamedNode(RDFS + "subClassOf"), NamedNode(RDFS + "subPropertyOf")
CHAIN, TRANSITIVE = owl("propertyChainAxiom"), owl("TransitiveProperty")
DISJOINT_LISTS = (owl("AllDisjointClasses"), owl("AllDisjointProperties"))


class Axioms:
    """What the terms of a page have to do with each other.

    Args:
        names: The names of the page, with all its places.
    """

    def __init__(self, names: Names) -> None:
        self.names, self.ontology = names, names.ontology
        self.order = {term: n for n, term in enumerate(names.places)}
        self.into: dict[NamedNode, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in self.ontology.triples:
            self.into[triple.predicate][triple.object].append(triple.subject)

    def here(self, terms: Iterable[Term]) -> list[NamedNode]:
        """Those of the terms that the page describes, in its order, each once."""
        return sorted(
            {t for t in terms if isinstance(t, NamedNode) and t in self.order}, key=self.order.__getitem__
        )

    def subjects(self, value: Term, *predicates: NamedNode) -> list[NamedNode]:
        """The terms of the page that have a value for one of the properties."""
        return self.here(s for p in predicates for s in self.into[p][value])

    def over(self, term: NamedNode) -> Iterator[NamedNode]:
        """The properties above a property, the nearest first."""
        level, seen = [term], {term}
        while level:
            above = [
                o for p in level for o in self.ontology.objects(p, SUBPROPERTY) if isinstance(o, NamedNode)
            ]
            level = [o for o in dict.fromkeys(above) if o not in seen]
            seen.update(level)
            yield from level

    @cached_property
    def chains(self) -> list[tuple[NamedNode, list[Term]]]:
        """The property chains, each after what follows; a transitive property is a chain of itself."""
        found: list[tuple[NamedNode, list[Term]]] = []
        for one in self.here(self.ontology.properties):
            found += [(one, list(self.ontology.listed(head))) for head in self.ontology.objects(one, CHAIN)]
            found += [(one, [one, one])] if TRANSITIVE in self.ontology.objects(one, TYPE) else []
        return found

    @cached_property
    def disjoint(self) -> list[set[Term]]:
        """The lists of terms that share nothing."""
        nodes = [node for kind in DISJOINT_LISTS for node in self.into[TYPE][kind]]
        heads = [head for node in nodes for head in self.ontology.objects(node, owl("members"))]
        return [set(self.ontology.listed(head)) for head in heads]

    @cached_property
    def annotations(self) -> list[NamedNode]:
        """The annotation properties that the page describes."""
        return self.subjects(ANNOTATION, TYPE)
