"""Queries as RDF, in the form of SIB's SPARQL examples: each a sh:SPARQLExecutable, its prefixes apart."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from expograph import parameters, table
from expograph.namespaces import DCTERMS, OWL, RDF, RDFS, SH, XSD
from expograph.ontology import TRUE, TYPE, Term
from expograph.parameters import PROLOGUE, Parameter
from expograph.query import Query

BASE = "https://w3id.org/expograph/"
SET = NamedNode(BASE + "queries")
SCHEMA, SPEX = "https://schema.org/", "https://purl.expasy.org/sparql-examples/ontology#"
PREFIXES = {
    "query": BASE + "query/",
    "queries": SET.value + "#",
    "parameter": BASE + "parameter#",
    "dcterms": DCTERMS,
    "owl": OWL,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "spex": SPEX,
    "xsd": XSD,
}
VOCABULARIES = {"DESCRIBE": SPEX}
"""Where the class and the property of a query of that form are; SHACL has those of all others."""

STEP = re.compile(rf"\s*(?:(?P<comment>#[^\n]*)|{PROLOGUE.pattern})", re.IGNORECASE)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r'(?P<line>\\n)|(?P<mark>\\")(?!\\"|\Z)|\\.')
BASED = re.compile(r"\bBASE\s*<", re.IGNORECASE)


def described(queries: Iterable[Query]) -> set[Triple]:
    """Queries as RDF, with the prefixes on which they agree declared once.

    Together with these prefixes the text of a query is whole (SHACL, section 5.2.1). One that means another
    namespace by a prefix than those before it, or has a BASE, keeps all of them in its text.
    """
    found = sorted(queries, key=lambda one: one.name)
    shared: dict[str, str] = {}
    for one in found:
        if not BASED.search(one.text):
            shared = {**one.prefixes, **shared}
    return {*(t for one in found for t in executable(one, shared)), *declared(shared)}


def executable(one: Query, shared: Mapping[str, str]) -> Iterator[Triple]:
    """What is said of one query."""
    subject = NamedNode(PREFIXES["query"] + one.name)
    vocabulary = VOCABULARIES.get(one.form, SH)
    whole = bool(BASED.search(one.text)) or not one.prefixes.items() <= shared.items()
    yield Triple(subject, TYPE, NamedNode(SH + "SPARQLExecutable"))
    yield Triple(subject, TYPE, NamedNode(f"{vocabulary}SPARQL{one.form.capitalize()}Executable"))
    text = one.text if whole else without_prologue(one.text)
    yield Triple(subject, NamedNode(vocabulary + one.form.lower()), Literal(text))
    if not whole:
        yield Triple(subject, NamedNode(SH + "prefixes"), SET)
    yield Triple(subject, NamedNode(DCTERMS + "identifier"), Literal(one.name))
    yield Triple(subject, NamedNode(RDFS + "comment"), english(one.header.summary or one.name))
    if one.header.description:
        yield Triple(subject, NamedNode(DCTERMS + "description"), english(one.header.description))
    for tag in one.header.tags:
        yield Triple(subject, NamedNode(SCHEMA + "keywords"), Literal(tag))
    for wanted in one.parameters:
        node = NamedNode(f"{subject.value}#{wanted.name}")
        yield Triple(subject, NamedNode(SH + "parameter"), node)
        yield from (Triple(node, NamedNode(p), o) for p, o in parameter(wanted, one.prefixes))


def parameter(wanted: Parameter, prefixes: Mapping[str, str]) -> Iterator[tuple[str, Term]]:
    """What is said of a parameter: the local name of its path is the variable that a value replaces.

    This is how SHACL's own parameters are named (SHACL, section 6.2.1).
    """
    mark = "_" if wanted.required else "__"
    yield RDF + "type", NamedNode(SH + "Parameter")
    yield SH + "path", NamedNode(f"{PREFIXES['parameter']}{mark}{wanted.name}_{wanted.kind}")
    yield SH + "name", Literal(wanted.name)
    yield from kind(wanted.kind)
    if not wanted.required:
        yield SH + "optional", TRUE
    if wanted.default is not None:
        yield SH + "defaultValue", parameters.term(wanted, wanted.default, prefixes)
    if wanted.description:
        yield SH + "description", english(wanted.description)


def kind(name: str) -> Iterator[tuple[str, Term]]:
    """What values a parameter takes."""
    if name == "iri":
        yield SH + "nodeKind", NamedNode(SH + "IRI")
    elif len(name) == 2:
        yield SH + "datatype", NamedNode(RDF + "langString")
    else:
        yield SH + "datatype", NamedNode(XSD + name)


def declared(prefixes: Mapping[str, str]) -> Iterator[Triple]:
    """Prefixes as SHACL declares them."""
    yield Triple(SET, TYPE, NamedNode(OWL + "Ontology"))
    for prefix, namespace in prefixes.items():
        node = NamedNode(f"{PREFIXES['queries']}{prefix}")
        yield Triple(SET, NamedNode(SH + "declare"), node)
        yield Triple(node, NamedNode(SH + "prefix"), Literal(prefix))
        iri = Literal(namespace, datatype=NamedNode(XSD + "anyURI"))
        yield Triple(node, NamedNode(SH + "namespace"), iri)


def without_prologue(text: str) -> str:
    """A query without its header and its prefixes; other comments stay."""
    kept, at = [], 0
    while step := STEP.match(text, at):
        at = step.end()
        if step["comment"] and not step["comment"].startswith("#+"):
            kept.append(step["comment"])
    return "\n".join([*kept, text[at:].strip()]) + "\n"


def english(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


def turtle(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle in which a text of several lines stands as it is."""
    return STRING.sub(long, table.turtle(triples, PREFIXES).decode()).encode()


def long(string: re.Match[str]) -> str:
    """A string of several lines between three quotation marks; any other as it is.

    A quotation mark in it stands bare but before another one and at the end (RDF 1.1 Turtle, section 6.5).
    """
    if r"\n" not in string[1]:
        return string[0]
    text = ESCAPE.sub(lambda m: "\n" if m["line"] else '"' if m["mark"] else m[0], string[1])
    return f'"""{text}"""'
