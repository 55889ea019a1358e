"""What a release does with what ours do not have: odd triples, shared labels, other dates, all terms."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import rdflib
from pyjelly.integrations.generic.generic_sink import GenericStatementSink
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from expograph import jsonld
from expograph.errors import ExpographError
from expograph.namespaces import DCTERMS, XSD
from expograph.ontology import Ontology
from expograph.release import jelly
from expograph.release.dates import issued
from expograph.release.sources import Source, joined, xml

ONE, IS = NamedNode("urn:one"), NamedNode("urn:x#is")


def written(folder: Path, *texts: str) -> list[Path]:
    """Files of these texts."""
    paths = [folder / "ontology" / f"{n}.ttl" for n in range(len(texts))]
    (folder / "ontology").mkdir()
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    return paths


def test_files_become_one(tmp_path):
    """Other meanings of a prefix, line ends and blank nodes do not get in the way of each other."""
    paths = written(
        tmp_path,
        "PREFIX p: <urn:a:>\np:s p:p [ p:q 1 ] . # one",
        "@prefix p: <urn:b:> .\r\np:s p:p [ p:q 1 ] , _:x .",
    )
    made = joined(paths)
    assert made.text.decode().startswith("# ontology/0.ttl\n\nPREFIX p: <urn:a:>")
    assert "# one\n\n# ontology/1.ttl\n" in made.text.decode()
    assert len(made.triples) == 5
    assert joined(list(reversed(paths))).triples == made.triples


def test_one_label_for_two_blank_nodes(tmp_path):
    """Two files that call different blank nodes by one label cannot stand in one file, and are named."""
    paths = written(tmp_path, "_:x <urn:p> 1 .", "_:x <urn:p> 2 .")
    with pytest.raises(ExpographError, match=r"have one label: ontology/0\.ttl, ontology/1\.ttl\n"):
        joined(paths)


@pytest.mark.parametrize(
    "triple",
    [
        Triple(ONE, NamedNode("urn:x/1"), Literal("a")),
        Triple(ONE, NamedNode("urn:x/"), Literal("a")),
        Triple(ONE, IS, Literal("bell \x07")),
    ],
)
def test_what_rdf_xml_cannot_say(triple):
    """A property that ends in no name, or a character that XML does not know, is refused with its triple."""
    fine = Triple(ONE, IS, Literal("a"))
    with pytest.raises(ExpographError, match=r"RDF/XML has no form for '<urn:one> "):
        xml(Source(b"", (fine, triple), {}))


def test_what_rdf_xml_can_say():
    """Line ends of every kind, blanks, markup and other scripts come back as they were."""
    texts = ["a\r\nb\rc\n", "  x ", "a\tb", "<&>\"']]>", "\x85", "澳门"]
    triples = tuple(Triple(ONE, IS, Literal(text)) for text in texts)
    graph = rdflib.Graph().parse(data=xml(Source(b"", triples, {"x": "urn:x#"})), format="xml")
    assert {str(value) for value in graph.objects()} == set(texts)


def of_day(text: str) -> Ontology:
    """An ontology issued on that day."""
    return Ontology([Triple(ONE, NamedNode(DCTERMS + "issued"), Literal(text))])


def test_dates():
    """A number of seconds counts in UTC and before what the ontology states."""
    known = of_day("2026-11-22")
    assert issued(known, ONE, {}) == date(2026, 11, 22)
    assert issued(of_day("2026-11-22T23:59:00+08:00"), ONE, {}) == date(2026, 11, 22)
    assert issued(known, ONE, {"SOURCE_DATE_EPOCH": "0"}) == date(1970, 1, 1)
    assert issued(known, ONE, {"SOURCE_DATE_EPOCH": "1732291199"}) == date(2024, 11, 22)
    assert issued(Ontology([]), ONE, {"SOURCE_DATE_EPOCH": "1732291200"}) == date(2024, 11, 22)
    with pytest.raises(ExpographError, match="has no day"):
        issued(of_day("soon"), ONE, {})


QUADS = [
    Quad(ONE, IS, Literal("text"), NamedNode("urn:g")),
    Quad(ONE, IS, Literal("博览会", language="zh"), NamedNode("urn:g")),
    Quad(BlankNode("b"), IS, Literal("1", datatype=NamedNode(XSD + "integer")), DefaultGraph()),
    Quad(ONE, IS, BlankNode("b"), BlankNode("g")),
]


def test_jelly_has_every_kind_of_term():
    """pyjelly reads back what was written: texts, languages, datatypes, blank nodes, the default graph."""
    content = jelly.write(QUADS)
    assert content == jelly.write(QUADS)
    sink = GenericStatementSink()
    sink.parse(BytesIO(content))
    assert [" ".join(map(str, quad)).strip() for quad in sink] == [f"{quad}" for quad in QUADS]
    assert jelly.write([]) == b""
    about = Quad(ONE, IS, Triple(ONE, IS, ONE), DefaultGraph())
    with pytest.raises(ExpographError, match="Jelly has no form"):
        jelly.write([about])


def test_json_ld_has_named_graphs():
    """rdflib and Oxigraph read named graphs, the default graph and graphs without name as they were."""
    content = jsonld.write(QUADS, {"x": "urn:x#"}, "x")
    assert content == jsonld.write(reversed(QUADS), {"x": "urn:x#"}, "x")
    made = list(parse(content, format=RdfFormat.JSON_LD))
    assert sorted(str(q.object) for q in made if not isinstance(q.object, BlankNode)) == sorted(
        str(q.object) for q in QUADS[:3]
    )
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format="json-ld")
    graphs = {graph for *_, graph in dataset.quads()}
    assert len(graphs) == len({q.graph_name for q in made}) == 3
    assert rdflib.URIRef("urn:g") in graphs
