"""Texts of others inside Markdown: shown as they are, whatever they look like."""

import re

MARKS = re.compile(r"[\\`*_{}\[\]()#+!|~:\-]")
# GitHub reads a dollar as mathematics even after a backslash, and tells whoever stands behind an @.
SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>", "@": "@\u2060"}


def text(words: str) -> str:
    """Words as Markdown that shows them: no markup, no table cell's end, no formula, nobody notified.

    Source: CommonMark 0.31, section 2.4 (backslash escapes); GitHub Flavored Markdown, section 4.10 (tables).
    """
    escaped = MARKS.sub(r"\\\g<0>", words)
    return "".join(SPECIAL.get(character, character) for character in " ".join(escaped.split("\n")))
