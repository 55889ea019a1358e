"""The three forms of a difference: text for a terminal, JSON for programs, Markdown for a review."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyoxigraph import RdfFormat, parse
from telling import RELEASE, REPORT, everywhere, mapped, written_and_mapped

from expograph.diff import Change, Count, Difference, Graph, Item, Section, difference, escape, written

SECTIONS = {"claims", "derived", "best", "conflicts", "documents", "entities", "terms"}
RECORD = {"iri", "subject", "properties", "qualifiers", "says", "value", "unit"} | {
    f"{end}{part}" for end in ("lower", "upper") for part in ("", "Exclusive")
}
CLAIM = RECORD | {"quote", "start", "end", "document", "speakers", "rank"}
TEXT = """old -> new
  Claims: 1 removed, 2 changed
  Derived claims: 1 added, 4 changed
  Best-known values: 1 removed, 3 changed
  Conflicts and tensions: 1 appeared
  Entities: 1 renamed

Claims removed (1)
- fair:teapot-3 expo:duration: 4 day  “four-day” doc:teapot-3-closing
"""


@pytest.fixture(scope="module")
def nasty() -> Difference:
    """A difference whose words look like anything but words."""
    item = Item("a | b `c`", "**US$1** <b>|</b> $2 [x](y) @all", "“a\\|b” :tea: #12", changes=())
    change = Change("quote", ("a|b",), ("~~c~~ & &amp; _d_",))
    groups = {"added": (item,) * 11, "changed": (Item("x", "y", "z", changes=(change,)),)}
    return Difference("old|`", "new", (Section("claims", groups),), Count(0, 0), Count(2, 1))


@pytest.fixture
def found(edited) -> Difference:
    """A thing renamed, a claim gone, two mended, one of which contradicts another now."""
    return edited(
        everywhere("fair:teapot-3", "fair:teapot-iii"),
        mapped(RELEASE, 'expo:duration        [ map:quote "four-day" ] ;', ""),
        mapped(RELEASE, '"31 countries and regions"', '"from 31 countries and regions"'),
        written_and_mapped(REPORT, "Nearly 1,300", "Nearly 1,100"),
    )


def cells(markdown: str) -> list[list[str]]:
    """The texts in the rows of all tables, as a reader sees them."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            parts = [t.content for t in token.children or [] if not t.content.startswith(("<span", "</span"))]
            rows[-1].append("".join(parts).replace(escape.JOINER, ""))
    return rows


def test_text(found):
    """The terminal is told how much differs, then each thing with what it was and what it is."""
    text = written(found, "text")
    for line in TEXT.splitlines():
        assert line in text.splitlines()
    assert "    value: nearly 1,300 [1250, 1300) -> nearly 1,100 [1050, 1100)" in text.splitlines()
    assert "    quote: “31 countries and regions” -> “from 31 countries and regions”" in text.splitlines()
    assert text.splitlines()[-2:] == [
        "~ fair:teapot-iii: 3rd Lantern Valley Teapot Fair / 第三届灯笼谷茶壶展  expo:FairEdition",
        "    name: fair:teapot-3 -> fair:teapot-iii",
    ]


def test_nothing_to_tell():
    """Where nothing differs every form says so."""
    same = Difference("a", "b", (), Count(0, 0), Count(0, 0))
    assert written(same, "text") == "a -> b\n  no difference in meaning"
    assert written(same, "markdown") == "### `a` → `b`\n\n- no difference in meaning"
    assert json.loads(written(same, "json"))["differs"] is False


def test_json(found):
    """Programs get every section and group, and old and new in full."""
    content = json.loads(written(found, "json"))
    assert set(content) == {"old", "new", "differs", "implied", "inferred"} | SECTIONS
    assert content["differs"] is True
    assert set(content["claims"]) == {"added", "removed", "changed", "moved"}
    assert set(content["conflicts"]) == {"appeared", "gone", "changed"}
    assert set(content["entities"]) == {"added", "removed", "renamed", "relabelled", "changed"}
    (removed,) = content["claims"]["removed"]
    assert removed["new"] is None
    assert set(removed["old"]) == CLAIM
    assert removed["old"]["subject"].endswith("/fair/teapot-3")
    mended = next(i for i in content["claims"]["changed"] if i["changes"][0]["what"] == "value")
    assert (mended["old"]["lower"], mended["old"]["upper"], mended["old"]["upperExclusive"]) == (
        "1250",
        "1300",
        True,
    )
    assert (mended["new"]["lower"], mended["new"]["start"]) == ("1050", mended["old"]["start"])
    (conflict,) = content["conflicts"]["appeared"]
    assert len(conflict["new"]["claims"]) == 2
    assert set(conflict["new"]) == RECORD | {"classes", "rule", "claims"}


def test_markdown_shows_words_as_they_are(nasty):
    """Pipes, markup, formulas and tags of a quote are shown; nobody is notified, and no table breaks."""
    markdown = written(nasty, "markdown")
    rows = cells(markdown)
    assert rows[:2] == [
        ["what", "says", "source"],
        ["a | b `c`", "**US$1** <b>|</b> $2 [x](y) @all", "“a\\|b” :tea: #12"],
    ]
    assert rows[-1] == ["x", "quote", "a|b", "~~c~~ & &amp; _d_", "z"]
    assert len(rows) == 1 + 11 + 2
    assert "<span>$</span>2" in markdown
    assert "@all" not in markdown
    assert ":tea:" not in markdown


def test_long_lists_are_folded(nasty):
    """More than ten entries are folded away behind their number."""
    markdown = written(nasty, "markdown")
    assert markdown.count("<details>") == markdown.count("</details>") == 1
    assert "<details><summary>Claims added (11)</summary>\n\n|" in markdown
    assert "#### Claims changed (1)\n\n|" in markdown


@settings(max_examples=300, deadline=None, derandomize=True)
@given(words=st.text(st.sampled_from("ab|\\`*_{}[]()<>#+-.!~&:@$1“é \"'"), min_size=1, max_size=12))
@example(words="\\|")
@example(words="``")
@example(words=" `")
@example(words="&lt;")
def test_any_words_survive_markdown(words):
    """Whatever words stand in a cell, a reader sees those words, in text and in code."""
    shown = " ".join(words.split()) or "-"
    table = f"| h | i |\n| --- | --- |\n| {escape.text(shown)} | {escape.code(shown)} |"
    assert cells(table)[1:] == [[shown, shown]]


def test_a_terminal_is_not_steered():
    """Control characters that a graph from elsewhere holds are shown and not sent."""

    label = '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "a\\u001B[31m" .'
    found = difference(Graph([]), Graph(parse(label, format=RdfFormat.TURTLE)))
    assert "\x1b" not in written(found, "text")
    assert "+ <urn:a>: a\\x1b[31m" in written(found, "text")
