"""The tables of words.toml, as lexicons."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from expograph.phrases.tokens import Lexicon

T = TypeVar("T")


@cache
def table(name: str) -> Any:
    """One table of words.toml as it is written."""
    return _all()[name]


@cache
def _all() -> dict[str, Any]:
    with Path(__file__).with_name("words.toml").open("rb") as source:
        return tomllib.load(source)


def inverted(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """From meaning -> words to word -> meaning."""
    return {word: meaning for meaning, words in lists.items() for word in words}


@cache
def bounds_before() -> Lexicon[str]:
    """Bounds that stand before a number; between a verb and the number "the" and "by" may stand."""
    verbs = inverted(table("bound_verbs"))
    with_gap = {f"{verb}{gap}": bound for verb, bound in verbs.items() for gap in ("", " the", " by")}
    return Lexicon(inverted(table("bounds")) | with_gap)


@cache
def bounds_after() -> Lexicon[str]:
    """Bounds that stand after a number."""
    return Lexicon(inverted(table("bounds_after")))


@cache
def units() -> Lexicon[tuple[str, str]]:
    """Units that follow a number: the kind of quantity and the notation of the unit."""
    return Lexicon(
        {
            word: (kind, notation)
            for kind, notations in table("units").items()
            for word, notation in inverted(notations).items()
        }
    )


@cache
def numbers(name: str) -> Lexicon[Fraction]:
    """A table of words and their numbers: scales, denominators, ordinals, factors …"""
    return Lexicon({word: Fraction(str(number)) for word, number in table(name).items()})


@cache
def words(name: str, key: str = "words") -> Lexicon[bool]:
    """A plain list of words: vague, labels, times, the directions of growth …"""
    return Lexicon(dict.fromkeys(table(name)[key], True))
