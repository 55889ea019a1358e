"""What a release says of itself: right in every count, sound by the shapes, read by others offline."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, VOID, XSD
from release_files import expanded, triples

from expograph.errors import Problems
from expograph.ontology import load
from expograph.project import Project, default_root
from expograph.query import METADATA, catalogue, find, names
from expograph.release.facts import NAMESPACE
from expograph.release.metadata import SHAPES, metadata, shapes
from expograph.release.model import Release
from expograph.shacl import pyshacl_results, validate

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
OURS = rdflib.URIRef("https://w3id.org/expograph/release/0.1.0/")
MADE = {"README.md", "void.ttl", "dcat.ttl", "dcat.jsonld", "dataset.jsonld", "ro-crate-metadata.json"}
SCHEMA, CRATE = "https://schema.org/", "https://w3id.org/ro/crate/1.2/context"


@cache
def read(path: Path) -> rdflib.Graph:
    """A Turtle file as rdflib reads it, numbers as they are spelt."""
    normalizing, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return rdflib.Graph().parse(path, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = normalizing


def number(graph: rdflib.Graph, subject: rdflib.term.Node, name: str) -> int:
    """A count of VoID."""
    return int(graph.value(subject, VOID[name], any=False))


@pytest.fixture(params=["released", "nameless"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Each release in turn."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(("name", "informed"), [("void", 0), ("dcat", 45)])
def test_it_keeps_the_rules(released: Path, name: str, informed: int) -> None:
    """Both engines find no fault and nothing to warn of; what parts need not have, a place say, is told."""
    said, rules = triples(released / f"{name}.ttl"), load([default_root() / SHAPES / f"{name}.ttl"]).triples
    ours = validate(said, shapes(name))
    assert {result.severity.value.rpartition("#")[2] for result in ours} <= {"Info"}
    assert len(ours) >= informed
    assert Counter(r.shape for r in pyshacl_results(said, rules)) == Counter(r.shape for r in ours)


def test_without_a_header_it_lacks_a_licence_and_a_publisher(nameless: Path) -> None:
    """Neither engine finds a fault; that these are recommended is a warning, for every dataset and file."""
    said = triples(nameless / "dcat.ttl")
    found = Counter(
        (r.severity.value.rpartition("#")[2], r.shape_name.rpartition("#")[2])
        for r in validate(said, shapes("dcat"))
    )
    warned = {shape.removesuffix(">"): n for (severity, shape), n in found.items() if severity == "Warning"}
    assert set(warned) == {"ReleaseDatasetPublisherKnown", "ReleaseDistributionLicenceKnown"}
    assert not [severity for severity, _ in found if severity == "Violation"]
    assert validate(triples(nameless / "void.ttl"), shapes("void")) == []


def test_counts_are_right(folder: Path) -> None:
    """rdflib counts the same triples, subjects, objects, classes, properties and entities."""
    void, graph = read(folder / "void.ttl"), read(folder / "graph.ttl")
    (whole,) = void.subjects(VOID.dataDump, None, unique=True)
    space = str(void.value(whole, VOID.uriSpace))
    wanted = {
        "triples": len(graph),
        "distinctSubjects": len(set(graph.subjects())),
        "distinctObjects": len(set(graph.objects())),
        "properties": len(set(graph.predicates())),
        "classes": len(set(graph.objects(None, RDF.type))),
        "entities": len({s for s in graph.subjects() if str(s).startswith(space)}),
    }
    assert {name: number(void, whole, name) for name in wanted} == wanted
    assert wanted["triples"] > 14000
    assert len(set(void.objects(whole, VOID.dataDump))) == 5
    examples = set(void.objects(whole, VOID.exampleResource))
    assert examples <= set(graph.subjects())
    pattern = re.compile(str(void.value(whole, VOID.uriRegexPattern, any=False)))
    assert [bool(pattern.match(str(e))) for e in examples] == [True] * 3
    assert not pattern.match(space.replace(".", "-"))


def test_partitions_are_right(folder: Path) -> None:
    """Each class and each property of the graph has its partition, and rdflib counts the same for each."""
    void, graph = read(folder / "void.ttl"), read(folder / "graph.ttl")
    about = Counter(graph.subjects())
    classes = {}
    for partition in void.objects(None, VOID.classPartition):
        things = set(graph.subjects(RDF.type, cls := void.value(partition, VOID["class"])))
        classes[cls] = (number(void, partition, "entities"), number(void, partition, "triples"))
        assert classes[cls] == (len(things), sum(about[thing] for thing in things))
    assert set(classes) == set(graph.objects(None, RDF.type))
    properties = {}
    for partition in void.objects(None, VOID.propertyPartition):
        property_ = void.value(partition, VOID.property)
        found = list(graph.subject_objects(property_))
        wanted = len(found), len({s for s, _ in found}), len({o for _, o in found})
        properties[property_] = tuple(
            number(void, partition, n) for n in ("triples", "distinctSubjects", "distinctObjects")
        )
        assert properties[property_] == wanted
    assert set(properties) == set(graph.predicates())
    assert len(classes) > 70
    assert len(properties) > 100


def test_named_graphs_and_links_are_right(released: Path) -> None:
    """Each named graph is a subset of its size; a linkset holds the links of one kind to one name space."""
    void, graph = read(released / "void.ttl"), read(released / "graph.ttl")
    sizes = Counter(quad.graph_name.value for quad in quads_of(released / "graph.trig"))
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    said = {str(name): number(void, subset, "triples") for subset, name in void.subject_objects(sd.name)}
    assert said == dict(sizes)
    assert len(said) == 9
    linksets = list(void.subjects(RDF.type, VOID.Linkset))
    found = {}
    for linkset in linksets:
        link = void.value(linkset, VOID.linkPredicate)
        space = str(void.value(void.value(linkset, VOID.objectsTarget), VOID.uriSpace))
        own = [
            (s, o) for s, o in graph.subject_objects(link) if str(s).startswith("https://w3id.org/expograph/")
        ]
        found[link, space] = number(void, linkset, "triples")
        assert found[link, space] == sum(
            str(o).startswith(space) and not set(str(o)[len(space) :]) & set("/#") for _, o in own
        )
    assert len(found) == len(linksets) > 25
    assert found[SKOS.exactMatch, "http://www.wikidata.org/entity/"] >= 10


def quads_of(path: Path) -> frozenset[Quad]:
    """The quads of a file."""
    from release_files import quads

    return quads(path)


def test_each_file_is_described_as_it_is(folder: Path) -> None:
    """Every file made before has one distribution with its address, its bytes and its digest, and a part."""
    dcat = read(folder / "dcat.ttl")
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    found = {}
    for one in dcat.subjects(RDF.type, DCAT.Distribution):
        address = str(dcat.value(one, DCAT.downloadURL, any=False))
        checksum = dcat.value(one, SPDX.checksum, any=False)
        found[address] = (dcat.value(one, DCAT.byteSize), dcat.value(checksum, SPDX.checksumValue))
        assert dcat.value(one, DCAT.accessURL) == rdflib.URIRef(address)
        assert len(list(dcat.subjects(DCAT.distribution, one))) == 1
    base = next(str(whole) for whole in dcat.subjects(DCTERMS.hasPart, None))
    assert {a.removeprefix(base) for a in found} == files - (MADE - {"README.md", "void.ttl"}) - {
        "SHA256SUMS"
    }
    for address, (size, digest) in found.items():
        content = (folder / address.removeprefix(base)).read_bytes()
        assert size == rdflib.Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        assert str(digest) == hashlib.sha256(content).hexdigest()
    assert len(found) > 100


def test_forms_are_named_by_authorities(released: Path) -> None:
    """Media types are IANA's, file types the EU's, a compressed file says so; a form may have neither."""
    dcat = read(released / "dcat.ttl")

    def of(path: str, name: rdflib.URIRef) -> str | None:
        found = dcat.value(rdflib.URIRef(f"{OURS}#{path}"), name)
        return str(found).rpartition("media-types/")[2].rpartition("file-type/")[2] if found else None

    assert of("graph.trig", DCAT.mediaType) == "application/trig"
    assert of("graph.trig", DCTERMS["format"]) == "RDF_TRIG"
    assert of("graph.nq.gz", DCAT.mediaType) == "application/n-quads"
    assert of("graph.nq.gz", DCAT.compressFormat) == "application/gzip"
    assert of("views/claims.parquet", DCTERMS["format"]) == "PARQUET"
    assert of("queries/exhibitors.rq", DCTERMS["format"]) == "SPARQLQ"
    assert of("graph.jelly", DCAT.mediaType) is None
    assert of("graph.jelly", DCTERMS["format"]) is None
    forms = set(dcat.objects(None, DCAT.mediaType))
    assert len(forms) >= 10


def test_what_it_is_about(released: Path) -> None:
    """Days, country, names and documents are the graph's; two languages, one publisher and licence."""
    dcat, graph = read(released / "dcat.ttl"), read(released / "graph.ttl")
    expo = rdflib.Namespace("https://w3id.org/expograph/ontology#")
    editions = set(graph.subjects(RDF.type, expo.Edition))
    days = [d for e in editions for p in (expo.startDate, expo.endDate) for d in graph.objects(e, p)]
    time = dcat.value(OURS, DCTERMS.temporal)
    assert str(dcat.value(time, DCAT.startDate)) == min(map(str, days))
    assert str(dcat.value(time, DCAT.endDate)) == max(map(str, days))
    china = rdflib.URIRef("http://publications.europa.eu/resource/authority/country/CHN")
    assert set(dcat.objects(OURS, DCTERMS.spatial)) == {china}
    assert set(dcat.objects(OURS, PROV.wasDerivedFrom)) == set(graph.subjects(RDF.type, expo.Document))
    series = {
        label for s in graph.subjects(RDF.type, expo.Series) for label in graph.objects(s, rdflib.RDFS.label)
    }
    assert set(dcat.objects(OURS, DCAT.keyword)) > series
    assert {t.language for t in dcat.objects(OURS, DCTERMS.title)} == {"en", "zh"}
    assert len(set(dcat.objects(OURS, DCTERMS.publisher))) == 1
    licence = rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert set(dcat.objects(None, DCTERMS.license)) == {licence}
    public = rdflib.URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
    assert dcat.value(OURS, DCTERMS.accessRights, any=False) == public


@pytest.mark.parametrize("name", ["void", "dcat"])
def test_it_is_published_as_linked_data(folder: Path, name: str) -> None:
    """No blank node, and nothing of the terms that only the queries speak."""
    said = triples(folder / f"{name}.ttl")
    assert len(said) > 1000
    assert not [t for t in said if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    text = (folder / f"{name}.ttl").read_text("utf-8")
    assert NAMESPACE not in text


def test_search_engines_find_what_they_ask_for(folder: Path) -> None:
    """A Dataset with a name, a description of 50 to 5000 characters, and downloads with address and form."""
    said = json.loads((folder / "dataset.jsonld").read_bytes())
    assert said["@type"] == "Dataset"
    assert isinstance(said["name"], str)
    assert 50 <= len(said["description"]) <= 5000
    assert len(said["distribution"]) == 5
    for download in said["distribution"]:
        assert download["@type"] == "DataDownload"
        assert download["contentUrl"].startswith(said["@id"])
        assert download["encodingFormat"]
    assert {
        "keywords",
        "temporalCoverage",
        "variableMeasured",
        "isBasedOn",
        "version",
    } <= set(said)


def test_dataset_expands_without_a_network(released: Path) -> None:
    """PyLD makes triples of it; addresses are IRIs, all terms are schema.org's, and nothing is left out."""
    found = {quad.triple for quad in expanded(json.loads((released / "dataset.jsonld").read_bytes()), {})}
    assert len(found) > 250
    assert {t.predicate.value.startswith(SCHEMA) for t in found if t.predicate.value != str(RDF.type)} == {
        True
    }
    here = NamedNode(str(OURS))
    assert Triple(here, NamedNode(SCHEMA + "url"), here) in found
    licence = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    assert Triple(here, NamedNode(SCHEMA + "license"), licence) in found


def test_crate_lists_the_folder(folder: Path) -> None:
    """Descriptor and root stand first; every file but the checksums is part of the root, with its digest."""
    said = json.loads((folder / "ro-crate-metadata.json").read_bytes())
    assert said["@context"] == CRATE
    descriptor, root, *others = said["@graph"]
    assert (descriptor["@id"], descriptor["about"]) == ("ro-crate-metadata.json", {"@id": "./"})
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert {"name", "description", "datePublished", "license"} <= set(root)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    listed = {one["@id"]: one for one in others if one["@type"] == "File"}
    assert set(listed) == files - {"SHA256SUMS", "ro-crate-metadata.json"}
    assert {part["@id"] for part in root["hasPart"]} == set(listed)
    for path, one in listed.items():
        content = (folder / path).read_bytes()
        assert (one["contentSize"], one["sha256"]) == (str(len(content)), hashlib.sha256(content).hexdigest())
    described = {one["@id"] for one in said["@graph"]}
    pointed = {v["@id"] for one in said["@graph"] for v in one.values() if isinstance(v, dict)}
    assert pointed - described == {"https://w3id.org/ro/crate/1.2"}


def test_crate_expands(released: Path) -> None:
    """With a context that has the terms in use, PyLD finds every file, by its full address."""
    text = json.loads((released / "ro-crate-metadata.json").read_bytes())
    context = {
        "@vocab": "http://schema.org/",
        "@base": str(OURS),
        "File": "http://schema.org/MediaObject",
        "conformsTo": str(DCTERMS.conformsTo),
    }
    found = {quad.triple for quad in expanded(text, {CRATE: json.dumps({"@context": context}).encode()})}
    files = [t.subject for t in found if t.object == NamedNode("http://schema.org/MediaObject")]
    assert len(files) > 100
    parts = {t.object for t in found if t.predicate == NamedNode("http://schema.org/hasPart")}
    assert parts == set(files)
    assert all(part.value.startswith(str(OURS)) for part in parts)


def test_a_nameless_project_claims_nothing(nameless: Path) -> None:
    """Called a graph in our terms, at nobody's address, without our licence, publisher or catalogue."""
    dcat = read(nameless / "dcat.ttl")
    here = rdflib.URIRef("https://example.org/release/0.1.0/")
    titles = {t.language: str(t) for t in dcat.objects(here, DCTERMS.title)}
    assert titles["en"] == "A graph in the terms of Expograph: an ontology of trade fairs, release 0.1.0"
    assert "says neither its name nor its licence" in str(dcat.value(here, DCTERMS.description))
    for name in (DCTERMS.license, DCTERMS.publisher, DCTERMS.creator):
        assert not list(dcat.objects(None, name))
    assert not list(dcat.subjects(RDF.type, DCAT.Catalog))
    assert not [s for s in dcat.subjects() if str(s).startswith("https://w3id.org/expograph/release/")]
    crate = json.loads((nameless / "ro-crate-metadata.json").read_bytes())
    assert crate["@graph"][1]["license"] == {"@id": "#no-licence"}


def test_a_project_with_a_header_speaks_for_itself(guild: Release, tmp_path: Path) -> None:
    """Title, licence, creator, publisher and address are its own; what it stands on, it says."""
    made = {one.path: one for one in metadata(guild, "https://teapots.example/release/1.1.0/")}
    assert set(made) == MADE
    dcat = rdflib.Graph().parse(data=made["dcat.ttl"].content, format="turtle")
    here = rdflib.URIRef("https://teapots.example/release/1.2.0/")
    work = rdflib.URIRef("https://teapots.example/release/#dataset")
    assert str(dcat.value(here, DCTERMS.title)) == "Teapot fairs, release 1.2.0"
    assert str(dcat.value(here, DCTERMS.description)).startswith("Fairs at which teapots are shown")
    assert dcat.value(here, DCTERMS.publisher) == rdflib.URIRef(
        "https://w3id.org/expograph/id/org/teapot-guild"
    )
    assert dcat.value(dcat.value(here, DCTERMS.creator), FOAF.name) == rdflib.Literal("Ada Spout")
    assert dcat.value(here, DCAT.previousVersion) == rdflib.URIRef("https://teapots.example/release/1.1.0/")
    assert dcat.value(here, DCAT.isVersionOf) == work
    assert dcat.value(work, DCAT.hasVersion) == here
    zero = rdflib.URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert set(dcat.objects(None, DCTERMS.license)) == {zero}
    catalogue = rdflib.URIRef("https://teapots.example/release/")
    assert {here, work} < set(dcat.objects(catalogue, DCAT.dataset))


def test_whose_terms_are_not_open_is_not_called_free(guild: Release) -> None:
    """That a licence is stated makes nothing public; a creator with an ORCID is a person."""
    terms, ada = map(NamedNode, ("https://teapots.example/terms", "https://orcid.org/0000-0001-2345-6789"))
    changed = {str(DCTERMS.license): terms, str(DCTERMS.creator): ada}

    def said(quad: Quad) -> Quad:
        value = changed.get(quad.predicate.value) if quad.subject == guild.iri else None
        return Quad(quad.subject, quad.predicate, value, quad.graph_name) if value else quad

    made = {one.path: one.content for one in metadata(replace(guild, quads=tuple(map(said, guild.quads))))}
    dataset = json.loads(made["dataset.jsonld"])
    assert dataset["license"] == terms.value
    assert "isAccessibleForFree" not in dataset
    assert (dataset["creator"]["@type"], dataset["publisher"]["@type"]) == ("Person", "Organization")
    assert b"access-right" not in made["dcat.ttl"]
    open_ones = {one.path: one.content for one in metadata(guild)}
    assert json.loads(open_ones["dataset.jsonld"])["isAccessibleForFree"] is True
    assert b"access-right" in open_ones["dcat.ttl"]


def test_the_readme_is_whose_release_it_is(released: Path, nameless: Path) -> None:
    """Title, licence and address are those of the catalogue; every file is named, or its folder."""
    for folder in (released, nameless):
        text = (folder / "README.md").read_text("utf-8")
        base = json.loads((folder / "dataset.jsonld").read_bytes())["@id"]
        assert f"- Address: <{base}>\n" in text
        for path in folder.iterdir():
            assert f"`{path.name}{'/' if path.is_dir() else ''}`" in text
    ours = (released / "README.md").read_text("utf-8")
    assert ours.startswith("# Expograph: an ontology of trade fairs, release 0.1.0\n\nExpograph：展览会本体")
    assert "- Licence: <https://creativecommons.org/licenses/by/4.0/>\n" in ours
    assert "- Published by: Expograph maintainers\n" in ours
    theirs = (nameless / "README.md").read_text("utf-8")
    assert theirs.startswith("# A graph in the terms of Expograph")
    assert "- Licence: none is stated; ask the makers before you use it\n" in theirs
    assert "Published by" not in theirs


def test_metadata_with_faults_is_refused(guild: Release) -> None:
    """Two licences in the header: the release is not described, and the message says what to mend."""
    second = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    more = Quad(guild.iri, NamedNode(str(DCTERMS.license)), second, guild.quads[0].graph_name)
    with pytest.raises(Problems, match="Keep one, with its address") as caught:
        metadata(replace(guild, quads=(*guild.quads, more)))
    assert caught.value.exit_code == 1


def test_queries_describe_themselves_and_are_no_questions() -> None:
    """Each is a CONSTRUCT that says what it does and by which specification, and is in no list."""
    project = Project(default_root())
    found = [find(project, name) for name in names(project) if name.startswith(METADATA)]
    assert len(found) == 11
    for one in found:
        assert one.form == "CONSTRUCT"
        assert one.header.summary
        assert one.header.description
        assert one.header.source
    assert not [one.name for one in catalogue(project) if one.name.startswith(METADATA)]
