"""Faulty mappings and registries: every fault is told with its place and a hint, and nothing is made of it."""

# ruff: noqa: E501 (a table of cases reads best with a case a line)

import pytest
from helpers import change, located, note, place, problems, thing

from expograph.assemble import assembled

TEXT = "More than 1,000 cups, 1,001 saucers and 12 lids were shown by Saucer Works at Great Kettle Hall on May 7."
# statement, its column of the fault, words of the message, words of the hint
FAULTS = [
    ('fair:teapot-3 expo:exhibitor [ map:quote "1,000 cups" ] .', 42, "names nothing that expo:exhibitor takes", "add a label"),
    ('fair:teapot-3 expo:exhibiters [ map:quote "1,000 cups" ] .', 31, "no property expo:exhibiters", "expo:exhibitors"),
    ('fair:teapot-33 expo:exhibitors [ map:quote "1,000 cups" ] .', 1, "nothing is known of fair:teapot-33", "fair:teapot-3"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:basics "x" ] .', 70, "expo:basics is no qualifier", "expo:basis"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:lower 3 ] .', 69, "written by the build", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:population population:overseass ] .', 74, "nothing is known of population:overseass", "population:overseas"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:population person:ada-brewster ] .', 74, "expo:population takes expo:Population", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:population "overseas" ] .', 74, "takes an IRI", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; expo:basis [ map:quote "12 lids" ] ] .', 69, "brackets inside brackets", "entity of the registry"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; map:valu 3 ] .', 67, "there is no map:valu", "map:value"),
    ('fair:teapot-3 expo:exhibitors [ map:value 1000 ] .', 31, "has no map:quote", "quote the words"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" , "12 lids" ] .', 58, "map:quote stands more than once", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; map:occurrence 0 ] .', 73, "a number from 1", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; map:because "" ] .', 70, "map:because needs words", ""),
    ('fair:teapot-3 expo:exhibitors 1000 .', 31, "every statement needs its quote", "registry"),
    ('fair:teapot-3 expo:population [ map:quote "1,000 cups" ] .', 31, "speaks of a claim", "inside the brackets"),
    ('fair:teapot-3 expo:alpha2 [ map:quote "1,000 cups" ] .', 27, "does not say how words are read", "expo:valueKind"),
    (f'fair:teapot-3 expo:theme [ map:quote "{TEXT[:91]}" ] .', 38, "91 characters, more than 90", "only the words"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "cups" ] .', 43, "holds no Count", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; map:value 1001 ] .', 68, "says 1,000, map:value says", "mend one"),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups" ; map:value "many" ] .', 68, "is not a number", ""),
    ('fair:teapot-3 expo:exhibitors [ map:quote "1,000 cups, 1,001 saucers" ] .', 43, "in 2 ways", "map:value"),
    ('fair:teapot-3 expo:dealValue [ map:quote "12 lids" ] .', 42, "holds no Money", "currency"),
    ('fair:teapot-3 expo:dealValue [ map:quote "12 lids" ; map:value "12 XYZ" ; map:because "so" ] .', 64, "the unit XYZ is not known", ""),
    ('fair:teapot-3 expo:exhibitionSpace [ map:quote "12 lids" ] .', 48, "holds no Area", "known units"),
    ('fair:teapot-3 expo:date [ map:quote "May 7" ] .', 37, "leaves out the year", "map:value"),
    ('fair:teapot-3 expo:date [ map:quote "May 7" ; map:value "7 May" ; map:because "so" ] .', 57, "is not a date", ""),
    ('fair:teapot-3 expo:dates [ map:quote "May 7" ; map:value "2031-05-08/2031-05-07" ] .', 58, "is not two dates", ""),
    ('fair:teapot-3 expo:startWeekday [ map:quote "May 7" ; map:value "Doomsday" ] .', 65, "is not a day of the week", ""),
    ('fair:teapot expo:annual [ map:quote "12 lids" ; map:value false ] .', 59, "is not true", ""),
    ('fair:teapot-3 expo:theme [ map:quote "12 lids" ; map:value "13 lids" ] .', 60, "map:value says", ""),
    ('fair:teapot-3 expo:venue [ map:quote "Saucer Works" ] .', 38, "names nothing that expo:venue takes", "names org:saucer-works, which it does not take"),
    ('fair:teapot-3 expo:venue [ map:quote "12 lids" ; map:value place:great-kettle-hall ] .', 38, "holds no label of place:great-kettle-hall", "map:because"),
    ('fair:teapot-3 expo:venue [ map:quote "12 lids" ; map:value org:saucer-works ] .', 60, "expo:venue takes", ""),
    ('fair:teapot-3 expo:venue [ map:quote "12 lids" ; map:value "Hall" ] .', 60, "is no IRI", ""),
    ('fair:teapot-3 expo:venue [ map:quote "12 lids" ; map:value place:great-kettle ] .', 60, "nothing is known of place:great-kettle", "place:great-kettle-hall"),
    ('fair:teapot-3 expo:involves [ map:quote "Saucer Works at Great Kettle Hall" ] .', 41, "can mean org:saucer-works, place:great-kettle-hall", "say which"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "column", "message", "hint"), FAULTS, ids=[f[2] for f in FAULTS])
def test_fault(example, statement, column, message, hint):
    """One fault in one statement is one error, at its line and column, that says what to do."""
    note(example, TEXT, statement + "\n")
    (error,) = problems(example)
    assert message in error.message
    assert hint in (error.hint or "")
    assert place(error) == ("note.ttl", 1, column)
    assert error.exit_code == 2
    assert not example.graph.exists()


def test_faults_are_told_together(example):
    """All faults of all mappings come in one answer, in the order of files and lines."""
    statements = (
        'fair:teapot-3 expo:nothing [ map:quote "12 lids" ] ;\n  expo:venue [ map:quote "12 lids" ] .\n'
    )
    note(example, TEXT, statements)
    change(example.root / "mappings" / "teapot-3-closing.ttl", "expo:ordinal ", "expo:ordinall ")
    found = problems(example)
    assert [e.at.line for e in found[:2]] == sorted(e.at.line for e in found[:2])
    assert len(found) == 5
    assert {e.at.file.rsplit("/", 1)[-1] for e in found} == {"note.ttl", "teapot-3-closing.ttl"}


def test_statement_made_twice(example):
    """The same words for the same statement a second time are refused, with the place of the first."""
    note(example, TEXT, 'fair:teapot-3 expo:products [ map:quote "12 lids" ] ,\n  [ map:quote "12 lids" ] .')
    (error,) = problems(example)
    assert "said already" in error.message
    assert place(error)[:2] == ("note.ttl", 2)


def test_nobody_published(example):
    """A claim without speaker of a document without publisher has nobody to attribute it to."""
    note(example, TEXT, 'fair:teapot-3 expo:products [ map:quote "12 lids" ] .')
    change(
        example.root / "mappings" / "note.ttl",
        'doc:note expo:publisher [ map:quote "of the Teapot Guild" ] .',
        "",
    )
    (error,) = problems(example)
    assert "nobody is known to have published" in error.message
    assert "expo:publisher" in error.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a mapping names one document"),
        ("<> map:maps doc:a , doc:b .", "a mapping names one document"),
        ("<> map:maps doc:teapot-3-closing .", "has a mapping already"),
        ("<> map:maps doc:a ; .\nfair:teapot-3 expo:ordinal", "no Turtle"),
    ],
)
def test_faulty_file(example, content, message):
    """A mapping names one document that no other maps, and is Turtle."""
    prefixes = "@prefix map: <https://w3id.org/expograph/mapping#> .\n@prefix doc: <https://w3id.org/expograph/id/document/> .\n"
    (example.root / "mappings" / "z.ttl").write_text(prefixes + content, "utf-8")
    (error,) = problems(example)
    assert message in error.message
    assert error.at is not None


REGISTRY = [
    ('org:x a expo:Compagny ; rdfs:label "X"@en .', "no class expo:Compagny", "expo:Company", 9),
    ('org:x a expo:Company ; expo:locatedin place:lantern-valley .', "no property expo:locatedin", "expo:locatedIn", 39),
    ('org:x a expo:Company ; expo:locatedIn place:lantern-vally .', "nothing is known of place:lantern-vally", "place:lantern-valley", 39),
    ('org:x rdfs:label "X"@en .', "org:x has no class", "say what it is", 1),
    ('[] a expo:Company .', "needs an IRI", "/id/", 1),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "message", "hint", "column"), REGISTRY, ids=[r[1] for r in REGISTRY])
def test_registry_fault(example, entry, message, hint, column):
    """A registry says only what the ontology knows, of things that it names."""
    names = example.root / "mappings" / "registry" / "names.ttl"
    text = names.read_text("utf-8")
    names.write_text(text + entry + "\n", "utf-8")
    (error,) = problems(example)
    assert message in error.message
    assert hint in (error.hint or "")
    assert (error.at.line, error.at.column) == (text.count("\n") + 1, column)


def test_same_label_twice(example):
    """Where two entities bear the label that a phrase holds, and both fit, the curator must say which."""
    names = example.root / "mappings" / "registry" / "names.ttl"
    names.write_text(
        names.read_text("utf-8") + 'org:saucers-2 a expo:Company ; rdfs:label "saucer-works"@en .\n', "utf-8"
    )
    statement = 'fair:teapot-3 expo:exhibitor [ map:quote "Saucer Works" ] .\n'
    note(example, TEXT, statement)
    (error,) = [e for e in problems(example) if e.at.file.endswith("note.ttl")]
    assert "can mean org:saucer-works, org:saucers-2" in error.message
    note(example, TEXT, statement.replace('" ]', '" ; map:value org:saucers-2 ]'))
    located(example)
    chosen = [c for c in assembled(example).claims if c.statement.property.iri == thing("expo:exhibitor")]
    assert [c.value for c in chosen] == [thing("org:saucers-2")]


def test_cycle_in_registry(example):
    """What lies within itself is refused, with each step of the circle and its place."""
    names = example.root / "mappings" / "registry" / "names.ttl"
    circle = (
        "place:lantern-valley expo:locatedIn place:kettle-county .\nplace:kettle-county a expo:Division ;\n"
    )
    names.write_text(
        names.read_text("utf-8") + circle + "    expo:locatedIn place:lantern-valley .\n", "utf-8"
    )
    (error,) = problems(example)
    assert error.message.startswith("expo:locatedIn runs in a circle: place:")
    assert error.message.count("names.ttl:") == 2


def test_cycle_through_claims(example):
    """A circle that a mapping closes is found too: through sub-properties, from phrase to registry."""
    names = example.root / "mappings" / "registry" / "names.ttl"
    areas = 'area:a a expo:Zone ; rdfs:label "Lid zone"@en ; expo:areaOf area:b .\narea:b a expo:Zone ; rdfs:label "Cup zone"@en .\n'
    prefix = "@prefix area: <https://w3id.org/expograph/id/area/> .\n"
    names.write_text(prefix + names.read_text("utf-8") + areas, "utf-8")
    note(
        example,
        "The cup zone lies in the lid zone.",
        prefix + 'area:b expo:partOf [ map:quote "in the lid zone" ] .\n',
    )
    (error,) = problems(example)
    assert "expo:partOf runs in a circle" in error.message
    assert "names.ttl:" in error.message
    assert "note.ttl:" in error.message


def test_value_where_phrase_cannot_be_read(example):
    """With map:because, map:value says what a phrase means that no reader can read; the claim is interpreted."""
    statement = 'fair:teapot-3 expo:exhibitors [ map:quote "Saucer Works" ; map:value 1 ; map:because "One is named." ] .'
    note(example, TEXT, statement)
    located(example)
    (claim,) = [c for c in assembled(example).claims if c.statement.quote == "Saucer Works"]
    said = {t.predicate: t.object for t in claim.triples if t.subject == claim.iri}
    assert claim.value.value == "1"
    assert said[thing("expo:interpreted")].value == "true"
    assert said[thing("expo:because")].value == "One is named."
