"""The built graph, closed again, so that each step that made a triple can be found backwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from expograph.errors import ExpographError, misread
from expograph.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH, RDFS, expo
from expograph.ontology import Ontology, Term
from expograph.project import Project, shown
from expograph.reason import closed, garbage_kept
from expograph.reason.engine import Engine
from expograph.reason.explain import Explainer
from expograph.reason.rule import Atom
from expograph.reason.terms import TYPE

RESTS_ON = {NamedNode(RDFS + "subPropertyOf"), expo("fixedUnit"), expo("baseUnit")}
Statement = tuple[Term, Term, Term]
"""Subject, predicate, object; unlike in a triple of RDF, a literal may be the subject."""


@dataclass(frozen=True)
class Graph:
    """A project's graph as it was built, in the numbers of the engine that closed it again.

    Args:
        project: Whose graph it is.
        engine: The closure.
        explainer: Its rules, read backwards.
        said: The quads that are not inferred, by subject.
    """

    project: Project
    engine: Engine
    explainer: Explainer
    said: Mapping[Term, Sequence[Quad]]

    def number(self, term: Term) -> int:
        """The number of a term; 0, which no triple has, if the graph does not know it."""
        return self.engine.terms.numbers.get(term, 0)

    def terms(self, atom: Atom) -> Statement:
        """The terms of a triple."""
        s, p, o = (self.engine.terms.terms[n] for n in atom)
        return s, p, o

    def graphs(self, atom: Atom) -> list[NamedNode]:
        """The named graphs that say a triple."""
        subject, predicate, value = self.terms(atom)
        quads = [q for q in self.said.get(subject, ()) if (q.predicate, q.object) == (predicate, value)]
        return [q.graph_name for q in quads if isinstance(q.graph_name, NamedNode)]

    def values(self, subject: int, predicate: NamedNode) -> list[int]:
        """The objects of a property, in a fixed order."""
        index = self.engine.facts.by_subject(self.number(predicate))
        return self.ordered(index.get(subject, ()))

    def subjects(self, predicate: NamedNode, value: int) -> list[int]:
        """What has this value of a property, in a fixed order."""
        index = self.engine.facts.by_object(self.number(predicate))
        return self.ordered(index.get(value, ()))

    def ordered(self, numbers: Sequence[int]) -> list[int]:
        """Terms, each once, by what they look like."""
        return sorted(set(numbers), key=lambda n: str(self.engine.terms.terms[n]))

    def one(self, subject: int, predicate: NamedNode) -> Term | None:
        """The first value of a property, or None."""
        found = self.values(subject, predicate)
        return self.engine.terms.terms[found[0]] if found else None

    def is_a(self, thing: int, cls: NamedNode) -> bool:
        """Whether a thing is of a class."""
        return self.engine.facts.holds(thing, TYPE, self.number(cls))

    def known(self, term: Term) -> bool:
        """Whether any triple, said or inferred, has the term."""
        number, facts = self.number(term), self.engine.facts
        met = term in self.said or bool(facts.pairs.get(number) or facts.members.get(number))
        return met or number in self._used

    @cached_property
    def _used(self) -> set[int]:
        return {number for atom in self.engine.facts.triples() for number in atom}

    @cached_property
    def store(self) -> Store:
        """All that is said, in one graph."""
        found = Store()
        found.bulk_extend(Quad(*q.triple) for quads in self.said.values() for q in quads)
        return found

    def ontology(self, terms: Iterable[Term]) -> Ontology:
        """What the ontology says of these terms, and of the properties and units that they rest on.

        The whole would answer the same and take longer to index than a triple to explain.
        """
        found: list[Triple] = []
        waiting, seen = list(terms), set[Term]()
        while waiting:
            term = waiting.pop()
            if term not in seen:
                seen.add(term)
                triples = [q.triple for q in self.said.get(term, ()) if q.graph_name == ONTOLOGY_GRAPH]
                found += triples
                waiting += [t.object for t in triples if t.predicate in RESTS_ON]
        return Ontology(found)


def load(project: Project) -> Graph:
    """Read graph/expograph.trig and close it.

    Raises:
        ExpographError: It has not been built, or is broken.
    """
    said: defaultdict[Term, list[Quad]] = defaultdict(list)
    with garbage_kept():
        for quad in _read(project.graph / "expograph.trig"):
            if quad.graph_name != INFERRED_GRAPH:
                said[quad.subject].append(quad)
        engine = closed(q.triple for quads in said.values() for q in quads)
        return Graph(project, engine, Explainer(engine), said)


def _read(path: Path) -> list[Quad]:
    try:
        return list(parse(path=path, format=RdfFormat.TRIG))
    except FileNotFoundError:
        raise ExpographError(f"there is no {shown(path)}", hint="make it with `expograph build`") from None
    except SyntaxError as error:
        raise misread(error, shown(path), "cannot read it", "run `expograph build`") from None
