"""The shapes graph as a look-up: what a node says, its lists and paths, and its name for people."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.namespaces import RDF, RDFS
from expograph.shacl.paths import RDF_FIRST, RDF_NIL, RDF_REST, UNARY, Path, predicate
from expograph.shacl.terms import Node, ShapesError, Term, sh, short

RDF_TYPE = NamedNode(RDF + "type")
SUBCLASS = NamedNode(RDFS + "subClassOf")


class ShapesGraph:
    """An indexed shapes graph; every complaint it makes names the shape.

    Args:
        triples: The shapes graph.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(sorted(set(triples), key=str))
        self._out: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(dict)
        self._into: dict[Term, list[tuple[NamedNode, Node]]] = defaultdict(list)
        self._by_predicate: dict[NamedNode, list[Node]] = defaultdict(list)
        for t in self.triples:
            assert not isinstance(t.subject, Triple)
            self._out[t.subject].setdefault(t.predicate, []).append(t.object)
            self._into[t.object].append((t.predicate, t.subject))
            self._by_predicate[t.predicate].append(t.subject)

    def predicates(self, node: Term) -> list[NamedNode]:
        """The predicates of a node."""
        return list(self._out.get(node, {}))

    def objects(self, node: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property, in a stable order."""
        return self._out.get(node, {}).get(predicate, [])

    def subjects(self, predicate: NamedNode, value: Term | None = None) -> list[Node]:
        """The nodes that have the property (with that value), in a stable order."""
        if value is None:
            return self._by_predicate.get(predicate, [])
        return [s for p, s in self._into.get(value, []) if p == predicate]

    def instances(self, of: NamedNode) -> list[Node]:
        """The nodes whose type is the class or one of its subclasses in the shapes graph."""
        found: list[Node] = []
        todo, seen = [of], {of}
        while todo:
            kind = todo.pop()
            found += self.subjects(RDF_TYPE, kind)
            below = [c for c in self.subjects(SUBCLASS, kind) if isinstance(c, NamedNode) and c not in seen]
            seen.update(below)
            todo += below
        return sorted(set(found), key=str)

    def one(self, node: Node, predicate: NamedNode) -> Term | None:
        """The single value of a property, or None; two values are an error."""
        values = self.objects(node, predicate)
        if len(values) > 1:
            raise self.error(node, f"{short(predicate)} has {len(values)} values, where one is allowed")
        return values[0] if values else None

    def boolean(self, node: Node, predicate: NamedNode) -> bool:
        """Whether the property is the literal `true` (1 does not count); what is no boolean is an error."""
        value = self.one(node, predicate)
        if value is not None and not (
            isinstance(value, Literal) and value.datatype.value.endswith("#boolean")
        ):
            raise self.error(node, f"{short(predicate)} must be true or false, not {value}")
        return isinstance(value, Literal) and value.value == "true"

    def members(self, shape: Node, head: Term) -> list[Term]:
        """The members of a SHACL list (section 1.1); an ill-formed or endless one is an error."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != RDF_NIL:
            first, rest = self.objects(head, RDF_FIRST), self.objects(head, RDF_REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise self.error(shape, f"{head} is not a well-formed list")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return members

    def path(self, shape: Node, node: Term, above: tuple[Term, ...] = ()) -> Path:
        """The property path that a node stands for; a list counts before anything else the node may say."""
        if isinstance(node, NamedNode) and node != RDF_NIL:
            return predicate(node)
        if not isinstance(node, BlankNode) or node in above:
            raise self.error(shape, f"sh:path: {node} is not a well-formed path")
        above = (*above, node)
        if self.objects(node, RDF_FIRST):
            return self._steps("/", shape, node, above)
        for value in self.objects(node, sh("alternativePath")):
            return self._steps("|", shape, value, above)
        for op, name in UNARY.items():
            for value in self.objects(node, sh(name)):
                return Path(op, (self.path(shape, value, above),))
        raise self.error(shape, "sh:path: a blank node says neither a list nor a kind of path")

    def _steps(self, op: str, shape: Node, head: Term, above: tuple[Term, ...]) -> Path:
        steps = tuple(self.path(shape, member, above) for member in self.members(shape, head))
        if len(steps) < 2:
            raise self.error(shape, "sh:path: a sequence or alternative needs at least two members")
        return Path(op, steps)

    def name(self, node: Term) -> str:
        """A name for a shape: its IRI, or for a blank node its path and the named shape that holds it."""
        if not isinstance(node, BlankNode):
            return str(node)
        paths = " ".join(str(p) for p in self.objects(node, sh("path")) if isinstance(p, NamedNode))
        holder = self._holder(node) or "no named shape"
        return f"the shape{' on ' + paths if paths else ' without a name'} in {holder}"

    def _holder(self, node: Term) -> NamedNode | None:
        seen: set[Term] = set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            above = self._into.get(node, [])
            node = above[0][1] if above else node
        return node if isinstance(node, NamedNode) else None

    def error(
        self, shape: Term, what: str, hint: str | None = None, term: NamedNode | None = None
    ) -> ShapesError:
        """The error about a shape, or about a property of it, to be raised."""
        return ShapesError(f"{self.name(shape)}: {what}", hint, self._holder(shape), shape, term)
