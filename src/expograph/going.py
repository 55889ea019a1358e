"""The deprecated terms that a question names: it is answered, and its author is told what to use instead."""

import re

from pyoxigraph import Literal, NamedNode, Store

from expograph.namespaces import DCTERMS, OWL, RDFS
from expograph.ontology import short
from expograph.parameters import TOKEN
from expograph.query import Query
from expograph.turtle import Places

SPEECH = "#\"'"  # how a comment begins, and a literal
DEPRECATED, TRUE = NamedNode(OWL + "deprecated"), Literal(True)


def going(asked: Query, store: Store) -> list[str]:
    """A warning for each deprecated term that a question names, at its first place there.

    Args:
        asked: The question.
        store: The graph that it is asked of, with its ontology.
    """
    marked = {quad.subject for quad in store.quads_for_pattern(None, DEPRECATED, TRUE)}
    if not marked:
        return []
    code = TOKEN.sub(lambda m: " " * len(m[0]) if m[0][0] in SPEECH else m[0], asked.text)
    place = Places(code, asked.source)
    named = [(at, term) for term in marked if isinstance(term, NamedNode) for at in first(code, asked, term)]
    return [
        f"{place(at)}: warning: {short(term)} is marked owl:deprecated and will go with a later version. "
        f"{advice(store, term)}."
        for at, term in sorted(named, key=lambda pair: pair[0])
    ]


def first(code: str, asked: Query, term: NamedNode) -> list[int]:
    """Where a question first names a term, by its IRI or by a prefix; nothing if it does not."""
    forms = [re.escape(f"<{term.value}>")]
    for prefix, namespace in asked.prefixes.items():
        if term.value.startswith(namespace):
            local = re.escape(term.value.removeprefix(namespace))
            forms.append(rf"(?<![\w.:-]){re.escape(prefix)}:{local}(?![\w:-]|\.\w)")
    found = re.search("|".join(forms), code)
    return [found.start()] if found else []


def advice(store: Store, term: NamedNode) -> str:
    """What replaces a term, else why it goes."""

    def said(predicate: str) -> list[str]:
        found = {quad.object for quad in store.quads_for_pattern(term, NamedNode(predicate), None)}
        english = (o for o in found if not isinstance(o, Literal) or o.language in (None, "en"))
        return sorted(o.value if isinstance(o, Literal) else short(o) for o in english)

    replaced, why = said(DCTERMS + "isReplacedBy"), said(RDFS + "comment")
    return (
        f"Use {' or '.join(replaced)} instead"
        if replaced
        else (why or ["Nothing takes its place"])[0].rstrip(".")
    )
