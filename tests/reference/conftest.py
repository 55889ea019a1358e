"""The page of the repository's ontology, and that of an invented project with terms of its own."""

from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree

import pytest
from html_tree import HTML, parsed

from expograph.build import build
from expograph.project import Project, default_root
from expograph.reference import page

FIXTURES = Path(__file__).parent


@pytest.fixture(scope="session")
def fresh() -> bytes:
    """The page of the repository's ontology."""
    return page(Project(default_root()))


@pytest.fixture(scope="session")
def tree(fresh: bytes) -> ElementTree.Element:
    """The same as a tree."""
    return parsed(fresh)


@pytest.fixture(scope="session")
def articles(tree: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The terms of the page, by place."""
    return {one.attrib["id"]: one for one in tree.iter(f"{HTML}article")}


@pytest.fixture(scope="session")
def own(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented fair, whose project has terms of its own: some are hostile, some deprecated."""
    folder = tmp_path_factory.mktemp("own") / "example"
    copytree(root / "tests" / "example", folder, ignore=ignore_patterns("graph"))
    (folder / "ontology").mkdir(exist_ok=True)
    (folder / "ontology" / "teapots.ttl").write_bytes((FIXTURES / "teapots.ttl").read_bytes())
    project = Project(folder)
    build(project)
    return project
