"""What we give to CI services is run as far as it can be without them: action, hooks, job, script."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import yaml
from helpers import change

from expograph.build import Graph
from expograph.project import Project
from expograph.write import replace_all

BIN = Path(sys.executable).parent
BASH = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]  # as GitHub runs `shell: bash`
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
MAPPING = "mappings/teapot-3-closing.ttl"
HALL = '[ map:quote "Great Kettle Hall" ]'
LIBRARIES = next(path for path in sys.path if path.endswith("site-packages"))
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ; sh:severity sh:Warning ] .
"""


@pytest.fixture
def project(built: Graph, example: Project) -> Path:
    """The example project with its graph, in which nothing is wrong."""
    replace_all(built.files(example.graph))
    return example.root


def spoil(project: Path) -> tuple[int, int]:
    """Plants a fault in a mapping; the line and column at which it is told."""
    change(project / MAPPING, "expo:venue ", "expo:venu  ")
    before = (project / MAPPING).read_text("utf-8").partition(HALL)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def environment(**more: str) -> dict[str, str]:
    """The environment in which the commands of this project are found."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_", "PRE_COMMIT"))}
    return {**kept, "PATH": f"{BIN}:{os.environ['PATH']}", **more}


def script(words: list[str], folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs something and keeps what it prints."""
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


# --- GitHub's action ----------------------------------------------------------------------------------------


class Runner:
    """What GitHub's runner does with a composite action: fills in its expressions, runs its steps in bash."""

    def __init__(self, root: Path, temp: Path) -> None:
        self.action: dict[str, Any] = yaml.safe_load((root / "action.yml").read_text("utf-8"))
        self.contexts = {"github.action_path": str(root), "runner.temp": str(temp)}

    def step(self, number: int, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Runs one step; the libraries are those of the tests, so that nothing is fetched."""
        defaults = {name: given["default"] for name, given in self.action["inputs"].items()}
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{k}": v for k, v in (defaults | named).items()} | self.contexts
        one = self.action["runs"]["steps"][number]
        assert one["shell"] == "bash"
        assert "${{" not in one["run"]  # what a stranger writes into an input may not become a script
        env = {key: EXPRESSION.sub(lambda m: known[m[1]], value) for key, value in one["env"].items()}
        offline = {"PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1"}
        more = {"PYTHONPATH": LIBRARIES, "GITHUB_WORKSPACE": str(folder)}
        return script([*BASH, one["run"]], folder, environment(**env, **offline, **more))


def test_the_action(root, project, tmp_path):
    """The package that the first step builds and installs passes what is sound and marks what is not.

    One scenario, since installing takes long: a sound project; a graph that lags behind; a fault, which is
    annotated at its place and is a result of the SARIF file; anyone's data with a baseline.
    """
    runner = Runner(root, tmp_path / "temp")
    assert [s.get("if") for s in runner.action["runs"]["steps"]] == [
        None,
        None,
        "${{ inputs.build == 'true' }}",
    ]
    installed = runner.step(0, tmp_path, python=sys.executable)
    assert installed.returncode == 0, installed.stderr
    assert list(tmp_path.glob("temp/expograph/lib/python*/site-packages/expograph/project/ontology/*.ttl"))

    sound = runner.step(1, project)
    assert (sound.returncode, sound.stdout.count("::error ")) == (0, 0), sound.stderr
    assert sound.stdout.endswith(": conforms\n")
    assert runner.step(2, project).stdout.endswith("graph/ holds what the mappings say\n")

    (project / "graph" / "inferred.ttl").write_text("", "utf-8")
    lagging = runner.step(2, project)
    assert (lagging.returncode, "graph/ is not what the mappings say" in lagging.stderr) == (1, True)

    line, column = spoil(project)
    faulty = runner.step(1, project, sarif="out.sarif")
    assert faulty.returncode == 2
    assert f"::error file={MAPPING},line={line},col={column}," in faulty.stdout
    (log,) = json.loads((project / "out.sarif").read_text("utf-8"))["runs"]
    (place,) = [r["locations"][0]["physicalLocation"] for r in log["results"] if r["level"] == "error"]
    assert place["region"] == {"startLine": line, "startColumn": column}
    assert place["artifactLocation"]["uri"] == MAPPING

    (tmp_path / "s.ttl").write_text(SHAPE, "utf-8")
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:C> .\n", "utf-8")
    inputs = {"shapes": "s.ttl", "paths": "a*.ttl", "fail_on": "warning"}
    foreign = runner.step(1, tmp_path, **inputs)
    assert (foreign.returncode, "::warning file=a.ttl,line=1,col=1," in foreign.stdout) == (1, True)
    known = "expograph validate --shapes s.ttl --baseline known.json --update-baseline a.ttl"
    assert script(known.split(), tmp_path, environment()).returncode == 0
    assert runner.step(1, tmp_path, **inputs, baseline="known.json").returncode == 0
    none = runner.step(1, tmp_path, shapes="s.ttl", paths="b*.ttl")
    assert (none.returncode, none.stdout) == (2, "::error::no file is called b*.ttl\n")


# --- the others ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/ci/gitlab-ci.yml")],
)
def test_files_are_of_their_services(root, schema, file):
    """Action and job are valid by the services' own JSON schemas."""
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = script(words, root, environment())
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def commit_hooks(project: Path, root: Path, tmp_path: Path) -> Path:
    """A repository of the project that takes our hooks from another; its commands are those of the tests."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(root / ".pre-commit-hooks.yaml", hooks)
    names = [hook["id"] for hook in yaml.safe_load((hooks / ".pre-commit-hooks.yaml").read_text("utf-8"))]
    assert names == ["expograph-validate", "expograph-build"]
    for folder in (hooks, project):
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "all")
    rev = git(hooks, "rev-parse", "HEAD").strip()
    used = [{"id": name, "language": "system"} for name in names]
    config = {"repos": [{"repo": str(hooks), "rev": rev, "hooks": used}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    return project


def git(folder: Path, *words: str) -> str:
    """Runs git as nobody in particular."""
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = script(["git", *who, *words], folder, environment())
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_hooks_in_pre_commit(commit_hooks, tmp_path):
    """Both hooks pass on a sound project; a fault in a changed mapping fails them, with its place."""
    env = environment(PRE_COMMIT_HOME=str(tmp_path / "home"))
    run = [sys.executable, "-m", "pre_commit", "run", "--color", "never", "--all-files"]
    git(commit_hooks, "add", "--all")
    done = script(run, commit_hooks, env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2
    line, column = spoil(commit_hooks)
    done = script(run, commit_hooks, env)
    assert done.returncode == 1
    assert done.stdout.count("Failed") == 2
    assert f"{MAPPING}:{line}:{column}: error: the ontology has no property expo:venu" in done.stdout


def test_gitlabs_job(root, project):
    """The job's lines after the installation run in a shell and leave the report that the job names."""
    job = yaml.safe_load((root / "docs" / "ci" / "gitlab-ci.yml").read_text("utf-8"))["expograph"]
    install, *lines = job["script"]
    assert install.startswith("python -m pip install")
    assert len(lines) == 2
    report = project / job["artifacts"]["reports"]["junit"]
    assert script(["sh", "-ec", "\n".join(lines)], project, environment()).returncode == 0
    assert len(Xml.parse(report).findall(".//testcase")) > 50
    line, _ = spoil(project)
    assert script(["sh", "-ec", "\n".join(lines)], project, environment()).returncode == 2
    cases = [case for case in Xml.parse(report).iter("testcase") if case.findall("error")]
    assert [case.get("line") for case in cases] == [str(line)]


def test_the_plain_script(root, project):
    """The script for a plain shell passes on a sound project and fails on a fault, with its place."""
    words = ["sh", str(root / "docs" / "ci" / "check.sh")]
    done = script(words, project, environment())
    assert done.returncode == 0, done.stdout + done.stderr
    line, column = spoil(project)
    done = script(words, project, environment(EXPOGRAPH=str(BIN / "expograph")))
    assert done.returncode == 2
    assert f"{MAPPING}:{line}:{column}: error: " in done.stdout
