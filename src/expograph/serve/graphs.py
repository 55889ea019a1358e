"""The SPARQL 1.1 Graph Store HTTP Protocol: which graph is meant, and how it is given."""

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat

from expograph.serve.answer import Answer
from expograph.serve.dataset import DEFAULT, Dataset, graph_names
from expograph.serve.forms import QUADS, RDF_FORMATS, TRIPLES
from expograph.serve.negotiate import chosen
from expograph.serve.protocol import IRI, form_of, media_type, parameters, refuse_unknown
from expograph.serve.refusal import Refusal

PATH = "/graphs"
ALL = None  # in place of a graph: the whole store
SENT = {media: form for form in TRIPLES for media in (form.media.partition(";")[0], *form.others)}
WHOLE = {"application/trig", "application/n-quads"}


def meant(path: str, query: bytes, base: str) -> tuple[str | None, str]:
    """Which graph a request is about, and in which form it is wanted.

    Args:
        path: Of the target: /graphs, or below it, where the address itself names the graph (section 4.1).
        query: ?graph=IRI or ?default (section 4.2), and format=.
        base: The server's address, without a slash at its end.

    Returns:
        The IRI of the graph, "" for the default graph, None for the whole store.

    Raises:
        Refusal: 400, it names none, or several.
    """
    pairs = parameters(query)
    refuse_unknown([name for name, _ in pairs], ("graph", "default", "format"))
    named = [value for name, value in pairs if name == "graph"]
    default = [value for name, value in pairs if name == "default"]
    below = path[len(PATH) + 1 :]
    if len(named) + len(default) + bool(below) > 1:
        raise Refusal(400, "A request is about one graph; here are several.")
    if any(default):
        raise Refusal(400, "The parameter default has no value.")
    if named and not IRI.fullmatch(named[0]):
        raise Refusal(400, "The value of graph is not an absolute IRI.")
    if below:
        address = f"{base}{PATH}/{below}"
        if not IRI.fullmatch(address):
            raise Refusal(400, "This address cannot name a graph.")
        return address, form_of(pairs)
    return (named[0] if named else "" if default else ALL), form_of(pairs)


def sent(content_type: str, whole: bool) -> RdfFormat:
    """The format of a body.

    Args:
        content_type: Its Content-Type.
        whole: Whether it is for the whole store, so that it may hold named graphs.

    Raises:
        Refusal: 415, it is none that a graph is sent in.
    """
    media = media_type(content_type)
    form = SENT.get(media)
    if form is None or (media in WHOLE and not whole):
        taken = ", ".join(sorted(set(SENT) if whole else set(SENT) - WHOLE))
        raise Refusal(415, f"A graph is sent as one of {taken}.", headers=(("accept-post", taken),))
    return RDF_FORMATS[form.name]


def write(job: Mapping[str, Any], data: Dataset, answer: Answer) -> None:
    """Give a graph, sorted, so that the same graph has the same bytes."""
    if job["graph"] is ALL:
        form = chosen(job["accept"], QUADS, job["form"])
        answer.begin(form.media)
        answer.rdf(quads(data), form.name)
        return
    name = NamedNode(job["graph"]) if job["graph"] else DEFAULT
    if name != DEFAULT and not data.store.contains_named_graph(name):
        raise Refusal(404, "There is no such graph.")
    form = chosen(job["accept"], TRIPLES, job["form"])
    answer.begin(form.media)
    triples = sorted((q.triple for q in data.store.quads_for_pattern(None, None, None, name)), key=str)
    answer.rdf(triples, form.name)


def quads(data: Dataset) -> Iterable[Quad]:
    """Every quad; of the default graph its own triples, not the merge."""
    yield from (Quad(t.subject, t.predicate, t.object) for t in sorted(data.own, key=str))
    for graph in sorted(graph_names(data.store), key=str):
        yield from sorted(data.store.quads_for_pattern(None, None, None, graph), key=str)
