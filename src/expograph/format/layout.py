"""The tree of a Turtle text written in one layout: what stands where, and where lines break."""

import unicodedata
from collections.abc import Sequence

from expograph.format.source import (
    CLOSED_BY,
    Comment,
    Directive,
    Entry,
    Group,
    Node,
    Object,
    Quoted,
    Source,
    Statement,
)

WIDTH = 120  # columns of a line
INDENT = 4
LONGEST = 40  # columns of the longest predicate with which others are aligned


def written(source: Source) -> str:
    """The text of a tree; it ends with a line break, unless it is empty."""
    page = Page()
    for item in source.items:
        page.comments(item.lead, 0)
        page.line(0, item.blank)
        if isinstance(item, Statement):
            page.statement(item)
        else:
            page.put(directive(item))
    page.comments(source.end, 0)
    return "".join([*page.parts, "\n"]) if page.parts else ""


def directive(item: Directive) -> str:
    """A prefix or base."""
    return f"@base {item.iri} ." if item.name is None else f"@prefix {item.name}: {item.iri} ."


def width(text: str) -> int:
    """Columns that a text takes; East Asian wide characters take two (Unicode Standard Annex 11)."""
    return len(text) if text.isascii() else sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def flat(part: Node | Object | Entry) -> str | None:
    """A part of a statement as one line; None where a comment or a line break of its author is in it."""
    if isinstance(part, str | Quoted):
        text = "".join(part)
        return text if "\n" not in text and "\r" not in text else None
    if isinstance(part, Object):
        return flat(part.node) if not part.lead else None
    if isinstance(part, Entry):
        objects = joined(part.objects, " , ")
        return None if part.lead or objects is None or one_a_line(part.objects) else f"{part.verb} {objects}"
    if part.end or any(entry.breaks for entry in part.entries[1:]):
        return None
    inside = joined(part.entries, " ; ") if part.entries else joined(part.members, " ")
    space = " " if inside else ""
    return None if inside is None else f"{part.opening}{space}{inside}{space}{CLOSED_BY[part.opening]}"


def joined(parts: Sequence[Object | Entry], between: str) -> str | None:
    """Several parts as one line, or None."""
    texts = [flat(part) for part in parts]
    return None if None in texts else between.join(str(text) for text in texts)


def one_a_line(objects: Sequence[Object]) -> bool:
    """Whether each object has its line: there are several, and a bracket with predicates is among them."""
    return len(objects) > 1 and any(isinstance(o.node, Group) and o.node.entries for o in objects)


class Page:
    """What is written so far, and the column where the next text goes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.column = self.lines = 0

    def put(self, text: str) -> None:
        """Write a text where the page ends."""
        self.parts.append(text)
        self.lines += text.count("\n")
        self.column = width(text.rpartition("\n")[2]) + (0 if "\n" in text else self.column)

    def line(self, indent: int, blank: bool = False) -> None:
        """Begin a line, after an empty one if blank; the first line of the page has begun already."""
        if self.parts:
            self.put(("\n\n" if blank else "\n") + " " * indent)

    def comments(self, comments: Sequence[Comment], indent: int) -> None:
        """Write comments, an inline one where the page ends; in a statement no line is empty."""
        for number, comment in enumerate(comments):
            if comment.inline and not number:
                self.put(f"  {comment.text}")
            else:
                self.line(indent, comment.blank and not indent)
                self.put(comment.text)

    def begin(self, lead: Sequence[Comment], indent: int, breaks: bool, space: str = " ") -> None:
        """Go where a part begins: to a line of its own, after its comments, or past a space."""
        self.comments(lead, indent)
        if lead or breaks:
            self.line(indent)
        else:
            self.put(space)

    def fits(self, text: str | None, after: int) -> bool:
        """Whether a text fits into the line, past a space and with so many columns after it."""
        return text is not None and self.column + 1 + width(text) + after <= WIDTH

    def statement(self, said: Statement) -> None:
        """A subject and its predicates: on one line, or the subject alone above them, or beside its type."""
        self.node(said.subject, 2)
        if said.entries and self.alone(said):
            pad = max((w for entry in said.entries if (w := width(entry.verb)) <= LONGEST), default=1)
            self.entries(said.entries, INDENT, 2, pad=pad)
        elif said.entries:
            self.entries(said.entries, INDENT, 2, hang=2 * INDENT)
        self.close(said.end, INDENT, ".", INDENT)

    def alone(self, said: Statement) -> bool:
        """Whether a subject has its own line: by its author, or as no type follows and one is too short."""
        first = said.entries[0]
        if first.breaks or first.verb == "a":
            return first.breaks
        parted = bool(said.end) or any(entry.breaks for entry in said.entries)
        return parted or not self.fits(joined(said.entries, " ; "), 2)

    def entries(self, entries: Sequence[Entry], indent: int, after: int, pad: int = 0, hang: int = 0) -> None:
        """Predicates with their objects; pad aligns the objects and gives each predicate its line."""
        begun = self.lines
        for entry, room in zip(entries, [2] * (len(entries) - 1) + [after], strict=True):
            breaks = pad > 0
            if entry is not entries[0]:
                self.put(" ;")
                breaks = breaks or entry.breaks or self.lines > begun or not self.fits(flat(entry), room)
            self.begin(entry.lead, indent, breaks)
            begun = self.lines
            self.entry(entry, room, pad, hang)

    def entry(self, entry: Entry, after: int, pad: int, hang: int) -> None:
        """A predicate and its objects, those that need a line below the first or where hang says."""
        self.put(entry.verb)
        space = " " * (1 + max(0, pad - width(entry.verb)))
        indent = hang or self.column + len(space)
        begun = self.lines
        for number, part in enumerate(entry.objects):
            room = 2 if number < len(entry.objects) - 1 else after
            if number:
                self.put(" ,")
                breaks = one_a_line(entry.objects) or self.lines > begun or not self.fits(flat(part), room)
                self.begin(part.lead, indent, breaks)
            else:
                self.begin(part.lead, indent, False, space)
            begun = self.lines
            self.node(part.node, room)

    def node(self, node: Node, after: int) -> None:
        """A term, or a group: on this line if it fits, else its parts below one another."""
        if isinstance(node, str | Quoted):
            return self.put("".join(node))
        text = flat(node)
        if text is not None and (len(text) == 2 or self.column + width(text) + after <= WIDTH):
            return self.put(text)
        self.put(node.opening)
        indent = self.column + 1
        if node.entries:
            self.entries(node.entries, indent, after + 2)
        else:
            self.members(node.members, indent, after + 2)
        self.close(node.end, indent, CLOSED_BY[node.opening], indent - 2)

    def members(self, members: Sequence[Object], indent: int, after: int) -> None:
        """The members of a list, as many on a line as fit."""
        begun = self.lines
        for number, part in enumerate(members):
            room = 0 if number < len(members) - 1 else after
            breaks = number > 0 and (self.lines > begun or not self.fits(flat(part), room))
            self.begin(part.lead, indent, breaks)
            begun = self.lines
            self.node(part.node, room)

    def close(self, end: Sequence[Comment], indent: int, mark: str, mark_at: int) -> None:
        """The comments before the mark that ends a statement or group, and the mark."""
        self.comments(end, indent)
        self.begin([], mark_at, bool(end))
        self.put(mark)
