"""The command that makes a new project."""

from pathlib import Path

import click

from expograph.terminal import FILE, busy, say


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
def init(folder: Path) -> None:
    """Make a project of your own that extends ours: example, questions, CI, README; `make test` is green.

    DIR is made, or empty; a git repository may be in it.

    \b
    Example: expograph init our-fairs
    """
    from expograph.start import start

    with busy("Building the graph"):
        made = start(folder)
    say(str(made))
