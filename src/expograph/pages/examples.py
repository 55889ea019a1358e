"""Claims that show how a property is used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from expograph.ontology import Term
from expograph.pages.claims import BOUND, RULE
from expograph.pages.model import Claim
from expograph.pages.view import View

EXAMPLES = 2


def claimed(view: View) -> Mapping[str, list[Claim]]:
    """The claims made with each property: stated, plain and short ones first."""
    known = view.shelf.claims
    made: defaultdict[str, set[str]] = defaultdict(set)
    for (_, prop, _), claims in known.of_subject.items():
        made[prop].update(claims)

    def plain(claim: Claim) -> tuple[bool, int, int, str]:
        extras = sum(prop in known.qualifiers for prop in claim.about)
        return RULE in claim.about, extras, sum(len(words.exact) for words in claim.quotes), str(claim.iri)

    return {prop: sorted((known.by_iri[iri] for iri in iris), key=plain) for prop, iris in made.items()}


def different(claims: Sequence[Claim]) -> list[Claim]:
    """The first claims whose bounds differ."""
    found: dict[Term | None, Claim] = {}
    for claim in claims:
        found.setdefault(claim.one(BOUND), claim)
    return list(found.values())[:EXAMPLES]
