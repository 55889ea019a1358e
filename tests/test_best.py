"""Direct triples, best-known values and conflicts of figures, in a graph built as a user builds it."""

from helpers import located, note, thing
from pyoxigraph import NamedNode

from expograph.assemble import assembled
from expograph.build import Graph, reasoned
from expograph.namespaces import DERIVED_GRAPH, RDF
from expograph.project import Project

FOUND = {thing(f"expo:{name}") for name in ("BestKnownValue", "Conflict")}


def values(found, subject: str, name: str) -> list[str]:
    """The direct values of a property."""
    return [
        d.triple.object.value
        for d in found.direct
        if d.triple.subject == thing(subject) and d.triple.predicate == thing(name)
    ]


def derived(graph: Graph) -> dict[tuple[str, ...], dict[str, set[str]]]:
    """Best-known values and conflicts by class, subject, measure and population."""
    about: dict = {}
    for quad in graph.quads:
        if quad.graph_name == DERIVED_GRAPH:
            about.setdefault(quad.subject, {}).setdefault(quad.predicate.value, set()).add(quad.object)
    result = {}
    for said in about.values():
        if not FOUND & said.get(RDF + "type", set()):
            continue
        kind, subject, measure = (
            next(iter(said[p])).value
            for p in (RDF + "type", thing("expo:of").value, thing("expo:measure").value)
        )
        more = {p.rsplit("#")[-1]: {o.value for o in objects} for p, objects in said.items()}
        result[
            kind.rsplit("#")[-1],
            subject.rsplit("/")[-1],
            measure.rsplit("#")[-1],
            *sorted(more.get("population", ())),
        ] = more
    return result


def graph_of(project: Project) -> Graph:
    """The graph of a project that has just been changed."""
    located(project)
    return reasoned(assembled(project), project)


def test_part_never_becomes_the_whole(built):
    """A figure for a population makes no direct triple, nor does a growth or share."""
    found = built.assembled
    assert values(found, "fair:teapot-3", "expo:visitors") == ["52000"]
    assert values(found, "fair:teapot-3", "expo:countries") == []
    assert values(found, "fair:teapot-3", "expo:growth") == []
    assert values(found, "fair:teapot-3", "expo:share") == []
    narrowed = {c.iri for c in found.claims if c.restrictions}
    assert len(narrowed) == 5
    assert not narrowed & {d.claim.iri for d in found.direct}


def test_one_number_many_relations(built):
    """Of numbers and dates the best claim alone counts; relations have as many values as are claimed."""
    found = built.assembled
    assert values(found, "fair:teapot-3", "expo:exhibitors") == ["1300"]
    assert sorted(values(found, "agreement:saucers", "expo:party")) == [
        thing("org:saucer-works").value,
        thing("org:teapot-guild").value,
    ]
    assert values(found, "fair:teapot-3", "expo:startDate") == ["2031-05-06"]
    assert values(found, "fair:teapot-3", "expo:endDate") == ["2031-05-09"]


def test_no_number_no_triple(built):
    """ "Several" is a claim without a number, and makes no direct triple."""
    claims = [c for c in built.assembled.claims if c.statement.quote == "Several teapots"]
    assert [c.value for c in claims] == [None]
    assert values(built.assembled, "fair:teapot-3", "expo:newProducts") == []


def test_rank(example):
    """A preferred claim goes before a narrower one; a deprecated one makes neither triple nor best value."""
    note(
        example,
        "There were about 500 lids, 510 lids and 700 lids.",
        'fair:teapot-3 expo:products [ map:quote "about 500 lids" ; expo:rank expo:PreferredRank ] ,\n'
        '[ map:quote "510 lids" ] , [ map:quote "700 lids" ; expo:rank expo:DeprecatedRank ] .',
    )
    found = graph_of(example)
    assert values(found.assembled, "fair:teapot-3", "expo:products") == ["500"]
    best = derived(found)["BestKnownValue", "teapot-3", "products"]
    assert (best["lower"], best["upper"], len(best["claim"])) == ({"510"}, {"510"}, 2)


def test_best_known_value(built):
    """The claims "more than 1,200" and "nearly 1,300" agree on what is in both; each end names its claim."""
    best = derived(built)["BestKnownValue", "teapot-3", "exhibitors"]
    claims = {c.statement.quote: c.iri.value for c in built.assembled.claims}
    assert (best["lower"], best["upper"], best["upperExclusive"]) == ({"1250"}, {"1300"}, {"true"})
    assert "lowerExclusive" not in best
    assert best["lowerFrom"] == best["upperFrom"] == {claims["Nearly 1,300 exhibitors"]}
    assert best["claim"] == {claims["Nearly 1,300 exhibitors"], claims["more than 1,200 exhibitors"]}


def test_conflict(built):
    """ "About 48,000" and "52,000" cannot both hold: a conflict of the two, and no best-known value."""
    found = derived(built)
    claims = {c.statement.quote: c.iri.value for c in built.assembled.claims}
    assert found["Conflict", "teapot-3", "visitors"]["claim"] == {
        claims["about 48,000 visitors"],
        claims["52,000 visitors"],
    }
    assert ("BestKnownValue", "teapot-3", "visitors") not in found
    assert [key for key in found if key[0] == "Conflict"] == [("Conflict", "teapot-3", "visitors")]


def test_populations_apart(built):
    """The overseas visitors have a best-known value of their own, beside the conflict on all."""
    found = derived(built)
    key = "BestKnownValue", "teapot-3", "visitors", thing("population:overseas").value
    assert found[key]["bound"] == {thing("bound:between").value}


def test_units_are_converted(example):
    """Hectares and square metres are laid over each other in the base unit; currencies never are."""
    note(
        example,
        "It covered over 2.5 hectares and took 3 million yuan. It lasted two weeks.",
        'fair:teapot-3 expo:exhibitionSpace [ map:quote "over 2.5 hectares" ] .\n'
        'fair:teapot-3 expo:dealValue [ map:quote "3 million yuan" ] .\n'
        'fair:teapot-2 expo:duration [ map:quote "two weeks" ] .',
    )
    found = graph_of(example)
    known = derived(found)
    assert ("Conflict", "teapot-3", "exhibitionSpace") in known
    assert ("Conflict", "teapot-3", "dealValue") not in known
    assert values(found.assembled, "fair:teapot-2", "expo:duration") == ["14"]


def test_direct_triples_come_from_claims(built):
    """Every direct triple says what its claim says, and stands in the graph of its document."""
    quads = {(q.triple, q.graph_name) for q in built.quads}
    for triple, claim in built.assembled.direct:
        assert (triple, claim.statement.document) in quads
        assert triple.subject == claim.statement.subject
        assert NamedNode(RDF + "type") != triple.predicate
    assert (
        len(built.assembled.direct) == 38
    )  # 44 claims, 5 narrowed, 2 not best, 1 without number; 1 period makes 3
