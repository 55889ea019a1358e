"""The named questions and the views, as SPARQL files and as RDF that tools can list and run."""

from expograph import export, query
from expograph.project import Project
from expograph.query import VIEWS
from expograph.release.executable import described, turtle
from expograph.release.model import Distribution

SPARQL = "application/sparql-query"


def queries(project: Project) -> list[Distribution]:
    """Each query and view as it stands, and all of them as RDF; nothing where there are none.

    Checks are left out: they ask the ontology, and have no answer.
    """
    asked = [one.name for one in query.catalogue(project)]
    found = [
        query.find(project, name) for name in [*asked, *(VIEWS + name for name in export.names(project))]
    ]
    paths = query.names(project)
    files = [
        Distribution(f"queries/{one.name}.rq", paths[one.name].read_bytes(), SPARQL, title, "queries")
        for one in found
        for title in [one.header.summary.rstrip("?.") or one.name]
    ]
    title = "The queries as RDF, each a sh:SPARQLExecutable"
    rdf = Distribution("queries.ttl", turtle(described(found)), "text/turtle", title, "queries")
    return [*files, rdf] if found else []
