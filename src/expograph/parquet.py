"""Rows as Apache Parquet, with the types that a view's header gives its columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from expograph.errors import ExpographError

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

# Exact, as the graph has it: in binary 33.333333333333 would be another number. 18 digits after the point are
# what a SPARQL engine carries; 20 are left before it.
PRECISION, SCALE = 38, 18
READERS: Mapping[str, Callable[[str], Any]] = {
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "integer": int,
    "string": str,
}


def write(answer: "QuerySolutions", types: Mapping[str, str]) -> bytes:
    """The rows, one column a variable; what is unbound, or an empty text, is null.

    Args:
        answer: Read once.
        types: The type of each column that is not text: one of READERS.

    Raises:
        ExpographError: pyarrow is missing, or a value is not of its column's type.
    """
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        hint = "pip install 'expograph[tables]', or use --format csv"
        raise ExpographError("Parquet needs pyarrow, which is not installed", hint=hint) from error
    names = [variable.value for variable in answer.variables]
    rows = [[term.value if term else None for term in solution] for solution in answer]
    arrow = {
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "decimal": pyarrow.decimal128(PRECISION, SCALE),
        "integer": pyarrow.int64(),
        "string": pyarrow.string(),
    }
    columns = []
    for name, *values in zip(names, *rows, strict=True):
        type_ = types.get(name, "string")
        try:
            columns.append(pyarrow.array(read(values, type_), arrow[type_]))
        except (ValueError, ArithmeticError, KeyError) as error:
            message = f"the column {name} has a value that does not fit its type, {type_}: {error}"
            raise ExpographError(
                message, hint="use --format csv, or correct the header of the view"
            ) from error
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_arrays(columns, names=names), sink, compression="zstd")
    return bytes(sink.getvalue())


def read(texts: Sequence[str | None], type_: str) -> list[Any]:
    """The values of a column, None where there is none."""
    reader = READERS[type_]
    return [reader(text) if text else None for text in texts]
