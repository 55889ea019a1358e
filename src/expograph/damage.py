"""What is wrong with a file of JSON that the project keeps: a lock, a baseline."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from expograph.errors import ExpographError, Position
from expograph.project import shown


@contextmanager
def told(path: Path, name: str, hint: str) -> Iterator[Position]:
    """Tells in words why a file cannot be read, or what its block finds to be missing in it.

    Args:
        path: The file, which the block reads.
        name: What it is, in a sentence: "lock".
        hint: What to do about it.

    Yields:
        Its first character, for what the block itself has to say of it.

    Raises:
        ExpographError: Instead of each error of reading and taking apart.
    """
    at = Position(shown(path), 1, 1)
    try:
        yield at
    except ExpographError:
        raise
    except FileNotFoundError:
        raise ExpographError(f"there is no {shown(path)}", hint=hint) from None
    except OSError as error:
        raise ExpographError(f"{shown(path)} cannot be read: {error.strerror}", hint=hint) from None
    except json.JSONDecodeError as error:
        place = Position(shown(path), error.lineno, error.colno)
        raise ExpographError(f"the {name} is damaged: {error.msg}", place, hint) from None
    except ValueError as error:
        raise ExpographError(f"the {name} is damaged: {error}", at, hint) from None
    except (AttributeError, KeyError, TypeError, RecursionError):
        raise ExpographError(f"the {name} is damaged: it is not whole", at, hint) from None
