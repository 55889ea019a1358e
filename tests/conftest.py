"""Where the tests find the repository, the press documents and W3C's suites."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from expograph.assemble import assembled
from expograph.build import Graph, reasoned
from expograph.project import Project

ROOT = Path(__file__).parent.parent

# A shell's background job ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the press documents, which are not ours to ship."""
    folder = Path(os.environ.get("EXPOGRAPH_DOCUMENTS", ROOT.parent / "shared" / "documents"))
    if not folder.is_dir():
        pytest.skip(f"no documents at {folder}: set EXPOGRAPH_DOCUMENTS to their folder")
    return folder


@pytest.fixture(scope="session")
def w3c() -> Path:
    """The folder of W3C's test suites."""
    folder = ROOT.parent / "shared" / "w3c"
    if not folder.is_dir():
        pytest.skip(f"no W3C test suites at {folder}")
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Project:
    """A copy of the invented project that a test may change."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    return Project(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the invented project, made once."""
    folder = tmp_path_factory.mktemp("built") / "example"
    shutil.copytree(ROOT / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    project = Project(folder)
    return reasoned(assembled(project), project)
