"""An invented world in which rules run: a series of teapot fairs, and mappings of two invented reports."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from expograph import ontology, rules
from expograph.assemble import document_day
from expograph.best import direct
from expograph.claims import Claim, claim
from expograph.conclusions import Conclusion
from expograph.derive import Derivation, derive
from expograph.errors import Position
from expograph.lock import Place
from expograph.mapping import Source
from expograph.mapping import statements as statements_of
from expograph.meaning import meaning
from expograph.namespaces import ID, RDFS
from expograph.ontology import Ontology
from expograph.project import Project
from expograph.registry import Registry
from expograph.registry import load as load_registry
from expograph.turtle import read_text

ROOT = Path(__file__).parents[2]
KNOWLEDGE = Project(ROOT)
USED_BY_RULES = (
    *("expograph", "bounds", "commitments", "debuts", "deal-kinds", "event-types", "groups"),
    *("populations", "ranks", "statistical-bases", "statuses", "units"),
)
"""Files of the ontology that rules ask: of countries and currencies they do not."""
NAMES = (
    *(
        "agreement",
        "commitment",
        "country",
        "currency",
        "doc:document",
        "event",
        "fair",
        "group",
        "org",
        "person",
    ),
    *("place", "population", "status", "topic", "unit"),
)
PREFIXES = (
    "".join(f"@prefix {n.split(':')[0]}: <{ID}{n.split(':')[-1]}/> .\n" for n in NAMES)
    + """@prefix : <https://w3id.org/expograph/ontology#> .
@prefix map: <https://w3id.org/expograph/mapping#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
)
GUILD = NamedNode(f"{ID}org/guild")
REGISTRY = [Path(__file__).parent / name for name in ("registry.ttl", "worlds.ttl")]


@dataclass(frozen=True)
class World:
    """What a text of statements comes to.

    Args:
        claims: The claims that it makes, as stated.
        derivation: What rules make of them.
    """

    claims: tuple[Claim, ...]
    derivation: Derivation

    def made_by(self, rule: str) -> list[Conclusion]:
        """What a rule makes, in order."""
        return [c for c in self.derivation.conclusions if c.rule.name == rule]


@cache
def known() -> Ontology:
    """The real ontology with all its code lists."""
    return ontology.load(KNOWLEDGE.ontology)


@cache
def all_rules() -> tuple[rules.Rule, ...]:
    """The real rules."""
    return tuple(rules.load(KNOWLEDGE.rules))


@cache
def registry() -> Registry:
    """The invented series, editions, people and reports."""
    return load_registry(REGISTRY, known())


@cache
def background() -> tuple[Triple, ...]:
    """What stands in every world beside its claims: registry and ontology, but for longer texts."""
    files = [p for p in KNOWLEDGE.ontology if p.stem in USED_BY_RULES]
    assert len(files) == len(USED_BY_RULES)
    found = [q.triple for p in files for q in parse(path=p, format=RdfFormat.TURTLE, rename_blank_nodes=True)]
    kept = [
        t for t in found if t.predicate.value == RDFS + "label" or not getattr(t.object, "language", None)
    ]
    return (*kept, *(t.triple for t in registry().triples))


def world(text: str, only: str | None = None) -> World:
    """The world in which reports say this.

    Args:
        text: Statements as in a mapping, but for `[ "words" …` in place of `[ map:quote "words" …`; those
            after a line `--- doc:other` are of that report, all others of doc:report.
        only: The only rule that runs.
    """
    claims, days = read(text)
    stated = [t for c in claims for t in c.triples] + [d.triple for d in direct(claims, days, known())]
    run = [r for r in all_rules() if only in (None, r.name)]
    return World(tuple(claims), derive([*background(), *stated], run, known()))


def read(text: str) -> tuple[list[Claim], dict[NamedNode, date]]:
    """The claims of reports, every quote at a place of its own, and the days that the reports bear."""
    names, claims, days = registry().names, [], {}
    parts = re.split(r"^--- doc:(\S+)$", f"--- doc:report\n{text}", flags=re.MULTILINE)[1:]
    for name, statements in zip(parts[::2], parts[1::2], strict=True):
        triples = read_text(PREFIXES + re.sub(r'\[ "', '[ map:quote "', statements), f"{name}.ttl")
        source = Source(NamedNode(f"{ID}document/{name}"), f"{name}.ttl", triples, Position(name, 1, 1))
        found, wrong = statements_of(source, known(), names)
        day, more = document_day(found, known(), registry())
        assert (wrong, more) == ([], [])
        if day:
            days[source.document] = day
        quotes = {s.quote: None for s in found}
        places = {q: Place(100 * n, 100 * n + len(q), q, None) for n, q in enumerate(quotes)}
        read = [meaning(s, known(), names, day) for s in found]
        claims += [claim(m, places[m.statement.quote], [GUILD], known()) for m in read]
    return claims, days


def told(conclusion: Conclusion) -> str:
    """What a rule made, for people: a derived claim, or the words on what is odd."""
    if conclusion.claim:
        return conclusion.claim.label
    said = [t.object for t in conclusion.triples if t.predicate.value == RDFS + "comment"]
    assert len(said) == 1
    assert isinstance(said[0], Literal)
    return f"{conclusion.kind.value.rsplit('#')[-1]}: {said[0].value}"
