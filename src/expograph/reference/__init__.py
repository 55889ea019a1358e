"""The ontology reference: one page of HTML, made of the ontology's files and the graph.

- sections: the terms as the files group them;
- naming: labels, short IRIs, and where each thing stands on the page;
- axioms, terms, words: what the ontology says of a term, property chains and class expressions in words;
- examples: claims with their words, things and triples of the graph;
- lists, usage, changes: code lists; questions, rules and shapes that use a term; what changed;
- diagram, hierarchy: the main classes and what joins them; all terms as trees;
- content: all of it together;
- model: what these hand to one another; page.html, palette.css, style.css, search.js: how it looks;
  the pages of `expograph serve` have the same palette.
"""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Triple

from expograph.errors import ExpographError
from expograph.project import Project
from expograph.reference.content import content

FOLDER = Path(__file__).parent
PALETTE = FOLDER / "palette.css"
"""The colours, light and dark, and the letters of code."""


def page(project: Project, since: Sequence[Triple] | None = None) -> bytes:
    """The reference of a project's ontology as one page of HTML that loads nothing.

    Args:
        project: Its ontology, code lists, shapes, rules and questions are described; its graph, which has
            been built, gives the examples.
        since: The ontology of an earlier version, with its code lists and alignments, to tell what changed;
            None where there is none.

    Returns:
        HTML 5 in UTF-8; the same bytes for the same files on every machine.

    Raises:
        ExpographError: A library is missing, a file cannot be read, or the graph has not been built.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        hint = "pip install 'expograph[release]'"
        raise ExpographError("the reference needs Jinja2, which is not installed", hint=hint) from error
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text, style, script = ((FOLDER / n).read_text("utf-8") for n in ("page.html", "style.css", "search.js"))
    style = PALETTE.read_text("utf-8") + style
    template = environment.get_template("page.html")
    return template.render(**content(project, since, text), style=style, script=script).encode()
