"""The sections of ontology files: banners are comments, and a term belongs to the last banner before it.

A banner stands between two lines `# =====`; a lesser one between two lines `# -----`, or in one line,
`# --- title ---`. What follows the first full stop or colon of its first line tells more, and so do its other
lines.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from expograph.format.source import SPACE
from expograph.namespaces import DCTERMS, OWL, RDFS, SKOS
from expograph.ontology import TYPE, Ontology, Term
from expograph.project import Project, shown
from expograph.reference.model import Chapter, Section
from expograph.turtle import TOKEN, Located, Places, read_text, text_of

ONTOLOGY, DISJOINT = NamedNode(OWL + "Ontology"), NamedNode(OWL + "AllDisjointClasses")
MEMBERS, TITLE = NamedNode(OWL + "members"), NamedNode(DCTERMS + "title")
NAMESPACE = NamedNode("http://purl.org/vocab/vann/preferredNamespaceUri")
DESCRIBES = {NamedNode(RDFS + "label"), NamedNode(SKOS + "definition")}
RULE = re.compile(r"#\s*([=-])\1\1+\s*(?P<title>.*?)[\s=-]*")
NUMBERED = re.compile(r"(?P<number>[0-9]*)\s*(?P<title>.+?)(?:[.:]\s+(?P<more>.+))?")
OTHERS = "Terms of this project"


@dataclass(frozen=True)
class Heading:
    """A banner: its line, whether it is a lesser one, and its words, line by line."""

    line: int
    lesser: bool
    words: list[str]

    def section(self) -> Section:
        """The section that it opens, still empty."""
        match = NUMBERED.fullmatch(self.words[0])
        assert match is not None  # words are not blank
        more = match["more"] or ""
        more += "." if more and self.words[1:] and more[-1] not in ".!?:;," else ""
        more = " ".join([more, *self.words[1:]]).strip()
        return Section(capital(match["title"].rstrip(".")), match["number"], capital(more))


def chapters(project: Project, ontology: Ontology) -> list[Chapter]:
    """The sections of a project's ontology, its own first, then those of the one that it stands on.

    One with a header and no terms is a chapter without sections. A term that several files declare has its
    place in the first; the files of the foundation come before a project's own.
    """
    found: list[Chapter] = []
    placed: set[NamedNode] = set()
    for root in project.foundations:
        sections: list[Section] = []
        headers: dict[NamedNode, str] = {}
        for path in sorted((root / "ontology").glob("*.ttl")):
            text = text_of(path, shown(path))
            located = read_text(text, shown(path))
            headers |= headers_of(located)
            sections += of_file(text, located, declared(located, ontology), placed)
        if sections or headers:
            iri, title = next(iter(headers.items()), (None, OTHERS))
            found.append(Chapter(iri, title, sections))
    return found[::-1]


def of_file(
    text: str, located: Sequence[Located], terms: dict[NamedNode, int], placed: set[NamedNode]
) -> list[Section]:
    """The sections of a file that hold a term or a list of classes that exclude each other.

    Args:
        text: Turtle.
        located: Its triples.
        terms: The terms that it declares, with their lines.
        placed: The terms that have a place already; those of the file are added.
    """
    top: list[Section] = [Section(next(iter(headers_of(located).values()), OTHERS))]
    starts, sections = [0], [top[0]]
    for heading in headings(text):
        section = heading.section()
        (top[-1].parts if heading.lesser else top).append(section)
        starts.append(heading.line)
        sections.append(section)
    for term, line in terms.items():
        if term not in placed:
            sections[bisect_right(starts, line) - 1].terms.append(term)
    for line, members in disjoint(located):
        sections[bisect_right(starts, line) - 1].disjoint.append(members)
    placed.update(terms)
    for section in top:
        section.parts = [part for part in section.parts if part.terms or part.disjoint]
    return [section for section in top if section.all_terms or section.disjoint]


def headings(text: str) -> Iterator[Heading]:
    """The banners of a Turtle text, in its order."""
    heading: Heading | None = None
    last, closes = 0, False
    for line, comment in comments(text):
        if line != last + 1 and heading:
            yield from (heading,) if heading.words else ()
            heading, closes = None, False
        last = line
        rule = RULE.fullmatch(comment)
        if rule is None:
            if heading:
                heading.words.append(comment.lstrip("# "))
            continue
        if heading and heading.words:
            yield heading
        closes = not closes and not rule["title"]
        opens = closes or bool(rule["title"])
        heading = Heading(line, rule[1] == "-", [t for t in (rule["title"],) if t]) if opens else None
    if heading and heading.words:
        yield heading


def comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments that begin a line, with its number; those inside a literal are none."""
    place = Places(text, "")
    for token in TOKEN.finditer(text):
        if token.lastgroup == "space":
            for part in SPACE.finditer(token.group()):
                at = place(token.start() + part.start())
                if part.lastgroup == "comment" and at.column == 1:
                    yield at.line, part.group().rstrip()


def declared(located: Sequence[Located], ontology: Ontology) -> dict[NamedNode, int]:
    """The terms that a file declares, with the line of each; not those that it merely borrows.

    A term is the ontology's own if it lies in its preferred namespace (VANN), or has a label or a definition.
    """
    namespaces = preferred(ontology)
    described = {one.triple.subject for one in located if one.triple.predicate in DESCRIBES}
    apart = {one.triple.subject for one in located if one.triple.object == ONTOLOGY}
    lines: dict[NamedNode, int] = {}
    for one in located:
        subject = one.triple.subject
        if one.triple.predicate != TYPE or not isinstance(subject, NamedNode) or subject in apart:
            continue
        if subject in described or subject.value.startswith(namespaces):
            lines.setdefault(subject, one.subject_at.line)
    return lines


def preferred(ontology: Ontology) -> tuple[str, ...]:
    """The namespaces in which an ontology's own terms lie (VANN)."""
    values = (o for found in ontology.index[NAMESPACE].values() for o in found)
    return tuple(o.value for o in values if isinstance(o, Literal))


def headers_of(located: Sequence[Located]) -> dict[NamedNode, str]:
    """The ontologies that a file declares, with their titles, in English if there is one."""
    file = Ontology([one.triple for one in located])
    found: dict[NamedNode, str] = {}
    for one in located:
        if one.triple.object == ONTOLOGY and isinstance(one.triple.subject, NamedNode):
            titles = [o for o in file.objects(one.triple.subject, TITLE) if isinstance(o, Literal)]
            titles.sort(key=lambda t: (t.language != "en", t.language or "", t.value))
            found[one.triple.subject] = titles[0].value if titles else OTHERS
    return found


def disjoint(located: Sequence[Located]) -> Iterator[tuple[int, list[Term]]]:
    """The lists of classes that exclude each other, with their lines."""
    file = Ontology([one.triple for one in located])
    for one in located:
        if one.triple.object == DISJOINT:
            for head in file.objects(one.triple.subject, MEMBERS):
                yield one.subject_at.line, list(file.listed(head))


def capital(words: str) -> str:
    """Words that begin with a capital."""
    return words[:1].upper() + words[1:]
