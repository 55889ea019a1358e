"""How an ontology changed, and how far its version number must move: by meaning, however it is written."""

import random

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from expograph.evolution import Change, Evolution, compare
from expograph.ontology import load
from expograph.project import Project, default_root
from expograph.versions import moved_enough

HEAD = """@prefix : <https://example.org/o#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CUPS = """
:reads a owl:AnnotationProperty ; rdfs:label "reads"@en .
:Cup a owl:Class ; rdfs:label "cup"@en , "Tasse"@de ; skos:definition "A cup."@en ; :reads :Whole .
:Mug a owl:Class ; rdfs:label "mug"@en ; rdfs:subClassOf :Cup .
:Pot a owl:Class ; rdfs:label "pot"@en .
:holds a owl:DatatypeProperty ; rdfs:label "holds"@en ; rdfs:domain :Cup ; rdfs:range xsd:decimal .
:old a :Mug ; rdfs:label "the old mug"@en ; :holds 0.3 .
[] a owl:AllDisjointClasses ; owl:members ( :Cup :Pot ) .
"""


def read(text: str) -> list[Triple]:
    """The triples of an ontology."""
    return [q.triple for q in parse(HEAD + text, RdfFormat.TURTLE, rename_blank_nodes=True)]


def after(change: str = "", **replaced: str) -> Evolution:
    """How the cups evolve if a text is added, and each keyword's line gives way to another text."""
    lines = CUPS.splitlines()
    for start, text in replaced.items():
        assert sum(line.startswith(f":{start} ") for line in lines) == 1
        lines = [text if line.startswith(f":{start} ") else line for line in lines]
    return compare(read(CUPS), read("\n".join(lines) + change))


def names(found: Evolution) -> dict[str, list[str]]:
    """What is told, by the last part of each term's IRI."""
    told = {
        "added": found.added,
        "removed": found.removed,
        "deprecated": [d.term for d in found.deprecated],
        "changed": [c.term for c in found.changed],
    }
    return {kind: [t.iri.rpartition("#")[2] for t in terms] for kind, terms in told.items() if terms}


def changes(found: Evolution) -> tuple[Change, ...]:
    """What is said otherwise of the one term that changed."""
    (changed,) = found.changed
    return changed.changes


def test_the_same_has_not_changed() -> None:
    """Order, names of blank nodes and the spelling of a number make no change."""
    other = CUPS.replace("0.3", "0.30").replace("( :Cup :Pot )", "( :Pot :Cup )")
    assert not compare(read(CUPS), read(other))
    real = load(Project(default_root()).ontology).triples
    assert len(real) > 9000
    assert compare(real, random.Random(4).sample(real, len(real))).step == ""


def test_pairs_and_a_list_are_the_same() -> None:
    """That classes exclude each other may be said of all, or of each two, in either direction."""
    said = CUPS.replace(
        "[] a owl:AllDisjointClasses ; owl:members ( :Cup :Pot )", ":Pot owl:disjointWith :Cup"
    )
    assert said != CUPS
    assert not compare(read(CUPS), read(said))


def test_a_new_term_is_minor() -> None:
    """It is told with label, class and definition, in English."""
    found = after(':Jug a owl:Class ; rdfs:label "Krug"@de , "jug"@en ; skos:definition "It pours."@en .')
    assert names(found) == {"added": ["Jug"]}
    assert found.step == "minor"
    assert (found.added[0].label, found.added[0].classes) == ("jug", ("owl:Class",))
    assert found.added[0].definition == "It pours."


def test_a_new_term_may_join_the_list_of_the_disjoint() -> None:
    """Old terms are not told as changed for that, and nothing that does not speak of the new one differs."""
    found = compare(
        read(CUPS), read(CUPS.replace(":Pot )", ':Pot :Jug ) . :Jug a owl:Class ; rdfs:label "jug" '))
    )
    assert (names(found), found.step) == ({"added": ["Jug"]}, "minor")


def test_an_old_term_below_a_new_one_is_minor() -> None:
    """The axiom is told; all that follows from it speaks of the new term."""
    found = after(':Ware a owl:Class ; rdfs:label "ware"@en . :Cup rdfs:subClassOf :Ware .')
    assert (names(found), found.step) == ({"added": ["Ware"], "changed": ["Cup"]}, "minor")
    below = Change("rdfs:subClassOf", (), ("<https://example.org/o#Ware>",), meaning=True)
    assert changes(found) == (below,)


def test_what_follows_by_way_of_a_new_term_is_major() -> None:
    """Pots are below wares and wares below cups: each axiom names the new term, and pots become cups."""
    way = ':Ware a owl:Class ; rdfs:label "ware"@en ; rdfs:subClassOf :Thing2 . :Pot rdfs:subClassOf :Ware .'
    there = ':Thing2 a owl:Class ; rdfs:label "thing"@en .'
    assert compare(read(CUPS + there), read(CUPS + there + way)).step == "major"


def test_an_axiom_said_twice_changes_nothing_that_follows() -> None:
    """A superclass of the superclass, written down: told, and a patch."""
    there = ':Ware a owl:Class ; rdfs:label "ware"@en . :Cup rdfs:subClassOf :Ware .'
    found = compare(read(CUPS + there), read(CUPS + there + ":Mug rdfs:subClassOf :Ware ."))
    assert (names(found), found.step) == ({"changed": ["Mug"]}, "patch")


@pytest.mark.parametrize(
    ("change", "term"),
    [
        (":Pot rdfs:subClassOf :Cup .", "Pot"),
        (":holds a owl:FunctionalProperty .", "holds"),
        (":old :holds 0.4 .", "old"),
        (":Cup :reads :Half .", "Cup"),
        (":Cup owl:equivalentClass [ owl:unionOf ( :Mug :Pot ) ] .", "Cup"),
        (":Pot owl:disjointWith :Mug .", "Mug"),
        ("<https://schema.org/Cup> rdfs:subClassOf :Cup .", "https://schema.org/Cup"),
    ],
)
def test_an_axiom_is_major(change: str, term: str) -> None:
    """A class above, a kind of property, a fact, a mark for the engine, an expression, an alignment."""
    found = after(change)
    assert found.step == "major"
    (told,) = found.changed
    assert told.term.iri.endswith(term)
    assert all(c.meaning for c in told.changes)


def test_an_expression_is_told_in_words() -> None:
    """Old and new stand side by side, lists in parentheses."""
    before = ":Cup owl:equivalentClass [ owl:unionOf ( :Mug :Pot ) ] ."
    now = ":Cup owl:equivalentClass [ owl:unionOf ( :Mug ) ] ."
    found = compare(read(CUPS + before), read(CUPS + now))
    (change,) = changes(found)
    assert change.property == "owl:equivalentClass"
    assert change.old == ("[owl:unionOf (<https://example.org/o#Mug> <https://example.org/o#Pot>)]",)
    assert change.new == ("[owl:unionOf (<https://example.org/o#Mug>)]",)


def test_the_order_of_a_union_says_nothing() -> None:
    """That of a chain of properties does."""
    union = ":Cup owl:equivalentClass [ owl:unionOf ( :Mug :Pot ) ] ."
    turned = ":Cup owl:equivalentClass [ owl:unionOf ( :Pot :Mug ) ] ."
    assert not compare(read(CUPS + union), read(CUPS + turned))
    parts = ':p a owl:ObjectProperty ; rdfs:label "p" . :q a owl:ObjectProperty ; rdfs:label "q" . '
    chain = parts + ":p owl:propertyChainAxiom ( :p :q ) ."
    other = parts + ":p owl:propertyChainAxiom ( :q :p ) ."
    found = compare(read(CUPS + chain), read(CUPS + other))
    assert (names(found), found.step) == ({"changed": ["p"]}, "major")
    (change,) = changes(found)
    assert change.new == ("(<https://example.org/o#q> <https://example.org/o#p>)",)


def test_an_axiom_without_a_term_is_told() -> None:
    """A class expression below a class begins with a blank node; it is called by its words."""
    found = after("[ a owl:Class ; owl:unionOf ( :Mug ) ] rdfs:subClassOf :Cup .")
    (told,) = found.changed
    assert told.term.name.startswith("[owl:unionOf (<https://example.org/o#Mug>)")
    assert found.step == "major"


def test_a_removed_term_is_major() -> None:
    """Whatever it was."""
    found = after(Pot="")
    assert (names(found), found.step) == ({"removed": ["Pot"]}, "major")


def test_wording_is_a_patch() -> None:
    """Labels, definitions and matches differ; old and new words are told."""
    found = after(
        "<https://schema.org/Cup> a owl:Class .",
        Cup=':Cup a owl:Class ; rdfs:label "cup"@en , "Tasse"@de ; skos:definition "To drink from."@en ;'
        " :reads :Whole ; skos:exactMatch <https://schema.org/Cup> .",
    )
    assert (names(found), found.step) == ({"changed": ["Cup"]}, "patch")
    definition, match = changes(found)
    assert definition == Change("skos:definition", ('"A cup."@en',), ('"To drink from."@en',), meaning=False)
    assert match == Change("skos:exactMatch", (), ("<https://schema.org/Cup>",), meaning=False)


def test_deprecation_is_minor() -> None:
    """Its axioms go, as the checks want it; it is told with what replaces it and why, and nothing else."""
    found = after(
        Mug=':Mug a owl:Class ; rdfs:label "obsolete mug"@en ; owl:deprecated true ;'
        ' dcterms:isReplacedBy :Cup ; rdfs:comment "All are cups."@en .'
    )
    assert (names(found), found.step) == ({"deprecated": ["Mug"]}, "minor")
    (told,) = found.deprecated
    assert ([r.label for r in told.replacements], told.reason) == (["cup"], "All are cups.")


def test_a_term_put_to_use_again_is_minor() -> None:
    """The mark is gone, and that is told as a change."""
    marked = CUPS + ":Pot owl:deprecated true ."
    found = compare(read(marked), read(CUPS))
    assert (names(found), found.step) == ({"changed": ["Pot"]}, "minor")
    assert changes(found) == (Change("owl:deprecated", ("true",), (), meaning=False),)


def test_a_header_is_wording_but_for_its_imports() -> None:
    """A version and its day are no change of their own; a title is wording; what is brought in is more."""
    header = '<https://example.org/o> a owl:Ontology ; owl:versionInfo "1.0.0" ; dcterms:title "Cups" .'
    later = header.replace("1.0.0", "1.0.1").replace(" .", ' ; dcterms:issued "2026-05-01" .')
    assert not compare(read(CUPS + header), read(CUPS + later))
    assert compare(read(CUPS + header), read(CUPS + later.replace("Cups", "Mugs"))).step == "patch"
    more = header + "<https://example.org/o> owl:imports <https://example.org/p> ."
    assert compare(read(CUPS + header), read(CUPS + more)).step == "major"


@pytest.mark.parametrize(
    ("old", "new", "step", "enough"),
    [
        ("1.2.3", "1.2.4", "patch", True),
        ("1.2.3", "1.2.4", "minor", False),
        ("1.2.3", "1.3.0", "minor", True),
        ("1.2.3", "1.9.0", "major", False),
        ("1.2.3", "2.0.0", "major", True),
        ("1.2.3", "2.0.0", "patch", True),
        ("1.2.3", "1.2.3", "", True),
        ("1.2.3", "1.2.3", "patch", False),
        ("0.1.0", "0.2.0", "major", True),
        ("0.1.0", "0.1.1", "major", False),
        ("0.9.0", "1.0.0", "major", True),
        ("0.1.0", "0.1.1", "minor", False),
        ("1.10.0", "1.9.0", "patch", False),
        ("1.2.3", "next", "patch", False),
    ],
)
def test_a_version_moves_as_far_as_its_changes(old: str, new: str, step: str, enough: bool) -> None:
    """The number for the step, or one before it, must be higher; below 1.0.0 a minor step is the greatest."""
    assert moved_enough(old, new, step) is enough
