"""Sources that contradict each other: both stay, the graph is built, and says so; a correction counts."""

import pytest
from helpers import located, thing
from helpers import note as short_note
from pyoxigraph import Literal, Variable

from expograph.build import build
from expograph.conflicts import conflicts
from expograph.query import load

TITLE = 'doc:note expo:title [ map:quote "A note of the" ] .\n'
BEST = """PREFIX expo: <https://w3id.org/expograph/ontology#>
SELECT ?of ?measure ?lower ?upper WHERE { ?best a expo:BestKnownValue ; expo:of ?of ; expo:measure ?measure .
    FILTER NOT EXISTS { ?best expo:population ?part }
    OPTIONAL { ?best expo:lower ?lower } OPTIONAL { ?best expo:upper ?upper } }"""

CASES = {
    "duration against dates": (
        "The fair lasted five days.",
        'fair:teapot-3 expo:duration [ map:quote "five days" ] .',
        {"figures that exclude each other"},
    ),
    "part above the whole": (
        "Of 1,100 exhibitors, 1,250 exhibitors came from overseas.",
        'fair:teapot-3 expo:exhibitors [ map:quote "1,100 exhibitors" ] ,'
        ' [ map:quote "1,250 exhibitors" ; expo:population population:overseas ] .',
        {"figures that exclude each other", "part above its whole"},
    ),
    "other days": (
        "The fair ran from 5 to 9 May 2031.",
        'fair:teapot-3 expo:dates [ map:quote "from 5 to 9 May 2031" ] .',
        {"days that exclude each other"},
    ),
}


def note(project, text: str, statements: str) -> None:
    """Give a project one more document, with a title, and its mapping."""
    short_note(project, text, TITLE + statements)


def best(project, subject: str, measure: str) -> list[tuple[str | None, str | None]]:
    """The ends of the best-known value of a whole, in the files of graph/; at most one."""
    given = {"of": thing(subject), "measure": thing(measure)}
    rows = load(project).query(BEST, substitutions={Variable(name): term for name, term in given.items()})
    ends = [[row[name] for name in ("lower", "upper")] for row in rows]
    return [tuple(end.value if isinstance(end, Literal) else None for end in pair) for pair in ends]


@pytest.mark.parametrize(("text", "statements", "rules"), CASES.values(), ids=CASES)
def test_contradicting_sources_are_published(example, text, statements, rules):
    """A second report that contradicts the first stops no build: the conflict is told and warned of."""
    note(example, text, statements)
    located(example)
    built = build(example)
    found = conflicts(example)
    assert rules <= {one.rule for one in found if one.kind == "conflict"}
    assert built.warnings
    assert not any(f.violation for f in built.warnings)


def test_a_correction_counts(example):
    """Of two figures that exclude each other none is best known, until the curator prefers one."""
    words = 'fair:teapot-3 expo:exhibitors [ map:quote "1,100 exhibitors" %s] .'
    note(example, "The guild counts 1,100 exhibitors.", words % "")
    located(example)
    build(example)
    assert best(example, "fair:teapot-3", "expo:exhibitors") == []
    note(example, "The guild counts 1,100 exhibitors.", words % "; expo:rank expo:PreferredRank ")
    located(example)
    build(example)
    assert best(example, "fair:teapot-3", "expo:exhibitors") == [("1100", "1100")]
    assert any(one.kind == "conflict" for one in conflicts(example))


def test_nothing_is_derived_from_what_was_corrected(example):
    """The base of a growth is worked out from the preferred figure, not from the one that it corrects."""
    words = 'fair:teapot-3 expo:visitors [ map:quote "90,000 visitors" ; expo:rank expo:PreferredRank ] .'
    note(example, "The guild corrects: 90,000 visitors.", words)
    located(example)
    build(example)
    ends = best(example, "fair:teapot-2", "expo:visitors")
    assert len(ends) == 1
    low, high = (float(end) for end in ends[0])
    assert (low, high) == pytest.approx((90_000 / 1.125, 90_000 / 1.115))


def test_what_was_counted_so_far_gives_way(example):
    """A figure counted before the end, however exact, makes no direct triple beside the final one."""
    words = (
        'fair:teapot-3 expo:projects [ map:quote "31 projects so far" ; expo:basis expo:InterimStatistics ] ,'
        ' [ map:quote "more than 40 projects" ] .'
    )
    note(example, "There were 31 projects so far, and in the end more than 40 projects.", words)
    located(example)
    build(example)
    said = load(example).quads_for_pattern(thing("fair:teapot-3"), thing("expo:projects"), None, None)
    assert {quad.object.value for quad in said} == {"40"}
    assert best(example, "fair:teapot-3", "expo:projects") == [("40", None)]
