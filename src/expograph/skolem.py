"""An IRI for every blank node, so that what is published can be named, compared and sorted."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Triple

from expograph.errors import ExpographError
from expograph.ontology import Term

# RDF 1.1 Concepts, section 3.5: IRIs of this form are known to stand for blank nodes.
GENID = "https://w3id.org/expograph/.well-known/genid/"


def skolemised(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with each blank node replaced by an IRI made from what is said of it.

    Blank nodes of which the same is said become one, which changes no meaning (RDF 1.1 Semantics, section 7).

    Raises:
        ExpographError: Blank nodes that refer to each other in a circle; these must be given IRIs by hand.
    """
    given = list(triples)
    said: dict[Term, list[Triple]] = defaultdict(list)
    for triple in given:
        if isinstance(triple.subject, BlankNode):
            said[triple.subject].append(triple)
    names: dict[BlankNode, NamedNode | None] = {}

    def named(term: Term) -> Term:
        if not isinstance(term, BlankNode):
            return term
        if term not in names:
            names[term] = None
            content = sorted(f"{t.predicate} {named(t.object)}" for t in said[term])
            names[term] = NamedNode(GENID + hashlib.sha256("\n".join(content).encode()).hexdigest()[:16])
        name = names[term]
        if name is None:
            raise ExpographError(
                "blank nodes refer to each other in a circle", hint="give one of them an IRI"
            )
        return name

    return [Triple(named(t.subject), t.predicate, named(t.object)) for t in given]  # type: ignore[arg-type]
