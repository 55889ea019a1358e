"""The header of a query: grlc's decorators, YAML in the comment lines that start with `#+`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from expograph.errors import ExpographError, Position

MARK = "#+"
SETTINGS = {"description", "namespace"}
TYPES = ("boolean", "date", "decimal", "integer", "string")


@dataclass(frozen=True)
class Header:
    """What a query says of itself.

    Args:
        summary: The question in one line.
        description: More about it, if any.
        tags: The groups in which it is listed.
        defaults: Value of a parameter when none is given.
        params: Description of a parameter, and the namespace (a prefix) of its bare names.
        example: An example of what a rule makes.
        formula: How a rule computes, with the names of its variables in braces.
        formats: The forms in which a view is exported, its own first; empty for all that its answer has.
        types: The type of each column of a view that is not text, one of TYPES.
        vocabulary: The prefix whose terms stand without it in the JSON-LD of a view.
        source: Whose rule a check asks for: the catalogue and its number there.
    """

    summary: str
    description: str
    tags: tuple[str, ...]
    defaults: Mapping[str, str]
    params: Mapping[str, Mapping[str, str]]
    example: str = ""
    formula: str = ""
    formats: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    source: str = ""


def read(text: str, source: str) -> Header:
    """Reads the header; one without lines is empty.

    Args:
        text: The whole query.
        source: Where it comes from, as shown in errors.

    Raises:
        ExpographError: The lines are not YAML, or not of this form.
    """
    lines = {n: line[len(MARK) :] for n, line in enumerate(text.splitlines(), 1) if line.startswith(MARK)}
    header = _yaml(lines, source) if lines else {}

    def refuse(key: str, message: str, hint: str) -> ExpographError:
        line = next((n for n, words in lines.items() if words.strip().startswith(key + ":")), 1)
        return ExpographError(f"the header's {key} {message}", Position(source, line, 1), hint)

    tags = header.get("tags") or []
    if not isinstance(tags, list):
        raise refuse("tags", "are not a list", 'write "#+   - tag"')
    defaults, params = _entries(header.get("defaults")), _entries(header.get("params"))
    if defaults is None or not all(isinstance(value, str) for value in defaults.values()):
        raise refuse("defaults", "are not names with values", 'write "#+   - name: value"')
    if params is None or not all(isinstance(v, dict) and v.keys() <= SETTINGS for v in params.values()):
        raise refuse("params", "say something other than description and namespace", "see CONTRIBUTING.md")
    formats = header.get("formats") or []
    if not isinstance(formats, list):
        raise refuse("formats", "are not a list", 'write "#+ formats: [turtle, nt]"')
    types = _entries(header.get("types"))
    if types is None or not all(type_ in TYPES for type_ in types.values()):
        raise refuse(
            "types", "are not columns with types", f'write "#+   - column: type"; {", ".join(TYPES)}'
        )
    summary, description, example, formula, vocabulary, taken_from = (
        " ".join(str(header.get(key, "")).split())
        for key in ("summary", "description", "example", "formula", "vocabulary", "source")
    )
    marks, forms = tuple(map(str, tags)), tuple(map(str, formats))
    return Header(
        summary, description, marks, defaults, params, example, formula, forms, types, vocabulary, taken_from
    )


def _yaml(lines: Mapping[int, str], source: str) -> dict[str, Any]:
    import yaml

    loader = getattr(
        yaml, "CBaseLoader", yaml.BaseLoader
    )  # all scalars stay text: the parameter's kind reads them
    numbers = list(lines)
    try:
        header = yaml.load("\n".join(lines.values()), loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = numbers[min(mark.line, len(numbers) - 1)] if mark else numbers[0]
        at = Position(source, line, mark.column + len(MARK) + 1 if mark else 1)
        hint = f'what follows "{MARK}" is YAML: put a text with ": " in quotes'
        raise ExpographError(f"the header cannot be read: {error.problem}", at, hint) from error
    if not isinstance(header, dict):
        at = Position(source, numbers[0], 1)
        raise ExpographError("the header is not keys with values", at, f'write "{MARK} summary: …"')
    return header


def _entries(value: object) -> dict[str, Any] | None:
    """Names with values: a mapping or, as in grlc, a list of mappings; None if neither."""
    entries: list[Any] = value if isinstance(value, list) else [value or {}]
    if not all(isinstance(entry, dict) for entry in entries):
        return None
    return {name: value for entry in entries for name, value in entry.items()}
