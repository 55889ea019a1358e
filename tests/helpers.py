"""What several tests of the line from mappings to graph need."""

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib.plugins.sparql import processor

from expograph.assemble import assembled
from expograph.errors import ExpographError, Problems
from expograph.evidence import verify
from expograph.namespaces import ID, ONTOLOGY
from expograph.project import Project

HEAD = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix map: <https://w3id.org/expograph/mapping#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix doc: <https://w3id.org/expograph/id/document/> .
@prefix fair: <https://w3id.org/expograph/id/fair/> .
@prefix org: <https://w3id.org/expograph/id/org/> .
@prefix person: <https://w3id.org/expograph/id/person/> .
@prefix place: <https://w3id.org/expograph/id/place/> .
@prefix population: <https://w3id.org/expograph/id/population/> .
<> map:maps doc:note .
doc:note expo:publisher [ map:quote "the Teapot Guild" ] .
"""
NAMED = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/expograph/id/document/note> a expo:Document ; rdfs:label "a note"@en , "便条"@zh .
"""
LINES = HEAD.count("\n")


def thing(name: str) -> NamedNode:
    """An IRI from a short name: fair:teapot-3, expo:venue."""
    prefix, local = name.split(":")
    return NamedNode(ONTOLOGY + local if prefix == "expo" else f"{ID}{prefix}/{local}")


def note(project: Project, text: str, statements: str) -> None:
    """Give a project one more document and its mapping, whose statements start on line LINES + 1."""
    documents = project.root / "documents"
    (documents / "note.txt").write_bytes(f"A note of the Teapot Guild.\n\n{text}\n".encode())
    (project.root / "mappings" / "registry" / "note.ttl").write_text(NAMED, "utf-8")
    (project.root / "mappings" / "note.ttl").write_text(
        HEAD.replace('"the Teapot', '"of the Teapot') + statements, "utf-8"
    )


def located(project: Project) -> None:
    """Locate the quotes of a project in its documents."""
    verify(project, project.root / "documents")


def located_and_assembled(project: Project) -> None:
    """Locate the quotes of a project and make its claims."""
    located(project)
    assembled(project)


def problems(project: Project) -> list[ExpographError]:
    """What is wrong with a project, which must be something."""
    with pytest.raises(ExpographError) as caught:
        located_and_assembled(project)
    return list(caught.value.errors) if isinstance(caught.value, Problems) else [caught.value]


def place(error: ExpographError) -> tuple[str, int, int]:
    """File name, line within the statements of note(), and column of an error."""
    assert error.at is not None, error
    return Path(error.at.file).name, error.at.line - LINES, error.at.column


def change(path: Path, old: str, new: str) -> None:
    """Replace words of a file, which must stand there."""
    text = path.read_text("utf-8")
    assert re.search(re.escape(old), text), old
    path.write_text(text.replace(old, new), "utf-8")


def parse_queries_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make rdflib keep parsed queries: pySHACL parses each again for every focus node."""
    parse_query, translate = processor.parseQuery, processor.translateQuery

    @cache
    def translated(text: str, base: str | None, prefixes: tuple[tuple[str, str], ...]) -> object:
        return translate(parse_query(text), base, dict(prefixes))

    monkeypatch.setattr(processor, "parseQuery", lambda text: text)
    monkeypatch.setattr(
        processor, "translateQuery", lambda text, base, ns: translated(text, base, tuple((ns or {}).items()))
    )
