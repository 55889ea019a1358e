"""All that the page shows, put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from expograph import query
from expograph.evolution import compare
from expograph.namespaces import DCTERMS, OWL, SKOS
from expograph.ontology import TRUE, Ontology, Term, load
from expograph.project import Project
from expograph.reference import lists, terms, usage
from expograph.reference.axioms import Axioms
from expograph.reference.diagram import drawing, joins
from expograph.reference.examples import Examples
from expograph.reference.hierarchy import trees
from expograph.reference.model import Chapter, Example, Label, Ref, Row, Text
from expograph.reference.naming import Names, prefixes, web
from expograph.reference.sections import chapters
from expograph.reference.usage import Asked, Constraint

HEADINGS = {
    "Version": OWL + "versionInfo",
    "Stands on": OWL + "imports",
    "Version IRI": OWL + "versionIRI",
    "Prefix": "http://purl.org/vocab/vann/preferredNamespacePrefix",
    "Namespace": "http://purl.org/vocab/vann/preferredNamespaceUri",
    "Issued": DCTERMS + "issued",
    "Status": "http://purl.org/ontology/bibo/status",
    "Publisher": DCTERMS + "publisher",
    "Licence": DCTERMS + "license",
    "Source": DCTERMS + "source",
    "Cite as": DCTERMS + "bibliographicCitation",
}
TITLE, DESCRIPTION = NamedNode(DCTERMS + "title"), NamedNode(DCTERMS + "description")
EXAMPLE, VERSION = NamedNode(SKOS + "example"), NamedNode(OWL + "versionInfo")


@dataclass(frozen=True)
class Entry:
    """All that the page says of a term.

    Args:
        place: Where it stands on the page.
        iri: Its IRI.
        curie: Its IRI in short.
        labels: Its names, English first.
        kind: What it is: class, object property …
        traits: What a property is besides: transitive, functional …
        deprecated: Whether it should not be used any more.
        definition: What it means.
        written: The examples that the ontology gives.
        rows: What else the ontology says.
        examples: From the graph.
        count: How often the graph has it.
        constraints: What must hold where it is used.
        questions: The named questions that use it.
        rules: The rules that use it.
    """

    place: str
    iri: str
    curie: str
    labels: list[Label]
    kind: str
    traits: list[str]
    deprecated: bool
    definition: Text
    written: list[Text]
    rows: list[Row]
    examples: list[Example]
    count: str
    constraints: list[Constraint]
    questions: list[Ref]
    rules: list[Ref]

    @property
    def name(self) -> str:
        """Its first label, or its short IRI."""
        return self.labels[0].text if self.labels else self.curie


def content(project: Project, since: Sequence[Triple] | None, template: str) -> dict[str, object]:
    """What the template shows, by name.

    Args:
        project: Whose ontology and graph.
        since: The ontology of an earlier version, or None.
        template: The text of the template.
    """
    ontology = load(project.ontology)
    store = query.load(project, named=False)
    names = Names(ontology, store, prefixes([*project.ontology, *project.shapes]), template)
    parts, schemes = chapters(project, ontology), lists.members(ontology)
    place_all(names, parts, schemes)
    asked, rules = usage.questions(project, names), usage.derivations(project, names)
    constraints = usage.constraints(load(project.shapes) if project.shapes else Ontology([]), names)
    examples, axioms = Examples(names, store), Axioms(names)
    order = [term for chapter in parts for section in chapter.sections for term in section.all_terms]
    entries = {term: entry(axioms, term, examples, constraints, asked, rules) for term in order}
    return {
        "chapters": parts,
        "entries": entries,
        "drawing": drawing(names, joins(axioms, order)),
        "trees": trees(axioms, order),
        "about": about(names, parts[0].ontology) if parts else [],
        "title": texts(ontology, parts, TITLE),
        "description": texts(ontology, parts, DESCRIPTION),
        "lists": lists.code_lists(names, schemes, order),
        "constraints": constraints.get(None, []),
        "questions": asked,
        "rules": rules,
        "names": names,
        "entries_of": lambda found: [entries[term] for term in found],
        "evolution": compare(since, ontology.triples) if since is not None else None,
        "versions": [version(t, parts[0].ontology if parts else None) for t in (since, ontology.triples)],
        "index": sorted(entries.values(), key=lambda e: (e.name.casefold(), e.place)),
    }


def place_all(names: Names, parts: Sequence[Chapter], schemes: Mapping[NamedNode, list[NamedNode]]) -> None:
    """Give every term, concept and section its place; those of a foundation before those that stand on it."""
    for chapter in reversed(parts):
        for section in chapter.sections:
            for term in section.all_terms:
                names.place(term)
    lists.place_all(names, schemes)
    for chapter in parts:
        for section in chapter.sections:
            section.place = names.own(section.title)
            for part in section.parts:
                part.place = names.own(part.title)


def entry(
    axioms: Axioms,
    term: NamedNode,
    examples: Examples,
    constraints: Mapping[NamedNode | None, list[Constraint]],
    asked: Iterable[Asked],
    rules: Iterable[Asked],
) -> Entry:
    """All that the page says of a term."""
    names = axioms.names
    kind, traits = terms.kinds(names.ontology, term)
    return Entry(
        place=names.places[term],
        iri=term.value,
        curie=names.curie(term),
        labels=names.labels(term),
        kind=kind,
        traits=traits,
        deprecated=TRUE in names.ontology.objects(term, terms.DEPRECATED),
        definition=lists.definition(names, term),
        written=[names.linked(text) for text in names.texts(term, EXAMPLE)],
        rows=terms.rows(axioms, term),
        examples=examples.of(term),
        count=examples.count(term),
        constraints=constraints.get(term, []),
        questions=[Ref(q.name, f"#{q.place}", q.summary) for q in asked if term in q.terms],
        rules=[Ref(r.name, f"#{r.place}", r.summary) for r in rules if term in r.terms],
    )


def about(names: Names, ontology: NamedNode | None) -> list[Row]:
    """What an ontology says of itself."""
    found: list[tuple[str, list[Term]]] = [("IRI", [ontology] if ontology else [])]
    found += [
        (n, names.ontology.objects(ontology, NamedNode(p)) if ontology else []) for n, p in HEADINGS.items()
    ]
    return [Row((name,), tuple((own_words(names, v),) for v in values)) for name, values in found if values]


def own_words(names: Names, value: Term) -> Ref:
    """A value of a header: its text, or its IRI as a link."""
    if isinstance(value, NamedNode):
        return Ref(value.value, web(value))
    return Ref(value.value if isinstance(value, Literal) else str(value))


def texts(ontology: Ontology, parts: Sequence[Chapter], predicate: NamedNode) -> list[Label]:
    """What the first ontology says of itself, in each of its languages, English first."""
    iri = parts[0].ontology if parts else None
    found = [o for o in ontology.objects(iri, predicate) if isinstance(o, Literal)] if iri else []
    return [
        Label(o.value, o.language or "")
        for o in sorted(found, key=lambda o: (o.language != "en", o.language or ""))
    ]


def version(triples: Iterable[Triple] | None, ontology: NamedNode | None) -> str:
    """The version that an ontology states of itself, or nothing."""
    said = (t.object for t in triples or () if t.subject == ontology and t.predicate == VERSION)
    return next((o.value for o in said if isinstance(o, Literal)), "")
