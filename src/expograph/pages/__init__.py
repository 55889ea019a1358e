"""The pages of a graph, for people in two languages and for programs; nothing here knows of HTTP.

    shelf = pages.open(project, documents=None)      once, before processes are forked
    page = pages.render(shelf, Asked(path, parameters, language, format))

- model: what is asked, what comes back, and what the parts of a page hand to one another;
- links, names, words, figures: addresses, labels, the pages' own words, numbers with their bounds;
- kinds: which page tells of what, from queries/pages/*.ttl; claims: claims with their words;
- search: the index; shelf: all of this prepared;
- view: what one reader sees; tables: answers as tables, CSV and JSON;
- entity, document, site, questions, explanation, terms, editor: the content of each page;
- machine: the same for programs; html: templates; routes: which path is which page.
"""

from expograph.pages.model import Asked, Page
from expograph.pages.names import LANGUAGES
from expograph.pages.routes import render
from expograph.pages.shelf import Shelf
from expograph.pages.shelf import open_shelf as open

__all__ = ["LANGUAGES", "Asked", "Page", "Shelf", "open", "render"]
