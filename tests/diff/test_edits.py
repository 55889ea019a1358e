"""Each edit of the invented project is told as what the curator did, and nothing else is told."""

from helpers import change, note
from telling import NAMES, RELEASE, REPORT, everywhere, mapped, told, written_and_mapped

EXHIBITORS, VISITORS = "fair:teapot-3 expo:exhibitors", "fair:teapot-3 expo:visitors"
OVERSEAS = "(expo:population population:overseas)"
CHINESE = '"茶碟厂"@zh'


def test_nothing_edited(edited):
    """The same files make the same graph, of which nothing is told."""
    found = edited()
    assert not found
    assert told(found) == {}


def test_a_number_mended(edited):
    """A number that the document states otherwise changes its claim and what is derived from it."""
    found = told(edited(written_and_mapped(RELEASE, "about 48,000", "about 49,000")))
    assert found["claims"] == {
        "changed": [
            (
                VISITORS,
                ("value", "about 48,000 [47500, 48500]", "about 49,000 [48500, 49500]"),
                ("quote", "“about 48,000 visitors”", "“about 49,000 visitors”"),
            )
        ]
    }
    assert [name for name, *_ in found["derived"]["changed"]] == [
        "fair:teapot-2 expo:visitors",
        f"fair:teapot-3 expo:visitorShare {OVERSEAS}",
    ]
    assert found["derived"]["changed"][0][1] == (
        "value",
        "about 42,857 [42222.222222222222, 43497.757847533633]",
        "about 43,750 [43111.111111111111, 44394.618834080718]",
    )
    assert set(found) == {"claims", "derived"}  # it contradicts the newspaper as before


def test_a_population_mended(edited):
    """Another population is the same claim with another qualifier; best-known values are of other things."""
    found = told(edited(mapped(RELEASE, "population:overseas", "population:first-time")))
    assert found["claims"] == {
        "changed": [
            (
                f"{VISITORS} (expo:population population:first-time)",
                ("expo:population", "population:overseas", "population:first-time"),
            )
        ]
    }
    assert found["best"] == {
        "added": [(f"{VISITORS} (expo:population population:first-time)", "about 9,500 [9450, 9550]")],
        "removed": [(f"{VISITORS} {OVERSEAS}", "about 9,500 [9450, 9550]")],
    }


def test_words_quoted_anew(edited):
    """A shorter quote for the same figure is told as that, and its best-known value stays what it is."""
    found = edited(mapped(RELEASE, '"more than 1,200 exhibitors"', '"more than 1,200"'))
    assert told(found) == {
        "claims": {"changed": [(EXHIBITORS, ("quote", "“more than 1,200 exhibitors”", "“more than 1,200”"))]}
    }
    assert not found.implied
    assert not found.inferred


def test_words_that_moved(edited):
    """Quotes that stand elsewhere because words came before them are counted by document."""

    def lengthen(project):
        """A word more in the document, in no quote."""
        change(project.root / "documents" / f"{RELEASE}.txt", "It covered", "Altogether it covered")

    found = edited(lengthen)
    assert told(found) == {"claims": {"moved": [("doc:teapot-3-closing", "20 quotes stand elsewhere")]}}
    assert found


def test_a_claim_removed(edited):
    """A claim that went is told, and that its best-known value now rests on a derivation."""
    found = told(edited(mapped(RELEASE, 'expo:duration        [ map:quote "four-day" ] ;', "")))
    assert found["claims"] == {"removed": [("fair:teapot-3 expo:duration", "4 day")]}
    assert found["derived"] == {"added": [("fair:teapot-3 expo:duration", "4 day")]}
    stated, derived = "4 day (“four-day” doc:teapot-3-closing)", "4 day (rule:duration-of-dates)"
    changes = [(f"expo:{end}From", stated, derived) for end in ("lower", "upper")]
    assert found["best"] == {"changed": [("fair:teapot-3 expo:duration", *changes)]}


def test_a_document_added(edited):
    """A new document comes with its claims, and makes a best-known value sharper."""
    statement = 'fair:teapot-3 expo:exhibitors [ map:quote "1,290 exhibitors" ] .'
    found = told(edited(lambda project: note(project, "The fair drew 1,290 exhibitors.", statement)))
    assert found["documents"] == {"added": [("doc:note", "a note / 便条")]}
    assert found["claims"] == {
        "added": [("doc:note expo:publisher", "org:teapot-guild"), (EXHIBITORS, "1,290")]
    }
    sharper = (EXHIBITORS, ("value", "about 1,300 [1250, 1300)", "1,290"))
    assert sharper in [change[:2] for change in found["best"]["changed"]]
    assert set(found) == {"documents", "claims", "derived", "best"}


def test_a_document_renamed(edited):
    """A document under another name keeps its claims."""

    def rename(project):
        """The file and its mapping too."""
        for folder, suffix in (("documents", "txt"), ("mappings", "ttl")):
            file = project.root / folder / f"{REPORT}.{suffix}"
            file.rename(file.with_stem("the-spout"))

    found = edited(everywhere(f"doc:{REPORT}", "doc:the-spout"), rename)
    assert told(found) == {
        "documents": {"renamed": [("doc:the-spout", ("name", f"doc:{REPORT}", "doc:the-spout"))]}
    }


def test_entities_renamed(edited):
    """Renamed in registry and mappings, things keep their claims, derivations and conflicts."""
    found = edited(
        everywhere("fair:teapot-3", "fair:teapot-iii"), everywhere("org:teapot-guild", "org:guild-of-teapots")
    )
    assert told(found) == {
        "entities": {
            "renamed": [
                ("fair:teapot-iii", ("name", "fair:teapot-3", "fair:teapot-iii")),
                ("org:guild-of-teapots", ("name", "org:teapot-guild", "org:guild-of-teapots")),
            ]
        }
    }


def test_a_thing_renamed_while_a_claim_is_mended(edited):
    """A claim of a renamed thing is compared through the new name."""
    found = told(
        edited(
            everywhere("fair:teapot-3", "fair:teapot-iii"),
            written_and_mapped(RELEASE, "about 48,000", "about 49,000"),
        )
    )
    assert [name for name, *_ in found["claims"]["changed"]] == ["fair:teapot-iii expo:visitors"]
    assert set(found["claims"]) == {"changed"}
    assert set(found["entities"]) == {"renamed"}


def test_a_thing_renamed_and_given_other_labels(edited):
    """What has another name and no label as before is known by what is claimed of it."""
    found = told(
        edited(
            everywhere("agreement:saucers", "agreement:cups"),
            mapped(
                NAMES, '"Letter of intent between the Teapot Guild and Saucer Works"@en', '"Cups deal"@en'
            ),
            mapped(NAMES, '"茶壶协会与茶碟厂意向书"@zh', '"茶杯"@zh'),
        )
    )
    assert set(found) == {"entities"}
    name, *changes = found["entities"]["renamed"][0]
    assert (name, changes[0]) == ("agreement:cups", ("name", "agreement:saucers", "agreement:cups"))
    assert changes[1][0] == "rdfs:label"


def test_a_thing_relabelled(edited):
    """Another label is told with its language; what is said of it in the registry otherwise, as a change."""
    found = told(
        edited(
            mapped(NAMES, '"Ministry of Warm Drinks"@en', '"Ministry of Warm Drinks"@en , "Drinks"@en'),
            mapped(NAMES, "expo:locatedIn place:lantern-valley", 'rdfs:comment "Round."@en'),
        )
    )
    assert found == {
        "entities": {
            "relabelled": [("org:warm-drinks", ("rdfs:label", "", '"Drinks"@en'))],
            "changed": [
                (
                    "place:great-kettle-hall",
                    ("rdfs:comment", "", '"Round."@en'),
                    ("expo:locatedIn", "place:lantern-valley", ""),
                )
            ],
        }
    }


def test_another_thing_in_place_of_one(edited):
    """Of a thing that takes another's place with other labels and no claims of its own nothing is guessed."""
    found = told(
        edited(
            everywhere("org:saucer-works", "org:cup-works"),
            mapped(NAMES, '"Saucer Works"@en', '"Cup Works"@en'),
            mapped(NAMES, CHINESE, '"茶杯厂"@zh'),
            written_and_mapped(RELEASE, "Saucer Works", "Cup Works"),
        )
    )
    assert found["entities"]["added"] == [("org:cup-works", "Cup Works / 茶杯厂")]
    assert found["entities"]["removed"] == [("org:saucer-works", "Saucer Works / 茶碟厂")]


def test_a_speaker_and_a_rank(edited):
    """Who said it, and whether the curator prefers it, is told in plain words."""
    found = edited(mapped(RELEASE, " expo:saidBy person:ada-brewster", " expo:rank expo:PreferredRank"))
    assert told(found) == {
        "claims": {
            "changed": [
                (
                    f"{VISITORS} {OVERSEAS}",
                    ("speaker", "person:ada-brewster", "org:teapot-guild"),
                    ("rank", "expo:NormalRank", "expo:PreferredRank"),
                )
            ]
        }
    }


def test_a_conflict_that_appears(edited):
    """Sources that no longer agree: the conflict appears, and the best-known value goes."""
    found = told(edited(written_and_mapped(REPORT, "Nearly 1,300", "Nearly 1,100")))
    assert found["best"]["removed"] == [(EXHIBITORS, "about 1,300 [1250, 1300)")]
    ((name, says),) = found["conflicts"]["appeared"]
    assert name == EXHIBITORS
    assert says.startswith("Conflict: ")
    assert set(found["conflicts"]) == {"appeared"}


def test_a_conflict_that_goes(edited):
    """Sources that agree at last: the conflict goes, and what was derived from either becomes one."""
    found = told(edited(written_and_mapped(REPORT, "52,000 visitors", "48,200 visitors")))
    assert VISITORS in [name for name, _ in found["conflicts"]["gone"]]
    assert "appeared" not in found["conflicts"]
    assert (VISITORS, "48,200") in found["best"]["added"]


def test_a_term_mended(edited):
    """What the ontology says otherwise is told among its terms; a new term is told by its label."""

    def extend(project):
        """A vocabulary of the project's own."""
        folder = project.root / "ontology" / "vocabularies"
        folder.mkdir(parents=True)
        (folder / "more.ttl").write_text(TERMS, "utf-8")

    found = told(edited(extend))
    assert found == {
        "terms": {
            "added": [("expo:teaspoons", "teaspoons / 茶匙数")],
            "changed": [("expo:exhibitors", ("skos:scopeNote", "", '"Not their staff."@en'))],
        }
    }


TERMS = """@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
expo:teaspoons a owl:DatatypeProperty ; rdfs:label "teaspoons"@en , "茶匙数"@zh .
expo:exhibitors skos:scopeNote "Not their staff."@en .
"""
