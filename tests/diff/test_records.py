"""Claims, derivations, best-known values and conflicts by hand: what is one with what, what is told."""

from pyoxigraph import RdfFormat, parse
from telling import Told, told

from expograph.diff import Graph, difference
from expograph.namespaces import PREFIXES

HEAD = (
    "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    + """
@prefix : <https://w3id.org/expograph/id/rule/> .
expo:population expo:narrowing true . expo:since expo:narrowing true .
fair:tea rdfs:label "Tea Fair"@en . fair:cups rdfs:label "Cup Fair"@en .
"""
)


def claim(name: str, value: str, quote: tuple[str, int], more: str = "", about: str = "expo:visitors") -> str:
    """A claim of the document doc:note on the fair, its words at a place; a number is more than its value."""
    words, start = quote
    lower = f'expo:lower "{value}"^^xsd:decimal ; expo:lowerExclusive true ; expo:bound bound:moreThan ;'
    return f"""
    claim:{name} a expo:Claim ; rdf:subject fair:tea ; rdf:predicate {about} ; rdf:object {value} ;
        {lower if value.isdigit() else ""} {more} prov:wasQuotedFrom doc:note ; expo:evidence <urn:e{name}> .
    <urn:e{name}> oa:hasSelector <urn:q{name}> .
    <urn:q{name}> oa:exact "{words}" ; oa:start {start} ; oa:end {start + len(words)} .
    """


def derived(name: str, value: int, premise: str) -> str:
    """A claim derived from another."""
    return f"""
    <urn:{name}> a expo:DerivedClaim ; expo:rule :ratio ; rdf:subject fair:tea ; rdf:predicate expo:visitors ;
        rdf:object {value} ; expo:lower "{value}"^^xsd:decimal ; prov:wasDerivedFrom claim:{premise} .
    """


def best(name: str, value: int, more: str = "") -> str:
    """A best-known value."""
    return f"""
    best:{name} a expo:BestKnownValue ; expo:of fair:tea ; expo:measure expo:visitors ;
        expo:bound bound:atLeast ; expo:lower "{value}"^^xsd:decimal {more} .
    """


def conflict(name: str, claims: str, kind: str = "Conflict") -> str:
    """A conflict of claims."""
    return f"""
    conflict:{name} a expo:{kind} ; expo:rule :clash ; expo:of fair:tea ; expo:measure expo:visitors ;
        expo:claim {claims} .
    """


def compared(old: str, new: str) -> Told:
    """What is told of two small graphs."""
    graphs = (Graph(parse(HEAD + text, format=RdfFormat.TURTLE)) for text in (old, new))
    return told(difference(*graphs))


def test_a_claim_that_is_read_otherwise():
    """The same claim with another interval is changed, though no curator touched it."""
    old = claim("a", "100", ("over 100", 5))
    new = old.replace('expo:lower "100"', 'expo:lower "99.5"')
    changed = ("fair:tea expo:visitors", ("value", "more than 100", "more than 99.5"))
    assert compared(old, new) == {"claims": {"changed": [changed]}}


def test_which_claim_is_which():
    """The same quote comes first, then overlap under the same qualifiers, then the same qualifiers."""
    old = claim("a", "100", ("over 100", 0)) + claim(
        "b", "70", ("over 70 locals", 20), "expo:population population:locals ;"
    )
    new = claim("c", "70", ("over 70 locals", 60), "expo:population population:guests ;") + claim(
        "d", "120", ("100 to 120", 5)
    )
    assert compared(old, new) == {
        "claims": {
            "changed": [
                (
                    "fair:tea expo:visitors",
                    ("value", "more than 100", "more than 120"),
                    ("quote", "“over 100”", "“100 to 120”"),
                ),
                (
                    "fair:tea expo:visitors (expo:population population:guests)",
                    ("place", "20–34", "60–74"),
                    ("expo:population", "population:locals", "population:guests"),
                ),
            ]
        }
    }


def test_two_things_claimed_are_two_claims():
    """Of relations, another value under another quote is another claim; under the same quote it is mended."""
    old = claim("a", "org:a", ("by A", 0), about="expo:organiser") + claim(
        "b", "org:b", ("with B and C", 9), about="expo:organiser"
    )
    new = claim("d", "org:d", ("by D", 40), about="expo:organiser") + claim(
        "c", "org:c", ("with B and C", 9), about="expo:organiser"
    )
    assert compared(old, new)["claims"] == {
        "added": [("fair:tea expo:organiser", "org:d")],
        "removed": [("fair:tea expo:organiser", "org:a")],
        "changed": [("fair:tea expo:organiser", ("value", "org:b", "org:c"))],
    }


def test_derived_claims_are_paired_by_what_they_rest_on():
    """Two derivations of one rule: each is compared with the one from the same claim."""
    claims = claim("a", "100", ("over 100", 0)) + claim("b", "300", ("over 300", 20))
    old = claims + derived("x", 50, "a") + derived("y", 150, "b")
    new = claims + derived("v", 151, "b") + derived("w", 51, "a")
    assert compared(old, new) == {
        "derived": {
            "changed": [
                ("fair:tea expo:visitors", ("value", "at least 150", "at least 151")),
                ("fair:tea expo:visitors", ("value", "at least 50", "at least 51")),
            ]
        }
    }


def test_best_known_values():
    """One measure has one best-known value, whatever its IRI; another unit or population has another."""
    assert compared(best("a", 10), best("b", 10)) == {}
    assert compared(best("a", 10), best("b", 12)) == {
        "best": {"changed": [("fair:tea expo:visitors", ("value", "at least 10", "at least 12"))]}
    }
    assert set(compared(best("a", 10), best("b", 10, "; expo:unit currency:USD"))["best"]) == {
        "added",
        "removed",
    }
    assert set(compared(best("a", 10), best("b", 10, "; expo:population population:x"))["best"]) == {
        "added",
        "removed",
    }


def test_conflicts_are_known_by_their_claims():
    """A conflict of the same claims is the same, one of more claims is changed, one of others is another."""
    one, two, three = (claim(n, f"{v}", (f"over {v}", v)) for n, v in (("a", 100), ("b", 200), ("c", 300)))
    again = one.replace("claim:a", "claim:z")  # the same claim under another IRI
    old = one + two + three + conflict("x", "claim:a, claim:b")
    new = again + two + three
    assert compared(old, new + conflict("y", "claim:z, claim:b")) == {}
    added = ("claims", "", "more than 300 (“over 300” doc:note)")
    assert compared(old, new + conflict("y", "claim:z, claim:b, claim:c")) == {
        "conflicts": {"changed": [("fair:tea expo:visitors", added)]}
    }
    milder = ("rdf:type", "expo:Conflict", "expo:Tension")
    assert compared(old, new + conflict("y", "claim:z, claim:b", "Tension")) == {
        "conflicts": {"changed": [("fair:tea expo:visitors", milder)]}
    }
    other = compared(old, new + conflict("y", "claim:b, claim:c"))
    assert {group: len(items) for group, items in other["conflicts"].items()} == {"appeared": 1, "gone": 1}


def test_a_direct_triple_that_no_claim_explains():
    """A value that changed though no claim did is told of its subject; one that goes with a claim is not."""
    said = claim("a", "100", ("over 100", 0))
    plain = "fair:tea expo:visitors {} . fair:cups expo:visitors 7 .\n"
    assert compared(said + plain.format(100), said + plain.format(101)) == {
        "entities": {"changed": [("fair:tea", ("expo:visitors", "100", "101"))]}
    }
    mended = claim("b", "101", ("over 101", 0))
    assert set(compared(said + plain.format(100), mended + plain.format(101))) == {"claims"}
