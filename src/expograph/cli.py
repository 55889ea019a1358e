"""The command line: its commands, and what an error or an interrupt ends with. All logic lies elsewhere.

Every command imports what it needs when it runs, so that help is there at once.
"""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from expograph import asking, loading, making, publishing, serving, starting
from expograph.errors import ExpographError
from expograph.terminal import CANNOT_RUN, FOLDER, INTERRUPTED


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project", "root", type=FOLDER, help="Folder of the project (default: the one you are in, else ours)."
)
@click.version_option(package_name="expograph", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """From press reports on trade fairs to a graph in which every figure keeps its words.

    Exit codes: 0 holds, 1 does not hold, 2 cannot run.
    """
    context.obj = root


for _command in (
    making.build,
    making.verify,
    making.validate,
    making.coverage,
    making.format_,
    asking.query,
    asking.explain,
    asking.conflicts,
    asking.diff,
    asking.export,
    loading.load,
    publishing.release,
    starting.init,
    serving.serve,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code; no traceback reaches a user."""
    gc.disable()  # a command is short and leaves few cycles; looking for them takes a tenth of a build
    closed = sys.stdout is None  # as a shell's >&- leaves it
    sys.exit(_fail("standard output is closed", CANNOT_RUN) if closed else run(arguments))


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


def _fail(message: str, code: int) -> int:
    click.echo(f"error: {message}", err=True)
    return code
