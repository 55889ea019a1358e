"""The files of a release, read back."""

import gzip
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import rdflib
from pyld import jsonld
from pyoxigraph import Quad, RdfFormat, Triple, parse

RDFLIB = {"ttl": "turtle", "rdf": "xml", "nt": "nt", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}


def plain(path: Path) -> tuple[bytes, str]:
    """The bytes of a file, unpacked, and the suffix that tells their form."""
    content, name = path.read_bytes(), path.name
    if name.endswith(".gz"):
        content, name = gzip.decompress(content), name.removesuffix(".gz")
    return content, name.rpartition(".")[2]


@cache
def quads(path: Path) -> frozenset[Quad]:
    """What a file holds, as pyoxigraph reads it."""
    content, suffix = plain(path)
    form = RdfFormat.from_extension(suffix)
    assert form
    return frozenset(parse(content, format=form))


def triples(path: Path) -> set[Triple]:
    """What a file holds, in whatever graph."""
    return {quad.triple for quad in quads(path)}


def by_rdflib(path: Path) -> rdflib.Dataset:
    """What a file holds, as rdflib reads it."""
    content, suffix = plain(path)
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=RDFLIB.get(suffix, suffix))
    return dataset


def expanded(text: Mapping[str, object], contexts: Mapping[str, bytes]) -> frozenset[Quad]:
    """What JSON-LD says, as PyLD expands it without a network.

    Args:
        text: The document.
        contexts: The documents that it may load, by their addresses.
    """

    def loader(address: str, options: object) -> dict[str, object]:
        found = {"document": contexts[address].decode(), "documentUrl": address}
        return {**found, "contentType": "application/ld+json", "contextUrl": None}

    made = jsonld.to_rdf(text, {"format": "application/n-quads", "documentLoader": loader})
    return frozenset(parse(made, format=RdfFormat.N_QUADS))


def rapper(path: Path, form: str) -> int | None:
    """How many triples Raptor finds in a file; None where it is not installed."""
    program = shutil.which("rapper")
    if program is None:
        return None
    done = subprocess.run([program, "-q", "-i", form, str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return len(set(done.stdout.splitlines()))
