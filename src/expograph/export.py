"""Views: the graph in the forms that other tools take, one query a file under `queries/views/`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from expograph import ask, jsonld, parquet, query, write
from expograph.errors import ExpographError, Position
from expograph.namespaces import PREFIXES
from expograph.project import Project
from expograph.query import VIEWS, Answer, Query

QUAD = ["graph", "subject", "predicate", "object"]
GRAPHS = {"turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "xml": RdfFormat.RDF_XML}
QUADS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
ROWS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
JSONLD, PARQUET = "jsonld", "parquet"
BINARY = {PARQUET}
# What an answer can be written as; the first is taken where neither the caller nor the view asks for one.
KINDS = {"graph": (*GRAPHS, JSONLD), "quads": tuple(QUADS), "rows": (*ROWS, PARQUET)}
FORMATS = tuple(name for names in KINDS.values() for name in names)


def names(project: Project) -> list[str]:
    """The names of a project's views."""
    return [name.removeprefix(VIEWS) for name in query.names(project) if name.startswith(VIEWS)]


def find(project: Project, name: str) -> Query:
    """The view of that name.

    Raises:
        ExpographError: There is none (with the nearest name), or it cannot be read.
    """
    known = names(project)
    if name in known:
        return query.find(project, VIEWS + name)
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(known)}"
    raise ExpographError(f"there is no view {name!r}", hint=hint)


def listing(project: Project, name: str | None = None) -> str:
    """The views with their formats, the one taken by default first; or one of them in full."""
    if name is not None:
        return ask.described(replace(find(project, name), name=name))
    found = {name: find(project, name) for name in names(project)}
    width = max(map(len, found), default=0)
    return "\n".join(
        f"{name:<{width}}  {one.header.summary}\n{'':<{width}}    --format {', '.join(formats(one))}"
        for name, one in found.items()
    )


def formats(view: Query) -> tuple[str, ...]:
    """How a view can be written, its own choice first.

    Raises:
        ExpographError: It answers with true or false, or its header names a format that it cannot have.
    """
    at = Position(view.source, 1, 1)
    if view.form == "ASK":
        raise ExpographError("a view is a CONSTRUCT or SELECT query", at)
    empty = Store().query(view.text)
    if isinstance(empty, QuerySolutions):
        known = KINDS["quads" if [v.value for v in empty.variables] == QUAD else "rows"]
    else:
        known = KINDS["graph"]
    own = view.header.formats or known
    if stranger := next((form for form in own if form not in known), None):
        raise ExpographError(f"the view cannot be written as {stranger}", at, f"use {', '.join(known)}")
    return own


def export(project: Project, name: str, wanted: str | None, output: Path | None, terminal: bool) -> bytes:
    """A view of a project's graph.

    Args:
        project: Whose graph; it has been built.
        name: The view.
        wanted: One of FORMATS; None for the view's own.
        output: The file to write, all or nothing; None for standard output.
        terminal: Whether standard output is one.

    Returns:
        What goes to standard output: the view, or nothing if it went to a file.

    Raises:
        ExpographError: No such view or format, no graph, or a file that cannot be written.
    """
    view = find(project, name)
    known = formats(view)
    form = wanted or known[0]
    if form not in known:
        raise ExpographError(f"the view {name} cannot be written as {form}", hint=f"use {', '.join(known)}")
    if form in BINARY and terminal and output is None:
        hint = f"add --output {name}.{form}"
        raise ExpographError(f"{form} is not text: a terminal cannot show it", hint=hint)
    store = query.load(project, query.asks_for_graphs(view))
    content = written(query.ask(store, view, {}), form, view)
    if output is None:
        return content
    write.replace_all({output: content})
    return b""


def written(answer: Answer, form: str, view: Query) -> bytes:
    """An answer in one of the formats that its view has."""
    prefixes = {**PREFIXES, **view.prefixes}
    if isinstance(answer, QuerySolutions):
        if form == PARQUET:
            return parquet.write(answer, view.header.types)
        if form in ROWS:
            return (answer.serialize(format=ROWS[form]) or b"").rstrip(b"\r\n") + b"\n"
        return rdf(quads(answer, view), QUADS[form], prefixes)
    assert isinstance(answer, QueryTriples)
    if form == JSONLD:
        return jsonld.write(answer, prefixes, view.header.vocabulary)
    return rdf(answer, GRAPHS[form], prefixes)


def quads(answer: QuerySolutions, view: Query) -> list[Quad]:
    """The rows of a view ?graph ?subject ?predicate ?object.

    Raises:
        ExpographError: A row is no quad: something is missing, or stands where it cannot.
    """
    found = []
    for row in answer:
        graph, subject, predicate, value = (row[name] for name in QUAD)
        if (
            not isinstance(graph, NamedNode)
            or not isinstance(subject, NamedNode)
            or not isinstance(predicate, NamedNode)
            or value is None
        ):
            told = ", ".join(f"{name} {row[name] or 'unbound'}" for name in QUAD)
            raise ExpographError(
                f"a row is no quad of IRIs and an object: {told}", Position(view.source, 1, 1)
            )
        found.append(Quad(subject, predicate, value, graph))
    return found


def rdf(statements: Iterable[Triple | Quad], form: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """Triples or quads, sorted, with the prefixes that they use."""
    ordered = sorted(set(statements), key=by_graph)
    text = "\n".join(map(str, ordered))
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return serialize(ordered, format=form, prefixes=used) or b""  # type: ignore[arg-type]  # all of one kind


def by_graph(statement: Triple | Quad) -> tuple[str, str]:
    """A key that keeps the quads of a graph together."""
    return str(statement.graph_name) if isinstance(statement, Quad) else "", str(statement)
