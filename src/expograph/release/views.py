"""Every view of a graph, in every form that it has."""

from collections.abc import Callable

from expograph import export, query
from expograph.project import Project
from expograph.release.model import Distribution

FORMS = {
    "turtle": ("ttl", "text/turtle", "Turtle"),
    "nt": ("nt", "application/n-triples", "N-Triples"),
    "xml": ("rdf", "application/rdf+xml", "RDF/XML"),
    "jsonld": ("jsonld", "application/ld+json", "JSON-LD"),
    "trig": ("trig", "application/trig", "TriG"),
    "nq": ("nq", "application/n-quads", "N-Quads"),
    "csv": ("csv", "text/csv", "CSV"),
    "tsv": ("tsv", "text/tab-separated-values", "TSV"),
    "json": ("json", "application/sparql-results+json", "SPARQL results in JSON"),
    "parquet": ("parquet", "application/vnd.apache.parquet", "Parquet"),
}
"""Suffix, media type and name of each form of a view."""


def views(project: Project, tell: Callable[[str], None]) -> list[Distribution]:
    """The views of a project's graph, which has been built.

    Args:
        project: The project.
        tell: Is told which view is being written.

    Raises:
        ExpographError: A view cannot be asked or written, or a library is missing.
    """
    store, made = query.load(project), []
    for name in export.names(project):
        tell(f"Writing the view {name}")
        view = export.find(project, name)
        for form in export.formats(view):
            suffix, media, called = FORMS[form]
            content = export.written(query.ask(store, view, {}), form, view)
            title = f"{view.header.summary or name}, as {called}"
            made.append(Distribution(f"views/{name}.{suffix}", content, media, title, "views"))
    return made
