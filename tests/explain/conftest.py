"""The invented project with its graph, built once and built for a test to change."""

import shutil
from pathlib import Path

import pytest

from expograph.build import build
from expograph.explain.graph import load
from expograph.explain.tree import Teller
from expograph.project import Project

EXAMPLE = Path(__file__).parents[1] / "example"


@pytest.fixture(scope="session")
def teapots(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented project, built; not to be changed."""
    folder = tmp_path_factory.mktemp("explained") / "example"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("graph"))
    build(Project(folder))
    return Project(folder)


@pytest.fixture(scope="session")
def teller(teapots: Project) -> Teller:
    """What tells the proofs of the invented project."""
    return Teller(load(teapots))


@pytest.fixture
def changed(teapots: Project, tmp_path: Path) -> Project:
    """A copy of the built project that a test may change."""
    shutil.copytree(teapots.root, tmp_path / "example")
    return Project(tmp_path / "example")
