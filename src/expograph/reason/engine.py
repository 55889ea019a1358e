"""The fixpoint: rules are run on what is new until nothing is (semi-naive evaluation)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from expograph.namespaces import OWL
from expograph.reason import datatypes
from expograph.reason.compiler import axiom_keys, compiled
from expograph.reason.facts import Facts, Pair
from expograph.reason.join import Columns, Plan, Row, join
from expograph.reason.rule import Atom, Rule, templates
from expograph.reason.terms import CLASS, NOTHING, SAME, THING, TYPE, Terms

Same = Mapping[int, Sequence[int]]
"""What owl:sameAs relates each term to."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a rule does when triples come that match one of its atoms."""

    head: Atom
    plan: Plan


class Engine:
    """A graph, the rules compiled from it, and what they made, in order.

    A batch of triples is known by a key: their predicate, or for rdf:type the negative number of the class.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.terms = Terms()
        self.facts = Facts()
        self.templates = templates(self.terms)
        self.rules: dict[Rule, None] = {}
        self.made: list[tuple[int, set[Pair] | set[int]]] = []  # key and new triples of each step
        self.axiomatic: set[Atom] = set()
        self.clashes: set[Pair] = set()  # literals made the same that differ in value (dt-diff)
        self.values: dict[int, datatypes.Value] = {}
        self.ill_typed: set[int] = set()
        self.literals: set[int] = set()
        self._triggers: defaultdict[int, list[Trigger]] = defaultdict(list)
        self._new_pairs: dict[int, set[Pair]] = {}
        self._new_members: dict[int, set[int]] = {}
        self._typed: set[int] = set()
        self._load(triples)
        self._read_literals()

    def close(self) -> None:
        """Run all rules until nothing is new; first those over the ontology, which then is compiled."""
        schema = [template for template in self.templates if template.name.startswith("scm-")]
        self._install(compiled(schema, self.facts, self.terms, set()))
        redundant = {atom for atom in self.inferred() if not self._needed(atom)}
        keys = axiom_keys(self.templates, self.terms)
        if SAME in self.facts.pairs:
            self._new_pairs[SAME] = self.facts.pairs[SAME].copy()
        while True:
            done = len(self.made)
            self._install(compiled(self.templates, self.facts, self.terms, redundant))
            if keys.isdisjoint(key for key, _ in self.made[done:]):
                return

    def inferred(self) -> Iterable[Atom]:
        """Every triple made so far."""
        for key, fresh in self.made:
            for item in fresh:
                yield (item[0], key, item[1]) if isinstance(item, tuple) else (item, TYPE, -key)

    def _needed(self, atom: Atom) -> bool:
        """Whether a schema triple says more of the data than those that it was made from.

        A path of subclasses does not. One restriction below another does: scm-svf and scm-avf find it without
        the individuals that would show it. So does owl:Thing, which every class is below.
        """
        s, _, o = atom
        kinds = [self.terms.numbered(OWL + kind) for kind in ("someValuesFrom", "allValuesFrom")]
        restrictions = map(self.facts.by_subject, kinds)
        return any(s in fillers and o in fillers for fillers in restrictions) or o == THING or s == NOTHING

    def _load(self, triples: Iterable[Triple]) -> None:
        """Number the triples of the graph; two classes there are in any (cls-thing, cls-nothing1)."""
        number, facts = self.terms.number, self.facts
        numbers = self.terms.numbers
        for s, p, o in triples:
            subject = numbers.get(s) or number(s)
            predicate = numbers.get(p) or number(p)
            value = numbers.get(o) or number(o)
            if predicate == TYPE:
                facts.members[value].add(subject)
            else:
                facts.pairs[predicate].add((subject, value))
        self.axiomatic = {(member, TYPE, CLASS) for member in facts.add_members(CLASS, (THING, NOTHING))}

    def _read_literals(self) -> None:
        """The values of all literals, and which of them are one value (dt-eq)."""
        by_value: defaultdict[datatypes.Value, list[int]] = defaultdict(list)
        for number, term in enumerate(self.terms.terms):
            if not isinstance(term, Literal):
                continue
            self.literals.add(number)
            try:
                value = datatypes.value(term)
            except ValueError:
                self.ill_typed.add(number)
                continue
            if value is not None:
                self.values[number] = value
                by_value[value].append(number)
        self.facts.twins = {n: tuple(same) for same in by_value.values() if len(same) > 1 for n in same}

    def _install(self, rules: Sequence[Rule]) -> None:
        """Run new rules on all that is known, then all on what is new; rules of one atom before joins."""
        new = [rule for rule in rules if rule not in self.rules]
        self.rules.update(dict.fromkeys(new))
        for cls in {o for rule in new for _, p, o in rule.body if p == TYPE and o > 0} - self._typed:
            self._type_literals(cls)
        for joins in (False, True):
            for rule in new:
                if rule.head and joins == (len(rule.body) > 1):
                    self._emit(rule.head, *join(self.facts, rule.body))
                    self._watch(rule, rule.head)
            self._settle()

    def _watch(self, rule: Rule, head: Atom) -> None:
        for i, (_, p, o) in enumerate(rule.body):
            self._triggers[-o if p == TYPE and o > 0 else p].append(Trigger(head, Plan(rule.body, i)))

    def _type_literals(self, cls: int) -> None:
        """Rule dt-type2, for a datatype that a rule asks about."""
        self._typed.add(cls)
        if name := self._datatype(cls):
            values = self.values.items()
            self._add_members(cls, [n for n, value in values if datatypes.contains(name, value)])

    def of_datatype(self, literal: int, cls: int) -> bool:
        """Whether the class is a datatype and has the value of the literal (dt-type2)."""
        name, value = self._datatype(cls), self.values.get(literal)
        return name is not None and value is not None and datatypes.contains(name, value)

    def _datatype(self, cls: int) -> str | None:
        """The IRI of a class that is a datatype whose values are known."""
        term = self.terms.terms[cls]
        return term.value if isinstance(term, NamedNode) and term.value in datatypes.KNOWN else None

    def _settle(self) -> None:
        """Run the rules on batches of new triples until there are none."""
        while self._new_pairs or self._new_members:
            while self._new_pairs:
                predicate = next(iter(self._new_pairs))
                pairs = self._new_pairs.pop(predicate)
                self._fire(predicate, list(pairs))
                self._replace_pairs(predicate, pairs, self.facts.by_subject(SAME))
                if predicate == SAME:
                    self._replace_all(pairs)
            if self._new_members:
                cls = next(iter(self._new_members))
                members = self._new_members.pop(cls)
                items = [(member, cls) for member in members]
                self._fire(-cls, items)
                self._fire(TYPE, items)
                self._replace_members(cls, members, self.facts.by_subject(SAME))

    def _fire(self, key: int, items: Sequence[Pair]) -> None:
        for trigger in self._triggers.get(key, ()):
            self._emit(trigger.head, trigger.plan.run(self.facts, items), trigger.plan.columns)

    def _emit(self, head: Atom, rows: Sequence[Row], columns: Columns) -> None:
        """Add the head for each row."""
        if not rows:
            return
        s, p, o = head
        if p == TYPE and o > 0:
            column = columns.get(s)
            self._add_members(o, [s] if column is None else [row[column] for row in rows])
        elif len(rows[0]) == 2 and columns.get(s) == 0 and columns.get(o) == 1:
            self._add(p, rows)  # type: ignore[arg-type]  # the rows are the pairs
        else:
            self._add(p, zip(_column(s, rows, columns), _column(o, rows, columns), strict=True))

    def _add(self, predicate: int, pairs: Iterable[Pair]) -> None:
        """Add triples of any predicate."""
        if predicate in self.literals:
            return
        if predicate != TYPE:
            self._add_pairs(predicate, pairs)
            return
        by_class: defaultdict[int, list[int]] = defaultdict(list)
        for s, o in pairs:
            by_class[o].append(s)
        for cls, members in by_class.items():
            self._add_members(cls, members)

    def _add_pairs(self, predicate: int, pairs: Iterable[Pair]) -> None:
        if predicate == SAME:
            pairs = [pair for pair in pairs if pair[0] != pair[1] and self._may_be_one(*pair)]
        fresh = self.facts.add_pairs(predicate, pairs)
        if fresh:
            self.made.append((predicate, fresh))
            waiting = self._new_pairs.get(predicate)
            self._new_pairs[predicate] = waiting | fresh if waiting else fresh

    def _add_members(self, cls: int, members: Iterable[int]) -> None:
        fresh = self.facts.add_members(cls, members)
        if fresh:
            self.made.append((-cls, fresh))
            waiting = self._new_members.get(cls)
            self._new_members[cls] = waiting | fresh if waiting else fresh

    def _may_be_one(self, x: int, y: int) -> bool:
        """Whether x owl:sameAs y is worth stating; of two literals it is known already (dt-eq, dt-diff)."""
        values = self.values.get(x), self.values.get(y)
        if None in values:
            return True
        if values[0] != values[1]:
            self.clashes.add((x, y))
        return False

    def _replace_pairs(self, predicate: int, pairs: Iterable[Pair], same: Same) -> None:
        """Rules eq-rep-s, eq-rep-p and eq-rep-o on triples of one predicate."""
        if not same:
            return
        hits = [(x, o) for s, o in pairs if s in same for x in same[s]]
        hits += [(s, x) for s, o in pairs if o in same for x in same[o]]
        self._add_pairs(predicate, hits)
        for other in same.get(predicate, ()):
            self._add(other, pairs)

    def _replace_members(self, cls: int, members: set[int], same: Same) -> None:
        """Rules eq-rep-s, eq-rep-p and eq-rep-o on the members of one class."""
        if not same:
            return
        hits = [x for member in same.keys() & members for x in same[member]]
        self._add_members(cls, hits)
        for other in same.get(cls, ()):
            self._add_members(other, members)
        for predicate in same.get(TYPE, ()):
            self._add(predicate, ((member, cls) for member in members))

    def _replace_all(self, pairs: Iterable[Pair]) -> None:
        """Put in all triples what has become the same."""
        same: defaultdict[int, list[int]] = defaultdict(list)
        for x, y in pairs:
            same[x].append(y)
        for predicate in list(self.facts.pairs):
            self._replace_pairs(predicate, self.facts.pairs[predicate], same)
        for cls in list(self.facts.members):
            self._replace_members(cls, self.facts.members[cls], same)


def _column(term: int, rows: Sequence[Row], columns: Columns) -> Iterable[int]:
    column = columns.get(term)
    return [term] * len(rows) if column is None else [row[column] for row in rows]
