"""What can go wrong, said once: where, what, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# What ends a line, speaks to a terminal, or turns the direction of writing.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
PARSER = re.compile(r"(?:error at (\d+):(\d+)|Parser error .*?line \d+.*?): (.*)", re.DOTALL)
EXPECTED = re.compile("expected (?:one of )?(.+)", re.DOTALL)
# A sign, a class of characters, or words.
ITEM = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:\'.\'|[^\]])*\]|[^,\[" ][^,\["]*')
SENTENCE = re.compile(r"[A-Z]\w*(?: \w+)+")


@dataclass(frozen=True, order=True)
class Position:
    """A place in a text file: its path as shown to people, line and column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def one_line(text: str) -> str:
    """A text from anywhere, with what could begin a line of its own or speak to a terminal escaped."""
    return CONTROL.sub(lambda found: SHORT.get(found[0], f"\\u{ord(found[0]):04X}"), text)


class ExpographError(ValueError):
    """Something cannot be run or read; the command ends with exit code 2.

    Args:
        message: What is wrong, as a sentence without its full stop.
        at: Where, if there is a file.
        hint: What to do about it.
    """

    exit_code = 2

    def __init__(self, message: str, at: Position | None = None, hint: str | None = None) -> None:
        self.message, self.at, self.hint = message, at, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        return one_line(f"{where}{self.message}") + (f"\n    {self.hint}" if self.hint else "")


class DoesNotHold(ExpographError):
    """A check ran and its answer is no; the command ends with exit code 1."""

    exit_code = 1


class Problems(ExpographError):
    """Several errors found in one pass, shown together in the order of their positions."""

    def __init__(self, errors: Sequence[ExpographError]) -> None:
        different = {str(e): e for e in errors}.values()
        self.errors = sorted(different, key=lambda e: (e.at or Position("", 0, 0), e.message))
        self.exit_code = max(e.exit_code for e in errors)
        super().__init__(f"{len(self.errors)} problems")

    def __str__(self) -> str:
        return "\n".join(str(e) for e in self.errors)


def misread(error: SyntaxError, file: str, complaint: str, hint: str | None = None) -> ExpographError:
    """A parser's refusal of Turtle, TriG or SPARQL, its place taken out of its words and put first.

    Args:
        error: As pyoxigraph raises it.
        file: The file as shown to people.
        complaint: What the text is not.
        hint: What to do about it.
    """
    line, column, words = parsed(error)
    return ExpographError(f"{complaint}: {words}", Position(file, line, column), hint)


def parsed(error: SyntaxError) -> tuple[int, int, str]:
    """Line, column and words of a parser's complaint, without what is for makers of parsers alone."""
    found = PARSER.fullmatch(error.msg)
    line, column, words = found.groups() if found else (None, None, error.msg)
    told = " ".join(words.split())
    listed = EXPECTED.fullmatch(told)
    if listed:
        told = expected([item.strip() for item in ITEM.findall(listed[1])])
    return error.lineno or int(line or 1), error.offset or int(column or 1), told


def expected(items: list[str]) -> str:
    """What a parser expects, in words for people.

    Its sentences alone, where it has some ("Prefix not found"); classes of characters are left out; what it
    would take beside anything ("[_]") are guesses, of which only signs are worth telling.
    """
    sentences = [item for item in items if SENTENCE.fullmatch(item)]
    told = [item for item in items if item[0] == '"' or (item[0] != "[" and "[_]" not in items)]
    if sentences or not told:
        return "; ".join(sentences) or "something is missing before this, or is too much"
    return f"expected {'one of ' * (len(told) > 1)}{', '.join(told)}"
