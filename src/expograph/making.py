"""The commands that make and check a graph."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from expograph.errors import ExpographError
from expograph.terminal import FILE, FOLDER, busy, end, project_at, say

SERVICES = ("sarif", "junit", "github")
REPORTS = ("text", "json", "turtle", *SERVICES)
SEVERITIES = ("violation", "warning", "info")
ENGINES = ("compiled", "pyshacl")


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if graph/ would change.")
@click.pass_obj
def build(root: Path | None, check: bool) -> None:
    """Make graph/ from ontology and mappings.

    \b
    Example: expograph build --check
    """
    from expograph import build as engine

    with busy("Building the graph"):
        result = engine.build(project_at(root), check=check)
    say(str(result))


@click.command()
@click.option(
    "--documents", type=FOLDER, required=True, help="Folder of the documents, one <document>.txt each."
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; fail if the lock would change. Absent documents are left out.",
)
@click.pass_obj
def verify(root: Path | None, documents: Path, check: bool) -> None:
    """Find every quote in its document, and write mappings/evidence.lock.

    \b
    Example: expograph verify --documents ../documents
    """
    from expograph import evidence

    with busy("Looking up the quotes"):
        result = evidence.verify(project_at(root), documents, check)
    say(str(result))


@click.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
@click.option("--data", multiple=True, type=FILE, metavar="FILE", help="A file to check; the same as PATH.")
@click.option(
    "--shapes", type=FILE, metavar="PATH", help="SHACL file or folder to check by, in place of the project's."
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(REPORTS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="violation",
    show_default=True,
    help="The mildest finding at which the check fails.",
)
@click.option("--baseline", type=FILE, metavar="FILE", help="Known findings, which do not count.")
@click.option("--update-baseline", is_flag=True, help="Write all findings to the baseline instead.")
@click.option(
    "--engine", type=click.Choice(ENGINES), default="compiled", show_default=True, help="Who checks."
)
@click.pass_obj
def validate(
    root: Path | None,
    paths: Sequence[Path],
    data: Sequence[Path],
    shapes: Path | None,
    wanted: str,
    fail_on: str,
    baseline: Path | None,
    update_baseline: bool,
    engine: str,
) -> None:
    """Check the graph, mappings or RDF files against the shapes.

    Without PATH, the project's graph is checked.

    \b
    Example: expograph validate --format github mappings/*.ttl
    """
    from expograph import baseline as known
    from expograph import validate as checker
    from expograph.reports import FORMS

    if update_baseline and not baseline:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    try:
        with busy("Checking the shapes"):
            report = checker.validate(project_at(root), [*paths, *data], engine, shapes)
    except ExpographError as error:
        if wanted not in SERVICES:
            raise
        report = checker.unread(error)
    if baseline and update_baseline:
        say(known.update(report, baseline))
        return
    if baseline:
        report = known.new(report, baseline)
    report = replace(report, fail_on=fail_on)
    say(FORMS[wanted](report))
    click.get_current_context().exit(report.exit_code)


@click.command()
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

    with busy("Reading the documents"):
        result = engine.coverage(project_at(root), documents)
    say(str(result))
    end(not any(d.gaps for d in result.documents))


@click.command("format")
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@click.pass_obj
def format_(root: Path | None, paths: Sequence[Path], check: bool) -> None:
    """Give mappings and ontology one layout, with the same triples and every comment.

    Without PATH, the project's ontology and mappings are meant.

    \b
    Example: expograph format --check mappings
    """
    from expograph.format import files as engine

    with busy("Formatting the files"):
        found = engine.format_files(project_at(root), paths, check)
    say(str(found))
    end(found.holds)
