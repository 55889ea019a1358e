"""The command that publishes a project."""

from pathlib import Path

import click

from expograph.terminal import FILE, FOLDER, busy, project_at, say


@click.command()
@click.argument("folder", metavar="DIR", type=FILE)
@click.option(
    "--since", type=FOLDER, metavar="RELEASE", help="Folder of an earlier release; the changelog tells since."
)
@click.pass_obj
def release(root: Path | None, folder: Path, since: Path | None) -> None:
    """Write ontology, graph, queries and views in every usual form, described for catalogues, into DIR.

    DIR is empty or not there yet. The same sources give the same bytes, dated by SOURCE_DATE_EPOCH or else
    by the ontology's dcterms:issued.

    \b
    Example: expograph release ../release-0.2.0 --since ../release-0.1.0
    """
    from expograph.release.make import release as make

    with busy("Reading the project") as status:
        done = make(project_at(root), folder, since, status.update if status else lambda _: None)
    say(str(done))
