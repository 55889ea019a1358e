"""A report for people, for programs, and as SHACL's own validation report."""

import json

from pyoxigraph import RdfFormat, serialize

from expograph.errors import ExpographError, Problems
from expograph.namespaces import SH
from expograph.reports.model import ERROR, Entry, Report
from expograph.shacl import Result, report


def as_text(found: Report) -> str:
    """A line with place and message for each entry, one with what it is about, and the outcome."""
    return "\n".join([*map(str, found.entries), found.counts()])


def as_json(found: Report) -> str:
    """The entries for programs: terms in N-Triples, the place of the line that made the triple."""
    content = {
        "conforms": found.conforms,
        "triples": found.triples,
        "shapes": found.shapes,
        "known": found.known,
        "results": [_result(e, e.result) for e in found.entries if e.result],
        "others": [{**_said(e), **_place(e)} for e in found.entries if e.result is None],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _result(entry: Entry, result: Result) -> dict[str, object]:
    said = {
        "severity": result.severity.value,
        "focusNode": str(result.focus),
        "path": str(result.path) if result.path else None,
        "value": None if result.value is None else str(result.value),
        "message": result.message,
        "shape": result.shape_name,
        "component": result.component.value,
    }
    return {**said, **_place(entry)}


def _said(entry: Entry) -> dict[str, object]:
    return {"level": entry.level, "rule": entry.rule.name, "message": entry.message, "detail": entry.detail}


def _place(entry: Entry) -> dict[str, object]:
    at = entry.at
    return {"file": at and at.file, "line": at and at.line, "column": at and at.column}


def as_turtle(found: Report) -> str:
    """The results of shapes as a sh:ValidationReport (SHACL 1.0, section 3.6).

    Raises:
        Problems: Something could not be read, of which such a report cannot speak.
    """
    if errors := [ExpographError(e.message, e.at, e.detail) for e in found.entries if e.level == ERROR]:
        raise Problems(errors)
    triples = report([e.result for e in found.entries if e.result])
    return (serialize(triples, format=RdfFormat.TURTLE, prefixes={"sh": SH}) or b"").decode()
