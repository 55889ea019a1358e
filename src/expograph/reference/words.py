"""Axioms in plain English: property chains and class expressions, from the labels of their terms.

An English label is a noun ("venue": x has venue y), ends in a preposition ("part of": x is part of y), or is
a verb in the third person ("represents": x represents y).
"""

from collections.abc import Callable, Sequence

from pyoxigraph import Literal, NamedNode

from expograph.ontology import Ontology, Term
from expograph.reference.axioms import owl
from expograph.reference.model import Ref, Span, Text

LETTERS = "xyzuvw"
PREPOSITIONS = {"at", "by", "for", "from", "in", "into", "of", "on", "to", "under", "with"}
WITH = "with "
FORMS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": ""}
CARDINALITIES = {
    "minCardinality": "at least",
    "maxCardinality": "at most",
    "cardinality": "exactly",
    "minQualifiedCardinality": "at least",
    "maxQualifiedCardinality": "at most",
    "qualifiedCardinality": "exactly",
}
Link = Callable[[Term], Ref]


def verb(label: str) -> str:
    """What stands between the subject and the label of a property: is, has, or nothing."""
    words = label.split()
    if words[0].endswith("s") and not words[0].endswith(("ss", "us")):
        return ""
    return "is " if len(words) > 1 and words[-1] in PREPOSITIONS else "has "


def relation(ontology: Ontology, link: Link, term: Term, subject: str, value: str) -> Text:
    """That a property joins two things; that of an inverse without a name, the other way round."""
    inverse = ontology.one(term, owl("inverseOf")) if not isinstance(term, NamedNode) else None
    if inverse is not None:
        return relation(ontology, link, inverse, value, subject)
    ref = link(term)
    return (f"{subject} {verb(ref.text)}", ref, f" {value}")


def chain(ontology: Ontology, link: Link, links: Sequence[Term], follows: NamedNode) -> Text:
    """A property chain (OWL 2 Structural Specification, section 9.2.1) as a sentence.

    Args:
        ontology: Where inverses without a name are described.
        link: How a term is named.
        links: The properties of the chain.
        follows: The property that follows.
    """
    spans: list[Span] = ["If "]
    for n, one in enumerate(links):
        spans += [" and "] if n else []
        spans += relation(ontology, link, one, letter(n), letter(n + 1))
    return (*spans, ", then ", *relation(ontology, link, follows, letter(0), letter(len(links))), ".")


def letter(n: int) -> str:
    """The n-th thing of a chain."""
    return LETTERS[n] if n < len(LETTERS) else f"x{n}"


def expression(ontology: Ontology, link: Link, node: Term) -> Text:
    """A class expression (OWL 2 Structural Specification, section 8) in words."""
    if isinstance(node, NamedNode | Literal):
        return (link(node),)
    for name, joint in (("intersectionOf", " and "), ("unionOf", " or "), ("oneOf", " or ")):
        for head in ontology.objects(node, owl(name)):
            spans: list[Span] = []
            for n, member in enumerate(ontology.listed(head)):
                words = expression(ontology, link, member)
                spans += [" " if words[0] == WITH else joint] if n else []
                spans += words
            return tuple(spans)
    for other in ontology.objects(node, owl("complementOf")):
        return ("not ", *expression(ontology, link, other))
    return restriction(ontology, link, node)


def restriction(ontology: Ontology, link: Link, node: Term) -> Text:
    """A restriction of a property, in words."""
    property_ = ontology.one(node, owl("onProperty"))
    on: Text = (WITH, link(property_), " ") if property_ else ()
    for form, words in FORMS.items():
        for filler in ontology.objects(node, owl(form)):
            return (*on, *([f"{words} "] if words else []), *expression(ontology, link, filler))
    for form, words in CARDINALITIES.items():
        for number in ontology.objects(node, owl(form)):
            times = f"{words} {number.value if isinstance(number, Literal) else number}"
            fillers = ontology.objects(node, owl("onClass"))
            return (*on, times, *(s for c in fillers for s in (" ", *expression(ontology, link, c))))
    return ("an expression without words",)
