"""What lies in no quote is found, and what is accounted for is told apart by how."""

from collections import Counter

import pytest
from helpers import change, located, note

from expograph.coverage import capitalised, coverage, joined
from expograph.project import Project


def gaps(project: Project, name: str = "note") -> list[tuple[str, str, int, int]]:
    """Kind, words, line and column of what is left of a document."""
    located(project)
    found = coverage(project, project.root / "documents").documents
    (covered,) = [c for c in found if c.document.value.endswith("/" + name)]
    return [(g.kind, g.text, g.at.line, g.at.column) for g in covered.gaps]


def test_example(example):
    """Of the invented documents all is accounted for but "for the first time"."""
    located(example)
    found = coverage(example, example.root / "documents")
    assert [len(d.gaps) for d in found.documents] == [1, 0]
    assert "spout-on-teapot-3.txt:5:164: ordinal “first” lies in no quote" in str(found)
    assert str(found).endswith("64 of 65 figures, dates and names accounted for")


def test_what_is_left(example):
    """Figures, percentages, sums, ordinals, dates and names in no quote are listed with line and column."""
    text = "Over 30 lids, 40 percent of them blue, cost $5 million at the second show.\n"
    text += "On May 7 Bo Potter of the Cup Club came."
    note(example, text, 'fair:teapot-3 expo:products [ map:quote "30 lids" ] .')
    assert gaps(example) == [
        ("number", "Over 30", 3, 1),
        ("percent", "40 percent", 3, 15),
        ("money", "$5 million", 3, 45),
        ("ordinal", "second", 3, 63),
        ("date", "May 7", 4, 4),
        ("name", "Bo Potter of the Cup Club", 4, 10),
    ]


def test_bound_belongs_to_the_figure(example):
    """A quote accounts for a figure only if it holds the words of its bound."""
    for words, left in (("30 lids", 1), ("Over 30 lids", 0)):
        note(example, "Over 30 lids were blue.", f'fair:teapot-3 expo:products [ map:quote "{words}" ] .')
        assert len(gaps(example)) == left


def test_repeated_and_named(example):
    """A figure said again, and a name of what the document's claims speak of, need no quote of their own."""
    text = (
        "The 3rd Lantern Valley Teapot Fair had 30 lids at Great Kettle Hall; 30 of them, and 31 cups, broke."
    )
    note(example, text, 'fair:teapot-3 expo:products [ map:quote "30 lids" ] .')
    located(example)
    (covered,) = [
        c for c in coverage(example, example.root / "documents").documents if "note" in c.document.value
    ]
    assert covered.counts == Counter(quoted=3, repeated=1, named=4)
    assert [g.text for g in covered.gaps] == ["3rd", "Great Kettle Hall", "31"]


def test_taking_a_statement_away_opens_a_gap(example):
    """Each statement of the mapping is needed: without it, something is left that was accounted for."""
    mapping = example.root / "mappings" / "teapot-3-closing.ttl"
    assert gaps(example, "teapot-3-closing") == []
    change(mapping, 'expo:exhibitors [ map:quote "more than 1,200 exhibitors" ] ;', "")
    assert [g[:2] for g in gaps(example, "teapot-3-closing")] == [("number", "more than 1,200")]
    change(mapping, 'expo:approver        [ map:quote "approved by the Ministry of Warm Drinks" ] ;', "")
    assert [g[:2] for g in gaps(example, "teapot-3-closing")] == [
        ("number", "more than 1,200"),
        ("name", "Ministry of Warm Drinks"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We met Bo. They met Al Potter.", ["Bo", "Al Potter"]),
        ("IPIM came. Then it left.", ["IPIM"]),
        ("the Republic of Cups and the Sea", ["Republic of Cups and the Sea"]),
        ("So Bo’s cup, and Bo, and the MICE² show", ["Bo", "Bo", "MICE²"]),
        ("“Many came,” said Zoë Ångström", ["Zoë Ångström"]),
    ],
)
def test_names(text, names):
    """Names are runs of capitalised words; what merely begins a sentence is none unless all in capitals."""
    spans = joined(text, capitalised(text, []))
    assert [text[start:end] for start, end in spans] == names


def test_real_documents(root, documents):
    """No figure, date, percentage, sum or name of the five documents is unaccounted for."""
    found = coverage(Project(root), documents)
    assert [str(g) for d in found.documents for g in d.gaps] == []
    assert len(found.documents) == 5
    assert sum(d.counts.total() for d in found.documents) > 500
