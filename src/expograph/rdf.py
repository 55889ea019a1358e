"""RDF files of any format."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse

from expograph.errors import ExpographError, misread
from expograph.project import shown

NAME = re.compile(r"[^\W\d][\w.\-\u00B7]*\Z")  # an NCName, with which the name of an XML element ends


def quads(path: Path, hint: str | None = None) -> list[Quad]:
    """What an RDF file holds; its suffix tells its format.

    Args:
        path: The file.
        hint: What to do where it is missing or broken.

    Raises:
        ExpographError: The suffix is of no RDF format, or the file is missing or broken.
    """
    kind = RdfFormat.from_extension(path.suffix[1:])
    if not path.exists():
        raise ExpographError(f"there is no file {shown(path)}", hint=hint)
    if kind is None:
        raise ExpographError(
            f"{shown(path)} has no suffix of an RDF format",
            hint="such as .ttl, .trig, .nt, .nq, .rdf, .jsonld",
        )
    try:
        return list(parse(path=path, format=kind, base_iri=path.resolve().as_uri(), rename_blank_nodes=True))
    except SyntaxError as error:
        raise misread(error, shown(path), f"no {kind.name}", hint) from None
    except OSError as error:
        reason = str(error).partition(" (os error")[0]  # the parser's own words for it
        raise ExpographError(f"{shown(path)} cannot be read: {reason}", hint=hint) from None


def named(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The same triples, as long as RDF/XML has a name for their properties.

    Raises:
        ValueError: One has none, so that what was written would be no XML (RDF 1.1 XML Syntax, section 2.1).
    """
    for triple in triples:
        if not NAME.search(triple.predicate.value):
            raise ValueError(f"RDF/XML has no name for the property {triple.predicate.value}")
        yield triple
