"""A proof as people and programs read it: each step in words, each end with its line and its quote."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from expograph.errors import ExpographError, Position
from expograph.explain import display
from expograph.explain.figures import formula, says
from expograph.explain.graph import Graph, Statement
from expograph.explain.places import Places
from expograph.explain.said import EVIDENCE, ONTOLOGY, QUOTE, REGISTRY, RULE, SELECTOR, is_claim, sayings
from expograph.namespaces import OA, PROV, RDFS
from expograph.ontology import Term, short
from expograph.reason.explain import Step
from expograph.reason.proof import Proof, Prover
from expograph.reason.rule import Atom

QUOTED_FROM, SPEAKER = (NamedNode(PROV + name) for name in ("wasQuotedFrom", "wasAttributedTo"))
EXACT, START, END = (NamedNode(OA + name) for name in ("exact", "start", "end"))
LABEL = NamedNode(RDFS + "label")


@dataclass(frozen=True)
class Quote:
    """Words of a document: code points from start to end, end exclusive, and to whom they are attributed."""

    document: NamedNode
    start: int
    end: int
    exact: str
    speakers: tuple[Term, ...]


@dataclass(frozen=True)
class Node:
    """One step of a proof.

    Args:
        statement: What is proved.
        text: The same on one line; of a claim, what it says.
        rule: The rule of OWL 2 RL, or another key of rules.toml.
        words: What the rule says.
        axioms: The proofs of the triples of the ontology, or of the rule's sentence, that the step rests on.
        premises: The proofs of the triples that it took.
        made_by: The derivation rule, and its label, if one made it.
        formula: A derivation with its numbers filled in.
        at: Where it is written, if the proof ends here.
        lost: Why that place is not known.
        quote: The words, if the proof ends in a document.
    """

    statement: Statement
    text: str
    rule: str
    words: str
    axioms: tuple["Node", ...] = ()
    premises: tuple["Node", ...] = ()
    made_by: tuple[NamedNode, str] | None = None
    formula: str | None = None
    at: Position | None = None
    lost: str | None = None
    quote: Quote | None = None

    @property
    def inferred(self) -> bool:
        """Whether a rule of OWL 2 RL made it; our own steps have names without a hyphen."""
        return "-" in self.rule

    @property
    def parts(self) -> tuple["Node", ...]:
        """All that the step needs: axioms, then premises."""
        return self.axioms + self.premises

    def walk(self) -> Iterator["Node"]:
        """This step and every step under it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class Teller:
    """Finds proofs in a graph and tells them; what it has found once it need not look for again."""

    graph: Graph
    prover: Prover = field(init=False)
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.prover = Prover(self.steps)
        self.places = Places(self.graph)
        self._nodes: dict[Atom, Node] = {}

    def steps(self, atom: Atom) -> Iterator[Step]:
        """Every step that makes a triple: what is said before what follows, shorter rules first."""
        yield from sayings(self.graph, atom)
        yield from sorted(self.graph.explainer.steps(atom), key=lambda s: (len(s.needs), s.rule, s.needs))

    def shortest(self, atom: Atom) -> Node | None:
        """The shortest proof of a triple, or None."""
        step = self.prover.best(atom)
        if atom not in self._nodes and step is not None:
            parts = (self.shortest(need) for need in step.needs)
            self._nodes[atom] = self._node(atom, step, [part for part in parts if part])
        return self._nodes.get(atom)

    def proofs(self, atom: Atom, limit: int) -> list[Node]:
        """The proofs of a triple, shortest first."""
        return [self._told(proof) for proof in self.prover.proofs(atom, limit)]

    def _told(self, proof: Proof) -> Node:
        return self._node(proof.atom, proof.step, list(map(self._told, proof.parts)))

    def _node(self, atom: Atom, step: Step, parts: Sequence[Node]) -> Node:
        """One step in terms and words."""
        graph, subject, statement = self.graph, atom[0], self.graph.terms(atom)
        axioms = len(step.axioms)
        at, lost = self._place(statement, subject, step.rule)
        claim = is_claim(graph, subject) and step.rule in (QUOTE, "derivation")
        return Node(
            statement=statement,
            text=f"{short(statement[0])}: {says(graph, subject)}"
            if claim
            else display.statement(graph, statement),
            rule=step.rule,
            words=words()[step.rule],
            axioms=tuple(parts[:axioms]),
            premises=tuple(parts[axioms:]),
            made_by=self._rule(subject) if step.rule in MADE_BY_RULES else None,
            formula=formula(graph, subject) if step.rule == "derivation" else None,
            at=at,
            lost=lost,
            quote=self._quote(subject) if step.rule == QUOTE else None,
        )

    def _rule(self, thing: int) -> tuple[NamedNode, str] | None:
        """The derivation rule that made a thing."""
        for rule in self.graph.values(thing, RULE):
            iri, label = self.graph.engine.terms.terms[rule], self.graph.one(rule, LABEL)
            if isinstance(iri, NamedNode):
                return iri, label.value if isinstance(label, Literal) else iri.value
        return None

    def _place(self, statement: Statement, subject: int, rule: str) -> tuple[Position | None, str | None]:
        """Where the end of a proof is written, or why that is not known."""
        try:
            if rule == ONTOLOGY:
                return self.places.of_ontology(statement), None
            if rule == REGISTRY:
                return self.places.of_registry(statement), None
            document = self.graph.one(subject, QUOTED_FROM) if rule == QUOTE else None
            if isinstance(document, NamedNode) and isinstance(statement[0], NamedNode):
                return self.places.of_claim(statement[0], document), None
        except ExpographError as error:
            return None, str(error)
        return None, None

    def _quote(self, claim: int) -> Quote | None:
        """The words of a claim and where they stand."""
        graph = self.graph
        passages = graph.values(claim, EVIDENCE)
        selectors = [s for passage in passages for s in graph.values(passage, SELECTOR)]
        start, end, exact = (_first(graph, selectors, p) for p in (START, END, EXACT))
        document = graph.one(claim, QUOTED_FROM)
        if not isinstance(document, NamedNode) or start is None or end is None or exact is None:
            return None
        speakers = tuple(graph.engine.terms.terms[n] for n in graph.values(claim, SPEAKER))
        return Quote(document, int(start), int(end), exact, speakers)


MADE_BY_RULES = {"derivation", "conflict", "tension"}


def _first(graph: Graph, things: Iterable[int], predicate: NamedNode) -> str | None:
    """The first literal that one of the things has as value."""
    found = (graph.one(thing, predicate) for thing in things)
    return next((o.value for o in found if isinstance(o, Literal)), None)


@cache
def words() -> dict[str, str]:
    """What each step says, by its name."""
    table: dict[str, str] = tomllib.loads(
        files("expograph.explain").joinpath("rules.toml").read_text(encoding="utf-8")
    )
    return table
