"""Why a triple does not follow: the rules that could make it, what of them holds and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from expograph.reason.explain import Explainer
from expograph.reason.facts import Facts
from expograph.reason.rule import Atom, Rule
from expograph.reason.terms import TYPE

Binding = dict[int, int]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule that could make a triple: what it needs that holds, and what is missing, its variables open."""

    rule: str
    axioms: tuple[Atom, ...]
    holding: tuple[Atom, ...]
    missing: tuple[Atom, ...]


def attempts(explainer: Explainer, facts: Facts, s: int, p: int, o: int | None) -> list[Attempt]:
    """How each rule comes nearest to making a triple that is not in the closure.

    Args:
        explainer: Knows the rules.
        facts: The closure.
        s: The subject.
        p: The predicate.
        o: The object; None if any would do.

    Returns:
        The attempts that lack least first, then those of which most holds. A rule of which several parts
        could be the one that is missing comes once for each.
    """
    found: dict[Attempt, None] = {}
    for rule in explainer.rules_for(p, o):
        binding = _unified(rule, s, p, o)
        if binding is not None:
            found.update(dict.fromkeys(_nearest(rule, binding, facts)))
    return sorted(found, key=lambda a: (len(a.missing), -len(a.holding), a.rule, a.axioms, a.missing))


def _unified(rule: Rule, s: int, p: int, o: int | None) -> Binding | None:
    """What the rule's variables stand for if its head is this triple; None if it cannot be."""
    assert rule.head is not None
    binding: Binding = {}
    for term, given in zip(rule.head, (s, p, o), strict=True):
        if given is not None and term > 0 and term != given:
            return None
        if given is not None and term < 0 and binding.setdefault(term, given) != given:
            return None
    return binding


def _nearest(rule: Rule, binding: Binding, facts: Facts) -> Iterator[Attempt]:
    """The attempts that lack fewest of the rule's atoms."""
    for size in range(1, len(rule.body) + 1):
        complete = False
        for absent in combinations(range(len(rule.body)), size):
            kept = [atom for i, atom in enumerate(rule.body) if i not in absent]
            match = next(_matches(kept, binding, facts), None)
            if match is not None:
                complete = True
                holding, missing = _put(kept, match), _put([rule.body[i] for i in absent], match)
                yield Attempt(rule.name, rule.axioms, holding, missing)
        if complete:
            return


def _put(atoms: Sequence[Atom], binding: Binding) -> tuple[Atom, ...]:
    return tuple((binding.get(s, s), binding.get(p, p), binding.get(o, o)) for s, p, o in atoms)


def _matches(atoms: list[Atom], binding: Binding, facts: Facts) -> Iterator[Binding]:
    """All ways in which the atoms hold, each of them joined to what is bound."""
    if not atoms:
        yield binding
        return
    joined = next((atom for atom in atoms if _joined(atom, binding)), None)
    if joined is None:
        return
    rest = [atom for atom in atoms if atom is not joined]
    for more in _held(_put([joined], binding)[0], facts):
        yield from _matches(rest, {**binding, **more}, facts)


def _joined(atom: Atom, binding: Binding) -> bool:
    """Whether the predicate of an atom is known, and one of its ends that is no class."""
    s, p, o = _put([atom], binding)[0]
    return p > 0 and (s > 0 or (o > 0 and p != TYPE))


def _held(atom: Atom, facts: Facts) -> Iterator[Binding]:
    """What the open end of an atom can be."""
    s, p, o = atom
    if s > 0 and o > 0:
        if facts.has(s, p, o):
            yield {}
    elif s > 0:
        yield from ({o: value} for value in sorted(facts.by_subject(p).get(s, ())))
    else:
        yield from ({s: subject} for subject in sorted(facts.by_object(p).get(o, ())))
