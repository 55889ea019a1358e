"""The graph, released: as it was built, and the same quads in the forms that stores read quickest."""

import gzip
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from expograph import jsonld
from expograph.namespaces import PREFIXES
from expograph.release import jelly
from expograph.release.model import Distribution

VOCABULARY = "expo"


def graph(folder: Path, quads: Sequence[Quad]) -> list[Distribution]:
    """The files of a project's graph/, and its quads as N-Quads, JSON-LD and Jelly.

    Args:
        folder: The project's graph/, which holds these quads.
        quads: What is published, sorted.

    Raises:
        ExpographError: A library is missing.
    """
    files = {
        "graph.trig": ("expograph.trig", "application/trig", "The graph as TriG, in its named graphs"),
        "graph.ttl": ("expograph.ttl", "text/turtle", "The graph as Turtle, its named graphs merged"),
        "inferred.ttl": ("inferred.ttl", "text/turtle", "What is inferred as Turtle"),
    }
    asis = [
        Distribution(path, (folder / name).read_bytes(), media, title, path.partition(".")[0])
        for path, (name, media, title) in files.items()
    ]
    nquads = compressed(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return [
        *asis,
        whole("nq.gz", nquads, "application/n-quads", "N-Quads", "application/gzip"),
        whole("jsonld", jsonld.write(quads, PREFIXES, VOCABULARY), "application/ld+json", "JSON-LD"),
        whole("jelly", jelly.write(quads), "application/x-jelly-rdf", "Jelly"),
    ]


def whole(suffix: str, content: bytes, media: str, form: str, compression: str = "") -> Distribution:
    """The graph in one form that keeps its named graphs."""
    title = f"The graph as {form}, in its named graphs" + (", compressed" if compression else "")
    return Distribution(f"graph.{suffix}", content, media, title, "graph", compression)


def compressed(content: bytes) -> bytes:
    """Bytes as gzip, with neither name nor time in its header (RFC 1952, section 2.3)."""
    out = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as file:
        file.write(content)
    return out.getvalue()
