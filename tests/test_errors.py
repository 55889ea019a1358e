"""What a parser complains of is told in words for people, at its place."""

import pytest
from pyoxigraph import Store

from expograph.errors import parsed

COMPLAINTS = {
    "SELECT * { ?s foo:bar ?o }": (22, "Prefix not found"),
    "SELECT ?x { ?s ?p ?o } GROUP BY ?s": (35, "The SELECT contains a variable that is unbound"),
    "SELECT (1 AS ?x) (2 AS ?x) {}": (30, "Duplicated variable name in SELECT"),
    "ASK { ?s a <x y> }": (17, "IRI parsing failed"),
    "SELECT * { ?s ?p ?o } ORDER ?s": (31, "expected BY"),
    "SELECT * WHERE { ?s ?p ?o ": (27, 'expected one of ",", ".", ";", "{", "{|", "}", "~"'),
    "SELECT * { ?s ?p }": (19, "something is missing before this, or is too much"),
    "": (1, "something is missing before this, or is too much"),
}


@pytest.mark.parametrize("query", COMPLAINTS)
def test_a_complaint_is_for_people(query):
    """Sentences and signs are told; classes of characters and guesses are not."""
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    assert parsed(caught.value) == (1, *COMPLAINTS[query])


def test_a_complaint_of_another_kind_stays_as_it_is():
    """A parser that says it in one sentence is not taken apart."""
    error = SyntaxError("Parser error at line 2 between columns 3 and 4: No scheme found, in an IRI")
    error.lineno, error.offset = 2, 3
    assert parsed(error) == (2, 3, "No scheme found, in an IRI")
