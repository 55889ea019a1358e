"""What a person types for a subject, a property or an object, as a term of the graph."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from expograph.errors import ExpographError
from expograph.explain.graph import Graph
from expograph.names import folded
from expograph.namespaces import ID, ONTOLOGY, PREFIXES
from expograph.ontology import KINDS_OF_PROPERTY, LABELS, TYPE, Term, local_name, short
from expograph.parameters import CURIE
from expograph.reason.datatypes import value as read_value

LITERAL = re.compile(r"""["'].*|[+-]?[0-9.][0-9.eE+-]*|true|false""", re.DOTALL)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
IRI = re.compile(r"<(?P<iri>[^<>]*)>|(?P<bare>(?:https?|urn):.*)")
FORMS = "write a prefixed name (fair:ciie-6), a name of the registry, or an IRI in <>"


def subject(graph: Graph, text: str) -> NamedNode:
    """The thing that a text means: by prefixed name, IRI, last part of its IRI, or label.

    Raises:
        ExpographError: The graph knows nothing of it, or several things of that name.
    """
    return _resource(graph, text, lambda iri: iri.value.startswith(ID), labels=True)


def predicate(graph: Graph, text: str) -> NamedNode:
    """The property that a text means: `a`, a prefixed name, an IRI, or the last part of its IRI.

    Raises:
        ExpographError: The graph knows no such property, or several.
    """
    if text == "a":
        return TYPE
    used = graph.engine.facts.pairs

    def is_property(iri: NamedNode) -> bool:
        return graph.number(iri) in used or any(
            q.object in KINDS_OF_PROPERTY for q in graph.said.get(iri, ())
        )

    return _resource(graph, text, is_property)


def value(graph: Graph, text: str, among: Iterable[Term]) -> Term:
    """The object that a text means: a literal as Turtle writes it, else a thing or class.

    Args:
        graph: The graph.
        text: What was typed.
        among: The values that the subject has; the text or the number of a literal of them means that one.

    Raises:
        ExpographError: It is no literal, and the graph knows nothing of it.
    """
    literals = [one for one in among if isinstance(one, Literal)]
    if shown := [one for one in literals if one.value == text]:
        return min(shown, key=str)
    if not LITERAL.fullmatch(text):
        return _resource(graph, text, lambda iri: iri.value.startswith((ID, ONTOLOGY)), labels=True)
    given = _literal(text)
    same = [one for one in literals if _alike(one, given)]
    return given if given in same or not same else min(same, key=str)


def _literal(text: str) -> Literal:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    typed = f'"{text}"^^xsd:date' if DAY.fullmatch(text) else text
    try:
        (quad,) = parse(f"{prefixes}<urn:s> <urn:p> {typed} .".encode(), format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        quad = None
    if quad is None or not isinstance(quad.object, Literal):
        hint = 'write it as in Turtle: "text"@en, 2024, "2024-11-05"^^xsd:date'
        raise ExpographError(f"{text} is no literal", hint=hint)
    return quad.object


def _alike(one: Literal, given: Literal) -> bool:
    """Whether a value is meant by a literal: its value is the same, or its text is and no more was said."""
    plain = given.language is None and given.datatype == Literal("").datatype
    if plain and one.value == given.value:
        return True
    try:
        return read_value(one) is not None and read_value(one) == read_value(given)
    except ValueError:
        return False


def _resource(
    graph: Graph, text: str, wanted: Callable[[NamedNode], bool], labels: bool = False
) -> NamedNode:
    """The thing that a text means."""
    if full := IRI.fullmatch(text):
        return _checked(graph, _iri(full["bare"] or full["iri"], text), text)
    if (curie := CURIE.fullmatch(text)) and curie["prefix"] in PREFIXES:
        return _checked(graph, _iri(PREFIXES[curie["prefix"]] + curie["local"], text), text)
    known = [t for t in graph.engine.terms.terms if isinstance(t, NamedNode) and wanted(t) and graph.known(t)]
    found = {iri for iri in known if local_name(iri) == text} or (_labelled(graph, text) if labels else set())
    if len(found) == 1:
        return found.pop()
    if found:
        names = ", ".join(sorted(map(short, found)))
        raise ExpographError(f"{text!r} may be {names}", hint="write one of these")
    raise _unknown(text, {local_name(iri) for iri in known})


def _iri(iri: str, text: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise ExpographError(f"{text!r} is no IRI", hint=FORMS) from None


def _checked(graph: Graph, iri: NamedNode, text: str) -> NamedNode:
    if graph.known(iri):
        return iri
    namespace = iri.value[: len(iri.value) - len(local_name(iri))]
    known = (t for t in graph.engine.terms.terms if isinstance(t, NamedNode))
    same = {short(t) for t in known if t.value.startswith(namespace) and graph.known(t)}
    raise _unknown(short(iri), same or {short(t) for t in graph.said if isinstance(t, NamedNode)})


def _unknown(text: str, known: Iterable[str]) -> ExpographError:
    near = get_close_matches(text, sorted(known), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else FORMS
    return ExpographError(f"the graph knows nothing of {text!r}", hint=hint)


def _labelled(graph: Graph, text: str) -> set[NamedNode]:
    """The things that bear a label."""
    wanted = folded(text)
    quads = (q for about in graph.said.values() for q in about if q.predicate in LABELS)
    found = {q.subject for q in quads if isinstance(q.object, Literal) and folded(q.object.value) == wanted}
    return {thing for thing in found if isinstance(thing, NamedNode)}
