"""A Turtle text as a tree that keeps what a graph forgets: order, comments, blank lines and line breaks.

The text is known to be Turtle 1.1, for turtle.read_text has read it; the tree follows the grammar
(https://www.w3.org/TR/turtle/, section 6.5) on the same tokens. A comment is kept with what stands after it;
one that is inline ends the line of what stands before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from expograph.turtle import TOKEN

SPACE = re.compile(r"(?P<comment>#[^\r\n]*)|(?P<line>\r\n|\n|\r)|[ \t]+")
CLOSED_BY = {"[": "]", "(": ")"}


@dataclass(frozen=True)
class Comment:
    """A comment from its # on; inline where it ends a line, blank where an empty line stands before it."""

    text: str
    inline: bool
    blank: bool


@dataclass
class Token:
    """A token and the gap before it: comments, whether a line breaks, whether a line is empty."""

    kind: str
    text: str
    gap: list[Comment]
    breaks: bool
    blank: bool


class Quoted(NamedTuple):
    """A literal in quotes, and what follows them: @language, ^^ and a datatype, or nothing."""

    text: str
    tag: str


@dataclass
class Group:
    """[ ... ] with its predicates, or ( ... ) with its members; end holds the comments before it closes."""

    opening: str
    entries: list["Entry"] = field(default_factory=list)
    members: list["Object"] = field(default_factory=list)
    end: list[Comment] = field(default_factory=list)


Node = str | Quoted | Group


@dataclass
class Object:
    """An object of a predicate or a member of a list, with the comments before it."""

    lead: list[Comment]
    node: Node


@dataclass
class Entry:
    """A predicate and its objects; breaks says whether it began a line."""

    lead: list[Comment]
    breaks: bool
    verb: str
    objects: list[Object]


@dataclass
class Statement:
    """A subject and what is said of it; end holds the comments before the full stop."""

    lead: list[Comment]
    blank: bool
    subject: Node
    entries: list[Entry]
    end: list[Comment]


@dataclass
class Directive:
    """A prefix, or a base: its name is None."""

    lead: list[Comment]
    blank: bool
    name: str | None
    iri: str


Item = Statement | Directive


@dataclass
class Source:
    """A whole text; end holds the comments after the last statement."""

    items: list[Item]
    end: list[Comment]


def source(text: str) -> Source:
    """The tree of a text that is Turtle 1.1."""
    return Walk(text).document()


def tokens(text: str) -> Iterator[Token]:
    """The tokens, each with the gap before it; the last is empty and has the gap at the end."""
    gap: list[Comment] = []
    breaks, lines = False, 0
    start = 0
    while match := TOKEN.match(text, start):
        if match.lastgroup == "space":
            for part in SPACE.finditer(match.group()):
                lines += part.lastgroup == "line"
                if part.lastgroup == "comment":
                    gap.append(Comment(part.group().rstrip(), not lines and start > 0, lines > 1))
                    breaks, lines = True, 0
        else:
            yield Token(str(match.lastgroup), match.group(), gap, breaks or lines > 0, lines > 1)
            gap, breaks, lines = [], False, 0
        start = match.end()
    yield Token("end", "", gap, False, False)


class Walk:
    """One walk through the tokens of a text; a method for each production that the tree keeps."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.token = next(self.tokens)
        self.waiting: list[Comment] = []  # comments passed by, for whatever begins next

    def advance(self) -> Token:
        """Step to the next token and return the one left behind."""
        left = self.token
        self.waiting += left.gap
        self.token = next(self.tokens, left)
        return left

    def lead(self) -> list[Comment]:
        """The comments since the last thing that has a place in the tree, for what begins here."""
        found = self.waiting + self.token.gap
        self.waiting, self.token.gap = [], []
        return found

    def document(self) -> Source:
        """Turtle, productions [1] to [6]."""
        items: list[Item] = []
        while self.token.kind != "end":
            keyword = self.token.text.lower().removeprefix("@") if self.token.kind in ("word", "at") else ""
            items.append(self.directive(keyword) if keyword in ("prefix", "base") else self.statement())
        return Source(items, self.lead())

    def directive(self, keyword: str) -> Directive:
        """@prefix, @base, PREFIX and BASE [3-6s]."""
        blank, lead = self.token.blank, self.lead()
        dotted = self.advance().kind == "at"
        name = self.advance().text[:-1] if keyword == "prefix" else None
        iri = self.advance().text
        if dotted:
            self.advance()
        return Directive(lead, blank, name, iri)

    def statement(self) -> Statement:
        """A subject with its predicates [6]."""
        blank, lead = self.token.blank, self.lead()
        subject = self.node()
        entries, end = self.entries(".")
        self.advance()
        if len(end) == 1 and end[0].inline:
            self.waiting, end = end, []  # it ends the line of the full stop
        return Statement(lead, blank, subject, entries, end)

    def entries(self, stop: str) -> tuple[list[Entry], list[Comment]]:
        """predicateObjectList [7] and objectList [8] up to a mark, and the comments before the mark."""
        found: list[Entry] = []
        breaks = False
        while self.token.text != stop:
            breaks, lead = breaks or self.token.breaks, self.lead()
            verb = self.advance().text
            objects = [Object(self.lead(), self.node())]
            while self.token.text == ",":
                self.advance()
                objects.append(Object(self.lead(), self.node()))
            found.append(Entry(lead, breaks, verb, objects))
            breaks = False
            while self.token.text == ";":
                breaks |= self.advance().breaks
        return found, self.lead()

    def node(self) -> Node:
        """A subject or an object, with all that stands inside it."""
        token = self.advance()
        if token.text in CLOSED_BY:
            return self.group(token.text)
        if token.kind not in ("long", "short"):
            return token.text
        if self.token.kind == "at":
            return Quoted(token.text, self.advance().text)
        return Quoted(
            token.text, self.advance().text + self.advance().text if self.token.text == "^^" else ""
        )

    def group(self, opening: str) -> Group:
        """[ ... ] and ( ... ), their opening mark already passed."""
        group, stop = Group(opening), CLOSED_BY[opening]
        self.token.gap[:1] = [replace(comment, inline=True) for comment in self.token.gap[:1]]
        if opening == "[":
            group.entries, group.end = self.entries(stop)
        else:
            while self.token.text != stop:
                group.members.append(Object(self.lead(), self.node()))
            group.end = self.lead()
        self.advance()
        return group
