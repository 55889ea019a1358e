"""The forms of an explanation: text for people, JSON, PROV-O in Turtle, Graphviz; and of absent triples."""

import json
import re

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from expograph.explain import Explanation, explained
from expograph.explain.dot import quoted
from expograph.explain.text import plain, proofs
from expograph.explain.tree import Node, Teller, words
from expograph.namespaces import OA, PROV, RDF
from expograph.ontology import TYPE
from expograph.reason.rule import templates
from expograph.reason.terms import Terms

STATED = ("fair:teapot-3", "expo:venue", "place:great-kettle-hall")
INFERRED = ("fair:teapot-3", "expo:place", "place:lantern-valley")
DERIVED = ("agreement:saucers", "expo:date", '"2031-05-07"^^xsd:date')
ABSENT = ("fair:teapot-3", "expo:place", "place:great-kettle-hall-2")
THREE = pytest.mark.parametrize("asked", [STATED, INFERRED, DERIVED])


def told(teller: Teller, *terms: str, every: bool = False, limit: int = 10) -> Explanation:
    """An explanation of the invented project."""
    return explained(teller, terms, every, limit)


def triples(text: str) -> list[Triple]:
    """The triples of a Turtle text."""
    return [quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)]


def test_every_step_has_words() -> None:
    """Each rule of OWL 2 RL that makes a triple has its sentence, and no other has one."""
    in_code = {"prp-spo2", "prp-key", "cls-int1", "eq-rep-s", "eq-rep-p", "eq-rep-o"}
    in_code |= {"dt-type2", "cls-thing", "cls-nothing1"}
    rules = {template.name for template in templates(Terms()) if template.head} | in_code
    assert len(rules) > 50
    assert {name for name in words() if "-" in name} == rules


TEXT = """\
fair:teapot-3 expo:place place:lantern-valley
│ prp-spo2: a path along the properties of the chain, one after the other, makes the property
├─ expo:place owl:propertyChainAxiom ( expo:place expo:locatedIn )
│    stated in the ontology
│    FILE
├─ fair:teapot-3 expo:place place:great-kettle-hall
│  │ prp-spo1: what a property relates, the property above it relates
│  ├─ expo:venue rdfs:subPropertyOf expo:place
│  │    stated in the ontology
│  │    FILE
│  └─ fair:teapot-3 expo:venue place:great-kettle-hall
│     │ what the claim says, without its bound
│     └─ claim:CLAIM: fair:teapot-3 expo:venue place:great-kettle-hall
│          “Great Kettle Hall” doc:teapot-3-closing 273–290, said by org:teapot-guild
│          FILE
└─ place:great-kettle-hall expo:locatedIn place:lantern-valley
     stated in the registry
     FILE"""


def test_text_is_an_indented_tree(teller: Teller) -> None:
    """The text shows each step under what it proves, with rule, words, quote, place and line."""
    text = told(teller, *INFERRED).written("text")
    assert re.sub(r"claim:[\w-]+", "claim:CLAIM", re.sub(r"\S+\.ttl:\d+:\d+", "FILE", text)) == TEXT


def test_a_terminal_shows_the_same_in_colour(teller: Teller) -> None:
    """What a terminal gets is the same text with colours."""
    answer = told(teller, *INFERRED)
    coloured = answer.written("text", terminal=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == answer.written("text").split()


def test_a_step_that_comes_again_is_told_once() -> None:
    """If a proof needs a proved triple twice then the second time refers to the first."""
    a, b, c = (NamedNode(f"urn:{name}") for name in "abc")
    end = Node((a, b, c), "end", "registry", "stated in the registry")
    step = Node((b, b, c), "step", "eq-sym", "the same", premises=(end,))
    top = Node((c, b, c), "top", "eq-trans", "the same", premises=(step, step))
    text = plain(proofs("top", [top]))
    assert text.count("eq-sym") == text.count("as above") == 1
    assert text.count("step") == 2


def test_the_summary_has_two_lines_a_triple(teller: Teller) -> None:
    """Of a thing each triple comes with one line of reason: its rule and the first words or the line."""
    answer = told(teller, "fair:teapot-3")
    lines = answer.written("text").splitlines()
    assert len(lines) == 2 * len(answer.proofs)
    assert all(line.startswith("    ") for line in lines[1::2])
    assert sum("“" in line for line in lines[1::2]) > 30


@THREE
def test_json_nests_what_each_step_needs(teller: Teller, asked: tuple[str, ...]) -> None:
    """The JSON has the same steps, each with its needs inside, and ends in quotes and lines."""
    answer = told(teller, *asked)
    content = json.loads(answer.written("json"))
    assert content["holds"] is True
    ((triple,), ((_, (node,)),)) = content["triples"], answer.proofs
    (top,) = triple["proofs"]
    steps = list(walk(top))
    assert [step["rule"] for step in steps] == [step.rule for step in node.walk()]
    assert [step["text"] for step in steps] == [step.text for step in node.walk()]
    quotes = [step["quote"] for step in steps if "quote" in step]
    assert quotes
    assert all(len(q["exact"]) == q["end"] - q["start"] and q["saidBy"] for q in quotes)
    assert all("at" in step for step in steps if not step.get("premises") and not step.get("axioms"))


def walk(step: dict) -> list[dict]:  # type: ignore[type-arg]
    """A step of the JSON and those inside it, axioms before premises."""
    inside = [*step.get("axioms", []), *step.get("premises", [])]
    return [step, *(found for part in inside for found in walk(part))]


@THREE
def test_turtle_is_prov(teller: Teller, asked: tuple[str, ...]) -> None:
    """In Turtle each triple that was made was generated by an activity that used what it was derived from."""
    answer = told(teller, *asked)
    found = triples(answer.written("turtle"))
    assert not [t for t in found if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    derived, used, made = (
        {(t.subject, t.object) for t in found if t.predicate == NamedNode(PROV + name)}
        for name in ("wasDerivedFrom", "used", "wasGeneratedBy")
    )
    assert derived == {(entity, need) for entity, step in made for by, need in used if by == step}
    steps = [t.subject for t in found if t.predicate == TYPE and t.object == NamedNode(PROV + "Activity")]
    ((_, (node,)),) = answer.proofs
    assert len(steps) == len({step for step in node.walk() if step.parts}) == len(made)
    quotes = {t.object for t in found if t.predicate == NamedNode(PROV + "value")}
    assert quotes == {Literal(step.quote.exact) for step in node.walk() if step.quote}
    assert len([t for t in found if t.predicate == NamedNode(OA + "start")]) >= len(quotes)
    assert NamedNode(RDF + "subject") in {t.predicate for t in found}


def test_turtle_names_come_from_content(teller: Teller) -> None:
    """The same step has the same name in another proof, so that proofs may be merged."""
    part = triples(told(teller, *STATED).written("turtle"))
    whole = triples(told(teller, *INFERRED).written("turtle"))
    assert set(part) <= set(whole)


NODE = re.compile(r'  ("(?:[^"\\]|\\.)*") \[(\w+=("(?:[^"\\]|\\.)*"|\w+)(, )?)+\];')
EDGE = re.compile(r'  ("(?:[^"\\]|\\.)*") -> ("(?:[^"\\]|\\.)*")( \[style=dashed\])?;')


@THREE
def test_dot_is_read_by_graphviz(teller: Teller, asked: tuple[str, ...]) -> None:
    """Each line of the picture is a node or an edge of Graphviz, and an edge joins nodes that are there."""
    head, *lines, end = told(teller, *asked, every=True).written("dot").splitlines()
    assert (head, end) == ("digraph explanation {", "}")
    nodes = {found[1] for line in lines if (found := NODE.fullmatch(line))}
    edges = {found.groups()[:2] for line in lines if (found := EDGE.fullmatch(line))}
    assert len(nodes) + len(edges) == len(lines) - 3  # three lines of settings
    assert {end for edge in edges for end in edge} == nodes


def test_dot_escapes() -> None:
    """Quotation marks, backslashes and line ends do not break a label."""
    assert quoted('say "a\\b"\nthen') == r'"say \"a\\b\"\nthen"'


def test_an_absent_triple_of_a_chain(teller: Teller) -> None:
    """If one step of a chain is missing then the text says which, and which step holds."""
    answer = told(teller, "fair:teapot-4", "expo:place", "place:lantern-valley")
    assert not answer.holds
    text = answer.written("text")
    assert text.startswith("fair:teapot-4 expo:place place:lantern-valley is not in the graph")
    chain = text[text.index("prp-spo2 would make it") :].splitlines()
    assert "axiom   expo:place owl:propertyChainAxiom ( expo:place expo:locatedIn )" in chain[1]
    assert "holds   place:great-kettle-hall expo:locatedIn place:lantern-valley" in chain[2]
    assert "missing fair:teapot-4 expo:place place:great-kettle-hall" in chain[3]


def test_an_absent_value_names_those_that_are_there(teller: Teller) -> None:
    """If there are other values, or claims that make no triple, then they are told, with reasons."""
    text = told(teller, "fair:teapot-3", "visitors", "9500").written("text")
    assert "its values are 52,000" in text
    assert "speaks of a part only: expo:population population:overseas" in text
    assert "says something else" in text


def test_an_absent_triple_that_no_rule_makes(teller: Teller) -> None:
    """If no rule has such a head then the text says so."""
    text = told(teller, "fair:teapot-3", "skos:altLabel", '"a"@en').written("text")
    assert "no rule could make it" in text


def test_absent_triples_are_limited(teller: Teller) -> None:
    """If many rules could make a triple then as many are told as asked for, and how many more there are."""
    answer = told(teller, "fair:teapot", "a", "expo:Event", limit=2)
    assert answer.missing is not None
    assert len(answer.missing.lacks) > 5
    text = answer.written("text")
    assert text.count("would make it") == 2
    assert f"and {len(answer.missing.lacks) - 2} more ways" in text
    content = json.loads(answer.written("json"))
    assert content["holds"] is False
    assert len(content["lacks"]) == 2
    assert all(lack["missing"] for lack in content["lacks"])


def test_an_absent_triple_in_turtle_and_dot(teller: Teller) -> None:
    """If there is nothing to prove then Turtle says so in comments, and the picture has one dashed box."""
    answer = told(teller, "fair:teapot", "a", "expo:Event")
    assert triples(answer.written("turtle")) == []
    assert answer.written("turtle").startswith("# fair:teapot rdf:type expo:Event is not in the graph")
    assert '"fair:teapot rdf:type expo:Event" [style=dashed];' in answer.written("dot")
