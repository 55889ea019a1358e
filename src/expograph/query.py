"""Named questions: `queries/**/*.rq`, asked of the project's graph."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from expograph import header, parameters
from expograph.errors import ExpographError, Position, misread
from expograph.header import Header
from expograph.namespaces import PREFIXES
from expograph.parameters import Parameter
from expograph.project import Project, shown

Answer = QuerySolutions | QueryBoolean | QueryTriples | Sequence[Triple]
SUFFIX = ".rq"
VIEWS = "views/"  # what is exported rather than asked
CHECKS = "checks/"  # what is asked of the ontology, and has no answer where all is well
METADATA = "metadata/"  # what describes a release
PAGES = "pages/"  # what the pages of `expograph serve` are made of


@dataclass(frozen=True)
class Query:
    """A question: SPARQL text and what its header says of it."""

    name: str
    source: str
    text: str
    form: str
    header: Header
    parameters: tuple[Parameter, ...]
    prefixes: Mapping[str, str]


def catalogue(project: Project) -> list[Query]:
    """The queries of a project, by name, without what serves other commands."""
    aside = (VIEWS, CHECKS, METADATA, PAGES)
    return [_file(path, name) for name, path in names(project).items() if not name.startswith(aside)]


def find(project: Project, name: str) -> Query:
    """The query of that name, or in that file.

    Raises:
        ExpographError: There is none (with the nearest name), it cannot be read, or it is not SPARQL.
    """
    known = names(project)
    if name in known:
        return _file(known[name], name)
    if Path(name).suffix == SUFFIX:
        return _file(Path(name), Path(name).stem)
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    raise ExpographError(
        f"there is no query {name!r}",
        hint=(f"did you mean {', '.join(near)}? " if near else "") + "`expograph query --list` shows all",
    )


def names(project: Project) -> dict[str, Path]:
    """Where each query is, sorted by name, which is its path under `queries/` without suffix.

    Of two with one name the one in the first folder counts, the project's own.
    """
    found = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for folder in reversed(project.queries)
        for path in folder.rglob("*" + SUFFIX)
    }
    return dict(sorted(found.items()))


def _file(path: Path, name: str) -> Query:
    try:
        return read(decoded(path.read_bytes(), shown(path)), name, shown(path))
    except OSError as error:
        raise ExpographError(f"cannot read {shown(path)}: {error.strerror}") from error


def decoded(text: bytes, source: str) -> str:
    """A query's bytes as text.

    Raises:
        ExpographError: They are not UTF-8.
    """
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        at = Position(source, line, error.start - text.rfind(b"\n", 0, error.start))
        raise ExpographError("not UTF-8", at, hint="save it as UTF-8") from error


def read(text: str, name: str, source: str) -> Query:
    """Reads a query and its header.

    Args:
        text: SPARQL 1.1, with or without `#+` lines.
        name: What it is called.
        source: Where it comes from, as shown in errors.

    Raises:
        ExpographError: Neither the text is a SPARQL query nor the header YAML of the right form.
    """
    _check_syntax(text, source)
    described = header.read(text, source)
    prefixes, form = parameters.prologue(text)
    try:
        declared = _declared(text, described)
        _check_namespaces(declared.values(), {**PREFIXES, **prefixes})
    except ExpographError as error:
        raise ExpographError(error.message, Position(source, 1, 1), error.hint) from error
    return Query(name, source, text, form, described, tuple(declared.values()), prefixes)


def _check_syntax(text: str, source: str) -> None:
    try:
        Store().query(text)
    except SyntaxError as error:
        hint = "see SPARQL 1.1 Query Language"
        raise misread(error, source, "not a SPARQL 1.1 query", hint) from error


def _declared(text: str, header: Header) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for variable in parameters.variables(text):
        declared = parameters.parameter(variable)
        if declared and found.setdefault(declared.name, declared) != declared:
            raise ExpographError(f"the parameter {declared.name} is used with two kinds or marks")
    for name in [*header.defaults, *header.params]:
        if name not in found:
            raise ExpographError(f"the header speaks of a parameter {name}, which the query does not use")
    return {
        name: replace(
            declared,
            default=header.defaults.get(name),
            namespace=header.params.get(name, {}).get("namespace"),
            description=header.params.get(name, {}).get("description", ""),
        )
        for name, declared in found.items()
    }


def _check_namespaces(declared: Iterable[Parameter], prefixes: Mapping[str, str]) -> None:
    for one in declared:
        if one.namespace and one.namespace not in prefixes:
            raise ExpographError(
                f"the namespace {one.namespace} of the parameter {one.name} is not declared",
                hint=f"add PREFIX {one.namespace}: <…> to the query",
            )


def bind(query: Query, given: Mapping[str, str]) -> tuple[str, dict[str, NamedNode | Literal]]:
    """The text to run, with the values put in, and the term of each parameter.

    Raises:
        ExpographError: Unknown, missing or ill-typed parameters, or one that stands where no value can.
    """
    terms = parameters.values(query.parameters, given, query.prefixes)
    text = parameters.substitute(query.text, terms)
    try:
        Store().query(text)
    except SyntaxError as error:
        raise ExpographError(
            f"a value of {', '.join(terms)} cannot stand where the query has its variable",
            Position(query.source, 1, 1),
            hint="a parameter is no column: show it with BIND(?_name_kind AS ?name); a literal is no subject",
        ) from error
    return text, terms


def load(project: Project, named: bool = True) -> Store:
    """The project's graph in memory, closed under OWL 2 RL.

    Every triple, said or inferred, is in the default graph, once: the union of the named graphs would count a
    triple twice that two documents state. The named graphs lie beside it.

    Args:
        project: Whose graph; it has been built.
        named: Whether the named graphs are wanted too.

    Raises:
        ExpographError: It has not been built, or is broken.
    """
    store = Store()
    _load_file(store, project.graph / "expograph.ttl", RdfFormat.TURTLE)
    if named:
        _load_file(store, project.graph / "expograph.trig", RdfFormat.TRIG)
    return store


def _load_file(store: Store, path: Path, format_: RdfFormat) -> None:
    try:
        store.load(path=path, format=format_)
    except FileNotFoundError as error:
        raise ExpographError(f"there is no {shown(path)}", hint="make it with `expograph build`") from error
    except SyntaxError as error:
        raise misread(error, shown(path), "cannot read it", "run `expograph build`") from error


def asks_for_graphs(query: Query) -> bool:
    """Whether the text may speak of named graphs."""
    return (
        re.search(r"\b(GRAPH|NAMED|FROM)\b", parameters.without_comments(query.text), re.IGNORECASE)
        is not None
    )


def ask(store: Store, query: Query, given: Mapping[str, str]) -> Answer:
    """Asks the question of a store, as SPARQL 1.1 has it.

    Raises:
        ExpographError: As for `bind`, or the store knows nothing of an IRI that is asked about.
    """
    text, terms = bind(query, given)
    for name, value in terms.items():
        if isinstance(value, NamedNode):
            _check_known(store, name, value)
    return store.query(text)


def known(store: Store, iri: NamedNode) -> bool:
    """Whether a store has an IRI anywhere."""
    places = (
        (iri, None, None, None),
        (None, iri, None, None),
        (None, None, iri, None),
        (None, None, None, iri),
    )
    return any(next(iter(store.quads_for_pattern(*place)), None) for place in places)


def _check_known(store: Store, name: str, iri: NamedNode) -> None:
    if known(store, iri):
        return
    namespace = re.sub(r"[^/#]*$", "", iri.value)
    subjects = {q.subject.value for q in store if isinstance(q.subject, NamedNode)}
    near = get_close_matches(
        iri.value, sorted(s for s in subjects if s.startswith(namespace)), n=3, cutoff=0.4
    )
    hint = f"near to it: {', '.join(s.removeprefix(namespace) for s in near)}" if near else None
    raise ExpographError(f"the graph knows nothing of <{iri.value}>, asked for as {name}", hint=hint)
