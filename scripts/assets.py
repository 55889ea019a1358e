"""Fetch what pages use in a browser and for maps: the SPARQL editor YASGUI and the shapes of countries.

    python scripts/assets.py            into src/expograph/pages/static/vendor/, for editable installs

The build of the wheel does the same (hatch_build.py). npm takes the packages from the registry that it is
configured for; an archive whose SHA-512 is not the one below is refused. Nothing of it is committed. Without
npm or network the pages do without: a plain textarea, and the table in place of the map.
"""

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENDOR = Path("src/expograph/pages/static/vendor")
SECONDS = 60  # for one package
STAMP = "packages.json"
SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=.*\s*$")
BUNDLED = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


@dataclass(frozen=True)
class Package:
    """A package of npm.

    Args:
        name: Its name.
        version: The version.
        integrity: The SHA-512 of its archive, in base64, as npm writes it.
        files: What is taken, by its path in the archive, and its name here.
        gives: What is lost without it.
        note: What else is to be said of it.
    """

    name: str
    version: str
    integrity: str
    files: dict[str, str]
    gives: str
    note: str = ""


PACKAGES = (
    Package(
        "@zazuko/yasgui",
        "4.6.2",
        "Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw==",
        {"build/yasgui.min.js": "yasgui.js", "build/yasgui.min.css": "yasgui.css"},
        "the editor is a plain textarea",
    ),
    Package(
        "world-atlas",
        "2.0.2",
        "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        {"countries-110m.json": "countries-110m.json", "countries-50m.json": "countries-50m.json"},
        "countries have a table and no map",
        "Shapes: Natural Earth 4.1, in the public domain",
    ),
)


class NotFetchedError(Exception):
    """A package could not be fetched, or is not the one that is expected."""


def fetch(folder: Path) -> list[str]:
    """Bring a folder to the packages above; what it has of them already is left as it is.

    Returns:
        A line for each package that is left out, and why.
    """
    problems = []
    have = _stamp(folder)
    for package in PACKAGES:
        if have.get(package.name) == package.integrity:
            continue
        have.pop(package.name, None)
        _write_stamp(folder, have)
        try:
            take(package, contents(archive(package)), folder)
        except NotFetchedError as error:
            problems.append(f"left out: {package.name} {package.version} ({error}): {package.gives}")
            continue
        have[package.name] = package.integrity
        _write_stamp(folder, have)
    return problems


def archive(package: Package) -> bytes:
    """The archive of a package, as npm gives it.

    Raises:
        NotFetchedError: npm is missing, fails or takes too long, or the archive is another.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetchedError("npm is not installed")
    wanted = f"{package.name}@{package.version}"
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = [npm, "pack", wanted, "--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=30000"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
        except (subprocess.SubprocessError, OSError):
            raise NotFetchedError("npm could not fetch it") from None
        packed = next(Path(folder).glob("*.tgz"), None)
        content = packed.read_bytes() if packed else b""
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != package.integrity:
        raise NotFetchedError("its SHA-512 is not the expected one")
    return content


def contents(packed: bytes) -> dict[str, bytes]:
    """The files of an archive, by their paths in the package."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as opened:
        for member in opened.getmembers():
            file = opened.extractfile(member)
            if file:
                found[member.name.partition("/")[2]] = file.read()
    return found


def take(package: Package, files: dict[str, bytes], folder: Path) -> None:
    """Write the files of a package that are needed, and a notice with its licence."""
    for source, name in package.files.items():
        # Its source map is not taken, so browsers shall not ask for it.
        (folder / name).write_bytes(SOURCE_MAP.sub(b"", files[source]))
    (folder / f"{package.name.rpartition('/')[2]}.LICENSE.txt").write_text(notice(package, files))


def notice(package: Package, files: dict[str, bytes]) -> str:
    """Whose a package is, its licence, and what it has within it."""
    about = json.loads(files["package.json"])
    author = about["author"]
    whose = author["name"] if isinstance(author, dict) else author
    maps = [json.loads(text) for name, text in files.items() if name.endswith(".min.js.map")]
    bundled = sorted({name for one in maps for source in one["sources"] for name in BUNDLED.findall(source)})
    lines = [
        f"{package.name} {package.version}",
        f"Licence: {about['license']}",
        f"By: {whose}",
        package.note,
    ]
    if bundled:
        lines.append("Holds parts of: " + ", ".join(bundled))
    own = files.get("LICENSE", b"").decode() or mit(whose)
    return "\n".join([*filter(None, lines), "", own])


def mit(whose: str) -> str:
    """The text of the MIT licence, for a package that names it and does not carry it."""
    text = (ROOT / "LICENSE").read_text()
    begin = text.index("Permission is hereby granted")
    return f"Copyright (c) {whose}\n\n" + text[begin : text.index("SOFTWARE.", begin)] + "SOFTWARE.\n"


def _stamp(folder: Path) -> dict[str, str]:
    """The packages that a folder has, by name, each with its integrity."""
    try:
        found: dict[str, str] = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return found


def _write_stamp(folder: Path, have: dict[str, str]) -> None:
    """Say what a folder has, and take away what it has besides."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).write_text(json.dumps(have, indent=1, sort_keys=True) + "\n")
    for package in PACKAGES:
        if package.name not in have:
            for name in (*package.files.values(), f"{package.name.rpartition('/')[2]}.LICENSE.txt"):
                (folder / name).unlink(missing_ok=True)


def main() -> int:
    """Exit code 0, also where something is left out, which is said."""
    for line in fetch(ROOT / VENDOR):
        print(line, file=sys.stderr)
    for path in sorted((ROOT / VENDOR).glob("*")):
        print(f"{path.stat().st_size:>9,} {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
