"""The functions of derivation rules, called as rules call them: from SPARQL."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from expograph import functions as module
from expograph.arithmetic import parse
from expograph.functions import FUNCTIONS, Fault, aggregates, functions
from expograph.values import FUNCTION, INTERVAL, literal

PREFIXES = {
    "f": FUNCTION,
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "x": "http://example.org/",
}


def ask(query: str, store: Store, faults: list[Fault]) -> list[str | None]:
    """What a query binds to ?x, shortly written."""
    answer = store.query(
        query,
        prefixes=PREFIXES,
        custom_functions=functions(faults),
        custom_aggregate_functions=aggregates(),
    )
    assert isinstance(answer, QuerySolutions)
    found = [row["x"] for row in answer]
    return [term if term is None else getattr(term, "value", str(term)) for term in found]


def value(call: str, faults: list[Fault] | None = None) -> str | None:
    """What a call comes to."""
    return ask(f"SELECT ?x {{ BIND({call} AS ?x) }}", Store(), [] if faults is None else faults)[0]


def i(interval: str) -> str:
    """An interval in SPARQL."""
    return f"'{interval}'^^f:interval"


def d(day: str) -> str:
    """A date in SPARQL."""
    return f"'{day}'^^xsd:date"


CALLS = [
    ("sum", [i("[1, 2]"), i("(3, ∞)")], "(4, ∞)"),
    ("difference", [i("[1, 2]"), i("(3, 4]")], "[-3, -1)"),
    ("product", [i("(1, 2]"), i("[1/3, 4]")], "(1/3, 8]"),
    ("quotient", [i("(2000, ∞)"), i("[1.195, 1.205]")], "(400000/241, ∞)"),
    ("factor", [i("[1.5, 2.5]")], "[1.015, 1.025]"),
    ("percentOf", [i("[1, 1]"), i("[3, 4]")], "[25, 100/3]"),
    ("shareOf", [i("[31.5, 32.5]"), i("[600, 600]")], "[189, 195]"),
    ("below", [i("[5, 9]")], "(-∞, 9)"),
    ("below", [i("(5, ∞)")], None),
    ("atLeast", [i("(5, 9]")], "(5, ∞)"),
    ("atLeast", [i("[5, 5]")], "[5, ∞)"),
    ("words", [i("(2000, ∞)")], "more than 2,000"),
    ("exact", ["3496"], "[3496, 3496]"),
    ("exact", ["80.010"], "[80.01, 80.01]"),
    ("exact", ["'7'^^xsd:nonNegativeInteger"], "[7, 7]"),
    ("above", [i("(5, 6]"), i("[1, 5]")], "true"),
    ("above", [i("[5, 6]"), i("[1, 5]")], "false"),
    ("above", [i("[5, 6]"), i("[1, 5)")], "true"),
    ("above", [i("(-∞, 6]"), i("[1, 5]")], "false"),
    ("disjoint", [i("[5, 6]"), i("[1, 5]")], "false"),
    ("disjoint", [i("[1, 5)"), i("[5, 6]")], "true"),
    ("weekday", [d("2024-11-05")], "http://www.w3.org/2006/time#Tuesday"),
    ("onOrBefore", [d("2024-11-05"), "time:Sunday"], "2024-11-03"),
    ("onOrBefore", [d("2024-11-05"), "time:Tuesday"], "2024-11-05"),
    ("onOrAfter", [d("2024-11-05"), "time:Monday"], "2024-11-11"),
    ("onOrAfter", [d("2024-11-05"), "time:Tuesday"], "2024-11-05"),
    ("addDays", [d("2024-02-28"), "2"], "2024-03-01"),
    ("addDays", [d("2024-03-01"), "-1"], "2024-02-29"),
    ("addDays", [d("9999-12-31"), "1"], None),
    ("daysBetween", [d("2024-11-26"), d("2024-11-30")], "5"),
    ("daysBetween", [d("2024-11-30"), d("2024-11-26")], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "expected"), CALLS)
def test_calls(name: str, arguments: list[str], expected: str | None) -> None:
    """Each function in a query comes to what it should, without a fault."""
    faults: list[Fault] = []
    assert value(f"f:{name}({', '.join(arguments)})", faults) == expected
    assert faults == []


def test_each_function_is_called() -> None:
    """The calls above leave out no function, and the table of the module names each."""
    assert {name for name, _, _ in CALLS} == set(FUNCTIONS)
    assert len(FUNCTIONS) == 18
    for name in [*FUNCTIONS, "total"]:
        assert f"{name}(" in (module.__doc__ or "")


WRONG = ["'[2, 1]'^^f:interval", "'[1, 2]'", "5", "x:thing", "'abc'^^xsd:decimal", "1e3",
         "'2024-02-30'^^xsd:date", "'2024-02-01Z'^^xsd:date"]  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_of_another_kind(name: str) -> None:
    """An argument of another kind is an error of the expression, which leaves ?x unbound, and no fault."""
    right = next(arguments for called, arguments, _ in CALLS if called == name)
    faults: list[Fault] = []
    tried = 0
    for place in range(len(right)):
        for wrong in WRONG:
            if wrong == "5" and right[place].isdigit():
                continue
            arguments = [*right[:place], wrong, *right[place + 1 :]]
            assert value(f"f:{name}({', '.join(arguments)})", faults) is None
            tried += 1
    assert tried >= len(right) * (len(WRONG) - 1)
    assert faults == []


@pytest.mark.parametrize("name", ["quotient", "percentOf"])
def test_division_by_zero_is_kept(name: str) -> None:
    """A division by an interval that holds zero has no value, and is reported once with what it was given."""
    faults: list[Fault] = []
    call = f"f:{name}({i('[1, 2]')}, {i('[0, 5]')})"
    assert value(call, faults) is None
    assert value(call, faults) is None
    assert [str(f) for f in faults] == [f"{name}([1, 2], [0, 5]): cannot divide by [0, 5]: it holds zero"]


def test_wrong_number_of_arguments_is_kept() -> None:
    """A call with too few arguments has no value, and is reported."""
    faults: list[Fault] = []
    assert value(f"f:sum({i('[1, 2]')})", faults) is None
    assert [str(f) for f in faults] == ["sum([1, 2]): it takes 2 arguments"]


def test_calls_nest() -> None:
    """The result of one function is taken by the next without loss: a third of a whole, three times."""
    third = f"f:quotient({i('[1, 1]')}, {i('[3, 3]')})"
    assert value(f"f:product({third}, f:exact(3))") == "[1, 1]"


@pytest.fixture
def groups() -> Store:
    """Two groups of parts, one of which holds a member that is no interval."""
    store = Store()
    for name, group, size in [
        ("a", "x", literal(parse("(2, ∞)"))),
        ("b", "x", literal(parse("[1/3, 1]"))),
        ("c", "x", literal(parse("[1/3, 1]"))),
        ("d", "y", literal(parse("[1, 2]"))),
        ("e", "y", Literal(5)),
    ]:
        part = NamedNode("http://example.org/" + name)
        store.add(Quad(part, NamedNode("http://example.org/of"), NamedNode("http://example.org/" + group)))
        store.add(Quad(part, NamedNode("http://example.org/size"), size))
    return store


def test_total(groups: Store) -> None:
    """A group is summed, equal members each for itself; one with a member of another kind has no sum."""
    query = "SELECT ?g (f:total(?size) AS ?x) { ?part x:of ?g ; x:size ?size } GROUP BY ?g ORDER BY ?g"
    assert ask(query, groups, []) == ["(8/3, ∞)", None]


def test_total_of_nothing(groups: Store) -> None:
    """The sum of no members is zero."""
    assert ask("SELECT (f:total(?size) AS ?x) { x:nobody x:size ?size }", groups, []) == ["[0, 0]"]


def test_literal() -> None:
    """An interval is handed on under its own datatype."""
    assert literal(parse("[1, 2)")) == Literal("[1, 2)", datatype=INTERVAL)
