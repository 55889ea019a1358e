"""What a worker can be asked. A job is JSON with its kind; what it answers is written to an Answer.

A worker can open no file and no connection, so that what a kind of job needs has to be imported, and read,
when this module is, or in what the origin prepares; but a page of proofs may read the project's files.
"""

import json
import resource
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryTriples,
    Store,
)

from expograph import pages
from expograph.pages import Asked, Shelf, refused
from expograph.parameters import prologue
from expograph.serve import dataset_clause, description, graphs
from expograph.serve.answer import Answer, Cut
from expograph.serve.dataset import Dataset
from expograph.serve.forms import PAGES, RESULT_FORMATS, RESULTS, TRIPLES
from expograph.serve.guard import refuse_fetching
from expograph.serve.negotiate import chosen, names
from expograph.serve.refusal import Refusal, malformed
from expograph.serve.rows import Counter
from expograph.serve.settings import Settings
from expograph.serve.shelving import put, shelved

Job = Mapping[str, Any]
MERGE = NamedNode("urn:expograph:merge")  # a graph of one query, and of the worker that has to answer it


def ask(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Answer a query.

    Args:
        job: text, base, accept, form, default and named: as in protocol.Operation.
        data: What is asked; a worker's own copy.
        settings: With the hosts that may be asked.
        answer: Where it is written.

    Raises:
        Refusal: It is malformed, fetches, cannot be given in a form that is wanted, or is over a limit.
        Cut: It is answered, but the store has a graph more now, so that this worker has to end. To take that
            away would wait for ever for results that are not dropped yet, since they hold the graphs.
    """
    refuse_fetching(job["text"], settings.hosts)
    default, named = dataset(job, data.store)
    if default != [MERGE]:
        asked(job, data.store, default, named, answer)
        return
    answer.last()
    try:
        asked(job, data.store, default, named, answer)
        answer.end()
    except Refusal as refusal:
        answer.refuse(refusal)
    raise Cut


def asked(job: Job, store: Store, default: Any, named: Any, answer: Answer) -> None:
    """Answer a query to a dataset."""
    try:
        found = store.query(job["text"], base_iri=job["base"], default_graph=default, named_graphs=named)
        if isinstance(found, QueryTriples):
            write_triples(found, job, answer)
        else:
            form = chosen(job["accept"], RESULTS, job["form"])
            rows = None if isinstance(found, QueryBoolean) else Counter(form.name).feed
            answer.begin(form.media, rows)
            found.serialize(answer.file, RESULT_FORMATS[form.name])
    except SyntaxError as error:
        raise malformed(error, "no SPARQL 1.1 query") from None
    except (
        RuntimeError,
        ValueError,
        OSError,
    ) as error:  # a function that does not exist, a host that is not there
        raise untold(error, answer) from None


def untold(error: Exception, answer: Answer) -> Exception:
    """A failure in the middle of a query, as a refusal if nothing of the answer has left."""
    return Cut() if answer.left else Refusal(400, f"This query cannot be answered: {error}"[:500])


def dataset(job: Job, store: Store) -> tuple[Any, Any]:
    """The default graph and the named graphs of a query; None where they are those of the store."""
    default, named = list(job["default"]), list(job["named"])
    if not default and not named:
        clauses = dataset_clause.several_defaults(job["text"], job["base"])
        if clauses is None:
            return None, None
        default, named = clauses
    return merged(store, [NamedNode(g) for g in default]), [NamedNode(g) for g in named]


def merged(store: Store, names: list[NamedNode]) -> list[NamedNode]:
    """A graph that holds each triple of several once; where there is one, that one."""
    if len(names) < 2:
        return names
    for name in names:
        quads = store.quads_for_pattern(None, None, None, name)
        store.extend(Quad(q.subject, q.predicate, q.object, MERGE) for q in list(quads))
    return [MERGE]


def write_triples(found: QueryTriples, job: Job, answer: Answer) -> None:
    """Write a graph, with the prefixes that the query declares."""
    form = chosen(job["accept"], TRIPLES, job["form"])
    answer.begin(form.media)
    prefixes = prologue(job["text"])[0]
    answer.rdf(found, form.name, prefixes)


def describe(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Describe the service, or the dataset.

    Args:
        job: what ("service" or "dataset"), base (the server's address), accept, form.
        data: What is described.
        settings: With the limits.
        answer: Where it is written.
    """
    form = chosen(job["accept"], TRIPLES[:4], job["form"])
    triples = description.KINDS[job["what"]](data, settings, job["base"])
    answer.begin(form.media)
    answer.rdf(triples, form.name, description.used(triples))


def read_graph(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Give a graph of the Graph Store.

    Args:
        job: graph (its IRI, "" for the default graph, None for all), accept, form.
        data: What is read.
        settings: Not needed.
        answer: Where it is written.

    Raises:
        Refusal: 404, there is no such graph.
    """
    graphs.write(job, data, answer)


def count(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Say how much there is, as JSON: what the front page tells, and what shows that a worker works."""
    answer.begin("application/json")
    answer.write(json.dumps(description.counts(data)).encode())


def page(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Give a page.

    Args:
        job: path and parameters of the address, language, accept.
        data: With what its pages are made of.
        settings: Of the server.
        answer: Where it is written; its head has the status, and what else the front needs.

    Raises:
        Refusal: 404, there is none and no page was wanted; 406, it cannot be given in a form that is.
    """
    shelf = current(data, settings)
    offers = tuple(PAGES[name] for name in pages.formats(shelf, job["path"]))
    form = chosen(job["accept"], offers).name if offers else None
    with files() if pages.reads_files(job["path"]) else nullcontext():
        found = pages.render(shelf, Asked(job["path"], job["parameters"], job["language"], form))
    if found.status == 404 and not names(job["accept"], PAGES["html"]):
        raise Refusal(404, "There is nothing at this address.")
    length, status = len(found.body), found.status
    answer.begin(found.media, status=status, length=length, location=found.location, language=found.language)
    answer.write(found.body)


def current(data: Dataset, settings: Settings) -> Shelf:
    """What pages are made of; right after a change a worker prepares it for itself."""
    if data.shelf and data.shelved:
        return data.shelf
    with files():
        return put(shelved(settings, data.store), data)


@contextmanager
def files() -> Iterator[None]:
    """Let files be opened meanwhile."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))


def refusals(job: Job, data: Dataset, settings: Settings, answer: Answer) -> None:
    """Give the pages of refusals, by language and status, as JSON."""
    shelf = current(data, settings)
    answer.begin("application/json")
    answer.write(json.dumps({one: refused.pages(shelf, one) for one in pages.LANGUAGES}).encode())


KINDS: dict[str, Callable[[Job, Dataset, Settings, Answer], None]] = {
    "query": ask,
    "describe": describe,
    "graph": read_graph,
    "count": count,
    "page": page,
    "refusals": refusals,
}
