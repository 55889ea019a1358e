"""The little Turtle that the vocabulary scripts write: prefixes, quoted literals, one block per subject."""

from collections.abc import Iterable

PREFIXES = {
    "expo": "https://w3id.org/expograph/ontology#",
    "country": "https://w3id.org/expograph/id/country/",
    "currency": "https://w3id.org/expograph/id/currency/",
    "scheme": "https://w3id.org/expograph/id/scheme/",
    "eu-country": "http://publications.europa.eu/resource/authority/country/",
    "eu-currency": "http://publications.europa.eu/resource/authority/currency/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def prefixes(names: Iterable[str]) -> str:
    """The prefix lines of a file, in the order given."""
    return "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in names)


def literal(text: str, language: str = "") -> str:
    """A quoted Turtle literal, with its language tag if it has one."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"' + (f"@{language}" if language else "")


def block(subject: str, kind: str, lines: Iterable[tuple[str, list[str]]]) -> str:
    """One subject with its type and its predicates; a predicate without objects is left out."""
    stated = [f"    {predicate} {' , '.join(objects)}" for predicate, objects in lines if objects]
    return " ;\n".join([f"{subject} a {kind}", *stated]) + " .\n"
