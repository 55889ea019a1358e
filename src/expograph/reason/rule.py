"""Rules as data: the same objects are run forwards to close a graph and backwards to explain a triple."""

import re
from dataclasses import dataclass
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import OWL, RDF, RDFS, XSD
from expograph.reason.terms import Terms

Atom = tuple[int, int, int]
"""Subject, predicate, object; a term's number is positive, a variable's is negative."""


@dataclass(frozen=True, slots=True)
class Rule:
    """If all of `body` is in the graph then so is `head`; if there is no head, the graph is inconsistent.

    `name` is the rule's name in OWL 2 RL/RDF; `axioms` are the triples of the ontology it was compiled from.
    """

    name: str
    body: tuple[Atom, ...]
    head: Atom | None
    axioms: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A rule as OWL 2 RL/RDF has it, its axioms apart; `lists` holds (list variable, member variables)."""

    name: str
    axioms: tuple[Atom, ...]
    lists: tuple[tuple[int, tuple[int, ...]], ...]
    body: tuple[Atom, ...]
    head: Atom | None


_LINE = re.compile(r"(?P<name>\S+)\s+(?:(?P<axioms>[^|]*)\|)?(?P<body>.*)->(?P<head>.*)")
_TOKEN = re.compile(r"\([^)]*\)|\S+")
_PREFIXES = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}


def templates(terms: Terms) -> list[Template]:
    """The rules of rules.txt, their constants numbered by `terms`."""
    text = files("expograph.reason").joinpath("rules.txt").read_text("utf-8")
    return [_template(line, terms) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _template(line: str, terms: Terms) -> Template:
    """One line of rules.txt."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"rules.txt: not a rule: {line}")
    numbers: dict[str, int] = {}
    lists: list[tuple[int, tuple[int, ...]]] = []

    def term(token: str) -> int:
        if token.startswith("("):
            members = tuple(term(member) for member in token[1:-1].split())
            lists.append((numbers.setdefault(token, -len(numbers) - 1), members))
        if token.startswith(("?", "(")):
            return numbers.setdefault(token, -len(numbers) - 1)
        return terms.number(_constant(token))

    def atoms(text: str | None) -> tuple[Atom, ...]:
        parts = [atom for atom in (text or "").split(" . ") if atom.strip()]
        return tuple((s, p, o) for s, p, o in (map(term, _TOKEN.findall(atom)) for atom in parts))

    axioms, body = atoms(match["axioms"]), atoms(match["body"])
    head = None if match["head"].strip() == "false" else atoms(match["head"])[0]
    return Template(match["name"], axioms, tuple(lists), body, head)


def _constant(token: str) -> NamedNode | Literal:
    """The term that a token of rules.txt stands for: `a`, a prefixed name, or a whole number."""
    if token == "a":
        return NamedNode(RDF + "type")
    if token.isdigit():
        return Literal(token, datatype=NamedNode(XSD + "nonNegativeInteger"))
    prefix, _, name = token.partition(":")
    return NamedNode(_PREFIXES[prefix] + name)
