"""The pages that have a path of their own: front page, lists, questions, search, proofs, editor, terms."""

from collections.abc import Callable
from dataclasses import replace

from expograph.errors import ExpographError
from expograph.namespaces import ONTOLOGY_GRAPH
from expograph.pages import (
    about,
    accounts,
    drawing,
    editor,
    html,
    machine,
    offering,
    overview,
    participation,
    questions,
    site,
    tables,
    terms,
)
from expograph.pages.drawing import Chart, World
from expograph.pages.explanation import explanation, within
from expograph.pages.kinds import Kind
from expograph.pages.model import Name, NotFound, Page
from expograph.pages.view import View, once

TEXT = "text/plain; charset=utf-8"


def front(view: View, _: str) -> Page:
    """The front page."""
    there = overview.overview(view)
    return html.page(view, "front.html", about.called(view), **site.front(view), overview=there)


def things(view: View, form: str) -> Page:
    """The things of a class."""
    found = overview.listed(view)
    if form in tables.WRITERS:
        return tables.download(found.table, form)
    title = found.class_ or view.told("All things")
    return html.page(view, "things.html", Name(title.text, title.language), listed=found)


def listed(view: View, form: str, kind: Kind) -> Page:
    """The list of the things of a kind."""
    made = site.listed(view, kind)
    if form in tables.WRITERS:
        return tables.download(made, form)
    template = "countries.html" if kind.template == "countries.html" else "list.html"
    map_ = participation.picture(view) if template == "countries.html" else None
    return html.page(view, template, view.labelled(kind.title), table=made, kind=kind, map=map_)


def drawn(view: View, _: str, wanted: Callable[[View], Chart | World | None]) -> Page:
    """A drawing, for a painter."""
    found = wanted(view)
    if found is None:
        raise NotFound
    return Page(200, drawing.MEDIA, drawing.written(found), language=view.language)


def conflicts(view: View, form: str) -> Page:
    """All contradictions and oddities."""
    if form in tables.WRITERS:
        return tables.download(site.conflicts_table(view), form)
    title = view.say("Contradictions and oddities")
    return html.page(view, "conflicts.html", title, found=site.disagreements(view))


def coverage(view: View, form: str) -> Page:
    """How far each document is accounted for, for programs."""
    return tables.download(accounts.table(view), form)


def search(view: View, form: str) -> Page:
    """What has the words that are looked for."""
    text = view.asked.parameters.get("q", "").strip()
    if form in tables.WRITERS:
        return tables.download(site.hits_table(view, text), form)
    return html.page(view, "search.html", view.say("Search"), text=text, found=site.search(view, text))


def catalogue(view: View, _: str) -> Page:
    """All questions."""
    return html.page(view, "questions.html", view.say("Questions"), groups=questions.catalogue(view))


def question(view: View, form: str, name: str) -> Page:
    """A question and its answer; 400 where a parameter cannot be read."""
    asked = view.shelf.questions.get(name)
    if asked is None:
        raise NotFound
    answer, wrong = questions.Answer(), ""
    try:
        answer = questions.answer(view, asked)
    except ExpographError as error:
        wrong = str(error)
    if form in tables.WRITERS:
        if wrong:
            return Page(400, TEXT, wrong.encode() + b"\n")
        return tables.download(questions.tabled(view, answer), form)
    title, fields = view.told(asked.header.summary), questions.fields(view, asked)
    status = 400 if wrong else 200
    return html.page(
        view, "question.html", title, status, asked=asked, answer=answer, wrong=wrong, fields=fields,
        filled=questions.filled(view, asked),
    )  # fmt: skip


def explain(view: View, form: str) -> Page:
    """Why the graph holds what it holds."""
    found, steps, wrong = explanation(view)
    given = {name: view.asked.parameters.get(name, "") for name in ("s", "p", "o")}
    status = 404 if wrong and any(given.values()) else 200
    if form == "html":
        title = view.say("Why the graph says so")
        content = {"found": found, "steps": steps, "wrong": wrong, "given": given}
        return html.page(view, "explain.html", title, status, **content)
    if found is None:
        return Page(
            404 if wrong else 400, TEXT, (wrong or "Name a thing, as in ?s=fair:ciie-7").encode() + b"\n"
        )
    return Page(200, machine.MEDIA[form], within(view, found.written(form)).encode() + b"\n")


def edit(view: View, _: str) -> Page:
    """The editor, and what the query in its address gives."""
    text = view.asked.parameters.get("query", "")
    outcome = editor.outcome(view, text) if text.strip() else editor.Outcome()
    examples = [view.shelf.questions[name] for name in view.shelf.starts]
    return html.page(
        view, "editor.html", view.say("SPARQL"), 400 if outcome.wrong else 200,
        text=text, outcome=outcome, prefixes=editor.prefixes(), examples=examples, said=editor.said(view),
        vendored=offering.VENDORED, offered=view.to(offering.ADDRESS),
    )  # fmt: skip


def offered(view: View, _: str) -> Page:
    """What the editor offers as one types."""
    return Page(200, machine.MEDIA["json"], offering.offered(view), language=view.language)


def ontology(view: View, form: str) -> Page:
    """The terms of the ontology."""
    if form in machine.RDF_FORMATS:
        return machine.page(machine.graph(view.shelf.store, ONTOLOGY_GRAPH), form)
    given = {name: value for name, value in view.asked.parameters.items() if name == "lang"}
    asked = replace(view.asked, path="/ontology.html", parameters=given)
    return _terms(View(view.shelf, asked), asked.path)


@once
def _terms(view: View, _: str) -> Page:
    return html.page(view, "ontology.html", view.say("Ontology"), **terms.content(view, view.shelf.uses))
