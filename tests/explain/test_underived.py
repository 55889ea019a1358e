"""What a derivation rule lacks: its SPARQL read, its premises looked up, the missing ones named."""

from pathlib import Path

import pytest

from expograph.explain import explained
from expograph.explain.patterns import bodies, comparisons, template
from expograph.explain.tree import Teller

RULES = sorted((Path(__file__).parents[2] / "ontology" / "rules").glob("*.rq"))
RULE = """
# A comment with { brackets } and a ?variable.
CONSTRUCT { [] a expo:DerivedClaim ; rdf:subject ?a ; rdf:predicate expo:p ; rdf:object ?b , ?c . } WHERE {
    ?one use:of ?a ; use:measure expo:q ; use:value "a { b"@en , 12 .
    { ?two use:of ?a } UNION { ?three use:of ?a . FILTER ( ?x != ?y ) BIND ( expo:r AS ?z ) }
    { SELECT ?n (COUNT(?m) AS ?k) WHERE { ?n expo:s ?m } GROUP BY ?n }
    OPTIONAL { ?one expo:never ?read } FILTER NOT EXISTS { ?one expo:neither ?this }
    VALUES ( ?x ?y ) { ( expo:u expo:v ) ( expo:w true ) }
    FILTER ( STR(?less) < STR(?more) ) BIND ( f:sum(?b, ?c) AS ?d )
    ?q rdfs:subPropertyOf+ expo:t . ?q expo:u|expo:v ?r
}
"""


def test_the_template_is_read() -> None:
    """The template's triples are read, its blank node as one name."""
    made = dict.fromkeys(p for _, p, _ in template(RULE))
    assert list(made) == ["a", "rdf:subject", "rdf:predicate", "rdf:object"]
    assert ("_:made", "rdf:object", "?c") in template(RULE)


def test_the_body_is_read_in_its_variants() -> None:
    """Each branch of a union and each row of VALUES is a variant; what is optional or negated is not read."""
    found = bodies(RULE)
    assert len(found) == 4
    for body in found:
        assert {
            ("?one", "use:of", "?a"),
            ("?one", "use:value", '"a { b"@en'),
            ("?one", "use:value", "12"),
        } <= set(body)
        assert ("?n", "expo:s", "?m") in body
        assert ("?q", "rdfs:subPropertyOf", "expo:t") in body
        assert not [p for p in body if p[1] in ("expo:never", "expo:neither", "expo:u", "expo:v")]
    assert {("?two", "use:of", "?a") in body for body in found} == {True, False}
    assert {next(p[2] for p in body if p[:2] == ("?y", "=")) for body in found} == {"expo:v", "true"}
    assert sum(("?z", "=", "expo:r") in body for body in found) == 2
    assert comparisons(RULE) == [("?x", "!=", "?y"), ("?less", "<", "?more")]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_is_read(path: Path) -> None:
    """Of each rule of the project the template and some of the body can be read, brackets closed."""
    text = path.read_text("utf-8")
    assert template(text)
    assert all(len(pattern) == 3 for body in bodies(text) for pattern in body)
    assert all(any(p.startswith(("use:", "expo:")) for _, p, _ in body) for body in bodies(text))
    assert not [t for body in bodies(text) for pattern in body for t in pattern if t in "{}()[].;,"]


def test_there_are_rules() -> None:
    """The project has rules to read."""
    assert len(RULES) > 20


def told(teller: Teller, *terms: str) -> str:
    """The text on a triple of the invented project that is absent."""
    answer = explained(teller, terms, False, 20)
    assert answer.missing is not None
    return answer.written("text")


def ways(text: str, rule: str) -> list[str]:
    """The lines on one rule."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"  rule:{rule} "))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith("      ")), len(lines))
    return [line.strip() for line in lines[start + 1 : end]]


def test_a_missing_claim_of_a_rule_is_named(teller: Teller) -> None:
    """If a rule would need one claim more then what holds is told, and what that claim would say."""
    record = ways(told(teller, "fair:teapot-2", "expo:exhibitors", "5"), "below-a-record")
    assert "missing a claim: fair:teapot-3 expo:exhibitors … (expo:record true)" in record
    assert "holds   fair:teapot-2 expo:series fair:teapot" in record


def test_a_rule_that_has_all_it_takes(teller: Teller) -> None:
    """If a rule derived another value then it is told that it lacks nothing, with the claims that it took."""
    lines = ways(told(teller, "fair:teapot-2", "expo:visitors", "5"), "base-of-growth")
    assert any(line.startswith("holds   claim:") and "expo:growth 12" in line for line in lines)
    assert lines[-1].startswith("it has all that it takes")


def test_rules_for_other_properties_are_left_out(teller: Teller) -> None:
    """If no rule makes such a property then none is told."""
    text = told(teller, "fair:teapot-3", "expo:venue", "place:lantern-valley")
    assert "rule:" not in text
