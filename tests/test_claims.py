"""Claims say exactly what their words say, keep their names, and show their evidence."""

# ruff: noqa: E501 (a table of cases reads best with a case a line)

from decimal import Decimal

import pytest
from helpers import located, note, thing
from pyoxigraph import Literal, NamedNode

from expograph.assemble import assembled
from expograph.namespaces import ID, OA, PROV, RDF, XSD

# phrase, property, value and extra, then object, lower, upper, which ends are excluded, bound, wording, unit
READ = [
    ("more than 1,200 pots", "exhibitors", "", "1200", "1200", None, "L", "moreThan", "more than", None),
    ("about 48,000 pots", "visitors", "", "48000", "47500", "48500", "", "about", "about", None),
    ("nearly 1,300 pots", "visitors", "", "1300", "1250", "1300", "U", "nearly", "nearly", None),
    ("30 to 40 pots", "visitors", "", None, "30", "40", "", "between", "to", None),
    ("several pots", "visitors", "", None, None, None, "", "unquantified", "several", None),
    ("fell by one third", "growth", "; expo:ofMeasure expo:visitors ; expo:since fair:teapot-2", "-33.333333333334",
     "-33.333333333334", "-33.333333333333", "", "exactly", None, "unit/percent"),
    ("over 152 billion yuan", "dealValue", "", "152000000000", "152000000000", None, "L", "moreThan", "over", "currency/CNY"),
    ("360,000-square-meter", "exhibitionSpace", "", "360000", "360000", "360000", "", "exactly", None, "unit/m2"),
    ("two-week", "duration", "", "2", "2", "2", "", "exactly", None, "unit/week"),
    ("half of the pots", "share", "; expo:population population:overseas", "50", "50", "50", "", "exactly", None, "unit/percent"),
    ("the sixth session", "ordinal", "", "6", "6", "6", "", "exactly", None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", READ, ids=[r[0] for r in READ])
def test_numbers(example, case):
    """A number's claim has its ends, which of them are excluded, its bound in a word and as worded, and its unit."""
    phrase, name, more, value, lower, upper, excluded, bound, wording, unit = case
    note(example, f"So {phrase} it was.", f'fair:teapot-3 expo:{name} [ map:quote "{phrase}" {more} ] .')
    located(example)
    (claim,) = [c for c in assembled(example).claims if c.statement.quote == phrase]
    said = {t.predicate: t.object for t in claim.triples if t.subject == claim.iri}
    text = {p.value.rsplit("#")[-1]: getattr(o, "value", None) for p, o in said.items()}
    assert text.get("object") == value
    assert (text.get("lower"), text.get("upper")) == (lower, upper)
    assert ("lowerExclusive" in text, "upperExclusive" in text) == ("L" in excluded, "U" in excluded)
    assert text["bound"] == f"{ID}bound/{bound}"
    assert text.get("wording") == wording
    assert text.get("unit") == (ID + unit if unit else None)


VALUES = [
    ("on May 7", "date", "", Literal("2031-05-07", datatype=NamedNode(XSD + "date"))),
    ("in 2019", "established", "", Literal("2019", datatype=NamedNode(XSD + "gYear"))),
    ("from Tuesday", "startWeekday", "", NamedNode("http://www.w3.org/2006/time#Tuesday")),
    ("May 7 to 9", "dates", "", NamedNode(f"{ID}period/2031-05-07_2031-05-09")),
    ("the same days", "dates", '; map:value "2031-05-06/2031-05-09" ; map:because "It says so."', NamedNode(f"{ID}period/2031-05-06_2031-05-09")),
    ("that day", "date", '; map:value "2031-05-08"^^xsd:date ; map:because "It says so."', Literal("2031-05-08", datatype=NamedNode(XSD + "date"))),
    ("every year", "annual", "", Literal(True)),
    ("“Pour on”", "theme", "", Literal("Pour on")),
    ("“Pour on”", "theme", '; map:value "Pour"', Literal("Pour")),
    ("at Great-Kettle Hall", "venue", "", thing("place:great-kettle-hall")),
    ("the hall", "venue", '; map:value place:great-kettle-hall ; map:because "There is one."', thing("place:great-kettle-hall")),
    ("30 lids and 40 cups", "products", "; map:value 40", Literal("40", datatype=NamedNode(XSD + "integer"))),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "name", "more", "value"), VALUES, ids=[v[0] + v[2] for v in VALUES])
def test_values(example, phrase, name, more, value):
    """Each kind of value is read as the ontology says; a year that is left out is the document's."""
    subject = "fair:teapot" if name == "annual" else "fair:teapot-3"
    issued = 'doc:note expo:issued [ map:quote "9 May 2031" ] .\n'
    note(
        example,
        f"Dated 9 May 2031, so {phrase} it was.",
        f'{issued}{subject} expo:{name} [ map:quote "{phrase}" {more} ] .',
    )
    located(example)
    (claim,) = [c for c in assembled(example).claims if c.statement.quote == phrase]
    assert claim.value == value


def test_every_claim_is_whole(built):
    """Every claim has subject, predicate, object or bound, evidence with quote and offsets, document, speaker, rank."""
    about = {}
    for quad in built.quads:
        about.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)
    claims = [s for s, said in about.items() if thing("expo:Claim") in said.get(NamedNode(RDF + "type"), ())]
    for claim in claims:
        said = about[claim]
        assert [len(said[NamedNode(RDF + p)]) for p in ("subject", "predicate")] == [1, 1]
        assert NamedNode(RDF + "object") in said or thing("expo:bound") in said
        assert len(said[NamedNode(PROV + "wasAttributedTo")]) == 1
        assert len(said[thing("expo:rank")]) == 1
        (evidence,) = said[thing("expo:evidence")]
        assert about[evidence][NamedNode(OA + "hasSource")] == said[NamedNode(PROV + "wasQuotedFrom")]
        selectors = [about[s] for s in about[evidence][NamedNode(OA + "hasSelector")]]
        (quote,) = [o.value for s in selectors for o in s.get(NamedNode(OA + "exact"), ())]
        (start,) = [int(o.value) for s in selectors for o in s.get(NamedNode(OA + "start"), ())]
        (end,) = [int(o.value) for s in selectors for o in s.get(NamedNode(OA + "end"), ())]
        assert end - start == len(quote) <= 90
    assert len(claims) == 44


def test_speaker(built):
    """A claim is attributed to whom it quotes, else to the publisher of its document."""
    speakers = {}
    for claim in built.assembled.claims:
        said = [t.object for t in claim.triples if t.predicate == NamedNode(PROV + "wasAttributedTo")]
        speakers[claim.statement.quote] = said
    assert speakers["Some 9,500 of them travelled from overseas"] == [thing("person:ada-brewster")]
    assert speakers["about 48,000 visitors"] == [thing("org:teapot-guild")]
    assert speakers["52,000 visitors"] == [thing("org:the-spout")]


def test_subject_of_a_statement_speaks(example):
    """If somebody is the subject of reported speech, then the claim is attributed to nobody else."""
    phrase = "tea will be hotter"
    note(example, f"So {phrase}, she said.", f'person:ada-brewster expo:stated [ map:quote "{phrase}" ] .')
    located(example)
    (claim,) = [c for c in assembled(example).claims if c.statement.quote == phrase]
    speakers = [t.object for t in claim.triples if t.predicate == NamedNode(PROV + "wasAttributedTo")]
    assert speakers == [thing("person:ada-brewster")]


def test_a_completed_year_is_told(built):
    """Dates whose year the words leave out say that it was taken from the document; others do not."""
    told = thing("expo:yearCompleted")
    completed = {t.subject for c in built.assembled.claims for t in c.triples if t.predicate == told}
    quotes = {c.iri: c.statement.quote for c in built.assembled.claims}
    assert "from May 6 to 9" in {quotes[iri] for iri in completed}
    assert "May 9, 2031" not in {quotes[iri] for iri in completed}


def test_names_stay(example):
    """A claim's name does not hang on where it stands, and changes when its words, value or qualifiers do."""
    names = []
    for statements in (
        '[ map:quote "30 lids" ] , [ map:quote "40 cups" ]',
        '[ map:quote "40 cups" ] ,\n\n [ map:quote "30 lids" ]',
        '[ map:quote "40 cups" ] , [ map:quote "30 lids" ; expo:population population:overseas ]',
    ):
        note(example, "There were 30 lids and 40 cups.", f"fair:teapot-3 expo:products {statements} .")
        located(example)
        names.append({c.statement.quote: c.iri for c in assembled(example).claims if "note" in c.iri.value})
    assert names[0] == names[1]
    assert names[0]["40 cups"] == names[2]["40 cups"]
    assert names[0]["30 lids"] != names[2]["30 lids"]


def test_third_is_wide_enough(example):
    """The decimals of one third lie on both sides of it: what is rounded is rounded outwards."""
    more = "; expo:ofMeasure expo:visitors ; expo:since fair:teapot-2"
    note(
        example,
        "It grew by one third.",
        f'fair:teapot-3 expo:growth [ map:quote "grew by one third" {more} ] .',
    )
    located(example)
    (claim,) = [c for c in assembled(example).claims if c.statement.quote == "grew by one third"]
    ends = {
        t.predicate.value.rsplit("#")[-1]: t.object.value for t in claim.triples if t.subject == claim.iri
    }
    assert Decimal(ends["lower"]) * 3 < 100 < Decimal(ends["upper"]) * 3
