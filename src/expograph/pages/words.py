"""The words of the pages themselves, in the reader's language: gettext catalogues, read as they stand."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Texts in English and what they are in a language; nothing for English itself."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        found = read_po(file, locale=language)
    return {message.id: message.string for message in found if message.id and message.string}  # type: ignore[misc]


def translated(language: str, text: str) -> str:
    """A text in a language, else as it is."""
    return catalogue(language).get(text, text)


def in_language(language: str, text: str) -> tuple[str, str | None]:
    """A text in a language, and None; or as it is, in English, and "en"."""
    if language == "en":
        return text, None
    known = catalogue(language).get(text)
    return (known, None) if known else (text, "en")
