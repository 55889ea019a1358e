"""Rules: SPARQL CONSTRUCT files that say in words and in SPARQL what follows from claims, or what is odd."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryTriples, Store, Triple

from expograph import header
from expograph.errors import ExpographError, Position, misread
from expograph.functions import Fault as Fault
from expograph.functions import aggregates, functions
from expograph.namespaces import ID, PREFIXES, RDFS, SKOS, expo
from expograph.ontology import TYPE
from expograph.project import shown
from expograph.values import FUNCTION

USE = "https://w3id.org/expograph/use#"
"""What rules see of premises, and what they hand over: never published."""
KNOWN = {**PREFIXES, "use": USE, "f": FUNCTION, "time": "http://www.w3.org/2006/time#"}
TAGS = {"derivation", "disagreement"}


@dataclass(frozen=True)
class Rule:
    """A rule.

    Args:
        name: The name of its file, without suffix.
        file: Its file, as people can open it.
        text: The SPARQL.
        header: What it says of itself.
    """

    name: str
    file: str
    text: str
    header: header.Header

    @property
    def iri(self) -> NamedNode:
        """Its name in the graph."""
        return NamedNode(f"{ID}rule/{self.name}")

    @property
    def at(self) -> Position:
        """Where it stands."""
        return Position(self.file, 1, 1)

    @property
    def derives(self) -> bool:
        """Whether it makes claims, and not conflicts or tensions."""
        return "derivation" in self.header.tags


def load(paths: Iterable[Path]) -> list[Rule]:
    """The rules of a project, by name.

    Raises:
        ExpographError: A file cannot be read, has no header that says what it is, or a name comes twice.
    """
    found: dict[str, Rule] = {}
    for path in paths:
        rule = read(path)
        if rule.name in found:
            raise ExpographError(
                f"there are two rules {rule.name}: {found[rule.name].file} is the other",
                rule.at,
                "rename one",
            )
        found[rule.name] = rule
    return [found[name] for name in sorted(found)]


def read(path: Path) -> Rule:
    """One rule."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExpographError(f"{shown(path)} cannot be read: {error}") from None
    said = header.read(text, shown(path))
    rule = Rule(path.stem, shown(path), text, said)
    if len(TAGS.intersection(said.tags)) != 1:
        hint = f"tag it {' or '.join(sorted(TAGS))} in its header"
        raise ExpographError("the rule does not say what it makes", rule.at, hint)
    for key, value in (("summary", said.summary), ("description", said.description)):
        if not value:
            raise ExpographError(
                f"the rule's header has no {key}", rule.at, "see ontology/rules/ for examples"
            )
    return rule


def described(rules: Iterable[Rule]) -> list[Triple]:
    """The rules as the ontology knows them: each with its sentence and its example."""
    found = []
    for rule in rules:
        said = rule.header
        found += [Triple(rule.iri, TYPE, expo("Rule"))]
        found += [
            Triple(rule.iri, NamedNode(name), Literal(words, language="en"))
            for name, words in (
                (RDFS + "label", said.summary),
                (SKOS + "definition", said.description),
                (SKOS + "example", said.example),
            )
            if words
        ]
    return found


def constructed(rule: Rule, store: Store, faults: list[Fault]) -> Sequence[Triple]:
    """What a rule makes of what a store holds in its default graph.

    Args:
        rule: The rule.
        store: The graph, and the premises as rules see them.
        faults: Takes what its functions could not compute.

    Raises:
        ExpographError: It is no SPARQL, or no CONSTRUCT, or calls what there is not.
    """
    try:
        answer = store.query(
            rule.text,
            prefixes=KNOWN,
            custom_functions=functions(faults),
            custom_aggregate_functions=aggregates(),
        )
        if not isinstance(answer, QueryTriples):
            raise ExpographError("a rule is a SPARQL CONSTRUCT", rule.at)
        made = list(answer)
    except SyntaxError as error:
        raise misread(error, rule.file, "no SPARQL") from None
    except (RuntimeError, OSError) as error:  # an unknown function, or a SERVICE that does not answer
        raise ExpographError(f"the rule {rule.name} cannot be run: {error}", rule.at) from None
    if faults:
        hint = "\n    ".join([FAULTY, *numbered(faults[0], store)])
        raise ExpographError(f"the rule {rule.name} cannot compute {faults[0]}", rule.at, hint)
    return made


FAULTY = "let the rule ask first whether it can, or mend the claims that have these numbers"


def numbered(fault: Fault, store: Store) -> list[str]:
    """The claims that give the numbers of a fault, in a few words each."""
    label = NamedNode(USE + "label")
    claims = {
        q.subject
        for number in fault.arguments
        for q in store.quads_for_pattern(None, NamedNode(USE + "interval"), number)
    }
    said = (q.object for c in claims for q in store.quads_for_pattern(c, label, None))
    return sorted(words.value for words in said if isinstance(words, Literal))
