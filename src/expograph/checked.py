"""What is validated: the built graph, mappings built in memory, or RDF files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store, Triple

from expograph import data, rdf
from expograph.assemble import Gathered, gathered, refuse_circles
from expograph.brackets import MAPS
from expograph.build import consequences, reasoned
from expograph.errors import ExpographError, Problems
from expograph.lines import Lines, lines_of
from expograph.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH
from expograph.ontology import in_graph, load
from expograph.project import Project, shown
from expograph.shapes import Finding
from expograph.turtle import Located


@dataclass(frozen=True)
class Checked:
    """What is validated: the triples, where they were written, and whether they are a whole graph.

    Args:
        store: The triples.
        lines: Where they were written.
        file: The file to name where no line is known.
        only: The files whose findings count; all where empty.
        whole: Whether a shape without targets is a fault.
        problems: What could not be read.
        unread: The things of which something could not be read.
        ontology: The files that declare the terms, which may be at fault too.
        written: The triples with each number as it is written, where that is not as the store has it.
    """

    store: Store
    lines: Lines
    file: str
    only: frozenset[str] = frozenset()
    whole: bool = False
    problems: tuple[ExpographError, ...] = ()
    unread: frozenset[NamedNode] = frozenset()
    ontology: Sequence[Path] = ()
    written: Sequence[Triple] = ()

    def counts(self, finding: Finding) -> bool:
        """Whether a finding is asked for, and does not come of what could not be read.

        What a thing lacks may stand in a statement that could not be read: it is told once that can be.
        """
        lacking = finding.result.value is None and bool(self.problems)
        if lacking and (finding.result.focus in self.unread or not finding.violation):
            return False
        if self.only:
            return bool(finding.at and finding.at.file in self.only)
        return self.lines.counts(finding.violation, finding.at)


def chosen(project: Project, paths: Sequence[Path], closed: bool) -> Checked:
    """What the paths ask for; RDF files with the ontology and what follows, if they are to be closed."""
    if not paths:
        return built(project)
    own = {path.resolve() for path in (*project.mappings, *project.registry)}
    mappings = [path for path in paths if path.resolve() in own]
    others = [path for path in paths if path.resolve() not in own]
    if mappings and others:
        raise ExpographError(
            "mappings and other files are checked apart", hint="run the command once for each"
        )
    if mappings:
        return made(project, reading(project), mappings)
    return with_ontology(project, others) if closed else as_they_stand(others)


def built(project: Project) -> Checked:
    """The files of graph/, with the lines of the mappings from which they were made.

    Where these cannot be read now, graph/ is not what they say, and the check is made in memory.
    """
    now = reading(project)
    if now.problems:
        return made(project, now, ())
    refuse_circles(now.found)
    file = project.graph / "expograph.trig"
    store = Store()
    store.bulk_extend(rdf.quads(file, "run expograph build"))
    return Checked(
        store, lines_of(now.found, project.inherited), shown(file), whole=True, ontology=project.terms
    )


def reading(project: Project) -> Gathered:
    """What a project's mappings and registry say.

    Raises:
        Problems: They cannot be read.
    """
    try:
        return gathered(project)
    except Problems:
        raise
    except ExpographError as error:
        raise Problems([error]) from None


def made(project: Project, now: Gathered, paths: Sequence[Path]) -> Checked:
    """The graph as a build would make it of what can be read; only what these files wrote is reported.

    Raises:
        Problems: It contradicts itself; told together with what cannot be read.
    """
    try:
        refuse_circles(now.found)
        graph = reasoned(now.found, project)
    except Problems as error:
        raise Problems([*now.problems, *error.errors]) from None
    return Checked(
        graph.store(),
        lines_of(graph.assembled, project.inherited),
        shown(paths[0] if paths else project.mappings[-1]),
        only=frozenset(shown(path.resolve()) for path in paths),
        whole=not now.problems,
        problems=tuple(now.problems),
        unread=now.unread,
        ontology=project.terms,
    )


def as_they_stand(paths: Sequence[Path]) -> Checked:
    """RDF files and nothing else."""
    given = data.load(paths)
    return Checked(given.store, given.lines(), without_places(paths), written=given.triples)


def with_ontology(project: Project, paths: Sequence[Path]) -> Checked:
    """RDF files and the ontology whose terms they use, with what follows: the shapes stand on the closure."""
    given = data.load(paths)
    refuse_mappings(given.located)
    store, places = given.store, given.lines()
    store.bulk_extend(in_graph(t, ONTOLOGY_GRAPH) for t in load(project.ontology).triples)
    store.extend(in_graph(t, INFERRED_GRAPH) for t in consequences({q.triple for q in store}, lambda: places))
    return Checked(store, places, without_places(paths), ontology=project.terms)


def without_places(paths: Sequence[Path]) -> str:
    """The file from which comes what has no place: the first whose format has none."""
    return shown(next((p for p in paths if p.suffix not in data.PLACED), paths[0]))


def refuse_mappings(found: Sequence[Located]) -> None:
    """A mapping of no project cannot be built."""
    for triple, at, _ in found:
        if triple.predicate == MAPS:
            hint = "put it into mappings/ of its project, and name the project with --project"
            raise ExpographError("this is a mapping, and not of this project", at, hint)
