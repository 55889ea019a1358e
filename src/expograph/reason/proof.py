"""Proofs: the shortest way from a triple down to what needs no proof, and every other way after it.

What can make what is a graph of steps, each from several triples to one. The shortest proof is found by
Knuth's algorithm ("A generalization of Dijkstra's problem", Information Processing Letters 6(1), 1977), run
over the triples that lie below the goal; a triple is settled only after all that its step needs, so no proof
rests on itself. The others are enumerated best first, their cost foretold by the shortest proofs of their
open ends, which is never too high.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from expograph.reason.explain import Step
from expograph.reason.rule import Atom

PATIENCE = 20_000
"""How many unfinished proofs are looked at before the search for more gives up."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple, the step that makes it, and proofs of all that the step needs: axioms, then premises."""

    atom: Atom
    step: Step
    parts: tuple["Proof", ...]

    def walk(self) -> Iterator["Proof"]:
        """This proof and every proof inside it, from the top."""
        yield self
        for part in self.parts:
            yield from part.walk()


class Prover:
    """Finds proofs, and remembers for each triple the best step once it is known.

    Args:
        steps: Every step that makes a triple, in the order in which equally short ones are preferred; one
            without needs ends a proof.
    """

    def __init__(self, steps: Callable[[Atom], Iterable[Step]]) -> None:
        self._make = steps
        self._steps: dict[Atom, list[Step]] = {}
        self._best: dict[Atom, tuple[int, Step | None]] = {}

    def best(self, goal: Atom) -> Step | None:
        """The last step of the shortest proof, whose needs have such steps too; None if there is no proof."""
        return self._settled(goal)[1]

    def shortest(self, goal: Atom) -> Proof | None:
        """The proof with fewest steps, a step that is used twice counted twice; None if there is none."""
        step = self.best(goal)
        return None if step is None else Proof(goal, step, tuple(map(self._shown, step.needs)))

    def proofs(self, goal: Atom, limit: int) -> list[Proof]:
        """Proofs of a triple, shortest first; none rests on itself, or proves one triple two ways.

        Args:
            goal: The triple.
            limit: How many at most.
        """
        found: list[Proof] = []
        serial = count()
        waiting: list[tuple[int, int, dict[Atom, Step], tuple[Open, ...]]] = []
        heappush(waiting, (self._settled(goal)[0], next(serial), {}, ((goal, frozenset()),)))
        for _ in range(PATIENCE):
            if not waiting or len(found) == limit:
                break
            cost, _, chosen, ends = heappop(waiting)
            if not ends:
                found.append(_tree(goal, chosen))
                continue
            (atom, above), *rest = ends
            saved = cost - self._settled(atom)[0]
            for step in self._next(atom, chosen, above):
                price = saved + 1 + sum(self._settled(need)[0] for need in step.needs)
                inside = tuple((need, above | {atom}) for need in step.needs)
                heappush(waiting, (price, next(serial), {**chosen, atom: step}, (*inside, *rest)))
        return found

    def _next(self, atom: Atom, chosen: dict[Atom, Step], above: frozenset[Atom]) -> Iterator[Step]:
        """The steps that may make a triple inside a proof: the one it has there already, or any."""
        for step in [chosen[atom]] if atom in chosen else self.steps(atom):
            known = all(self._settled(need)[1] is not None for need in step.needs)
            if known and above.isdisjoint(step.needs) and atom not in step.needs:
                yield step

    def steps(self, atom: Atom) -> list[Step]:
        """Every step that makes a triple, each once."""
        found = self._steps.get(atom)
        if found is None:
            found = self._steps[atom] = list(dict.fromkeys(self._make(atom)))
        return found

    def _shown(self, atom: Atom) -> Proof:
        proof = self.shortest(atom)
        assert proof is not None  # the best step of a triple has needs that are proved
        return proof

    def _settled(self, goal: Atom) -> tuple[int, Step | None]:
        """The number of steps of the shortest proof, and its last step."""
        if goal not in self._best:
            self._settle(goal)
        return self._best[goal]

    def _settle(self, goal: Atom) -> None:
        """Find the best steps of all triples on which the goal could rest."""
        region = self._region(goal)
        users: defaultdict[Atom, list[tuple[Atom, int]]] = defaultdict(list)
        lacking: dict[tuple[Atom, int], int] = {}
        ready: list[tuple[int, Atom, int]] = []
        for atom, steps in region.items():
            for i, step in enumerate(steps):
                open_needs = {need for need in step.needs if need not in self._best}
                lacking[atom, i] = len(open_needs)
                for need in open_needs:
                    users[need].append((atom, i))
                if not open_needs and (price := self._price(step)) is not None:
                    heappush(ready, (price, atom, i))
        while ready:
            price, atom, i = heappop(ready)
            if atom in self._best:
                continue
            self._best[atom] = price, region[atom][i]
            for user in users[atom]:
                lacking[user] -= 1
                used = region[user[0]][user[1]]
                if not lacking[user] and (cost := self._price(used)) is not None:
                    heappush(ready, (cost, *user))
        for atom in region:
            self._best.setdefault(atom, (0, None))

    def _price(self, step: Step) -> int | None:
        """The steps of a proof that ends with this one; None if something that it needs has no proof."""
        below = [self._best[need] for need in step.needs]
        return None if any(best is None for _, best in below) else 1 + sum(cost for cost, _ in below)

    def _region(self, goal: Atom) -> dict[Atom, list[Step]]:
        """The triples on which the goal could rest and that are not settled, with the steps worth a look."""
        region: dict[Atom, list[Step]] = {}
        waiting = [goal]
        while waiting:
            atom = waiting.pop()
            if atom in region or atom in self._best:
                continue
            region[atom] = self._worth(self.steps(atom))
            waiting.extend(need for step in region[atom] for need in step.needs)
        return region

    def _worth(self, steps: list[Step]) -> list[Step]:
        """One step alone, if none can be shorter: it needs nothing, or one triple that needs nothing."""
        for size in (0, 1):
            for step in steps:
                if len(step.needs) == size and all(self._ends(need) for need in step.needs):
                    return [step]
        return steps

    def _ends(self, atom: Atom) -> bool:
        return any(not step.needs for step in self.steps(atom))


Open = tuple[Atom, frozenset[Atom]]
"""An end of an unfinished proof, and all that it is to prove."""


def _tree(atom: Atom, chosen: dict[Atom, Step]) -> Proof:
    step = chosen[atom]
    return Proof(atom, step, tuple(_tree(need, chosen) for need in step.needs))
