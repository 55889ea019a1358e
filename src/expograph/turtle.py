"""Turtle 1.1 read with the place of every triple, which no RDF library gives.

pyoxigraph, strict to the letter, reads the text first and reports what is no Turtle. What follows here may
then take the text for well-formed: it only walks the grammar (https://www.w3.org/TR/turtle/, section 6.5) and
notes where each subject and object stands.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from expograph.errors import ExpographError, Position, misread
from expograph.iri import resolved
from expograph.namespaces import RDF, XSD

Resource = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\r\n]+|\#[^\r\n]*)+)
      | (?P<iri><[^<>"\s]*>)
      | (?P<long>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3})
      | (?P<short>"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
      | (?P<blank>_:[^\s<>"'(){}\[\],;\#@:.]+(?:\.+[^\s<>"'(){}\[\],;\#@:.]+)*)
      | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+))
      | (?P<pname>(?:[^\x00-\x20<>"'(){}\[\],;^@\#\\:|`=!~$&*+/?%]*):
                  (?:\.*(?:[^\x00-\x20<>"'(){}\[\],;^@\#\\.|`=!~$&*+/?]|\\.))*)
      | (?P<at>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
      | (?P<word>[a-zA-Z]+)
      | (?P<mark>\^\^|[.,;()\[\]])""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
MARK = "\ufeff"  # the byte order mark with which some editors begin a file
NEWER = "RDF 1.2 syntax is not read here"
CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Located(NamedTuple):
    """A triple and where it was written: the place of its object and the place of its subject."""

    triple: Triple
    at: Position
    subject_at: Position


def read(path: Path, shown_as: str, base: str | None = None) -> list[Located]:
    """Read a Turtle file with the place of every triple.

    Args:
        path: The file, UTF-8.
        shown_as: Its name in error messages and positions.
        base: The IRI against which relative IRIs are resolved.

    Returns:
        The triples in the order in which their objects are finished; blank nodes are labelled by their place.

    Raises:
        ExpographError: The file cannot be read or is no Turtle 1.1, with line and column.
    """
    return read_text(text_of(path, shown_as).removeprefix(MARK), shown_as, base)


def text_of(path: Path, shown_as: str) -> str:
    """The characters of a file, a byte order mark among them.

    Raises:
        ExpographError: The file cannot be read or is not UTF-8, with line and column.
    """
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        place = Places(before, shown_as)(len(before))
        raise ExpographError("the file is not UTF-8", place, "save it as UTF-8") from None
    except OSError as error:
        raise ExpographError(f"{shown_as} cannot be read: {error.strerror}") from None


def read_text(text: str, shown_as: str, base: str | None = None) -> list[Located]:
    """As read(), from text at hand."""
    try:
        for _ in parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base):
            pass
    except SyntaxError as error:
        raise misread(error, shown_as, "no Turtle", "mend the syntax near this place") from None
    try:
        return Reader(text, Places(text, shown_as), base or "").document()
    except RecursionError:
        raise too_deep(shown_as) from None


def too_deep(shown_as: str) -> ExpographError:
    """Brackets in brackets, more of them than Python can follow."""
    return ExpographError(f"{shown_as}: brackets are nested too deep", hint="give some of them names")


class Places:
    """Turns an offset in a text into a position."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]
        self.shown_as = shown_as

    def __call__(self, offset: int) -> Position:
        """The line and column of a code point, counted from 0 in the text."""
        line = bisect_right(self.starts, offset)
        return Position(self.shown_as, line, offset - self.starts[line - 1] + 1)


class Reader:
    """One walk through a text that is known to be Turtle; a method for each production that has a place."""

    def __init__(self, text: str, place: Callable[[int], Position], base: str) -> None:
        self.text, self.place, self.base = text, place, base
        self.prefixes: dict[str, str] = {}
        self.found: list[Located] = []
        self.end = self.start = 0
        self.kind = self.token = ""
        self.advance()

    def advance(self) -> str:
        """Step to the next token and return the one left behind."""
        left = self.token
        while match := TOKEN.match(self.text, self.end):
            self.start, self.end = match.span()
            self.kind, self.token = str(match.lastgroup), match.group()
            if self.kind != "space":
                return left
        if self.end < len(self.text):
            message = f"{self.text[self.end]!r} is not of Turtle 1.1"
            raise ExpographError(message, self.place(self.end), NEWER)
        self.kind, self.token, self.start = "end", "", len(self.text)
        return left

    def document(self) -> list[Located]:
        """Turtle, productions [1] to [6]: directives and triples to the end of the text."""
        while self.kind != "end":
            keyword = self.token.lower().removeprefix("@") if self.kind in ("word", "at") else ""
            if keyword in ("prefix", "base"):
                self.directive(self.advance().startswith("@"), keyword)
            else:
                self.triples()
                self.advance()
        return self.found

    def directive(self, dotted: bool, keyword: str) -> None:
        """@prefix, @base, PREFIX and BASE."""
        name = self.advance()[:-1] if keyword == "prefix" else None
        iri = self.iri(self.advance())
        if name is None:
            self.base = iri
        else:
            self.prefixes[name] = iri
        if dotted:
            self.advance()

    def triples(self) -> None:
        """A subject with its predicates; a bracket may stand alone."""
        at, alone = self.place(self.start), self.token == "["
        before = len(self.found)
        subject = self.term()
        if isinstance(subject, Literal):  # as VERSION of RDF 1.2 is
            raise ExpographError("a literal cannot be a subject", at, NEWER)
        if self.token != "." or not alone or len(self.found) == before:
            self.predicates(subject, at)

    def predicates(self, subject: Resource, at: Position) -> None:
        """predicateObjectList [7] and objectList [8]."""
        while self.token not in (".", "]", ""):
            predicate = NamedNode(RDF + "type") if self.token == "a" and self.advance() else self.term()
            while True:
                place = self.place(self.start)
                self.found.append(Located(Triple(subject, predicate, self.term()), place, at))  # type: ignore[arg-type]
                if self.token != ",":
                    break
                self.advance()
            while self.token == ";":
                self.advance()

    def term(self) -> Term:
        """A subject or an object, with all that stands inside it."""
        at, kind, token = self.place(self.start), self.kind, self.advance()
        if kind in ("long", "short"):
            return self.literal(token[3:-3] if kind == "long" else token[1:-1])
        if kind == "blank":
            return BlankNode(f"n{token[2:].encode().hex()}")
        if kind == "number":
            datatype = "double" if "e" in token.lower() else "decimal" if "." in token else "integer"
            return Literal(token, datatype=NamedNode(XSD + datatype))
        if kind == "word":
            return Literal(token, datatype=NamedNode(XSD + "boolean"))
        if token == "(":
            return self.collection()
        if token == "[":
            node = BlankNode(f"l{at.line}c{at.column}")
            self.predicates(node, at)
            self.advance()
            return node
        return NamedNode(self.iri(token) if kind == "iri" else self.expanded(token))

    def collection(self) -> Resource:
        """( a b c ): a chain of rdf:first and rdf:rest, its nodes named by the places of their members."""
        members: list[tuple[Term, Position]] = []
        while self.token != ")":
            at = self.place(self.start)
            members.append((self.term(), at))
        self.advance()
        rest: Resource = NamedNode(RDF + "nil")
        for member, at in reversed(members):
            node = BlankNode(f"m{at.line}c{at.column}")
            self.found.append(Located(Triple(node, NamedNode(RDF + "first"), member), at, at))
            self.found.append(Located(Triple(node, NamedNode(RDF + "rest"), rest), at, at))
            rest = node
        return rest

    def literal(self, body: str) -> Literal:
        """The string just read, with the language or datatype that follows it."""
        value = unescaped(body)
        if self.kind == "at":
            return Literal(value, language=self.advance()[1:])
        if self.token != "^^":
            return Literal(value)
        self.advance()
        kind, token = self.kind, self.advance()
        return Literal(value, datatype=NamedNode(self.iri(token) if kind == "iri" else self.expanded(token)))

    def iri(self, token: str) -> str:
        """The absolute IRI of <...>."""
        return resolved(self.base, unescaped(token[1:-1]))

    def expanded(self, token: str) -> str:
        """The IRI of a prefixed name."""
        prefix, local = token.split(":", 1)
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def unescaped(body: str) -> str:
    """A string or IRI without its escapes (Turtle, section 6.4)."""

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else CONTROL.get(match[3], match[3])

    return ESCAPE.sub(character, body) if "\\" in body else body
