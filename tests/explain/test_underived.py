"""What a derivation rule lacks: its SPARQL read, its premises looked up, the missing ones named."""

import re
from pathlib import Path

import pytest

from expograph.explain import explain
from expograph.explain.patterns import bodies, comparisons, template
from expograph.project import Project

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


def test_keywords_in_any_case_and_other_texts() -> None:
    """Keywords may be in small letters and WHERE may be left out; of another text nothing is read."""
    small = (
        "construct { [] a ex:C } { ?a ex:p ?b . { ?a ex:q 1 } union { ?a ex:r 2 } optional { ?a ex:s 3 } }"
    )
    assert template(small) == [("_:made", "a", "ex:C")]
    assert [len(body) for body in bodies(small)] == [2, 2]
    assert template("SELECT * { ?a ?b ?c }") == []
    assert template("") == []
    assert bodies("CONSTRUCT") == [()]


def test_there_are_rules() -> None:
    """The project has rules to read."""
    assert len(RULES) > 20


OWN = """#+ summary: theme of the fair before
#+ description: If a fair of a series has a theme, then another one of the series has it too.
#+ tags:
#+   - derivation
PREFIX expo: <https://w3id.org/expograph/ontology#>
PREFIX use: <https://w3id.org/expograph/use#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT {
    [] a expo:DerivedClaim ; rdf:subject ?other ; rdf:predicate PROPERTY ; rdf:object ?value ;
        prov:wasDerivedFrom ?one , ?two .
} WHERE {
    ?one use:of ?fair ; use:measure PROPERTY ; use:value ?value .
    ?two use:of ?other ; use:measure expo:series ; use:value ?series .
    ?fair expo:series ?series ; expo:ordinal ?number .
    ?other expo:ordinal ?later . FILTER ( ?number < ?later ) FILTER ( ?fair != ?other )
    OPTIONAL { ?one use:unit ?unit }
}
"""


def ways(project: Project, prop: str, *terms: str) -> list[str]:
    """What is told of a rule of the project's own, made for this property."""
    (project.root / "ontology" / "rules").mkdir(parents=True, exist_ok=True)
    (project.root / "ontology" / "rules" / "own.rq").write_text(OWN.replace("PROPERTY", prop), "utf-8")
    answer = explain(project, terms, limit=30)
    assert answer.missing is not None
    lines = answer.written("text").splitlines()
    start = next((i for i, line in enumerate(lines) if line.startswith("  rule:own ")), len(lines))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith("      ")), len(lines))
    return [re.sub(r"claim:[\w-]+", "claim:…", line.strip()) for line in lines[start + 1 : end]]


def test_a_missing_claim_of_a_rule_is_named(changed: Project) -> None:
    """If a rule would need one claim more then what holds is told, and what that claim would say."""
    assert ways(changed, "expo:theme", "fair:teapot-4", "expo:theme", '"tea"') == [
        "holds   claim:…: fair:teapot-4 expo:series fair:teapot",
        "holds   fair:teapot-3 expo:series fair:teapot",
        "holds   fair:teapot-3 expo:ordinal 3",
        "holds   fair:teapot-4 expo:ordinal 4",
        'missing a claim: fair:teapot-3 expo:theme "tea"',
    ]


def test_comparisons_are_obeyed(changed: Project) -> None:
    """If a rule compares what its variables stand for then no fair that fails is named."""
    lines = ways(changed, "expo:theme", "fair:teapot-2", "expo:theme", '"tea"')
    assert sum(line.startswith("missing") for line in lines) == 2
    assert not [line for line in lines if line.startswith("missing") and "teapot-4" in line]


def test_a_rule_that_has_all_it_takes(changed: Project) -> None:
    """If a rule has all its claims then that is told, with the claims."""
    lines = ways(changed, "expo:venue", "fair:teapot-4", "expo:venue", "place:great-kettle-hall")
    assert lines[0] == "holds   claim:…: fair:teapot-3 expo:venue place:great-kettle-hall"
    assert lines[-1].startswith("it has all that it takes")


def test_rules_for_other_properties_are_left_out(changed: Project) -> None:
    """If a rule makes another property, or other values, then it is not told."""
    assert ways(changed, "expo:theme", "fair:teapot-3", "expo:venue", "place:lantern-valley") == []
