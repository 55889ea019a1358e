"""The command that serves the graph."""

from pathlib import Path

import click

from expograph.terminal import FILE, FOLDER, project_at, say


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--data", type=FILE, multiple=True, help="RDF to serve in place of the project's graph; repeatable."
)
@click.option("--documents", type=FOLDER, help="Folder of the documents, whose pages then show their texts.")
@click.option("--writable", is_flag=True, help="Take changes, in memory only, from who has EXPOGRAPH_TOKEN.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="HTTP processes.")
@click.option(
    "--limit", "limits", metavar="NAME=NUMBER", multiple=True, help="Another limit, such as seconds=30."
)
@click.option("--log-queries", is_flag=True, help="Have the access log tell the queries.")
@click.pass_obj
def serve(
    root: Path | None,
    host: str,
    port: int,
    data: tuple[Path, ...],
    documents: Path | None,
    writable: bool,
    workers: int,
    limits: tuple[str, ...],
    log_queries: bool,
) -> None:
    """Serve the graph over HTTP: pages for people, SPARQL at /sparql, graphs at /graphs.

    Each IRI of the graph has a page, in English and Chinese, and the same as Turtle, JSON-LD and more.

    A graph/ that changes is loaded again. With --writable, changes go to /update and /graphs, and those that
    break a shape are refused. They live as long as the server: take them with `curl URL/graphs`.

    \b
    Examples: expograph serve
              expograph serve --port 0 --data mine.trig --limit seconds=30
              EXPOGRAPH_TOKEN=… expograph serve --writable
    """
    import os

    from expograph.serve.settings import Limits, Settings
    from expograph.serve.start import start

    hosts = tuple(
        h.strip().lower() for h in os.environ.get("EXPOGRAPH_FETCH_HOSTS", "").split(",") if h.strip()
    )
    settings = Settings(
        host=host,
        port=port,
        project=str(project_at(root).root.absolute()),
        data=tuple(str(path.absolute()) for path in data),
        documents=str(documents.absolute()) if documents else "",
        writable=writable,
        log_queries=log_queries,
        workers=workers,
        hosts=hosts,
        limits=Limits().having(limits),
    )
    start(settings, say)
