"""OWL 2 RL: what follows from a graph, by rules compiled from its ontology; what contradicts; and why.

The rules are tables 4 to 9 of
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules.
Set aside, that is not reported as inferred although it follows, is what says nothing or cannot be said:

- a thing is the same as, below or equivalent to itself (eq-ref, scm-cls, scm-op, scm-dp);
- owl:Thing as a type, superclass, domain or range, and owl:Nothing as a subclass;
- the types of OWL's own terms (cls-thing, cls-nothing1), and prp-ap and dt-type1, which are not run at all;
- a literal as subject or a blank node as predicate, which RDF has no syntax for (so dt-type2, dt-diff, and
  prp-rng with a datatype); contradictions found through them are reported;
- what dt-eq and eq-rep-o would make of a triple by spelling its value otherwise, 1.0 for 1; all other rules
  compare values, not spellings.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

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

__all__ = ["Closure", "Derivation", "Inconsistency", "close", "closed", "garbage_kept", "trivial"]

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
        inconsistencies: The contradictions; where there are any, `inferred` is of no use.
    """

    inferred: tuple[Triple, ...]
    inconsistencies: tuple[Inconsistency, ...]
    _engine: Engine = field(repr=False, compare=False)

    def why(self, triple: Triple) -> Derivation | None:
        """A rule and premises that give an inferred triple; asked again for each, it ends at stated ones.

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
        step = self._explainer.why((s, p, o))
        if step is None:
            return None
        said = self._explainer.sayable(step.premises)
        axiom, premises = (tuple(terms.triple(*atom) for atom in atoms) for atoms in (step.axioms, said))
        return Derivation(step.rule, axiom, premises)

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._engine)


def close(triples: Iterable[Triple]) -> Closure:
    """The OWL 2 RL closure of a graph, which holds ontology and data together.

    Args:
        triples: The graph; a triple may come more than once.

    Returns:
        What follows, and the contradictions. Nothing is raised for a contradiction.

    Raises:
        ExpographError: A list that an axiom is written with is broken.
    """
    with garbage_kept():
        engine = closed(triples)
        return Closure(_published(engine), inconsistencies(engine), engine)


def closed(triples: Iterable[Triple]) -> Engine:
    """The closure as the engine has it: unsorted, with what is not reported, and no look for contradictions.

    Args:
        triples: As for `close`.

    Raises:
        ExpographError: As for `close`.
    """
    with garbage_kept():
        engine = Engine(triples)
        engine.close()
        return engine


@contextmanager
def garbage_kept() -> Iterator[None]:
    """No search for garbage meanwhile: it would look over and over at tuples that are in no cycle."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _published(engine: Engine) -> tuple[Triple, ...]:
    """The inferred triples that are not set aside, sorted by the text of their terms."""
    terms = engine.terms.terms
    blanks = {n for n in engine.facts.pairs if isinstance(terms[n], BlankNode)}
    atoms = [
        atom
        for atom in engine.inferred()
        if atom[0] not in engine.literals and atom[1] not in blanks and not trivial(atom)
    ]
    used = sorted(set(chain.from_iterable(atoms)), key=lambda n: str(terms[n]))
    rank = {n: place for place, n in enumerate(used)}
    ranked = sorted([(rank[s], rank[p], rank[o]) for s, p, o in atoms])
    return tuple([engine.terms.triple(used[s], used[p], used[o]) for s, p, o in ranked])


def trivial(atom: Atom) -> bool:
    """Whether a triple holds whatever the graph says, and so is not reported."""
    s, p, o = atom
    if s == o and p in _REFLEXIVE:
        return True
    return (o == THING and p in _UNDER_THING) or (s == NOTHING and p == SUBCLASS)
