"""What a claim says, in words, and how a derived one was reckoned."""

from collections import defaultdict
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from expograph.explain.graph import Graph
from expograph.explain.said import OBJECT, PREDICATE, SUBJECT, narrowing
from expograph.namespaces import expo
from expograph.ontology import Term, local_name, short
from expograph.premises import DERIVED_FROM, Premise, described, interval, premises
from expograph.wording import figure


def says(graph: Graph, claim: int) -> str:
    """What a claim, stated or derived, says: subject, property, figure or value, and who is counted."""
    parts = [short(graph.one(claim, part)) for part in (SUBJECT, PREDICATE)]
    narrowed = ", ".join(f"{short(p)} {short(o)}" for p, o in narrowing(graph, claim))
    return " ".join([*parts, value(graph, claim), *([f"({narrowed})"] if narrowed else [])])


def value(graph: Graph, claim: int) -> str:
    """The figure of a claim with its bounds and unit, else the value that it gives."""
    about: defaultdict[NamedNode, list[Term]] = defaultdict(list)
    for name in ("lower", "upper", "lowerExclusive", "upperExclusive", "unit"):
        about[expo(name)] = [graph.engine.terms.terms[n] for n in graph.values(claim, expo(name))]
    numbers, given = interval(about, Fraction(1)), graph.one(claim, OBJECT)
    if numbers is None or (isinstance(given, Literal) and "date" in given.datatype.value.lower()):
        return short(given) if given is not None else "(no figure)"
    return " ".join([figure(numbers), *(short(unit) for unit in about[expo("unit")])])


def formula(graph: Graph, claim: int) -> str | None:
    """A derivation with its numbers filled in, if the rule that made the claim can say it.

    Args:
        graph: The graph.
        claim: A derived claim.
    """
    from expograph.formula import formula as filled_in  # rules and their functions take long to import
    from expograph.rules import read

    terms = graph.engine.terms.terms
    made_by = graph.one(claim, expo("rule"))
    file = next(
        (p for p in graph.project.rules if isinstance(made_by, NamedNode) and p.stem == local_name(made_by)),
        None,
    )
    if file is None:
        return None
    names = [claim, *graph.values(claim, DERIVED_FROM)]
    triples = [q.triple for n in names for q in graph.said.get(terms[n], ())]
    ontology = graph.ontology({term for t in triples for term in t})
    known: dict[Term, Premise] = {p.iri: p for p in premises(described(triples), {}, ontology)}
    used = [known[terms[n]] for n in names[1:] if terms[n] in known]
    return filled_in(read(file), known[terms[claim]], used, graph.store, ontology)
