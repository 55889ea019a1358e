"""The command line: help, exit codes, messages, pipes, interruption; and the README knows every option."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from expograph import ask, cli, terminal

DATA = '<https://w3id.org/expograph/id/fair/a> <urn:size> 1000 ; <urn:name> "Alpha" .'
SIZE = """#+ summary: How large is it?
#+ params:
#+   fair:
#+     namespace: fair
SELECT ?size { ?_fair_iri <urn:size> ?size }
"""
COMMANDS = sorted(cli.cli.commands)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project with a graph and one question."""
    files = {
        "ontology/expograph.ttl": "",
        "graph/expograph.ttl": DATA,
        "queries/size.rq": SIZE,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own, its output in a pipe."""
    command = [sys.executable, "-m", "expograph", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60, check=False)


def test_help_names_every_command() -> None:
    """Help is there, on one page, and the short option gives the same."""
    helped = run("--help")
    assert helped.returncode == 0
    assert len(COMMANDS) >= 5
    assert all(f"\n  {name} " in helped.stdout for name in COMMANDS)
    assert run("-h").stdout == helped.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(name: str) -> None:
    """Each command says what it does, shows how, and explains every option."""
    command = cli.cli.commands[name]
    assert f"expograph {name}" in (command.help or "").partition("Example")[2]
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert command.params
    assert all(option.help for option in options)
    assert run(name, "--help").returncode == 0


def test_the_readme_knows_every_command_and_option(root: Path) -> None:
    """If a command or an option is added, then the README has to speak of it."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    options = {
        option
        for command in (cli.cli, *cli.cli.commands.values())
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    } - {"--help"}
    wanted = {f"expograph {name}" for name in COMMANDS} | options
    assert len(wanted) >= 15
    missing = {words for words in wanted if not re.search(rf"{re.escape(words)}(?![\w-])", readme)}
    assert not missing


def test_help_loads_no_heavy_library() -> None:
    """Help is there at once because nothing is imported that only a command needs."""
    code = "import sys, expograph.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {
        "rdflib",
        "rich",
        "yaml",
        "SPARQLWrapper",
        "pyshacl",
        "owlrl",
        "babel",
        "text_to_num",
        "dateutil",
    }
    assert "click" in loaded
    assert not heavy & set(loaded)


def test_version_is_the_package_version(root: Path) -> None:
    """The version is stated once, in pyproject.toml."""
    stated = re.search(
        r'^version = "(.+)"', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert stated
    assert run("--version").stdout == f"expograph {stated[1]}\n"


def test_a_named_question_answers_in_plain_text(folder: Path) -> None:
    """In a pipe: names and rows, no colour, nothing on standard error."""
    done = run("--project", str(folder), "query", "size", "--param", "fair=a")
    assert (done.returncode, done.stdout, done.stderr) == (0, "size\n1000\n", "")


@pytest.mark.parametrize(
    ("text", "answer"), [("ASK { ?s <urn:size> 1000 }", "true\n"), ("ASK { ?s ?p 1 }", "false\n")]
)
def test_a_question_from_standard_input(folder: Path, text: str, answer: str) -> None:
    """An ASK query prints true or false; both are answers, so both exit 0."""
    done = run("--project", str(folder), "query", "-", stdin=text)
    assert (done.returncode, done.stdout) == (0, answer)


def test_standard_input_that_is_not_utf_8_is_told(folder: Path) -> None:
    """Its place, and no traceback."""
    command = [sys.executable, "-m", "expograph", "--project", str(folder), "query", "-"]
    done = subprocess.run(command, input=b"ASK {\n'\xe9' }", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: <stdin>:2:2: not UTF-8")


def test_a_question_from_a_file(folder: Path) -> None:
    """A path to a .rq file does as well as a name; the format may be chosen."""
    (folder / "own.rq").write_text("SELECT ?s { ?s <urn:size> ?o }", encoding="utf-8")
    done = run("--project", str(folder), "query", str(folder / "own.rq"), "--format", "csv")
    assert done.stdout.splitlines() == ["s", "https://w3id.org/expograph/id/fair/a"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "siz"), "error: there is no query 'siz'\n    did you mean size"),
        (("query", "size"), "error: the query needs the parameter fair\n    add --param fair="),
        (("query", "size", "--param", "far=a"), "no parameter 'far'\n    did you mean fair?"),
        (("query", "size", "--param", "fair=a> ; ?p ?o #"), "is not a value of the parameter fair"),
        (("query", "size", "--param", "fair=b"), "the graph knows nothing of"),
        (("query", "size", "--param", "fair=a", "--format", "turtle"), "cannot be written as turtle"),
        (("query", "size", "--param", "fair=a", "--endpoint", "http://127.0.0.1:9/"), "cannot be reached"),
        (("query",), "name a question"),
        (("query", "size", "--format", "excel"), "'excel' is not one of"),
        (("querry",), "No such command 'querry'"),
        (("verify", "--documents", "no/such/folder"), "no/such/folder"),
    ],
)
def test_bad_input_ends_with_a_message_and_exit_code_2(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    """No traceback, nothing on standard output, the graph untouched."""
    before = (folder / "graph" / "expograph.ttl").read_bytes()
    done = run("--project", str(folder), *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert (folder / "graph" / "expograph.ttl").read_bytes() == before


def test_a_missing_project_is_told() -> None:
    """--project names a folder that is there."""
    done = run("--project", "no/such/folder", "query", "--list")
    assert done.returncode == 2
    assert "no/such/folder" in done.stderr


def test_a_broken_pipe_is_quiet(folder: Path) -> None:
    """`expograph query … | head` ends without a word, however much is left to say."""
    many = "\n".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(30_000))
    (folder / "graph" / "expograph.ttl").write_text(many, encoding="utf-8")
    command = [sys.executable, "-m", "expograph", "--project", str(folder), "query", "-", "--format", "tsv"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"SELECT ?s ?p ?o { ?s ?p ?o }")
        process.stdin.close()
        assert process.stdout.readline() == b"?s\t?p\t?o\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == terminal.BROKEN_PIPE


def test_an_interruption_ends_with_a_word(folder: Path) -> None:
    """Ctrl-C: one word, exit code 130."""
    command = [sys.executable, "-m", "expograph", "--project", str(folder), "query", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(1.5)  # it waits for a query on standard input
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == cli.INTERRUPTED
    assert said.strip() == "error: interrupted"


def test_an_operating_system_error_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk, or a file that may not be read, wherever it happens: its reason and its file."""

    def full(*_: object) -> str:
        raise OSError(28, os.strerror(28), "graph/expograph.ttl")

    monkeypatch.setattr(ask, "listing", full)
    assert cli.run(["query", "--list"]) == cli.CANNOT_RUN
    assert capsys.readouterr().err == "error: No space left on device: graph/expograph.ttl\n"


def test_a_terminal_of_another_encoding_is_no_error(folder: Path) -> None:
    """What a terminal cannot show is escaped."""
    (folder / "graph" / "expograph.ttl").write_text('<urn:a> <urn:p> "澳门" .', encoding="utf-8")
    command = [sys.executable, "-m", "expograph", "--project", str(folder), "query", "-"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        command, input=b"SELECT ?o { ?s ?p ?o }", capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0
    assert "澳门".encode() in done.stdout
    assert done.stderr == b""


def test_a_closed_standard_output_is_told(folder: Path) -> None:
    """A shell's >&- ends a command with one line and exit code 2."""
    command = [sys.executable, "-m", "expograph", "--project", str(folder), "query", "--list"]
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"error: standard output is closed\n")
