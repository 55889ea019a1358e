"""SHACL results traced back to the lines of the mappings that made them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple

from expograph.errors import DoesNotHold, ExpographError, Position
from expograph.lines import Lines, apart, lines
from expograph.namespaces import PROV, RDF, SH
from expograph.ontology import Term, load, local_name, short
from expograph.project import Project, shown
from expograph.shacl import Result, Shapes, ShapesError, compile_shapes, validate
from expograph.turtle import read

VIOLATION = NamedNode(SH + "Violation")
SUBJECT, OBJECT = NamedNode(RDF + "subject"), NamedNode(RDF + "object")
DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
FORMATS = (
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.RDF_XML,
    RdfFormat.JSON_LD,
    RdfFormat.TRIG,
    RdfFormat.N_QUADS,
)
IRI = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True)
class Finding:
    """A validation result and where the triples stand that it is about.

    Args:
        result: What the engine found.
        at: The mapping or registry line that made the offending triple, if known.
    """

    result: Result
    at: Position | None

    @property
    def violation(self) -> bool:
        """Whether it stops a build."""
        return self.result.severity == VIOLATION

    def error(self) -> DoesNotHold:
        """The finding as an error."""
        return DoesNotHold(self.message, self.at, self.detail)

    @property
    def message(self) -> str:
        """What is wrong and what to do, as the shape says it."""
        severity = local_name(self.result.severity).lower()
        return f"{severity}: {self.result.message}"

    @property
    def detail(self) -> str:
        """About what, which value, by which shape."""
        about = [short(self.result.focus), *([str(self.result.path)] if self.result.path else [])]
        about += [short(self.result.value)] if self.result.value is not None else []
        return IRI.sub(lambda m: short(NamedNode(m[1])), f"{' '.join(about)} [{self.result.shape_name}]")

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        return f"{where}{self.message}\n    {self.detail}"


def load_shapes(project: Project) -> list[Triple]:
    """The triples of a project's SHACL files; none if it has none."""
    return load(project.shapes).triples if project.shapes else []


def compiled_shapes(project: Project) -> Shapes:
    """The project's shapes, ready to validate with.

    Raises:
        ExpographError: A shape is ill-formed, with the place of the shape.
    """
    return compiled(load_shapes(project), project.shapes)


def compiled(triples: Iterable[Triple], paths: Sequence[Path]) -> Shapes:
    """Shapes ready to validate with.

    Args:
        triples: The shapes.
        paths: The files that hold them.

    Raises:
        ExpographError: A shape is ill-formed or asks for what the engine cannot do, with its place.
    """
    try:
        return compile_shapes(triples)
    except ShapesError as error:
        raise ExpographError(error.message, fault_place(error, paths), error.hint) from None


def fault_place(error: ShapesError, paths: Sequence[Path]) -> Position | None:
    """Where the property stands that is at fault, else its shape, else the named shape that holds that."""
    located = [
        t._replace(triple=apart(t.triple, number))
        for number, path in enumerate(paths)
        if path.suffix == ".ttl"
        for t in read(path, shown(path), path.resolve().as_uri())
    ]
    try:
        compile_shapes(t.triple for t in located)
    except ShapesError as again:  # with blank nodes that are named by their places
        error = again if again.message == error.message else error
    about = [t for t in located if t.triple.subject == error.node]
    places = [t.at for t in about if t.triple.predicate == error.term] + [t.subject_at for t in about]
    return places[0] if places else shape_place(error.shape, paths)


def shape_place(shape: Term | None, paths: Sequence[Path]) -> Position | None:
    """Where a shape is written, if a Turtle file speaks of it."""
    turtle = (path for path in paths if path.suffix == ".ttl")
    triples = (t for path in turtle for t in read(path, shown(path), path.resolve().as_uri()))
    return next((t.subject_at for t in triples if t.triple.subject == shape), None)


def shape_files(path: Path) -> list[Path]:
    """The RDF files of a folder in a fixed order, or the one file that is named.

    Raises:
        ExpographError: There is no such file, or the folder holds none.
    """
    if not path.is_dir():
        return [path]
    suffixes = {f".{kind.file_extension}" for kind in FORMATS}
    found = sorted(p for p in path.iterdir() if p.is_file() and p.suffix in suffixes)
    if not found:
        raise ExpographError(f"there is no RDF file in {shown(path)}", hint="name a folder of SHACL files")
    return found


def findings(store: Store, shapes: Shapes, lines: Lines) -> list[Finding]:
    """Validate a store with the compiled shapes and trace the results.

    Args:
        store: The data.
        shapes: The shapes.
        lines: Where the data was written.
    """
    return traced(validate(store, shapes), store, lines)


def traced(results: Iterable[Result], store: Store, lines: Lines) -> list[Finding]:
    """Results with the places of the triples that they are about, or of what these are derived from."""
    places = ((r, lines.place(r.focus, r.value, r.path.iri if r.path else None)) for r in results)
    return [Finding(r, premise(r, store, lines) or source(r.focus, at, store, lines)) for r, at in places]


def placed(found: list[Finding], ontology: Iterable[Path]) -> list[Finding]:
    """Findings with the place of the term that they are about, where no line of the data speaks of it.

    Args:
        found: What was traced.
        ontology: The files that declare terms; of two that speak of one the first is named.
    """
    if all(finding.at for finding in found):
        return found
    declared = lines(t for path in ontology for t in read(path, shown(path))).of_subject
    return [f if f.at else replace(f, at=declared.get(f.result.focus)) for f in found]


def premise(result: Result, store: Store, lines: Lines) -> Position | None:
    """Where that is written from which the value follows that is wrong about a thing, if no line says it."""
    thing, value = result.focus, result.value
    if value is None or isinstance(thing, Literal) or lines.together(thing, value):
        return None
    about = {q.subject for q in store.quads_for_pattern(None, SUBJECT, thing)}
    claims = about & {q.subject for q in store.quads_for_pattern(None, OBJECT, value)}
    return lines.first(at for claim in claims if (at := source(claim, None, store, lines)))


def source(derived: Term, found: Position | None, store: Store, lines: Lines) -> Position | None:
    """Where a thing is written, or that from which it is derived, by any number of steps.

    Args:
        derived: The thing.
        found: Its own place, if it has one; it is the answer unless it is in a file that the project extends.
        store: What is derived from what.
        lines: Where the data was written.

    Returns:
        The nearest line of the project's own files, else of those that it extends.
    """
    seen, level = {derived}, [derived]
    while level and (found is None or found.file in lines.inherited):
        found = lines.first(p for p in (*map(lines.of_subject.get, level), found) if p)
        nodes = [t for t in level if isinstance(t, NamedNode)]
        quads = [q for node in nodes for q in store.quads_for_pattern(node, DERIVED_FROM, None)]
        level = [q.object for q in quads if q.object not in seen]
        seen.update(level)
    return found
