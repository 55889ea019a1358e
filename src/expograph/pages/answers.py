"""Answers of queries as the pages hand them on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import QuerySolutions

from expograph.ontology import Term

Row = Mapping[str, Term]
"""A row of an answer by variable, what is unbound left out."""


class Answer(NamedTuple):
    """What a query answers: its variables in order, and its rows."""

    variables: tuple[str, ...]
    rows: Sequence[Row]


def answer(found: QuerySolutions) -> Answer:
    """All that a query answers."""
    names = tuple(v.value for v in found.variables)
    rows = [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in found]
    return Answer(names, rows)
