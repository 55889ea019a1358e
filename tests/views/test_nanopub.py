"""The nanopublications, by the guidelines' own rules."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, RdfFormat, Store

from expograph.namespaces import DCTERMS, PROV, expo

RULES = sorted((Path(__file__).parent / "nanopub").glob("*.rq"))
NP = "http://www.nanopub.org/nschema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
GOOD = f"""
@prefix np: <{NP}> . @prefix : <urn:np#> .
:H {{ <urn:np> a np:Nanopublication ; np:hasAssertion :A ; np:hasProvenance :P ; np:hasPublicationInfo :I }}
:A {{ :s :p :o }} :P {{ :A :from :d }} :I {{ <urn:np> :by :me }}
"""
FAULTS = {
    "head": "INSERT DATA { GRAPH :H { <urn:other> a np:Nanopublication } }",
    "parts-missing": "DELETE DATA { GRAPH :H { <urn:np> np:hasProvenance :P } }",
    "parts-several": "INSERT DATA { GRAPH :H { <urn:np> np:hasAssertion :A2 } GRAPH :A2 { :s :p :o } }",
    "parts-outside": "INSERT DATA { GRAPH :I { <urn:np> np:hasAssertion :A } }",
    "names": "INSERT DATA { GRAPH :H { <urn:np> np:hasAssertion :H } }",
    "shared": "INSERT DATA { GRAPH :H2 { <urn:other> a np:Nanopublication ; np:hasAssertion :A } }",
    "elsewhere": "INSERT DATA { GRAPH :X { :s :p :o } }",
    "empty": "DELETE DATA { GRAPH :A { :s :p :o } }",
    "provenance": "DELETE DATA { GRAPH :P { :A :from :d } }",
    "publication-info": "DELETE WHERE { GRAPH :I { ?s ?p ?o } }",
}


def broken(rule: Path, store: Store) -> bool:
    """Whether a rule is broken."""
    answer = store.query(rule.read_text("utf-8"))
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def part(view: Store, name: str) -> dict[object, object]:
    """The graphs of one kind, by nanopublication."""
    return {q.subject: q.object for q in view.quads_for_pattern(None, NamedNode(NP + name), None)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_each_rule_finds_its_fault(rule: Path) -> None:
    """A good nanopublication keeps every rule; one that is spoilt breaks the rule in question."""
    store = Store()
    store.load(GOOD, format=RdfFormat.TRIG)
    assert not broken(rule, store)
    store.update(f"PREFIX np: <{NP}> PREFIX : <urn:np#> {FAULTS[rule.stem]}")
    assert broken(rule, store)


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_the_view_keeps_every_rule(parsed: Callable[[str, str], Store], form: str) -> None:
    """All rules of the guidelines, in both syntaxes."""
    assert len(RULES) == len(FAULTS) == 10
    assert [rule.stem for rule in RULES if broken(rule, parsed("nanopub", form))] == []


def test_every_claim_is_one_nanopublication(graph: Store, parsed: Callable[[str, str], Store]) -> None:
    """As many publications as claims, four graphs each; each assertion holds its claim."""
    view, type_ = parsed("nanopub", "trig"), NamedNode(TYPE.strip("<>"))
    claims = {
        q.subject
        for name in ("Claim", "DerivedClaim")
        for q in graph.quads_for_pattern(None, type_, expo(name))
    }
    publications = {q.subject for q in view.quads_for_pattern(None, type_, NamedNode(NP + "Nanopublication"))}
    assert len(publications) == len(claims) > 50
    assert len(list(view.named_graphs())) == 4 * len(claims)
    asserted = [
        q.subject
        for assertion in part(view, "hasAssertion").values()
        for name in ("Claim", "DerivedClaim")
        for q in view.quads_for_pattern(None, type_, expo(name), assertion)
    ]
    assert len(asserted) == len(claims)
    assert set(asserted) == claims


def test_only_exact_claims_of_a_whole_are_asserted_plainly(
    graph: Store, parsed: Callable[[str, str], Store]
) -> None:
    """If a claim has a bound or is narrowed, then its assertion holds no plain triple, and else it does."""
    view = parsed("nanopub", "trig")
    narrowing = {q.subject for q in graph.quads_for_pattern(None, expo("narrowing"), Literal(True))}
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    plain = bounded = 0
    for assertion in part(view, "hasAssertion").values():
        quads = list(view.quads_for_pattern(None, None, None, assertion))
        claim = next(q.subject for q in quads if q.predicate.value == rdf + "predicate")
        said = {q.predicate: q.object for q in quads if q.subject == claim}
        free = "exactly" in str(said.get(expo("bound"), "exactly")) and not narrowing & said.keys()
        others = [(q.predicate, q.object) for q in quads if q.subject != claim]
        expected = (said[NamedNode(rdf + "predicate")], said.get(NamedNode(rdf + "object")))
        deprecated = graph.quads_for_pattern(claim, expo("rank"), expo("DeprecatedRank"))
        if free and expected[1] is not None and not list(deprecated):
            assert others == [expected]
            plain += 1
        else:
            assert others == []
            bounded += 1
    assert plain > 20
    assert bounded > 10


def test_provenance_names_document_and_speaker_or_rule_and_premises(
    parsed: Callable[[str, str], Store],
) -> None:
    """A stated claim comes from a document and a speaker, a derived one from other assertions."""
    view = parsed("nanopub", "trig")
    assertions, provenances = part(view, "hasAssertion"), part(view, "hasProvenance")
    stated = 0
    for publication, assertion in assertions.items():
        said = view.quads_for_pattern(assertion, None, None, provenances[publication])
        about: dict[NamedNode, list[object]] = {}
        for quad in said:
            about.setdefault(quad.predicate, []).append(quad.object)
        if NamedNode(PROV + "wasQuotedFrom") in about:
            stated += 1
            assert about[NamedNode(PROV + "wasAttributedTo")]
            assert about[expo("evidence")]
        else:
            assert about[expo("rule")]
            assert set(about[NamedNode(PROV + "wasDerivedFrom")]) <= set(assertions.values())
    assert stated > 40


def test_publication_info_has_licence_and_creator_and_no_clock(
    graph: Store, parsed: Callable[[str, str], Store]
) -> None:
    """Licence and creator are the ontology's; the only dates are those that documents bear."""
    view = parsed("nanopub", "trig")
    issued = {q.object for q in graph.quads_for_pattern(None, expo("issued"), None)}
    for publication, info in part(view, "hasPublicationInfo").items():
        for name in ("license", "creator"):
            assert len(list(view.quads_for_pattern(publication, NamedNode(DCTERMS + name), None, info))) == 1
    created = {q.object for q in view.quads_for_pattern(None, NamedNode(DCTERMS + "created"), None)}
    assert created <= issued
    assert created
