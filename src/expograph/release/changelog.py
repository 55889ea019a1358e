"""What changed since an earlier release, in Markdown: the ontology, its rules, and the graph by meaning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from expograph import axioms, diff
from expograph.axioms import Said
from expograph.diff import Graph, escape
from expograph.diff.graph import anonymous
from expograph.diff.report import SHORT_LIST, TITLES, markdown
from expograph.evolution import Evolution, Named, compare
from expograph.ontology import short
from expograph.release.earlier import GRAPH, Earlier
from expograph.release.model import Distribution, Release
from expograph.versions import MAJOR, asked, moved_enough

NAME, SHAPES = "CHANGELOG.md", "shapes.ttl"
WHY = {
    "major": "terms went, rules changed, or what follows from the ontology is not the same",
    "minor": "terms came or are deprecated",
    "patch": "wording changed",
}
FIRST = "This is the first release, or the first that was told of none before it: nothing is compared."
Rows = list[list[str]]


def changelog(release: Release, before: Earlier | None) -> Distribution:
    """The changelog of a release.

    Args:
        release: The release with its ontology, rules and graph.
        before: The release to compare with; None if there is none.

    Raises:
        ExpographError: The graph of the earlier release cannot be read.
    """
    new = Graph(release.quads)
    lines = [f"# Release {release.version}", "", f"Issued on {release.issued.isoformat()}."]
    if before is None:
        lines += [FIRST, "", "## What it holds", "", *table(["", release.version], counted(new))]
    else:
        lines += since(release, before, new)
    title = f"What changed since release {before.version}" if before else "What this first release holds"
    content = ("\n".join(lines) + "\n").encode()
    return Distribution(NAME, content, "text/markdown", title, "metadata")


def since(release: Release, before: Earlier, new: Graph) -> Iterator[str]:
    """What changed, under its titles."""
    old = diff.load(before.folder / GRAPH)
    evolution = compare(before.triples, release.ontology.triples)
    rules = changed_rules(release, before)
    found = diff.difference(old, new, f"release {before.version}", f"release {release.version}")
    told = replace(found, sections=tuple(s for s in found.sections if s.name != "terms"))
    yield f"It is compared with release {before.version}."
    yield from ("", "## What it holds", "", *table(["", before.version, release.version], counted(old, new)))
    yield from ("", "## The version number", "")
    yield verdict(before.version, release.version, MAJOR if rules else evolution.step, bool(found))
    yield from ("", "## The ontology")
    yield from ontology(evolution)
    yield from group("Rules", ["rule", "change"], [[escape.code(name), how] for name, how in rules.items()])
    shapes = compared(shapes_of(before.folder / SHAPES), shapes_of(release))
    yield from group(
        "Shapes", ["shape", "change"], [[escape.code(name), how] for name, how in shapes.items()]
    )
    yield from ("", "## The graph", "", markdown(told))


def counted(*graphs: Graph) -> Rows:
    """How much graphs hold, a column each."""
    rows = [[title, *(f"{len(g.of_kind(kind)):,}" for g in graphs)] for kind, title in TITLES.items()]
    return [["Triples", *(f"{len(g.triples):,}" for g in graphs)], *rows]


def verdict(old: str, new: str, step: str, differs: bool) -> str:
    """Whether the version number moved as far as the changes ask."""
    wanted = asked(old, step)
    below = "" if wanted == step else "; below 1.0.0 that is enough for what breaks"
    changes = f"changes ask for a {wanted} version ({WHY[step]}{below})" if step else ""
    if moved_enough(old, new, step):
        if step:
            return f"The {changes}; from {old} to {new} it moved enough."
        still = old == new and differs
        warning = "**Warning:** the graph differs, and the version number is the same."
        return warning if still else "Ontology and rules are the same: the version number need not move."
    moved = f"moved from {old} to {new} only" if old != new else f"is {new} as before"
    return f"**Warning:** the {changes}, and the version number {moved}."


def ontology(found: Evolution) -> Iterator[str]:
    """The terms that came, went, are deprecated or are described otherwise."""
    if not found:
        yield from ("", "No term came, went or changed.")
    yield from group("Terms added", ["term", "label", "definition"], map(described, found.added))
    yield from group("Terms removed", ["term", "label", "definition"], map(described, found.removed))
    instead = [
        [
            *described(d.term)[:2],
            ", ".join(escape.code(r.name) for r in d.replacements),
            escape.text(d.reason),
        ]
        for d in found.deprecated
    ]
    yield from group("Terms deprecated", ["term", "label", "use instead", "because"], instead)
    changes = [
        [
            "" if i else code(changed.term),
            escape.code(change.property),
            *(escape.text(", ".join(values)) for values in (change.old, change.new)),
        ]
        for changed in found.changed
        for i, change in enumerate(changed.changes)
    ]
    yield from group("Terms changed", ["term", "property", "old", "new"], changes, len(found.changed))


def described(term: Named) -> list[str]:
    """A term as a row."""
    return [code(term), escape.text(term.label), escape.text(term.definition)]


def code(term: Named) -> str:
    """A term's short name."""
    return escape.code(term.name)


def changed_rules(release: Release, before: Earlier) -> Mapping[str, str]:
    """The rules that came, went or say something else than in comments, by name."""
    now = {one.path: said(one.content) for one in release.distributions if one.part == "rules"}
    files = sorted((before.folder / "rules").glob("*.rq"))
    then = {path.relative_to(before.folder).as_posix(): said(path.read_bytes()) for path in files}
    return compared(then, now)


def compared(then: Mapping[str, object], now: Mapping[str, object]) -> Mapping[str, str]:
    """What came, went or changed, by name."""
    names = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    return {n: "added" if n not in then else "removed" if n not in now else "changed" for n in names}


def shapes_of(where: Release | Path) -> Mapping[str, set[Said]]:
    """What the SHACL shapes of a release, or a file of them, say, by the name of each that has one."""
    if isinstance(where, Path):
        text = where.read_bytes() if where.is_file() else b""
    else:
        text = next((one.content for one in where.distributions if one.path == SHAPES), b"")
    graph = Graph(Quad(*quad.triple) for quad in parse(text, RdfFormat.TURTLE))
    found: dict[str, set[Said]] = defaultdict(set)
    for triple in graph.triples:
        if not anonymous(triple.subject):
            found[short(triple.subject)].add(axioms.said(graph, triple))
    return found


def said(rule: bytes) -> list[str]:
    """The words of a rule, without its lines of comment."""
    lines = rule.decode(errors="replace").splitlines()
    return [word for line in lines if not line.lstrip().startswith("#") for word in line.split()]


def group(title: str, head: list[str], rows: Iterable[list[str]], number: int | None = None) -> Iterator[str]:
    """A table under its title, folded if it is long; nothing without rows."""
    listed = list(rows)
    if not listed:
        return
    full = f"{title} ({number or len(listed)})"
    if len(listed) <= SHORT_LIST:
        yield from ("", f"### {full}", "", *table(head, listed))
    else:
        yield from ("", f"<details><summary>{full}</summary>", "", *table(head, listed), "", "</details>")


def table(head: list[str], rows: Rows) -> list[str]:
    """Rows as a table of GitHub Flavored Markdown (section 4.10)."""
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
