"""The table of bad input: what is bad, how the example project gets it, and what a command then says.

Every row starts from a fresh copy of the invented example project with its graph built. `spoil` changes the
copy. `points_at` names a file and the words in it at which the error points: their line and column are looked
up, not written here. `says` is a pattern for the whole message after the place.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from running import (
    GRAPH_PIPE,
    MAPPING_PIPE,
    Runner,
    asking,
    here,
    interrupted_while_reading,
    interrupted_while_writing,
    into_a_full_disk,
    nobody,
    on_a_small_disk,
    pipe,
    silence,
    web_page,
)

Spoil = Callable[[Path], None]
CLOSING, SPOUT = "mappings/teapot-3-closing.ttl", "mappings/spout-on-teapot-3.ttl"
NAMES, LOCK = "mappings/registry/names.ttl", "mappings/evidence.lock"
DERIVATION = "#+ summary: pots\n#+ description: If this, then that.\n#+ tags:\n#+   - derivation\n"
BUILD, VERIFY, COVERAGE = "build", "verify --documents documents", "coverage --documents documents"
EXHIBITORS = 'expo:exhibitors [ map:quote "more than 1,200 exhibitors"'

# The list of the work that this project answers to, item by item.
LISTED = (
    "Turtle that does not parse",
    "unknown property",
    "unknown class",
    "unknown registry name",
    "quote too long",
    "quote missing",
    "quote ambiguous",
    "quote outside its document",
    "phrase that the reader cannot read",
    "stated value that differs",
    "currency that is not known",
    "unit that is not known",
    "two entities with the same label",
    "qualifier that the ontology does not have",
    "document that is not UTF-8",
    "document that has changed since the lock",
    "cyclic part-of",
    "file that cannot be written",
    "full disk",
    "interruption with Ctrl-C",
    "unknown query",
    "unknown parameter",
    "parameter of the wrong type",
    "parameter that injects SPARQL",
    "endpoint that is down",
    "endpoint that answers HTML",
    "endpoint that times out",
)
# What else goes wrong in a curator's day.
BEYOND = (
    "inconsistent graph",
    "violation of a shape",
    "project without mappings",
    "folder that is not there",
    "mapping without map:maps",
    "two mappings of one document",
    "lock that cannot be read",
    "graph that cannot be read",
    "shapes that cannot be read",
    "rule that cannot be read",
)


@dataclass(frozen=True)
class Fault:
    """One row: a bad input and what must come of it.

    Args:
        item: Which item of LISTED or BEYOND it shows.
        name: What sets it apart from others of the item.
        spoil: How the project gets it.
        command: What is run, in the project's folder.
        points_at: A file of the project and the words in it at which the error points; None where no file is
            at fault.
        says: A pattern for the whole message after the place.
        code: The exit code.
        run: How the command is run.
    """

    item: str
    name: str
    spoil: Spoil
    command: str
    points_at: tuple[str, str] | None
    says: str
    code: int = 2
    run: Runner = here


def edit(file: str, old: str, new: str) -> Spoil:
    """Replaces words that stand in a file once."""

    def spoil(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1, (file, old)
        (root / file).write_text(text.replace(old, new), "utf-8")

    return spoil


def add(file: str, text: str | bytes) -> Spoil:
    """Adds text at the end of a file, or makes the file."""

    def spoil(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        with (root / file).open("ab") as target:
            target.write(text.encode() if isinstance(text, str) else text)

    return spoil


def both(*steps: Spoil) -> Spoil:
    """One change after another."""

    def spoil(root: Path) -> None:
        for step in steps:
            step(root)

    return spoil


def overwrite(file: str, text: str) -> Spoil:
    """Makes a file hold something else."""
    return both(lambda root: (root / file).unlink(missing_ok=True), add(file, text))


def shift_last_quote(root: Path) -> None:
    """Moves the last quote of the lock behind the end of its document."""
    lock = json.loads((root / LOCK).read_text("utf-8"))
    last = list(lock["documents"].values())[-1]["quotes"][-1]
    last["start"], last["end"] = last["start"] + 50_000, last["end"] + 50_000
    (root / LOCK).write_text(json.dumps(lock), "utf-8")


def nothing(_: Path) -> None:
    """Leaves the project as it is: the fault is in the command or in the world."""


def folder_in_the_way(file: str) -> Spoil:
    """Puts a folder with something in it where a file should be written."""
    return both(lambda root: (root / file).unlink(missing_ok=True), add(f"{file}/keep", "mine"))


def full(file: str) -> Spoil:
    """Puts a file's temporary self on a device that is always full."""
    path = Path(file)
    return lambda root: (root / path.with_name(f".{path.name}.new")).symlink_to("/dev/full")


def without(folder: str) -> Spoil:
    """Takes the files of a folder away."""

    def spoil(root: Path) -> None:
        for path in (root / folder).glob("*"):
            if path.is_file():
                path.unlink()

    return spoil


NO_MAPPINGS = r"the project has no mappings\n    write mappings/<document>\.ttl, or name another .*"
SIZE = """#+ summary: Which fairs had more exhibitors?
SELECT ?fair { ?fair expo:exhibitors ?n FILTER(?n > ?_least_integer) }
""".replace("expo:exhibitors", "<https://w3id.org/expograph/ontology#exhibitors>")

FAULTS = (
    # --- Turtle ------------------------------------------------------------------------------------------
    Fault(
        "Turtle that does not parse",
        "mapping",
        edit(CLOSING, '"held every year" ]', '"held every year" '),
        BUILD,
        (CLOSING, ".\n\nfair:teapot-4"),
        r"no Turtle: .*\n    mend the syntax near this place",
    ),
    Fault(
        "Turtle that does not parse",
        "registry",
        edit(NAMES, "org:warm-drinks a expo:PublicBody ;", "org:warm-drinks a ex:PublicBody ;"),
        BUILD,
        (NAMES, "ex:PublicBody"),
        r"no Turtle: The prefix ex: has not been declared\n    mend the syntax near this place",
    ),
    Fault(
        "Turtle that does not parse",
        "not UTF-8",
        add(NAMES, b"# caf\xe9\n"),
        BUILD,
        (NAMES, "\ufffd\n"),
        r"the file is not UTF-8\n    save it as UTF-8",
    ),
    Fault(
        "Turtle that does not parse",
        "the project's own terms",
        add("ontology/teapots.ttl", "@prefix a: <urn:a> .\na:b b:c a:d .\n"),
        BUILD,
        ("ontology/teapots.ttl", "b:c"),
        r"no Turtle: The prefix b: has not been declared\n    mend the syntax near this place",
    ),
    # --- names that nobody knows -------------------------------------------------------------------------
    Fault(
        "unknown property",
        "mapping",
        edit(CLOSING, EXHIBITORS, EXHIBITORS.replace("exhibitors ", "exhibiters ")),
        BUILD,
        (CLOSING, '[ map:quote "more than 1,200'),
        r"the ontology has no property expo:exhibiters\n    did you mean expo:exhibitors\?",
    ),
    Fault(
        "unknown property",
        "registry",
        edit(NAMES, "expo:locatedIn", "expo:locatedin"),
        BUILD,
        (NAMES, "place:lantern-valley .\n\n# ---"),
        r"the ontology has no property expo:locatedin\n    did you mean expo:locatedIn\?",
    ),
    Fault(
        "unknown class",
        "registry",
        edit(NAMES, "org:saucer-works a expo:Company", "org:saucer-works a expo:Compagny"),
        BUILD,
        (NAMES, "expo:Compagny"),
        r"the ontology has no class expo:Compagny\n    did you mean expo:Company\?",
    ),
    Fault(
        "unknown registry name",
        "subject",
        edit(CLOSING, "fair:teapot-2\n", "fair:teapot-22\n"),
        BUILD,
        (CLOSING, "fair:teapot-22"),
        r"nothing is known of fair:teapot-22\n    did you mean fair:teapot-2\?",
    ),
    Fault(
        "unknown registry name",
        "document",
        edit(SPOUT, "map:maps doc:spout-on-teapot-3", "map:maps doc:spout-on-teapot-4"),
        BUILD,
        (SPOUT, "doc:spout-on-teapot-4 ."),
        r"the registry has no document doc:spout-on-teapot-4\n    did you mean doc:spout-on-teapot-3\? "
        r"If not, say in mappings/registry/ that it is an expo:Document, with a label in each language",
    ),
    Fault(
        "unknown registry name",
        "qualifier",
        edit(CLOSING, "expo:saidBy person:ada-brewster", "expo:saidBy person:ada-brewer"),
        BUILD,
        (CLOSING, "person:ada-brewer"),
        r"nothing is known of person:ada-brewer\n    did you mean person:ada-brewster\?",
    ),
    # --- quotes ------------------------------------------------------------------------------------------
    Fault(
        "quote too long",
        "91 characters",
        edit(CLOSING, '"LANTERN VALLEY"', f'"{"LANTERN VALLEY, " * 5 + "LANTERN VAL"}"'),
        BUILD,
        (CLOSING, '"LANTERN VALLEY, LANTERN'),
        r"the quote has 91 characters, more than 90\n    quote only the words that hold the fact",
    ),
    Fault(
        "quote missing",
        "verify",
        edit(CLOSING, "more than 1,200 exhibitors", "more than 1,300 exhibitors"),
        VERIFY,
        (CLOSING, '"more than 1,300'),
        r"the document does not say “more than 1,300 exhibitors”\n"
        r"    the nearest passage is “more than 1,200 exhibitors”",
    ),
    Fault(
        "quote missing",
        "build, for want of a place in the lock",
        edit(CLOSING, "more than 1,200 exhibitors", "1,200 exhibitors"),
        BUILD,
        (CLOSING, '"1,200 exhibitors'),
        r"“1,200 exhibitors” is not in the evidence lock\n    run expograph verify --documents DIR",
    ),
    Fault(
        "quote ambiguous",
        "verify",
        edit(CLOSING, "organised by the Teapot Guild", "the Teapot Guild"),
        VERIFY,
        (CLOSING, '"the Teapot Guild"'),
        r"“the Teapot Guild” stands 4 times\n    add map:occurrence n. 1: at \d+ “….*4: at \d+ “….*",
    ),
    Fault(
        "quote outside its document",
        "it stands in another",
        edit(CLOSING, "more than 1,200 exhibitors", "Nearly 1,300 exhibitors"),
        VERIFY,
        (CLOSING, '"Nearly 1,300'),
        r"the document does not say “Nearly 1,300 exhibitors”\n"
        r"    it stands in spout-on-teapot-3.txt: move the statement to that mapping",
    ),
    Fault(
        "quote outside its document",
        "by the offsets of the lock",
        shift_last_quote,
        BUILD,
        (LOCK, ""),
        r"the lock is damaged: “.*” cannot stand at \d{5} of teapot-3-closing.txt\n    run .* verify .*",
    ),
    # --- what phrases say --------------------------------------------------------------------------------
    Fault(
        "phrase that the reader cannot read",
        "count",
        edit(CLOSING, "more than 1,200 exhibitors", "for the exhibitors"),
        BUILD,
        (CLOSING, '"for the exhibitors"'),
        r"“for the exhibitors” holds no Count: .*\n    quote the words that say it, or state .* map:value",
    ),
    Fault(
        "phrase that the reader cannot read",
        "name",
        edit(CLOSING, '"Great Kettle Hall"', '"Kettle Hall"'),
        BUILD,
        (CLOSING, '"Kettle Hall"'),
        r"“Kettle Hall” names nothing that expo:venue takes\n    .*map:value and map:because.*",
    ),
    Fault(
        "stated value that differs",
        "count",
        edit(CLOSING, EXHIBITORS, EXHIBITORS + " ; map:value 1300"),
        BUILD,
        (CLOSING, "1300"),
        r"the phrase “more than 1,200 exhibitors” says more than 1,200, map:value says 1300\n"
        r"    mend one of them, or say with map:because why the words mean that",
    ),
    Fault(
        "currency that is not known",
        "stated",
        edit(CLOSING, "36000000 GBP", "36000000 TPT"),
        BUILD,
        (CLOSING, '"36000000 TPT"'),
        r"the unit TPT is not known\n    did you mean [A-Z]{3}\?",
    ),
    Fault(
        "currency that is not known",
        "in words",
        edit(CLOSING, '"36 million pounds" ; map:value "36000000 GBP"', '"36 million teabags"'),
        BUILD,
        (CLOSING, '"36 million teabags"'),
        r"“36 million teabags” holds no Money: “teabags” is no currency that is known\n    the quote must .*",
    ),
    Fault(
        "unit that is not known",
        "in words",
        edit(CLOSING, "24,000 square meters", "24,000 square spoons"),
        BUILD,
        (CLOSING, '"24,000 square spoons"'),
        r"“24,000 square spoons” holds no Area: “square spoons” is no unit of area .*\n    known units: m2.*",
    ),
    Fault(
        "unit that is not known",
        "stated",
        edit(CLOSING, '"24,000 square meters"', '"24,000 square meters" ; map:value "24000 m22"'),
        BUILD,
        (CLOSING, '"24000 m22"'),
        r"the unit m22 is not known\n    did you mean m2\?",
    ),
    Fault(
        "two entities with the same label",
        "one fits as well as the other",
        add(NAMES, 'place:kettle a expo:Venue ; rdfs:label "Great Kettle Hall"@en , "大水壶馆"@zh .\n'),
        BUILD,
        (CLOSING, '"Great Kettle Hall"'),
        r"“Great Kettle Hall” can mean place:great-kettle-hall, place:kettle\n    say which with map:value",
    ),
    Fault(
        "qualifier that the ontology does not have",
        "misspelt",
        edit(CLOSING, "expo:basis expo:IncompleteStatistics", "expo:basics expo:IncompleteStatistics"),
        BUILD,
        (CLOSING, "expo:IncompleteStatistics"),
        r"expo:basics is no qualifier\n    did you mean expo:basis\?",
    ),
    # --- documents ---------------------------------------------------------------------------------------
    Fault(
        "document that is not UTF-8",
        "verify",
        add("documents/spout-on-teapot-3.txt", b"caf\xe9"),
        VERIFY,
        ("documents/spout-on-teapot-3.txt", "\ufffd"),
        r"the document is not UTF-8.*",
    ),
    Fault(
        "document that is not UTF-8",
        "coverage",
        add("documents/spout-on-teapot-3.txt", b"caf\xe9"),
        COVERAGE,
        ("documents/spout-on-teapot-3.txt", "\ufffd"),
        r"the document is not UTF-8.*",
    ),
    Fault(
        "document that has changed since the lock",
        "coverage",
        edit("documents/spout-on-teapot-3.txt", "52,000", "62,000"),
        COVERAGE,
        ("documents/spout-on-teapot-3.txt", ""),
        r"the document has changed since the evidence lock was written\n    run expograph verify .*",
        code=1,
    ),
    Fault(
        "document that has changed since the lock",
        "verify, where a quote is gone",
        edit("documents/spout-on-teapot-3.txt", "52,000", "62,000"),
        VERIFY,
        (SPOUT, '"52,000 visitors"'),
        r"the document does not say “52,000 visitors”\n    the nearest passage is “62,000 visitors”",
    ),
    # --- the registry as a whole -------------------------------------------------------------------------
    Fault(
        "cyclic part-of",
        "registry",
        add(NAMES, "place:lantern-valley expo:locatedIn place:great-kettle-hall .\n"),
        BUILD,
        (NAMES, "place:lantern-valley .\n\n# ---"),
        r"expo:locatedIn runs in a circle: place:\S+ → place:\S+ \(mappings/registry/names.ttl:\d+:\d+\); .*",
    ),
    Fault(
        "inconsistent graph",
        "a thing is of two classes that exclude each other",
        edit(NAMES, "a expo:Agreement ;", "a expo:Agreement , expo:Award ;"),
        BUILD,
        (NAMES, "expo:Agreement , expo:Award"),
        r"the graph contradicts itself: .*disjoint.*AllDisjointClasses.*"
        r"    agreement:saucers rdf:type expo:Agreement \(mappings/registry/names.ttl:\d+:\d+\)\n"
        r"    agreement:saucers rdf:type expo:Award \(mappings/registry/names.ttl:\d+:\d+\)",
        code=1,
    ),
    Fault(
        "inconsistent graph",
        "a mapping says of a person what only a series can be",
        edit(CLOSING, "fair:teapot\n", "person:ada-brewster\n"),
        BUILD,
        (NAMES, "expo:Person ;"),
        r"the graph contradicts itself: person:ada-brewster .* expo:Series cannot hold .*AllDisjointClasses.*"
        r"    person:ada-brewster rdf:type expo:Person \(mappings/registry/names.ttl:\d+:\d+\)\n"
        r"    person:ada-brewster expo:annual true \(mappings/teapot-3-closing.ttl:\d+:\d+\)",
        code=1,
    ),
    Fault(
        "violation of a shape",
        "build",
        edit(CLOSING, "expo:title ", "expo:focus "),
        BUILD,
        (NAMES, "doc:teapot-3-closing a"),
        r"violation: A document has an expo:title\. Quote part of its headline .*\n"
        r"    doc:teapot-3-closing expo:title .*",
        code=1,
    ),
    # --- the disk ----------------------------------------------------------------------------------------
    Fault(
        "file that cannot be written",
        "a folder stands in its place",
        folder_in_the_way("graph/inferred.ttl"),
        BUILD,
        None,
        r"graph/inferred.ttl cannot be written: Is a directory; nothing was written",
    ),
    Fault(
        "file that cannot be written",
        "a file stands where its folder should be",
        both(without("graph"), lambda root: (root / "graph").rmdir(), add("graph", "mine")),
        BUILD,
        None,
        r"graph/expograph.trig cannot be written: .*; nothing was written",
    ),
    Fault(
        "full disk",
        "at the first file",
        full("graph/expograph.trig"),
        BUILD,
        None,
        r"the disk is full; nothing was written\n    make room for graph/expograph.trig",
    ),
    Fault(
        "full disk",
        "at the last file",
        full("graph/inferred.ttl"),
        BUILD,
        None,
        r"the disk is full; nothing was written\n    make room for graph/inferred.ttl",
    ),
    Fault(
        "full disk",
        "at the lock",
        full(LOCK),
        VERIFY,
        None,
        r"the disk is full; nothing was written\n    make room for mappings/evidence.lock",
    ),
    Fault(
        "full disk",
        "part of a file is written",
        nothing,
        BUILD,
        None,
        r"graph/expograph.trig cannot be written: File too large; nothing was written",
        run=on_a_small_disk,
    ),
    Fault(
        "full disk",
        "an answer goes to a file",
        nothing,
        "query exhibitors --param edition=teapot-3",
        None,
        r"No space left on device",
        run=into_a_full_disk,
    ),
    Fault(
        "interruption with Ctrl-C",
        "while reading",
        lambda root: pipe(root / MAPPING_PIPE),
        BUILD,
        None,
        r"interrupted",
        code=130,
        run=interrupted_while_reading,
    ),
    Fault(
        "interruption with Ctrl-C",
        "while writing",
        lambda root: pipe(root / GRAPH_PIPE),
        BUILD,
        None,
        r"interrupted",
        code=130,
        run=interrupted_while_writing,
    ),
    # --- questions ---------------------------------------------------------------------------------------
    Fault(
        "unknown query",
        "misspelt",
        nothing,
        "query exhibitor",
        None,
        r"there is no query 'exhibitor'\n    did you mean exhibitors.*--list` shows all",
    ),
    Fault(
        "unknown query",
        "no such file",
        nothing,
        "query queries/mine.rq",
        None,
        r"cannot read queries/mine.rq: No such file or directory",
    ),
    Fault(
        "unknown query",
        "no SPARQL",
        add("queries/mine.rq", "SELECT ?s\nWHERE ?s ?p ?o\n"),
        "query mine",
        ("queries/mine.rq", "?s ?p"),
        r'not a SPARQL 1.1 query: expected "{"\n    see SPARQL 1.1 Query Language',
    ),
    Fault(
        "unknown parameter",
        "misspelt",
        nothing,
        "query exhibitors --param editon=teapot-3",
        None,
        r"the query has no parameter 'editon'\n    did you mean edition\? it has: edition",
    ),
    Fault(
        "unknown parameter",
        "an entity that the graph does not know",
        nothing,
        "query exhibitors --param edition=teapot-33",
        None,
        r"the graph knows nothing of <https://w3id.org/expograph/id/fair/teapot-33>, asked for as edition\n"
        r"    near to it: teapot-3.*",
    ),
    Fault(
        "parameter of the wrong type",
        "a word for a number",
        add("queries/larger.rq", SIZE),
        "query larger --param least=many",
        None,
        r"'many' is not a value of the parameter least\n    it takes xsd:integer",
    ),
    Fault(
        "parameter of the wrong type",
        "an IRI with a blank",
        nothing,
        "query exhibitors --param 'edition=teapot 3'",
        None,
        r"'teapot 3' is not a value of the parameter edition\n    it takes an IRI, a CURIE.*fair:name",
    ),
    Fault(
        "parameter that injects SPARQL",
        "through an IRI",
        nothing,
        "query exhibitors --param 'edition=https://example.org/a> ?p ?o } #'",
        None,
        r"'https://example.org/a> \?p \?o } #' is not a value of the parameter edition\n"
        r"    it takes an IRI, .*",
    ),
    Fault(
        "parameter that injects SPARQL",
        "through a number",
        add("queries/larger.rq", SIZE),
        "query larger --param 'least=0) } #'",
        None,
        r"'0\) } #' is not a value of the parameter least\n    it takes xsd:integer",
    ),
    # --- endpoints ---------------------------------------------------------------------------------------
    Fault(
        "endpoint that is down",
        "nobody listens",
        nothing,
        "query exhibitors --endpoint URL",
        None,
        r"the endpoint http://127.0.0.1:\d+/sparql cannot be reached: .*refused\n    see that the address.*",
        run=nobody,
    ),
    Fault(
        "endpoint that answers HTML",
        "a page for people",
        nothing,
        "query exhibitors --endpoint URL",
        None,
        r"the endpoint http://127.0.0.1:\d+/sparql answers text/html, which is no answer to a query: "
        r"<html><body>Ask me in a form</body></html>\n    see that this is the address.*",
        run=asking(web_page),
    ),
    Fault(
        "endpoint that times out",
        "silence",
        nothing,
        "query exhibitors --endpoint URL --timeout 1",
        None,
        r"the endpoint http://127.0.0.1:\d+/sparql gave no answer in 1 s\n    .*--timeout",
        run=asking(silence),
    ),
    # --- a curator's day ---------------------------------------------------------------------------------
    Fault(
        "project without mappings",
        "an empty folder",
        lambda root: (root / "new").mkdir(),
        "--project new build",
        None,
        NO_MAPPINGS,
    ),
    Fault(
        "project without mappings",
        "the mappings are gone",
        without("mappings"),
        BUILD,
        None,
        NO_MAPPINGS,
    ),
    Fault(
        "project without mappings",
        "verify does not empty the lock",
        both(lambda root: (root / CLOSING).unlink(), lambda root: (root / SPOUT).unlink()),
        VERIFY,
        None,
        NO_MAPPINGS,
    ),
    Fault(
        "folder that is not there",
        "the project",
        nothing,
        "--project nowhere build",
        None,
        r"Invalid value for '--project': Directory 'nowhere' does not exist\.",
    ),
    Fault(
        "folder that is not there",
        "the documents",
        nothing,
        "verify --documents nowhere",
        None,
        r"Invalid value for '--documents': Directory 'nowhere' does not exist\.",
    ),
    Fault(
        "folder that is not there",
        "a document",
        lambda root: (root / "documents/spout-on-teapot-3.txt").unlink(),
        VERIFY,
        (SPOUT, ""),
        r"documents/spout-on-teapot-3.txt cannot be read: No such file or directory\n    say --documents DIR",
    ),
    Fault(
        "mapping without map:maps",
        "left out",
        edit(SPOUT, "<> map:maps doc:spout-on-teapot-3 .\n", ""),
        BUILD,
        (SPOUT, ""),
        r"a mapping names one document\n    write <> map:maps doc:\.\.\. \.",
    ),
    Fault(
        "two mappings of one document",
        "a second file",
        edit(SPOUT, "map:maps doc:spout-on-teapot-3", "map:maps doc:teapot-3-closing"),
        BUILD,
        (CLOSING, "doc:teapot-3-closing .\n\n# The document"),
        r"doc:teapot-3-closing has a mapping already: mappings/spout-on-teapot-3.ttl\n    another .*",
    ),
    Fault(
        "lock that cannot be read",
        "no JSON",
        edit(LOCK, '"format": 1,', '"format": 1'),
        BUILD,
        (LOCK, '"documents"'),
        r"the lock is damaged: Expecting ',' delimiter\n    run expograph verify --documents DIR",
    ),
    Fault(
        "lock that cannot be read",
        "a folder",
        folder_in_the_way(LOCK),
        VERIFY,
        None,
        r"mappings/evidence.lock cannot be read: Is a directory\n    run expograph verify --documents DIR",
    ),
    Fault(
        "lock that cannot be read",
        "none",
        lambda root: (root / LOCK).unlink(),
        BUILD,
        None,
        r"there is no mappings/evidence.lock\n    run expograph verify --documents DIR",
    ),
    Fault(
        "graph that cannot be read",
        "query",
        add("graph/expograph.ttl", "<urn:a> <urn:b> nowhere:c .\n"),
        "query exhibitors --param edition=teapot-3",
        ("graph/expograph.ttl", "nowhere:c"),
        r"cannot read it: The prefix nowhere: has not been declared\n    run `expograph build`",
    ),
    Fault(
        "graph that cannot be read",
        "validate",
        add("graph/expograph.trig", "<urn:a> <urn:b> nowhere:c .\n"),
        "validate",
        ("graph/expograph.trig", "nowhere:c"),
        r"no TriG: The prefix nowhere: has not been declared\n    run expograph build",
    ),
    Fault(
        "graph that cannot be read",
        "not built",
        without("graph"),
        "query exhibitors --param edition=teapot-3",
        None,
        r"there is no graph/expograph.ttl\n    make it with `expograph build`",
    ),
    Fault(
        "shapes that cannot be read",
        "no Turtle",
        add("ontology/shapes/teapots.ttl", "<urn:s> a sh:NodeShape .\n"),
        BUILD,
        ("ontology/shapes/teapots.ttl", "sh:NodeShape"),
        r"no Turtle: The prefix sh: has not been declared\n    mend the syntax near this place",
    ),
    Fault(
        "shapes that cannot be read",
        "no SPARQL",
        add(
            "ontology/shapes/teapots.ttl",
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
            '<urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ;\n  sh:sparql [ sh:select "SELECT $this" ] .\n',
        ),
        BUILD,
        ("ontology/shapes/teapots.ttl", "<urn:s> a"),
        r"<urn:s>: sh:select: the query does not parse .*",
    ),
    Fault(
        "rule that cannot be read",
        "no SPARQL",
        add("ontology/rules/teapots.rq", DERIVATION + "CONSTRUCT { ?s ?p ?o }\nWHERE ?s ?p ?o\n"),
        BUILD,
        ("ontology/rules/teapots.rq", "?s ?p ?o\n"),
        r'no SPARQL: expected "{"',
    ),
    Fault(
        "rule that cannot be read",
        "a function that there is not",
        add(
            "ontology/rules/teapots.rq",
            DERIVATION + "CONSTRUCT { ?s ?p ?x }\nWHERE { ?s ?p ?o BIND (<urn:f>(?o) AS ?x) }\n",
        ),
        BUILD,
        ("ontology/rules/teapots.rq", ""),
        r"the rule teapots cannot be run: The custom function <urn:f> is not supported",
    ),
)
