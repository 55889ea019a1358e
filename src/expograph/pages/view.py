"""What one reader sees: names, links and texts in a language."""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from expograph.namespaces import XSD
from expograph.ontology import Term
from expograph.pages import links
from expograph.pages.kinds import Labels
from expograph.pages.model import Asked, Name
from expograph.pages.names import short
from expograph.pages.words import in_language, translated
from expograph.table import CONTROL, NUMERIC, grouped

if TYPE_CHECKING:
    from expograph.pages.shelf import Shelf

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
Kept = dict[tuple[str, bool], dict[str, dict[Any, Any]]]
"""What is the same for all of a language, whose links carry it or not: by what made it, and of what."""


DASH = " – "
"""What stands between the ends of a span; see queries/pages/labels.rq."""
LATIN = re.compile(r"([A-Za-z\u00C0-\u024F][^\u2E80-\uFFEF“”]*[A-Za-z\u00C0-\u024F][^\u2E80-\uFFEF\s“”]*)")
"""English within a Chinese text."""


class View:
    """A shelf as one reader sees it.

    Args:
        shelf: What is shown.
        asked: By whom: the language, and whether links carry it.
    """

    def __init__(self, shelf: "Shelf", asked: Asked) -> None:
        self.shelf, self.asked, self.language = shelf, asked, asked.language
        self.carried = {"lang": asked.language} if "lang" in asked.parameters else {}
        self.kept = shelf.kept.setdefault((asked.language, bool(self.carried)), {})
        self._names: dict[Term, Name] = {}

    def say(self, text: str) -> str:
        """Words of the pages themselves."""
        return translated(self.language, text)

    def told(self, text: str) -> Name:
        """Words that may not be known in the reader's language."""
        return Name(*in_language(self.language, text))

    def labelled(self, labels: Labels) -> Name:
        """A label of several languages, the reader's if there is one."""
        found = next((one for one in (self.language, "en") if one in labels), min(labels, default=""))
        return Name(labels.get(found, ""), self._other(found))

    def to(self, path: str, place: str = "", **parameters: str) -> str:
        """The address of a page of the site."""
        return links.address(path, {**parameters, **self.carried}, place)

    def href(self, iri: str) -> Name | None:
        """Where an IRI is told of, as a name without text; None where nowhere."""
        if iri in self.shelf.elsewhere:
            return Name("", href=self.to("/resource.html", iri=iri))
        found = links.page(iri)
        if found and (iri.startswith(links.ROOT + "/id/") or iri in self.shelf.places):
            return Name("", href=self.to(found[0], found[1]))
        if iri.startswith(links.WEB) and not found:
            return Name("", href=quote(iri, safe=links.SAFE + "?#[]"), external=True)
        return None

    def name(self, term: Term | None) -> Name:
        """A term with its link."""
        if term is None:
            return Name("")
        found = self._names.get(term)
        if found is None:
            labelled = isinstance(term, NamedNode) and term.value in self.shelf.names.labels
            found = self._names[term] = named(self, term) if labelled else self._name(term)
        return found

    def _name(self, term: Term) -> Name:
        if isinstance(term, Literal):
            return self.literal(term)
        if not isinstance(term, NamedNode):
            return Name(short(term).translate(CONTROL), code=True)
        known, at = self.shelf.names.of(term.value, self.language), self.href(term.value) or Name("")
        if known is None:
            return Name(short(term).translate(CONTROL), None, at.href, at.external, code=True)
        text = span(known[0], self.language) if not known[1] else known[0]
        return Name(text, self._other(known[1]), at.href, at.external)

    def literal(self, term: Literal) -> Name:
        """A literal as people write it."""
        kind = term.datatype.value
        if term.language:
            return Name(term.value, self._other(term.language))
        if kind == XSD + "date":
            return Name(day(term.value, self.language))
        if kind == XSD + "boolean":
            return Name(self.say("yes") if term.value in ("true", "1") else self.say("no"))
        if kind in NUMERIC:
            return Name(grouped(term.value).replace("-", "\u2212"))
        if self.language == "en" or kind != XSD + "string":
            return Name(term.value)
        return Name(term.value, "en") if latin(term.value) else mixed(term.value)

    def _other(self, language: str) -> str | None:
        """A language, if it is not the reader's."""
        return None if not language or language.partition("-")[0] == self.language else language

    def heading(self, variable: str) -> Name:
        """The heading of a variable: the label of a term of that name, or of a column."""
        known: Mapping[str, Labels] = self.shelf.headings
        return self.labelled(known[variable]) if variable in known else Name(variable, code=True)


def once(make: Callable[[View, Key], Made]) -> Callable[[View, Key], Made]:
    """A function of a view and of something on its shelf, whose answer is kept there for all like readers.

    What it is called with is never let go, so it must be of what the shelf has, and not of what is asked.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(view: View, key: Key) -> Made:
        known: dict[Key, Made] = view.kept.setdefault(name, {})
        if key not in known:
            known[key] = make(view, key)
        return known[key]

    return kept


@once
def named(view: View, term: Term) -> Name:
    """The name of something that has a label."""
    return view._name(term)


def latin(text: str) -> bool:
    """Whether a text is written in Latin letters, so that a Chinese voice should not read it."""
    return any(c.isascii() and c.isalpha() for c in text) and all(ord(c) < 0x2E80 for c in text)


def mixed(text: str) -> Name:
    """A Chinese text, in which English is marked."""
    pieces = LATIN.split(text)
    parts = tuple((piece, "en" if n % 2 else None) for n, piece in enumerate(pieces) if piece)
    return Name(text, parts=parts if len(pieces) > 1 else ())


@cache
def day(text: str, language: str) -> str:
    """A date as people write it; as it is where it is none."""
    from datetime import date

    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(text), "d MMMM y" if language == "en" else "long", language)
    except ValueError:
        return text


@cache
def span(text: str, language: str) -> str:
    """Two dates with a dash between them as people write the days from one to the other; else the text."""
    from datetime import date

    from babel.dates import format_date, format_interval

    try:
        first, last = (date.fromisoformat(part) for part in text.split(DASH))
    except ValueError:
        return text
    if language != "en":
        return format_interval(first, last, "yMMMd", locale=language)
    if first.year != last.year:
        return f"{day(str(first), language)}{DASH}{day(str(last), language)}"
    alike = first.month == last.month
    start = str(first.day) if alike else format_date(first, "d MMMM", language)
    return f"{start}{DASH.strip() if alike else DASH}{day(str(last), language)}"


def data(term: Term | None) -> str | None:
    """A term for programs: its IRI or its text."""
    if term is None:
        return None
    return f"_:{term.value}" if isinstance(term, BlankNode) else getattr(term, "value", str(term))
