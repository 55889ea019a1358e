"""Turtle in one layout, with the same triples and every comment: see docs/format.md."""

from expograph.format.layout import written
from expograph.format.source import source
from expograph.format.tidy import tidied
from expograph.turtle import MARK, read_text, too_deep


def formatted(text: str, shown_as: str, base: str | None = None) -> str:
    """A Turtle text in our layout.

    Args:
        text: Turtle 1.1.
        shown_as: The name of its file in error messages.
        base: The IRI against which relative IRIs are resolved.

    Returns:
        The text; lines end with a line feed, and formatting it again changes nothing.

    Raises:
        ExpographError: It is no Turtle 1.1, with line and column.
    """
    try:
        text = text.removeprefix(MARK)
        read_text(text, shown_as, base)
        return written(tidied(source(text)))
    except RecursionError:
        raise too_deep(shown_as) from None
