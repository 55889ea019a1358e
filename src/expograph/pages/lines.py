"""Lines in HTML: claims of a document, its text, values of properties; like cells, too many for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expograph.ontology import Term
from expograph.pages import saying
from expograph.pages.cells import Cells, shown
from expograph.pages.model import Cell, Name, Quote
from expograph.pages.words import translated

if TYPE_CHECKING:
    from markupsafe import Markup

HOW = {
    "stated": "said in a document", "derived": "derived", "registry": "from the registry",
    "ontology": "from the ontology", "inferred": "inferred",
}  # fmt: skip
"""How a triple is known, in words."""


@dataclass(frozen=True)
class Said:
    """A claim as the document makes it.

    Args:
        place: The place of its words on the page.
        property: What is said.
        value: The figure or value.
        qualified: What qualifies it.
        exact: The words.
        speakers: Who is quoted.
        iri: The claim's own page.
        marks: What is to be known of it.
        note: Why it was read so.
        also: Other claims that rest on these words and have none that lead to them alone.
    """

    place: str
    property: Name
    value: Cell
    qualified: Cell
    exact: str
    speakers: Cell
    iri: Name
    marks: tuple[Name, ...]
    note: Name | None
    also: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Passage:
    """Words of the text, or what lies between them.

    Args:
        text: The words.
        places: The claims that begin here; none between quotes.
        inside: The claims whose words these are a part of.
    """

    text: str
    places: tuple[str, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """A value of a property, how it is known, the words that say so, the way to its proof, and the term."""

    cell: Cell
    how: str
    quotes: tuple[Quote, ...]
    why: str
    term: Term | None = None
    parts: tuple["Property", ...] = ()
    items: tuple["Value", ...] = ()


@dataclass(frozen=True)
class Property:
    """A property with its values, or with the things that have this one as their value."""

    name: Name
    values: tuple[Value, ...]
    total: int
    iri: str = ""


class Lines:
    """Lines in a language, each as HTML in which every text is escaped.

    Args:
        language: The reader's.
    """

    def __init__(self, language: str) -> None:
        from markupsafe import Markup, escape

        self._markup, self._escape, self._cells = Markup, escape, Cells(language)
        self._because, self._claim, self._why, self._also = (
            escape(translated(language, text)) for text in ("Read so because:", "claim", "why", "also:")
        )
        self._graph = escape(translated(language, "in the graph"))
        self._how = {how: escape(translated(language, words)) for how, words in HOW.items()}

    def said(self, several: Iterable[Said]) -> "Markup":
        """The claims of a document on one thing."""
        return self._markup("".join(map(self._said, several)))

    def _said(self, one: Said) -> str:
        cells, exact = self._cells, self._escape(one.exact)
        unit = one.value.figure and one.value.figure.unit
        unit_behind = f"{saying.behind(unit)}{shown(unit)}" if unit else ""
        words = f'<a class="words" href="#{self._escape(one.place)}"><q lang="en">{exact}</q></a>'
        dot = "· " if one.speakers.names and not one.note else ""  # a note ends the line
        parts = (
            f'<li class="said" id="c-{self._escape(one.place)}" data-words="{self._escape(one.place)}">',
            f'<span class="property">{shown(one.property)}</span> ',
            f'<span class="value">{cells.cell(one.value)}{unit_behind}</span>',
            _spanned("qualified", cells.names(one.qualified.names)),
            f" {cells.marks(one.marks)}{words}",
            _spanned("source", cells.names(one.speakers.names)),
            _spanned("note", f"{self._because} {shown(one.note)}" if one.note else ""),
            _spanned("source", f"{dot}{self._also} {cells.names(one.also)}" if one.also else ""),
            f' {dot}<a class="whylink" href="{self._escape(one.iri.href or "")}">{self._claim}',
            f'<span class="spoken" lang="en">: {exact}</span></a></li>\n',
        )
        return "".join(parts)

    def text(self, passages: Iterable[Passage]) -> "Markup":
        """The text of a document, its quotes marked."""
        return self._markup("".join(map(self._marked, passages)))

    def _marked(self, one: Passage) -> str:
        if not one.inside:
            return f"{self._anchors(one)}{self._escape(one.text)}"
        at = self._escape(one.inside[0])
        inside = f'<a href="#c-{at}">{self._escape(one.text)}</a>'
        return f'<mark data-words="{self._escape(" ".join(one.inside))}">{self._anchors(one)}{inside}</mark>'

    def quotes(self, passages: Iterable[Passage]) -> "Markup":
        """The quotes of a document alone."""
        return self._markup("".join(map(self._quoted, passages)))

    def _quoted(self, one: Passage) -> str:
        quote = f'<a href="#c-{self._escape(one.inside[0])}"><q lang="en">{self._escape(one.text)}</q></a>'
        return f'<li data-words="{self._escape(" ".join(one.inside))}">{self._anchors(one)}{quote}</li>\n'

    def _anchors(self, one: Passage) -> str:
        return "".join(f'<span class="anchor" id="{self._escape(place)}"></span>' for place in one.places)

    def values(self, one: Property) -> "Markup":
        """The values of a property: how each is known, the words that say so, the way to its proof."""
        called = self._escape(one.name.text)
        return self._markup("".join(self._value(value, called) for value in one.values))

    def _value(self, one: Value, called: str) -> str:
        how = f'<span class="how {one.how}">{self._how[one.how]}</span>' if one.how in self._how else ""
        if one.how and not how:  # a graph, of which nothing else is known
            graph = self._escape(one.how)
            how = f'<span class="how">{self._graph}</span> <code class="note">{graph}</code>'
        words = "".join(f" {self._cells.quote(quote)}" for quote in one.quotes)
        why = f'{self._why}<span class="spoken">: {called}</span>'
        link = f'<a class="whylink" href="{self._escape(one.why)}">{why}</a>' if one.why else ""
        value = self._within(one) or f'<span class="value">{self._cells.cell(one.cell)}</span>'
        return f"<dd>{value} {how}{words} {link}</dd>\n"

    def _within(self, one: Value) -> str:
        """What is said of a value that has no name: of a list its members, else its properties."""
        items = "".join(f"<li>{self._within(item) or self._cells.cell(item.cell)}</li>" for item in one.items)
        parts = "".join(f"<dt>{shown(part.name)}</dt>\n{self.values(part)}" for part in one.parts)
        return f"<ol>{items}</ol>" if items else f'<dl class="triples">{parts}</dl>' if parts else ""


def _spanned(kind: str, html: str) -> str:
    """HTML in a span after a blank, nothing where it is empty."""
    return f' <span class="{kind}">{html}</span>' if html else ""
