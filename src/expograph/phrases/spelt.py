"""Numbers in English words, by the library text2num."""

from fractions import Fraction
from functools import cache


@cache
def text2num(norms: tuple[str, ...]) -> tuple[Fraction, bool] | None:
    """What number words say together, and whether they are an ordinal; None if they are not one number."""
    # Imported here, so that commands that read no phrase do not load it.
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    if len(norms) == 1 and len(norms[0]) == 1:
        return None
    # text2num 3.1 knows all ordinals of tens but "sixtieth"; their cardinals it all knows.
    tens = norms[-1].endswith("ieth")
    cardinal = (*norms[:-1], norms[-1].removesuffix("ieth") + "y") if tens else norms
    found = find_numbers([_Word(norm) for norm in cardinal], "en", threshold=0)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(norms)):
        return None
    return Fraction(str(found[0].value)), found[0].is_ordinal or tens


class _Word:
    """A word as text2num wants it."""

    def __init__(self, norm: str) -> None:
        self._norm = norm

    def text(self) -> str:
        return self._norm

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False
