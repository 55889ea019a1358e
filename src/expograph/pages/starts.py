"""Which questions the data can answer, and what each begins with where its defaults are not known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, product

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, Store

from expograph import parameters, query
from expograph.errors import ExpographError
from expograph.namespaces import ONTOLOGY, PREFIXES
from expograph.parameters import Parameter
from expograph.query import Query

TRIED = 300
"""Values, or pairs of them, that are tried at most until one has an answer."""
Start = Mapping[str, str]


def starts(
    store: Store,
    asked: Iterable[Query],
    named: Mapping[str, frozenset[NamedNode]],
    things: Collection[str],
    own: bool,
) -> dict[str, Start]:
    """The questions that data can answer, by name, each with the values to begin with that are no defaults.

    Args:
        store: The data, every triple in the default graph.
        asked: The questions.
        named: The terms that each names.
        things: The IRIs of what has a name, which may be asked about.
        own: Whether the questions were made for these data: then one that is asked with its defaults, or
            with nothing, is offered even if there is nothing to tell.
    """
    found = {}
    for one in asked:
        start = None
        if own or _speaks_of(store, named.get(one.name, frozenset())):
            start = _start(store, one, things, own)
        if start is not None:
            found[one.name] = start
    return found


def _speaks_of(store: Store, terms: Iterable[NamedNode]) -> bool:
    """Whether data have one of the terms of ours that a question names, so that it may have an answer."""
    ours = (term for term in terms if term.value.startswith(ONTOLOGY))
    return any(_known(store, term) for term in ours)


def _start(store: Store, asked: Query, things: Collection[str], own: bool) -> Start | None:
    """The first values with which a question has an answer; None where there are none."""
    missing = [p for p in asked.parameters if _missing(store, asked, p)]
    if own and not missing:
        return {}
    offered = [list(islice(_values(things, asked, one), TRIED)) for one in missing]
    for values in islice(product(*offered), TRIED):
        start = dict(zip((one.name for one in missing), values, strict=True))
        if _answers(store, asked, start):
            return start
    return None


def _missing(store: Store, asked: Query, wanted: Parameter) -> bool:
    """Whether a parameter needs a value that is not its default."""
    if wanted.default is None:
        return wanted.required
    term = parameters.term(wanted, wanted.default, asked.prefixes)
    return isinstance(term, NamedNode) and not _known(store, term)


def _known(store: Store, term: NamedNode) -> bool:
    default = DefaultGraph()
    quads = (
        store.quads_for_pattern(term, None, None, default),
        store.quads_for_pattern(None, None, term, default),
        store.quads_for_pattern(None, term, None, default),
    )
    return any(next(iter(found), None) for found in quads)


def _values(things: Collection[str], asked: Query, wanted: Parameter) -> Iterator[str]:
    """What a parameter may mean in the data: the things in its namespace, in order."""
    namespace = {**PREFIXES, **asked.prefixes}.get(wanted.namespace or "")
    if wanted.kind != "iri" or namespace is None:
        return
    iris = sorted(iri for iri in things if iri.startswith(namespace))
    yield from (slug for iri in iris if parameters.SLUG.fullmatch(slug := iri.removeprefix(namespace)))


def _answers(store: Store, asked: Query, start: Start) -> bool:
    """Whether a question has an answer with some values: a row, a triple, or yes."""
    try:
        found = query.ask(store, asked, start)
    except ExpographError:
        return False
    return bool(found) if isinstance(found, QueryBoolean) else next(iter(found), None) is not None
