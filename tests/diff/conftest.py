"""The invented project's graph, before and after edits."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad
from telling import graph_of

from expograph.diff import Difference, Graph, difference
from expograph.project import Project


@pytest.fixture(scope="session")
def quads(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    """All that the invented project's graph holds."""
    folder = tmp_path_factory.mktemp("before") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    return graph_of(Project(folder)).everything()


@pytest.fixture(scope="session")
def before(quads: list[Quad]) -> Graph:
    """The same, to be compared."""
    return Graph(quads)


@pytest.fixture
def edited(before: Graph, example: Project) -> Callable[..., Difference]:
    """Edits the invented project and compares its graph with the former one."""

    def compare(*edits: Callable[[Project], object]) -> Difference:
        for edit in edits:
            edit(example)
        return difference(before, Graph(graph_of(example).everything()))

    return compare
