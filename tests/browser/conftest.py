"""One browser, two servers, and readers who tell of everything that goes wrong while they read."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "pages"), str(TESTS / "serve")]  # how those tests look at pages and at servers

import kinds  # noqa: E402
from reader import Reader  # noqa: E402
from serve_client import clean  # noqa: E402

from expograph import pages  # noqa: E402
from expograph.pages import Shelf  # noqa: E402
from expograph.project import Project  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Reader]
ARGUMENTS = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu", "--disable-quic")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, which resolves no name of another host."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install 'expograph[browser]'")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not here: apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real graph's pages, whose documents show their quotes."""
    with clean(tmp_path_factory.mktemp("site")) as server:
        yield server.url.rstrip("/")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Iterator[str]:
    """The same with --documents, whose documents show their whole texts."""
    with clean(tmp_path_factory.mktemp("library"), "--documents", str(documents)) as server:
        yield server.url.rstrip("/")


@pytest.fixture(scope="session")
def shelf(root: Path) -> Shelf:
    """The pages of the real graph, to know which there are."""
    return pages.open(Project(root))


@pytest.fixture(scope="session")
def types(shelf: Shelf) -> dict[str, kinds.Type]:
    """Each page type by its name."""
    return kinds.types(shelf)


@pytest.fixture
def reader(browser: "Browser") -> Iterator[Open]:
    """Opens a context of the browser at a site; at the end nothing may have gone wrong in any of them."""
    readers: list[Reader] = []

    def start(origin: str, language: str = "en", **options: Any) -> Reader:
        readers.append(Reader(browser, origin, language, **options))
        return readers[-1]

    yield start
    faults = [fault for one in readers for fault in one.close()]
    assert faults == []


@pytest.fixture(scope="session")
def screens(root: Path) -> Path:
    """Where the pictures of the pages are kept."""
    return root / "docs" / "screens"
