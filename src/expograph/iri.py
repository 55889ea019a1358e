"""Relative IRIs made absolute (RFC 3986, section 5)."""

import re
from typing import NamedTuple

PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


class Parts(NamedTuple):
    """An IRI taken apart; what is absent is None, which differs from empty."""

    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        marks = [(self.scheme, "", ":"), (self.authority, "//", ""), (self.path, "", "")]
        marks += [(self.query, "?", ""), (self.fragment, "#", "")]
        return "".join(before + part + after for part, before, after in marks if part is not None)


def taken_apart(iri: str) -> Parts:
    """The five parts of an IRI (RFC 3986, appendix B)."""
    match = PARTS.fullmatch(iri)
    assert match  # the expression takes any text
    return Parts(match[1], match[2], match[3], match[4], match[5])


def resolved(base: str, reference: str) -> str:
    """A reference resolved against a base IRI (RFC 3986, section 5.2.2)."""
    given, start = taken_apart(reference), taken_apart(base)
    if given.scheme is not None:
        return str(given._replace(path=without_dots(given.path)))
    if given.authority is not None:
        return str(given._replace(scheme=start.scheme, path=without_dots(given.path)))
    if not given.path:
        query = start.query if given.query is None else given.query
        return str(start._replace(query=query, fragment=given.fragment))
    path = given.path if given.path.startswith("/") else merged(start, given.path)
    return str(Parts(start.scheme, start.authority, without_dots(path), given.query, given.fragment))


def merged(base: Parts, path: str) -> str:
    """A relative path put in the place of the base's last segment (RFC 3986, section 5.2.3)."""
    if base.authority is not None and not base.path:
        return "/" + path
    return base.path[: base.path.rfind("/") + 1] + path


def without_dots(path: str) -> str:
    """A path without its . and .. segments (RFC 3986, section 5.2.4)."""
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == ".." and (len(kept) > 1 or (kept and kept[0])):
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    return "/".join([*kept, ""] if segments[-1] in (".", "..") else kept)
