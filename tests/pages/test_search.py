"""What a search finds, however it is written."""

import pytest
from looking import get

from expograph.pages import Shelf
from expograph.pages.search import folded, holds


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("lukasz", "Łukasz Example"),
        ("Nunez", "María Núñez"),
        ("Kuresel", "Küresel Fuar"),
        ("ＣＩＩＥ", "the CIIE of 2024"),
        ("ciie", "ＣＩＩＥ-7"),
        ("2000", "More than 2,000 exhibitors"),
        ("2,000", "more than 2000 exhibitors"),
        ("2\u202f000", "some 2,000"),
        ("２,０００", "more than 2,000"),
        ("7", "CIIE-7"),
        ("4.5", "rose by 4.5 percent"),
        ("strasse", "Straße 1"),
    ],
)
def test_what_is_written_otherwise_is_found(written: str, there: str) -> None:
    """Accents, widths, capitals and what parts thousands make no difference, on either side."""
    assert holds(folded(there), folded(written))


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("2,000", "852,000"),
        ("2000", "2,000,000"),
        ("2,000", "12000"),
        ("7", "CIIE-17"),
        ("4", "4.5 percent"),
        ("2024500", "2024 500"),
    ],
)
def test_a_number_is_found_whole(written: str, there: str) -> None:
    """A number is not a part of another."""
    assert not holds(folded(there), folded(written))


def test_the_index_folds_alike(shelf: Shelf) -> None:
    """The index finds with commas what it finds without, and a wide or capital word like any other."""
    found = {text: shelf.index.find(text) for text in ("2,000", "2000", "ＣＩＩＥ", "ciie", "7 CIIE")}
    assert found["2,000"] == found["2000"] != []
    assert not any("852,000" in hit.text and "2,000 " not in hit.text for hit in found["2,000"])
    assert found["ＣＩＩＥ"] == found["ciie"] != []
    assert found["7 CIIE"]
    assert get(shelf, "/search?q=2,000").status == 200
