"""The thirty questions: whole answers, compared with answers worked out by hand from the documents."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from expograph import query
from expograph.namespaces import PREFIXES
from expograph.parameters import assignments
from expograph.project import Project

PROJECT = Project(Path(__file__).parents[1])
ANSWERS = Path(__file__).parent / "answers"
INDEX = list(csv.DictReader((ANSWERS / "index.csv").read_text("utf-8").splitlines()))


def plain(term: object) -> str:
    """A term as the answer files write it: a CURIE, a text, a number without trailing zeros."""
    if isinstance(term, NamedNode):
        found = [(p, n) for p, n in PREFIXES.items() if term.value.startswith(n)]
        prefix, namespace = max(found, key=lambda pair: len(pair[1]), default=("", ""))
        return f"{prefix}:{term.value[len(namespace):]}" if prefix else term.value
    return term.value if isinstance(term, Literal) else ""


@cache
def graph() -> Store:
    """The project's own graph."""
    return query.load(PROJECT)


def answer(name: str, parameters: str) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows that the project's own graph gives."""
    solutions = query.ask(graph(), query.find(PROJECT, name), assignments(parameters.split()))
    assert isinstance(solutions, QuerySolutions)
    columns = [v.value for v in solutions.variables]
    return columns, [{c: plain(row[c]) for c in columns} for row in solutions]


def test_index_is_whole() -> None:
    """There are thirty questions, each with a query of its own and an answer file."""
    assert [row["question"] for row in INDEX] == [str(n) for n in range(1, 31)]
    assert len({row["query"] for row in INDEX}) == 30
    assert {p.stem for p in ANSWERS.glob("*.csv")} - {"index"} == {row["query"] for row in INDEX}


@pytest.mark.parametrize("case", INDEX, ids=lambda row: f"{int(row['question']):02}-{row['query']}")
def test_answer(case: dict[str, str]) -> None:
    """The graph gives the rows worked out by hand, no more and no fewer, each with document and quote.

    The hand-made answers leave out the column *quote* (which words a curator picks is no part of the
    answer), but every row must have one.
    """
    columns, rows = answer(case["query"], case["parameters"])
    assert {"document", "quote"} <= set(columns)
    expected = list(csv.DictReader((ANSWERS / f"{case['query']}.csv").read_text("utf-8").splitlines()))
    kept = list(expected[0])
    assert kept == [c for c in columns if c not in ("quote", "otherQuote")]
    got = Counter(tuple(row[c] for c in kept) for row in rows)
    wanted = Counter(tuple(row[c] for c in kept) for row in expected)
    assert set(got) == set(wanted)
    assert all(bool(row["quote"]) == bool(row["document"]) for row in rows)
    assert sum(bool(row["quote"]) for row in rows) >= len(rows) * 0.8
