"""How the tests look at a page: as a browser's parser reads it."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree.ElementTree import Element

import html5rdf
from pyoxigraph import DefaultGraph, NamedNode

from expograph import pages
from expograph.namespaces import ID
from expograph.pages import Asked, Page, Shelf

ROOT = ID.removesuffix("/id/")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PATHS = ("/", "/questions", "/conflicts", "/explain", "/search", "/editor", "/ontology")


def get(shelf: Shelf, address: str, language: str = "en", form: str | None = None) -> Page:
    """The page at an address, as a browser would ask for it."""
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    return pages.render(shelf, Asked(parts.path, given, language, form))


def tree(page: Page) -> Element:
    """The elements of a page.

    Raises:
        ParseError: It is not valid HTML.
    """
    builder = html5rdf.getTreeBuilder("etree")
    parser = html5rdf.HTMLParser(strict=True, tree=builder, namespaceHTMLElements=False)
    return parser.parse(page.body.decode())


def things(shelf: Shelf) -> list[str]:
    """The IRIs under /id/ of everything of which the graph says something."""
    quads = shelf.store.quads_for_pattern(None, None, None, DefaultGraph())
    subjects = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    return sorted(iri for iri in subjects if iri.startswith(ID))


def of_each_kind(shelf: Shelf) -> list[str]:
    """The address of one thing of each kind of page: the one of which most is said."""
    found: dict[str, tuple[int, str]] = {}
    for iri in things(shelf):
        node = NamedNode(iri)
        quads = list(shelf.store.quads_for_pattern(node, None, None, DefaultGraph()))
        types = [q.object for q in quads if q.predicate.value.endswith("#type")]
        kind = shelf.kinds.of(types).iri
        found[kind] = max(found.get(kind, (0, "")), (len(quads), iri))
    return [iri.removeprefix(ROOT) + ".html" for _, iri in sorted(found.values())]


def addresses(shelf: Shelf) -> list[str]:
    """One page of each type."""
    lists = [f"/{kind.path}" for kind in shelf.kinds.kinds if kind.path]
    return [*PATHS, *lists, "/search?q=ex", *of_each_kind(shelf)]


def ids(page: Element) -> list[str]:
    """All ids of a page."""
    return [element.get("id", "") for element in page.iter() if element.get("id")]


def links(page: Element) -> Iterator[str]:
    """The addresses that a page leads to within its site."""
    for element in page.iter("a"):
        href = element.get("href", "")
        if not urlsplit(href).scheme:
            yield href


def target(href: str) -> tuple[str, str]:
    """An address without its fragment, and the id that the fragment means."""
    address, _, fragment = href.partition("#")
    return address, unquote(fragment)


def spoken(element: Element, language: str) -> Iterator[str]:
    """The texts of an element that are said to be in a language."""
    own = element.get("lang", language)
    if own == language and element.tag not in ("script", "style", "code", "pre", "textarea") and element.text:
        yield element.text
    for child in element:
        if child.get("lang", own) == language or own == language or len(child):
            yield from spoken(child, language) if child.get("lang", own) == language else ()
        if own == language and child.tail:
            yield child.tail
