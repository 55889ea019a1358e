"""The page of a document: its claims by what they speak of, and its words in the order of the text."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from pyoxigraph import NamedNode

from expograph.pages import claims, saying
from expograph.pages.lines import Passage, Said
from expograph.pages.links import fragment
from expograph.pages.model import Claim, Name, Words
from expograph.pages.view import View, once


@once
def content(view: View, document: NamedNode) -> dict[str, Any]:
    """What the template needs besides what every thing has."""
    words = view.shelf.claims.of_document.get(document.value, [])
    text = view.shelf.texts.get(document.value)
    marked = passages(text, words) if text is not None else quotes(words)
    also = others(view, words, marked)
    groups: defaultdict[str, list[Said]] = defaultdict(list)
    names: dict[str, Name] = {}
    for one in words:
        claim = view.shelf.claims.by_iri[one.claim]
        subject = view.name(claim.one(claims.SUBJECT))
        names[subject.href or subject.text] = subject
        groups[subject.href or subject.text].append(_said(view, claim, one, also))
    order = sorted(groups, key=lambda key: names[key].text)
    return {
        "groups": [(names[key], groups[key]) for key in order],
        "passages": marked,
        "whole": text is not None,
        "differs": document.value in view.shelf.differing,
        "count": len(words),
    }


def others(view: View, words: list[Words], marked: list[Passage]) -> dict[str, tuple[Name, ...]]:
    """Claims that no words lead to, as links, by the place of the claim that their words lead to."""
    led = {passage.inside[0] for passage in marked if passage.inside}
    found: defaultdict[str, list[Name]] = defaultdict(list)
    first = {place: passage.inside[0] for passage in reversed(marked) for place in passage.inside}
    for place, iri in {claims.place(one.claim): one.claim for one in words}.items():
        if place not in led and place in first:
            claim = view.shelf.claims.by_iri[iri]
            value = saying.value(view, claim).data or ""
            told = view.say(": ").join(filter(None, (view.name(claim.one(claims.PREDICATE)).text, value)))
            found[first[place]].append(Name(told, href=f"#c-{fragment(place)}"))
    return {place: tuple(names) for place, names in found.items()}


def _said(view: View, claim: Claim, words: Words, also: Mapping[str, tuple[Name, ...]]) -> Said:
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
        also=also.get(claims.place(words.claim), ()),
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
