"""Front page, lists, conflicts and search."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from expograph.ontology import TYPE
from expograph.pages import accounts, saying, tables
from expograph.pages.claims import place
from expograph.pages.kinds import Kind
from expograph.pages.links import fragment
from expograph.pages.model import Name, Quote, Table
from expograph.pages.search import MEANING, QUESTION, THING, WORDS, Hit
from expograph.pages.view import View

SIDES = ("subject", "property", "claim")
"""The variables of the claims of a conflict."""
KINDS = (THING, WORDS, QUESTION, MEANING)
"""The kinds of what is found, in the order of the page."""
FOUND = 100
"""Texts that a search shows at most."""


def front(view: View) -> dict[str, Any]:
    """The front page: what is here, how much of the documents it covers, how new it is, what can be asked."""
    described = view.shelf.kinds.front
    counted = view.shelf.ask(described.query).rows[0]
    counts = {name: _Count(view.name(term).text) for name, term in counted.items()}
    covered = accounts.accounts(view)
    newest = next((r["latest"] for r in view.shelf.rows("newest") if "latest" in r), None)
    first = view.shelf.kinds.by_path(f"/{described.first}")
    return {
        "summary": [view.labelled(line).text.format_map(_Known(counts)) for line in described.lines],
        "coverage": covered,
        "altogether": accounts.altogether(covered),
        "newest": view.name(newest) if newest is not None else None,
        "asked": [
            view.shelf.questions[name] for name in described.questions if view.shelf.starts.get(name) == {}
        ],
        "lists": [
            (kind, Name(view.labelled(kind.title).text, href=view.to(f"/{kind.path}")))
            for kind in lists(view)
        ],
        "shown": listed(view, first) if first and first.listed else None,
    }


class _Count(str):
    """A number that puts after itself the word of a format, `{series:series|series}`: for one, for others."""

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return f"{self!s} {one if self == '1' else many}" if words else str(self)


class _Known(dict[str, str]):
    """Counts by name; what is not counted stands as it is written."""

    def __missing__(self, key: str) -> str:
        return _Count("{" + key + "}")


def lists(view: View) -> list[Kind]:
    """The kinds that have a list, and something in it, in the order of their paths."""
    known = (kind for kind in view.shelf.kinds.kinds if kind.path and _has(view, kind))
    return sorted(known, key=lambda kind: kind.path)


def menu(view: View) -> list[Kind]:
    """The kinds whose lists every page leads to, in their order."""
    return sorted((kind for kind in lists(view) if kind.menu), key=lambda kind: kind.menu)


def _has(view: View, kind: Kind) -> bool:
    """Whether the data have a thing of a kind."""
    found = (view.shelf.store.quads_for_pattern(None, TYPE, one, DefaultGraph()) for one in kind.classes)
    return any(next(iter(quads), None) for quads in found)


def listed(view: View, kind: Kind) -> Table:
    """The list of the things of a kind."""
    assert kind.listed is not None
    variables, rows = view.shelf.ask(kind.listed)
    path = f"/{kind.path}"
    return tables.table(
        view, kind.path, view.labelled(kind.title), variables, rows,
        total=len(rows), csv=view.to(path + ".csv"), json=view.to(path + ".json"),
    )  # fmt: skip


@dataclass(frozen=True)
class Disagreement:
    """A conflict or tension with its claims side by side."""

    name: Name
    kind: Name
    subject: Name
    rule: Name
    words: Name
    sides: Table


def disagreements(view: View) -> list[Disagreement]:
    """All contradictions and oddities."""
    found = []
    for row in view.shelf.rows("all-conflicts"):
        thing = row["conflict"]
        assert isinstance(thing, NamedNode)
        sides = view.shelf.rows("sides", thing)
        key = place(thing.value)
        table = tables.table(view, key, view.told("The claims, side by side"), SIDES, sides)
        kind, subject, rule, words = (view.name(row[name]) for name in ("kind", "subject", "rule", "words"))
        found.append(Disagreement(Name(key, href=view.name(thing).href), kind, subject, rule, words, table))
    return found


def conflicts_table(view: View) -> Table:
    """All claims of all contradictions and oddities, for programs, in the order of the page."""
    rows = [
        {**row, **side, "of": row["subject"], "sentence": row["words"]}
        for row in view.shelf.rows("all-conflicts")
        for side in tables.ordered(view, SIDES, view.shelf.rows("sides", row["conflict"]))
    ]
    variables = ["conflict", "kind", "of", "rule", "sentence", *SIDES]
    return tables.as_they_are(view, "conflicts", view.told("Contradictions and oddities"), variables, rows)


@dataclass(frozen=True)
class Found:
    """Something that a search found: its name and the text that matched, if that is not the name."""

    name: Name
    text: Name | None
    quote: Quote | None


def search(view: View, text: str) -> dict[str, list[Found]]:
    """What has the words of a text, by kind: things, words of documents, questions, meanings."""
    found: dict[str, dict[str, Found]] = {kind: {} for kind in KINDS}
    for hit in hits(view, text):
        found[hit.kind].setdefault(hit.name, _found(view, hit))
    return {kind: list(hits.values()) for kind, hits in found.items()}


def hits(view: View, text: str) -> list[Hit]:
    """What has the words of a text, without questions that the data cannot answer."""
    found = view.shelf.index.find(text, FOUND)
    return [hit for hit in found if hit.kind != QUESTION or hit.name in view.shelf.starts]


def _found(view: View, hit: Hit) -> Found:
    if hit.kind == QUESTION:
        one = view.shelf.questions[hit.name]
        told = view.told(one.header.summary)
        return Found(Name(told.text, told.language, view.to(f"/questions/{fragment(hit.name)}")), None, None)
    thing = NamedNode(hit.name)
    if hit.kind == WORDS:
        claim = view.shelf.claims.by_iri[hit.name]
        own = next(w for w in claim.quotes if w.claim == hit.name)
        return Found(saying.called(view, thing), None, saying.quote(view, own.document, own.exact, own.claim))
    name = view.name(thing)
    if name.href is None:
        name = Name(name.text, name.language, view.to("/resource.html", iri=hit.name), code=name.code)
    shown = None if hit.text == name.text else view.literal(Literal(hit.text, language=hit.language or "und"))
    return Found(name, shown, None)


def hits_table(view: View, text: str) -> Table:
    """The same for programs, in the order of the page."""
    rows: list[Mapping[str, NamedNode | Literal]] = []
    for hit in sorted(hits(view, text), key=lambda hit: KINDS.index(hit.kind)):
        name = Literal(hit.name) if hit.kind == QUESTION else NamedNode(hit.name)
        rows.append({"kind": Literal(hit.kind), "thing": name, "text": Literal(hit.text)})
    return tables.table(view, "search", view.told("Search"), ["kind", "thing", "text"], rows)
