"""`expograph init`: a project that is green at once, offline, by the commands that its README names."""

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from helpers import change

from expograph import __version__, cli, start
from expograph.build import build
from expograph.errors import ExpographError
from expograph.project import Project

MAPPING = "mappings/harbour-kite-2-closing.ttl"
FILES = {
    *(".github/workflows/check.yml", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
    *("Makefile", "README.md", "expograph.toml", "local.mk", "requirements.txt"),
    *(
        "documents/harbour-kite-2-closing.txt",
        MAPPING,
        "mappings/registry/names.ttl",
        "mappings/evidence.lock",
    ),
    *("ontology/own.ttl", "ontology/vocabularies/own.ttl", "queries/visitors.rq"),
    *("graph/expograph.trig", "graph/expograph.ttl", "graph/inferred.ttl"),
}
TARGETS = {"graph", "test", "verify", "coverage", "format", "ask", "known", "expograph"}
Environment = dict[str, str]


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder, git's own files aside."""
    found = (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def shell(command: str, folder: Path, env: Environment) -> subprocess.CompletedProcess[str]:
    """Runs a line as a person would type it."""
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def place(path: Path, words: str) -> tuple[int, int]:
    """The line and column at which words stand in a file."""
    before = path.read_text("utf-8").partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def commands(folder: Path) -> list[str]:
    """Every command of the README's code blocks, in their order."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    assert {language for language, _ in blocks} == {"console"}
    lines = [line for _, block in blocks for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ") for line in lines]


# --- what it makes ------------------------------------------------------------------------------------------


def test_the_files(made: Path) -> None:
    """Just these files, plain ones, none with a path or a version other than it should have."""
    found = contents(made)
    assert set(found) == FILES
    assert {path.name for path in made.iterdir()} == {name.partition("/")[0] for name in FILES}
    mask = os.umask(0)
    os.umask(mask)
    for name in FILES:
        assert stat.S_IMODE((made / name).stat().st_mode) == 0o666 & ~mask, name
    assert {n for n, text in found.items() if sys.prefix.encode() in text} == {"local.mk"}
    assert f"\nexpograph=={__version__}\n".encode() in found["requirements.txt"]
    assert not [name for name, text in found.items() if b"$version" in text or b"$expograph" in text]


def test_twice_the_same(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another project is the same to the byte, wherever it is made; a git repository may be there.

    Its graph is left out here: elsewhere, `make test` of a copy finds it to be the same.
    """
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    monkeypatch.setattr(start, "build", lambda _: "")
    start.start(tmp_path)
    written = {name: text for name, text in contents(made).items() if not name.startswith("graph/")}
    assert len(written) == len(FILES) - 3
    assert contents(tmp_path) == written
    assert (tmp_path / ".git" / "HEAD").read_text("utf-8") == "ref: refs/heads/main\n"


# --- its commands -------------------------------------------------------------------------------------------


def test_the_commands_of_the_readme(own: Path, offline: Environment) -> None:
    """Every command that the README prints ends well, offline, in the order printed, and changes no file.

    What it prints again, `make graph` and `make test`, runs once.
    """
    before = contents(own)
    printed = commands(own)
    assert len(printed) == 12
    answers: dict[str, str] = {}
    for command in dict.fromkeys(printed):
        done = shell(command, own, offline)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        answers[command] = done.stdout
    assert contents(own) == before
    checked = answers["make test"]
    assert "harbour-kite-2-closing.txt: 24 claims, 20 quotes located\n" in checked
    assert "; mappings/evidence.lock says so\n" in checked
    assert "graph/ holds what the mappings say\n" in checked
    assert ", 0 results: conforms\n0 of 4 files differ from the layout\n" in checked
    assert checked.endswith(answers["make ask"])
    rows = [re.split(r"  +", line) for line in answers["make ask"].splitlines()]
    assert ["fair:harbour-kite-2", "4000", "families", "person:wen-yuan", "stated"] in [r[:5] for r in rows]
    assert "derived: base of a growth" in answers["make ask"]
    assert "fair:ciie-7" in answers["make ask QUESTION=fairs-and-dates"]
    assert (
        "more than 240 exhibitors" in answers['make ask QUESTION="exhibitors --param edition=harbour-kite-2"']
    )
    assert ", 0 left\n" in answers["make coverage"]


def test_every_target_of_the_makefile(own: Path, offline: Environment) -> None:
    """The README speaks of each target but the one that others need; the one that it does not print runs."""
    text = (own / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    assert targets == TARGETS == set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())  # type: ignore[index]
    readme = (own / "README.md").read_text("utf-8")
    assert {t for t in targets if f"make {t}" not in readme} == {"expograph"}
    assert {c.split()[1] for c in commands(own)} == targets - {"expograph", "known"}
    done = shell("make known", own, offline)
    assert (done.returncode, "0 findings" in done.stdout) == (0, True), done.stdout + done.stderr
    assert (own / "known-findings.json").is_file()


def only(command: str, env: Environment, folder: Path) -> Environment:
    """An environment in which make does one command of ours, and takes for granted that the others hold."""
    fake = folder / "expograph"
    real = f'exec {shlex.quote(sys.executable)} -m expograph "$@"'
    fake.write_text(f"#!/bin/sh\ncase $1 in {command}) {real} ;; *) echo $1 holds ;; esac\n", "utf-8")
    fake.chmod(0o755)
    return {**env, "EXPOGRAPH": shlex.quote(str(fake))}


def test_faults_turn_the_test_red(own: Path, offline: Environment, tmp_path: Path) -> None:
    """A quote that does not stand in its document, a graph that lags behind, a question that is none."""
    change(own / MAPPING, "more than 240", "more than 250")
    done = shell("make test", own, offline)
    assert done.returncode != 0
    line, column = place(own / MAPPING, '"more than 250')
    assert f"error: {MAPPING}:{line}:{column}: the document does not say “more than 250" in done.stderr
    change(own / MAPPING, "more than 250", "240")
    assert (
        "the evidence lock is not what mappings and documents say" in shell("make test", own, offline).stderr
    )
    assert shell("make verify", own, offline).returncode == 0
    assert "graph/ is not what the mappings say" in shell("make test", own, offline).stderr
    (own / "queries" / "zero.rq").write_text("SELECT", "utf-8")
    done = shell("make test", own, only("query", offline, tmp_path))
    assert done.returncode != 0
    assert done.stderr.startswith("error: queries/zero.rq:1:")


def test_without_the_package(own: Path, offline: Environment) -> None:
    """Where no Expograph is found, make says what to install; one may be named."""
    (own / "local.mk").unlink()
    done = shell("make test", own, offline)
    assert done.returncode != 0
    assert "There is no Expograph here: pip install --requirement requirements.txt" in done.stderr
    named = shell(f"make ask EXPOGRAPH='{sys.executable} -m expograph'", own, offline)
    assert (named.returncode, "fair:harbour-kite-1" in named.stdout) == (0, True), named.stderr


# --- where others run it ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-workflows", ".github/workflows/check.yml"), ("vendor.gitlab-ci", ".gitlab-ci.yml")],
)
def test_workflows_are_of_their_services(made: Path, schema: str, file: str) -> None:
    """Both are valid by the services' own JSON schemas, and install the version that is pinned."""
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(words, cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pip install --quiet --requirement requirements.txt" in (made / file).read_text("utf-8")


def test_what_ci_runs(own: Path, offline: Environment, tmp_path: Path) -> None:
    """Without documents both services' last lines ask for the rest; a warning fails them, at its line."""
    shutil.rmtree(own / "documents")
    jobs = yaml.safe_load((own / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]
    lines = [step["run"] for step in jobs["check"]["steps"] if "run" in step]
    lines += yaml.safe_load((own / ".gitlab-ci.yml").read_text("utf-8"))["check"]["script"]
    tests = [line for line in lines if "pip" not in line]
    assert tests == ["make test REPORT=github", "make test"]
    for line in tests:
        done = shell(line, own, only("none", offline, tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.splitlines() == [
            "no documents in documents: the quotes stand as mappings/evidence.lock has them",
            *(f"{command} holds" for command in ("build", "validate", "format", "query")),
        ]
    same = 'person:another a expo:Person ; rdfs:label "Wen Yuan"@en , "某人"@zh .\n'
    with (own / "mappings/registry/names.ttl").open("a", encoding="utf-8") as names:
        names.write(f"\n{same}")
    build(Project(own))
    done = shell(tests[0], own, only("validate", offline, tmp_path))
    assert done.returncode != 0
    line, _ = place(own / "mappings/registry/names.ttl", "person:another")
    assert f"::warning file=mappings/registry/names.ttl,line={line},col=" in done.stdout


def git(folder: Path, env: Environment, *words: str) -> str:
    """Runs git as nobody in particular."""
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_commits_and_their_hook(own: Path, offline: Environment, tmp_path: Path) -> None:
    """No press report and no path of this machine is committed; the hook passes, or tells a fault."""
    (own / "documents" / "press.txt").write_text("Not ours.", "utf-8")
    git(own, offline, "init", "--quiet")
    git(own, offline, "add", "--all")
    assert set(git(own, offline, "ls-files").split()) == FILES - {"local.mk"}
    env = {**offline, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    run = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    holding = only("verify", env, tmp_path)
    done = subprocess.run(run, cwd=own, env=holding, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("Passed")) == (0, 1), done.stdout + done.stderr
    change(own / MAPPING, "expo:organiser ", "expo:organizer ")
    git(own, offline, "add", "--all")
    done = subprocess.run(run, cwd=own, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("Failed")) == (1, 1)
    line, column = place(own / MAPPING, '[ map:quote "the Paper Kite Society,')
    assert f"{MAPPING}:{line}:{column}: the ontology has no property expo:organizer" in done.stdout


# --- bad input ----------------------------------------------------------------------------------------------


def fails(folder: Path, capsys: pytest.CaptureFixture[str], code: int = 2) -> str:
    """What `expograph init` says where it makes nothing."""
    assert cli.run(["init", str(folder)]) == code
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    "name", ["README.md", ".hidden", "mappings/x.ttl", ".gitignore", ".expograph-init/x"]
)
def test_a_folder_with_something_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Nothing is written beside files that are there, hidden ones included."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    said = fails(tmp_path, capsys)
    assert (
        f"is not empty: {name.partition('/')[0]}; nothing was written\n    name a folder that is empty"
        in said
    )
    assert contents(tmp_path) == {name: b"mine"}


def test_a_file_and_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file or a link to nowhere is no folder; a place where none can be made is told; DIR must be named."""
    (tmp_path / "file").write_text("mine", "utf-8")
    for name, target in (("link", "nowhere"), ("circle", "circle")):
        (tmp_path / name).symlink_to(target)
        assert f"{name} is no folder\n    name a folder" in fails(tmp_path / name, capsys)
    assert "file is no folder\n    name a folder" in fails(tmp_path / "file", capsys)
    assert "Not a directory" in fails(tmp_path / "file" / "below", capsys)
    assert contents(tmp_path) == {"file": b"mine"}
    assert cli.run(["init"]) == 2
    assert "Missing argument 'DIR'" in capsys.readouterr().err


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ExpographError("the disk is full; nothing was written"), 2, "the disk is full"),
        (OSError(28, "No space left on device", "x"), 2, "No space left on device: x"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_a_failure_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    there: bool,
    error: BaseException,
    code: int,
    words: str,
) -> None:
    """Whatever stops it while it builds: an empty folder is empty again, one that it made is gone."""

    def stops(_: object) -> None:
        assert len(contents(tmp_path)) == len(FILES) - 3
        raise error

    folder = tmp_path / "deep" / "project"
    if there:
        folder.mkdir(parents=True)
    monkeypatch.setattr(start, "build", stops)
    assert words in fails(folder, capsys, code)
    assert [p.name for p in tmp_path.rglob("*")] == (["deep", "project"] if there else [])


@pytest.mark.parametrize("last", [True, False])
def test_a_failure_at_the_end_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], last: bool
) -> None:
    """Half of the files are in their places, or somebody else wrote one meanwhile: only the latter stays."""
    rename = Path.rename

    def renamed(path: Path, target: Path) -> Path:
        if path.name == "mappings":
            assert (tmp_path / "Makefile").exists()
            raise OSError(5, "Input/output error", str(path))
        return rename(path, target)

    def built(_: object) -> str:
        if not last:
            (tmp_path / "Makefile").write_text("mine", "utf-8")
        return ""

    monkeypatch.setattr(start, "build", built)
    monkeypatch.setattr(Path, "rename", renamed)
    said = fails(tmp_path, capsys)
    assert ("Input/output error" if last else "is not empty: Makefile") in said
    assert contents(tmp_path) == ({} if last else {"Makefile": b"mine"})
