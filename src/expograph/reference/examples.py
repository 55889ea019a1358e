"""Examples of terms from a graph: claims with their words and what these were read as, and things."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from expograph.namespaces import OA, PROV, XSD, expo
from expograph.ontology import TYPE, Term
from expograph.premises import OBJECT, PREDICATE, QUOTED_FROM, STATED, SUBJECT, described, interval
from expograph.reference.model import Example, Ref, Span, Text
from expograph.reference.naming import Names
from expograph.wording import figure

SHOWN, THINGS = 2, 4
EVIDENCE, SELECTOR, EXACT = expo("evidence"), NamedNode(OA + "hasSelector"), NamedNode(OA + "exact")
SPEAKER = NamedNode(PROV + "wasAttributedTo")
BOUND, UNIT = expo("bound"), expo("unit")
DAYS = {NamedNode(XSD + name) for name in ("date", "gYear")}


class Examples:
    """The graph as a source of examples.

    Args:
        names: How things are named.
        store: The graph; what it says is in the default graph.
    """

    def __init__(self, names: Names, store: Store) -> None:
        self.names, self.store = names, store
        claims = described(q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph()))
        self.claims = {iri: about for iri, about in claims.items() if STATED in about[TYPE]}
        self.by_term: dict[Term, list[NamedNode]] = defaultdict(list)
        self.spoken: Counter[Term] = Counter()
        for iri, about in sorted(self.claims.items(), key=lambda one: one[0].value):
            self.spoken.update(about[SUBJECT])
            for term in {*about[PREDICATE], *about}:
                self.by_term[term].append(iri)

    def of(self, term: NamedNode) -> list[Example]:
        """Up to two examples of a term: claims, else things of the class, else triples with the property."""
        return [*self.said(term)] or [*self.things(term)] or [*self.triples(term)]

    def count(self, term: NamedNode) -> str:
        """How often the graph has the term, in words; empty where it has none."""
        claims = len(self.by_term[term])
        if claims:
            return f"{claims} claim{'s' if claims > 1 else ''}"
        things = sum(1 for _ in self.store.quads_for_pattern(None, TYPE, term, DefaultGraph()))
        triples = sum(1 for _ in self.store.quads_for_pattern(None, term, None, DefaultGraph()))
        return str(things) if things else f"{triples} triple{'s' if triples > 1 else ''}" if triples else ""

    def said(self, term: NamedNode) -> Iterator[Example]:
        """Claims made with the property or qualified by it: short and plain ones, whose bounds differ."""
        chosen: dict[str, NamedNode] = {}
        for iri in sorted(
            self.by_term[term], key=lambda c: (self.extras(c, term), len(self.quote(c)), c.value)
        ):
            about = self.claims[iri]
            kind = about.get(BOUND) or (about[OBJECT] if term in about[PREDICATE] else about[term])
            chosen.setdefault(str(kind), iri)
        for iri in list(chosen.values())[:SHOWN]:
            yield Example(self.about(iri, term), self.quote(iri), self.reading(iri, term), self.source(iri))

    def things(self, class_: NamedNode) -> Iterator[Example]:
        """Things of a class, of which most is said."""
        quads = self.store.quads_for_pattern(None, TYPE, class_, DefaultGraph())
        found = {
            q.subject for q in quads if isinstance(q.subject, NamedNode) and self.names.labels(q.subject)
        }
        for thing in sorted(found, key=lambda t: (-self.spoken[t], t.value))[:THINGS]:
            yield Example((), "", (self.names.link(thing),), "")

    def triples(self, property_: NamedNode) -> Iterator[Example]:
        """Triples with a property, of things that have a label if there are some."""
        quads = self.store.quads_for_pattern(None, property_, None, DefaultGraph())
        found = [q for q in quads if isinstance(q.subject, NamedNode)]
        found.sort(key=lambda q: (not self.names.labels(q.subject), str(q)))
        for quad in found[:SHOWN]:
            yield Example((self.names.link(quad.subject),), "", (self.names.link(quad.object),), "")

    def extras(self, claim: NamedNode, term: NamedNode) -> int:
        """How many qualifiers a claim has besides the term: the fewer, the plainer the example."""
        known = self.names.ontology.properties
        return sum(p != term and known[p].qualifier for p in self.claims[claim] if p in known)

    def about(self, claim: NamedNode, term: NamedNode) -> Text:
        """Of what a claim speaks, by which property unless that is the term, and what narrows it."""
        about, known, link = self.claims[claim], self.names.ontology.properties, self.names.link
        spans: list[Span] = [link(about[SUBJECT][0])]
        spans += [s for p in about[PREDICATE] if p != term for s in (", ", link(p))]
        for p in sorted((p for p in about if p in known and known[p].restricting), key=str):
            spans += [" · ", link(p), " "]
            spans += [s for v in about[p] for s in (link(v), " ")][:-1]
        return tuple(spans)

    def quote(self, claim: NamedNode) -> str:
        """The words of a claim."""
        nodes = self.claims[claim].get(EVIDENCE, [])
        selectors = [s for node in nodes for s in self.values(node, SELECTOR)]
        quotes = [q.value for s in selectors for q in self.values(s, EXACT) if isinstance(q, Literal)]
        return min(quotes, default="")

    def reading(self, claim: NamedNode, term: NamedNode) -> Text:
        """What the words were read as: an interval, a thing, a day; of a qualifier its value."""
        about, link = self.claims[claim], self.names.link
        if term not in about[PREDICATE]:
            return tuple(s for v in sorted(about[term], key=str) for s in (", ", link(v)))[1:]
        numbers, value = interval(about, Fraction(1)), next(iter(about[OBJECT]), None)
        if numbers is None or (isinstance(value, Literal) and value.datatype in DAYS):
            return (link(value),) if value is not None else ("no figure",)
        unit = [s for u in about[UNIT] for s in (" ", link(u))]
        return (figure(numbers), *unit, "  ", Ref(str(numbers), code=True))

    def source(self, claim: NamedNode) -> str:
        """The document of a claim, and who says so there."""
        about, label = self.claims[claim], self.names.label
        documents = [label(d) for d in about[QUOTED_FROM]]
        speakers = [label(s) for s in sorted(about[SPEAKER], key=str)]
        return ", said by ".join([", ".join(documents), *([", ".join(speakers)] if speakers else [])])

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property in the graph."""
        if isinstance(subject, Literal):
            return []
        return [q.object for q in self.store.quads_for_pattern(subject, predicate, None, DefaultGraph())]
