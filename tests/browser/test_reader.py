"""That a reader would tell: each thing that no page may do is done by a page, and is told."""

from typing import TYPE_CHECKING

import pytest
from reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


STYLE = (
    "const one = document.createElement('style'); document.body.append(one); one.append('a { color: red }')"
)
FAULTS = {
    "console.error('wrong')": "error: wrong",
    "console.warn('odd')": "warning: odd",
    "setTimeout(() => { throw new Error('thrown') })": "thrown",
    "fetch('/nowhere').catch(() => 0)": "/nowhere is 404",
    "fetch('http://127.0.0.2:9/x').catch(() => 0)": "Content-Security-Policy: connect-src",
    STYLE: "Content-Security-Policy: style-src",
    "document.body.insertAdjacentHTML('beforeend', '<p onclick=1>')": "Content-Security-Policy: script-src",
    "window.open('http://example.org/')": "asks http://example.org/",
}


@pytest.mark.parametrize(("does", "told"), FAULTS.items())
def test_what_goes_wrong_is_told(browser: "Browser", site: str, does: str, told: str) -> None:
    """A page that logs, throws, asks for what is not there or is not allowed, is found out."""
    somebody = Reader(browser, site)
    page = somebody.visit("/questions")
    assert somebody.faults == []
    page.evaluate(f"() => {{ {does} }}")
    assert somebody.tells(told)
    assert somebody.close()
