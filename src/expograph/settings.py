"""What a project says of itself in its expograph.toml."""

import re
import tomllib
from pathlib import Path

from expograph.errors import ExpographError, Position
from expograph.turtle import Places, text_of

EXTENDS, OURS = "extends", "expograph"
HELP = f'the one setting is {EXTENDS} = "{OURS}": the project stands on our registry and mappings too'
COMPLAINT = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)")


def extension(path: Path, shown_as: str) -> Position | None:
    """Where a project's settings say that it extends ours; None if they do not.

    Args:
        path: A file of TOML 1.0.
        shown_as: How errors call it.

    Raises:
        ExpographError: It cannot be read, is no TOML, or says anything else.
    """
    text = text_of(path, shown_as)
    places = Places(text, shown_as)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        complaint = COMPLAINT.fullmatch(str(error))
        words, line, column = complaint.groups() if complaint else (str(error), None, None)
        at = Position(shown_as, int(line), int(column)) if line and column else places(len(text.rstrip()))
        raise ExpographError(f"no TOML: {words}", at, HELP) from None
    for key, value in said.items():
        at = places(where(key, text))
        if key != EXTENDS:
            raise ExpographError(f"there is no setting {key!r}", at, HELP)
        if value != OURS:
            raise ExpographError(f"it can extend nothing but {OURS!r}", at, HELP)
    return places(where(EXTENDS, text)) if said else None


def where(key: str, text: str) -> int:
    """The offset of a key at the start of a line, in quotation marks or in a table's brackets."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return found.end() - len(key) if found else 0
