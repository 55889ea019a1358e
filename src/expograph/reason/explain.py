"""Why a triple is in the closure: its rules, read backwards, down to the triples that were stated."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from expograph.reason.engine import Engine
from expograph.reason.facts import Pair
from expograph.reason.join import Plan
from expograph.reason.rule import Atom, Rule
from expograph.reason.terms import SAME, THING, TYPE


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a rule: its name, the axioms it was compiled from, and the triples that it took."""

    rule: str
    axioms: tuple[Atom, ...]
    premises: tuple[Atom, ...]

    @property
    def needs(self) -> tuple[Atom, ...]:
        """All that must hold for the step to be one: axioms, then premises."""
        return self.axioms + self.premises


class Explainer:
    """Answers for one closure; nothing is kept while the rules run, all is found again when asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._facts = engine.facts
        self._rules: defaultdict[int, list[Rule]] = defaultdict(list)
        for rule in engine.rules:
            if rule.head:
                self._rules[_key(rule.head)].append(rule)
        self._made: defaultdict[int, list[tuple[int, set[Pair] | set[int]]]] = defaultdict(list)
        for when, (key, fresh) in enumerate(engine.made, 1):
            self._made[key].append((when, fresh))

    def steps(self, atom: Atom) -> Iterator[Step]:
        """Every use of a rule on triples of the closure that gives this triple."""
        s, p, o = atom
        for rule in self.rules_for(p, o):
            assert rule.head is not None
            plan = Plan([rule.head, *rule.body], 0)
            for row in plan.run(self._facts, [(s, o)]):
                binding = {term: row[column] for term, column in plan.columns.items()}
                for premises in product(*(self._spellings(a, binding) for a in rule.body)):
                    yield Step(rule.name, rule.axioms, premises)
        yield from self._replacements(atom)
        if atom in self._engine.axiomatic:
            yield Step("cls-thing" if s == THING else "cls-nothing1", (), ())
        if p == TYPE and self._engine.of_datatype(s, o):
            yield Step("dt-type2", (), ())

    def rules_for(self, predicate: int, value: int | None) -> list[Rule]:
        """The rules whose head has this predicate and, for rdf:type, this class."""
        if predicate != TYPE:
            return self._rules.get(predicate, [])
        classes = [key for key in self._rules if key < 0] if value is None else [-value]
        return [rule for key in [*classes, TYPE] for rule in self._rules.get(key, ())]

    def why(self, atom: Atom) -> Step | None:
        """The use of a rule that explains a triple by earlier ones; None if the triple was stated."""
        made = self.made(atom)
        if made == 0:
            return None
        earlier = [step for step in self.steps(atom) if all(self.made(a) < made for a in step.premises)]
        return min(earlier, key=lambda step: (max(map(self.made, step.premises), default=0), step.rule))

    def made(self, atom: Atom) -> int:
        """In which step of the engine a triple was made; 0 if it was stated."""
        s, p, o = atom
        item = s if p == TYPE else (s, o)
        key = -o if p == TYPE else p
        return next((when for when, fresh in self._made.get(key, ()) if item in fresh), 0)

    def stated(self, atoms: Iterable[Atom]) -> set[Atom]:
        """The triples of the input that these triples rest on, axioms left aside."""
        found: set[Atom] = set()
        seen: set[Atom] = set()
        waiting = list(atoms)
        while waiting:
            atom = waiting.pop()
            if atom in seen or atom in self._engine.axiomatic:
                continue
            seen.add(atom)
            step = self.why(atom)
            if step is None:
                found.add(atom)
            else:
                waiting.extend(step.premises)
        return found

    def sayable(self, atoms: Iterable[Atom]) -> tuple[Atom, ...]:
        """The triples; in place of one with a literal as subject, as RDF has none, what it was made from."""
        found: dict[Atom, None] = {}
        for atom in atoms:
            if atom[0] not in self._engine.literals:
                found[atom] = None
            elif step := self.why(atom):
                found.update(dict.fromkeys(self.sayable(step.premises)))
        return tuple(found)

    def as_stated(self, atom: Atom, binding: dict[int, int]) -> Atom:
        """The atom with its variables bound, in the spelling of its literal that is in the graph."""
        return self._spellings(atom, binding)[0]

    def _spellings(self, atom: Atom, binding: dict[int, int]) -> list[Atom]:
        """The atom with its variables bound, in each spelling of its literal that is in the graph."""
        s, p, o = (binding.get(term, term) for term in atom)
        spellings = dict.fromkeys((o, *self._facts.twins.get(o, ())))
        return [(s, p, twin) for twin in spellings if self._facts.holds(s, p, twin)]

    def _replacements(self, atom: Atom) -> Iterator[Step]:
        """Rules eq-rep-s, eq-rep-p and eq-rep-o, which no axiom is compiled into."""
        s, p, o = atom
        same = self._facts.by_subject(SAME)
        for name, of, before in (
            ("eq-rep-s", s, lambda x: (x, p, o)),
            ("eq-rep-p", p, lambda x: (s, x, o)),
            ("eq-rep-o", o, lambda x: (s, p, x)),
        ):
            for x in same.get(of, ()):
                if self._facts.holds(*before(x)):
                    yield Step(name, (), (before(x), (x, SAME, of)))


def _key(atom: Atom) -> int:
    _, p, o = atom
    return -o if p == TYPE and o > 0 else p
