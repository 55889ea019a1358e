"""Which line of which file says it; of a project's files, only those are read that may hold the line."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from expograph.brackets import MAPS, QUOTE, Details
from expograph.claims import name
from expograph.errors import ExpographError, Position
from expograph.explain.graph import Graph, Statement
from expograph.mapping import BASE as MAPPING_BASE
from expograph.mapping import statement
from expograph.meaning import Meaning
from expograph.namespaces import ID
from expograph.ontology import Ontology, local_name
from expograph.project import shown
from expograph.registry import BASE as REGISTRY_BASE
from expograph.skolem import GENID, skolemised
from expograph.turtle import Located, read

RULES = f"{ID}rule/"
REBUILD = "run expograph build"


class Lost(ExpographError):
    """The files no longer say what the graph was built from."""


class Places:
    """The lines of a project's files, each file read once and only if it is needed.

    Every method raises Lost if no file says so any more, and ExpographError if a file is no Turtle any more.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._project = graph.project
        self._written: dict[Path, dict[Statement, Position]] = {}
        self._made: dict[Path, dict[NamedNode, Position]] = {}

    def of_ontology(self, said: Statement) -> Position:
        """Where the ontology says a triple; of a rule, its file."""
        subject = said[0]
        if isinstance(subject, NamedNode) and subject.value.startswith(RULES):
            return self._of_rule(subject)
        return self._found(self._project.ontology, None, said, "the ontology no longer says so")

    def of_registry(self, said: Statement) -> Position:
        """Where the registry says a triple."""
        return self._found(self._project.registry, REGISTRY_BASE, said, "the registry no longer says so")

    def of_claim(self, claim: NamedNode, document: NamedNode) -> Position:
        """Where a mapping makes a claim: its bracket."""
        for path in self._project.mappings:
            if _mapped(path) == document:
                if path not in self._made:
                    self._made[path] = _claims(path, document, self._graph)
                if at := self._made[path].get(claim):
                    return at
                raise Lost(f"{shown(path)} no longer makes this claim", hint=REBUILD)
        raise Lost(f"no mapping of {local_name(document)} is left", hint=REBUILD)

    def _of_rule(self, rule: NamedNode) -> Position:
        for path in self._project.rules:
            if path.stem == local_name(rule):
                return Position(shown(path), 1, 1)
        raise Lost(f"there is no rule {local_name(rule)} any more", hint=REBUILD)

    def _found(self, paths: Iterable[Path], base: str | None, said: Statement, complaint: str) -> Position:
        named = [t for t in said if isinstance(t, NamedNode) and not t.value.startswith(GENID)]
        word = local_name(named[0]).encode()
        for path in paths:
            if path not in self._written and word in path.read_bytes():
                self._written[path] = _lines(path, base)
            if at := self._written.get(path, {}).get(said):
                return at
        raise Lost(complaint, hint=REBUILD)


def _lines(path: Path, base: str | None) -> dict[Statement, Position]:
    """The triples of a file, their blank nodes named as in the graph, and where each is written first."""
    located = read(path, shown(path), base)
    triples = skolemised(t.triple for t in located)
    found: dict[Statement, Position] = {}
    for triple, (_, at, _) in zip(triples, located, strict=True):
        found.setdefault((triple.subject, triple.predicate, triple.object), at)
    return found


def _mapped(path: Path) -> NamedNode | None:
    """The document that a mapping maps, if it can be read."""
    try:
        quads = parse(path=path, format=RdfFormat.TURTLE, base_iri=MAPPING_BASE + path.name)
        named = next((q.object for q in quads if q.predicate == MAPS), None)
    except SyntaxError:
        return None
    return named if isinstance(named, NamedNode) else None


def _claims(path: Path, document: NamedNode, graph: Graph) -> dict[NamedNode, Position]:
    """The claims that the brackets of a mapping make, as far as they can be read."""
    located = read(path, shown(path), MAPPING_BASE + path.name)
    ontology = graph.ontology({t.triple.predicate for t in located})
    brackets: dict[BlankNode, Details] = defaultdict(lambda: defaultdict(list))
    for (subject, predicate, value), at, _ in located:
        if isinstance(subject, BlankNode):
            brackets[subject][predicate].append((value, at))
    found: dict[NamedNode, Position] = {}
    for one in located:
        bracket = one.triple.object
        if isinstance(bracket, BlankNode) and _complete(one, brackets[bracket], ontology):
            made = statement(document, one, brackets[bracket], ontology)
            found[name(Meaning(made, None, None))] = made.at
    return found


def _complete(one: Located, details: Details, ontology: Ontology) -> bool:
    """Whether a bracket has what a statement needs."""
    quoted = [value for value, _ in details.get(QUOTE, ())]
    return (
        isinstance(one.triple.subject, NamedNode)
        and one.triple.predicate in ontology.properties
        and bool(quoted)
        and isinstance(quoted[0], Literal)
    )
