"""Why a request is not answered: a status, a sentence, and where in the text."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from expograph.errors import parsed

LONGEST = 400  # characters of a parser's complaint, which may list its whole grammar


@dataclass(eq=False)
class Refusal(Exception):
    """What a client is told in place of an answer.

    Args:
        status: HTTP status code.
        sentence: What is wrong and what to do.
        line: Where in the query, from 1.
        column: Where in that line, from 1.
        headers: What the answer says besides, such as Allow and Retry-After.
    """

    status: int
    sentence: str
    line: int | None = None
    column: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"{where}{self.sentence}"

    def as_text(self) -> bytes:
        """For people."""
        return f"{self}\n".encode()

    def as_json(self) -> bytes:
        """For programs: problem details (RFC 9457)."""
        told = {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.sentence}
        where = {"line": self.line, "column": self.column} if self.line else {}
        return json.dumps({**told, **where}, ensure_ascii=False).encode()


def malformed(error: SyntaxError, what: str) -> Refusal:
    """A parser's refusal, with its place.

    Args:
        error: As pyoxigraph raises it.
        what: What the text is not.
    """
    line, column, words = parsed(error)
    words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return Refusal(400, f"This is {what}: {words}", line, column)
