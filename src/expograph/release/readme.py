"""What whoever unpacks a release reads first: what it is, whose, under which licence, and what is in it."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph.diff import escape
from expograph.release.facts import NAMESPACE, base
from expograph.release.model import PARTS, Distribution, Release

NAME = "README.md"
CHECK = "Whether all of it arrived: `sha256sum --check SHA256SUMS`."
MANY = 12


def readme(release: Release, said: Iterable[Triple], more: Iterable[str]) -> Distribution:
    """The README of a release, in Markdown.

    Args:
        release: The release with the files that are made.
        said: What `queries/metadata/facts.rq` says of it: its titles, its licence, its publisher.
        more: The paths of the files that are made later, all of which describe it.
    """
    known = list(said)
    titles, texts = (by_language(known, base(release), name) for name in ("title", "description"))
    lines = [f"# {titles[0]}", *blank([*titles[1:], *texts]), ""]
    lines += [f"- {name}: {value}" for name, value in header(release, known)]
    lines += ["", "| what it is | files |", "|---|---|"]
    lines += [f"| {PARTS[part]} | {files} |" for part, files in parts(release, more)]
    content = "\n".join([*lines, "", CHECK, ""]).encode()
    return Distribution(NAME, content, "text/markdown", "What is in this release", "metadata")


def by_language(said: Iterable[Triple], subject: str, name: str) -> list[str]:
    """The texts of a fact about something, English first."""
    fact = NamedNode(NAMESPACE + name)
    found = [t.object for t in said if t.predicate == fact and t.subject == NamedNode(subject)]
    texts = [value for value in found if isinstance(value, Literal)]
    texts.sort(key=lambda value: (value.language != "en", value.language or "", value.value))
    return [one_line(value.value) for value in texts]


def blank(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs, each below an empty line."""
    for one in paragraphs:
        yield from ("", one)


def header(release: Release, said: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """What a reader wants to know before anything else."""
    known = list(said)

    def named(name: str) -> list[str]:
        fact = NamedNode(NAMESPACE + name)
        return sorted(
            t.object.value for t in known if t.predicate == fact and isinstance(t.object, NamedNode)
        )

    publishers = [name for iri in named("publisher") for name in by_language(known, iri, "name")[:1]]
    licences = [f"<{iri}>" for iri in named("license")]
    yield "Issued on", release.issued.isoformat()
    if publishers:
        yield "Published by", ", ".join(publishers)
    yield "Licence", ", ".join(licences) or "none is stated; ask the makers before you use it"
    yield "Address", f"<{base(release)}>"


def parts(release: Release, more: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each part with its files; a folder of many stands for them."""
    described = [Distribution(path, b"", "", "", "metadata") for path in (NAME, *more)]
    for part in PARTS:
        paths = sorted(d.path for d in (*release.distributions, *described) if d.part == part)
        folders = (
            sorted({path.partition("/")[0] for path in paths if "/" in path}) if len(paths) > MANY else []
        )
        shown = [path for path in paths if path.partition("/")[0] not in folders]
        counted = [f"`{f}/` ({sum(path.startswith(f'{f}/') for path in paths)} files)" for f in folders]
        if paths:
            yield part, ", ".join([*(f"`{path}`" for path in shown), *counted])


def one_line(text: str) -> str:
    """A text without line breaks, its marks of Markdown and HTML as they are read."""
    return escape.text(" ".join(text.split()))
