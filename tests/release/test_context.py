"""The published JSON-LD context: what people write with it means what the same Turtle means."""

import json
import re

import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from release_files import expanded

from expograph.namespaces import ONTOLOGY

ADDRESS = "https://w3id.org/expograph/context.jsonld"
WRITTEN = {
    "@context": ADDRESS,
    "id": "fair:teapot-4",
    "type": "FairEdition",
    "ordinal": 4,
    "exhibitors": 120,
    "exhibitionSpace": "1200.5",
    "startDate": "2026-05-02",
    "year": "2026",
    "annual": True,
    "theme": "Spouts",
    "venue": "place:guild-hall",
    "expo:country": "country:PT",
    "organiser": ["org:guild", {"id": "org:league", "type": "Organisation"}],
    "rdfs:label": [{"@value": "Teapot Fair", "@language": "en"}, {"@value": "茶壶展", "@language": "zh"}],
    "prov:wasQuotedFrom": "doc:teapot-4",
    "teapots": "which the ontology does not know",
}
MEANT = """
@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix fair: <https://w3id.org/expograph/id/fair/> .
@prefix org: <https://w3id.org/expograph/id/org/> .
@prefix place: <https://w3id.org/expograph/id/place/> .
@prefix country: <https://w3id.org/expograph/id/country/> .
@prefix doc: <https://w3id.org/expograph/id/document/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
fair:teapot-4 a expo:FairEdition ; expo:ordinal 4 ; expo:exhibitors 120 ; expo:exhibitionSpace 1200.5 ;
    expo:startDate "2026-05-02"^^xsd:date ; expo:year "2026"^^xsd:gYear ; expo:annual true ;
    expo:theme "Spouts" ; expo:venue place:guild-hall ; expo:country country:PT ;
    expo:organiser org:guild , org:league ;
    rdfs:label "Teapot Fair"@en , "茶壶展"@zh ; prov:wasQuotedFrom doc:teapot-4 .
org:league a expo:Organisation .
"""


def test_json_means_what_the_same_turtle_means(released):
    """Numbers, dates, years, truths, texts and links written plainly become the terms that Turtle has."""
    made = expanded(WRITTEN, {ADDRESS: (released / "context.jsonld").read_bytes()})
    assert len(made) == 16
    assert {q.triple for q in made} == {q.triple for q in parse(MEANT, format=RdfFormat.TURTLE)}


def test_every_term_of_the_ontology_is_in_it(root, released):
    """Each class and property of ours has a name in the context that stands for it and for nothing else."""
    context = json.loads((released / "context.jsonld").read_bytes())["@context"]
    source = rdflib.Graph().parse(root / "ontology" / "expograph.ttl", format="turtle")
    owl = rdflib.OWL
    kinds = (owl.Class, owl.ObjectProperty, owl.DatatypeProperty, owl.AnnotationProperty)
    terms = {
        str(s)
        for kind in kinds
        for s in source.subjects(rdflib.RDF.type, kind)
        if str(s).startswith(ONTOLOGY)
    }
    meant = [one["@id"] if isinstance(one, dict) else one for one in context.values() if one != 1.1]
    short = [one for one in meant if one.startswith("expo:")]
    assert len(terms) > 300
    assert sorted(short) == sorted("expo:" + term.removeprefix(ONTOLOGY) for term in terms)


def test_links_are_links_and_the_graph_agrees(released):
    """A value in the graph, an IRI or a literal of a datatype, is of the kind that the context says."""
    context = json.loads((released / "context.jsonld").read_bytes())["@context"]
    kinds = {
        one["@id"].replace("expo:", ONTOLOGY): one["@type"]
        for one in context.values()
        if isinstance(one, dict) and one["@id"].startswith("expo:")
    }
    checked, odd = 0, set()
    for quad in parse(path=released / "graph.ttl"):
        told = kinds.get(quad.predicate.value)
        if told is None:
            continue
        checked += 1
        if isinstance(quad.object, NamedNode):
            odd |= {quad.predicate.value} if told != "@id" else set()
        elif told != quad.object.datatype.value.replace(str(rdflib.XSD), "xsd:"):
            odd.add(quad.predicate.value)
    assert checked > 5_000
    assert not odd


def test_the_example_of_the_guide(root, released):
    """What docs/release.md shows means an edition with an ordinal, a day, a venue and a country."""
    (shown,) = re.findall(r"```json\n(.*?)```", (root / "docs" / "release.md").read_text("utf-8"), re.DOTALL)
    document = {**json.loads(shown), "@context": ADDRESS}
    made = expanded(document, {ADDRESS: (released / "context.jsonld").read_bytes()})
    wanted = {NamedNode(ONTOLOGY + name) for name in ("ordinal", "startDate", "venue", "country")}
    assert {q.predicate for q in made} == {*wanted, NamedNode(str(rdflib.RDF.type))}
    assert sum(isinstance(q.object, NamedNode) for q in made) == 3
