"""What the ontology says of a term, as rows under headings."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import DCTERMS, OWL, RDFS, SKOS, expo
from expograph.ontology import CLASSES, KINDS_OF_PROPERTY, TRUE, TYPE, Ontology, Term, local_name
from expograph.reference.axioms import SUBCLASS, SUBPROPERTY, Axioms, owl
from expograph.reference.model import Row, Text
from expograph.reference.naming import Names
from expograph.reference.words import chain, expression

DOMAIN, RANGE = NamedNode(RDFS + "domain"), NamedNode(RDFS + "range")
DOMAINS, RANGES = (NamedNode(f"https://schema.org/{part}Includes") for part in ("domain", "range"))
NOTES = {"Note": SKOS + "scopeNote", "History": SKOS + "historyNote", "Comment": RDFS + "comment"}
IN_SCHEME = NamedNode(SKOS + "inScheme")
DEPRECATED, REPLACED_BY = owl("deprecated"), NamedNode(DCTERMS + "isReplacedBy")
DISJOINT = {owl("disjointWith"), owl("propertyDisjointWith")}
INVERSE, EQUIVALENT = owl("inverseOf"), owl("equivalentClass")
INHERITED = (expo("valueKind"), expo("fixedUnit"), expo("claimClass"))
ALIGNS = (
    SUBCLASS,
    SUBPROPERTY,
    owl("equivalentClass"),
    owl("equivalentProperty"),
    *(NamedNode(f"{SKOS}{how}Match") for how in ("exact", "close", "broad", "narrow", "related")),
)
Two = tuple[NamedNode, NamedNode]
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def kinds(ontology: Ontology, term: NamedNode) -> tuple[str, list[str]]:
    """The kind of a term in words, and its characteristics: a property may be transitive, functional …"""
    types = [t for t in ontology.objects(term, TYPE) if isinstance(t, NamedNode) and t.value.startswith(OWL)]
    names = [CAMEL.sub(" ", local_name(t)).lower() for t in types]
    told = ("class", "object property", "datatype property", "annotation property")
    kind = next((name for name in told if name in names), "individual")
    return kind, [n.removesuffix(" property") for n in names if n not in {kind, *told, "named individual"}]


def is_property(ontology: Ontology, term: Term) -> bool:
    """Whether the term is a property of any kind."""
    return not KINDS_OF_PROPERTY.isdisjoint(ontology.objects(term, TYPE))


def is_class(ontology: Ontology, term: Term) -> bool:
    """Whether the term is a class."""
    return not CLASSES.isdisjoint(ontology.objects(term, TYPE))


def rows(axioms: Axioms, term: NamedNode) -> list[Row]:
    """What is said of a term; a heading under which nothing is said is left out."""
    return [row for row in _rows(Said(axioms, term)) if row.items]


class Said:
    """What is said of one term, as rows.

    Args:
        axioms: The ontology.
        term: The term.
    """

    def __init__(self, axioms: Axioms, term: NamedNode) -> None:
        self.axioms, self.term = axioms, term
        self.names, self.ontology = axioms.names, axioms.ontology

    def refs(self, name: str, terms: Iterable[Term], note: Text = ()) -> Row:
        """A row of terms by their labels, each once, in the order given."""
        return Row((name,), tuple((self.names.link(t),) for t in dict.fromkeys(terms)), note)

    def texts(self, name: Text, texts: Iterable[str]) -> Row:
        """A row of sentences, with links where they name terms."""
        return Row(name, tuple(self.names.linked(text) for text in texts), sentences=True)

    def objects(self, predicate: NamedNode) -> list[Term]:
        """The values of a property of the term."""
        return self.ontology.objects(self.term, predicate)

    def subjects(self, *predicates: NamedNode) -> list[NamedNode]:
        """The terms of the page of which the term is a value, in the order of the page."""
        return self.axioms.subjects(self.term, *predicates)


def _rows(said: Said) -> Iterator[Row]:
    """Every heading, in the order of the page."""
    ontology, term = said.ontology, said.term
    yield from _deprecation(said)
    yield from (said.texts((name,), said.names.texts(term, NamedNode(p))) for name, p in NOTES.items())
    if is_class(ontology, term):
        yield from _class(said)
    if is_property(ontology, term):
        yield from _property(said)
    yield said.refs("Is a", [t for t in said.objects(TYPE) if t in said.names.places])
    yield from _annotations(said)
    yield Row(("Alignments",), alignments(said.names, said.term))


def _deprecation(said: Said) -> Iterator[Row]:
    """What is to be used instead of a deprecated term, and what the term replaces."""
    yield said.refs("Replaced by", said.objects(REPLACED_BY))
    yield said.refs("Replaces", said.subjects(REPLACED_BY))


def _class(said: Said) -> Iterator[Row]:
    """What is said of a class."""
    link, ontology = said.names.link, said.ontology
    words = [expression(ontology, link, e) for e in said.objects(EQUIVALENT)]
    yield Row(("Is the same as",), tuple(words))
    over = [e for e in said.objects(SUBCLASS) if not isinstance(e, NamedNode) or e in said.names.places]
    yield Row(("Super-classes",), tuple(expression(ontology, link, e) for e in over))
    yield said.refs("Sub-classes", said.subjects(SUBCLASS))
    things = {t: said.ontology.objects(t, IN_SCHEME) for t in said.subjects(TYPE)}
    yield said.refs(
        "Individuals", [t for t, lists in things.items() if not lists and not is_class(ontology, t)]
    )
    yield said.refs("Code list", said.axioms.here(one for lists in things.values() for one in lists))
    yield said.refs("Properties", said.subjects(DOMAIN, DOMAINS))
    yield said.refs("Is the value of", said.subjects(RANGE, RANGES))
    keys = (p for head in said.objects(owl("hasKey")) for p in ontology.listed(head))
    yield said.refs("Told apart by", keys)
    yield said.refs("Disjoint with", _disjoint(said))


def _disjoint(said: Said) -> list[NamedNode]:
    """The terms that are stated to share nothing with the term."""
    found = {o for p in DISJOINT for o in [*said.objects(p), *said.subjects(p)]}
    found.update(*(members for members in said.axioms.disjoint if said.term in members))
    return said.axioms.here(found - {said.term})


def _property(said: Said) -> Iterator[Row]:
    """What is said of a property."""
    yield from _joins(said, "Domain", (DOMAIN, DOMAINS), (RANGE, RANGES))
    yield from _joins(said, "Range", (RANGE, RANGES), (DOMAIN, DOMAINS))
    over = [p for p in said.objects(SUBPROPERTY) if p in said.names.places]
    yield said.refs("Super-properties", over)
    yield said.refs("Sub-properties", said.subjects(SUBPROPERTY))
    inverses = [*said.objects(INVERSE), *said.subjects(INVERSE)]
    yield said.refs("Inverse", inverses)
    yield said.refs("Disjoint with", _disjoint(said))
    follows, helps = _chains(said)
    yield Row(("Follows from",), follows, sentences=True)
    yield Row(("Helps to conclude",), helps, sentences=True)


def _chains(said: Said) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The property chains, as sentences, from which the term follows, and those in which it helps."""
    follows, helps = [], []
    for one, links in said.axioms.chains:
        if one == said.term:
            follows.append(chain(said.ontology, said.names.link, links, one))
        elif said.term in links:
            helps.append(chain(said.ontology, said.names.link, links, one))
    return tuple(follows), tuple(helps)


def _joins(said: Said, name: str, own: Two, of_inverse: Two) -> Iterator[Row]:
    """The domain or range of a property: its own, else its inverse's, else that of the nearest one above."""
    inverses = [*said.objects(INVERSE), *said.subjects(INVERSE)]
    sources: list[tuple[str, Term, Two]] = [("", said.term, own)]
    sources += [("by its inverse ", p, of_inverse) for p in inverses]
    sources += [("from ", p, own) for p in said.axioms.over(said.term)]
    for how, source, (axiom, includes) in sources:
        single, listed = said.ontology.objects(source, axiom), said.ontology.objects(source, includes)
        note: Text = (how, said.names.link(source)) if how else ()
        if single or listed:
            yield said.refs(name, single, note)
            yield said.refs(f"{name} includes", listed, note)
            return


def _annotations(said: Said) -> Iterator[Row]:
    """What the ontology's own annotation properties say of a term, each under its label."""
    for predicate in said.axioms.annotations:
        note: Text = ()
        values = said.objects(predicate)
        if not values and predicate in INHERITED and is_property(said.ontology, said.term):
            inherited = said.ontology.inherited(said.term, predicate)
            values, note = ([inherited] if inherited else []), ("inherited",)
        name = (said.names.link(predicate),)
        texts = [v.value for v in values if isinstance(v, Literal) and v != TRUE]
        if texts:
            yield said.texts(name, texts)
        yield Row(
            name,
            tuple((said.names.link(v),) for v in values if v == TRUE or not isinstance(v, Literal)),
            note,
        )


def alignments(names: Names, term: NamedNode) -> tuple[Text, ...]:
    """The terms of other vocabularies with which a term or concept is aligned, and how."""
    items: list[Text] = []
    for predicate in ALIGNS:
        how = CAMEL.sub(" ", local_name(predicate)).lower().replace("sub ", "sub-")
        elsewhere = [o for o in names.ontology.objects(term, predicate) if isinstance(o, NamedNode)]
        items += [(f"{how} ", names.link(o)) for o in elsewhere if o not in names.places]
    return tuple(items)
