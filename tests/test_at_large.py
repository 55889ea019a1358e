"""The ontology is for trade fairs at large: a second invented project that none of the code has seen.

Seven press releases of fairs that do not exist are mapped with the ontology as it comes; what each kind of
fair needs is asked of the graph, as a direct triple or as the claim that holds the words.
"""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, Store

from expograph import query
from expograph.assemble import assembled
from expograph.build import build
from expograph.coverage import coverage
from expograph.evidence import verify
from expograph.namespaces import PREFIXES
from expograph.parameters import assignments
from expograph.project import Project
from expograph.validate import validate

ROOT = Path(__file__).parent.parent

# What a fair may need, and how the graph says it.
TERMS = [
    ("a book fair", "fair:paper-moon expo:eventType eventtype:book-fair"),
    (
        "a country as guest of honour",
        "fair:paper-moon-12 expo:guestCountry country:UY ; expo:involves country:UY",
    ),
    ("a language as guest of honour", "fair:paper-moon-12 expo:guestOfHonour topic:welsh-language"),
    (
        "trade in rights",
        "?c rdf:predicate expo:dealValue ; expo:kindOfDeal dealkind:rights ; expo:unit currency:EUR",
    ),
    ("a technology show that counts years, not editions", "fair:sprocketworld-2031 expo:year ?year"),
    (
        "sponsor tiers",
        "?c rdf:subject fair:sprocketworld-2031 ; rdf:object org:tin-whistle ; expo:tier tier:platinum",
    ),
    ("a satellite event", "event:night-of-the-robots expo:satelliteOf fair:sprocketworld-2031"),
    (
        "net square feet",
        "?c rdf:predicate expo:netSpace ; expo:lower 2500000.0 ; expo:unit unit:ft2 ; expo:record true",
    ),
    (
        "an audited figure",
        "?c rdf:predicate expo:attendance ; rdf:object 138250 ; expo:basis expo:AuditedStatistics",
    ),
    ("an edition postponed", "fair:bramblewick-9 expo:status status:postponed"),
    (
        "dates that were given up",
        '?c rdf:predicate expo:startDate ; rdf:object "2031-03-04"^^xsd:date ; expo:planned true',
    ),
    ("an event cancelled", "event:caravan-days expo:status status:cancelled"),
    ("an edition held online only", "fair:bramblewick-9 expo:mode mode:online ; a expo:OnlineEdition"),
    ("views online", "fair:bramblewick-9 expo:views 1200000"),
    ("a hybrid edition to come", "fair:bramblewick-10 expo:mode mode:hybrid ; expo:status status:planned"),
    (
        "dates across New Year",
        'fair:bramblewick-9 expo:startDate "2031-12-28"^^xsd:date ; expo:endDate "2032-01-03"^^xsd:date',
    ),
    (
        "dates without a year",
        'fair:lanternport-45 expo:startDate "2031-10-20"^^xsd:date ; expo:endDate "2031-11-09"^^xsd:date',
    ),
    (
        "a series renamed",
        "fair:zip-and-thread expo:renamedTo fair:buttonex ; expo:successorSeries fair:buttonex",
    ),
    ("a series merged", "fair:rivet-forum expo:mergedInto fair:boltex"),
    (
        "a series to be split",
        "?c rdf:subject fair:boltex ; rdf:predicate expo:splitInto ;"
        " rdf:object fair:boltex-metal ; expo:planned true",
    ),
    ("co-located fairs", "fair:buttonex-7 expo:heldWith fair:boltex-20 ; expo:countedWith fair:boltex-20"),
    (
        "two fairs counted together",
        "?c rdf:subject fair:boltex-20 ; rdf:predicate expo:visitors ;"
        " rdf:object 61000 ; expo:jointlyWith fair:buttonex-7",
    ),
    ("booths", "fair:lanternport-45 expo:booths 12400"),
    ("halls and phases", "fair:sprocketworld-2031 expo:halls 14 . fair:lanternport-45 expo:phases 3"),
    (
        "hosted buyers",
        "fair:lanternport-45 expo:buyers 21300 ."
        " ?c rdf:predicate expo:buyers ; rdf:object 2150 ; expo:population population:hosted-buyers",
    ),
    (
        "orders and their value",
        "?c rdf:predicate expo:orderValue ; rdf:object 3200000000.0 ; expo:unit currency:JPY",
    ),
    ("tickets", "fair:bramblewick-9 expo:ticketsSold 12000"),
    ("an award and its winner", "?c rdf:object person:ottoline-marsh ; expo:honourGiven award:golden-comma"),
    ("prize money and entries", "award:golden-comma expo:prizeMoney 20000.0 ; expo:entries 318"),
    (
        "a world premiere",
        "product:walking-teapot expo:debut debut:global ; expo:launchedAt fair:sprocketworld-2031",
    ),
    (
        "an agreement of several governments",
        "agreement:lamp-memorandum expo:party org:lantern-ministry , org:candle-department , org:wick-agency",
    ),
    (
        "its signatories, witness and places",
        "agreement:lamp-memorandum expo:signatory"
        " person:hana-akari , person:joseph-mwanga , person:rosa-mecha ; "
        "expo:witness person:ken-tomoshi ; expo:place place:lanternport , place:nairobi",
    ),
    (
        "a range",
        "?c rdf:predicate expo:booths ; expo:bound bound:between ; expo:lower 30.0 ; expo:upper 40.0",
    ),
    (
        "a forecast",
        "?c rdf:subject fair:paper-moon-13 ; rdf:predicate expo:exhibitors ; expo:upper 1800.0 ;"
        " expo:projection expo:Forecast",
    ),
    (
        "a target",
        "?c rdf:subject fair:boltex-21 ; rdf:predicate expo:visitors ;"
        " rdf:object 65000 ; expo:projection expo:Target",
    ),
    ("fewer than", "?c rdf:predicate expo:exhibitors ; expo:bound bound:lessThan ; expo:upper 100.0"),
    ("up to, in pounds", "?c expo:bound bound:atMost ; expo:upper 1500000.0 ; expo:unit currency:GBP"),
    ("at least", "?c rdf:predicate expo:meetings ; expo:bound bound:atLeast ; expo:lower 9000.0"),
    ("a share as one in three", "?c rdf:predicate expo:visitorShare ; expo:population population:overseas"),
    ("a fall", "?c expo:ofMeasure expo:attendance ; rdf:object -4.5 ; expo:since fair:sprocketworld-2030"),
    ("a doubling", "?c expo:ofMeasure expo:orderValue ; rdf:object 100.0 ; expo:since fair:lanternport-44"),
    ("growth as a range", "?c expo:ofMeasure expo:dealValue ; expo:lower 5.0 ; expo:upper 10.0"),
    ("no growth", "?c expo:ofMeasure expo:dealValue ; rdf:object 0.0 ; expo:since fair:buttonex-6"),
    (
        "every role",
        "fair:honeycomb-2 expo:coHostCountry country:SI ; expo:host org:chamber-of-bees ;"
        " expo:implementer org:smoker-and-veil ; expo:supporter org:ministry-of-meadows ;"
        " expo:mediaPartner org:daily-drone ; expo:buyer org:nectar-trading",
    ),
    (
        "a speaker",
        "event:honeycomb-opening expo:speaker person:melissa-apis ; expo:attendee person:melissa-apis",
    ),
    ("what a deal is about", "agreement:honey-purchase expo:dealKind dealkind:purchase"),
    ("products, press and investment", "fair:honeycomb-2 expo:products 840 ; expo:mediaRepresentatives 75"),
    (
        "a sum invested",
        "?c rdf:predicate expo:investmentValue ; rdf:object 12000000.0 ; expo:unit currency:EUR",
    ),
    ("a figure of each day", "?c rdf:object 25000 ; expo:aggregation expo:PerDay"),
    ("more by a number", "?c rdf:predicate expo:increase ; rdf:object 38 ; expo:ofMeasure expo:exhibitors"),
]

# What must not be: a part, a plan, a joint figure as a figure of the whole.
NOT = [
    ("joint figures are of neither fair", "?fair expo:visitors 61000"),
    ("hosted buyers are not the buyers", "fair:lanternport-45 expo:buyers 2150"),
    ("the visitors of a day are not those of the fair", "fair:honeycomb-2 expo:visitors ?number"),
    ("a forecast is no figure", "fair:paper-moon-13 expo:exhibitors ?number"),
    ("a target is no figure", "fair:sprocketworld-2032 expo:netSpace ?area"),
    ("a split to come is no split", "fair:boltex expo:splitInto ?series"),
    ("dates given up are no dates", 'fair:bramblewick-9 expo:startDate "2031-03-04"^^xsd:date'),
    ("a venue given up is no venue", "fair:bramblewick-9 expo:venue ?venue"),
]

# Named questions with their parameters: what they answer of these fairs, in one of their cells.
QUESTIONS = [
    ("exhibitors", "edition=paper-moon-12", "1,640 exhibitors"),
    ("edition-growth", "series=sprocketworld", "down 4.5 percent from SprocketWorld 2030"),
    ("signatories-and-witnesses", "party=wick-agency", "Ken Tomoshi, witnessed the signing"),
    ("agreements", "", "a memorandum of understanding"),
    ("deal-values", "", "€3–5m"),
    ("next-editions", "", "145,000 attendees"),
    ("fairs-and-dates", "", "from 28 December 2031 to 3 January 2032"),
    ("exhibition-space", "", "more than 2.5 million net square feet"),
    ("attendance", "", "138,250 attendees"),
    ("who-said", "speaker=org:sma", "3 million net square feet"),
]


@pytest.fixture(scope="module")
def at_large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, verified and built in a folder of its own."""
    folder = tmp_path_factory.mktemp("at") / "large"
    shutil.copytree(ROOT / "tests" / "at_large", folder, ignore=shutil.ignore_patterns("graph"))
    project = Project(folder)
    verify(project, folder / "documents")
    build(project)
    return project


@pytest.fixture(scope="module")
def store(at_large: Project) -> Store:
    """Its graph."""
    return query.load(at_large)


def holds(store: Store, pattern: str) -> bool:
    """Whether a pattern is found, whichever named graphs its triples are in."""
    answer = store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def test_evidence_is_located(at_large: Project) -> None:
    """Verifying again gives the committed lock, byte for byte: every quote stands where it says."""
    lock = "mappings/evidence.lock"
    assert (at_large.root / lock).read_bytes() == (ROOT / "tests/at_large" / lock).read_bytes()
    claims = assembled(at_large).claims
    assert len(claims) == 292
    assert len({claim.statement.document for claim in claims}) == 7


def test_everything_is_accounted_for(at_large: Project) -> None:
    """No figure, date or name of the seven documents lies in no quote."""
    found = coverage(at_large, at_large.root / "documents").documents
    assert [len(document.gaps) for document in found] == [0] * 7
    assert sum(document.counts.total() for document in found) == 313


def test_no_ontology_of_its_own(at_large: Project) -> None:
    """The project has mappings and documents only, and holds against every shape of ours."""
    assert not (at_large.root / "ontology").exists()
    assert {p.name for p in at_large.root.iterdir()} == {"documents", "mappings", "graph"}
    assert validate(at_large).conforms


@pytest.mark.parametrize(("need", "pattern"), TERMS, ids=lambda value: value.split(",")[0][:40])
def test_finds_its_terms(need: str, pattern: str, store: Store) -> None:
    """Each thing that a fair may need is in the graph with the term that is meant for it."""
    assert holds(store, pattern), need


@pytest.mark.parametrize(("why", "pattern"), NOT, ids=lambda value: value[:40])
def test_says_no_more(why: str, pattern: str, store: Store) -> None:
    """What is said of a part, of two fairs together or of the future is no direct triple."""
    assert not holds(store, pattern), why


@pytest.mark.parametrize(("name", "parameters", "cell"), QUESTIONS, ids=lambda value: value[:30])
def test_answers(name: str, parameters: str, cell: str, at_large: Project, store: Store) -> None:
    """The named questions answer of these fairs too, with the words that say so."""
    solutions = query.ask(store, query.find(at_large, name), assignments(parameters.split()))
    assert isinstance(solutions, QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    rows = [{c: getattr(row[c], "value", "") for c in columns} for row in solutions]
    assert rows
    assert all(row["document"] and row["quote"] for row in rows)
    assert cell in {value for row in rows for value in row.values()}
