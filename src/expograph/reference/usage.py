"""Where terms are used: in named questions, in rules, and in the shapes that hold for them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from expograph import query, rules
from expograph.header import Header
from expograph.namespaces import PREFIXES, SH
from expograph.ontology import Ontology, Term, local_name
from expograph.project import Project
from expograph.reference.model import Text
from expograph.reference.naming import Names
from expograph.shacl.tokens import tokenise

TARGETS = [NamedNode(SH + n) for n in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")]
MESSAGE, PATH, SEVERITY, SELECT = (NamedNode(SH + n) for n in ("message", "path", "severity", "select"))
ASIDE = {NamedNode(SH + n) for n in ("prefixes", "path", "message", "severity")}
CURIE = re.compile(r"[A-Za-z][\w-]*:[\w-]*\w")
HOLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Asked:
    """A named question or a rule, with the terms that it uses."""

    place: str
    name: str
    summary: str
    description: Text
    terms: frozenset[NamedNode]


@dataclass(frozen=True)
class Constraint:
    """What must hold: the words of a shape, how grave a breach is, and the shape's name."""

    message: Text
    severity: str
    shape: str


def terms_in(text: str, prefixes: Mapping[str, str]) -> frozenset[NamedNode]:
    """The IRIs that a SPARQL text names."""
    found = set()
    for token in tokenise(text):
        if token.kind == "iri":
            found.add(NamedNode(token.text[1:-1]))
        elif token.kind == "name":
            prefix, _, name = token.text.partition(":")
            if prefix in prefixes:
                found.add(NamedNode(prefixes[prefix] + name))
    return frozenset(found)


def questions(project: Project, names: Names) -> list[Asked]:
    """The named questions of a project."""
    return [asked("query", q.name, q.header, q.text, q.prefixes, names) for q in query.catalogue(project)]


def derivations(project: Project, names: Names) -> list[Asked]:
    """The rules of a project."""
    known = {**PREFIXES, **rules.KNOWN}
    return [asked("rule", r.name, r.header, r.text, known, names) for r in rules.load(project.rules)]


def asked(
    kind: str, name: str, header: Header, text: str, prefixes: Mapping[str, str], names: Names
) -> Asked:
    """A question or rule, with its place on the page and the terms that its text names."""
    place, description = names.own(kind, name), names.linked(header.description)
    return Asked(place, name, header.summary, description, terms_in(text, prefixes))


def constraints(shapes: Ontology, names: Names) -> dict[NamedNode | None, list[Constraint]]:
    """The constraints that concern each term, in the order of the files; under None those of no term.

    A constraint concerns the class or property that its shape targets, the property that it is about, and the
    terms that its message names.
    """
    over: dict[Term, list[Term]] = defaultdict(list)
    for triple in shapes.triples:
        if triple.predicate not in ASIDE and not isinstance(triple.object, Literal):
            over[triple.object].append(triple.subject)
    found: dict[NamedNode | None, dict[Constraint, None]] = defaultdict(dict)
    for node in shapes.index[MESSAGE]:
        for text in shapes.objects(node, MESSAGE):
            if isinstance(text, Literal) and text.language in (None, "en"):
                one = constraint(shapes, names, over, node, text.value)
                terms = concerned(shapes, over, node) | mentioned(names, text.value)
                for term in terms.intersection(names.places) or [None]:
                    found[term][one] = None
    return {term: list(several) for term, several in found.items()}


def constraint(
    shapes: Ontology, names: Names, over: Mapping[Term, list[Term]], node: Term, message: str
) -> Constraint:
    """A constraint in words: what stands for a value that was found is named."""
    shape = names.curie(node) if isinstance(node, NamedNode) else ""
    words = names.linked(HOLE.sub(r"‹\1›", message))
    return Constraint(words, severity(shapes, over, node), shape)


def severity(shapes: Ontology, over: Mapping[Term, list[Term]], node: Term) -> str:
    """How grave a breach is (SHACL 1.0, section 2.1.4): as its shape says, else a violation.

    A constraint in SPARQL is no shape, so the shape that holds it says so.
    """
    stated = [
        shapes.one(shape, SEVERITY)
        for shape in (over.get(node, []) if shapes.objects(node, SELECT) else [node])
    ]
    return next((local_name(s).lower() for s in stated if s), "violation")


def concerned(shapes: Ontology, over: Mapping[Term, list[Term]], node: Term) -> set[NamedNode]:
    """The targets of the shapes that hold a constraint, and the property that it is about."""
    reached, waiting = {node}, [node]
    while waiting:
        for shape in over.get(waiting.pop(), ()):
            if shape not in reached:
                reached.add(shape)
                waiting.append(shape)
    terms = [o for shape in reached for p in TARGETS for o in shapes.objects(shape, p)]
    return {t for t in [*terms, *shapes.objects(node, PATH)] if isinstance(t, NamedNode)}


def mentioned(names: Names, text: str) -> set[NamedNode]:
    """The terms that a text names."""
    return {names.mentions[m] for m in CURIE.findall(text) if m in names.mentions}
