"""From what a person types to an answer: which question, asked where, written how."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from textwrap import indent, wrap
from typing import BinaryIO

from expograph import endpoint, parameters, query, table
from expograph.going import going
from expograph.parameters import Parameter
from expograph.project import Project
from expograph.query import Query

WIDTH, STDIN = 100, "<stdin>"


def question(project: Project, name: str, stdin: BinaryIO) -> Query:
    """The question of that name or file, or the one on standard input for "-".

    Raises:
        ExpographError: There is none, or it is not SPARQL.
    """
    if name != "-":
        return query.find(project, name)
    return query.read(query.decoded(stdin.read(), STDIN), name, STDIN)


def answer(
    project: Project,
    asked: Query,
    pairs: Iterable[str],
    wanted: str | None,
    url: str | None,
    timeout: int,
    terminal: bool,
    warn: Callable[[str], object],
) -> bytes:
    """Asks, and writes the answer.

    Args:
        project: Whose graph is asked.
        asked: The question.
        pairs: Its parameters as `name=value`.
        wanted: One of `table.FORMATS`; None for the one that fits.
        url: An endpoint to ask in place of the graph.
        timeout: Seconds to wait for the endpoint.
        terminal: Whether people look at the answer.
        warn: Takes a line for each deprecated term that the question names; endpoints are not asked for them.

    Raises:
        ExpographError: The parameters, the format or the endpoint are wrong.
    """
    given, form = parameters.assignments(pairs), table.format_for(asked.form, wanted)
    if url is None:
        query.bind(asked, given)  # a wrong parameter is told before a graph is loaded
        store = query.load(project, query.asks_for_graphs(asked))
        found = query.ask(store, asked, given)
        for line in going(asked, store):
            warn(line)
    else:
        found = endpoint.ask(url, query.bind(asked, given)[0], asked.form, timeout)
    return table.write(found, form, asked.prefixes, terminal)


def listing(project: Project, name: str | None = None) -> str:
    """The questions by tag, with their parameters, but no views; or one of them in full."""
    if name is not None:
        return described(query.find(project, name))
    groups: dict[str, list[Query]] = defaultdict(list)
    for one in query.catalogue(project):
        for tag in one.header.tags or ("other",):
            groups[tag].append(one)
    return "\n\n".join(
        _group(tag, groups[tag]) for tag in sorted(groups, key=lambda tag: (tag == "other", tag))
    )


def _group(tag: str, members: list[Query]) -> str:
    width = max(len(member.name) for member in members)
    lines = []
    for member in members:
        lines.append(f"  {member.name:<{width}}  {member.header.summary}".rstrip())
        lines.extend(f"  {'':<{width}}    --param {_usage(p)}" for p in member.parameters)
    return "\n".join([tag, *lines])


def _usage(wanted: Parameter) -> str:
    default = f"  (default: {wanted.default})" if wanted.default is not None else ""
    return f"{wanted.name}=…" + (default or ("" if wanted.required else "  (optional)"))


def described(asked: Query) -> str:
    """Summary, description and each parameter of a question, for people."""
    parts = [f"{asked.name}: {asked.header.summary}"]
    if asked.header.description:
        parts.append("\n".join(wrap(asked.header.description, WIDTH)))
    for p in asked.parameters:
        about = f"{p.description}; " if p.description else ""
        parts.append(f"--param {_usage(p)}\n" + indent(f"{about}{parameters.takes(p)}", "    "))
    return "\n\n".join(parts)
