"""What a graph holds, by value: some stores keep the decimal 1.0 as 1, or any whole number as xsd:integer."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from expograph.namespaces import PREFIXES
from expograph.ontology import Term

# A graph: each triple in its canonical form, and as it was spelt.
Content = Mapping[Triple, Triple]

XSD = PREFIXES["xsd"]
# XML Schema 1.1 Part 2, section 3.4: what is derived from xsd:integer; stores widen it.
INTEGERS = frozenset(
    XSD + name
    for name in [
        *("integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    ]
)
TRUTHS = {"true": "true", "1": "true", "false": "false", "0": "false"}


def content(triples: Iterable[Triple]) -> Content:
    """The triples by their canonical form; of two spellings of one value the last stays."""
    return {Triple(t.subject, t.predicate, canonical(t.object)): t for t in triples}


@lru_cache(maxsize=1 << 16)
def canonical(term: Term) -> Term:
    """A literal in the canonical form of its value (XML Schema 1.1 Part 2, 2.3.1); any other term as it is.

    Whole numbers of every width are xsd:integer. What is ill-typed is left as it is spelt.
    """
    if not isinstance(term, Literal):
        return term
    datatype, text = term.datatype.value, term.value.strip()
    try:
        if datatype in INTEGERS:
            return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
        if datatype == XSD + "decimal":
            return Literal(_plain(Decimal(text)), datatype=term.datatype)
        if datatype == XSD + "boolean":
            return Literal(TRUTHS[text], datatype=term.datatype)
    except (ValueError, InvalidOperation, KeyError):
        return term
    return term


def _plain(number: Decimal) -> str:
    """Neither an exponent nor a zero at the end: 1.50 is 1.5, 1E3 is 1000."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def digest(graph: Content) -> str:
    """SHA-256 over the canonical N-Triples lines, sorted, so that no order of the store counts."""
    total = sha256()
    for line in sorted(str(triple) for triple in graph):
        total.update(f"{line} .\n".encode())
    return total.hexdigest()
