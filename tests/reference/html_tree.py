"""A page as a tree of elements."""

from xml.etree import ElementTree

import html5rdf

HTML = "{http://www.w3.org/1999/xhtml}"


def parsed(text: bytes) -> ElementTree.Element:
    """A page as a tree; whatever is not HTML 5 is an error."""
    return html5rdf.HTMLParser(strict=True, tree=html5rdf.getTreeBuilder("etree")).parse(text.decode())


def said(element: ElementTree.Element) -> str:
    """The text of an element, with single blanks."""
    return " ".join("".join(element.itertext()).split())
