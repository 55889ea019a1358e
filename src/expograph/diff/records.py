"""Claims, derived claims, best-known values and conflicts as they stand in a graph, and in words."""

import re
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from expograph.diff.graph import SUBJECT, Graph, anonymous
from expograph.diff.pairs import SAME, Renamed, now
from expograph.namespaces import ID, OA, PROV, RDF, RDFS, SKOS, expo
from expograph.ontology import Term, local_name, short
from expograph.table import CONTROL

PREDICATE, OBJECT = NamedNode(RDF + "predicate"), NamedNode(RDF + "object")
OF, MEASURE, CLAIM, RULE, RANK = (expo(name) for name in ("of", "measure", "claim", "rule", "rank"))
LOWER, UPPER, BOUND, UNIT = (expo(name) for name in ("lower", "upper", "bound", "unit"))
LOWER_OUT, UPPER_OUT, WORDING = expo("lowerExclusive"), expo("upperExclusive"), expo("wording")
NOMINAL, EVIDENCE = expo("nominal"), expo("evidence")
SOURCE, SPEAKER, PREMISE = (
    NamedNode(PROV + name) for name in ("wasQuotedFrom", "wasAttributedTo", "wasDerivedFrom")
)
SELECTOR, EXACT, START, END = (NamedNode(OA + name) for name in ("hasSelector", "exact", "start", "end"))
MAIN_LABELS = (NamedNode(RDFS + "label"), NamedNode(SKOS + "prefLabel"))
DIGITS = re.compile(r"([+-]?\d+)(\.\d+)?")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
BARE_BOUNDS = {None, NamedNode(f"{ID}bound/exactly"), NamedNode(f"{ID}bound/between")}
Pair = tuple[NamedNode, Term]


def subject_of(graph: Graph, record: NamedNode) -> Term | None:
    """Of what a record speaks."""
    return graph.one(record, SUBJECT) or graph.one(record, OF)


def properties_of(graph: Graph, record: NamedNode) -> list[Term]:
    """The property that a claim claims, or the measures that a best-known value or conflict is about."""
    return graph.objects(record, PREDICATE) or graph.objects(record, MEASURE)


def narrowed(graph: Graph, record: NamedNode) -> list[Pair]:
    """The qualifiers that narrow what a record says, sorted."""
    return sorted(((p, o) for p in graph.narrowing for o in graph.objects(record, p)), key=str)


def quantified(graph: Graph, record: NamedNode) -> bool:
    """Whether a record states a quantity, in numbers or in words such as "several"."""
    return any(p in graph.about[record] for p in (LOWER, UPPER, BOUND))


class Passage(NamedTuple):
    """The words of a claim, and where they start and end in their document."""

    quote: str
    start: int
    end: int


def passage(graph: Graph, claim: NamedNode) -> Passage | None:
    """The words of a claim and their place; None where the graph does not say."""
    selectors = [s for e in graph.objects(claim, EVIDENCE) for s in graph.objects(e, SELECTOR)]
    quote, *places = (
        next((o.value for s in selectors for o in graph.objects(s, p) if isinstance(o, Literal)), None)
        for p in (EXACT, START, END)
    )
    start, stop = (int(p) if p and p.isdecimal() else None for p in places)
    return None if quote is None or start is None or stop is None else Passage(quote, start, stop)


def parts(graph: Graph) -> set[Term]:
    """The nodes that only say where the words of claims stand: they are compared with their claims."""
    passages = {e for claim in graph.of_kind("claims") for e in graph.objects(claim, EVIDENCE)}
    return passages | {s for e in passages for s in graph.objects(e, SELECTOR)}


def value_words(graph: Graph, record: NamedNode) -> str:
    """What a record says: "more than 2,000", "about 48,000 [47500, 48500] GBP", org:teapot-guild."""
    if not quantified(graph, record):
        return ", ".join(words(graph, o) for o in graph.objects(record, OBJECT))
    unit = graph.one(record, UNIT)
    figure = figure_words(graph, record)
    return f"{figure} {words(graph, unit).rpartition(':')[2]}" if unit else figure


def figure_words(graph: Graph, record: NamedNode) -> str:
    """A number with its bound, as its ends have it; the figure around which both lie stands before."""
    low, high = (end(graph.one(record, p)) for p in (LOWER, UPPER))
    out_low, out_high = (bool(graph.objects(record, p)) for p in (LOWER_OUT, UPPER_OUT))
    bound = graph.one(record, BOUND)
    if low is None and high is None:
        said = graph.one(record, WORDING) or bound
        return quoted(end(said) or "")
    if low is None or high is None:
        side = ("more than", "at least") if high is None else ("less than", "at most")
        return f"{side[not (out_low or out_high)]} {grouped(low or high or '')}"
    if low == high and not (out_low or out_high):
        return grouped(low)
    interval = f"{'(' if out_low else '['}{low}, {high}{')' if out_high else ']'}"
    nominal = end(graph.one(record, OBJECT) or graph.one(record, NOMINAL))
    if nominal is None:
        return interval
    around = "about" if bound in BARE_BOUNDS else CAPITAL.sub(" ", end(bound) or "").lower()
    return f"{around} {grouped(nominal)} {interval}"


def end(term: Term | None) -> str | None:
    """A number or name as it is written."""
    if isinstance(term, NamedNode):
        return local_name(term)
    return None if term is None else term.value if isinstance(term, Literal) else str(term)


def grouped(number: str) -> str:
    """A number with its thousands parted."""
    match = DIGITS.fullmatch(number)
    return f"{int(match[1]):,}{match[2] or ''}" if match else number


def quoted(text: str) -> str:
    """Words as they stand in a document."""
    return f"“{text}”"


def words(graph: Graph, term: Term | None, renamed: Renamed = SAME, above: tuple[Term, ...] = ()) -> str:
    """A term as a person would write it; what has no name of its own is described.

    Args:
        graph: What is said of the term.
        term: The term.
        renamed: The names to be used for some terms.
        above: The nameless nodes inside whose description it stands.
    """
    if term is None:
        return ""
    if isinstance(term, Literal) and term.language:
        return f"{short(term)}@{term.language}"
    if isinstance(term, NamedNode) and graph.kinds.get(term) in ("claims", "derived"):
        return f"{value_words(graph, term)} ({source(graph, term)})"
    if not anonymous(term) or term in above:
        return short(now(term, renamed))
    said = graph.about.get(term, {})
    inner = [
        f"{short(now(p, renamed))} {words(graph, o, renamed, (*above, term))}"
        for p, objects in said.items()
        for o in objects
    ]
    return f"[{' ; '.join(sorted(inner))}]"


def plain(text: str) -> str:
    """A text without characters that would steer a terminal or break a line."""
    return text.translate(CONTROL)


def name(graph: Graph, record: NamedNode) -> str:
    """Of what a record speaks: fair:teapot-3 expo:visitors (expo:population population:overseas)."""
    about = " / ".join(short(p) for p in properties_of(graph, record))
    narrowing = "; ".join(f"{short(p)} {words(graph, o)}" for p, o in narrowed(graph, record))
    return f"{short(subject_of(graph, record))} {about}" + (f" ({narrowing})" if narrowing else "")


def source(graph: Graph, record: NamedNode) -> str:
    """Where a record comes from: its words and document, or its rule."""
    place = passage(graph, record)
    parts = [quoted(place.quote)] if place else []
    parts += [short(o) for p in (SOURCE, RULE) for o in graph.objects(record, p)]
    return " ".join(parts)


def labels(graph: Graph, node: Term) -> list[Literal]:
    """The main labels of a thing, in any language."""
    found = [o for p in MAIN_LABELS for o in graph.objects(node, p) if isinstance(o, Literal)]
    return list(dict.fromkeys(found))


def said(graph: Graph, subject: NamedNode, predicate: NamedNode) -> list[Term]:
    """The values that are said and not only inferred, as far as the file tells them apart."""
    objects = graph.objects(subject, predicate)
    return [o for o in objects if Triple(subject, predicate, o) not in graph.inferred]
