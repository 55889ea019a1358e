"""Joins of a rule's atoms, set by set: a table of rows grows by one variable at a time.

Binding a variable from all the atoms that bound variables connect it with, starting from the one with fewest
answers, keeps a join from growing larger than it must (Ngo, Ré and Rudra, "Skew strikes back", SIGMOD Record
42(4), 2013): two individuals that share a common value and a rare one for a key are found through the rare
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from expograph.reason.facts import Facts, Pair
from expograph.reason.rule import Atom
from expograph.reason.terms import TYPE

Row = tuple[int, ...]
Columns = dict[int, int]
"""Variable or constant -> its place in a row."""


@dataclass(frozen=True, slots=True)
class Step:
    """Bind one variable, then keep the rows that pass.

    `sources` bind it: predicate, the column known, whether that is the subject. `checks` test triples:
    column of the subject, predicate, column of the object or the negative number of a class.
    """

    sources: tuple[tuple[int, int, bool], ...]
    checks: tuple[tuple[int, int, int], ...]


def join(facts: Facts, body: Sequence[Atom]) -> tuple[Sequence[Row], Columns]:
    """All matches of a body with the facts, begun at the atom with fewest triples.

    Returns:
        Rows, and which column holds which variable. A body of no atoms has one match, the empty row.
    """
    if not body:
        return [()], {}
    first = min(range(len(body)), key=lambda i: facts.count(body[i][1], body[i][2]))
    _, p, o = body[first]
    if p == TYPE and o > 0:
        items = [(member, o) for member in facts.members.get(o, ())]
    else:
        items = list(facts.extension(p))
    plan = Plan(body, first)
    return plan.run(facts, items), plan.columns


class Plan:
    """How to match a rule's body when triples that match its atom number `first` are given."""

    def __init__(self, body: Sequence[Atom], first: int) -> None:
        self.atom = body[first]
        s, _, o = self.atom
        rest = [atom for i, atom in enumerate(body) if i != first]
        self.columns: Columns = {s: 0, o: 1}
        self.constants = sorted({t for atom in rest for t in _terms(atom) if t > 0} - {s, o})
        for constant in self.constants:
            self.columns[constant] = len(self.columns) + (s == o)
        self.steps = _steps(rest, self.columns, 2 + len(self.constants))

    def run(self, facts: Facts, items: Sequence[Pair]) -> Sequence[Row]:
        """The rows that begin with those (subject, object) of `items` that match the atom."""
        s, _, o = self.atom
        rows: Sequence[Row] = items
        if s > 0:
            rows = [row for row in rows if row[0] == s]
        if o > 0:
            spellings = facts.twins.get(o, (o,))
            rows = [row for row in rows if row[1] in spellings]
        if s == o:
            rows = [row for row in rows if row[0] == row[1]]
        if self.constants:
            rows = [(*row, *self.constants) for row in rows]
        for step in self.steps:
            rows = _run(facts, step, rows)
        return rows


def _terms(atom: Atom) -> tuple[int, ...]:
    """What an atom binds or needs bound: subject and object, or only the subject of a named class."""
    s, p, o = atom
    return (s,) if p == TYPE and o > 0 else (s, o)


def _steps(atoms: list[Atom], columns: Columns, width: int) -> list[Step]:
    """An order of the variables, and for each what binds it and what tests it; enters them in `columns`."""
    steps = [Step((), tuple(_check(atom, columns) for atom in atoms if _bound(atom, columns)))]
    pending = [atom for atom in atoms if not _bound(atom, columns)]
    while pending:
        linked = [(t, atom) for atom in pending for t in _terms(atom) if _links(t, atom, columns)]
        uses = [t for atom in pending for t in _terms(atom)]
        counts = {t: sum(t == u for u, _ in linked) for t, _ in linked}
        variable = min(counts, key=lambda t: (-counts[t], uses.count(t), -t))
        used = [atom for t, atom in linked if t == variable]
        sources = tuple((p, columns[s if o == variable else o], o == variable) for s, p, o in used)
        columns[variable] = width
        width += 1
        done = [atom for atom in pending if _bound(atom, columns)]
        checks = tuple(_check(atom, columns) for atom in done if len(used) > 1 or atom not in used)
        steps.append(Step(sources, checks))
        pending = [atom for atom in pending if atom not in done]
    return steps


def _bound(atom: Atom, columns: Columns) -> bool:
    return all(term in columns for term in _terms(atom))


def _links(variable: int, atom: Atom, columns: Columns) -> bool:
    """Whether the atom connects a variable still free with a term that is bound."""
    s, _, o = atom
    other = o if variable == s else s
    return variable not in columns and other in columns and len(_terms(atom)) == 2


def _check(atom: Atom, columns: Columns) -> tuple[int, int, int]:
    s, p, o = atom
    return columns[s], p, -o if p == TYPE and o > 0 else columns[o]


def _run(facts: Facts, step: Step, rows: Sequence[Row]) -> Sequence[Row]:
    """One step over all rows."""
    if not rows:
        return rows
    indexes = [(facts.by_subject(p) if forward else facts.by_object(p), c) for p, c, forward in step.sources]
    if len(indexes) == 1:
        index, column = indexes[0]
        rows = [(*row, value) for row in rows for value in index.get(row[column], ())]
    elif indexes:
        rows = [
            (*row, value)
            for row in rows
            for value in min((index.get(row[column], ()) for index, column in indexes), key=len)
        ]
    for s, p, o in step.checks:
        if p == TYPE and o < 0:
            members = facts.members.get(-o, set())
            rows = [row for row in rows if row[s] in members]
        elif facts.twins or p == TYPE:
            rows = [row for row in rows if facts.has(row[s], p, row[o])]
        else:
            pairs = facts.pairs.get(p, set())
            rows = [row for row in rows if (row[s], row[o]) in pairs]
    return rows
