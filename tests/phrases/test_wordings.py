"""What press reports write is read as what it says, and what cannot be read is refused with the reason."""

from datetime import date
from pathlib import Path

import pytest

from expograph.errors import ExpographError
from expograph.phrases import PhraseError, Reading, candidates, mentions, read

DOCUMENT_DAY = date(2024, 11, 10)


def rows(name: str) -> list[list[str]]:
    """The rows of a table beside this file."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def shown(reading: Reading) -> str:
    """A reading as the table writes it."""
    if reading.kind == "Flag":
        return "true"
    if reading.text is not None:
        return reading.text
    if reading.weekday:
        return f"weekday {reading.weekday}"
    value = str(reading.interval or "-")
    if reading.day:
        value = f"{reading.day}..{reading.end}" if reading.end else str(reading.day)
    return value + (f" {reading.unit}" if reading.unit else "") + (" completed" if reading.completed else "")


def test_the_tables_are_there() -> None:
    """Both tables have the rows they should, so that no test below runs over nothing."""
    assert len(rows("wordings.tsv")) >= 170
    assert len(rows("refusals.tsv")) >= 35


@pytest.mark.parametrize("row", rows("wordings.tsv"), ids=lambda row: f"{row[0]}: {row[1]}")
def test_wording_is_read(row: list[str]) -> None:
    """A phrase gives the interval, unit, bound and words of the bound that the table has."""
    kind, phrase, value, bound, *wording = row
    readings = candidates(kind, phrase, DOCUMENT_DAY)
    assert " | ".join(map(shown, readings)) == value
    assert {(r.bound, r.wording) for r in readings} == {(bound, *(wording or [""]))}


@pytest.mark.parametrize("row", rows("refusals.tsv"), ids=lambda row: f"{row[0]}: {row[1]}")
def test_wording_is_refused(row: list[str]) -> None:
    """A phrase that says nothing of a kind, or says it twice, is an error that names what it found."""
    kind, phrase, said = row
    with pytest.raises(PhraseError) as caught:
        read(kind, phrase, DOCUMENT_DAY)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_year_that_nothing_gives_is_asked_for() -> None:
    """Without the document's day a date that leaves out its year is refused, with what to do."""
    with pytest.raises(ExpographError, match="leaves out the year") as caught:
        read("Date", "on September 8")
    assert "map:value" in str(caught.value)
    assert read("Date", "June 30, 2023").day == date(2023, 6, 30)


def test_nominal_is_the_number_as_stated() -> None:
    """The nominal value is the stated number; a range and "several" have none."""
    assert read("Count", "over 1,000 exhibitors").nominal == 1000
    assert read("Growth", "fell by more than 12%").nominal == -12
    assert read("Count", "30 to 40 firms").nominal is None
    assert read("Count", "several pavilions").nominal is None


@pytest.mark.parametrize(
    ("phrase", "resolution"),
    [
        ("80.01 billion", 10_000_000),
        ("3,496", 1),
        ("200,000", 100_000),
        ("84,000", 1_000),
        ("1.0 million", 100_000),
        ("five hundred and ten", 10),
        ("two dozen", 12),
        ("0", 1),
    ],
)
def test_resolution_is_the_unit_of_the_last_stated_digit(phrase: str, resolution: int) -> None:
    """Noughts after a point are stated digits; noughts that end a whole number may be rounding."""
    assert read("Count", phrase).resolution == resolution


def test_mentions_are_where_they_say() -> None:
    """Every mention of a text lies where it says, in order, and none overlaps another."""
    text = "On June 27 to 29, over 1,000 firms from 12 lands signed $5 million, up 2 percent on the 3rd day."
    found = mentions(text)
    assert [text[m.start : m.end] for m in found] == [
        "June 27 to 29",
        "over 1,000",
        "12",
        "$5 million",
        "2 percent",
        "3rd",
    ]
    assert [m.kind for m in found] == ["date", "number", "number", "money", "percent", "ordinal"]
