"""A report as GitHub's workflow commands, which become annotations of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from expograph.reports.model import Entry, Report, in_repository

COMMANDS = {"error": "error", "violation": "error", "warning": "warning", "info": "notice"}
IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTY = {**IN_TEXT, ":": "%3A", ",": "%2C"}


def github(found: Report) -> str:
    """A command for each entry, and the outcome on a line of its own."""
    return "\n".join([*(command(e, found.whole) for e in found.entries), found.counts()])


def command(entry: Entry, whole: str) -> str:
    """An entry as a workflow command; the file alone where no line is known."""
    at = entry.at
    place = {"file": in_repository(at.file if at else whole)}
    if at:
        place |= {"line": str(at.line), "col": str(at.column)}
    properties = {**place, "title": f"{entry.level}: {entry.rule.shape}"}
    told = ",".join(f"{key}={escaped(value, IN_PROPERTY)}" for key, value in properties.items())
    text = escaped("\n".join(filter(None, (entry.message, entry.detail))), IN_TEXT)
    return f"::{COMMANDS[entry.level]} {told}::{text}"


def escaped(text: str, marks: dict[str, str]) -> str:
    """A text without the characters that would end it."""
    return "".join(marks.get(character, character) for character in text)
