"""How much of each document the graph accounts for: what is quoted, and what no quote holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph.lock import Locked
from expograph.pages.model import Cell, Column, Name, Table
from expograph.pages.view import View

COLUMNS = (
    "document", "documentIRI", "accountedFor", "figuresDatesAndNames", "quotes", "characters",
    "percentInQuotes",
)  # fmt: skip
"""The columns for programs."""


@dataclass(frozen=True)
class Account:
    """How far a document is accounted for.

    Args:
        iri: Which.
        document: Its name.
        quotes: How many quotes are taken from it.
        characters: How long it is.
        share: The percentage of it that lies in quotes.
        known: Its figures, dates and names that are accounted for; None where its text is not at hand.
        total: All its figures, dates and names, likewise.
    """

    iri: str
    document: Name
    quotes: int
    characters: str
    share: int
    known: int | None
    total: int | None


def accounts(view: View) -> list[Account]:
    """Each document that the graph quotes and a lock of the project knows."""
    shelf = view.shelf
    known = {iri.value: locked for locks in shelf.locked for iri, locked in locks.items()}
    return [_account(view, iri, known[iri]) for iri in sorted(known) if iri in shelf.claims.of_document]


def _account(view: View, iri: str, locked: Locked) -> Account:
    covered = {n for place in locked.quotes for n in range(place.start, place.end)}
    share = 100 * len(covered) // locked.characters if locked.characters else 0
    found = view.shelf.accounted.get(iri)
    known, left = found or (None, 0)
    total = None if known is None else known + left
    name = view.name(NamedNode(iri))
    return Account(iri, name, len(locked.quotes), f"{locked.characters:,}", share, known, total)


def table(view: View) -> Table:
    """The same for programs."""
    columns = tuple(Column(name, Name(name)) for name in COLUMNS)
    rows = tuple(tuple(map(_cell, _values(one))) for one in accounts(view))
    return Table("coverage", view.told("How much of each text is quoted"), columns, rows)


def _values(one: Account) -> tuple[str | int | None, ...]:
    characters = one.characters.replace(",", "")
    return one.document.text, one.iri, one.known, one.total, one.quotes, characters, one.share


def _cell(value: str | int | None) -> Cell:
    return Cell(data=None if value is None else str(value))


def altogether(found: Sequence[Account]) -> tuple[int, int] | None:
    """The figures, dates and names that are accounted for, of all there are; None where a text is missing."""
    pairs = [(one.known, one.total) for one in found if one.known is not None and one.total is not None]
    if not pairs or len(pairs) < len(found):
        return None
    return sum(known for known, _ in pairs), sum(total for _, total in pairs)
