"""What must be installed before a server can start."""

from collections.abc import Callable
from importlib.util import find_spec

from expograph.errors import ExpographError
from expograph.serve.settings import Settings

NEEDED = ("granian", "jinja2", "starlette", "starlette_compress")


def start(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve.

    Args:
        settings: Of the server.
        say: Takes the line that tells where it answers.

    Raises:
        ExpographError: The extra is not installed, or the server cannot start.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        message = f"serve needs {', '.join(missing)}, which is not installed"
        raise ExpographError(message, hint="pip install 'expograph[serve]'")
    from expograph.serve.launch import serve

    serve(settings, say)
