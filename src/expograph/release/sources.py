"""What people wrote, released: ontology, code lists, alignments, shapes and rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse, serialize

from expograph import jsonld
from expograph.errors import ExpographError
from expograph.namespaces import PREFIXES
from expograph.ontology import load, short
from expograph.project import Project
from expograph.release.model import Distribution

TURTLE, SPARQL = "text/turtle", "application/sparql-query"
TITLES = {
    "ontology": "The ontology",
    "vocabularies": "The code lists",
    "alignments": "The alignments to other vocabularies",
}


@dataclass(frozen=True)
class Source:
    """Turtle files that are released as one.

    Args:
        text: Their texts, one after the other, with every comment.
        triples: What they say, sorted, blank nodes named as RDF Dataset Canonicalization 1.0 does.
        prefixes: Ours, and those that they declare.
    """

    text: bytes
    triples: tuple[Triple, ...]
    prefixes: dict[str, str]


def sources(project: Project) -> list[Distribution]:
    """What the project and the one it stands on keep below ontology/; what neither has is left out.

    Raises:
        ExpographError: A file cannot be read, or two cannot stand in one, or a form cannot hold them.
    """
    files = {
        "ontology": project.knowledge("*.ttl"),
        "vocabularies": project.knowledge("vocabularies/*.ttl"),
        "alignments": project.knowledge("alignments/*.ttl"),
    }
    made = [one for part, paths in files.items() if paths for one in forms(part, joined(paths))]
    if project.shapes:
        shapes = joined(project.shapes)
        made.append(Distribution("shapes.ttl", shapes.text, TURTLE, "The SHACL shapes as Turtle", "shapes"))
    return [*made, *map(rule, project.rules)]


def rule(path: Path) -> Distribution:
    """A rule as it stands."""
    title = f"The rule {path.stem} as SPARQL CONSTRUCT"
    return Distribution(f"rules/{path.name}", path.read_bytes(), SPARQL, title, "rules")


def forms(part: str, source: Source) -> list[Distribution]:
    """Turtle as it was written, and the same triples as RDF/XML, JSON-LD and N-Triples."""
    title, triples = TITLES[part], source.triples
    return [
        Distribution(f"{part}.ttl", source.text, TURTLE, f"{title} as Turtle, with comments", part),
        Distribution(f"{part}.rdf", xml(source), "application/rdf+xml", f"{title} as RDF/XML", part),
        Distribution(
            f"{part}.jsonld",
            jsonld.write(triples, source.prefixes),
            "application/ld+json",
            f"{title} as JSON-LD",
            part,
        ),
        Distribution(f"{part}.nt", lines(triples), "application/n-triples", f"{title} as N-Triples", part),
    ]


def lines(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples, in their order."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def joined(paths: Sequence[Path]) -> Source:
    """Files as one, each below a line that names it.

    Raises:
        ExpographError: One cannot be read, or two give one label to different blank nodes.
    """
    triples = canonical(load(paths).triples)
    text = "\n".join(f"# {place(path)}\n\n{path.read_text('utf-8').strip()}\n" for path in paths).encode()
    parser = parse(text, format=RdfFormat.TURTLE)
    if canonical(quad.triple for quad in parser) != triples:
        files = ", ".join(map(place, paths))
        hint = "write them as [ … ], or give each file labels of its own"
        raise ExpographError(f"blank nodes of different files have one label: {files}", hint=hint)
    return Source(text, triples, {**PREFIXES, **parser.prefixes})


def place(path: Path) -> str:
    """A source's path in its project."""
    parts = path.parts[-3:] if path.parent.name != "ontology" else path.parts[-2:]
    return "/".join(parts)


def canonical(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Triples, sorted, whose blank nodes are named by what is said of them."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted((quad.triple for quad in dataset), key=str))


def xml(source: Source) -> bytes:
    """Triples as RDF/XML.

    Raises:
        ExpographError: RDF/XML has no form for one of them: its property does not end as a name in XML does,
            or its text holds a character that XML does not know (RDF 1.1 XML Syntax, sections 2 and 5).
    """
    named = f"{source.triples}"
    prefixes = {prefix: iri for prefix, iri in source.prefixes.items() if prefix and f"<{iri}" in named}
    content = written(source.triples, prefixes)
    if not well_formed(content):
        culprit = next(t for t in source.triples if not well_formed(written([t], prefixes)))
        said = " ".join(map(short, (culprit.subject, culprit.predicate, culprit.object)))
        hint = "end the property's IRI as a name ends, and keep control characters out of texts"
        raise ExpographError(f"RDF/XML has no form for {said!r}", hint=hint)
    return content


def written(triples: Iterable[Triple], prefixes: dict[str, str]) -> bytes:
    """Triples as what should be RDF/XML; a carriage return as a reference, or else a parser drops it."""
    content = serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""
    return content.replace(b"\r", b"&#13;")


def well_formed(content: bytes) -> bool:
    """Whether it is XML with namespaces."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    except expat.ExpatError:
        return False
    return True
