"""The README prints what its commands print."""

import re
import subprocess
import sys
from pathlib import Path


def blocks(root: Path) -> list[tuple[str, str]]:
    """Each command that the README shows, with the output below it."""
    text = (root / "README.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    parts = re.split(r"^\$ (.+)\n", shown, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], (output.strip() for output in parts[1::2]), strict=True))


def printed(root: Path, command: str) -> str:
    """What an expograph command prints in the repository."""
    words = [sys.executable, "-m", *command.split()]
    return subprocess.run(words, cwd=root, capture_output=True, text=True).stdout.strip()


def test_questions_answer_as_the_readme_shows(root: Path) -> None:
    """Each question of the README gives the answer that stands below it."""
    asked = [b for b in blocks(root) if b[0].split()[1] in ("query", "explain", "conflicts")]
    assert len(asked) == 4
    for command, output in asked:
        assert printed(root, command) == output


def test_coverage_is_what_the_readme_shows(root: Path, documents: Path) -> None:
    """The coverage of the five documents is what the README shows."""
    output = dict(blocks(root))["expograph coverage --documents ../shared/documents"]
    assert printed(root, f"expograph coverage --documents {documents}") == output


def test_make_graph_prints_what_the_readme_shows(root: Path) -> None:
    """Counts of `make graph` are those of build and validate, whose findings the README leaves out."""
    output = dict(blocks(root))["make graph"].splitlines()
    built = printed(root, "expograph build --check").splitlines()
    assert len(built) == 3
    assert output[1:3] == built[:2]
    assert output[-1] == printed(root, "expograph validate").splitlines()[-1]
