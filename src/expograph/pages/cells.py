"""Cells of tables in HTML: what stands on a page a thousand times, which templates would make too slowly."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from expograph.pages.model import Cell, Column, Figure, Name, Quote, Table
from expograph.pages.words import translated

if TYPE_CHECKING:
    from markupsafe import Markup


@lru_cache(maxsize=1 << 14)
def shown(one: Name) -> "Markup":
    """A name in HTML: a link, code, or words whose language is told where it is not the page's."""
    from markupsafe import Markup

    text = Markup("<code>{}</code>").format(one.text) if one.code else worded(one)
    language = Markup(' lang="{}"').format(one.language) if one.language else Markup()
    if one.href:
        away = Markup(' rel="external noopener"') if one.external else Markup()
        return Markup('<a href="{}"{}{}>{}</a>').format(one.href, language, away, text)
    return Markup("<span{}>{}</span>").format(language, text) if language else text


def worded(one: Name) -> "Markup":
    """The text of a name, in which what is of another language is marked."""
    from markupsafe import Markup

    if not one.parts:
        return Markup.escape(one.text)
    marked = Markup('<span lang="{}">{}</span>')
    return Markup().join(marked.format(lang, text) if lang else text for text, lang in one.parts)


class Cells:
    """Cells in a language, each as HTML in which every text is escaped.

    Args:
        language: The reader's.
    """

    def __init__(self, language: str) -> None:
        from markupsafe import Markup, escape

        self._markup, self._escape = Markup, escape
        self._because = escape(translated(language, "Read so because:"))

    def worded(self, one: Name) -> "Markup":
        """The text of a name."""
        return worded(one)

    def names(self, several: Iterable[Name], between: str = ", ") -> "Markup":
        """Names one after the other."""
        return self._markup(str(self._escape(between)).join(map(shown, several)))

    def marks(self, several: Iterable[Name]) -> "Markup":
        """Marks, each with a blank after it."""
        return self._markup("".join(f'<span class="mark">{shown(one)}</span> ' for one in several))

    def quote(self, one: Quote, sourced: bool = True, speakers: tuple[Name, ...] = ()) -> "Markup":
        """Words of a document, and who says them there."""
        words = (
            f'<a class="words" href="{self._escape(one.href)}"><q lang="en">{self._escape(one.exact)}</q></a>'
        )
        if not sourced:
            return self._markup(words)
        who = f"{self.names(speakers)} · " if speakers else ""
        return self._markup(f'{words} <span class="source">{who}{shown(one.document)}</span>')

    def cell(self, one: Cell) -> "Markup":
        """A cell."""
        return self._markup(self._kept(one))

    def _kept(self, one: Cell) -> str:
        if not one.html:
            one.html.append(self._cell(one))
        return one.html[0]

    def _cell(self, one: Cell) -> str:
        parts: list[str] = [self.marks(one.marks)] if one.marks else []
        parts.append(self._figure(one.figure, one.pad) if one.figure else self.names(one.names))
        if len(one.quotes) > 1:
            parts.append(self._quotes(one))
        elif one.quotes:
            parts.append(self.quote(one.quotes[0], True, one.speakers))
        if one.note:
            parts.append(f'<span class="note">{self._because} {shown(one.note)}</span>')
        return "".join(parts)

    def rows(self, made: Table) -> "Markup":
        """The rows of a table; a first cell that is as the one above is marked."""
        columns = [(i, column) for i, column in enumerate(made.columns) if column.shown]
        parts, above = [], None
        for row in made.rows:
            same = above is not None and bool(row[0].names) and above == row[0]
            cells = (self._td(column, row[i], same and n == 0) for n, (i, column) in enumerate(columns))
            parts.append(f"<tr>{''.join(cells)}</tr>\n")
            above = row[0]
        return self._markup("".join(parts))

    def _td(self, column: Column, one: Cell, same: bool) -> str:
        bare = column.kind == "figure" and not (one.figure and one.figure.numeric)
        kind = "text" if bare else column.kind
        return f'<td class="{"same " if same else ""}{kind}">{self._kept(one)}</td>'

    def _figure(self, one: Figure, pad: str) -> str:
        """A number with its bound as a sign for the eye and as words for the ear."""
        escape = self._escape
        sign = (
            f'<span class="sign" aria-hidden="true">{escape(one.sign)}</span>'
            f'<span class="spoken">{escape(one.words)} </span>'
        )
        blanks = f'<span aria-hidden="true">{escape(pad)}</span>' if pad else ""
        span = f'<span class="span">({escape(one.span)})</span>' if one.span else ""
        return f'{sign if one.sign else ""}<span class="number">{escape(one.text)}</span>{blanks}{span}'

    def _quotes(self, one: Cell) -> str:
        """Several quotes; where some of one document follow each other, it is named after the last."""
        following = zip_longest(one.quotes, one.quotes[1:])
        items = (
            self.quote(this, after is None or after.document != this.document, one.speakers)
            for this, after in following
        )
        return '<ul class="plain">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
