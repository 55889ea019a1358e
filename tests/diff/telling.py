"""Edits of the invented project, and what a comparison tells of them."""

from collections.abc import Callable

from helpers import change, located

from expograph import build
from expograph.assemble import assembled
from expograph.diff import Difference, Item
from expograph.project import Project

RELEASE, REPORT, NAMES = "teapot-3-closing", "spout-on-teapot-3", "registry/names"
Edit = Callable[[Project], object]
Told = dict[str, dict[str, list[tuple[object, ...]]]]


def graph_of(project: Project) -> build.Graph:
    """The graph that a project's files make now, its quotes looked up first."""
    located(project)
    return build.reasoned(assembled(project), project)


def mapped(file: str, old: str, new: str) -> Edit:
    """Other words in a mapping or in the registry."""
    return lambda project: change(project.root / "mappings" / f"{file}.ttl", old, new)


def written_and_mapped(file: str, old: str, new: str) -> Edit:
    """Other words in a document and in its mapping."""

    def edit(project: Project) -> None:
        change(project.root / "documents" / f"{file}.txt", old, new)
        change(project.root / "mappings" / f"{file}.ttl", old, new)

    return edit


def everywhere(old: str, new: str) -> Edit:
    """Another name in all mappings and in the registry."""

    def edit(project: Project) -> None:
        files = [f for f in (project.root / "mappings").rglob("*.ttl") if old in f.read_text("utf-8")]
        assert files
        for file in files:
            change(file, old, new)

    return edit


def told(found: Difference) -> Told:
    """What is told, no empty lists: what came or went by name and value, the rest by name and changes."""
    sections = {
        s.name: {group: [*map(in_short, items)] for group, items in s.groups.items() if items}
        for s in found.sections
    }
    return {name: groups for name, groups in sections.items() if groups}


def in_short(item: Item) -> tuple[object, ...]:
    """What is told of one thing."""
    changes = [(c.what, ", ".join(c.old), ", ".join(c.new)) for c in item.changes]
    return (item.name, *changes) if changes else (item.name, item.says)
