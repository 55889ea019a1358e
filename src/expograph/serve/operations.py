"""A SPARQL update taken apart into its operations, and a dataset put into one (SPARQL 1.1 Update, 3.1.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expograph.serve.refusal import Refusal
from expograph.shacl.tokens import Token, tokenise


@dataclass(frozen=True)
class Operation:
    """One operation of an update.

    Args:
        prologue: The prefixes and bases that hold for it.
        tokens: What follows them.
        line: Where that starts, from 1.
        column: Where in its line, from 1.
    """

    prologue: str
    tokens: tuple[Token, ...]
    line: int
    column: int

    @property
    def text(self) -> str:
        """With its prologue."""
        return self.prologue + self.rest

    @property
    def rest(self) -> str:
        """Without its prologue, as it stands."""
        return "".join(t.text for t in self.tokens)

    @property
    def changes_by_pattern(self) -> bool:
        """Whether it has a pattern that is looked for: DELETE/INSERT … WHERE, or DELETE WHERE."""
        return "WHERE" in self._outer

    @property
    def has_dataset(self) -> bool:
        """Whether it names the graphs itself in which its pattern is looked for."""
        return bool({"WITH", "USING"} & self._outer)

    @property
    def _outer(self) -> set[str]:
        return {token.word for depth, token in deep(self.tokens) if depth == 0}

    def having(self, default: Sequence[str], named: Sequence[str]) -> str:
        """Its text, its pattern looked for in graphs of this dataset.

        Raises:
            Refusal: 400, it names a dataset itself (SPARQL 1.1 Protocol, section 2.2.3).
        """
        if self.has_dataset:
            raise Refusal(
                400, "This update names its dataset by WITH or USING; the address must not name one too."
            )
        if not self.changes_by_pattern:
            return self.text
        clauses = "\n" + "".join(
            [*(f"USING <{g}> " for g in default), *(f"USING NAMED <{g}> " for g in named)]
        )
        words = [t.word for t in self.tokens if t.kind != "space"]
        before, after = self._halves()
        if words[:2] == ["DELETE", "WHERE"]:  # which has no place for a dataset
            before += after[len("WHERE") :]
        return f"{self.prologue}{before}{clauses}{after}"

    def _halves(self) -> tuple[str, str]:
        """What stands before its WHERE, and what from there on."""
        at = next(i for i, (depth, t) in enumerate(deep(self.tokens)) if depth == 0 and t.word == "WHERE")
        return "".join(t.text for t in self.tokens[:at]), "".join(t.text for t in self.tokens[at:])


def operations(text: str) -> tuple[list[Operation], str]:
    """The operations of an update, and the prefixes and bases that are declared in all of it.

    Each may follow declarations of its own; the store's parser takes them at the start alone.
    """
    found, prologue, line, column = [], "", 1, 1
    for part in parts(tokenise(text)):
        end = prologue_end(part)
        declared = "".join(t.text for t in part[:end])
        prologue += " ".join(t.text for t in part[:end] if t.kind != "space") + " "
        line, column = moved(declared, line, column)
        rest = "".join(t.text for t in part[end:])
        if rest.strip():
            found.append(Operation(prologue, tuple(part[end:]), line, column))
        line, column = moved(rest + ";", line, column)
    return found, prologue


def moved(text: str, line: int, column: int) -> tuple[int, int]:
    """The place behind a text that starts at a place."""
    lines = text.count("\n")
    return line + lines, len(text) - text.rfind("\n") if lines else column + len(text)


def parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between the semicolons that stand in no braces."""
    part: list[Token] = []
    for depth, token in deep(tokens):
        if depth == 0 and token.text == ";":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def deep(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Each token with the number of braces that it stands in."""
    depth = 0
    for token in tokens:
        depth -= token.text == "}"
        yield depth, token
        depth += token.text == "{"


def prologue_end(tokens: Sequence[Token]) -> int:
    """Where the declarations of prefixes and bases end."""
    seen = [(at, t) for at, t in enumerate(tokens) if t.kind != "space"]
    number = 0
    while number < len(seen) and seen[number][1].word in ("BASE", "PREFIX"):
        number += 2 if seen[number][1].word == "BASE" else 3
    return seen[number][0] if number < len(seen) else len(tokens)
