"""What is no difference: format, order, names of blank nodes, spellings of numbers; and what is no graph."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse, serialize
from telling import told

from expograph.diff import Graph, diff, difference
from expograph.errors import ExpographError

MERGED, NAMED = ("ttl", "nt", "rdf"), ("trig", "nq", "jsonld")
FORMATS = (*MERGED, *NAMED)
SMALL = """
@prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Cup a owl:Class .
"""


def small(text: str) -> Graph:
    """A small graph of a class and what else is said."""
    return Graph(parse(SMALL + text, format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, quads: list[Quad]) -> dict[str, Path]:
    """The graph of the invented project in six formats, in each in another order."""
    folder = tmp_path_factory.mktemp("formats")
    found = {kind: folder / f"graph.{kind}" for kind in FORMATS}
    for kind, file in found.items():
        shuffled = random.Random(kind).sample(quads, len(quads))
        given = [q.triple for q in shuffled] if kind in MERGED else shuffled
        serialize(given, output=file, format=RdfFormat.from_extension(kind))
    return found


@pytest.mark.parametrize(("old", "new"), [*pairwise(FORMATS), ("ttl", "ttl")])
def test_another_format_or_order_is_no_difference(files, old, new):
    """A graph is itself in any format and order, with named graphs or merged."""
    assert files[old].stat().st_size > 100_000
    found = diff(files[old], files[new])
    assert told(found) == {}
    assert not found


def test_a_difference_is_one_in_merged_files_too(files, tmp_path):
    """Without named graphs a label that is missing is told as well; what follows from it cannot be known."""
    kept = [t for t in files["nt"].read_text().splitlines() if '"Saucer Works"' not in t]
    (tmp_path / "less.nt").write_text("\n".join(kept))
    found = diff(files["ttl"], tmp_path / "less.nt")
    assert told(found)["entities"] == {
        "relabelled": [("org:saucer-works", ("rdfs:label", '"Saucer Works"@en', ""))]
    }
    assert not found.inferred


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ":Cup rdfs:subClassOf _:a . _:a owl:onProperty :of .",
            ":Cup rdfs:subClassOf [ owl:onProperty :of ] .",
        ),
        ("_:a :next _:b . _:b :next _:a ; :size 1 .", "_:x :next _:y ; :size 1 . _:y :next _:x ."),
        (":Cup :size 1.50 , 7 .", ':Cup :size "+01.5"^^xsd:decimal , 007 .'),
        (":Cup :size 0.0 .", ':Cup :size "-0"^^xsd:decimal .'),
    ],
    ids=["blank nodes", "a circle of blank nodes", "numbers", "zero"],
)
def test_other_spellings_are_no_difference(old, new):
    """Blank nodes may have any name and numbers any form."""
    assert small(old).triples
    assert not difference(small(old), small(new))


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("_:a :next [ :size 1 ] .", "_:a :next [ :size 2 ] .", "terms"),
        (":Cup :size 1.5 .", ':Cup :size "1.5" .', "terms"),
        (":Cup :size 1 .", ":Cup :size 1.0 .", "terms"),
        (":x :size 1 .", ":x :size 2 .", "entities"),
    ],
    ids=["blank nodes", "a text", "another datatype", "a number"],
)
def test_other_meanings_are_a_difference(old, new, section):
    """What is only alike is told apart."""
    assert section in told(difference(small(old), small(new)))


def test_circles_of_blank_nodes_are_told_apart():
    """Where blank nodes refer to each other in a circle, another circle is a difference."""
    found = difference(small("_:a :next _:b . _:b :next _:a ."), small("_:a :next _:a ."))
    assert found
    assert found.implied.removed == 2


def test_what_a_class_is_restricted_to_is_told():
    """Restrictions are told by what they say, not by the name that their blank nodes were given."""
    old, new = (small(f":Cup rdfs:subClassOf [ owl:onProperty :of ; owl:cardinality {n} ] .") for n in (1, 2))
    assert told(difference(old, new)) == {
        "terms": {
            "changed": [
                (
                    "<https://example.org/Cup>",
                    (
                        "rdfs:subClassOf",
                        "[owl:cardinality 1 ; owl:onProperty <https://example.org/of>]",
                        "[owl:cardinality 2 ; owl:onProperty <https://example.org/of>]",
                    ),
                )
            ]
        }
    }


def test_folders_are_taken_for_their_graphs(files, tmp_path):
    """A project's folder and its graph/ mean the file that a build writes there."""
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "expograph.trig").write_bytes(files["trig"].read_bytes())
    assert not diff(tmp_path, tmp_path / "graph")
    (tmp_path / "graph" / "expograph.trig").write_text("<urn:a> <urn:b> 1 .")
    found = diff(tmp_path, tmp_path / "graph" / "expograph.trig")
    assert (found.old, found.new) == (str(tmp_path), f"{tmp_path}/graph/expograph.trig")
    assert not found


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.trig", None, r"there is no file .*absent\.trig$"),
        ("folder", None, "there is no built graph in"),
        ("graph.doc", "", "has no suffix of an RDF format"),
        ("broken.ttl", "<urn:a> <urn:b>", "broken.ttl:1:16: no Turtle"),
        ("map.ttl", "<> <https://w3id.org/expograph/mapping#maps> <urn:a> .", "is a mapping and no graph"),
    ],
)
def test_what_is_no_graph_is_refused(files, tmp_path, name, content, message):
    """What cannot be compared is named, with what to do; exit code 2."""
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    elif "." not in name:
        path.mkdir()
    with pytest.raises(ExpographError, match=message) as caught:
        diff(files["trig"], path)
    assert caught.value.exit_code == 2
