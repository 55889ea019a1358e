"""SHACL compiled to set-wise SPARQL: one query for each constraint, whatever the number of focus nodes.

A shape's targets and a constraint's rule become one SPARQL query whose solutions are the violations, so that
validation grows with the data and not with data times focus nodes. `compile_shapes` reads a shapes graph,
`validate` asks the queries, `report` writes the standard's report; `pyshacl_results` asks pySHACL the same,
as an oracle.
"""

from expograph.shacl.model import Result, Shape, Shapes
from expograph.shacl.oracle import pyshacl_results
from expograph.shacl.paths import Path
from expograph.shacl.read import compile_shapes
from expograph.shacl.report import report
from expograph.shacl.terms import ShapesError
from expograph.shacl.validate import untargeted, validate

__all__ = [
    "Path",
    "Result",
    "Shape",
    "Shapes",
    "ShapesError",
    "compile_shapes",
    "pyshacl_results",
    "report",
    "untargeted",
    "validate",
]
