"""What whoever unpacks a release reads first: what it is, whose, under which licence, and what is in it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from expograph.diff import escape
from expograph.release.facts import NAMESPACE, base
from expograph.release.model import PARTS, Distribution, Release

NAME = "README.md"
CHECK = "Whether all of it arrived: `sha256sum --check SHA256SUMS`."


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
    houses, terms = (links(known, name) for name in ("publisher", "license"))
    publishers = [name for iri in houses for name in by_language(known, iri, "name")[:1]]
    licences = [f"<{iri}>" for iri in terms]
    yield "Issued on", release.issued.isoformat()
    if publishers:
        yield "Published by", ", ".join(publishers)
    yield "Licence", ", ".join(licences) or "none is stated; ask the makers before you use it"
    yield "Address", f"<{base(release)}>"


def links(said: Iterable[Triple], name: str) -> list[str]:
    """The IRIs that a fact names, sorted."""
    found = [t.object for t in said if t.predicate == NamedNode(NAMESPACE + name)]
    return sorted(one.value for one in found if isinstance(one, NamedNode))


def parts(release: Release, more: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each part with its files; a folder stands for all that are in it, with their number."""
    described = [Distribution(path, b"", "", "", "metadata") for path in (NAME, *more)]
    for part in PARTS:
        paths = sorted(d.path for d in (*release.distributions, *described) if d.part == part)
        folders = Counter(path.partition("/")[0] for path in paths if "/" in path)
        counted = [f"`{folder}/` ({number} files)" for folder, number in folders.items()]
        if paths:
            yield part, ", ".join([*(f"`{path}`" for path in paths if "/" not in path), *counted])


def one_line(text: str) -> str:
    """A text without line breaks, its marks of Markdown and HTML as they are read."""
    return escape.text(" ".join(text.split()))
