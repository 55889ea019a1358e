"""How many rows an answer has, counted in its bytes as they pass: the store's writers do not tell."""

import re
from collections.abc import Callable

STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class Counter:
    """Rows of one answer that have begun or ended so far; of JSON, one where there is none.

    Args:
        form: json, xml, csv or tsv.
    """

    def __init__(self, form: str) -> None:
        self.rows = {"csv": -1, "tsv": -1, "json": 1}.get(
            form, 0
        )  # a line of names; rows, not what is between
        self._held = b""
        self._count = COUNTS[form]

    def feed(self, data: bytes) -> int:
        """The number of rows in all bytes so far."""
        rows, self._held = self._count(self._held + data)
        self.rows += rows
        return self.rows


def lines(data: bytes) -> tuple[int, bytes]:
    """TSV: a line is a row, for in a term it is escaped."""
    return data.count(b"\n"), b""


def quoted_lines(data: bytes) -> tuple[int, bytes]:
    """CSV: a line that ends outside quotes is a row; a quote inside quotes stands twice."""
    parts = data.split(b'"')
    rows = sum(part.count(b"\n") for part in parts[::2])
    return rows, b"" if len(parts) % 2 else b'"'


def elements(data: bytes) -> tuple[int, bytes]:
    """XML: `<result>`, which no text can hold unescaped."""
    mark = b"<result>"
    at = data.rfind(b"<")
    unfinished = data[at:] if at >= 0 and len(data) - at < len(mark) else b""
    return data.count(mark), unfinished


def objects(data: bytes) -> tuple[int, bytes]:
    """JSON: outside strings, what separates two rows is `},{`, and what separates anything else is not."""
    open_string = STRING.sub(lambda m: b"\0" * len(m[0]), data).find(b'"')
    end = open_string if open_string >= 0 else len(data)
    bare = STRING.sub(b"", data[:end])
    unfinished = next((mark for mark in (b"},", b"}") if bare.endswith(mark)), b"")
    return bare.count(b"},{"), unfinished + data[end:]


COUNTS: dict[str, Callable[[bytes], tuple[int, bytes]]] = {
    "json": objects,
    "xml": elements,
    "csv": quoted_lines,
    "tsv": lines,
}
