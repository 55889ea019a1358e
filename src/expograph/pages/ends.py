"""Whether an end of an interval is excluded, where a question that gives the interval does not tell."""

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import ONTOLOGY
from expograph.ontology import Term
from expograph.pages import claims
from expograph.pages.answers import Row
from expograph.pages.model import Claim
from expograph.pages.view import View, once

LOWER, UPPER = ONTOLOGY + "lower", ONTOLOGY + "upper"
Ends = tuple[Term | None, Term | None]


def excluded(view: View, row: Row, end: str) -> bool:
    """Whether every claim that a row may be of excludes an end; one that includes it leaves it included.

    Args:
        view: For whom.
        row: A row with the variables lower and upper.
        end: The property that says so, such as expo:lowerExclusive.
    """
    known = list(_claims(view, row))
    return bool(known) and all(end in claim.about for claim in known)


def _claims(view: View, row: Row) -> Iterator[Claim]:
    """The claims with the interval of a row, on a thing that it names or with words that it quotes."""
    things, quote = set(row.values()), row.get("quote")
    words = set(quote.value.split(" | ")) if isinstance(quote, Literal) else set()
    for claim in _by_ends(view, "").get((row.get("lower"), row.get("upper")), ()):
        subject = claim.one(claims.SUBJECT) or claim.one(claims.OF)
        if (isinstance(subject, NamedNode) and subject in things) or words & {w.exact for w in claim.quotes}:
            yield claim


@once
def _by_ends(view: View, _: str) -> dict[Ends, list[Claim]]:
    found: defaultdict[Ends, list[Claim]] = defaultdict(list)
    for claim in view.shelf.claims.by_iri.values():
        if LOWER in claim.about or UPPER in claim.about:
            found[claim.one(LOWER), claim.one(UPPER)].append(claim)
    return dict(found)
