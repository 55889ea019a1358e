"""What rules take and what becomes of what they make: sources, copies, repetitions, chains."""

import pytest
from pyoxigraph import NamedNode
from teapots import KNOWLEDGE, all_rules, background, known, read, told, world

from expograph import header
from expograph.assemble import assembled
from expograph.best import direct
from expograph.build import Graph, reasoned
from expograph.derive import Derivation, derive
from expograph.namespaces import ID, PROV, RDF, expo
from expograph.rules import Rule

TWO_SOURCES = """
fair:pot-3 :exhibitors [ "1,000 exhibitors" ] .
--- doc:other
fair:pot-3 :exhibitors [ "more than 2,000 exhibitors" ] .
--- doc:copy
fair:pot-3 :exhibitors [ "1,000 exhibitors" ] .
"""
SINCE = ":ofMeasure :visitors ; :since fair:pot-2"
GROWN = f'fair:pot-3 :visitors [ "48,000" ] ; :growth [ "up 12 percent" ; {SINCE} ] .'
MORE = f'fair:pot-3 :visitors [ "48,000" ] ; :increase [ "8,000 more" ; {SINCE} ] .'
BACK_AND_FORTH = f"""PREFIX fair: <{ID}fair/> PREFIX prov: <{PROV}> PREFIX rdf: <{RDF}>
CONSTRUCT {{
    [] a expo:DerivedClaim ; rdf:subject fair:TO ; rdf:predicate expo:visitors ; use:interval ?more ;
        prov:wasDerivedFrom ?c
}} WHERE {{
    ?c use:measure expo:visitors ; use:of fair:FROM ; use:interval ?n BIND ( f:sum(?n, f:exact(1)) AS ?more )
}}"""


@pytest.fixture(scope="module")
def real() -> Graph:
    """The graph of the press documents."""
    return reasoned(assembled(KNOWLEDGE), KNOWLEDGE)


def documents(text: str) -> list[set[str]]:
    """The documents whose claims each conflict links."""
    found = world(text, "figures-exclude-each-other")
    of = {c.iri: c.statement.document.value.rsplit("/")[-1] for c in found.claims}
    return [{of[p.iri] for p in c.premises} for c in found.derivation.conclusions]


def test_a_conflict_links_every_source_and_no_copy() -> None:
    """Two reports and a copy of one make a conflict of two sources; were it no copy, there would be three."""
    assert documents(TWO_SOURCES) in ([{"report", "other"}], [{"copy", "other"}])
    third = TWO_SOURCES.replace("doc:copy", "doc:third")
    assert documents(third) == [{"report", "other", "third"}]


def test_equal_claims_give_one_derived_claim() -> None:
    """What two reports say alike is one premise."""
    twice = world(f"{GROWN}\n--- doc:other\n{GROWN}", "base-of-growth").derivation.conclusions
    assert [told(c) for c in twice] == ["pot-2, visitors: 42,666.66 to 43,049.33"]


@pytest.mark.parametrize("words", ["40,000 visitors", "39,000 to 40,000", "39,500 to 40,500"])
def test_what_is_said_already_is_not_derived(words: str) -> None:
    """A claim that says as much or more makes a derived one idle; one that says less does not."""
    found = world(f'{MORE} fair:pot-2 :visitors [ "{words}" ] .', "base-of-increase").derivation
    assert len(found.conclusions) == (words != "40,000 visitors")


def test_direct_triples_of_exact_wholes_alone() -> None:
    """An exact whole makes a direct triple; an interval or a part does not, nor a second value."""
    part = " ; :population population:overseas"
    cases = [
        (MORE, ["40000"]),
        (MORE.replace('"48,000"', '"over 48,000"'), []),
        (MORE.replace(":visitors ; ", f":visitors{part} ; ").replace('"48,000"', f'"48,000"{part}'), []),
        (MORE + ' fair:pot-2 :visitors [ "39,000 visitors" ] .', []),
        (GROWN, []),
    ]
    for text, values in cases:
        derivation = world(text).derivation
        assert any(c.claim and c.claim.measure == expo("visitors") for c in derivation.conclusions)
        found = [t.object.value for t in derivation.plain if t.predicate == expo("visitors")]
        assert found == values, text


def test_what_a_conflict_leads_to_is_no_other_conflict() -> None:
    """Two figures that exclude each other are one conflict, although what follows from them differs too."""
    text = GROWN + ' fair:pot-3 :visitors [ "52,000 visitors" ] .'
    made = [c for c in world(text).derivation.conclusions if c.claim is None]
    assert len(made) == 1
    assert sorted(p.label for p in made[0].premises) == [
        "pot-3, visitors: “48,000”",
        "pot-3, visitors: “52,000 visitors”",
    ]
    derived = [c.claim.label for c in world(text).derivation.conclusions if c.claim]
    assert len([d for d in derived if d.startswith("pot-2, visitors")]) == 2


def mutual() -> Derivation:
    """What two rules make that each take what the other makes."""
    said = header.Header("x", "If this, then that.", ("derivation",), {}, {})
    rules = [
        Rule(to, f"{to}.rq", BACK_AND_FORTH.replace("TO", to).replace("FROM", source), said)
        for to, source in (("pot-2", "pot-3"), ("pot-3", "pot-2"))
    ]
    claims, days = read('fair:pot-3 :visitors [ "48,000" ] .')
    stated = [t for c in claims for t in c.triples] + [d.triple for d in direct(claims, days, known())]
    return derive([*background(), *stated], rules, known())


def test_no_claim_justifies_itself() -> None:
    """Rules that take what the other makes end at once: what would rest on itself is not made."""
    assert [told(c) for c in mutual().conclusions] == ["pot-2, visitors: 48,001"]


def test_chains_of_the_real_graph(real: Graph) -> None:
    """Each derived claim rests on stated ones, at whatever depth, and on none that speaks of the same."""
    derived_from, a = NamedNode(PROV + "wasDerivedFrom"), NamedNode(RDF + "type")
    subject, predicate = (NamedNode(RDF + n) for n in ("subject", "predicate"))
    narrowing = {p for p, q in known().properties.items() if q.restricting}
    about: dict = {}
    for quad in real.quads:
        about.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)
    stated, derived = (
        {s for s, said in about.items() if expo(name) in said.get(a, ())}
        for name in ("Claim", "DerivedClaim")
    )
    assert len(derived) >= 54

    def scope(claim: NamedNode) -> tuple:
        parts = {(p, o) for p, values in about[claim].items() if p in narrowing for o in values}
        return frozenset(about[claim][subject]), frozenset(about[claim][predicate]), frozenset(parts)

    def beneath(claim: NamedNode, passed: frozenset) -> set:
        assert claim not in passed
        below = about[claim].get(derived_from, set())
        assert below or claim in stated
        return set(below).union(*(beneath(c, passed | {claim}) for c in below))

    for claim in derived:
        assert beneath(claim, frozenset()) & stated
        assert scope(claim) not in {scope(c) for c in beneath(claim, frozenset())}


def test_every_rule_says_what_it_is() -> None:
    """Every rule has its sentence, "If …, then …", and an example; rules that calculate have a formula."""
    assert len(all_rules()) >= 40
    for rule in all_rules():
        assert rule.header.description.startswith("If "), rule.name
        assert " then " in rule.header.description, rule.name
        assert rule.header.example, rule.name
