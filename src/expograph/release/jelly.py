"""Quads as Jelly-RDF, a binary form that is small and quick to read."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from expograph.errors import ExpographError
from expograph.namespaces import XSD
from expograph.ontology import Term


def write(quads: Iterable[Quad]) -> bytes:
    """Quads, in their order, as one delimited stream (Jelly-RDF 1.1, flat quads): same quads, same bytes.

    Raises:
        ExpographError: A triple speaks of a triple.
    """
    from pyjelly import jelly  # type: ignore[import-untyped]
    from pyjelly.integrations.generic import generic_sink as model  # type: ignore[import-untyped]
    from pyjelly.integrations.generic.serialize import flat_stream_to_file  # type: ignore[import-untyped]
    from pyjelly.serialize.streams import SerializerOptions  # type: ignore[import-untyped]

    statements = (model.Quad(*(converted(term, model) for term in quad)) for quad in quads)
    options = SerializerOptions(logical_type=jelly.LOGICAL_STREAM_TYPE_FLAT_QUADS)
    out = BytesIO()
    flat_stream_to_file(statements, out, options)
    return out.getvalue()


def converted(term: Term | DefaultGraph, model: Any) -> Any:
    """A term in pyjelly's model, which leaves the datatype of plain text out."""
    if isinstance(term, NamedNode):
        return model.IRI(term.value)
    if isinstance(term, BlankNode):
        return model.BlankNode(term.value)
    if isinstance(term, DefaultGraph):
        return model.DefaultGraph
    if not isinstance(term, Literal):
        raise ExpographError(f"Jelly has no form for a triple about a triple: {term}")
    plain = term.language or term.datatype.value == XSD + "string"
    return model.Literal(term.value, term.language, None if plain else term.datatype.value)
