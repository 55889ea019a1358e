"""The projects whose views are tested: ours, and the invented one of tests/example."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from expograph import build, export, query
from expograph.project import Project

HERE = Path(__file__).parent


@pytest.fixture(scope="session", params=["expograph", "example"])
def project(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with its graph: the repository, or the invented one built anew."""
    if request.param == "expograph":
        return Project(root)
    folder = tmp_path_factory.mktemp("views") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    made = Project(folder)
    build.build(made, check=False)
    return made


@pytest.fixture(scope="session")
def exported(project: Project) -> Callable[..., bytes]:
    """A view of the project in some format, or its own; each made once."""
    return cache(lambda name, wanted=None: export.export(project, name, wanted, None, False))


@pytest.fixture(scope="session")
def graph(project: Project) -> Store:
    """The project's graph, from which its views are made."""
    return query.load(project, named=False)


@pytest.fixture(scope="session")
def parsed(exported: Callable[..., bytes]) -> Callable[[str, str], Store]:
    """A view read back by pyoxigraph; not to be changed."""
    formats = {
        "turtle": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "xml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
        "trig": RdfFormat.TRIG,
        "nq": RdfFormat.N_QUADS,
    }

    @cache
    def read(name: str, form: str) -> Store:
        store = Store()
        store.load(exported(name, form), format=formats[form])
        return store

    return read
