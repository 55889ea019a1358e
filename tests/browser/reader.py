"""Somebody who reads pages in a browser, and keeps note of everything that should not happen."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, Route

WIDE, NARROW = 1280, 390
HEIGHT = {WIDE: 800, NARROW: 844}
REPORT = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`));"""
# Pictures below the window are fetched too, so that none is given up when the page is left.
PICTURES = """() => Promise.all([...document.images].map((one) => {
    one.loading = "eager";
    return one.decode();
}))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Reader:
    """A context of a browser with one page, which may only ask one server.

    Args:
        browser: The browser.
        origin: Scheme, host and port of that server.
        language: The reader's.
        width: Of the window in pixels.
        options: What else Playwright's `new_context` takes: color_scheme, java_script_enabled …
    """

    def __init__(
        self, browser: "Browser", origin: str, language: str = "en", width: int = WIDE, **options: Any
    ) -> None:
        self.origin, self.language = origin, language
        self.faults: list[str] = []
        self.pending: set[Request] = set()
        self._refused: set[str] = set()
        self._saved: set[str] = set()
        size = {"width": width, "height": HEIGHT[width]}
        locale = {"en": "en-GB", "zh": "zh-CN"}[language]
        self.context = browser.new_context(viewport=size, locale=locale, **options)  # type: ignore[arg-type]
        self.context.add_init_script(REPORT)
        self.context.route(self._foreign, self._refuse)
        for event, heard in self._hearing().items():
            self.context.on(event, heard)  # type: ignore[call-overload]
        self.page: Page = self.context.new_page()

    def _hearing(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._console,
            "weberror": lambda error: self.faults.append(f"{self.page.url}: {error.error}"),
            "request": lambda request: self.pending.add(request),
            "requestfinished": lambda request: self.pending.discard(request),
            "requestfailed": self._failed,
            "response": self._response,
        }

    def visit(self, path: str, status: int = 200) -> "Page":
        """Open a page, which has that status, and wait until all that it asks for is there."""
        if status >= 400:
            self.expects(path)
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status == status, path
        self.settle()
        return self.page

    def click(self, link: "Locator") -> "Page":
        """Follow a link, or press a button, that leads to a page."""
        with self.page.expect_event("load"):
            link.click()
        self.settle()
        return self.page

    def download(self, link: "Locator") -> bytes:
        """What the browser saves when a link is followed."""
        with self.page.expect_download() as got:
            link.click()
        self._saved.add(got.value.url)
        return Path(got.value.path()).read_bytes()

    def settle(self) -> None:
        """Wait until nothing is on its way; a browser tells of what is given up when a page is left."""
        self.page.wait_for_load_state()
        self.page.evaluate(PICTURES)
        while self.pending:
            self.context.wait_for_event("requestfinished")

    def expects(self, path: str) -> None:
        """Take it for right that an address is refused."""
        self._refused.add(self.origin + path)

    def tells(self, words: str) -> bool:
        """Whether a fault with these words is noted, at once or soon."""
        for _ in range(500):
            if any(words in fault for fault in self.faults):
                return True
            self.page.wait_for_timeout(20)
        return False

    def close(self) -> list[str]:
        """End; all that went wrong until then."""
        if not self.faults:
            self.settle()
        saved = tuple(
            f"{address} failed: net::ERR_ABORTED" for address in self._saved
        )  # as Chromium tells it
        found = [fault for fault in self.faults if not fault.endswith(saved)]
        self.context.close()
        return found

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate(OVERFLOW))

    def _foreign(self, address: str) -> bool:
        return not address.startswith((self.origin + "/", "data:", "blob:"))

    def _refuse(self, route: "Route") -> None:
        self.faults.append(f"{self.page.url}: asks {route.request.url}")
        route.abort()

    def _console(self, message: "ConsoleMessage") -> None:
        expected = (
            message.location["url"] in self._refused and "server responded with a status" in message.text
        )
        if message.type in ("error", "warning") and not expected:
            self.faults.append(f"{self.page.url}: {message.type}: {message.text}")

    def _failed(self, request: "Request") -> None:
        self.pending.discard(request)
        self.faults.append(f"{self.page.url}: {request.url} failed: {request.failure}")

    def _response(self, response: "Response") -> None:
        if response.status >= 400 and response.url not in self._refused:
            self.faults.append(f"{self.page.url}: {response.url} is {response.status}")
