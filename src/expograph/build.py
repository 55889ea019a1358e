"""The whole line: mappings to claims, derivations, closure, shapes, files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from expograph.assemble import Assembled, assembled
from expograph.best import best_known
from expograph.derive import derive
from expograph.errors import DoesNotHold, Problems
from expograph.lines import Lines, lines_of
from expograph.namespaces import DERIVED_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, OWL
from expograph.ontology import Ontology, in_graph, short
from expograph.project import Project, shown
from expograph.reason import Inconsistency, close
from expograph.rules import described
from expograph.rules import load as load_rules
from expograph.shapes import Finding, compiled_shapes, findings, placed
from expograph.write import replace_all, trig, turtle

EXAMPLES = 3
VERSION = NamedNode(OWL + "versionInfo")


@dataclass(frozen=True)
class Graph:
    """What a build makes, before it is written.

    Args:
        assembled: What was read.
        quads: All that is said, or derived by rules, in its graphs.
        inferred: What follows from it under OWL 2 RL.
    """

    assembled: Assembled
    quads: frozenset[Quad]
    inferred: tuple[Triple, ...]

    def everything(self) -> list[Quad]:
        """All quads, the inferred triples in a graph of their own."""
        return [*self.quads, *(in_graph(t, INFERRED_GRAPH) for t in self.inferred)]

    def store(self) -> Store:
        """Everything in one store."""
        store = Store()
        store.bulk_extend(self.everything())
        return store

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The files of graph/ and what they hold."""
        everything = self.everything()
        return {
            folder / "expograph.trig": trig(everything),
            folder / "expograph.ttl": turtle({q.triple for q in everything}),
            folder / "inferred.ttl": turtle(self.inferred),
        }


@dataclass(frozen=True)
class Built:
    """What a build did.

    Args:
        graph: What it made.
        warnings: What the shapes find worth a look, and does not stop the build.
        written: The files, or nothing after a check.
    """

    graph: Graph
    warnings: tuple[Finding, ...]
    written: tuple[Path, ...]

    def __str__(self) -> str:
        documents = {c.statement.document for c in self.graph.assembled.claims}
        counts = f"{len(self.graph.assembled.claims)} claims of {len(documents)} documents"
        sizes = f"{len(self.graph.quads)} triples said, {len(self.graph.inferred)} inferred"
        names = ", ".join(map(shown, self.written))
        outcome = f"written: {names}" if self.written else "graph/ holds what the mappings say"
        worth = f"{len(self.warnings)} findings worth a look: expograph validate shows them"
        return "\n".join([f"{counts}: {sizes}", *([worth] if self.warnings else []), outcome])


def build(project: Project, check: bool = False) -> Built:
    """Make graph/ from a project's mappings, registry and ontology.

    Args:
        project: The project; its documents are not needed, the evidence lock is.
        check: Write nothing, and fail if graph/ holds anything else than what would be written.

    Raises:
        Problems: Faults of the input, or violations of shapes, with the mapping lines that made them.
        DoesNotHold: graph/ would change (check), or the graph contradicts itself.
        ExpographError: The files cannot be written.
    """
    graph = reasoned(assembled(project), project)
    lines = lines_of(graph.assembled, project.inherited)
    found = findings(graph.store(), compiled_shapes(project), lines)
    broken = [f for f in found if f.violation]
    if broken:
        raise Problems([f.error() for f in placed(broken, project.terms)])
    files = graph.files(project.graph)
    if check:
        compare(files)
    else:
        replace_all(files)
    worth = (f for f in found if lines.counts(f.violation, f.at))
    return Built(graph, tuple(worth), () if check else tuple(files))


def reasoned(found: Assembled, project: Project) -> Graph:
    """The graph of what was read, with all that rules and OWL 2 RL derive from it.

    Raises:
        Problems: The graph contradicts itself.
    """
    said = found.quads()
    quads = said | derived(said, project.rules, found.ontology)
    return Graph(
        found,
        frozenset(quads),
        consequences({q.triple for q in quads}, lambda: lines_of(found, project.inherited)),
    )


def consequences(triples: Iterable[Triple], lines: Callable[[], Lines]) -> tuple[Triple, ...]:
    """What follows from triples under OWL 2 RL and is not among them.

    Args:
        triples: Ontology and data.
        lines: Gives the places where the data was written; asked only if they contradict themselves.

    Raises:
        Problems: They contradict themselves.
    """
    closure = close(sorted(triples, key=str))
    if closure.inconsistencies:
        raise Problems([contradiction(i, lines()) for i in closure.inconsistencies])
    return tuple(closure.inferred)


def derived(quads: set[Quad], rules: Iterable[Path], known: Ontology) -> set[Quad]:
    """What the project's rules make of what is said, and the best-known values of both.

    Raises:
        ExpographError: A rule cannot be read or run, or they do not come to an end.
    """
    loaded = load_rules(rules)
    stated = {q.triple for q in quads}
    found = derive(stated, loaded, known)
    best = best_known(found.premises.values(), known)
    said = {in_graph(t, ONTOLOGY_GRAPH) for t in described(loaded)}
    return said | {in_graph(t, DERIVED_GRAPH) for t in (*found.triples(), *best) if t not in stated}


def contradiction(found: Inconsistency, lines: Lines) -> DoesNotHold:
    """A contradiction of the graph: the rule, the axiom, and the lines that say what cannot hold together."""
    places = {t: lines.of_triple[t] for t in found.asserted if t in lines.of_triple}
    said = [f"{told(triple)} ({', '.join(map(str, at))})" for triple, at in places.items()]
    first = lines.first(place for at in places.values() for place in at)
    return DoesNotHold(f"the graph contradicts itself: {found.message}", first, "\n    ".join(said) or None)


def told(triple: Triple) -> str:
    """A triple as a person would write it."""
    return " ".join(short(t) if not isinstance(t, Triple) else str(t) for t in triple)


def compare(files: dict[Path, bytes]) -> None:
    """Fail if files hold anything else than they should.

    Raises:
        DoesNotHold: With the number of triples that would come and go, and some of them.
    """
    changed = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    if not changed:
        return
    differences = [difference(path, files[path]) for path in changed]
    hint = "\n    ".join([*differences, "run expograph build"])
    raise DoesNotHold("graph/ is not what the mappings say", hint=hint)


def difference(path: Path, content: bytes) -> str:
    """How a file differs from what it should hold."""
    if not path.exists():
        return f"{shown(path)} is missing"
    kind = RdfFormat.from_extension(path.suffix[1:])
    try:
        old, new = (set(parse(text, format=kind)) for text in (path.read_bytes(), content))
    except SyntaxError as error:
        return f"{shown(path)} cannot be read: {error.msg}"
    lines = [f"{shown(path)}: {len(new - old)} triples would come, {len(old - new)} would go"]
    was, now = ({q.subject: q.object for q in quads if q.predicate == VERSION} for quads in (old, new))
    for header in sorted((h for h in was.keys() & now.keys() if was[h] != now[h]), key=str):
        version, this = was[header].value, now[header].value
        lines.append(f"      it was built on version {version} of {short(header)}, and this is {this}")
    for sign, quads in (("+", new - old), ("-", old - new)):
        lines += [f"      {sign} {told(q.triple)}" for q in sorted(quads, key=str)[:EXAMPLES]]
    return "\n".join(lines)
