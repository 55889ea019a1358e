"""What the data say of themselves: whose they are, under which licence, and how to cite them."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from expograph import __version__
from expograph.pages.links import ROOT
from expograph.pages.model import Name
from expograph.pages.view import View, once

NOTHING = Name("")


@dataclass(frozen=True)
class About:
    """What every page ends with.

    Args:
        iri: What the data call themselves; empty where they say nothing of themselves.
        title: Their title.
        license: Their licence.
        version: Their version.
        issued: When they were issued.
        makers: Who published or made them.
        citation: How to cite them.
        server: What serves them.
    """

    iri: str
    title: Name
    license: Name
    version: str
    issued: str
    makers: tuple[Name, ...]
    citation: str
    server: str

    @property
    def ours(self) -> bool:
        """Whether these are our own data, or data that say nothing of themselves."""
        return not self.title.text or self.iri.startswith(ROOT)


def about(view: View) -> About:
    """What the data say of themselves: of several things the one that no other is made with."""
    return _about(view, "about")


@once
def _about(view: View, query: str) -> About:
    rows = view.shelf.rows(query)
    iri = rows[0]["about"] if rows else None
    said: dict[str, Name] = {}
    makers: dict[str, Name] = {}
    for row in (row for row in rows if row["about"] == iri):
        named = {prop: view.name(term) for prop, term in row.items()}
        said |= {p: n for p, n in named.items() if p not in said or (said[p].language and not n.language)}
        if "maker" in named:
            makers.setdefault(named["maker"].text, named["maker"])
    found = About(
        iri.value if isinstance(iri, NamedNode) else "",
        said.get("title", NOTHING),
        said.get("license", NOTHING),
        said.get("version", NOTHING).text,
        said.get("issued", NOTHING).text,
        tuple(makers.values()),
        said.get("citation", NOTHING).text,
        f"Expograph {__version__}",
    )
    return found


def called(view: View) -> Name:
    """What the site is called: as the data call themselves; ours as its front page is headed."""
    said = about(view)
    if not said.ours:
        return said.title
    ours = view.labelled(view.shelf.kinds.front.title)
    return Name(ours.text) if said.title.text or view.shelf.claims.by_iri else view.told("What is here")
