"""The page of a document: its claims by what they speak of, and its words in the order of the text."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from pyoxigraph import NamedNode

from expograph.pages import claims, saying
from expograph.pages.lines import Passage, Said
from expograph.pages.model import Claim, Name, Words
from expograph.pages.view import View, once


@once
def content(view: View, document: NamedNode) -> dict[str, Any]:
    """What the template needs besides what every thing has."""
    words = view.shelf.claims.of_document.get(document.value, [])
    groups: defaultdict[str, list[Said]] = defaultdict(list)
    names: dict[str, Name] = {}
    for one in words:
        claim = view.shelf.claims.by_iri[one.claim]
        subject = view.name(claim.one(claims.SUBJECT))
        names[subject.href or subject.text] = subject
        groups[subject.href or subject.text].append(_said(view, claim, one))
    order = sorted(groups, key=lambda key: names[key].text)
    text = view.shelf.texts.get(document.value)
    return {
        "groups": [(names[key], groups[key]) for key in order],
        "passages": passages(text, words) if text is not None else quotes(words),
        "whole": text is not None,
        "count": len(words),
    }


def _said(view: View, claim: Claim, words: Words) -> Said:
    quoted = saying.quoted(view, claim)
    return Said(
        place=claims.place(words.claim),
        property=view.name(claim.one(claims.PREDICATE)),
        value=saying.value(view, claim),
        qualified=saying.qualified(view, claim),
        exact=words.exact,
        speakers=saying.speakers(view, claim),
        iri=view.name(claim.iri),
        marks=quoted.marks,
        note=quoted.note,
    )


def quotes(words: list[Words]) -> list[Passage]:
    """The quotes in the order of the text, each once, with the claims that rest on it."""
    found: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for one in words:
        found[one.start, one.end, one.exact].append(claims.place(one.claim))
    return [Passage(exact, tuple(places), tuple(places)) for (_, _, exact), places in sorted(found.items())]


def passages(text: str, words: list[Words]) -> list[Passage]:
    """The whole text, cut wherever a quote begins or ends, since quotes overlap."""
    ends = sorted({0, len(text), *(w.start for w in words), *(min(w.end, len(text)) for w in words)})
    found = []
    for start, end in pairwise(ends):
        begin = tuple(claims.place(w.claim) for w in words if w.start == start)
        inside = tuple(claims.place(w.claim) for w in words if w.start <= start and end <= w.end)
        found.append(Passage(text[start:end], begin, inside))
    return found
