"""Shapes over the built graph, over mappings, or over any RDF file, with the lines to mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store, Triple

from expograph import data
from expograph.baseline import identities
from expograph.checked import Checked, chosen
from expograph.errors import ExpographError, Problems
from expograph.ontology import short
from expograph.project import Project, shown
from expograph.reports import Entry, Report
from expograph.reports.model import INFO, VIOLATION, found, idle, unreadable
from expograph.shacl import Result, Shapes, pyshacl_results, untargeted
from expograph.shacl import validate as ask
from expograph.shapes import compiled, load_shapes, placed, shape_files, shape_place, traced


@dataclass(frozen=True)
class Asked:
    """The shapes that are asked.

    Args:
        triples: The shapes graph.
        files: Where it is written; of the project's, only its own files, since inherited shapes may wait.
        shapes: The shapes, compiled.
        own: Whether the project's shapes are asked, and no others in their place.
    """

    triples: list[Triple]
    files: Sequence[Path]
    shapes: Shapes
    own: bool


def validate(
    project: Project, paths: Sequence[Path] = (), engine: str = "compiled", shapes: Path | None = None
) -> Report:
    """Check a project's graph, its mappings, or RDF files against shapes.

    Args:
        project: The project.
        paths: None for the built graph; mappings and registry files of the project are built in memory, with
            all the others, and only findings in them are reported; any other RDF file is checked together
            with the ontology, or as it stands where the shapes are not the project's. Where mappings cannot
            be read, that is reported, and what can be read is checked in memory.
        engine: "compiled" or "pyshacl".
        shapes: A SHACL file, or a folder of them, in place of the project's.

    Raises:
        ExpographError: A file cannot be read, or the shapes ask for what the engine cannot do.
    """
    asked = questions(project, shapes)
    try:
        checked = chosen(project, paths, asked.own)
    except Problems as error:
        return unread(error)
    triples = checked.written or list(dict.fromkeys(q.triple for q in checked.store))
    if engine == "pyshacl":
        results = pyshacl_results(triples, asked.triples)
    else:
        results = ask(graph(checked, asked), asked.shapes)
    entries = [
        *unreadable(checked.problems),
        *findings(results, checked),
        *without_targets(checked, asked),
    ]
    return Report(tuple(entries), asked.shapes, len(triples), checked.file)


def graph(checked: Checked, asked: Asked) -> Store | Sequence[Triple]:
    """The data graph: the store, or the triples as written where shapes ask for a kind of integer."""
    return checked.written if asked.shapes.exact and checked.written else checked.store


def unread(error: ExpographError) -> Report:
    """What could not be read, as a report for services that show it at its place.

    Raises:
        ExpographError: As it came, if it has no place.
    """
    faults = error.errors if isinstance(error, Problems) else [error]
    if any(fault.at is None for fault in faults):
        raise error
    return Report(tuple(unreadable(faults)), None, 0, "")


def questions(project: Project, path: Path | None) -> Asked:
    """The project's shapes, or those of a file or folder.

    Raises:
        ExpographError: They cannot be read, ask for what the engine cannot do, or have no targets.
    """
    if path is None:
        triples = load_shapes(project)
        return Asked(triples, project.own_shapes, compiled(triples, project.shapes), True)
    files = shape_files(path)
    triples = list(data.load(files).triples)
    asked = Asked(triples, files, compiled(triples, files), False)
    if not asked.shapes.shapes:
        message = f"no shape of {shown(path)} has a target"
        raise ExpographError(message, hint="say with sh:targetClass or its like what a shape is for")
    return asked


def findings(results: Iterable[Result], checked: Checked) -> list[Entry]:
    """The results that count, with their places and with what makes them the same in another run."""
    traces = traced(results, checked.store, checked.lines)
    counted = [f for f in placed(traces, checked.ontology) if checked.counts(f)]
    known = identities([f.result for f in counted], checked.store)
    return [found(f, identity) for f, identity in zip(counted, known, strict=True)]


def without_targets(checked: Checked, asked: Asked) -> list[Entry]:
    """The shapes that must have targets and have none.

    Of the project's shapes, those of its own files count, and only for a whole graph.

    Raises:
        ExpographError: None of other shapes finds anything.
    """
    if checked.problems or (asked.own and not checked.whole):
        return []
    idlers = untargeted(graph(checked, asked), asked.shapes)
    if asked.own:
        return [idle(s.name, at, VIOLATION) for s in idlers if (at := shape_place(s.node, asked.files))]
    if len(idlers) == len(asked.shapes.shapes):
        hint = f"they are for {', '.join(sorted({short(t.term) for s in idlers for t in s.targets}))}"
        raise ExpographError("the shapes find nothing to check in the data", hint=hint)
    return [idle(s.name, shape_place(s.node, asked.files), INFO) for s in idlers]
