"""What the wheel takes from npm: pinned, checked, left out where it cannot be had. npm is a stand-in."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import assets
import pytest

PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "expograph"
version = "1"
[tool.hatch.build]
dev-mode-dirs = ["src"]
[tool.hatch.build.targets.wheel]
only-include = ["src/expograph"]
sources = ["src"]
[tool.hatch.build.targets.wheel.hooks.custom]
path = "hatch_build.py"
"""
VENDORED = "expograph/pages/static/vendor/"


def packed(package: assets.Package) -> bytes:
    """An archive as npm makes them, with the files of a package, invented."""
    about = {"license": "MIT", "author": "Somebody <x@example.org>"}
    sources = {"sources": ["../../node_modules/@a/b/c.js", "../src/own.js", "../../node_modules/d/e.js"]}
    files = {"package.json": json.dumps(about), "build/x.min.js.map": json.dumps(sources)}
    files |= {name: f"of {name}\n//# sourceMappingURL=x.map" for name in package.files}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


def integrity(content: bytes) -> str:
    """As npm writes it."""
    return base64.b64encode(hashlib.sha512(content).digest()).decode()


def stand_in(folder: Path, archives: dict[str, bytes]) -> Path:
    """A folder with an `npm` that packs from files, and fails for what it does not have."""
    folder.mkdir()
    for name, content in archives.items():
        (folder / name.rpartition("/")[2]).write_bytes(content)
    npm = folder / "npm"
    script = f"#!/bin/sh\nname=${{2##*/}}\nexec /bin/cp {folder}/${{name%@*}} ./packed.tgz\n"
    npm.write_text(script)
    npm.chmod(0o755)
    return folder


@pytest.fixture
def project(tmp_path: Path, root: Path) -> tuple[Path, dict[str, bytes]]:
    """A small project with the real hook and script, whose pins are those of invented archives."""
    folder = tmp_path / "project"
    (folder / "scripts").mkdir(parents=True)
    (folder / "src/expograph").mkdir(parents=True)
    (folder / "src/expograph/__init__.py").touch()
    (folder / "pyproject.toml").write_text(PYPROJECT)
    for name in ("hatch_build.py", "LICENSE"):
        shutil.copy(root / name, folder)
    text = (root / "scripts/assets.py").read_text()
    archives = {package.name: packed(package) for package in assets.PACKAGES}
    for package in assets.PACKAGES:
        text = text.replace(package.integrity, integrity(archives[package.name]))
    (folder / "scripts/assets.py").write_text(text)
    return folder, archives


def wheel(project: Path, path: Path) -> tuple[set[str], str]:
    """The files of the wheel that is built where commands are looked for in one folder, and what is said."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(
        command,
        cwd=project,
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as archive:
        names = {name for name in archive.namelist() if name.startswith(VENDORED)}
    return {name.removeprefix(VENDORED) for name in names}, done.stdout + done.stderr


def test_the_wheel_has_what_npm_gives(project: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """With an npm: the files, and a notice of each package; nothing is said to be missing."""
    folder, archives = project
    names, said = wheel(folder, stand_in(tmp_path / "bin", archives))
    wanted = {name for package in assets.PACKAGES for name in package.files.values()}
    assert len(wanted) == 4
    assert names == wanted | {"packages.json", "world-atlas.LICENSE.txt", "yasgui.LICENSE.txt"}
    assert "left out" not in said
    script = (folder / assets.VENDOR / "yasgui.js").read_text()
    assert script == "of build/yasgui.min.js"


def test_the_wheel_is_built_without_npm(project: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Without npm the build succeeds, and says what is left out."""
    (tmp_path / "empty").mkdir()
    names, said = wheel(project[0], tmp_path / "empty")
    assert names == {"packages.json"}
    told = " ".join(said.split())
    assert "left out: @zazuko/yasgui 4.6.2 (npm is not installed): the editor is a plain textarea" in told
    assert "left out: world-atlas 2.0.2 (npm is not installed): countries have a table and no map" in told


def test_another_archive_is_refused(project: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """An archive with one more byte is not what is pinned; the other package is taken all the same."""
    folder, archives = project
    path = stand_in(tmp_path / "bin", {**archives, "world-atlas": archives["world-atlas"] + b"\0"})
    names, said = wheel(folder, path)
    assert {"yasgui.js", "yasgui.css", "yasgui.LICENSE.txt", "packages.json"} == names
    assert "(its SHA-512 is not the expected one)" in " ".join(said.split())


def test_an_npm_that_fails_is_told(project: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """As when there is no network: nothing is taken and nothing is half written."""
    names, said = wheel(project[0], stand_in(tmp_path / "bin", {}))
    assert names == {"packages.json"}
    assert said.count("npm could not fetch it") == 2


def test_an_editable_install_fetches_nothing(project: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """npm is not even looked for: a stand-in that would fail is not run."""
    command = [sys.executable, "-c", "import hatchling.build as b; b.build_editable('out')"]
    env = {**os.environ, "PATH": str(stand_in(tmp_path / "bin", {}))}
    (project[0] / "out").mkdir()
    done = subprocess.run(command, cwd=project[0], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((project[0] / "out").glob("*.whl"))
    assert not (project[0] / assets.VENDOR).exists()


def test_what_is_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that has a pinned package keeps it without npm; one with an older pin loses it."""
    package = assets.PACKAGES[1]
    archive = packed(package)
    pinned = assets.Package(package.name, package.version, integrity(archive), package.files, package.gives)
    monkeypatch.setattr(assets, "PACKAGES", (pinned,))
    monkeypatch.setenv("PATH", str(stand_in(tmp_path / "bin", {pinned.name: archive})))
    assert assets.fetch(tmp_path / "vendor") == []
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert assets.fetch(tmp_path / "vendor") == []
    assert (tmp_path / "vendor/countries-110m.json").exists()
    newer = assets.Package(package.name, "3.0.0", integrity(b"newer"), package.files, package.gives)
    monkeypatch.setattr(assets, "PACKAGES", (newer,))
    assert len(assets.fetch(tmp_path / "vendor")) == 1
    assert not (tmp_path / "vendor/countries-110m.json").exists()


def test_notices_name_licence_owner_and_parts() -> None:
    """A package that names its licence and does not carry it gets its text; parts are listed once."""
    package = assets.PACKAGES[0]
    told = assets.notice(package, assets.contents(packed(package)))
    assert told.startswith("@zazuko/yasgui 4.6.2\nLicence: MIT\nBy: Somebody <x@example.org>\n")
    assert "Holds parts of: @a/b, d\n" in told
    assert told.endswith("SOFTWARE.\n")
    assert "Expograph" not in told


def test_no_file_names_a_registry(root: Path) -> None:
    """npm asks the registry that it is configured for."""
    texts = [(root / name).read_text() for name in ("hatch_build.py", "scripts/assets.py", "pyproject.toml")]
    assert len(texts) == 3
    assert not any(word in text for text in texts for word in ("registry=", "npmjs", "://registry"))
