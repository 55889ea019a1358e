"""A difference as text for a terminal, JSON for programs, and Markdown for a review."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from expograph.diff import escape
from expograph.diff.model import Change, Difference, Item, Section

TITLES = {
    "claims": "Claims",
    "derived": "Derived claims",
    "best": "Best-known values",
    "conflicts": "Conflicts and tensions",
    "documents": "Documents",
    "entities": "Entities",
    "terms": "Terms of the ontology",
}
SIGNS = {"added": "+", "appeared": "+", "removed": "-", "gone": "-"}
SHORT_LIST = 10
FORMATS = ("text", "json", "markdown")
NONE = "no difference in meaning"


def written(found: Difference, form: str) -> str:
    """The difference in one of FORMATS; the schema of json stands in `expograph.diff`."""
    return {"text": text, "json": as_json, "markdown": markdown}[form](found)


def text(found: Difference) -> str:
    """The difference for a terminal."""
    lines = [f"{found.old} -> {found.new}", *(f"  {line}" for line in headlines(found))]
    for section in filter(None, found.sections):
        for group, items in section.groups.items():
            if items:
                lines += ["", f"{TITLES[section.name]} {group} ({len(items)})"]
                lines += [line for item in items for line in entry(item, SIGNS.get(group, "~"))]
    return "\n".join(lines)


def headlines(found: Difference) -> list[str]:
    """How much differs, a line for each kind."""
    lines = [
        f"{TITLES[section.name]}: "
        + ", ".join(f"{len(i)} {group}" for group, i in section.groups.items() if i)
        for section in filter(None, found.sections)
    ]
    counts = ((found.implied, "that go with them"), (found.inferred, "inferred"))
    lines += [f"Triples {what}: {n.added} added, {n.removed} removed" for n, what in counts if n]
    return lines or [NONE]


def entry(item: Item, sign: str) -> Iterator[str]:
    """What is told of one thing: a line, and one for each change."""
    said = ": ".join(filter(None, [item.name, item.says]))
    yield f"{sign} {said}" + (f"  {item.source}" if item.source else "")
    for change in item.changes:
        yield f"    {change.what}: {arrow(change)}"


def arrow(change: Change) -> str:
    """A change in a line: what was, what is."""
    old, new = (", ".join(values) for values in (change.old, change.new))
    if old and new:
        return f"{old} -> {new}"
    return f"+ {new}" if new else f"- {old}"


def as_json(found: Difference) -> str:
    """The difference for programs."""
    content: dict[str, object] = {"old": found.old, "new": found.new, "differs": bool(found)}
    content |= {
        section.name: {group: [asdict(item) for item in items] for group, items in section.groups.items()}
        for section in found.sections
    }
    content |= {"implied": asdict(found.implied), "inferred": asdict(found.inferred)}
    return json.dumps(content, ensure_ascii=False, indent=2)


def markdown(found: Difference) -> str:
    """The difference as a comment on a pull request: what differs, then tables, the long ones folded."""
    lines = [f"### {escape.code(found.old)} → {escape.code(found.new)}", ""]
    lines += [f"- {escape.text(line)}" for line in headlines(found)]
    for section in filter(None, found.sections):
        for group, items in section.groups.items():
            if items:
                lines += ["", *folded(section, group, items)]
    return "\n".join(lines)


def folded(section: Section, group: str, items: tuple[Item, ...]) -> list[str]:
    """One group under its title, folded if it is long."""
    title = f"{TITLES[section.name]} {group} ({len(items)})"
    lines = table(items)
    if len(items) <= SHORT_LIST:
        return [f"#### {title}", "", *lines]
    return [f"<details><summary>{title}</summary>", "", *lines, "", "</details>"]


def table(items: Iterable[Item]) -> list[str]:
    """A row for each thing, or for each of its changes."""
    listed = list(items)
    if any(item.changes for item in listed):
        head = ["what", "change", "old", "new", "source"]
        rows = [row for item in listed for row in changed_rows(item)]
    else:
        head = ["what", "says", "source"]
        rows = [[item.name, item.says, item.source] for item in listed]
    cells = [head, ["---"] * len(head), *([escape.code(row[0]), *map(escape.text, row[1:])] for row in rows)]
    return [f"| {' | '.join(row)} |" for row in cells]


def changed_rows(item: Item) -> Iterator[list[str]]:
    """A row for each change; the first says of what, and where from."""
    for i, change in enumerate(item.changes):
        name, source = ("", "") if i else (item.name, item.source)
        yield [name, change.what, ", ".join(change.old), ", ".join(change.new), source]
