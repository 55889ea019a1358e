"""Compiles an ontology: every axiom, put into the rules of OWL 2 RL/RDF, gives rules over data alone.

This is partial evaluation: `?p rdfs:domain ?c` of rule prp-dom is matched now, and what is left for later is
one atom, `?x p ?y`, of a known predicate.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from pyoxigraph import BlankNode

from expograph.errors import ExpographError
from expograph.namespaces import OWL
from expograph.reason.facts import Facts
from expograph.reason.join import join
from expograph.reason.rule import Atom, Rule, Template
from expograph.reason.terms import FIRST, INVERSE, NIL, REST, SAME, THING, TYPE, Terms

_THING_HAS_ITS_OWN = {"cls-svf1", "cls-maxqc1", "cls-maxqc3"}
"""Rules not used on owl:Thing: another (cls-svf2, cls-maxqc2, cls-maxqc4) says the same with less."""


def compiled(templates: Sequence[Template], facts: Facts, terms: Terms, redundant: set[Atom]) -> list[Rule]:
    """The rules that the axioms among the facts give, without those that say nothing.

    Args:
        templates: The rules of OWL 2 RL/RDF to use.
        facts: The graph.
        terms: The numbers of its terms.
        redundant: Axioms not to compile, because they follow from others that are.

    Raises:
        ExpographError: A list of an axiom does not end, or has a cell without rdf:first or rdf:rest.
    """
    inverses = _expressions(facts, terms)
    raw = [rule for template in templates for rule in _instances(template, facts, terms)]
    if any(not template.name.startswith("scm-") for template in templates):
        raw += _whole_lists(facts, terms)
    rules = [_simplified(rule, inverses) for rule in raw if redundant.isdisjoint(rule.axioms)]
    rules = [rule for rule in rules if rule.head not in rule.body and not _left_out(rule)]
    if not any((p, o) == (TYPE, THING) for rule in rules for _, p, o in rule.body):
        rules = [rule for rule in rules if rule.head is None or rule.head[1:] != (TYPE, THING)]
    return list(dict.fromkeys(rules))


def axiom_keys(templates: Sequence[Template], terms: Terms) -> set[int]:
    """Predicates, and classes as negative numbers, that axioms are written with."""
    atoms = [atom for template in templates for atom in template.axioms]
    named = {terms.numbered(OWL + name) for name in ("propertyChainAxiom", "hasKey", "intersectionOf")}
    return {-o if p == TYPE else p for _, p, o in atoms} | named | {FIRST, REST}


def _instances(template: Template, facts: Facts, terms: Terms) -> Iterator[Rule]:
    """One rule for each way in which the axioms of a template are in the graph."""
    rows, columns = join(facts, template.axioms)
    for row in rows:
        binding = {term: row[column] for term, column in columns.items()}
        axioms = _put(template.axioms, binding)
        combos = [combinations(_members(facts, terms, binding[head]), len(to)) for head, to in template.lists]
        for chosen in product(*combos):
            for (_, variables), members in zip(template.lists, chosen, strict=True):
                binding.update(zip(variables, members, strict=True))
            body, head = _put(template.body, binding), template.head and _put([template.head], binding)[0]
            yield Rule(template.name, body, head, axioms)


def _put(atoms: Iterable[Atom], binding: dict[int, int]) -> tuple[Atom, ...]:
    return tuple((binding.get(s, s), binding.get(p, p), binding.get(o, o)) for s, p, o in atoms)


def _whole_lists(facts: Facts, terms: Terms) -> Iterator[Rule]:
    """The rules over all members of a list: cls-int1, prp-spo2 and prp-key."""
    for name, axiom, make in (
        ("cls-int1", "intersectionOf", _intersection),
        ("prp-spo2", "propertyChainAxiom", _chain),
        ("prp-key", "hasKey", _key),
    ):
        predicate = terms.numbered(OWL + axiom)
        for subject, cell in facts.extension(predicate):
            members = _members(facts, terms, cell)
            if members:
                body, head = make(subject, members)
                yield Rule(name, tuple(body), head, ((subject, predicate, cell),))


def _intersection(cls: int, parts: list[int]) -> tuple[list[Atom], Atom]:
    """What is in every part is in the class."""
    return [(-1, TYPE, part) for part in parts], (-1, TYPE, cls)


def _chain(whole: int, parts: list[int]) -> tuple[list[Atom], Atom]:
    """A path along the properties, one after the other, is the property."""
    return [(-i, part, -i - 1) for i, part in enumerate(parts, 1)], (-1, whole, -len(parts) - 1)


def _key(cls: int, keys: list[int]) -> tuple[list[Atom], Atom]:
    """Two members of the class that share a value of every key are the same."""
    atoms = [(x, key, -i) for i, key in enumerate(keys, 3) for x in (-1, -2)]
    return [(-1, TYPE, cls), (-2, TYPE, cls), *atoms], (-1, SAME, -2)


def _members(facts: Facts, terms: Terms, cell: int) -> list[int]:
    """The members of an RDF list."""
    first, rest = facts.by_subject(FIRST), facts.by_subject(REST)
    members: list[int] = []
    seen: set[int] = set()
    head = cell
    while cell != NIL:
        if cell in seen or cell not in first or cell not in rest:
            what = "does not end" if cell in seen else "has a cell without rdf:first or rdf:rest"
            raise ExpographError(
                f"the list {terms.terms[head]} of an axiom {what}",
                hint="write it in parentheses, as Turtle has it",
            )
        seen.add(cell)
        members.append(first[cell][0])  # what was stated; what eq-rep adds after it says nothing new
        cell = rest[cell][0]
    return members


def _expressions(facts: Facts, terms: Terms) -> dict[int, int]:
    """Blank nodes that stand for the inverse of one property, `[ owl:inverseOf p ]` -> p."""
    found: dict[int, set[int]] = {}
    for s, o in facts.extension(INVERSE):
        if isinstance(terms.terms[s], BlankNode):
            found.setdefault(s, set()).add(o)
    return {blank: min(of) for blank, of in found.items() if len(of) == 1 and blank not in of}


def _simplified(rule: Rule, inverses: dict[int, int]) -> Rule:
    """The rule with inverse properties written the other way round, and without what eq-ref makes true."""
    body = [_turned(atom, inverses) for atom in rule.body]
    body = [(s, p, o) for s, p, o in body if not (p == SAME and s == o)]
    head = rule.head and _turned(rule.head, inverses)
    return Rule(rule.name, tuple(dict.fromkeys(body)), head, rule.axioms)


def _turned(atom: Atom, inverses: dict[int, int]) -> Atom:
    s, p, o = atom
    return (o, inverses[p], s) if p in inverses else atom


def _left_out(rule: Rule) -> bool:
    return rule.name in _THING_HAS_ITS_OWN and any((p, o) == (TYPE, THING) for _, p, o in rule.body)
