"""Anyone's RDF, read to be checked: with the place of every triple where the format has places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from expograph import rdf
from expograph.errors import ExpographError
from expograph.lines import Lines, apart, lines
from expograph.ontology import Term
from expograph.project import shown
from expograph.turtle import Located, read

MB = 1_000_000
LARGEST = 100 * MB  # bytes of all files together: what is checked is held in memory
PLACED = (".ttl", ".nt")  # every N-Triples document is Turtle
PEEK = 100
BEGINNINGS = {
    b"\x1f\x8b": "it is packed by gzip: unpack it",
    b"\xef\xbb\xbf": "it begins with a byte order mark: save it without",
    b"\xff\xfe": "it is UTF-16: save it as UTF-8",
    b"\xfe\xff": "it is UTF-16: save it as UTF-8",
}
FORMATS = (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD, RdfFormat.TRIG, RdfFormat.N_QUADS)


@dataclass(frozen=True)
class Data:
    """RDF files in one store.

    Args:
        store: Their triples in their graphs; no two files share a blank node.
        triples: The same as they are written: a store keeps `"5"^^xsd:byte` as the xsd:integer 5.
        located: Those whose place is known.
    """

    store: Store
    triples: Sequence[Triple]
    located: Sequence[Located]

    def lines(self) -> Lines:
        """Where the triples were written, by the terms as the store gives them back."""
        kept = as_stored(t.triple.object for t in self.located)
        moved = (
            t._replace(triple=Triple(t.triple.subject, t.triple.predicate, kept[t.triple.object]))
            for t in self.located
            if t.triple.object in kept
        )
        return lines([*self.located, *moved])


def load(paths: Sequence[Path]) -> Data:
    """Read RDF files; the suffix of each tells its format.

    Raises:
        ExpographError: A file is missing, broken, empty, too large, not UTF-8, or of another format than its
            suffix says.
    """
    refuse_large(paths)
    store = Store()
    triples: dict[Triple, None] = {}
    located: list[Located] = []
    for number, path in enumerate(paths, 1):
        try:
            quads, placed = one(path, number)
        except ExpographError as error:
            raise ExpographError(error.message, error.at, really(path) or error.hint) from None
        if not quads:
            raise ExpographError(f"{shown(path)} holds no triple", hint="there is nothing in it to check")
        store.bulk_extend(quads)
        triples |= dict.fromkeys(quad.triple for quad in quads)
        located += placed
    return Data(store, list(triples), located)


def refuse_large(paths: Sequence[Path]) -> None:
    """Refuse files that together are larger than what is held in memory."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size > LARGEST:
        names = ", ".join(map(shown, paths))
        message = f"{names}: {size // MB} MB, more than the {LARGEST // MB} MB that can be checked at once"
        raise ExpographError(message, hint="check it in parts")


def one(path: Path, number: int) -> tuple[list[Quad], list[Located]]:
    """The quads of a file, and its triples with their places where its format has places."""
    if path.suffix not in PLACED:
        return rdf.quads(path), []
    if path.suffix != ".ttl":
        rdf.quads(path)  # stricter than Turtle
    found = read(path, shown(path), path.resolve().as_uri())
    placed = [t._replace(triple=apart(t.triple, number)) for t in found]
    return [Quad(t.triple.subject, t.triple.predicate, t.triple.object) for t in placed], placed


def really(path: Path) -> str | None:
    """A hint of the format or the encoding that a file has, if it is another than it should be."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    for beginning, hint in BEGINNINGS.items():
        if content.startswith(beginning):
            return hint
    if b"\0" in content[:PEEK]:
        return "it looks like UTF-16: save it as UTF-8"
    own = RdfFormat.from_extension(path.suffix[1:])
    if own and holds(content, own):  # RDF 1.2, which pyoxigraph reads and we do not
        return None
    for kind in FORMATS:
        if kind != own and holds(content, kind):
            return f"it is {kind.name}: give it the suffix .{kind.file_extension}"
    return None


def holds(content: bytes, kind: RdfFormat) -> bool:
    """Whether a text is of a format, and says something in it."""
    try:
        return any(True for _ in list(parse(content, format=kind, base_iri="urn:x")))
    except SyntaxError:
        return False


def as_stored(terms: Iterable[Term]) -> dict[Term, Term]:
    """The literals that a store gives back in another spelling, 1 for "01", and that spelling."""
    literals = sorted({t for t in terms if isinstance(t, Literal)}, key=str)
    names = [NamedNode(f"urn:n:{number}") for number in range(len(literals))]
    store = Store()
    store.bulk_extend(Quad(n, n, literal) for n, literal in zip(names, literals, strict=True))
    kept = {q.subject: q.object for q in store}
    pairs = zip(names, literals, strict=True)
    return {literal: kept[n] for n, literal in pairs if kept[n] != literal}
