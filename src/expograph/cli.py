"""The command line: reads options, calls the engine, shows answers and errors. All logic lies elsewhere.

Every command imports what it needs when it runs, so that help is there at once.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from expograph.errors import ExpographError
from expograph.table import FORMATS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from expograph.project import Project

REPORTS = ("text", "json", "turtle")
ENGINES = ("compiled", "pyshacl")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(path_type=Path)
DOES_NOT_HOLD, CANNOT_RUN, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
PIECE = 1 << 15


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project", "root", type=FOLDER, help="Folder of the project (default: the one that comes with it)."
)
@click.version_option(package_name="expograph", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """From press reports on trade fairs to a graph in which every figure keeps its words.

    Exit codes: 0 holds, 1 does not hold, 2 cannot run.
    """
    context.obj = root


def _project(root: Path | None) -> "Project":
    from expograph import project

    return project.Project(root or project.default_root())


def _busy(words: str) -> "AbstractContextManager[Any]":
    """What is going on, on a terminal's standard error; nothing in a pipe."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)


@cli.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if graph/ would change.")
@click.pass_obj
def build(root: Path | None, check: bool) -> None:
    """Make graph/ from ontology and mappings.

    \b
    Example: expograph build --check
    """
    from expograph import build as engine

    with _busy("Building the graph"):
        result = engine.build(_project(root), check=check)
    _say(str(result))


@cli.command()
@click.option(
    "--documents", type=FOLDER, required=True, help="Folder of the documents, one <document>.txt each."
)
@click.pass_obj
def verify(root: Path | None, documents: Path) -> None:
    """Find every quote in its document, and write mappings/evidence.lock.

    \b
    Example: expograph verify --documents ../documents
    """
    from expograph import evidence

    with _busy("Looking up the quotes"):
        result = evidence.verify(_project(root), documents)
    _say(str(result))


@cli.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(REPORTS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--engine", type=click.Choice(ENGINES), default="compiled", show_default=True, help="Who checks."
)
@click.pass_obj
def validate(root: Path | None, paths: Sequence[Path], wanted: str, engine: str) -> None:
    """Check the graph, mappings or RDF files against the shapes.

    Without PATH, the project's graph is checked.

    \b
    Example: expograph validate --format json graph/expograph.ttl
    """
    from expograph import validate as checker

    with _busy("Checking the shapes"):
        report = checker.validate(_project(root), paths, engine)
    _say(report.text(wanted))
    click.get_current_context().exit(0 if report.conforms else DOES_NOT_HOLD)


@cli.command()
@click.argument("name", required=False, metavar="NAME|FILE|-")
@click.option(
    "--list", "listing", is_flag=True, help="List the questions by tag; with NAME, describe that one."
)
@click.option(
    "--param",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question; repeat for more.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(FORMATS),
    help="Form of the answer (default: table; for a graph, turtle).",
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint, not the project's graph.")
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Seconds to wait for an endpoint.",
)
@click.pass_obj
def query(
    root: Path | None,
    name: str | None,
    listing: bool,
    pairs: Sequence[str],
    wanted: str | None,
    endpoint: str | None,
    timeout: int,
) -> None:
    """Ask a named question, a SPARQL file, or SPARQL from standard input.

    \b
    Examples: expograph query --list
              expograph query exhibitors --param edition=ciie-7
              echo 'SELECT * { ?s ?p ?o } LIMIT 3' | expograph query -
    """
    from expograph import ask

    project = _project(root)
    if listing:
        _say(ask.listing(project, name))
    elif name is None:
        raise click.UsageError("name a question, a file, or - for standard input; --list shows the questions")
    else:
        with _busy(f"Asking {endpoint}") if endpoint else nullcontext():
            question = ask.question(project, name, sys.stdin.buffer)
            out = ask.answer(project, question, pairs, wanted, endpoint, timeout, sys.stdout.isatty())
        _say(out)


@cli.command()
@click.option(
    "--documents", type=FOLDER, required=True, help="Folder of the documents, one <document>.txt each."
)
@click.pass_obj
def coverage(root: Path | None, documents: Path) -> None:
    """Show which figures, dates and names of the documents lie in no quote.

    \b
    Example: expograph coverage --documents ../documents
    """
    from expograph import coverage as engine

    with _busy("Reading the documents"):
        result = engine.coverage(_project(root), documents)
    _say(str(result))
    click.get_current_context().exit(DOES_NOT_HOLD if any(d.gaps for d in result.documents) else 0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code; no traceback reaches a user."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code: 0 holds, 1 does not hold, 2 cannot run."""
    try:
        return int(cli.main(arguments, prog_name="expograph", standalone_mode=False) or 0)
    except ExpographError as error:
        return _fail(f"{error}", error.exit_code)
    except click.ClickException as error:
        error.show()
        return CANNOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except OSError as error:
        return _fail(
            f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""), CANNOT_RUN
        )


def _say(out: str | bytes) -> None:
    """Writes to standard output as UTF-8; a reader that has left is no error."""
    left = memoryview(out if isinstance(out, bytes) else f"{out}\n".encode())
    try:
        while left:  # a pipe may take less than it is given
            left = left[sys.stdout.buffer.write(left[:PIECE]) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # for the flush at the end of the process
        sys.exit(BROKEN_PIPE)


def _fail(message: str, code: int) -> int:
    click.echo(f"error: {message}", err=True)
    return code
