"""HermiT and the OWL API over the ontology: consistent, every class possible, within OWL 2 DL and OWL 2 RL.

Both come in the jar of the package owlready2 and run in a Java virtual machine: `make reasoner`.
"""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

from expograph.ontology import load
from expograph.project import Project, default_root
from expograph.quality import within_dl

pytestmark = pytest.mark.reasoner

PROJECT = Project(default_root())
CHECKS = Path(__file__).parents[1] / "checks"
HEAD = """@prefix : <https://example.org/fixture#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/fixture> a owl:Ontology .
:Teapot a owl:Class ; owl:disjointWith :Cup .
:Cup a owl:Class .
"""
# Ill-formed expressions, which the OWL API reads past, and xsd:date, which it takes for known.
READ_PAST = {"owl-dl-datatypes", "owl-dl-expressions", "owl-dl-shared-expressions"}


@pytest.fixture(scope="module")
def java() -> Any:
    """The packages of the Java virtual machine, with HermiT's jar on its path."""
    jpype = pytest.importorskip("jpype", reason="no JPype1: make reasoner installs it")
    owlready = find_spec("owlready2")
    if owlready is None or owlready.origin is None:
        pytest.skip("no owlready2, which brings HermiT: make reasoner installs it")
    try:
        if not jpype.isJVMStarted():
            jpype.startJVM(classpath=[str(Path(owlready.origin).parent / "hermit" / "HermiT.jar")])
    except jpype.JVMNotFoundException:
        pytest.skip("no Java: install a JRE, default-jre-headless on Debian")
    return jpype.JPackage


def read(java: Any, paths: Iterable[Path]) -> Any:
    """Turtle files as one ontology of the OWL API, which reads RDF/XML best."""
    store = Store()
    store.bulk_extend(Quad(*triple, DefaultGraph()) for triple in load(paths).triples)
    text = store.dump(format=RdfFormat.RDF_XML, from_graph=DefaultGraph())
    manager = java("org").semanticweb.owlapi.apibinding.OWLManager.createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(java("java").io.ByteArrayInputStream(text))


def reasoner(java: Any, ontology: Any) -> Any:
    """HermiT over an ontology; the dates of data are no datatype of OWL 2, and nothing for it."""
    hermit = java("org").semanticweb.HermiT
    configuration = hermit.Configuration()
    configuration.ignoreUnsupportedDatatypes = True
    return hermit.Reasoner(configuration, ontology)


def violations(java: Any, ontology: Any, profile: str) -> list[str]:
    """What the OWL API finds outside a profile, annotations left out: they say nothing to a reasoner."""
    found = (
        getattr(java("org").semanticweb.owlapi.profiles, profile)().checkOntology(ontology).getViolations()
    )
    return [str(v) for v in found if "AnnotationAssertion" not in type(v.getAxiom()).__name__]


def unsatisfiable(java: Any, ontology: Any) -> list[str]:
    """The classes that can have no member."""
    bottom = reasoner(java, ontology).getUnsatisfiableClasses().getEntitiesMinusBottom()
    return sorted(str(c) for c in bottom)


@pytest.fixture(scope="module")
def whole(java: Any) -> Any:
    """The ontology with its code lists and alignments."""
    return read(java, within_dl(PROJECT))


def test_the_ontology_is_consistent(java: Any, whole: Any) -> None:
    """With every entry of every code list."""
    assert whole.getIndividualsInSignature().size() > 700
    assert reasoner(java, whole).isConsistent()


def test_every_class_can_have_members(java: Any) -> None:
    """Of the terms and their alignments; code lists are individuals, which the test of consistency has."""
    terms = read(java, [path for path in within_dl(PROJECT) if path.parent.name != "vocabularies"])
    assert terms.getClassesInSignature().size() > 80
    assert unsatisfiable(java, terms) == []


@pytest.mark.parametrize("profile", ["OWL2DLProfile", "OWL2RLProfile"])
def test_the_ontology_is_within(java: Any, whole: Any, profile: str) -> None:
    """The OWL API's checker of the profile finds nothing."""
    assert whole.getLogicalAxiomCount() > 2000
    assert violations(java, whole, profile) == []


def test_the_terms_alone_are_within_dl(java: Any) -> None:
    """Whoever opens ontology.rdf of a release, without code lists and alignments, has one of OWL 2 DL."""
    terms = read(java, PROJECT.knowledge("*.ttl"))
    assert terms.getClassesInSignature().size() > 50
    assert violations(java, terms, "OWL2DLProfile") == []


@pytest.mark.parametrize("path", sorted(CHECKS.glob("owl-*.ttl")), ids=lambda path: path.stem)
def test_both_find_the_same_fixtures_at_fault(java: Any, path: Path) -> None:
    """What one of our files finds outside a profile, the OWL API finds outside it too."""
    profile = "OWL2DLProfile" if path.stem.startswith("owl-dl") else "OWL2RLProfile"
    found = violations(java, read(java, [path]), profile)
    assert bool([v for v in found if "ndeclared" not in v]) == (path.stem not in READ_PAST), found


def test_what_cannot_be_is_found(java: Any, tmp_path: Path) -> None:
    """A class under two that exclude each other has no member; a member of both is a contradiction."""
    file = tmp_path / "faulty.ttl"
    file.write_text(HEAD + ":Teacup a owl:Class ; rdfs:subClassOf :Teapot , :Cup .", "utf-8")
    assert unsatisfiable(java, read(java, [file])) == ["<https://example.org/fixture#Teacup>"]
    file.write_text(HEAD + ":one a owl:NamedIndividual , :Teapot , :Cup .", "utf-8")
    assert not reasoner(java, read(java, [file])).isConsistent()
