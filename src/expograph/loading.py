"""The command that loads the graph into a store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from expograph.terminal import project_at, say

MAKES = ("oxigraph", "virtuoso", "fuseki", "rdf4j", "graphdb", "qlever", "blazegraph", "stardog", "neptune")


@click.command()
@click.argument("url")
@click.option("--store", "make", type=click.Choice(MAKES), help="Its make; URL is its own address then.")
@click.option("--update", metavar="URL", help="Where it takes SPARQL updates, if that is another address.")
@click.option("--merge", is_flag=True, help="Put all into one graph, the default graph.")
@click.option("--graph", metavar="IRI", help="Put all into this graph (with --merge).")
@click.option("--replace", is_flag=True, help="Swap each graph in one step; what else is in it goes.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done.")
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=60,
    show_default=True,
    help="Seconds to wait for each answer.",
)
@click.pass_obj
def load(
    root: Path | None,
    url: str,
    make: str | None,
    update: str | None,
    merge: bool,
    graph: str | None,
    replace: bool,
    dry: bool,
    timeout: int,
) -> None:
    """Load the graph into a SPARQL 1.1 store and verify it; the same command goes on after a failure.

    URL is the address of its Graph Store Protocol or SPARQL endpoint, or with --store the store's own.
    Credentials come from EXPOGRAPH_USER and EXPOGRAPH_PASSWORD, from EXPOGRAPH_TOKEN, or from ~/.netrc.

    \b
    Examples: expograph load http://localhost:7878 --store oxigraph
              expograph load http://localhost:3030/fairs --replace
              expograph load http://localhost:8890 --store virtuoso --dry-run
    """
    from expograph.load import Wish, load

    wish = Wish(url, make, update, merge, graph, replace, dry, timeout)
    say(load(project_at(root), wish, _progress))


@contextmanager
def _progress(triples: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's standard error; nothing in a pipe."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Loading", total=triples)
        yield lambda count: bar.advance(task, count)
