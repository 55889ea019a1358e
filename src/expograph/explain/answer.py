"""What was found out about a triple, in the form that is wanted."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from expograph.explain import text
from expograph.explain.dot import dot, unproved
from expograph.explain.nested import nested
from expograph.explain.provenance import provenance
from expograph.explain.tree import Node
from expograph.namespaces import PREFIXES
from expograph.table import turtle

if TYPE_CHECKING:
    from expograph.explain.absent import Absent

FORMATS = ("text", "json", "turtle", "dot")


@dataclass(frozen=True)
class Explanation:
    """An answer.

    Args:
        asked: What was asked about, on one line.
        whole: Whether it was asked about a thing, with all that is said of it.
        proofs: For each triple that holds its proofs, shortest first.
        missing: What a triple that does not hold would need; None if something holds.
        limit: How many rules of a missing triple are told.
    """

    asked: str
    whole: bool
    proofs: tuple[tuple[str, tuple[Node, ...]], ...]
    missing: "Absent | None"
    limit: int

    @property
    def holds(self) -> bool:
        """Whether the graph holds what was asked about, and why is known."""
        return self.missing is None and all(found for _, found in self.proofs)

    def written(self, form: str, terminal: bool = False) -> str:
        """The answer in one of FORMATS; on a terminal, text has colours."""
        nodes = [node for _, found in self.proofs for node in found]
        if form == "json":
            return json.dumps(self._content(), ensure_ascii=False, indent=1)
        if form == "turtle":
            return self._comment() + turtle(provenance(nodes), PREFIXES).decode().rstrip()
        if form == "dot":
            return unproved(self.asked) if self.missing else dot(nodes)
        return text.coloured(self._lines()) if terminal else text.plain(self._lines())

    def _lines(self) -> Iterator[text.Line]:
        if self.missing:
            yield from text.missing(self.missing, self.limit)
        elif self.whole:
            for told, found in self.proofs:
                yield from text.summary(told, found[0] if found else None)
        else:
            for i, (told, found) in enumerate(self.proofs):
                yield from [[]] if i else []
                yield from text.proofs(told, found)

    def _comment(self) -> str:
        """In Turtle, why there is nothing."""
        lines = text.plain(self._lines()).splitlines() if self.missing else []
        return "".join(f"# {line}".rstrip() + "\n" for line in lines)

    def _content(self) -> dict[str, object]:
        if self.missing:
            told = asdict(self.missing)
            ways = {key: told[key][: self.limit] for key in ("derivations", "lacks")}
            return {"asked": self.asked, "holds": False, **told, **ways}
        triples = [{"text": told, "proofs": [nested(n) for n in found]} for told, found in self.proofs]
        return {"asked": self.asked, "holds": self.holds, "triples": triples}
