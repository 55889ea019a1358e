"""Each page type under axe-core: no finding, in both languages, light and dark, wide and narrow."""

import axe
import pytest
from conftest import Open
from kinds import Type
from reader import NARROW, WIDE

pytestmark = pytest.mark.browser

# Each value of one goes with each value of the two others.
READERS = [
    ("en", WIDE, "light"),
    ("en", NARROW, "dark"),
    ("zh", WIDE, "dark"),
    ("zh", NARROW, "light"),
]
LEFT = {
    ("color-contrast", "nonBmp"): "a sign such as an arrow, in the colours of the text around it",
    ("color-contrast", "shortTextContent"): "a name of one letter, in the colours of other names",
    ("color-contrast", "elmPartiallyObscured"): "a cell of a table that scrolls, partly outside of its frame",
}


@pytest.fixture(scope="session")
def code(pytestconfig: pytest.Config) -> str:
    """The script of axe-core."""
    return axe.script(pytestconfig.cache.mkdir("axe-core"))


@pytest.mark.parametrize(("language", "width", "scheme"), READERS)
def test_each_type_of_page_has_no_finding(
    reader: Open, site: str, types: dict[str, Type], code: str, language: str, width: int, scheme: str
) -> None:
    """Neither a violation nor a doubt that we have not looked at; and no page is wider than the window."""
    found: list[axe.Node] = []
    doubts: list[axe.Node] = []
    wide: list[str] = []
    somebody = reader(site, language, width=width, color_scheme=scheme)
    for one in types.values():
        page = somebody.visit(one.path, one.status)
        assert page.locator("html").get_attribute("lang") == language
        says = axe.run(page, code)
        assert says.passes >= 15, one.name
        found += [{"page": one.name, **each} for each in says.violations]
        doubts += [{"page": one.name, **each} for each in says.incomplete if not known(each)]
        wide += [one.name] if somebody.overflow() > 0 else []
    assert len(types) >= 43
    assert wide == []
    assert not found, told(found)
    assert not doubts, told(doubts)


def known(doubt: axe.Node) -> bool:
    """Whether a doubt is one of those that we have looked at."""
    return any((doubt["rule"], key) in LEFT for key in doubt["keys"])


def told(nodes: list[axe.Node]) -> str:
    """Findings, one a line."""
    return "\n".join(f"{n['page']}: {n['rule']} {n['keys']} {n['target']}: {n['html']}" for n in nodes)
