"""Shelves that the tests of the pages look at: the real graph's, and those of two invented projects."""

import shutil
from pathlib import Path

import pytest

from expograph import pages
from expograph.build import build
from expograph.pages import Shelf
from expograph.project import Project

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shelf(root: Path) -> Shelf:
    """The pages of the real graph."""
    return pages.open(Project(root))


@pytest.fixture(scope="session", params=["example", "at_large"])
def invented(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The pages of an invented project, with its documents at hand."""
    folder = tmp_path_factory.mktemp("pages") / request.param
    shutil.copytree(TESTS / request.param, folder, ignore=shutil.ignore_patterns("graph"))
    build(Project(folder))
    return pages.open(Project(folder), folder / "documents")
