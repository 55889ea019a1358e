"""OWL 2 RL: the closure of a graph under rules compiled from its ontology, its contradictions, and why a triple is in it.

The rules are those of https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules (tables 4 to 9).
Set aside, that is not reported as inferred although the rules make them, are triples that say nothing or cannot be said:

- a thing is the same as, below or equivalent to itself (eq-ref, scm-cls, scm-op, scm-dp);
- owl:Thing as a type, superclass, domain or range, and owl:Nothing as a subclass;
- the types of OWL's own terms (cls-thing, cls-nothing1), and prp-ap and dt-type1, which are not run at all;
- a literal as subject or a blank node as predicate, which RDF has no syntax for (so dt-type2, dt-diff, and the prp-rng of
  datatypes); contradictions found through them are reported;
- the same triple with its object in another spelling of the same value, 1.0 for 1 (dt-eq with eq-rep-o): values are
  compared as values by all other rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Triple

from expograph.reason.engine import Engine
from expograph.reason.explain import Explainer
from expograph.reason.inconsistency import Inconsistency, inconsistencies
from expograph.reason.rule import Atom
from expograph.reason.terms import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    NOTHING,
    RANGE,
    SAME,
    SUBCLASS,
    SUBPROPERTY,
    THING,
    TYPE,
)

__all__ = ["Closure", "Derivation", "Inconsistency", "close"]

_REFLEXIVE = {SAME, SUBCLASS, SUBPROPERTY, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY}
_UNDER_THING = {TYPE, SUBCLASS, DOMAIN, RANGE}


@dataclass(frozen=True)
class Derivation:
    """One use of a rule: its OWL 2 RL name, the axioms it was compiled from, and the triples that it took."""

    rule: str
    axiom: tuple[Triple, ...]
    premises: tuple[Triple, ...]


@dataclass(frozen=True)
class Closure:
    """What follows from a graph.

    Attributes:
        inferred: The triples that follow and were not stated, sorted.
        inconsistencies: The contradictions; a graph that has any entails everything, so its `inferred` is of no use.
    """

    inferred: tuple[Triple, ...]
    inconsistencies: tuple[Inconsistency, ...]
    _engine: Engine = field(repr=False, compare=False)

    def why(self, triple: Triple) -> Derivation | None:
        """A rule and premises that give an inferred triple; asking again for each premise ends at stated triples.

        Args:
            triple: A triple of the graph or of `inferred`.

        Returns:
            A use of a rule whose premises were there before the triple; None if the triple was stated.

        Raises:
            KeyError: The triple is neither stated nor inferred.
        """
        terms = self._engine.terms
        s, p, o = (terms.numbers[term] for term in (triple.subject, triple.predicate, triple.object))
        if not self._engine.facts.holds(s, p, o):
            raise KeyError(triple)
        explainer = Explainer(self._engine)
        step = explainer.why((s, p, o))
        if step is None:
            return None
        said = explainer.sayable(step.premises)
        return Derivation(step.rule, *(tuple(terms.triple(*a) for a in atoms) for atoms in (step.axioms, said)))


def close(triples: Iterable[Triple]) -> Closure:
    """The OWL 2 RL closure of a graph, which holds ontology and data together.

    Args:
        triples: The graph; a triple may come more than once.

    Returns:
        What follows, and the contradictions. Nothing is raised for a contradiction.

    Raises:
        ExpographError: A list that an axiom is written with is broken.
    """
    engine = Engine(triples)
    engine.close()
    return Closure(_published(engine), inconsistencies(engine), engine)


def _published(engine: Engine) -> tuple[Triple, ...]:
    """The inferred triples that are not set aside, sorted by the text of their terms."""
    terms = engine.terms.terms
    blanks = {n for n in engine.facts.pairs if isinstance(terms[n], BlankNode)}
    atoms = [a for a in engine.inferred() if a[0] not in engine.literals and a[1] not in blanks and not _trivial(a)]
    texts = {n: str(terms[n]) for atom in atoms for n in atom}
    rank = {n: place for place, n in enumerate(sorted(texts, key=texts.__getitem__))}
    atoms.sort(key=lambda atom: (rank[atom[0]], rank[atom[1]], rank[atom[2]]))
    return tuple(engine.terms.triple(*atom) for atom in atoms)


def _trivial(atom: Atom) -> bool:
    """Whether a triple holds whatever the graph says."""
    s, p, o = atom
    if s == o and p in _REFLEXIVE:
        return True
    return (o == THING and p in _UNDER_THING) or (s == NOTHING and p == SUBCLASS)
