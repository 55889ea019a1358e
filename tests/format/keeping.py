"""What it means that a text kept its triples and its comments."""

from collections import Counter

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from expograph.format import formatted
from expograph.turtle import MARK, TOKEN

BASE = "http://example.org/base/file"
MARKS = {".", ";", ",", ""}


def triples(text: str) -> set[str]:
    """The triples of a text, blank nodes named by RDFC-1.0, so that isomorphic graphs are equal sets."""
    found = parse(text.removeprefix(MARK).encode(), format=RdfFormat.TURTLE, base_iri=BASE)
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def parted(text: str) -> list[Counter[str] | str]:
    """The comments of a text in order, and between two of them how often each word stands there.

    The marks between words are no words: a formatter puts the comment before a mark behind it.
    """
    parts: list[Counter[str] | str] = [Counter()]
    for match in TOKEN.finditer(text.removeprefix(MARK)):
        if match.lastgroup != "space":
            parts[-1].update({match.group()} - MARKS)
            continue
        for line in match.group().replace("\r", "\n").split("\n"):
            if "#" in line:
                parts += [line[line.index("#") :].rstrip(), Counter()]
    return parts


def comments(text: str) -> list[str]:
    """The comments of a text, in order."""
    return [part for part in parted(text) if isinstance(part, str)]


def kept(text: str, name: str) -> str:
    """The text formatted, with the same triples and comments; to format it again changes nothing."""
    after = formatted(text, name, BASE)
    assert triples(after) == triples(text), name
    assert comments(after) == comments(text), name
    assert formatted(after, name, BASE) == after, name
    return after
