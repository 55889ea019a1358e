"""What the parts of the reference hand to one another, and to the template."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from expograph.ontology import Term


@dataclass(frozen=True)
class Ref:
    """Something that is named in a text.

    Args:
        text: What is shown.
        href: Where it leads: a place of the page, the Web, or nowhere.
        title: Its short IRI, where that is not what is shown.
        code: Whether what is shown is code.
    """

    text: str
    href: str | None = None
    title: str | None = None
    code: bool = False


Span = str | Ref
Text = tuple[Span, ...]


@dataclass(frozen=True)
class Label:
    """A name in a language."""

    text: str
    language: str


@dataclass(frozen=True)
class Row:
    """What is said of a term under one heading.

    Args:
        name: The heading.
        items: What is said, each a text.
        note: Where it comes from, if not from the term itself.
        sentences: Whether the items are sentences, and stand one below the other.
    """

    name: Text
    items: tuple[Text, ...]
    note: Text = ()
    sentences: bool = False


@dataclass(frozen=True)
class Example:
    """An example from the graph.

    Args:
        about: Of what it is said; empty for an instance of a class.
        quote: The phrase of the document, if a document says it.
        reading: What the phrase was read as, or the value.
        source: The document and who says so.
    """

    about: Text
    quote: str
    reading: Text
    source: str


@dataclass
class Section:
    """A part of the file: a banner and the terms below it.

    Args:
        title: What the banner says first.
        number: The banner's number, if it has one.
        lede: What else the banner says.
        terms: The terms declared there, in the order of the file.
        parts: The parts that lesser banners make.
        disjoint: The lists of classes that exclude each other.
        place: Where it stands on the page.
    """

    title: str
    number: str = ""
    lede: str = ""
    terms: list[NamedNode] = field(default_factory=list)
    parts: list["Section"] = field(default_factory=list)
    disjoint: list[list[Term]] = field(default_factory=list)
    place: str = ""

    @property
    def all_terms(self) -> list[NamedNode]:
        """The terms of the section and of its parts."""
        return [*self.terms, *(term for part in self.parts for term in part.all_terms)]


@dataclass(frozen=True)
class Chapter:
    """The sections of one project's files.

    Args:
        ontology: The ontology that they declare, if they declare one.
        title: Its title.
        sections: In the order of the files.
    """

    ontology: NamedNode | None
    title: str
    sections: list[Section]
