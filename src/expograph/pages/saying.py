"""What a claim says, cell by cell: its figure, who is counted, who says so, in which words."""

from dataclasses import replace
from unicodedata import category

from pyoxigraph import DefaultGraph, Literal, NamedNode

from expograph.namespaces import ONTOLOGY, SKOS
from expograph.ontology import Term
from expograph.pages import claims, figures
from expograph.pages.links import fragment, page
from expograph.pages.model import Cell, Claim, Figure, Name, Quote
from expograph.pages.view import View, mixed, once

SKOS_ALT_LABEL = NamedNode(SKOS + "altLabel")


def plain(view: View, term: Term | None) -> Cell:
    """A term by its name."""
    if term is None:
        return Cell()
    name = called(view, term)
    return Cell((name,), data=term.value if isinstance(term, Literal) else name.text)


def title(view: View, thing: NamedNode) -> Name:
    """What a thing is called; a claim by what it says."""
    claim = view.shelf.claims.of(thing)
    return view.name(thing) if claim is None else titled(view, claim)


@once
def titled(view: View, claim: Claim) -> Name:
    """A claim by what it says."""
    subject = claim.one(claims.SUBJECT) or claim.one(claims.OF)
    measure = claim.one(claims.PREDICATE) or claim.one(claims.MEASURE)
    shown = figure(view, claim)
    said = told(shown) if shown else view.name(claim.one(claims.OBJECT)).text
    parts = [view.name(subject).text, view.name(measure).text, narrowed(view, claim)]
    text = view.say(": ").join(part for part in (view.say(", ").join(filter(None, parts)), said) if part)
    return Name(text) if view.language == "en" else mixed(text)


def told(shown: Figure) -> str:
    """A figure with its sign and unit, without the span that the sign stands for."""
    return f"{shown.sign} {shown.text}".strip() + (behind(shown.unit) + shown.unit.text if shown.unit else "")


def behind(unit: Name) -> str:
    """What stands between a number and its unit: nothing before a sign such as %."""
    return "" if is_sign(unit.text) else " "


def is_sign(text: str) -> bool:
    """Whether a unit's name is a mark that stands right behind a number."""
    return len(text) == 1 and category(text) == "Po"


@once
def measured(view: View, unit: Term) -> Name:
    """A unit by its sign, such as %, else by its name."""
    quads = view.shelf.store.quads_for_pattern(unit, SKOS_ALT_LABEL, None, DefaultGraph())  # type: ignore[arg-type]
    names = (q.object.value for q in quads if isinstance(q.object, Literal))
    sign = min(filter(is_sign, names), default="")
    return replace(view.name(unit), text=sign, language=None) if sign else view.name(unit)


def called(view: View, term: Term) -> Name:
    """A term by its name, a claim by what it says."""
    claim = view.shelf.claims.of(term)
    return view.name(term) if claim is None else linked(view, claim)


@once
def linked(view: View, claim: Claim) -> Name:
    """A claim by what it says, with its link."""
    return replace(titled(view, claim), href=view.name(claim.iri).href)


@once
def value(view: View, claim: Claim) -> Cell:
    """The figure of a claim, or the value that is none."""
    shown = figure(view, claim)
    return cell(shown) if shown else plain(view, claim.one(claims.OBJECT))


def cell(shown: Figure) -> Cell:
    """A figure as a cell, for programs as people read it: never a number without its bound."""
    return Cell(
        figure=shown, data=" ".join(filter(None, (shown.sign, shown.text, shown.span and f"({shown.span})")))
    )


def figure(view: View, claim: Claim) -> Figure | None:
    """The figure of a claim or best-known value; None where its value is no number."""
    bound = claim.one(claims.BOUND)
    if bound is None:
        return None
    notation = view.shelf.notation(bound)
    sign, text, span = figures.signed(claim.about, notation)
    if not text:
        wording = claim.one(ONTOLOGY + "wording")
        return Figure("", "", view.name(wording if wording is not None else bound).text, numeric=False)
    words = view.name(view.shelf.bound(sign)).text if sign else ""
    about = claim.one(claims.UNIT)
    return Figure(sign, words, text, span, measured(view, about) if about is not None else None)


@once
def unit(view: View, claim: Claim) -> Cell:
    """The unit of a claim."""
    return in_units(view, claim.one(claims.UNIT))


def in_units(view: View, unit: Term | None) -> Cell:
    """A unit; for programs by its name."""
    return Cell() if unit is None else Cell((measured(view, unit),), data=view.name(unit).text)


@once
def qualified(view: View, claim: Claim) -> Cell:
    """Who is counted, since when, on which basis: whatever qualifies the claim."""
    names: list[Name] = []
    for prop in view.shelf.claims.qualifiers:
        for term in claim.about.get(prop, ()):
            names.append(_qualifier(view, prop, term))
    return Cell(tuple(names), data="; ".join(name.text for name in names))


def narrowed(view: View, claim: Claim) -> str:
    """Who is counted, in brackets; nothing where it is the whole."""
    pairs = [(q, term) for q in view.shelf.claims.narrowing for term in claim.about.get(q, ())]
    names = [_qualifier(view, prop, term).text for prop, term in pairs]
    return view.say("({})").format(view.say(", ").join(names)) if names else ""


def bounded(view: View, subject: Term, prop: str, term: Term) -> Cell:
    """The value of a triple; a number that a claim gives has its bound, without which it says too much."""
    claim = bounding(view, subject, prop, term)
    return value(view, claim) if claim else plain(view, term)


def bounding(view: View, subject: Term, prop: str, term: Term) -> Claim | None:
    """The claim that gives the number of a triple its bound, if one does."""
    if not isinstance(term, Literal) or not isinstance(subject, NamedNode):
        return None
    said = view.shelf.claims
    known = said.of_subject.get((subject.value, prop, term)) or said.of_value.get((subject.value, term), [])
    return next((said.by_iri[iri] for iri in known if value(view, said.by_iri[iri]).figure), None)


def _qualifier(view: View, prop: str, term: Term) -> Name:
    label = view.name(NamedNode(prop))
    if isinstance(term, Literal) and term.value == "true":
        return label
    name = view.name(term)
    if prop == ONTOLOGY + "population":  # the engine's own word for who is counted needs no label
        return name
    return replace(name, text=f"{label.text}{view.say(': ')}{name.text}")


@once
def speakers(view: View, claim: Claim) -> Cell:
    """Who says so."""
    names = tuple(view.name(term) for term in claim.about.get(claims.SPEAKER, ()))
    return Cell(names, data=attributed(view, claim))


def attributed(view: View, claim: Claim) -> str:
    """Who says so, as text."""
    return "; ".join(view.name(term).text for term in claim.about.get(claims.SPEAKER, ()))


@once
def quoted(view: View, claim: Claim) -> Cell:
    """The words that a claim rests on, and what is to be known of it."""
    marks: list[Name] = []
    rule, because = claim.one(claims.RULE), claim.one(claims.BECAUSE)
    if rule is not None:
        marks.append(replace(view.name(rule), text=view.say("derived")))
    if because is not None:
        marks.append(view.told("interpreted"))
    rank = claim.one(claims.RANK)
    if any(view.shelf.derived(term) for term in claim.about.get(claims.CLAIM, ())):
        marks.append(view.told("derived"))
    if rank is not None and view.shelf.unusual(rank):
        marks.append(replace(view.name(rank), href=None))
    quotes = tuple(quote(view, word.document, word.exact, word.claim) for word in claim.quotes)
    note = view.name(because) if because is not None else None
    words, who = " | ".join(q.exact for q in quotes), speakers(view, claim).names
    return Cell(quotes=quotes, marks=tuple(marks), note=note, speakers=who, data=words)


def quote(view: View, document: str, exact: str, claim: str) -> Quote:
    """Words with the link to their place in the document."""
    name, at = view.name(NamedNode(document)), page(document)
    if at is None:
        return Quote(exact, name.href or "", name)
    return Quote(exact, view.to(at[0], fragment(claims.place(claim))), name)
