"""Templates, and what all pages have in common."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expograph.errors import ExpographError
from expograph.pages import about, drawing, editor, site, tables, world
from expograph.pages.cells import Cells, shown
from expograph.pages.lines import Lines
from expograph.pages.links import SUFFIX_OF, address
from expograph.pages.model import Name, Page
from expograph.pages.names import LANGUAGES
from expograph.pages.view import View
from expograph.pages.words import translated
from expograph.reference import PALETTE

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
TEMPLATES, STATIC, STYLE = FOLDER / "templates", FOLDER / "static", "pages.css"
HTML = "text/html; charset=utf-8"
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
STATIC_MEDIA = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}  # fmt: skip
CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that HTML may not hold (HTML, section 13.1.4)."""


def sparql(text: str, form: str) -> str:
    """The address of a query's answer at the endpoint."""
    return address("/sparql", {"query": editor.declared(text), "format": form})


@cache
def environment() -> "Environment":
    """The templates, which speak the language of the view that they are given.

    Raises:
        ExpographError: Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
    except ImportError as error:
        hint = "pip install 'expograph[serve]'"
        raise ExpographError("the pages need Jinja2, which is not installed", hint=hint) from error
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

    @pass_context
    def told(context: Mapping[str, Any], text: str) -> str:
        return translated(context["view"].language, text)

    @pass_context
    def plural(context: Mapping[str, Any], one: str, many: str, n: int) -> str:
        return translated(context["view"].language, one if n == 1 else many)

    made.globals |= {
        "name": shown,
        "grouped": tables.grouped,
        "split": tables.split,
        "sparql": sparql,
        "drawing": drawing,
        "world": world,
    }
    install = made.install_gettext_callables  # type: ignore[attr-defined]
    install(told, plural, newstyle=True)
    return made


@cache
def writers(language: str) -> dict[str, Any]:
    """What writes parts of pages by code, in a language."""
    return {"cells": Cells(language), "lines": Lines(language)}


def compiled() -> int:
    """Compiles all templates, so that no child does; how many there are."""
    made = environment()
    return len([made.get_template(name) for name in made.list_templates(["html"])])


def page(view: View, template: str, title: Name | str, status: int = 200, **content: Any) -> Page:
    """A page of a template.

    Args:
        view: For whom.
        template: A file of templates/.
        title: What it is called.
        status: As HTTP has it.
        content: What the template shows.
    """
    asked = view.asked
    others = [
        (one, LANGUAGE_NAMES[one], address("/" + asked.path.lstrip("/"), {**asked.parameters, "lang": one}))
        for one in LANGUAGES
        if one != view.language
    ]
    body = environment().get_template(template).render(
        **writers(view.language),
        view=view,
        to=view.to,
        title=title if isinstance(title, Name) else Name(title),
        site=about.called(view).text,
        menu=[(kind, view.labelled(kind.title)) for kind in site.menu(view)],
        footer=about.about(view),
        languages=others,
        here=asked.path,
        suffixes=SUFFIX_OF,
        **content,
    )  # fmt: skip
    return Page(status, HTML, CONTROLS.sub("\ufffd", body).encode("utf-8", "replace"), language=view.language)


def static(name: str) -> Page | None:
    """A file of static/, None where there is no such file."""
    found = _files().get(name)
    return Page(200, STATIC_MEDIA[Path(name).suffix], found) if found is not None else None


@cache
def _files() -> dict[str, bytes]:
    """All files of static/: nothing else can be asked for. The style has its colours from the reference."""
    paths = [path for path in sorted(STATIC.rglob("*")) if path.suffix in STATIC_MEDIA]
    found = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in paths}
    return {**found, STYLE: PALETTE.read_bytes() + found[STYLE]}
