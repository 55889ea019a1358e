"""Releases of ours and of the invented project, each made once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from expograph.build import build
from expograph.project import Project
from expograph.release import make
from expograph.release.model import Release

HEADER = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://teapots.example/ontology> a owl:Ontology ; owl:versionInfo "1.2.0" ;
    dcterms:title "Teapot fairs"@en ;
    dcterms:description "Fairs at which teapots are shown, year by year, with all who show them."@en ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
    dcterms:creator "Ada Spout" ; dcterms:publisher <https://w3id.org/expograph/id/org/teapot-guild> ;
    dcterms:issued "2026-05-01"^^xsd:date .
"""
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "77"}


def command(project: Path, folder: str) -> list[str]:
    """The command line that releases a project into a folder."""
    return [sys.executable, "-m", "expograph", "--project", str(project), "release", folder]


@pytest.fixture(scope="session")
def twins(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Two releases of ours, made at once in different surroundings, and what the first of them said."""
    one, two = tmp_path_factory.mktemp("release"), tmp_path_factory.mktemp("elsewhere")
    (two / "dist").mkdir()
    plain = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    first = subprocess.Popen(
        command(root, str(one / "dist")), env=plain, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    done = subprocess.run(
        command(root, "dist/"), env={**plain, **ELSEWHERE}, cwd=two, umask=0o077, capture_output=True
    )
    out, problems = first.communicate()
    assert (first.returncode, problems, done.returncode, done.stderr) == (0, b"", 0, b"")
    return one / "dist", two / "dist", out.decode()


@pytest.fixture(scope="session")
def released(twins: tuple[Path, Path, str]) -> Path:
    """A release of ours; not to be changed."""
    return twins[0]


@pytest.fixture(scope="session")
def teapots(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project, built; not to be changed."""
    folder = tmp_path_factory.mktemp("teapots") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    build(Project(folder))
    return folder


@pytest.fixture(scope="session")
def nameless(teapots: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the invented project, which has no header of its own."""
    folder = tmp_path_factory.mktemp("nameless") / "dist"
    make.release(Project(teapots), folder, None, lambda _: None)
    return folder


@pytest.fixture(scope="session")
def guild(teapots: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The invented project under a header of its own, before it is described."""
    folder = tmp_path_factory.mktemp("guild") / "example"
    shutil.copytree(teapots, folder)
    (folder / "ontology").mkdir()
    (folder / "ontology" / "teapots.ttl").write_text(HEADER, "utf-8")
    build(Project(folder))
    return make.filled(make.opened(Project(folder)), lambda _: None)
