"""The questions as RDF: whoever has the RDF alone can run them, and gets the rows of the .rq files."""

import rdflib
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple, parse
from release_files import triples

from expograph import query
from expograph.namespaces import SH
from expograph.project import Project
from expograph.query import VIEWS
from expograph.release.executable import described, turtle

SHACL, SCHEMA = rdflib.Namespace(SH), rdflib.Namespace("https://schema.org/")
TEXTS = (SHACL.select, SHACL.construct, SHACL.ask)


def whole(graph: rdflib.Graph, node: rdflib.term.Node) -> str:
    """The text of a query, made whole by the RDF alone: with its prefixes, and defaults for variables."""
    (text,) = (str(o) for p in TEXTS for o in graph.objects(node, p))
    for parameter in graph.objects(node, SHACL.parameter):
        path, default = graph.value(parameter, SHACL.path), graph.value(parameter, SHACL.defaultValue)
        if default is not None:
            text = text.replace("?" + str(path).partition("#")[2], default.n3())
    declared = [
        f"PREFIX {graph.value(d, SHACL.prefix)}: <{graph.value(d, SHACL.namespace)}>"
        for prefixes in graph.objects(node, SHACL.prefixes)
        for d in graph.objects(prefixes, SHACL.declare)
    ]
    return "\n".join([*sorted(declared), text])


def rows(answer: object) -> list[object]:
    """What an answer holds, in its order."""
    if isinstance(answer, QueryBoolean):
        return [bool(answer)]
    if isinstance(answer, QuerySolutions):
        return [tuple(map(str, answer.variables)), *([str(t) for t in row] for row in answer)]
    return sorted(map(str, answer))


def test_each_runs_from_its_rdf_as_from_its_file(root, released):
    """If the prefixes and defaults that the RDF declares are put in, then rows are those of the .rq file."""
    project, store = Project(root), Store()
    store.bulk_load(path=released / "graph.ttl")
    store.bulk_load(path=released / "graph.trig")
    graph = rdflib.Graph().parse(released / "queries.ttl", format="turtle")
    nodes = sorted(graph.subjects(rdflib.RDF.type, SHACL.SPARQLExecutable))
    names = [str(graph.value(node, rdflib.DCTERMS.identifier)) for node in nodes]
    assert sorted(names) == sorted(
        path.relative_to(released / "queries").with_suffix("").as_posix()
        for path in (released / "queries").rglob("*.rq")
    )
    assert len(names) == 42
    answered = 0
    for node, name in zip(nodes, names, strict=True):
        asked = query.find(project, name)
        needed = [p.name for p in asked.parameters if p.required and p.default is None]
        assert not needed, name
        made, wanted = (rows(store.query(t)) for t in (whole(graph, node), query.bind(asked, {})[0]))
        if name.startswith(VIEWS):  # which are sorted when they are written
            made, wanted = sorted(made, key=str), sorted(wanted, key=str)
        assert made == wanted, name
        answered += len(made) > 1
    assert answered >= 40


def test_it_says_of_each_what_its_header_says(root, released):
    """Question, tags and the kind of each parameter stand in the RDF."""
    project, found = Project(root), triples(released / "queries.ttl")
    graph = rdflib.Graph().parse(released / "queries.ttl", format="turtle")
    count = 0
    for one in [*query.catalogue(project), query.find(project, VIEWS + "claims")]:
        node = rdflib.URIRef(f"https://w3id.org/expograph/query/{one.name}")
        assert str(graph.value(node, rdflib.RDFS.comment)) == one.header.summary
        assert {str(o) for o in graph.objects(node, SCHEMA.keywords)} == set(one.header.tags)
        assert len(list(graph.objects(node, SHACL.parameter))) == len(one.parameters)
        count += len(one.parameters)
    assert count >= 15
    number = NamedNode("https://w3id.org/expograph/query/more-than#number")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    assert Triple(number, NamedNode(SH + "datatype"), decimal) in found
    assert Triple(number, NamedNode(SH + "defaultValue"), Literal("1500", datatype=decimal)) in found
    series = NamedNode("https://w3id.org/expograph/query/more-than#series")
    assert Triple(series, NamedNode(SH + "optional"), Literal(True)) in found


def made_of(**texts: str) -> rdflib.Graph:
    """Queries of these texts as RDF."""
    found = described(query.read(text, name, f"{name}.rq") for name, text in texts.items())
    return rdflib.Graph().parse(data=turtle(found), format="turtle")


def test_a_prefix_that_means_something_else_stays_in_its_query():
    """Two queries that differ on a prefix both run: the second keeps its own prefixes in its text."""
    graph = made_of(
        a="PREFIX p: <urn:a:> SELECT ?s { ?s p:is 1 }", b="PREFIX p: <urn:b:> SELECT ?s { ?s p:is 1 }"
    )
    store = Store()
    store.update("INSERT DATA { <urn:one> <urn:a:is> 1 . <urn:two> <urn:b:is> 1 }")
    answers = [
        rows(store.query(whole(graph, rdflib.URIRef(f"https://w3id.org/expograph/query/{n}")))) for n in "ab"
    ]
    assert answers == [[("?s",), ["<urn:one>"]], [("?s",), ["<urn:two>"]]]


def test_every_form_of_query():
    """ASK, CONSTRUCT, DESCRIBE and a query with BASE have the class and the property of their form."""
    graph = made_of(
        yes="#+ summary: Is it?\n# why\nPREFIX p: <urn:p:>\nASK { ?s p:is 1 }",
        made="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        told="DESCRIBE <urn:x>",
        based="BASE <urn:x:>\nPREFIX p: <y:>\nSELECT ?s { ?s p:is <z> }",
    )
    texts = {
        str(s).rpartition("/")[2]: (str(p).rpartition("/")[2], str(o))
        for p in (*TEXTS, rdflib.URIRef("https://purl.expasy.org/sparql-examples/ontology#describe"))
        for s, o in graph.subject_objects(p)
    }
    assert texts["yes"] == ("shacl#ask", "# why\nASK { ?s p:is 1 }\n")
    assert texts["told"] == ("ontology#describe", "DESCRIBE <urn:x>\n")
    assert texts["based"][1].startswith("BASE <urn:x:>\nPREFIX p: <y:>\n")
    assert texts["made"][0] == "shacl#construct"
    types = {str(o).partition("#")[2] for o in graph.objects(predicate=rdflib.RDF.type)}
    assert types >= {f"SPARQL{f}Executable" for f in ("", "Ask", "Construct", "Describe", "Select")}


def test_any_text_survives_between_three_quotation_marks():
    """Quotation marks, backslashes, control characters and line ends of every kind come back as they were."""
    texts = ['a\nb"', '""\n"""', '\\"\n\\', 'a\n\\"', '\r\n\t"x""', '"""""\n""""', "\\n", "\\\n", "é\x01\n"]
    said = {Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal(text)) for text in texts}
    assert {q.triple for q in parse(turtle(said), format=RdfFormat.TURTLE)} == said
    graph = rdflib.Graph().parse(data=turtle(said), format="turtle")
    assert {str(o) for o in graph.objects()} == set(texts)
