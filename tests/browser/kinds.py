"""Which page types there are: those that stand alone, each list, and one thing of each kind of thing."""

from dataclasses import dataclass
from urllib.parse import quote

from looking import of_each_kind
from pyoxigraph import DefaultGraph, NamedNode

from expograph.namespaces import ID, ONTOLOGY
from expograph.pages import Shelf

QUERY = f"""PREFIX expo: <{ONTOLOGY}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?edition ?label WHERE {{
    ?edition a expo:Edition ; rdfs:label ?label .
}} ORDER BY ?edition ?label
"""
ALONE = {
    "front": "/",
    "questions": "/questions",
    "question": "/questions/exhibitors?edition=cisce-2",
    "conflicts": "/conflicts",
    "explain": "/explain",
    "proof": "/explain?s=fair%3Aciie-6&p=expo%3AregisteredVisitors",
    "search": "/search",
    "found": "/search?q=ciie",
    "editor": "/editor",
    "answer": f"/editor?query={quote(QUERY, safe='')}",
    "ontology": "/ontology",
    "term": f"/resource.html?iri={quote(ONTOLOGY, safe='')}exhibitors",
    "graph": "/graph/registry",
}
SHOWN = {"series": "/id/fair/ciie.html"}  # with charts, though most is said of another
REFUSED = {"missing": ("/id/fair/nowhere", 404), "misread": ("/editor?query=SELECT", 400)}


@dataclass(frozen=True)
class Type:
    """A page type: its name, and the page that stands for it.

    Args:
        name: Of its picture.
        path: Of the page, with its parameters.
        status: With which it is answered.
    """

    name: str
    path: str
    status: int = 200


def types(shelf: Shelf) -> dict[str, Type]:
    """Each page type by its name; that of a thing is named after its kind."""
    alone = [Type(name, path) for name, path in ALONE.items()]
    refused = [Type(name, path, status) for name, (path, status) in REFUSED.items()]
    lists = [Type(f"list-{kind.path}", f"/{kind.path}") for kind in shelf.kinds.kinds if kind.path]
    most = {_kind(shelf, path): path for path in of_each_kind(shelf)}
    things = [Type(name, path) for name, path in (most | SHOWN).items()]
    every = [*alone, *refused, *lists, *things]
    found = {one.name: one for one in every}
    assert len(found) == len(every)
    return found


def _kind(shelf: Shelf, path: str) -> str:
    """The kind of the page of a thing, in one word of small letters."""
    node = NamedNode(ID + path.removeprefix("/id/").removesuffix(".html"))
    quads = shelf.store.quads_for_pattern(node, None, None, DefaultGraph())
    classes = [q.object for q in quads if q.predicate.value.endswith("#type")]
    return shelf.kinds.of(classes).iri.partition("#")[2].lower()
