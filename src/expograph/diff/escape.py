"""Texts of others inside Markdown: shown as they are, whatever they look like."""

import re

MARKS = re.compile(r"[\\`*_{}\[\]|~]")
BACKTICKS = re.compile("`+")
# GitHub reads a dollar as mathematics even after a backslash.
SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
# It also tells whoever stands behind an @, links what stands behind a #, and draws a :picture:.
LINKED = re.compile(r"@(?=\w)|#(?=\d)|:(?=[\w+-]+:)")
JOINER = "\u2060"


def text(words: str) -> str:
    """Words as Markdown that shows them: no markup, no end of a table's cell, no formula, nobody notified.

    Source: CommonMark 0.31, section 2.4 (backslash escapes); GitHub Flavored Markdown, section 4.10 (tables).
    """
    joined = LINKED.sub(rf"\g<0>{JOINER}", words)
    return "".join(SPECIAL.get(character, character) for character in MARKS.sub(r"\\\g<0>", joined))


def code(words: str) -> str:
    """Words as a code span inside a table; nothing where there are none.

    Source: CommonMark 0.31, section 6.1; GitHub Flavored Markdown, section 4.10 (pipes).
    """
    if not words.strip():
        return ""
    fence = "`" * (1 + max(map(len, BACKTICKS.findall(words)), default=0))
    room = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{room}{words}{room}{fence}".replace("|", "\\|")
