"""axe-core, as npm has it, run in a page from outside, so that the page's policy stays as strict as it is."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import assets
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = assets.Package(
    "axe-core",
    "4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    {"axe.min.js": "axe.min.js"},
    "pages are not held against WCAG",
)
Node = dict[str, Any]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Without `preload`, which is for the style sheets of other hosts and for films.
RUN = """async (tags) => {
    const resultTypes = ["violations", "incomplete"];
    const { violations, incomplete, passes } = await axe.run(document, {
        runOnly: tags, preload: false, resultTypes,
    });
    const keys = ({ any, all, none }) =>
        [...any, ...all, ...none].map((check) => check.data?.messageKey ?? "");
    const told = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({
        rule: rule.id, html: node.html.slice(0, 200), keys: keys(node), target: node.target.join(" "),
    })));
    return { violations: told(violations), incomplete: told(incomplete), passes: passes.length };
}"""


@dataclass(frozen=True)
class Findings:
    """What axe says of a page: what is wrong, what it leaves to people, and how many rules passed."""

    violations: list[Node]
    incomplete: list[Node]
    passes: int


def script(folder: Path) -> str:
    """The script, fetched into a folder once."""
    kept = folder / f"axe-{AXE.version}.js"
    if not kept.exists():
        try:
            files = assets.contents(assets.archive(AXE))
        except assets.NotFetchedError as error:
            pytest.skip(f"axe-core is not here: {error}")
        part = kept.with_suffix(f".{os.getpid()}")  # several processes of tests may fetch it at once
        part.write_bytes(files["axe.min.js"])
        part.replace(kept)
    return kept.read_text("utf-8")


def run(page: "Page", code: str) -> Findings:
    """Hold a page against the rules of WCAG 2.2, levels A and AA, and against best practice."""
    page.evaluate(code)
    return Findings(**page.evaluate(RUN, TAGS))
