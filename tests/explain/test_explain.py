"""Explanations of the invented project: what is asked, what comes back, and what no longer fits."""

from pathlib import Path

import pytest
from helpers import change
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from expograph.errors import DoesNotHold, ExpographError
from expograph.evidence import read_document
from expograph.explain import Explanation, arguments, explain, explained
from expograph.explain.said import claims_on
from expograph.explain.tree import Node, Teller
from expograph.namespaces import ONTOLOGY_GRAPH, PROV, expo
from expograph.project import Project

CLOSING = "mappings/teapot-3-closing.ttl"


def told(teller: Teller, *terms: str, every: bool = False, limit: int = 10) -> Explanation:
    """An explanation of the invented project."""
    return explained(teller, terms, every, limit)


def proof(teller: Teller, *terms: str) -> Node:
    """The one proof of what is asked."""
    ((_, (found,)),) = told(teller, *terms).proofs
    return found


def test_a_stated_triple_ends_in_its_quote(teller: Teller, teapots: Project) -> None:
    """If a claim makes a triple then the proof is the claim, with document, span, words, speaker and line."""
    found = proof(teller, "fair:teapot-3", "expo:venue", "place:great-kettle-hall")
    assert found.rule == "direct"
    (claim,) = found.premises
    assert claim.rule == "quote"
    assert claim.quote is not None
    document = (teapots.root / "documents" / "teapot-3-closing.txt").read_bytes().decode()
    assert document[claim.quote.start : claim.quote.end] == claim.quote.exact == "Great Kettle Hall"
    assert [str(s).rsplit("/", 1)[-1] for s in claim.quote.speakers] == ["teapot-guild>"]
    assert claim.at is not None
    line = (teapots.root / CLOSING).read_text("utf-8").splitlines()[claim.at.line - 1]
    assert line[claim.at.column - 1 :].startswith('[ map:quote "Great Kettle Hall"')


def test_an_inferred_triple_names_rule_and_axiom(teller: Teller) -> None:
    """If a chain makes a triple then the step is prp-spo2, with the chain written out and its line."""
    steps = (step for _, (node,) in told(teller, "fair:teapot-3").proofs for step in node.walk())
    found = next(step for step in steps if step.rule == "prp-spo2")
    (axiom,) = found.axioms
    assert "owl:propertyChainAxiom ( expo:" in axiom.text
    assert axiom.rule == "ontology"
    assert axiom.at is not None
    assert axiom.at.file.endswith("ontology/expograph.ttl")
    assert len(found.premises) == 2


def test_a_derived_triple_shows_rule_and_claims(teller: Teller) -> None:
    """If a rule derived a claim then the proof has its label, its sentence and every claim that it took."""
    found = proof(teller, "agreement:saucers", "expo:date", '"2031-05-07"^^xsd:date')
    (derived,) = found.premises
    assert derived.made_by is not None
    assert derived.made_by[1] == "date of a day of an event"
    assert [axiom.text.startswith("If ") for axiom in derived.axioms] == [True]
    assert {p.quote.exact for p in derived.premises if p.quote} >= {"from May 6 to 9"}


def test_all_that_is_claimed_of_a_property(teller: Teller) -> None:
    """If a property is asked for then claims that make no triple come too: of a part, or with a range."""
    texts = [text for text, _ in told(teller, "teapot-3", "visitors").proofs]
    assert texts[0] == "fair:teapot-3 expo:visitors 52,000"
    assert any("(expo:population population:overseas)" in text for text in texts[1:])
    claims = claims_on(teller.graph, *(teller.graph.number(t) for t in terms("teapot-3", "visitors", teller)))
    assert len(texts) == len(claims)


def test_every_triple_of_the_invented_project(teller: Teller, teapots: Project) -> None:
    """Each triple outside the ontology has a proof, and each quote stands in its document where it says."""
    quotes, triples = set(), 0
    for quad in parse(path=teapots.graph / "expograph.trig", format=RdfFormat.TRIG):
        if quad.graph_name == ONTOLOGY_GRAPH:
            continue
        s, p, o = (teller.graph.number(term) for term in quad.triple)
        found = teller.shortest((s, p, o))
        assert found is not None, quad
        assert all(end.at and not end.lost for end in found.walk() if not end.parts)
        quotes |= {end.quote for end in found.walk() if end.quote}
        triples += 1
    assert triples > 4_000
    assert len(quotes) > 30
    for quote in quotes:
        text = read_document(quote.document, teapots.root / "documents")
        assert text[quote.start : quote.end] == quote.exact


def terms(subject: str, predicate: str, teller: Teller) -> tuple[NamedNode, NamedNode]:
    """Subject and property as typed."""
    graph = teller.graph
    return arguments.subject(graph, subject), arguments.predicate(graph, predicate)


def test_all_that_is_said_of_a_thing(teller: Teller, teapots: Project) -> None:
    """If only a thing is asked for then each of its published triples comes once, with a reason."""
    answer = told(teller, "fair:teapot-3")
    subject = arguments.subject(teller.graph, "fair:teapot-3")
    triples = {q.triple for q in parse(path=teapots.graph / "expograph.ttl", format=RdfFormat.TURTLE)}
    assert len(answer.proofs) == sum(t.subject == subject for t in triples) > 40
    assert all(found for _, found in answer.proofs)


def test_best_known_ends_rest_on_the_claims_that_set_them(teller: Teller) -> None:
    """If a claim sets the lower end of a best-known value then that end rests on it, and the rest on all."""
    graph = teller.graph
    best = next(
        b
        for b in graph.subjects(expo("of"), graph.number(arguments.subject(graph, "teapot-3")))
        if len(graph.values(b, expo("claim"))) > len(graph.values(b, expo("lowerFrom"))) > 0
    )
    (lower,) = graph.values(best, expo("lower"))
    found = teller.shortest((best, graph.number(expo("lower")), lower))
    assert found is not None
    assert {p.statement[0] for p in found.premises} == {
        graph.engine.terms.terms[c] for c in graph.values(best, expo("lowerFrom"))
    }
    claim = graph.values(best, expo("claim"))[0]
    whole = teller.shortest((best, graph.number(expo("claim")), claim))
    assert whole is not None
    assert len(whole.premises) == len(graph.values(best, expo("claim")))


def test_all_proofs_come_shortest_first_up_to_the_limit(teller: Teller) -> None:
    """If every proof is asked for then there are more than one, in order, and no more than the limit."""
    ((_, found),) = told(teller, "fair:teapot-3", "a", "expo:Event", every=True).proofs
    sizes = [sum(1 for _ in node.walk()) for node in found]
    assert len(found) > 2
    assert sizes == sorted(sizes)
    ((_, fewer),) = told(teller, "fair:teapot-3", "a", "expo:Event", every=True, limit=2).proofs
    assert fewer == found[:2]


@pytest.mark.parametrize(
    "text",
    ["fair:teapot-3", "<https://w3id.org/expograph/id/fair/teapot-3>", "teapot-3", "第三届灯笼谷茶壶展"],
)
def test_ways_to_name_a_thing(teller: Teller, text: str) -> None:
    """If a thing is named by prefix, IRI, slug or label then it is the same thing."""
    assert arguments.subject(teller.graph, text).value.endswith("/fair/teapot-3")


@pytest.mark.parametrize("text", ["52000", "52000.0", '"52000"', '"52000"^^xsd:decimal'])
def test_ways_to_write_a_value(teller: Teller, text: str) -> None:
    """If a literal has the value or the text of one that is there then that one is meant."""
    among = [Literal(52000), Literal("52000 people"), NamedNode(PROV)]
    assert arguments.value(teller.graph, text, among) == Literal(52000)


@pytest.mark.parametrize("typed", ["2031-05-07", '"2031-05-07"^^xsd:date'])
def test_a_day_is_typed_as_it_is_shown(teller: Teller, typed: str) -> None:
    """If a day is typed as explanations show it then that day is meant, whether or not it is there."""
    assert proof(teller, "agreement:saucers", "expo:date", typed).text.endswith(" 2031-05-07")
    missing = told(teller, "agreement:saucers", "expo:date", typed.replace("07", "08"))
    assert not missing.holds
    assert "2031-05-08 is not in the graph" in missing.written("text")


UNKNOWN = [
    (("<>",), "is no IRI", "prefixed name"),
    (("fair:teapot-33",), "knows nothing of 'fair:teapot-33'", "did you mean fair:teapot-3?"),
    (("teapott-3",), "knows nothing of 'teapott-3'", "did you mean teapot-3?"),
    (("fair:teapot-3", "visitorz"), "knows nothing of 'visitorz'", "did you mean visitors?"),
    (("fair:teapot-3", "expo:venu"), "knows nothing of 'expo:venu'", "did you mean expo:venue?"),
    (("fair:teapot-3", "a", "FairEditon"), "knows nothing of 'FairEditon'", "did you mean FairEdition?"),
    (("<not an iri>",), "is no IRI", "prefixed name"),
    (("fair:teapot-3", "visitors", '"52000'), "is no literal", "as in Turtle"),
    (("fair:teapot-3", "visitors", '"1" . <urn:a> <urn:b> 2'), "is no literal", "as in Turtle"),
    (("Teapot", "visitors"), "knows nothing of 'Teapot'", "did you mean"),
]


@pytest.mark.parametrize(("given", "message", "hint"), UNKNOWN)
def test_unknown_terms(teller: Teller, given: tuple[str, ...], message: str, hint: str) -> None:
    """If the graph knows nothing of a term then the error says so, with the nearest name, and exit code 2."""
    with pytest.raises(ExpographError, match=message) as caught:
        told(teller, *given)
    assert hint in (caught.value.hint or "")
    assert caught.value.exit_code == 2


def test_an_ambiguous_name(teller: Teller) -> None:
    """If several things bear a name then they are listed."""
    labels = [
        q.object.value
        for quads in teller.graph.said.values()
        for q in quads
        if q.predicate.value.endswith("#label") and isinstance(q.object, Literal)
    ]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    assert twice
    answers = []
    for label in twice:
        try:
            arguments.subject(teller.graph, label)
        except ExpographError as error:
            answers.append(str(error))
    assert any("may be" in answer and "write one of these" in answer for answer in answers)


def test_what_is_only_a_value(teller: Teller) -> None:
    """If nothing is said of a term then asking about it is answered with no, and exit code 1."""
    with pytest.raises(DoesNotHold, match="says nothing of"):
        told(teller, "<http://www.w3.org/2006/time#Friday>")


def test_no_graph(changed: Project) -> None:
    """If the project was not built, or its graph is broken, then the error says what to do."""
    trig = changed.graph / "expograph.trig"
    trig.write_text("<a", "utf-8")
    with pytest.raises(ExpographError, match="cannot read it") as caught:
        explain(changed, ["fair:teapot-3"])
    assert caught.value.at is not None
    trig.unlink()
    with pytest.raises(ExpographError, match=r"there is no .*expograph\.trig") as caught:
        explain(changed, ["fair:teapot-3"])
    assert caught.value.hint == "make it with `expograph build`"


VENUE = ("fair:teapot-3", "expo:venue", "place:great-kettle-hall")


def lost(project: Project, *asked: str) -> list[str]:
    """Why lines are not known, in the one proof of what is asked."""
    ((_, (found,)),) = explain(project, asked).proofs
    assert all(node.quote for node in found.walk() if node.rule == "quote")
    return [node.lost for node in found.walk() if node.lost]


def test_a_mapping_that_has_changed(changed: Project) -> None:
    """If a mapping no longer makes a claim then its words are told, and that the line is lost."""
    change(changed.root / CLOSING, '"Great Kettle Hall"', '"Great Kettle"')
    (why,) = lost(changed, *VENUE)
    assert "no longer makes this claim" in why
    assert "run expograph build" in why


def test_a_mapping_that_was_reordered(changed: Project) -> None:
    """If only the order of a mapping has changed then the claim is found on its new line."""
    path = changed.root / CLOSING
    path.write_text("\n\n" + path.read_text("utf-8"), "utf-8")
    assert lost(changed, *VENUE) == []


def test_mappings_that_cannot_be_read(changed: Project) -> None:
    """If a mapping is no Turtle, or is gone, or its bracket is incomplete, then the explanation says so."""
    path = changed.root / CLOSING
    text = path.read_text("utf-8")
    change(path, '[ map:quote "Great Kettle Hall" ]', "[ map:value 1 ]")
    assert "no longer makes" in lost(changed, *VENUE)[0]
    path.write_text(text.replace("<> map:maps", "<> map:maps doc:teapot-3-closing . <", 1), "utf-8")
    assert "no Turtle" in lost(changed, *VENUE)[0]
    path.unlink()
    assert "no mapping of teapot-3-closing is left" in lost(changed, *VENUE)[0]


def test_a_registry_that_has_changed(changed: Project) -> None:
    """If the registry no longer says so then the explanation says so, and what to do."""
    for path in changed.registry:
        path.write_text(path.read_text("utf-8").replace("a expo:Association", "a expo:Company"), "utf-8")
    assert lost(changed, "org:teapot-guild", "a", "expo:Association") == [
        "the registry no longer says so\n    run expograph build"
    ]


def test_a_triple_that_nothing_accounts_for(changed: Project, tmp_path: Path) -> None:
    """If the graph was written by hand then a triple without a claim is told to have no reason."""
    trig = changed.graph / "expograph.trig"
    extra = (
        "<https://w3id.org/expograph/id/document/teapot-3-closing> { "
        "<https://w3id.org/expograph/id/fair/teapot-3> <https://w3id.org/expograph/ontology#theme> 'tea' }\n"
    )
    trig.write_bytes(trig.read_bytes() + extra.encode())
    answer = explain(changed, ["fair:teapot-3", "theme"])
    assert not answer.holds
    assert "nothing in the graph says why" in answer.written("text")
