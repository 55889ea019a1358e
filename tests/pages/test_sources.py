"""What the pages are made of is watched: a server that looks at these files shows what is in them now."""

import shutil
from pathlib import Path

import pytest

from expograph import pages
from expograph.project import Project
from expograph.serve import dataset
from expograph.serve.settings import Settings

QUESTION = "#+ summary: One\nSELECT * WHERE { ?s ?p ?o }\n"
SOURCES = (
    "ontology/own.ttl", "ontology/shapes/own.ttl", "ontology/rules/own.rq", "mappings/registry/names.ttl",
    "mappings/evidence.lock", "mappings/teapot-3-closing.ttl", "queries/one.rq", "queries/pages/one.rq",
    "queries/pages/own.ttl", "documents/teapot-3-closing.txt",
)  # fmt: skip


@pytest.fixture
def settings(root: Path, tmp_path: Path) -> Settings:
    """Of a project that stands on ours, with a file of each kind."""
    shutil.copytree(root / "tests" / "example", tmp_path / "project")
    for name in SOURCES:
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(QUESTION if path.suffix == ".rq" else "# nothing yet\n", "utf-8")
    folder = str(tmp_path / "project")
    return Settings(host="127.0.0.1", port=0, project=folder, documents=folder + "/documents")


def test_what_pages_are_made_of_is_named(root: Path) -> None:
    """Questions, kinds of pages, the lock and the ontology are among the files of the pages."""
    found = {path.relative_to(root).as_posix() for path in pages.files(Project(root))}
    assert len(found) > 200
    assert {"queries/pages/pages.ttl", "queries/pages/facts.rq", "mappings/evidence.lock"} <= found
    assert {"ontology/expograph.ttl", "queries/more-than.rq"} <= found


@pytest.mark.parametrize("name", SOURCES)
def test_an_edited_file_is_another_state_of_what_is_served(settings: Settings, name: str) -> None:
    """Each file is watched, and its content is in what names the state, which every entity tag is made of."""
    path = Path(settings.project) / name
    before = dataset.watched(settings)
    assert path in before
    was = dataset.digest(before)
    path.write_text(path.read_text("utf-8") + "\n# edited\n", "utf-8")
    assert dataset.digest(dataset.watched(settings)) != was


def test_a_new_and_a_removed_file_are_seen(settings: Settings) -> None:
    """The files that are watched are looked up anew."""
    new = Path(settings.project) / "queries" / "two.rq"
    count = len(dataset.watched(settings))
    new.write_text(QUESTION, "utf-8")
    assert len(dataset.watched(settings)) == count + 1
    new.unlink()
    assert len(dataset.watched(settings)) == count
