"""SHACL results traced back to the lines of the mappings that made them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store, Triple

from expograph.errors import DoesNotHold, ExpographError, Position
from expograph.lines import Lines
from expograph.namespaces import SH
from expograph.ontology import load, local_name, short
from expograph.project import Project, shown
from expograph.shacl import Result, Shapes, ShapesError, compile_shapes, validate
from expograph.turtle import read

VIOLATION = NamedNode(SH + "Violation")
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
    try:
        return compile_shapes(load_shapes(project))
    except ShapesError as error:
        read_again = (t for path in project.shapes for t in read(path, shown(path)))
        at = next((t.subject_at for t in read_again if t.triple.subject == error.shape), None)
        raise ExpographError(error.message, at, error.hint) from None


def findings(store: Store, shapes: Shapes, lines: Lines) -> list[Finding]:
    """Validate a store with the compiled shapes and trace the results.

    Args:
        store: The data.
        shapes: The shapes.
        lines: Where the data was written.
    """
    return traced(validate(store, shapes), lines)


def traced(results: Iterable[Result], lines: Lines) -> list[Finding]:
    """Results with the places of the triples that they are about."""
    return [Finding(result, lines.place(result.focus, result.value)) for result in results]
