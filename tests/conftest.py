"""Where the tests find the repository, the press documents and W3C's suites."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


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
