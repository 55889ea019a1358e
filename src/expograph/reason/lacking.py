"""Why a triple does not follow: the rules that could make it, what of them holds and what is missing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from expograph.reason.explain import Explainer
from expograph.reason.facts import Facts
from expograph.reason.rule import Atom

Binding = dict[int, int]
Part = tuple[Atom, ...]
PATIENCE = 5_000
"""After so many steps of a search, a rule is taken not to come so near."""
Test = tuple[int, int, Callable[[int, int], bool]]


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
        binding = unified(rule.head, s, p, o) if rule.head else None
        parts = [(atom,) for atom in rule.body]
        if binding is not None:
            for kept, absent in nearest(parts, binding, facts, range(1, len(parts) + 1)):
                holding, missing = (
                    tuple(atom for part in parts for atom in part) for parts in (kept, absent)
                )
                found[Attempt(rule.name, rule.axioms, holding, missing)] = None
    return sorted(found, key=lambda a: (len(a.missing), -len(a.holding), a.rule, a.axioms, a.missing))


def unified(head: Atom, s: int, p: int, o: int | None) -> Binding | None:
    """What the variables of a rule stand for if its head is this triple; None if it cannot be."""
    binding: Binding = {}
    for term, given in zip(head, (s, p, o), strict=True):
        if given is not None and term > 0 and term != given:
            return None
        if given is not None and term < 0 and binding.setdefault(term, given) != given:
            return None
    return binding


def nearest(
    parts: Sequence[Part], binding: Binding, facts: Facts, sizes: Iterable[int], tests: Sequence[Test] = ()
) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """The ways in which most of a rule's parts hold together.

    Args:
        parts: What the rule needs, in parts of which each holds or is missing as a whole.
        binding: What its variables stand for already.
        facts: Where to look.
        sizes: How many parts may be missing, fewest first.
        tests: What two variables must pass once both stand for something.

    Returns:
        The parts that hold and those that are missing, as far as their variables are known; of all ways with
        the same, least number of parts missing one each.
    """
    for size in sizes:
        found = False
        for absent in combinations(range(len(parts)), size):
            search = _Search(facts, tests)
            kept = [part for i, part in enumerate(parts) if i not in absent]
            match = search.match([atom for part in kept for atom in part], binding)
            if match is not None:
                found = True
                yield tuple(put(part, match) for part in kept), tuple(put(parts[i], match) for i in absent)
        if found:
            return


def put(atoms: Sequence[Atom], binding: Binding) -> Part:
    """The atoms with what their variables stand for."""
    return tuple((binding.get(s, s), binding.get(p, p), binding.get(o, o)) for s, p, o in atoms)


class _Search:
    """Looks for one way in which atoms hold, each of them joined to what is bound."""

    def __init__(self, facts: Facts, tests: Sequence[Test]) -> None:
        self._facts, self._tests = facts, tests
        self._left = PATIENCE

    def match(self, atoms: Sequence[Atom], binding: Binding) -> Binding | None:
        """What the variables may stand for, so that all atoms hold; None if there is no way.

        Groups of atoms that share nothing open are matched each by itself: the ways of one need not be
        multiplied by those of another.
        """
        groups = self._groups(atoms, binding)
        found: Binding | None = binding
        for group in groups:
            found = self._grouped(group, found) if found is not None else None
        return found

    def _grouped(self, atoms: list[Atom], binding: Binding) -> Binding | None:
        """As match(), of atoms that hang together; the most selective first."""
        self._left -= 1
        joined = [(atom, put([atom], binding)[0]) for atom in atoms if _joined(atom, binding)]
        if not joined or self._left < 0:
            return None
        first, bound = min(joined, key=lambda pair: _choices(pair[1], self._facts))
        rest = [atom for atom in atoms if atom is not first]
        for more in _held(bound, self._facts):
            known = {**binding, **more}
            passed = all(test(known[a], known[b]) for a, b, test in self._tests if a in known and b in known)
            found = self.match(rest, known) if passed else None
            if found is not None:
                return found
        return None

    def _groups(self, atoms: Sequence[Atom], binding: Binding) -> list[list[Atom]]:
        """The atoms that hang together by what is open, directly, by a test or through others."""
        links = [{a, b} - binding.keys() for a, b, _ in self._tests]
        groups: list[tuple[set[int], list[Atom]]] = []
        for atom in atoms:
            ends = {term for term in put([atom], binding)[0] if term < 0}
            ends = ends.union(*(link for link in links if link & ends))
            near = [group for group in groups if group[0] & ends]
            groups = [group for group in groups if not group[0] & ends]
            merged = ends.union(*(terms for terms, _ in near))
            groups.append((merged, [*(a for _, members in near for a in members), atom]))
        return [members for _, members in groups]


def _joined(atom: Atom, binding: Binding) -> bool:
    """Whether the predicate of an atom is known, and a variable of its ends; or there is nothing open."""
    s, p, o = atom
    return binding.get(p, p) > 0 and (s in binding or o in binding or (s > 0 and o > 0))


def _choices(atom: Atom, facts: Facts) -> int:
    """In how many ways an atom may hold."""
    s, p, o = atom
    if s > 0 and o > 0:
        return 0
    return len(facts.by_subject(p).get(s, ()) if s > 0 else facts.by_object(p).get(o, ()))


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
