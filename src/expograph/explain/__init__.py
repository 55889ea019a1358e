"""Why the graph holds a triple, or does not: proofs found backwards when asked for, and nothing stored.

- graph, said: the built graph closed again, and who said each of its triples;
- places, figures, display: lines of files, figures of claims, terms, all in words;
- tree: proofs with words, lines and quotes; absent: what a missing triple would need;
- arguments: what a person types; answer: what comes back; text, nested, provenance, dot: its forms.
"""

from collections.abc import Iterator, Sequence

from expograph.errors import DoesNotHold
from expograph.explain import arguments, display
from expograph.explain.answer import FORMATS, Explanation
from expograph.explain.graph import Graph, load
from expograph.explain.said import claimed, claims_on
from expograph.explain.tree import Node, Teller
from expograph.project import Project
from expograph.reason import trivial
from expograph.reason.rule import Atom
from expograph.reason.terms import TYPE

__all__ = ["FORMATS", "Explanation", "explain", "explained"]


def explain(project: Project, terms: Sequence[str], every: bool = False, limit: int = 10) -> Explanation:
    """Why the project's graph holds a triple, all values of a property, or all that it says of a thing.

    Args:
        project: Whose graph; it has been built.
        terms: Subject, or subject and property, or subject, property and object, as `arguments` reads them.
        every: Whether all proofs are wanted and not the shortest alone.
        limit: How many proofs of a triple, or rules for a missing one, at most.

    Raises:
        ExpographError: There is no graph, or it knows nothing of a term.
    """
    return explained(Teller(load(project)), terms, every, limit)


def explained(teller: Teller, terms: Sequence[str], every: bool, limit: int) -> Explanation:
    """As explain(), of a graph that was loaded already."""
    graph = teller.graph
    subject = graph.number(arguments.subject(graph, terms[0]))
    predicate = graph.number(arguments.predicate(graph, terms[1])) if len(terms) > 1 else None
    atoms = _triples(graph, subject, predicate)
    value = None
    if len(terms) > 2:
        meant = arguments.value(graph, terms[2], (graph.terms(atom)[2] for atom in atoms))
        value = graph.engine.terms.number(meant)
        atoms = [atom for atom in atoms if atom[2] == value]
    numbers = [n for n in (subject, predicate, value) if n is not None]
    asked = " ".join(display.term(graph, graph.engine.terms.terms[n]) for n in numbers)
    told = [(display.statement(graph, graph.terms(a)), _proofs(teller, a, every, limit)) for a in atoms]
    if len(terms) == 2 and predicate is not None:
        told += _claims(
            teller, subject, predicate, [node for _, found in told for node in found], every, limit
        )
    if told:
        return Explanation(asked, predicate is None, tuple(told), None, limit)
    if predicate is None:
        raise DoesNotHold(f"the graph says nothing of {asked}, though it is the value of something")
    from expograph.explain.absent import absent

    return Explanation(asked, False, (), absent(graph, subject, predicate, value, asked), limit)


def _claims(
    teller: Teller, subject: int, predicate: int, shown: Sequence[Node], every: bool, limit: int
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """The claims of a subject and property that make no triple: of a part, with a range, not preferred."""
    graph = teller.graph
    seen = {node.statement for proof in shown for node in proof.walk()}
    for claim in claims_on(graph, subject, predicate):
        atom = claimed(graph, claim)
        if graph.terms(atom) not in seen and (found := _proofs(teller, atom, every, limit)):
            yield found[0].text, found


def _triples(graph: Graph, subject: int, predicate: int | None) -> list[Atom]:
    """What the graph holds of a subject, or of a property of it, in the order of its text."""
    facts = graph.engine.facts
    every = [*facts.pairs, TYPE] if predicate is None else [predicate]
    atoms = [(subject, p, o) for p in every for o in set(facts.by_subject(p).get(subject, ()))]
    told = [atom for atom in atoms if graph.graphs(atom) or not trivial(atom)]
    return sorted(told, key=lambda atom: tuple(map(str, graph.terms(atom))))


def _proofs(teller: Teller, atom: Atom, every: bool, limit: int) -> tuple[Node, ...]:
    if every:
        return tuple(teller.proofs(atom, limit))
    shortest = teller.shortest(atom)
    return () if shortest is None else (shortest,)
