"""What is shipped: wheel, source archive, pinned libraries, and one version everywhere."""

import ast
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = ("ontology", "mappings", "graph", "queries")
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+)? \\$", re.MULTILINE)


@pytest.fixture(scope="session")
def stated(root: Path) -> dict[str, Any]:
    """What pyproject.toml states of the project."""
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


@pytest.fixture(scope="session")
def archives(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Source archive and, from it, the wheel: built as CI does, without the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.suffix: path for path in folder.iterdir()}


def tracked(root: Path, folder: str) -> set[str]:
    """Paths of the files of a folder that belong to the project, relative to the repository."""
    paths = (
        path
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.match("tests/*/graph/*")
    )
    return {path.relative_to(root).as_posix() for path in paths if not path.name.startswith(".")}


def test_the_wheel_carries_package_and_data(root: Path, archives: dict[str, Path]) -> None:
    """Every file of the four folders lies under expograph/project/; tests and scripts stay out."""
    names = set(zipfile.ZipFile(archives[".whl"]).namelist())
    for folder in DATA:
        wanted = {f"expograph/project/{name}" for name in tracked(root, folder)}
        assert wanted, folder
        assert wanted <= names, folder
    package = {name.removeprefix("src/") for name in tracked(root, "src/expograph")}
    assert len(package) > 10
    assert package <= names
    rest = {name for name in names if not name.startswith(("expograph/", "expograph-"))}
    assert not rest


def test_the_source_archive_builds_and_tests(root: Path, archives: dict[str, Path]) -> None:
    """It holds what the wheel is made from, the tests, and the files a reader wants."""
    with tarfile.open(archives[".gz"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert tracked(root, "tests") <= names
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "Makefile", "requirements.lock"} <= names
    assert not {name for name in names if name.startswith((".venv", "dist"))}


def test_the_wheel_runs_on_its_own(archives: dict[str, Path], tmp_path: Path) -> None:
    """Unpacked elsewhere, the package finds the data that it carries, and not the repository's."""
    zipfile.ZipFile(archives[".whl"]).extractall(tmp_path)
    code = "from expograph.project import default_root as r; print(r())"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(done.stdout.strip()) == tmp_path / "expograph" / "project"
    assert (tmp_path / "expograph" / "project" / "ontology" / "expograph.ttl").is_file()


def test_a_project_starts_from_the_wheel(archives: dict[str, Path], tmp_path: Path) -> None:
    """Its files come from the wheel, hidden ones too, and with it `make test` there is green."""
    zipfile.ZipFile(archives[".whl"]).extractall(tmp_path / "wheel")
    elsewhere = {**os.environ, "PYTHONPATH": str(tmp_path / "wheel"), "PATH": "/usr/bin:/bin"}
    words = [sys.executable, "-m", "expograph", "init", "own"]
    for command in (
        words,
        ["make", "-C", "own", "test"],
        ["make", "-C", "own", "ask", "QUESTION=fairs-and-dates"],
    ):
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env=elsewhere, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    wanted = {
        p.name.replace("dot-", ".", 1).removesuffix(".in")
        for p in (tmp_path / "wheel/expograph/starter").iterdir()
    }
    assert len(wanted) > 10
    assert wanted | {"graph"} == {p.name for p in (tmp_path / "own").iterdir()}


def test_the_lock_pins_with_hashes_and_names_no_address(root: Path, stated: dict[str, Any]) -> None:
    """Each library that pyproject.toml names is pinned with hashes; nothing ties the lock to a machine."""
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|@ |(^|\s)/\w", text)
    pinned = {match["name"] for match in PINNED.finditer(text)}
    assert len(pinned) == len(re.findall(r"^[^ #\n]", text, re.MULTILINE)) > 30
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    extras = stated["optional-dependencies"]
    (others,) = (item for item in extras["dev"] if item.startswith("expograph["))
    parts = [extras[name] for name in others.removeprefix("expograph[").removesuffix("]").split(",")]
    own = [item for item in extras["dev"] if item != others]
    wanted = [*stated["dependencies"], *own, *(item for part in parts for item in part)]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~ ]", item)[0]).lower() for item in wanted}
    assert len(names) > 15
    assert names <= pinned


def imports(tree: ast.AST) -> set[str]:
    """The packages that a module imports, anywhere in it."""
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.partition(".")[0] for name in plain} | {
        node.module.partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module
    }


def test_every_import_is_a_stated_dependency(root: Path, stated: dict[str, Any]) -> None:
    """If the package imports a library, then pyproject.toml states it, and not only among the test tools."""
    provides = {"PyYAML": "yaml", "python-dateutil": "dateutil", "text2num": "text_to_num"}
    provides |= {"Jinja2": "jinja2", "MarkupSafe": "markupsafe"}
    provides |= {"starlette-compress": "starlette_compress", "vl-convert-python": "vl_convert"}
    extras = [
        item for name, wanted in stated["optional-dependencies"].items() if name != "dev" for item in wanted
    ]
    names = [re.split(r"[<>=!~ ]", item)[0] for item in [*stated["dependencies"], *extras]]
    known = {provides.get(name, name) for name in names} | {"expograph"} | set(sys.stdlib_module_names)
    files = sorted((root / "src").rglob("*.py"))
    assert len(files) > 10
    imported = {name for file in files for name in imports(ast.parse(file.read_text(encoding="utf-8")))}
    assert "pyoxigraph" in imported
    assert imported <= known


def test_one_version_everywhere(root: Path, stated: dict[str, Any]) -> None:
    """Package, ontology and citation have one version, and the changelog speaks of it."""
    version = stated["version"]
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    ontology = (root / "ontology" / "expograph.ttl").read_text(encoding="utf-8")
    assert re.findall(r'owl:versionInfo\s+"([^"]+)"', ontology) == [version]
    assert f"\n## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_both_licences_are_named(root: Path, stated: dict[str, Any]) -> None:
    """Code is MIT, data CC BY 4.0, in the metadata and in the licence file."""
    assert stated["license"] == "MIT AND CC-BY-4.0"
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "CC BY 4.0" in text
