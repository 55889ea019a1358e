"""SHACL property paths: read from a shapes graph, written as SPARQL, written back as RDF (section 2.3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from expograph.namespaces import RDF, SH

RDF_FIRST, RDF_REST, RDF_NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
UNARY = {"^": "inversePath", "*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}


@dataclass(frozen=True)
class Path:
    """A property path.

    Args:
        op: One of `^ * + ?` (one step), `/ |` (two or more steps), or empty for a predicate.
        steps: The paths it is made of.
        iri: The predicate, where op is empty.
    """

    op: str
    steps: tuple["Path", ...] = ()
    iri: NamedNode | None = None

    def __str__(self) -> str:
        """The path in SPARQL, parenthesised wherever it could be misread."""
        if not self.op:
            return str(self.iri)
        if self.op == "^":
            return f"^{self.steps[0]._inner()}"
        if self.op in "/|":
            return self.op.join(step._inner() for step in self.steps)
        return self.steps[0]._inner() + self.op

    def _inner(self) -> str:
        return f"({self})" if self.op else str(self)

    @property
    def nullable(self) -> bool:
        """Whether a node is reached from itself in no step, even one that no triple mentions."""
        if self.op in {"*", "?"}:
            return True
        if self.op == "|":
            return any(step.nullable for step in self.steps)
        return bool(self.op) and all(step.nullable for step in self.steps)

    def triples(self) -> tuple[NamedNode | BlankNode, list[Triple]]:
        """The node that stands for the path in RDF, and the triples that say what it is."""
        if self.iri is not None:
            return self.iri, []
        if self.op == "/":
            return _as_list(self.steps)
        node = BlankNode()
        if self.op == "|":
            inner, triples = _as_list(self.steps)
            return node, [Triple(node, NamedNode(SH + "alternativePath"), inner), *triples]
        inner, triples = self.steps[0].triples()
        return node, [Triple(node, NamedNode(SH + UNARY[self.op]), inner), *triples]

    def predicates(self) -> Iterator[NamedNode]:
        """Every predicate that the path names."""
        if self.iri is not None:
            yield self.iri
        for step in self.steps:
            yield from step.predicates()


def _as_list(steps: tuple[Path, ...]) -> tuple[NamedNode | BlankNode, list[Triple]]:
    head: NamedNode | BlankNode = RDF_NIL
    triples: list[Triple] = []
    for step in reversed(steps):
        node, below = step.triples()
        cell = BlankNode()
        triples += [Triple(cell, RDF_FIRST, node), Triple(cell, RDF_REST, head), *below]
        head = cell
    return head, triples


def predicate(iri: NamedNode) -> Path:
    """The path that is one predicate."""
    return Path("", (), iri)
