"""Why a request is not answered: a status, a sentence, and where in the text."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from expograph.errors import PARSER

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
    found = PARSER.fullmatch(error.msg)
    line, column, words = found.groups() if found else (None, None, error.msg)
    told = " ".join(words.split())
    told = told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
    at = error.lineno or int(line or 1), error.offset or int(column or 1)
    return Refusal(400, f"This is {what}: {told}", *at)
