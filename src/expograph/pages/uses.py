"""Where the terms of the ontology are used, as the project's files have it: shapes, questions, rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from expograph import query, rules
from expograph.namespaces import PREFIXES
from expograph.ontology import load
from expograph.project import Project
from expograph.reference.usage import terms_in


@dataclass(frozen=True)
class Uses:
    """What names terms.

    Args:
        shapes: The triples of all shapes.
        questions: The terms that each named question names.
        rules: The same of rules.
    """

    shapes: tuple[Triple, ...]
    questions: Mapping[str, frozenset[NamedNode]]
    rules: Mapping[str, frozenset[NamedNode]]


def read(project: Project) -> Uses:
    """Read them.

    Raises:
        ExpographError: A file cannot be read.
    """
    known = {**PREFIXES, **rules.KNOWN}
    return Uses(
        shapes=tuple(load(project.shapes).triples) if project.shapes else (),
        questions={one.name: terms_in(one.text, one.prefixes) for one in query.catalogue(project)},
        rules={one.name: terms_in(one.text, known) for one in rules.load(project.rules)},
    )
