"""Which page tells of an IRI, and which IRI a page is about."""

from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote

from expograph.namespaces import ID, ONTOLOGY

ROOT = ID.removesuffix("/id/")
"""What stands before the path of a page in the IRI that it tells of."""
SUFFIXES = {
    ".html": "html", ".ttl": "turtle", ".jsonld": "jsonld", ".nt": "nt", ".rdf": "rdfxml",
    ".csv": "csv", ".json": "json",
}  # fmt: skip
SUFFIX_OF = {form: suffix for suffix, form in SUFFIXES.items()}
SAFE = "/-._~!$&'()*+,;=:@%"
WEB = ("http://", "https://")
SHORT = 200  # characters of what is kept escaped


def taken_apart(path: str) -> tuple[str, str | None]:
    """A path without its suffix, and the format that the suffix means."""
    for suffix, form in SUFFIXES.items():
        if path.endswith(suffix) and path != suffix:
            return path.removesuffix(suffix), form
    return path, None


def iris(path: str) -> list[str]:
    """The IRIs that a path without suffix may mean, as it is and decoded."""
    return list(dict.fromkeys(ROOT + p for p in (path, unquote(path))))


@lru_cache(maxsize=1 << 14)
def page(iri: str) -> tuple[str, str] | None:
    """Path and fragment of the page of an IRI of ours; None for any other."""
    if iri.startswith(ONTOLOGY):
        return "/ontology.html", fragment(iri.removeprefix(ONTOLOGY))
    if iri.startswith(ROOT + "/") and "#" not in iri and "?" not in iri:
        return quote(iri.removeprefix(ROOT), safe=SAFE) + ".html", ""
    return None


def fragment(name: str) -> str:
    """A name as the fragment of an address."""
    return quote(name, safe="-._~!$&'()*+,;=:@%/?")


def address(path: str, parameters: dict[str, str], place: str = "") -> str:
    """An address within the site."""
    given = {_escaped(name): _escaped(value) for name, value in parameters.items() if value != ""}
    asked = "&".join(f"{name}={value}" for name, value in given.items())
    return path + (f"?{asked}" if asked else "") + (f"#{place}" if place else "")


def _escaped(text: str) -> str:
    return _short(text) if len(text) < SHORT else quote_plus(text)


@lru_cache(maxsize=1 << 14)
def _short(text: str) -> str:
    return quote_plus(text)
