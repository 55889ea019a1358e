"""SHACL property paths: read from a shapes graph, written as SPARQL, written back as RDF (section 2.3.1)."""

from collections.abc import Iterator, Sequence
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

    @property
    def flat(self) -> tuple["Path", ...]:
        """The steps of a sequence, inner sequences opened and inverses turned inwards; else the path."""
        if self.op == "/":
            return tuple(inner for step in self.steps for inner in step.flat)
        if self.op == "^" and len(self.steps[0].flat) > 1:
            return tuple(Path("^", (step,)) for step in reversed(self.steps[0].flat))
        return (self,)

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


def union(alternatives: Sequence[str]) -> str:
    """Alternative patterns as one."""
    return alternatives[0] if len(alternatives) == 1 else " UNION ".join(f"{{ {a} }}" for a in alternatives)


@dataclass(frozen=True)
class Values:
    """The value nodes of a focus node: what a path leads to, or without a path the node itself.

    A path that may take no step is asked for as the focus node itself besides the path, because SPARQL finds
    no empty path at a node that the graph does not mention (SPARQL 1.1, section 9.3), and SHACL does.

    Args:
        this: The variable of the focus node.
        path: The path, or None in a node shape.
    """

    this: str
    path: Path | None

    def patterns(self, value: str) -> list[str]:
        """Alternative patterns that bind a variable to each value node, beside what binds the focus."""
        itself = f"BIND({self.this} AS {value})"
        if self.path is None:
            return [itself]
        steps = f"{self.this} {self.path} {value} ."
        return [itself, steps] if self.path.nullable else [steps]

    def exists(self, value: str, condition: str = "") -> str:
        """The expression that is true where a value node meets a condition; the focus is bound outside.

        A sequence is asked for step by step, because a store may not see that its start is bound, and read
        all of its last step instead.
        """
        filtered = f" FILTER({condition})" if condition else ""
        if self.path is None or self.path.nullable:
            return f"EXISTS {{ {union(self.patterns(value))}{filtered} }}"
        *first, last = self.path.flat
        nodes = [self.this, *(f"{value}_{i}" for i in range(len(first)))]
        found = f"EXISTS {{ {nodes[-1]} {last} {value} .{filtered} }}"
        for start, step, end in reversed(list(zip(nodes, first, nodes[1:], strict=False))):
            found = f"EXISTS {{ {start} {step} {end} . FILTER({found}) }}"
        return found
