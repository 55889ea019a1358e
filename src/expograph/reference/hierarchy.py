"""Classes and properties as trees: each term stands below every term that it is a kind of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph.reference.axioms import SUBCLASS, SUBPROPERTY, Axioms
from expograph.reference.model import Ref
from expograph.reference.terms import is_class, is_property


@dataclass(frozen=True)
class Branch:
    """A term with the terms below it."""

    ref: Ref
    below: list["Branch"]


def trees(axioms: Axioms, terms: Sequence[NamedNode]) -> list[tuple[str, list[Branch]]]:
    """The trees of a page: of its classes and of its properties, those alone that have something below them.

    Args:
        axioms: The ontology.
        terms: The terms of the page.
    """
    classes = [t for t in terms if is_class(axioms.ontology, t)]
    properties = [t for t in terms if is_property(axioms.ontology, t)]
    found = [
        ("Classes", list(roots(axioms, classes, SUBCLASS))),
        ("Properties", list(roots(axioms, properties, SUBPROPERTY))),
    ]
    return [(name, branches) for name, branches in found if branches]


def roots(axioms: Axioms, terms: Sequence[NamedNode], relation: NamedNode) -> Iterator[Branch]:
    """The terms that have terms below them and none of the page above them, as trees."""
    for term in terms:
        if not axioms.here(axioms.ontology.objects(term, relation)) and axioms.subjects(term, relation):
            yield branch(axioms, term, relation, frozenset())


def branch(axioms: Axioms, term: NamedNode, relation: NamedNode, over: frozenset[NamedNode]) -> Branch:
    """A term with all that is below it; one that is above itself stands once on the way."""
    way = over | {term}
    below = [t for t in axioms.subjects(term, relation) if t not in way]
    return Branch(axioms.names.link(term), [branch(axioms, t, relation, way) for t in below])
