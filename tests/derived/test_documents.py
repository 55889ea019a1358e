"""What follows from the five documents and what is odd in them: a second reader's lists against the graph.

The lists were made by hand from the documents, with exact fractions; graph and reader agree to the last row.
"""

import csv
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from expograph.assemble import assembled
from expograph.build import reasoned
from expograph.namespaces import PREFIXES
from expograph.project import Project

PROJECT = Project(Path(__file__).parents[2])
HERE = Path(__file__).parent
ROWS = 100
LAST_DIGIT = Fraction(1, 10**12)
ENDS = ("lower", "upper")

DERIVED = """
SELECT ?rule ?subject ?property (GROUP_CONCAT(DISTINCT ?qualifier; SEPARATOR="\\t") AS ?qualifiers)
       ?lower ?lowerExclusive ?upper ?upperExclusive ?value WHERE {
    GRAPH ?g { ?c a expo:DerivedClaim ; expo:rule ?rule ; rdf:subject ?subject ; rdf:predicate ?property }
    OPTIONAL { GRAPH ?g { ?c rdf:object ?value } }
    OPTIONAL { GRAPH ?g { ?c expo:lower ?lower } }
    OPTIONAL { GRAPH ?g { ?c expo:lowerExclusive ?lowerExclusive } }
    OPTIONAL { GRAPH ?g { ?c expo:upper ?upper } }
    OPTIONAL { GRAPH ?g { ?c expo:upperExclusive ?upperExclusive } }
    OPTIONAL {
        GRAPH ?o { ?narrowing expo:narrowing true }
        GRAPH ?g { ?c ?narrowing ?q }
        BIND ( CONCAT(STR(?narrowing), "=", STR(?q)) AS ?qualifier )
    }
    FILTER ( ?property != rdfs:label )
} GROUP BY ?c ?rule ?subject ?property ?lower ?lowerExclusive ?upper ?upperExclusive ?value"""

ODD = """
SELECT ?class ?rule ?subject (GROUP_CONCAT(DISTINCT ?quote; SEPARATOR="\\t") AS ?quotes) WHERE {
    VALUES ?class { expo:Conflict expo:Tension expo:Overlap }
    GRAPH ?g { ?x a ?class ; expo:rule ?rule ; expo:of ?subject ; expo:claim ?c }
    GRAPH ?document { ?c expo:evidence/oa:hasSelector/oa:exact ?quote }
} GROUP BY ?x ?class ?rule ?subject"""

Row = dict[str, str]


def short(text: str) -> str:
    """An IRI as the tables write it: a CURIE, of a rule only its name; another text as it stands."""
    found = [(n, p) for p, n in PREFIXES.items() if text.startswith(n)]
    namespace, prefix = max(found, key=lambda pair: len(pair[0]), default=("", ""))
    local = text[len(namespace) :]
    return local if prefix in ("", "rule") else f"{prefix}:{local}"


def plain(term: object) -> str:
    """A term of an answer as the tables write it; nothing for none."""
    return short(term.value) if isinstance(term, NamedNode | Literal) else ""


def several(texts: str, separator: str) -> str:
    """The parts of a concatenation, each as the tables write it, in order."""
    parts = ("=".join(map(short, part.split("=", 1))) for part in texts.split("\t"))
    return separator.join(sorted(parts))


@cache
def graph() -> Store:
    """What a build makes of the project, before it is written."""
    return reasoned(assembled(PROJECT), PROJECT).store()


def asked(query: str) -> list[Row]:
    """The rows of an answer, as the tables write them."""
    solutions = graph().query(query, prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    return [{v.value: plain(row[v]) for v in solutions.variables} for row in solutions]


@cache
def derived() -> list[Row]:
    """The derived claims of the graph, without the names of the editions that a run has made."""
    return [row | {"qualifiers": several(row["qualifiers"], " ")} for row in asked(DERIVED)]


def table(name: str) -> list[Row]:
    """A table of the second reader."""
    rows = list(csv.DictReader((HERE / f"{name}.csv").read_text("utf-8").splitlines()))
    return [
        r | {"qualifiers": " ".join(sorted(r["qualifiers"].split()))} if "qualifiers" in r else r
        for r in rows
    ]


def what(row: Row) -> tuple[str, ...]:
    """What a row says beside its numbers, which are compared on their own."""
    shape = (row["lower"] != "", row["lowerExclusive"], row["upper"] != "", row["upperExclusive"])
    value = "" if row["property"] not in numeric() else "number"
    return (
        *(row[k] for k in ("rule", "subject", "property", "qualifiers")),
        *map(str, shape),
        value or row["value"],
    )


@cache
def numeric() -> frozenset[str]:
    """The properties whose derived values are numbers with ends."""
    return frozenset(r["property"] for r in table("derived") if r["lower"] or r["upper"])


def digits(figure: str) -> Fraction:
    """The unit of the last digit of a written number."""
    return Fraction(1, 10 ** len(figure.partition(".")[2]))


def same_numbers(worked_out: Row, found: Row) -> bool:
    """Whether the ends are exact, outwards to twelve digits, and the figure is the exact one, rounded."""
    for end, outwards in zip(ENDS, (-1, 1), strict=True):
        if worked_out[end]:
            off = (Fraction(found[end]) - Fraction(worked_out[end])) * outwards
            if not 0 <= off < LAST_DIGIT:
                return False
    if worked_out["property"] not in numeric():
        return True
    exact, figure = Fraction(worked_out["value"]), Fraction(found["value"])
    cut = digits(found["value"]) == LAST_DIGIT  # the twelfth digit is cut, not rounded
    return abs(figure - exact) <= min(digits(found["value"]) / (1 if cut else 2), exact / 500)


def test_what_follows() -> None:
    """The graph derives what a reader works out by hand, all of it that is agreed, and nothing else."""
    expected, found = table("derived"), derived()
    assert len(expected) == len(found) == ROWS
    assert Counter(map(what, found)) == Counter(map(what, expected))
    by_hand = {what(row): row for row in expected}
    assert len(by_hand) == ROWS
    assert [row for row in found if not same_numbers(by_hand[what(row)], row)] == []


def test_a_figure_lies_within_its_ends() -> None:
    """No derived claim has a value outside its own ends; an excluded end may be the value itself."""
    figures = [row for row in derived() if row["property"] in numeric()]
    assert len(figures) > 20
    outside = [
        row["subject"] + " " + row["value"]
        for row in figures
        if (row["lower"] and Fraction(row["value"]) < Fraction(row["lower"]))
        or (row["upper"] and Fraction(row["value"]) > Fraction(row["upper"]))
    ]
    assert outside == []


def test_what_is_odd() -> None:
    """The graph finds the conflicts and tensions that a careful reader finds, and no others."""
    found = [row | {"quotes": several(row["quotes"], " | ")} for row in asked(ODD)]
    expected = table("conflicts")
    assert len(expected) == len(found) == 6
    assert sorted(map(str, found)) == sorted(str(r | {"class": f"expo:{r['class']}"}) for r in expected)


def test_quotes_are_phrases() -> None:
    """The tables hold phrases of at most 90 characters, never a sentence."""
    quotes = [quote for row in table("conflicts") for quote in row["quotes"].split(" | ")]
    assert len(quotes) == 15
    assert [q for q in quotes if len(q) > 90 or q.endswith(".")] == []
