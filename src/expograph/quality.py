"""The quality of an ontology: checks, one SPARQL file each, that find nothing where their rule holds."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions, Store

from expograph import query
from expograph.errors import ExpographError, Position
from expograph.namespaces import ONTOLOGY_GRAPH
from expograph.ontology import Term, in_graph, load, short
from expograph.project import Project
from expograph.query import CHECKS, Query

Finding = tuple[Term | None, ...]
BEYOND_DL = "alignments/rdf.ttl"
"""What is said in RDF's own terms, which OWL 2 DL keeps for itself."""


def checks(project: Project) -> list[Query]:
    """The checks of a project, by name.

    Raises:
        ExpographError: One cannot be read, or does not ask for rows.
    """
    found = [query.find(project, name) for name in query.names(project) if name.startswith(CHECKS)]
    for check in found:
        if check.form != "SELECT":
            raise ExpographError("a check is a SELECT of what is wrong", Position(check.source, 1, 1))
    return found


def within_dl(project: Project) -> list[Path]:
    """The files of a project's ontology, without the one that OWL 2 DL does not take."""
    return [path for path in project.ontology if not path.as_posix().endswith(BEYOND_DL)]


def stated(paths: Iterable[Path]) -> Store:
    """What Turtle files state, and nothing that follows from it, where the checks look for it.

    Args:
        paths: The files of an ontology: terms, code lists, alignments.

    Raises:
        ExpographError: A file is missing or is no Turtle, with its place.
    """
    store = Store()
    store.bulk_extend(in_graph(triple, ONTOLOGY_GRAPH) for triple in load(paths).triples)
    return store


def findings(check: Query, store: Store) -> list[Finding]:
    """What a check finds wrong, as rows in the order of the check: the term, then what is wrong with it."""
    rows = store.query(check.text)
    assert isinstance(rows, QuerySolutions)  # checks() takes no other form
    return [tuple(row[variable] for variable in rows.variables) for row in rows]


def told(finding: Finding) -> str:
    """A finding in one line: its cells as people write them."""
    return " | ".join(short(cell) if isinstance(cell, NamedNode) else str(cell) for cell in finding if cell)
