"""Which path is which page."""

from collections.abc import Callable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from expograph.errors import ExpographError
from expograph.namespaces import GRAPH, ID, ONTOLOGY_GRAPH
from expograph.pages import (
    document,
    drawing,
    editor,
    entity,
    html,
    machine,
    measures,
    offering,
    participation,
    questions,
    saying,
    site,
    tables,
    terms,
)
from expograph.pages.drawing import Chart, World
from expograph.pages.explanation import explanation
from expograph.pages.kinds import Kind
from expograph.pages.links import SUFFIX_OF, iris, taken_apart
from expograph.pages.model import Asked, Name, NotFound, Page, Table
from expograph.pages.names import LANGUAGES
from expograph.pages.shelf import Shelf
from expograph.pages.view import View, once

WRITERS = {"csv": tables.as_csv, "json": tables.as_json}
Show = Callable[[View, str], Page]


def render(shelf: Shelf, asked: Asked) -> Page:
    """The page at a path.

    Args:
        shelf: What is shown.
        asked: The path, its parameters, the reader's language and the format that suits.

    Returns:
        The page; 303 from the IRI of a thing to the page about it; 404 where there is nothing; 400 where a
        parameter cannot be read.
    """
    wishes = (asked.parameters.get("lang"), asked.language, LANGUAGES[0])
    asked = replace(asked, language=next(one for one in wishes if one in LANGUAGES))
    view = View(shelf, asked)
    try:
        return _page(view)
    except NotFound:
        return html.page(view, "missing.html", view.say("There is no such page"), status=404, path=asked.path)


def formats(shelf: Shelf, path: str) -> tuple[str, ...]:
    """The formats of a page, the default first; none where there is none, or its address names it."""
    if taken_apart(path)[1] is not None:
        return ()
    if path in FORMATS:
        return FORMATS[path]
    if path.startswith("/id/"):
        return FORMATS["/resource"]
    if path.startswith("/graph/"):
        return FORMATS["/ontology"]
    kind = shelf.kinds.by_path(path)
    listed = path.startswith("/questions/") or (kind is not None and kind.listed is not None)
    return ("html", *WRITERS) if listed else ()


def reads_files(path: str) -> bool:
    """Whether a page is made from files that are read when it is asked for."""
    return taken_apart(path)[0] == "/explain"


def _page(view: View) -> Page:
    path, suffix = taken_apart(view.asked.path)
    form = suffix or view.asked.format or "html"
    if path.startswith("/static/"):
        return _found(html.static(view.asked.path.removeprefix("/static/")))
    if path in FIXED:
        return FIXED[path](view, form)
    if path.startswith("/questions/"):
        return _question(view, path.removeprefix("/questions/"), form)
    kind = view.shelf.kinds.by_path(path)
    if kind is not None and kind.listed is not None:
        return _list(view, kind, form)
    if path.startswith("/id/"):
        return _thing(view, _resolved(view, path), path, form, bare=suffix is None)
    if path.startswith("/graph/"):
        return _graph(view, path, form)
    raise NotFound


def _found(page: Page | None) -> Page:
    if page is None:
        raise NotFound
    return page


def _front(view: View, _: str) -> Page:
    return html.page(
        view, "front.html", Name(view.labelled(view.shelf.kinds.front.title).text), **site.front(view)
    )


def _table(made: Table, form: str) -> Page:
    media = machine.MEDIA[form] + ("; charset=utf-8" if form == "csv" else "")
    return Page(200, media, WRITERS[form](made))


def _list(view: View, kind: Kind, form: str) -> Page:
    made = site.listed(view, kind)
    if form in WRITERS:
        return _table(made, form)
    template = "countries.html" if kind.template == "countries.html" else "list.html"
    map_ = participation.picture(view) if template == "countries.html" else None
    return html.page(view, template, view.labelled(kind.title), table=made, kind=kind, map=map_)


def _drawing(wanted: Callable[[View], Chart | World | None]) -> Show:
    """A drawing, for a painter."""

    def show(view: View, _: str) -> Page:
        found = wanted(view)
        if found is None:
            raise NotFound
        return Page(200, drawing.MEDIA, drawing.written(found), language=view.language)

    return show


def _conflicts(view: View, form: str) -> Page:
    if form in WRITERS:
        return _table(site.conflicts_table(view), form)
    return html.page(
        view, "conflicts.html", view.say("Contradictions and oddities"), found=site.disagreements(view)
    )


def _search(view: View, form: str) -> Page:
    text = view.asked.parameters.get("q", "").strip()
    if form in WRITERS:
        return _table(site.hits_table(view, text), form)
    return html.page(view, "search.html", view.say("Search"), text=text, found=site.search(view, text))


def _questions(view: View, _: str) -> Page:
    return html.page(view, "questions.html", view.say("Questions"), groups=questions.catalogue(view))


def _question(view: View, name: str, form: str) -> Page:
    asked = view.shelf.questions.get(name)
    if asked is None:
        raise NotFound
    answer, wrong = questions.Answer(), ""
    try:
        answer = questions.answer(view, asked)
    except ExpographError as error:
        wrong = str(error)
    if form in WRITERS:
        if wrong:
            return Page(400, "text/plain; charset=utf-8", wrong.encode() + b"\n")
        return _table(answer.table or _truth(view, answer), form)
    content = {"asked": asked, "answer": answer, "wrong": wrong, "fields": questions.fields(view, asked)}
    title = view.told(asked.header.summary)
    return html.page(view, "question.html", title, 400 if wrong else 200, view_question=questions, **content)


def _truth(view: View, answer: questions.Answer) -> Table:
    """Yes or no as a table of one cell."""
    rows = [{"answer": Literal(bool(answer.truth))}]
    return tables.table(view, "answer", view.told("Answer"), ["answer"], rows)


def _explain(view: View, form: str) -> Page:
    found, steps, wrong = explanation(view)
    if form == "json" and found is not None:
        return Page(200, "application/json", found.written("json").encode() + b"\n")
    if form == "turtle" and found is not None:
        return Page(200, "text/turtle", found.written("turtle").encode() + b"\n")
    given = {name: view.asked.parameters.get(name, "") for name in ("s", "p", "o")}
    title = view.say("Why the graph says so")
    return html.page(
        view,
        "explain.html",
        title,
        404 if wrong and any(given.values()) else 200,
        found=found,
        steps=steps,
        wrong=wrong,
        given=given,
    )


def _editor(view: View, form: str) -> Page:
    if form == "json":
        return Page(200, machine.MEDIA["json"], offering.offered(view), language=view.language)
    text = view.asked.parameters.get("query", "")
    outcome = editor.outcome(view, text) if text.strip() else editor.Outcome()
    examples = list(view.shelf.questions.values())
    return html.page(
        view, "editor.html", view.say("SPARQL"), 400 if outcome.wrong else 200,
        text=text, outcome=outcome, prefixes=editor.prefixes(), examples=examples, said=editor.said(view),
        vendored=offering.VENDORED, offered=view.to(offering.ADDRESS),
    )  # fmt: skip


def _ontology(view: View, form: str) -> Page:
    if form in machine.RDF_FORMATS:
        return _rdf(machine.graph(view.shelf.store, ONTOLOGY_GRAPH), form)
    given = {name: value for name, value in view.asked.parameters.items() if name == "lang"}
    asked = replace(view.asked, path="/ontology.html", parameters=given)
    return _terms(View(view.shelf, asked), asked.path)


@once
def _terms(view: View, _: str) -> Page:
    return html.page(view, "ontology.html", view.say("Ontology"), **terms.content(view, view.shelf.uses))


def _rdf(triples: list[Triple], form: str) -> Page:
    try:
        return Page(200, machine.MEDIA[form], machine.written(triples, form))
    except ValueError as error:  # not every property has a name in RDF/XML
        return Page(406, "text/plain; charset=utf-8", f"This cannot be written so: {error}\n".encode())


def _resolved(view: View, path: str) -> NamedNode:
    """The IRI that a path means: as it is written, or decoded.

    Raises:
        NotFound: The graph knows none of them.
    """
    for iri in iris(path):
        node = valid(iri)
        if node is not None and entity.known(view, node):
            return node
    raise NotFound


def valid(iri: str) -> NamedNode | None:
    """An IRI, or None where the text is none."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _resource(view: View, form: str) -> Page:
    node = valid(view.asked.parameters.get("iri", ""))
    if node is None or not entity.known(view, node):
        raise NotFound
    return _thing(view, node, "/resource", form, bare=False)


def _thing(view: View, thing: NamedNode, path: str, form: str, bare: bool) -> Page:
    """A thing in a format; from its own IRI the way to that."""
    if bare:
        return Page(303, "text/plain; charset=utf-8", b"", view.to(path + SUFFIX_OF[form]))
    if form in machine.RDF_FORMATS:
        return _rdf(machine.description(view.shelf.store, thing), form)
    if form in WRITERS:
        return _table(_section(view, thing), form)
    content, template = entity.content(view, thing), "entity.html"
    if content["kind"].template == "document.html":
        template = "document.html"
        content |= document.content(view, thing)
    return html.page(view, template, saying.title(view, thing), path=path, **content)


def _section(view: View, thing: NamedNode) -> Table:
    """The table of a thing that is asked for by name, else all its triples."""
    wanted = view.asked.parameters.get("table")
    if wanted is None:
        return entity.triples_table(view, thing)
    kind = view.shelf.kinds.of(entity.types(view, thing))
    section = next((one for one in kind.sections if one.key == wanted), None)
    if section is None:
        raise NotFound
    return entity.section_table(view, thing, section, every=True)


def _graph(view: View, path: str, form: str) -> Page:
    """A named graph that is no document."""
    name = valid(GRAPH + path.removeprefix("/graph/"))
    triples = machine.graph(view.shelf.store, name) if name is not None else []
    if name is None or not triples:
        raise NotFound
    if form in machine.RDF_FORMATS:
        return _rdf(triples, form)
    return html.page(
        view, "graph.html", name.value.removeprefix(ID), iri=name.value, count=len(triples), path=path
    )


FORMATS: dict[str, tuple[str, ...]] = {
    "/": ("html",), "/questions": ("html",), "/editor": ("html",),
    "/conflicts": ("html", *WRITERS), "/search": ("html", *WRITERS), "/explain": ("html", "json", "turtle"),
    "/ontology": ("html", *machine.RDF_FORMATS), "/resource": ("html", *machine.RDF_FORMATS, *WRITERS),
}  # fmt: skip
"""The formats of the pages in FIXED that people read."""
FIXED: dict[str, Show] = {
    "/": _front, "/conflicts": _conflicts, "/search": _search, "/questions": _questions, "/explain": _explain,
    "/editor": _editor, "/ontology": _ontology, "/resource": _resource,
    measures.ADDRESS: _drawing(measures.wanted), participation.ADDRESS: _drawing(participation.wanted),
}  # fmt: skip
