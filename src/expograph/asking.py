"""The commands that ask a graph."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from expograph.table import FORMATS
from expograph.terminal import FILE, busy, end, project_at, say

EXPLANATIONS = ("text", "json", "turtle", "dot")
DIFFERENCES = ("text", "json", "markdown")
EXPORTS = ("turtle", "nt", "xml", "jsonld", "trig", "nq", "csv", "tsv", "json", "parquet")


@click.command()
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

    project = project_at(root)
    if listing:
        say(ask.listing(project, name))
    elif name is None:
        raise click.UsageError("name a question, a file, or - for standard input; --list shows the questions")
    else:
        with busy(f"Asking {endpoint}") if endpoint else nullcontext():
            question = ask.question(project, name, sys.stdin.buffer)
            warn = partial(click.echo, err=True)
            out = ask.answer(project, question, pairs, wanted, endpoint, timeout, sys.stdout.isatty(), warn)
        say(out)


@click.command()
@click.argument("subject")
@click.argument("property", required=False)
@click.argument("object", required=False)
@click.option("--all", "every", is_flag=True, help="Every proof, not the shortest alone.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many proofs at most."
)
@click.option(
    "--format", "wanted", type=click.Choice(EXPLANATIONS), default="text", show_default=True, help="Form."
)
@click.pass_obj
def explain(
    root: Path | None,
    subject: str,
    property: str | None,
    object: str | None,
    every: bool,
    limit: int,
    wanted: str,
) -> None:
    """Say why the graph holds a triple, down to the words; of one that it does not hold, what is missing.

    \b
    Examples: expograph explain fair:ciie-6 expo:dealValue
              expograph explain fair:cismef-18 expo:participatingPlace country:FJ --all
    """
    from expograph import explain as engine

    terms = [term for term in (subject, property, object) if term is not None]
    found = engine.explain(project_at(root), terms, every, limit)
    say(found.written(wanted, sys.stdout.isatty()))
    end(found.holds)


@click.command()
@click.option(
    "--format", "wanted", type=click.Choice(("text", "json")), default="text", show_default=True, help="Form."
)
@click.pass_obj
def conflicts(root: Path | None, wanted: str) -> None:
    """List the claims that contradict each other, and those that are odd side by side.

    \b
    Example: expograph conflicts --format json
    """
    from expograph import conflicts as engine

    say(engine.report(engine.conflicts(project_at(root)), wanted))


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--format", "wanted", type=click.Choice(DIFFERENCES), default="text", show_default=True, help="Form."
)
def diff(old: Path, new: Path, wanted: str) -> None:
    """Compare two built graphs by meaning: claims, figures, names, conflicts.

    OLD and NEW are RDF files, graph/ folders or project folders. Exit code 0: no difference, 1: some.

    \b
    Example: expograph diff main/graph graph --format markdown
    """
    from expograph import diff as engine

    with busy("Comparing the graphs"):
        found = engine.diff(old, new)
    say(engine.written(found, wanted))
    end(not found)


@click.command()
@click.argument("name", required=False)
@click.option("--view", metavar="NAME", help="The same as NAME.")
@click.option(
    "--list", "listing", is_flag=True, help="List the views and their formats; with NAME, describe that one."
)
@click.option("--format", "wanted", type=click.Choice(EXPORTS), help="Form (default: the view's own).")
@click.option("--output", type=FILE, help="Write to this file, all or nothing, not to standard output.")
@click.pass_obj
def export(
    root: Path | None,
    name: str | None,
    view: str | None,
    listing: bool,
    wanted: str | None,
    output: Path | None,
) -> None:
    """Write the graph as another tool wants it: RDF 1.2, nanopublications, Data Cube, schema.org, tables.

    \b
    Examples: expograph export --list
              expograph export claims --format parquet --output claims.parquet
    """
    from expograph import export as engine

    if name and view:
        raise click.UsageError("name the view once: as NAME or with --view")
    name, project = name or view, project_at(root)
    if listing:
        say(engine.listing(project, name))
    elif name is None:
        raise click.UsageError("name a view; --list shows them")
    else:
        with busy("Writing the view") if output else nullcontext():
            out = engine.export(project, name, wanted, output, sys.stdout.isatty())
        say(out)
