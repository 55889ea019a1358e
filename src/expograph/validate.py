"""Shapes over the built graph, over mappings, or over any RDF file, with the lines to mend."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize

from expograph import rdf
from expograph.assemble import assembled
from expograph.brackets import MAPS
from expograph.build import consequences, reasoned
from expograph.errors import ExpographError
from expograph.lines import Lines, lines, lines_of
from expograph.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH, SH
from expograph.ontology import in_graph, load
from expograph.project import Project, shown
from expograph.shacl import Shapes, pyshacl_results, report, untargeted
from expograph.shacl import validate as compiled
from expograph.shapes import Finding, compiled_shapes, load_shapes, traced
from expograph.turtle import Located, read


@dataclass(frozen=True)
class Report:
    """What validation found.

    Args:
        findings: Results with the lines that made the offending triples.
        missing: Names of shapes that must have targets and have none.
        triples: How many triples were checked.
        shapes: By how many shapes with targets.
    """

    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    triples: int
    shapes: int

    @property
    def conforms(self) -> bool:
        """Whether there is no violation, and every shape found what it is for."""
        return not self.missing and not any(f.violation for f in self.findings)

    def text(self, form: str) -> str:
        """The report as text, json or turtle."""
        return {"text": self._text, "json": self._json, "turtle": self._turtle}[form]()

    def _text(self) -> str:
        lines = [str(f) for f in self.findings]
        lines += [
            f"violation: the shape {name} has no target: a misspelt class, or data that is missing"
            for name in self.missing
        ]
        outcome = "conforms" if self.conforms else "does not conform"
        return "\n".join(
            [*lines, f"{self.triples} triples, {self.shapes} shapes, {len(lines)} results: {outcome}"]
        )

    def _json(self) -> str:
        results = [as_json(f) for f in self.findings]
        content = {
            "conforms": self.conforms,
            "triples": self.triples,
            "shapes": self.shapes,
            "results": results,
        }
        return json.dumps({**content, "shapesWithoutTargets": self.missing}, ensure_ascii=False, indent=2)

    def _turtle(self) -> str:
        return (
            serialize(report([f.result for f in self.findings]), format=RdfFormat.TURTLE, prefixes={"sh": SH})
            or b""
        ).decode()


def as_json(finding: Finding) -> dict[str, object]:
    """A finding for programs: terms in N-Triples, the place of the line that made the triple."""
    result, at = finding.result, finding.at
    return {
        "severity": result.severity.value,
        "focusNode": str(result.focus),
        "path": str(result.path) if result.path else None,
        "value": None if result.value is None else str(result.value),
        "message": result.message,
        "shape": result.shape_name,
        "component": result.component.value,
        "file": at and at.file,
        "line": at and at.line,
        "column": at and at.column,
    }


@dataclass(frozen=True)
class Checked:
    """What is validated: the triples, where they were written, and whether they are a whole graph.

    Args:
        store: The triples.
        lines: Where they were written.
        only: The files whose findings count; all where empty.
        whole: Whether a shape without targets is a fault.
    """

    store: Store
    lines: Lines
    only: frozenset[str]
    whole: bool


def validate(project: Project, paths: Sequence[Path] = (), engine: str = "compiled") -> Report:
    """Check a project's graph, its mappings, or RDF files against the project's shapes.

    Args:
        project: The project.
        paths: None for the built graph; mappings of the project are built in memory, with all the others, and
            only findings in them are reported; any other RDF file is checked together with the ontology.
        engine: "compiled" or "pyshacl".

    Raises:
        ExpographError: A file cannot be read, or the shapes ask for what the engine cannot do.
    """
    shapes = compiled_shapes(project)
    checked = chosen(project, paths)
    data = list(dict.fromkeys(q.triple for q in checked.store))
    if engine == "pyshacl":
        results = pyshacl_results(data, load_shapes(project))
    else:
        results = compiled(checked.store, shapes)
    found = [
        f for f in traced(results, checked.lines) if not checked.only or (f.at and f.at.file in checked.only)
    ]
    missing = without_targets(project, checked.store, shapes) if checked.whole else ()
    return Report(tuple(found), missing, len(data), len(shapes.shapes))


def chosen(project: Project, paths: Sequence[Path]) -> Checked:
    """What the paths ask for."""
    if not paths:
        return built(project)
    own = {path.resolve() for path in project.mappings}
    mappings = [path for path in paths if path.resolve() in own]
    others = [path for path in paths if path.resolve() not in own]
    if mappings and others:
        raise ExpographError(
            "mappings and other files are checked apart", hint="run the command once for each"
        )
    if mappings:
        return in_memory(project, mappings)
    return files(project, others)


def built(project: Project) -> Checked:
    """The files of graph/, with the lines of the mappings from which they were made."""
    store = Store()
    store.bulk_extend(rdf.quads(project.graph / "expograph.trig", "run expograph build"))
    return Checked(store, lines_of(assembled(project)), frozenset(), True)


def in_memory(project: Project, mappings: Sequence[Path]) -> Checked:
    """The graph as a build would make it now; only what these mappings wrote is reported."""
    graph = reasoned(assembled(project), project)
    return Checked(
        graph.store(), lines_of(graph.assembled), frozenset(shown(p.resolve()) for p in mappings), True
    )


def files(project: Project, paths: Sequence[Path]) -> Checked:
    """RDF files and the ontology whose terms they use, with what follows: the shapes stand on the closure."""
    store = Store()
    store.bulk_extend(in_graph(t, ONTOLOGY_GRAPH) for t in load(project.ontology).triples)
    located: list[Located] = []
    for path in paths:
        if path.suffix == ".ttl":
            found = read(path, shown(path), path.resolve().as_uri())
            located += found
            refuse_mapping(found, path)
            store.extend(Quad(t.triple.subject, t.triple.predicate, t.triple.object) for t in found)
        else:
            store.bulk_extend(rdf.quads(path))
    places = lines(located)
    store.extend(in_graph(t, INFERRED_GRAPH) for t in consequences({q.triple for q in store}, lambda: places))
    return Checked(store, places, frozenset(), False)


def refuse_mapping(found: Sequence[Located], path: Path) -> None:
    """A mapping of no project cannot be built."""
    for triple, at, _ in found:
        if triple.predicate == MAPS:
            hint = "put it into mappings/ of its project, and name the project with --project"
            raise ExpographError("this is a mapping, and not of this project", at, hint)


def without_targets(project: Project, store: Store, shapes: Shapes) -> tuple[str, ...]:
    """The shapes of the project's own files that must have targets and have none; inherited ones may wait."""
    files = [p for p in project.shapes if p.is_relative_to(project.root)]
    own = {t.subject for t in load(files).triples} if files else set()
    return tuple(shape.name for shape in untargeted(store, shapes) if shape.node in own)
