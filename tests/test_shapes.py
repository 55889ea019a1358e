"""Every constraint of the shapes has a fixture that breaks it and nothing else, and one near by that passes.

A case is a folder `shapes/<shape>.<parameter>/` with `breaks.ttl` and `holds.ttl`: a few triples to add
to the invented world of `shapes/world.ttl`, which has no fault. Fixtures hold what is said, not what follows.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from helpers import parse_queries_once
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from pyshacl.shape import Shape

from expograph.namespaces import RDF, SH
from expograph.reason import close
from expograph.shacl import Result, compile_shapes, untargeted, validate

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "shapes"
SHAPES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
BACKGROUND = [
    ROOT / "ontology" / "expograph.ttl",
    *sorted((ROOT / "ontology" / "alignments").glob("*.ttl")),
    *(ROOT / "ontology" / "vocabularies" / f"{name}.ttl" for name in ("bounds", "modes", "ranks", "units")),
    CASES / "world.ttl",
]
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
FIXTURES = [f"{name}/{kind}" for name in NAMES for kind in ("breaks", "holds")]
NO_CONSTRAINT = {
    *("path", "message", "severity", "property", "targetClass", "targetSubjectsOf", "targetObjectsOf"),
    *("qualifiedValueShape", "prefixes", "select", "declare", "prefix", "namespace"),
}

Term = NamedNode | BlankNode | Literal
Found = set[tuple[str, ...]]


@cache
def read(*paths: Path) -> tuple[Triple, ...]:
    """The triples of Turtle files."""
    return tuple(
        q.triple for p in paths for q in parse(path=str(p), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )


def case(fixture: str) -> tuple[Triple, ...]:
    """The triples that a fixture adds to the world."""
    return read(CASES / f"{fixture}.ttl")


def local(term: Term) -> str:
    """What stands behind the last # of an IRI."""
    return term.value.rpartition("#")[2]


def members(triples: tuple[Triple, ...], node: Term) -> Iterator[Term]:
    """The members of an RDF list."""
    for t in triples:
        if t.subject == node and t.predicate.value == RDF + "first":
            yield t.object
        elif t.subject == node and t.predicate.value == RDF + "rest":
            yield from members(triples, t.object)


def constraints() -> set[str]:
    """Each constraint of the shapes files as <shape>.<parameter>: by the triples, whatever an engine reads.

    Shapes inside sh:or and sh:qualifiedValueShape have no results of their own.
    """
    triples = read(*SHAPES)
    inner = {t.object for t in triples if t.predicate.value == SH + "qualifiedValueShape"}
    inner |= {m for t in triples if t.predicate.value == SH + "or" for m in members(triples, t.object)}
    own = [t for t in triples if t.predicate.value.startswith(SH) and t.subject not in inner]
    found = set()
    for t in own:
        if local(t.predicate) == "sparql":
            found.add(f"{local(t.object)}.sparql")
        elif isinstance(t.subject, NamedNode) and local(t.predicate) not in NO_CONSTRAINT:
            found.add(f"{local(t.subject)}.{local(t.predicate)}")
    return found


def broken(result: Result) -> str:
    """The constraint that a result says is broken, named as its case is."""
    component = local(result.component).removesuffix("ConstraintComponent")
    parameter = component[0].lower() + component[1:] if result.constraint is None else "sparql"
    return f"{local(result.constraint or result.shape)}.{parameter}"


@pytest.fixture(scope="module")
def ask() -> Callable[[str], list[Result]]:
    """The default engine, asked about the world with a fixture."""
    shapes = compile_shapes(read(*SHAPES))
    world = {Quad(*t) for t in read(*BACKGROUND)}
    store = Store()
    store.bulk_extend(world)

    @cache
    def results(fixture: str) -> list[Result]:
        added = {Quad(*t) for t in case(fixture)} - world
        store.extend(added)
        found = validate(store, shapes)
        for quad in added:
            store.remove(quad)
        return found

    return results


def test_every_constraint_has_its_case() -> None:
    """Shapes and cases name the same constraints, and there are as many as there were, or more."""
    assert constraints() == set(NAMES)
    assert len(NAMES) >= 141
    files = {f"{path.parent.name}/{path.stem}" for path in CASES.rglob("*.ttl")} - {"shapes/world"}
    assert files == set(FIXTURES)
    assert len(files) == 2 * len(NAMES)


def test_the_world_holds() -> None:
    """The invented world has no fault, and every shape that must find something finds it there."""
    shapes = compile_shapes(read(*SHAPES))
    assert len(read(CASES / "world.ttl")) > 150
    assert validate(read(*BACKGROUND), shapes) == []
    assert untargeted(read(*BACKGROUND), shapes) == []


@pytest.mark.parametrize("name", NAMES)
def test_breaks_this_alone(name: str, ask: Callable[[str], list[Result]]) -> None:
    """What breaks a constraint breaks no other."""
    assert {broken(result) for result in ask(f"{name}/breaks")} == {name}


@pytest.mark.parametrize("name", NAMES)
def test_holds(name: str, ask: Callable[[str], list[Result]]) -> None:
    """The same situation put right has no fault, not even one worth a warning."""
    assert ask(f"{name}/holds") == []


def test_reasoning_breaks_nothing() -> None:
    """If all that follows from the world is added to it, it is consistent and still without fault."""
    closure = close(read(*BACKGROUND))
    assert closure.inconsistencies == ()
    assert len(closure.inferred) > 300
    assert validate([*read(*BACKGROUND), *closure.inferred], compile_shapes(read(*SHAPES))) == []


def test_messages_say_rule_and_remedy() -> None:
    """Every message is two sentences or more, and names the property that it is about."""
    messages = [t.object.value for t in read(*SHAPES) if t.predicate.value == SH + "message"]
    assert len(messages) >= 99
    for message in messages:
        assert re.search(r"\b(expo|rdf|rdfs|skos|oa|prov|owl):[A-Za-z]\w+", message), message
        assert re.fullmatch(r".+[.?:;] .+\.", message), message


def to_rdflib(triples: tuple[Triple, ...]) -> rdflib.Graph:
    """The triples for pySHACL."""
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return rdflib.Graph().parse(data=text.decode(), format="nt")


def focus_on(nodes: set[rdflib.term.Node], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pySHACL's targets to some nodes. (Its own option for this skips the shapes of value nodes too.)"""
    targets = Shape.focus_nodes
    monkeypatch.setattr(Shape, "focus_nodes", lambda *args, **more: set(targets(*args, **more)) & nodes)


def by_pyshacl(graph: rdflib.Graph, shapes: rdflib.Graph) -> Found:
    """What pySHACL finds: focus node, value, message, severity, shape and constraint of each result."""
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph), text
    names = "focusNode", "value", "resultMessage", "resultSeverity", "sourceShape", "sourceConstraint"
    columns = [rdflib.SH[name] for name in (*names, "sourceConstraintComponent")]
    listed = list(report.objects(None, rdflib.SH.result))
    return {tuple(spelt(report.value(node, column)) for column in columns) for node in listed}


def spelt(term: object) -> str:
    """A term in one spelling: blank nodes have no names, and 1.50 is the number 1.5."""
    if isinstance(term, rdflib.BNode | BlankNode):
        return "blank"
    text = term.value if isinstance(term, NamedNode | Literal) else str(term or "")
    return re.sub(r"\b\d+\.\d+", lambda number: number[0].rstrip("0").rstrip("."), text)


def as_found(result: Result) -> tuple[str, ...]:
    """A result of the default engine in the same form."""
    about = result.focus, result.value, result.message, result.severity
    return tuple(map(spelt, (*about, result.shape, result.constraint, result.component)))


def test_pyshacl_agrees(ask: Callable[[str], list[Result]], monkeypatch: pytest.MonkeyPatch) -> None:
    """pySHACL finds the same in every fixture, at the nodes that it mentions and those we find at fault."""
    parse_queries_once(monkeypatch)
    graph, shapes = to_rdflib(read(*BACKGROUND)), to_rdflib(read(*SHAPES))
    disagreeing, seen = {}, 0
    for fixture in FIXTURES:
        ours = {as_found(result) for result in ask(fixture)}
        added = to_rdflib(case(fixture)) - graph
        with monkeypatch.context() as patch:
            focus_on({*added.subjects(), *added.objects(), *(rdflib.URIRef(f) for f, *_ in ours)}, patch)
            graph += added
            theirs = by_pyshacl(graph, shapes)
            graph -= added
        seen += len(theirs)
        if theirs != ours:
            disagreeing[fixture] = (theirs - ours, ours - theirs)
    assert disagreeing == {}
    assert seen >= len(NAMES)
