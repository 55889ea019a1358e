"""The thirty questions: whole answers, compared with answers worked out by hand from the documents."""

import csv
import time
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from expograph import query
from expograph.namespaces import PREFIXES, expo
from expograph.parameters import assignments
from expograph.project import Project

PROJECT = Project(Path(__file__).parents[1])
ANSWERS = Path(__file__).parent / "answers"
# Columns that hold words: which ones a curator picked is no part of an answer.
WORDS = {"quote", "otherQuote", "wording"}
INDEX = list(csv.DictReader((ANSWERS / "index.csv").read_text("utf-8").splitlines()))


def plain(term: object) -> str:
    """A term as the answer files write it: a CURIE, a text, a number without trailing zeros."""
    if isinstance(term, NamedNode):
        found = [(p, n) for p, n in PREFIXES.items() if term.value.startswith(n)]
        prefix, namespace = max(found, key=lambda pair: len(pair[1]), default=("", ""))
        return f"{prefix}:{term.value[len(namespace) :]}" if prefix else term.value
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


NEEDED = {"everything-said": {"subject": "ciie-7"}}  # questions without a default


@pytest.mark.parametrize("name", [one.name for one in query.catalogue(PROJECT)])
def test_no_question_is_dear(name: str) -> None:
    """Each takes a fraction of a second: none looks at all pairs of claims again and again."""
    asked, spent = query.find(PROJECT, name), []
    for _ in range(3):
        before = time.process_time()
        assert list(query.ask(graph(), asked, NEEDED.get(name, {})))
        spent.append(time.process_time() - before)
    assert min(spent) < 0.2


SILENCE = [
    (
        "cisce-2",
        "place hostCity hostCountry venue organiser startDate endDate year",
        "its document says none",
    ),
    ("ciie-7", "place hostCity hostCountry venue organiser", "its document says none"),
    ("ciie-6", "exhibitors", "its document counts none"),
]


@pytest.mark.parametrize(("edition", "properties", "why"), SILENCE, ids=lambda value: value.split()[0])
def test_silence_stays_silence(edition: str, properties: str, why: str) -> None:
    """What no document says is not in the graph, neither stated nor inferred nor claimed.

    A derived claim may bound it, if it says so; it never makes a triple of it.
    """
    fair = NamedNode(f"{PREFIXES['fair']}{edition}")
    assert any(graph().quads_for_pattern(fair, None, None, None)), why
    for name in properties.split():
        assert not list(graph().quads_for_pattern(fair, expo(name), None, None)), (name, why)
        claims = graph().query(
            f"ASK {{ GRAPH ?g {{ ?c a expo:Claim ; rdf:subject {fair} ;"
            f" rdf:predicate {expo(name)} FILTER NOT EXISTS {{ ?c expo:rank expo:DeprecatedRank }} }} }}",
            prefixes=PREFIXES,
        )
        assert not claims, (name, why)


@pytest.mark.parametrize(
    ("name", "parameters", "least"),
    [
        ("everything-said", "subject=cisce-2", 30),
        ("best-known-values", "edition=ciie-7", 20),
    ],
)
def test_further_questions(name: str, parameters: str, least: int) -> None:
    """The questions beside the thirty answer with document and quote."""
    _, rows = answer(name, parameters)
    assert len(rows) >= least
    assert all(row["quote"] and row["document"] for row in rows)


@pytest.mark.parametrize("case", INDEX, ids=lambda row: f"{int(row['question']):02}-{row['query']}")
def test_answer(case: dict[str, str]) -> None:
    """The graph gives the rows worked out by hand, no more and no fewer, each with document and quote.

    The hand-made answers leave out the columns of words, but every row must have its document and quote.
    """
    columns, rows = answer(case["query"], case["parameters"])
    assert {"document", "quote"} <= set(columns)
    expected = list(csv.DictReader((ANSWERS / f"{case['query']}.csv").read_text("utf-8").splitlines()))
    kept = list(expected[0])
    assert kept == [c for c in columns if c not in WORDS]
    got = {tuple(row[c] for c in kept) for row in rows}
    assert got == {tuple(row[c] for c in kept) for row in expected}
    assert all(row["quote"] and row["document"] for row in rows)
