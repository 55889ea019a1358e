"""The pages of a graph, for people in two languages and for programs; nothing here knows of HTTP.

    shelf = pages.open(project, documents=None)
    pages.warm(shelf)      once, before processes are forked that can open no file
    page = pages.render(shelf, Asked(path, parameters, language, format))

- model: what is asked, what comes back, and what the parts of a page hand to one another;
- links, names, words, figures: addresses, labels, the pages' own words, numbers with their bounds;
- kinds, described: which page tells of what, and the files that say so; claims: claims with their words;
- search: the index; shelf: all of this prepared; opening: how it is;
- view: what one reader sees, and what is made once for all; saying: what a claim says; answers: of queries;
  columns, tables: answers as tables, CSV and JSON; ends: which of them are excluded;
- entity, document, site, accounts, questions, explanation, terms, editor, offering: the content of each page;
- refused: pages in place of what is refused;
- about, overview, starts: what data say of themselves, what there is in them, and what they can answer;
  unnamed: blank nodes where they stand;
- vocabulary, examples, uses: what `terms` is made of, most of it gathered as by `expograph.reference`;
- drawing, measures, participation: charts and the map as data; charts, world: as Vega-Lite; painting: as SVG,
  in a process of its own;
- machine: the same for programs; html: templates; cells, lines: what is too many for them; shows, things: the
  pages; routes: which path is which.
"""

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Store

from expograph.pages import html
from expograph.pages.columns import said
from expograph.pages.model import Asked, Page
from expograph.pages.names import LANGUAGES
from expograph.pages.opening import files, open_shelf
from expograph.pages.routes import formats, reads_files, render
from expograph.pages.shelf import Shelf
from expograph.pages.view import View, span
from expograph.project import Project
from expograph.reason import garbage_kept

__all__ = ["LANGUAGES", "Asked", "Page", "Shelf", "files", "formats", "open", "reads_files", "render", "warm"]

FIRST = ("/", "/ontology.html")
"""Pages that need what others need too: templates, both catalogues, names of months."""


def open(
    project: Project,
    documents: Path | None = None,
    store: Store | None = None,
    guard: Callable[[str], str | None] | None = None,
    own: bool = False,
) -> Shelf:
    """Prepare the pages of a graph.

    Args:
        project: Whose graph, questions and descriptions of pages.
        documents: The folder of the documents' texts, if they are at hand.
        store: The graph to show, every triple in its default graph; without it the project's is read.
        guard: Says why a query of the editor may not be run; without it none may have SERVICE.
        own: Whether the store holds the project's graph, so that its triples can be explained.

    Raises:
        ExpographError: The graph has not been built, or a file cannot be read.
    """
    with garbage_kept():
        shelf = open_shelf(project, documents, store, own or store is None)
    shelf.guard = guard
    shelf.locked = tuple(
        {one: known for one, known in lock.items() if shelf.speaks_of(one)} for lock in shelf.locked
    )
    return shelf


def warm(shelf: Shelf) -> Shelf:
    """Do what processes forked later need not do each for itself, nor could without opening a file."""
    with garbage_kept():
        _ = shelf.accounted
        html.compiled()
        for language in LANGUAGES:
            span("2000-01-01 – 2000-02-02", language)
            for given in ({}, {"lang": language}):
                said(View(shelf, Asked("/", given, language)))
            for path in FIRST:
                render(shelf, Asked(path, {}, language))
    return shelf
