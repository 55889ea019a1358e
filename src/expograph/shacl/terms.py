"""RDF terms as the engine speaks of them."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from expograph.errors import ExpographError
from expograph.namespaces import SH

Term = NamedNode | BlankNode | Literal | Triple
Node = NamedNode | BlankNode


class ShapesError(ExpographError):
    """A shapes graph that is ill-formed, or asks for what this engine does not do.

    Args:
        message: What is wrong, with the name of the shape.
        hint: What to do about it.
        shape: The named shape in which it lies, if there is one.
        node: The shape itself, which may have no name.
        term: The property that is at fault, if it is one.
    """

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        shape: NamedNode | None = None,
        node: Term | None = None,
        term: NamedNode | None = None,
    ) -> None:
        self.shape, self.node, self.term = shape, node, term
        super().__init__(message, hint=hint)


def sh(name: str) -> NamedNode:
    """The SHACL term of that local name."""
    return NamedNode(SH + name)


def short(term: Term) -> str:
    """A SHACL term as people write it, any other as it stands."""
    text = str(term)
    return f"sh:{text[1 + len(SH) : -1]}" if text.startswith(f"<{SH}") else text


def ordered(messages: Iterable[Term]) -> tuple[Literal, ...]:
    """The literals among the terms, by language tag and text."""
    literals = [m for m in messages if isinstance(m, Literal)]
    return tuple(sorted(literals, key=lambda m: (m.language or "", m.value)))
