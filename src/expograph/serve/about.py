"""What a project says of its graph as a whole: the facts of which a release makes its descriptions."""

from pyoxigraph import NamedNode, Store, Triple

from expograph.errors import ExpographError
from expograph.namespaces import DCTERMS, OWL
from expograph.ontology import TYPE, in_graph
from expograph.project import Project
from expograph.release.facts import FACTS, NAMESPACE, facts
from expograph.release.make import opened
from expograph.release.metadata import constructed, queries

FOAF = "http://xmlns.com/foaf/0.1/"
VOID = "http://rdfs.org/ns/void#"
SAID = {
    "title": DCTERMS + "title",
    "description": DCTERMS + "description",
    "issued": DCTERMS + "issued",
    "license": DCTERMS + "license",
    "creator": DCTERMS + "creator",
    "publisher": DCTERMS + "publisher",
    "version": OWL + "versionInfo",
    "uriSpace": VOID + "uriSpace",
}
"""What the facts say of a release, in the terms in which a dataset says it."""
MAKERS = (NAMESPACE + "creator", NAMESPACE + "publisher")


def about(project: Project, store: Store) -> tuple[Triple, ...]:
    """The facts of a project's graph; none where its ontology does not say which version it is, or when.

    Args:
        project: Whose graph.
        store: The graph, which is changed meanwhile, and is then as it was.

    Raises:
        ExpographError: A query of the project cannot be read.
    """
    try:
        known = facts(opened(project))
    except ExpographError:
        return ()
    store.extend(in_graph(triple, FACTS) for triple in known)
    asked = [triple for one in queries(project, "facts") for triple in constructed(store, one)]
    store.remove_graph(FACTS)
    return (*known, *sorted(asked, key=str))


def said(known: tuple[Triple, ...], dataset: NamedNode) -> list[Triple]:
    """The same of a dataset, in Dublin Core and VoID, with the names of its makers.

    Args:
        known: The facts.
        dataset: Its IRI here.
    """
    release = {triple.subject for triple in known if triple.predicate.value == NAMESPACE + "version"}
    makers = {triple.object for triple in known if triple.predicate.value in MAKERS}
    found: list[Triple] = []
    for subject, predicate, value in known:
        term = predicate.value.removeprefix(NAMESPACE)
        if subject in release and term in SAID:
            found.append(Triple(dataset, NamedNode(SAID[term]), value))
        elif subject in makers and term == "name":
            found.append(Triple(subject, TYPE, NamedNode(FOAF + "Agent")))
            found.append(Triple(subject, NamedNode(FOAF + "name"), value))
    return found
