"""The code lists: what every concept has, what no two share, and that scripts make the standards' tables."""

import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, parse

from expograph.namespaces import DCTERMS, ID, ONTOLOGY, RDF, RDFS, SKOS

TYPE = NamedNode(RDF + "type")
SCHEME = NamedNode(SKOS + "ConceptScheme")
CONCEPT = NamedNode(SKOS + "Concept")
IN_SCHEME = NamedNode(SKOS + "inScheme")
LABELS = tuple(NamedNode(iri) for iri in (SKOS + "prefLabel", RDFS + "label"))
NAMES = (*LABELS, NamedNode(SKOS + "altLabel"))

# How many each list holds: a file that loses or gains a concept is seen.
SIZES = {
    "bounds": 9,
    "commitments": 10,
    "countries": 249,
    "country-groups": 22,
    "currencies": 178,
    "deal-kinds": 12,
    "debuts": 8,
    "event-types": 52,
    "modes": 4,
    "populations": 83,
    "ranks": 3,
    "regions": 29,
    "sponsor-tiers": 11,
    "statistical-bases": 7,
    "statuses": 9,
    "units": 18,
}
GENERATED = ("countries", "currencies", "regions")  # tables of standards: they define nothing

MEMBERS = {
    "apec": 21, "arab-league": 22, "asean": 11, "asem": 51, "brics": 10, "china-ceec": 15, "cptpp": 12,
    "eaeu": 5, "efta": 4, "eu": 27, "g20": 19, "g7": 7, "gcc": 6,
    "least-developed": 44, "oecd": 38, "portuguese-speaking": 9, "rcep": 15, "sco": 10,
    "asia-pacific": 0, "belt-and-road": 0, "developing": 0, "hong-kong-macao-taiwan": 0,
}  # fmt: skip


def expo(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(ONTOLOGY + name)


def thing(path: str) -> NamedNode:
    """A resource by kind and slug."""
    return NamedNode(ID + path)


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """The folder of the code lists."""
    return root / "ontology" / "vocabularies"


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    """All code lists in one store."""
    files = sorted(folder.glob("*.ttl"))
    assert len(files) == 19
    store = Store()
    for file in files:
        store.load(path=str(file))
    return store


@pytest.fixture(scope="module")
def lists(store: Store) -> dict[str, list[NamedNode]]:
    """The members of each scheme, by the scheme's slug."""
    found = defaultdict(list)
    for quad in store.quads_for_pattern(None, IN_SCHEME, None):
        found[quad.object.value.removeprefix(ID + "scheme/")].append(quad.subject)
    return found


def objects(store: Store, subject: NamedNode, *predicates: NamedNode) -> list:
    """What a subject has for any of the predicates."""
    return [q.object for p in predicates for q in store.quads_for_pattern(subject, p, None)]


def values(store: Store, predicate: NamedNode) -> dict[NamedNode, Decimal]:
    """The number that each subject has for the predicate."""
    return {q.subject: Decimal(q.object.value) for q in store.quads_for_pattern(None, predicate, None)}


def test_two_parsers_read_the_same(folder: Path, store: Store) -> None:
    """rdflib reads as many triples as pyoxigraph, none twice, and no blank node among them."""
    from rdflib import BNode, Graph

    graph = Graph()
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file)
    assert len(graph) == len(store) > 5000
    assert not [term for term in graph.all_nodes() if isinstance(term, BNode)]


def test_every_list_has_its_scheme_and_its_size(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Each scheme is declared with labels, definition and licence, and holds as many entries as it should."""
    assert {name: len(members) for name, members in lists.items()} == SIZES
    schemes = {q.subject for q in store.quads_for_pattern(None, TYPE, SCHEME)}
    assert schemes == {thing("scheme/" + name) for name in SIZES}
    for scheme in schemes:
        assert {label.language for label in objects(store, scheme, LABELS[0])} == {"en", "zh"}
        assert len(objects(store, scheme, NamedNode(SKOS + "definition"))) == 1
        assert len(objects(store, scheme, NamedNode(DCTERMS + "license"))) == 1


def test_every_entry_has_one_english_and_one_chinese_label(
    store: Store, lists: dict[str, list[NamedNode]]
) -> None:
    """Concepts carry skos:prefLabel, entities rdfs:label; either way exactly one in each language."""
    entries = [entry for members in lists.values() for entry in members]
    assert len(entries) == sum(SIZES.values())
    for entry in entries:
        kind = LABELS[0] if CONCEPT in objects(store, entry, TYPE) else LABELS[1]
        labels = objects(store, entry, *LABELS)
        assert labels == objects(store, entry, kind), entry
        assert sorted(label.language for label in labels) == ["en", "zh"], entry


def test_languages_are_what_their_tags_say(store: Store) -> None:
    """No Chinese character stands under @en, and every name under @zh has one, save the sign for m²."""
    names = [q.object for p in NAMES for q in store.quads_for_pattern(None, p, None)]
    assert len(names) > 2000
    assert {name.language for name in names} == {"en", "zh"}
    ideograms = {name: any("\u4e00" <= c <= "\u9fff" for c in name.value) for name in names}
    assert not [name.value for name, has in ideograms.items() if has and name.language == "en"]
    assert [name.value for name, has in ideograms.items() if not has and name.language == "zh"] == ["㎡"]


def test_every_concept_is_defined_and_typed(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """What is written by hand has one English definition, and a class of the ontology beside skos:Concept."""
    written = [entry for name, members in lists.items() if name not in GENERATED for entry in members]
    assert len(written) == sum(size for name, size in SIZES.items() if name not in GENERATED)
    for entry in written:
        definitions = objects(store, entry, NamedNode(SKOS + "definition"))
        assert [d.language for d in definitions] == ["en"], entry
        assert [t for t in objects(store, entry, TYPE) if t.value.startswith(ONTOLOGY)], entry


def test_no_two_entries_of_a_list_share_a_name(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Names, compared without case, and notations tell one entry of a list from the others."""
    notation = NamedNode(SKOS + "notation")
    for members in lists.values():
        names = Counter(
            key
            for entry in members
            for key in {(n.value.casefold(), n.language) for n in objects(store, entry, *NAMES)}
        )
        assert [name for name, uses in names.items() if uses > 1] == []
        notations = [n.value for entry in members for n in objects(store, entry, notation)]
        assert len(notations) == len(set(notations))


def test_hierarchies_reach_a_top_without_a_cycle(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Every concept has a broader one of its own list or is a top concept, and no path runs in a circle."""
    broader, top = NamedNode(SKOS + "broader"), NamedNode(SKOS + "topConceptOf")
    concepts = {
        entry: set(members)
        for members in lists.values()
        for entry in members
        if CONCEPT in objects(store, entry, TYPE)
    }
    assert len(concepts) == 208
    for concept, siblings in concepts.items():
        seen, above = {concept}, objects(store, concept, broader)
        assert bool(above) != bool(objects(store, concept, top)), concept
        while above:
            assert siblings.issuperset(above), concept
            assert not seen.intersection(above), concept
            seen.update(above)
            above = [parent for one in dict.fromkeys(above) for parent in objects(store, one, broader)]


def test_every_resource_of_a_statement_is_described(store: Store) -> None:
    """No triple of the code lists points to one of our own IRIs that has no type: no slip in a slug."""
    typed = {q.subject for q in store.quads_for_pattern(None, TYPE, None)}
    ours = {
        term
        for quad in store
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(ID)
    }
    assert len(ours) == sum(SIZES.values()) + len(SIZES) - 10  # bases and ranks are terms of the ontology
    assert ours - typed == set()


def test_every_term_is_in_the_ontology(store: Store, root: Path) -> None:
    """Classes and properties of our namespace that the code lists use are declared in the ontology."""
    declared = {q.subject for q in parse(path=root / "ontology" / "expograph.ttl") if q.predicate == TYPE}
    used = {q.predicate for q in store} | {q.object for q in store.quads_for_pattern(None, TYPE, None)}
    mine = {term for term in used if term.value.startswith(ONTOLOGY)}
    assert len(mine) >= 25
    assert {term.value for term in mine - declared} == set()


@pytest.mark.parametrize("name", ["countries", "currencies"])
def test_script_makes_the_committed_file(name: str, root: Path, folder: Path) -> None:
    """The script, run with the pinned libraries, writes the committed file byte for byte."""
    script = [sys.executable, str(root / "scripts" / f"make_{name}.py")]
    made = subprocess.run(script, capture_output=True, check=True).stdout
    committed = (folder / f"{name}.ttl").read_bytes()
    assert made == committed, f"make_{name}.py makes another {name}.ttl: run it, or install its versions"


def test_countries_carry_their_codes(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Each country has its three codes once, its IRI by alpha-2 and its EU entry by alpha-3."""
    codes = {key: Counter[str]() for key in ("alpha2", "alpha3", "m49")}
    for country in lists["countries"]:
        two, three, _ = (objects(store, country, expo(key)) for key in codes)
        for key, seen in codes.items():
            seen.update(code.value for code in objects(store, country, expo(key)))
        assert country == thing("country/" + two[0].value)
        (match,) = objects(store, country, NamedNode(SKOS + "exactMatch"))
        assert match.value == "http://publications.europa.eu/resource/authority/country/" + three[0].value
    for seen in codes.values():
        assert (len(seen), seen.total()) == (249, 249)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran", "IR"), ("Fiji", "FJ"), ("Slovakia", "SK"), ("China", "CN"), ("Madagascar", "MG"),
        ("Macau", "MO"), ("Hong Kong", "HK"), ("Turkey", "TR"), ("Republic of Fiji", "FJ"),
        ("Cote d'Ivoire", "CI"), ("澳门", "MO"),
    ],
)  # fmt: skip
def test_countries_are_found_by_everyday_names(store: Store, name: str, code: str) -> None:
    """A name as the press writes it leads to one country."""
    language = "en" if name.isascii() else "zh"
    found = {
        q.subject
        for p in NAMES
        for q in store.quads_for_pattern(None, p, Literal(name, language=language))
        if q.subject.value.startswith(ID + "country/")
    }
    assert found == {thing("country/" + code)}


def test_special_regions_lie_in_their_country(store: Store) -> None:
    """Hong Kong and Macao have a code of their own and lie in China."""
    regions = {q.subject for q in store.quads_for_pattern(None, TYPE, expo("SpecialRegion"))}
    assert regions == {thing("country/HK"), thing("country/MO")}
    for region in regions:
        assert Quad(region, expo("locatedIn"), thing("country/CN")) in store
        assert Quad(region, TYPE, expo("Country")) in store


def test_groups_have_dated_members_or_say_why_none(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Each group has as many members as its standard, with source and day; without a list, a note says so."""
    for group in lists["country-groups"]:
        members = objects(store, group, expo("member"))
        assert len(members) == MEMBERS[group.value.removeprefix(ID + "group/")], group
        if members:
            assert len(objects(store, group, NamedNode(DCTERMS + "source"))) == 1, group
        else:
            assert "No members are stated" in objects(store, group, NamedNode(SKOS + "scopeNote"))[0].value
    dated = {q.subject for q in store.quads_for_pattern(None, expo("membersAsOf"), None)}
    undated = {group for group in lists["country-groups"] if objects(store, group, expo("member"))} - dated
    assert not undated


def test_regions_divide_the_world(store: Store, lists: dict[str, list[NamedNode]]) -> None:
    """Each country is in one part of the world, save Antarctica and Taiwan, which M49 puts in none."""
    places = Counter(m for region in lists["regions"] for m in objects(store, region, expo("member")))
    assert set(places.values()) == {1}
    assert set(lists["countries"]) - set(places) == {thing("country/AQ"), thing("country/TW")}
    tops = {r for r in lists["regions"] if not objects(store, r, expo("subgroupOf"))}
    assert tops == {thing("group/m49-" + code) for code in ("002", "009", "019", "142", "150")}


def test_ladders_have_distinct_steps(store: Store) -> None:
    """No two commitments stand on one step; the order runs from contact to what is fulfilled."""
    steps = values(store, expo("commitmentLevel"))
    assert sorted(steps.values()) == list(range(10))
    ladder = [
        "contact",
        "interest",
        "intention",
        "letter-of-intent",
        "agreement",
        "contract",
        "order",
        "fulfilled",
    ]
    levels = [steps[thing("commitment/" + name)] for name in ladder]
    assert levels == sorted(levels)
    assert sorted(values(store, expo("tierLevel")).values()) == list(range(1, 9))


def test_units_convert_exactly(store: Store) -> None:
    """A unit with a base has a factor, a base has factor one, and foot and acre are those of 1959."""
    bases = {q.subject: q.object for q in store.quads_for_pattern(None, expo("baseUnit"), None)}
    factors = values(store, expo("factor"))
    assert len(bases) == 12
    assert bases.keys() == factors.keys()
    assert all(bases[base] == base and factors[base] == 1 for base in set(bases.values()))
    foot = Decimal("0.3048")
    assert factors[thing("unit/ft2")] == foot**2
    assert factors[thing("unit/acre")] == 43560 * foot**2


def test_readers_and_code_lists_speak_of_the_same_things(root: Path, store: Store) -> None:
    """Every unit, bound and currency that the table of number words names is in the code lists."""
    words = tomllib.loads((root / "src/expograph/phrases/words.toml").read_text(encoding="utf-8"))
    # A time of day is read so that it is not taken for a number; it is no unit.
    tables = [table for kind, table in words["units"].items() if kind != "time"]
    units = {f"unit/{notation}" for table in tables for notation in table}
    bounds = {f"bound/{name}" for key in ("bounds", "bound_verbs", "bounds_after") for name in words[key]}
    currencies = {f"currency/{code}" for codes in words["currencies"] for code in codes.split()}
    assert min(len(units), len(bounds), len(currencies)) >= 7
    typed = {q.subject for q in store.quads_for_pattern(None, TYPE, None)}
    assert {path for path in units | bounds | currencies if thing(path) not in typed} == set()
