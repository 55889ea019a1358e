"""The commands that make and check a graph."""

from collections.abc import Sequence
from pathlib import Path

import click

from expograph.terminal import FILE, FOLDER, busy, end, project_at, say

REPORTS = ("text", "json", "turtle")
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
@click.pass_obj
def verify(root: Path | None, documents: Path) -> None:
    """Find every quote in its document, and write mappings/evidence.lock.

    \b
    Example: expograph verify --documents ../documents
    """
    from expograph import evidence

    with busy("Looking up the quotes"):
        result = evidence.verify(project_at(root), documents)
    say(str(result))


@click.command()
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

    with busy("Checking the shapes"):
        report = checker.validate(project_at(root), paths, engine)
    say(report.text(wanted))
    end(report.conforms)


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
