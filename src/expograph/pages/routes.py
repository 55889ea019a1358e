"""Which path is which page, and in which formats."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from expograph.pages import html, machine, measures, offering, overview, participation, shows, tables, things
from expograph.pages.links import address, taken_apart
from expograph.pages.model import Asked, NotFound, Page
from expograph.pages.names import LANGUAGES
from expograph.pages.shelf import Shelf
from expograph.pages.view import View

Show = Callable[[View, str], Page]
"""A page in one of its formats."""
STATIC = "/static/"
THINGS = "/id/", "/.well-known/genid/"
"""Where IRIs of ours begin that are things, with a name or without (RDF 1.1, section 3.5)."""
HTML: tuple[str, ...] = ("html",)
TABLE, TRIPLES = (*HTML, *tables.WRITERS), (*HTML, *machine.RDF_FORMATS)
FIXED: dict[str, tuple[Show, tuple[str, ...]]] = {
    "/": (shows.front, HTML), "/questions": (shows.catalogue, HTML), "/editor": (shows.edit, HTML),
    "/coverage": (shows.coverage, tuple(tables.WRITERS)),
    "/conflicts": (shows.conflicts, TABLE), "/search": (shows.search, TABLE),
    overview.THINGS: (shows.things, TABLE),
    "/explain": (shows.explain, (*HTML, "json", "turtle")), "/ontology": (shows.ontology, TRIPLES),
    things.RESOURCE: (things.resource, (*TRIPLES, *tables.WRITERS)),
}  # fmt: skip
"""What has a path of its own, and in which formats, the default first."""
FILES: dict[str, Show] = {
    measures.ADDRESS: partial(shows.drawn, wanted=measures.wanted),
    participation.ADDRESS: partial(shows.drawn, wanted=participation.wanted),
    offering.ADDRESS: shows.offered,
}
"""What pages are made with: each has its whole address, and one format."""


def render(shelf: Shelf, asked: Asked) -> Page:
    """The page at a path.

    Args:
        shelf: What is shown.
        asked: The path, its parameters, the reader's language and the format that suits.

    Returns:
        The page; 303 from the IRI of a thing to the page about it; 404 where there is nothing, or not in
        the format that a suffix names; 400 where a parameter cannot be read.
    """
    wanted = asked.parameters.get("lang", "").partition("-")[0].lower()  # as Accept-Language: zh-Hans is zh
    wishes = (wanted, asked.language, LANGUAGES[0])
    asked = replace(asked, language=next(one for one in wishes if one in LANGUAGES))
    view = View(shelf, asked)
    try:
        return _page(view)
    except NotFound:
        return html.page(view, "missing.html", view.say("There is no such page"), status=404, path=asked.path)


def formats(shelf: Shelf, path: str) -> tuple[str, ...]:
    """The formats of a page, the default first; none where there is none, or its address names it."""
    bare, suffix = taken_apart(path)
    if suffix is not None or path in FILES:
        return ()
    try:
        return _at(View(shelf, Asked(path)), bare)[1]
    except NotFound:
        return ()


def reads_files(path: str) -> bool:
    """Whether a page is made from files that are read when it is asked for."""
    return taken_apart(path)[0] == "/explain"


def _page(view: View) -> Page:
    asked = view.asked
    if asked.path.startswith(STATIC):
        return _static(asked.path.removeprefix(STATIC))
    if asked.path in FILES:
        return FILES[asked.path](view, "")
    path, suffix = taken_apart(asked.path)
    if path.endswith("/") and (bare := path.rstrip("/")) and _listed(view.shelf, bare):
        return Page(
            308, shows.TEXT, b"", address(bare + (asked.path.removeprefix(path)), dict(asked.parameters))
        )
    show, offered = _at(view, path)
    form = suffix or (asked.format if asked.format in offered else offered[0])
    if form not in offered:
        raise NotFound
    return show(view, form)


def _listed(shelf: Shelf, path: str) -> bool:
    """Whether a path is that of a page of its own, or of a list."""
    kind = shelf.kinds.by_path(path)
    return path in FIXED or (kind is not None and kind.listed is not None)


def _at(view: View, path: str) -> tuple[Show, tuple[str, ...]]:
    """What shows the page at a path without suffix, and in which formats.

    Raises:
        NotFound: Nothing does.
    """
    if path in FIXED:
        return FIXED[path]
    if path.startswith("/questions/"):
        return partial(shows.question, name=path.removeprefix("/questions/")), TABLE
    kind = view.shelf.kinds.by_path(path)
    if kind is not None and kind.listed is not None:
        return partial(shows.listed, kind=kind), TABLE
    if path.startswith(THINGS):
        return partial(things.thing, path=path), FIXED[things.RESOURCE][1]
    if path.startswith("/graph/"):
        return partial(things.graph, path=path), TRIPLES
    if things.versioned(view, path):
        return things.version, TRIPLES
    raise NotFound


def _static(name: str) -> Page:
    found = html.static(name)
    if found is None:
        raise NotFound
    return found
