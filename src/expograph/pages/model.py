"""What is asked of the pages and what comes back; what the parts of a page hand to one another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from expograph.ontology import Term


@dataclass(frozen=True)
class Asked:
    """A page that is wanted.

    Args:
        path: Of the address, as the browser sends it, with its percent signs.
        parameters: Of the address, decoded. `lang` among them stands on every link of the page.
        language: The reader's, one of LANGUAGES.
        format: One of FORMATS, where the address has no suffix that tells it.
    """

    path: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    format: str | None = None


@dataclass(frozen=True)
class Page:
    """An answer.

    Args:
        status: As HTTP has it: 200, 303, 404 …
        media: The media type of the body.
        body: What is sent.
        location: Where to go instead, for 303.
        language: Of the body, where it has one.
    """

    status: int
    media: str
    body: bytes
    location: str | None = None
    language: str | None = None


class NotFound(Exception):
    """There is nothing of that name."""


@dataclass(frozen=True)
class Name:
    """A text, and what is to be known to show it.

    Args:
        text: What is shown.
        language: Its language, where it is not the reader's; empty where it has none.
        href: Where it leads.
        external: Whether it leads away from the site.
        code: Whether it is an IRI or other code.
        parts: The text in parts of one language each, where it has several; None is the reader's.
    """

    text: str
    language: str | None = None
    href: str | None = None
    external: bool = False
    code: bool = False
    parts: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number as people read it, never sharper than its words.

    Args:
        sign: > ≥ < ≤ ≈ ≲ or nothing; nothing where the number is exact or a range.
        words: The sign in words.
        text: The number, or two with a dash between them; where there is none, words.
        span: The interval that a sign such as ≈ stands for.
        unit: The unit.
        numeric: Whether the text is a number.
    """

    sign: str
    words: str
    text: str
    span: str = ""
    unit: Name | None = None
    numeric: bool = True


@dataclass(frozen=True)
class Quote:
    """Words of a document, and the link to where they stand in it."""

    exact: str
    href: str
    document: Name


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what is shown, and the same for programs.

    Args:
        names: Texts and links.
        figure: A number with its bound.
        pad: Blanks as wide as the decimals that other numbers of the column have.
        quotes: Words of documents.
        speakers: Who says so.
        marks: What is to be known of the row, such as that it is derived.
        note: A remark below.
        data: The same for CSV and JSON.
        html: What it is in HTML, once that has been made.
    """

    names: tuple[Name, ...] = ()
    figure: Figure | None = None
    pad: str = ""
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Name, ...] = ()
    marks: tuple[Name, ...] = ()
    note: Name | None = None
    data: str | None = None
    html: list[str] = field(default_factory=list, init=False, compare=False, repr=False)


@dataclass(frozen=True)
class Column:
    """A column.

    Args:
        key: Its name for programs.
        label: Its heading.
        kind: "text", "number", "figure", "unit", "date", "words".
        shown: Whether people see it too.
    """

    key: str
    label: Name
    kind: str = "text"
    shown: bool = True


@dataclass(frozen=True)
class Table:
    """A table.

    Args:
        key: Its name in the address of its CSV and JSON, and its place on the page.
        title: Its heading.
        columns: Its columns.
        rows: Its cells, a row as long as the columns.
        csv: Address of the same as CSV; `json` likewise.
        json: See csv.
        note: A sentence below the heading.
        total: How many rows there are, if not all are shown.
    """

    key: str
    title: Name
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    csv: str = ""
    json: str = ""
    note: Name | None = None
    total: int = 0


@dataclass(frozen=True, eq=False)
class Claim:
    """A claim, stated or derived, as it stands in the graph; lists are sorted. It equals itself alone.

    Args:
        iri: Its name.
        about: All that is said of it, by property.
        quotes: The words that it rests on: of a derived claim, those of the claims below it.
    """

    iri: Term
    about: Mapping[str, tuple[Term, ...]]
    quotes: tuple["Words", ...] = ()

    def one(self, prop: str) -> Term | None:
        """The first value of a property."""
        return next(iter(self.about.get(prop, ())), None)


@dataclass(frozen=True)
class Words:
    """Words of a document that support a claim: code points from start to end, end exclusive."""

    claim: str
    document: str
    exact: str
    start: int
    end: int
