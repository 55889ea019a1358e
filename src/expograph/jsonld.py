"""Triples and named graphs as compact JSON-LD 1.1, the same bytes every time."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from expograph.errors import ExpographError
from expograph.namespaces import RDF, XSD
from expograph.table import curie

TYPE = NamedNode(RDF + "type")
ID, GRAPH = "@id", "@graph"
NATIVE = {(XSD + "boolean", "true"): True, (XSD + "boolean", "false"): False}
Term = NamedNode | BlankNode | Literal | Triple
Name = NamedNode | BlankNode
Said = Mapping[Name, Mapping[NamedNode, list[Term]]]


class Names:
    """IRIs in short, and the context that tells what the short forms mean.

    Args:
        prefixes: Those that may be used.
        vocabulary: The prefix whose terms stand without it, as properties and types; empty for none.
    """

    def __init__(self, prefixes: Mapping[str, str], vocabulary: str) -> None:
        self.prefixes, self.bare = prefixes, f"{vocabulary}:"
        self.vocabulary = prefixes.get(vocabulary)
        self.used: dict[str, str] = {}
        self.reference = cache(self._reference)

    def _reference(self, term: NamedNode | BlankNode) -> str:
        """A thing, as the value of @id."""
        if isinstance(term, BlankNode):
            return str(term)
        short = curie(term.value, self.prefixes)
        prefix = short.partition(":")[0]
        if short != term.value:
            self.used[prefix] = self.prefixes[prefix]
        return short

    def word(self, term: NamedNode) -> str:
        """A property or class; one that is called as a prefix is keeps its own prefix."""
        short = self.reference(term)
        bare = short.removeprefix(self.bare)
        return short if bare in self.prefixes else bare

    def context(self, kinds: Mapping[NamedNode, str]) -> dict[str, object]:
        """What the short forms mean; `kinds` has the properties whose values are all of one kind."""
        coerced = {
            self.word(p): {"@type": kind if kind == ID else self.word(NamedNode(kind))}
            for p, kind in kinds.items()
        }
        vocabulary = {"@vocab": self.vocabulary} if self.vocabulary else {}
        return {**vocabulary, **dict(sorted(self.used.items())), **dict(sorted(coerced.items()))}


def write(statements: Iterable[Triple | Quad], prefixes: Mapping[str, str], vocabulary: str = "") -> bytes:
    """Triples or quads under one context, one object a subject, all sorted.

    Where all values of a property are IRIs, or literals of one datatype, the context says so and the values
    are plain strings; a named graph is an object with what it says in its own @graph (JSON-LD 1.1, sections
    3.1, 4.2 and 4.9).

    Args:
        statements: Without triple terms.
        prefixes: Those that may be used.
        vocabulary: The prefix whose terms stand without it, if any.

    Raises:
        ExpographError: A triple speaks of a triple, for which JSON-LD 1.1 has no form.
    """
    names = Names(prefixes, vocabulary)
    graphs: dict[Name | None, dict[Name, dict[NamedNode, list[Term]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    seen: dict[NamedNode, set[str]] = defaultdict(set)
    for one in sorted(set(statements), key=str):
        assert isinstance(one.subject, NamedNode | BlankNode)
        graphs[graph(one)][one.subject][one.predicate].append(one.object)
        seen[one.predicate].add(kind(one.object))
    kinds = {p: found.pop() for p, found in seen.items() if p != TYPE and len(found) == 1}
    kinds = {p: one for p, one in kinds.items() if one}
    objects = nodes(graphs.pop(None, {}), kinds, names)
    for name in sorted((g for g in graphs if g is not None), key=str):
        objects.append({ID: names.reference(name), GRAPH: nodes(graphs[name], kinds, names)})
    document = {"@context": names.context(kinds), GRAPH: objects}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def graph(statement: Triple | Quad) -> Name | None:
    """The named graph of a quad; None for the default graph, in which a triple is."""
    if isinstance(statement, Triple) or isinstance(statement.graph_name, DefaultGraph):
        return None
    return statement.graph_name


def nodes(said: Said, kinds: Mapping[NamedNode, str], names: Names) -> list[dict[str, object]]:
    """All that one graph says, one object a subject."""
    return [node(subject, properties, kinds, names) for subject, properties in said.items()]


def kind(term: Term) -> str:
    """What a context can say of a value: that it is an IRI, or of this datatype; empty if it need not."""
    if isinstance(term, Triple):
        raise ExpographError("JSON-LD has no form for a triple about a triple", hint="use --format turtle")
    if not isinstance(term, Literal):
        return ID
    plain = term.language is not None or term.datatype.value == XSD + "string"
    return "" if plain or (term.datatype.value, term.value) in NATIVE else term.datatype.value


def node(
    subject: Name,
    properties: Mapping[NamedNode, list[Term]],
    kinds: Mapping[NamedNode, str],
    names: Names,
) -> dict[str, object]:
    """All that is said of one thing."""
    made: dict[str, object] = {ID: names.reference(subject)}
    if types := [names.word(v) for v in properties.get(TYPE, ()) if isinstance(v, NamedNode)]:
        made["@type"] = alone(types)
    for predicate, values in properties.items():
        if predicate != TYPE:
            made[names.word(predicate)] = alone([value(v, predicate in kinds, names) for v in values])
    return made


def alone(values: Sequence[object]) -> object:
    """One value stands alone, several in an array."""
    return values[0] if len(values) == 1 else values


def value(term: Term, told: bool, names: Names) -> object:
    """One value; `told` if the context says of which kind it is."""
    if isinstance(term, NamedNode | BlankNode):
        return names.reference(term) if told else {ID: names.reference(term)}
    assert isinstance(term, Literal)
    if term.language is not None:
        return {"@language": term.language, "@value": term.value}
    if told or term.datatype.value == XSD + "string":
        return term.value
    native = NATIVE.get((term.datatype.value, term.value))
    return {"@type": names.word(term.datatype), "@value": term.value} if native is None else native
