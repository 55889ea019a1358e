"""The alignments with outside vocabularies name terms that exist, and contradict nothing."""

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import namespace as published

from expograph.namespaces import ID, ONTOLOGY, OWL, RDF, RDFS, SKOS
from expograph.reason import close

ONTOLOGY_FOLDER = Path(__file__).parent.parent / "ontology"
FILES = sorted((ONTOLOGY_FOLDER / "alignments").glob("*.ttl"))
OWN = [ONTOLOGY_FOLDER / "expograph.ttl", *sorted((ONTOLOGY_FOLDER / "vocabularies").glob("*.ttl"))]
TYPE = RDF + "type"
KIND = {RDFS + "subClassOf": OWL + "Class", RDFS + "subPropertyOf": OWL + "ObjectProperty"}
MATCHES = {SKOS + name + "Match" for name in ("exact", "close", "broad", "narrow", "related")}
ALIGNED = {  # file -> its least number of axioms and matches
    **{"aeon": 10, "cpev": 6, "data-cube": 9, "fibo": 5, "foaf": 7, "org": 8, "owl-time": 7, "prov": 14},
    **{"rdf": 1, "schema-org": 51, "seo": 14, "web-annotation": 0, "wikidata": 39},
}


@cache
def read(path: Path) -> tuple[Triple, ...]:
    """The triples of a Turtle file."""
    return tuple(q.triple for q in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True))


def alignments(path: Path) -> list[Triple]:
    """The axioms and matches of a file."""
    return [t for t in read(path) if t.predicate.value in MATCHES | KIND.keys()]


def kinds(*paths: Path) -> set[tuple[str, str]]:
    """Each IRI that files declare, with its type."""
    return {
        (t.subject.value, t.object.value)
        for p in paths
        for t in read(p)
        if t.predicate.value == TYPE and isinstance(t.object, NamedNode)
    }


def test_every_vocabulary_has_its_file() -> None:
    """There is a file for each vocabulary, with a header that names it and all its alignments."""
    assert {path.stem for path in FILES} == set(ALIGNED)
    for path in FILES:
        assert re.match(r"# .+\(https?://[^)]+\)", path.read_text(encoding="utf-8")), path
        assert len(alignments(path)) >= ALIGNED[path.stem], path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_exist(path: Path) -> None:
    """What is aligned is declared in the ontology; what it is aligned with lies outside."""
    ours = {iri for iri, _ in kinds(*OWN)}
    for t in alignments(path):
        assert t.subject.value in ours, t
        assert not t.object.value.startswith((ONTOLOGY, ID)), t


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_axioms_stay_within_owl_dl(path: Path) -> None:
    """Outside classes stand above classes, outside properties above object properties, declared as such."""
    declared, ours = kinds(path), kinds(*OWN)
    for t in alignments(path):
        if kind := KIND.get(t.predicate.value):
            assert (t.object.value, kind) in declared, t
            assert (t.subject.value, kind) in ours, t
        elif t.predicate.value not in {SKOS + "exactMatch", SKOS + "closeMatch"}:
            assert (t.predicate.value, OWL + "AnnotationProperty") in declared, t


def test_terms_of_published_vocabularies_exist() -> None:
    """Where RDFLib holds the list of a vocabulary's terms, each term that we name is in it."""
    names = ("FOAF", "ORG", "PROV", "QB", "SDO", "TIME")
    lists = [getattr(published, name) for name in names]
    found = 0
    for term in {t.object.value for path in FILES for t in alignments(path)}:
        for vocabulary in lists:
            if term.startswith(str(vocabulary)):
                assert term in vocabulary, term
                found += 1
    assert found >= 70


def test_alignments_contradict_nothing() -> None:
    """The ontology with its code lists and alignments is consistent."""
    closure = close([t for path in [*OWN, *FILES] for t in read(path)])
    assert closure.inconsistencies == ()
    assert len(closure.inferred) > 1000
