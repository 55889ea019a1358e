"""W3C's tests of Turtle, put to the positioned reader: how many of each kind pass, and what fails.

`python scripts/turtle_suite.py [FOLDER]` reads the suite's manifest in FOLDER, ../shared/w3c/rdf-turtle if
none is named, and exits with 1 if a test of it fails. No test is excepted.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from expograph.errors import ExpographError
from expograph.turtle import Located, read

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HOME = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"
FIRST, REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")
PROBE = NamedNode("urn:probe")
LINE = re.compile(r"\r\n|\n|\r")
NAME = re.compile(r"""<[^>]*>|(?:[^\s<\["'(\\]|\\.)+""")  # an IRI, a prefixed name or a blank node label


class Case(NamedTuple):
    """A test of the manifest: its kind, the file that is read, and that of the graph expected, if any."""

    kind: str
    source: Path
    expected: Path | None


class Kind(NamedTuple):
    """What became of the tests of a kind: how many, their triples, and a line for each that fails."""

    tests: int
    triples: int
    faults: list[str]


def cases(folder: Path) -> list[Case]:
    """Every entry of the manifest's list, in its order."""
    of: dict[object, dict[str, object]] = {}
    for quad in parse(path=folder / "manifest.ttl", base_iri=HOME):
        of.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    (step,) = (said[MF + "entries"] for said in of.values() if MF + "entries" in said)
    found = []
    while step in of:
        entry, step = of[of[step][FIRST.value]], of[step][REST.value]
        action, result = (
            folder / entry[MF + part].value.removeprefix(HOME) if MF + part in entry else None
            for part in ("action", "result")
        )
        found.append(Case(entry[RDF + "type"].value.rpartition("#")[2], action, result))
    return found


def canonical(triples: Iterable[Triple]) -> set[str]:
    """The triples with blank nodes named by RDFC-1.0, so that isomorphic graphs are equal sets."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def misplaced(text: str, found: list[Located], base: str) -> list[Located]:
    """The triples of a text whose places are not where they stand."""
    triples = [each.triple for each in found]
    return [each for each in found if not stands(text, each, triples, base)]


def stands(text: str, each: Located, triples: list[Triple], base: str) -> bool:
    """Whether one of the triples of a text stands at its places.

    A probe is written there, and pyoxigraph, which knows no places, must find it: one more object of the same
    subject and predicate, one more member of the list, a statement with the subject.
    """
    subject, predicate, _ = each.triple
    if each.at == each.subject_at:  # a member of a list, which has no other place
        return shows(text, each.at, "", "<urn:probe> ", longer(triples, subject), base)
    more = [*triples, Triple(subject, predicate, PROBE)]
    if not shows(text, each.at, "", "<urn:probe> , ", more, base):
        return False
    return subject_stands(text, each, triples, base)


def subject_stands(text: str, each: Located, triples: list[Triple], base: str) -> bool:
    """Whether a triple's subject begins at its place: its bracket, or a statement with its name."""
    start = text[offset(text, each.subject_at) :]
    if start[0] == "[":
        more = Triple(each.triple.subject, PROBE, PROBE)
        return shows(text, each.subject_at, "[", " <urn:probe> <urn:probe> ; ", [*triples, more], base)
    name = NAME.match("<urn:probe>" if start[0] == "(" else start)  # a list has no name
    if name is None:
        return False
    more = Triple(PROBE, PROBE, PROBE if start[0] == "(" else each.triple.subject)
    probe = f"<urn:probe> <urn:probe> {name[0]} . "
    return shows(text, each.subject_at, "", probe, [*triples, more], base)


def shows(text: str, at: object, past: str, probe: str, expected: list[Triple], base: str) -> bool:
    """Whether a text with a probe at a place, past what begins there, has the triples that are expected."""
    start = offset(text, at) + len(past)
    probed = (text[:start] + probe + text[start:]).encode()
    try:
        found = list(parse(probed, format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError:
        return False
    return canonical(quad.triple for quad in found) == canonical(expected)


def longer(triples: list[Triple], node: BlankNode) -> list[Triple]:
    """The triples with the probe as one more member of a list, before the member whose node is given."""
    head = BlankNode("probe")
    moved = [
        Triple(
            head if s == node and p not in (FIRST, REST) else s,
            p,
            head if o == node else o,
        )
        for s, p, o in triples
    ]
    return [*moved, Triple(head, FIRST, PROBE), Triple(head, REST, node)]


def offset(text: str, at: object) -> int:
    """How many characters stand before a place."""
    starts = [0, *(found.end() for found in LINE.finditer(text))]
    return starts[at.line - 1] + at.column - 1


def positive(case: Case) -> tuple[int, str | None]:
    """The triples of a test that is to be read, and what is wrong with them: the graph, or a place."""
    base = HOME + case.source.name
    try:
        found = read(case.source, case.source.name, base)
    except ExpographError as error:
        return 0, f"is refused: {error}"
    if case.expected:
        expected = parse(path=case.expected, format=RdfFormat.N_TRIPLES)
        if canonical(each.triple for each in found) != canonical(quad.triple for quad in expected):
            return len(found), "gives another graph"
    wrong = misplaced(case.source.read_bytes().decode(), found, base)
    return len(found), f"is misplaced: {wrong[0]}" if wrong else None


def negative(case: Case) -> tuple[int, str | None]:
    """What is wrong with a test that is to be refused: it is read, or refused without line and column."""
    try:
        read(case.source, case.source.name, HOME + case.source.name)
    except ExpographError as error:
        return 0, None if error.at else "is refused without its place"
    return 0, "is read"


ASKED: dict[str, tuple[Callable[[Case], tuple[int, str | None]], str]] = {
    "TestTurtleEval": (positive, "give the expected graph, all {} triples in their places"),
    "TestTurtlePositiveSyntax": (positive, "are read, all {} triples in their places"),
    "TestTurtleNegativeSyntax": (negative, "are refused with line and column"),
}


def put(tests: list[Case]) -> dict[str, Kind]:
    """What became of the tests, by kind; a test of a kind that is not known here fails."""
    kinds: dict[str, Kind] = {}
    for case in tests:
        ask = ASKED[case.kind][0] if case.kind in ASKED else lambda _: (0, "is of no known kind")
        triples, fault = ask(case)
        before = kinds.get(case.kind, Kind(0, 0, []))
        faults = [*before.faults, f"{case.source.name} {fault}"] if fault else before.faults
        kinds[case.kind] = Kind(before.tests + 1, before.triples + triples, faults)
    return kinds


def report(folder: Path) -> int:
    """Print how many tests of each kind pass, and each that fails; how many fail."""
    kinds = put(cases(folder))
    for name, kind in kinds.items():
        passed = kind.tests - len(kind.faults)
        said = ASKED[name][1].format(kind.triples) if name in ASKED else "are known"
        print(f"{name:<24}  {passed:>3} of {kind.tests:>3} {said}")
        for fault in kind.faults:
            print(f"    {fault}")
    tests, failed = sum(k.tests for k in kinds.values()), sum(len(k.faults) for k in kinds.values())
    print(f"{tests - failed} of the manifest's {tests} tests pass, none is excepted")
    return failed


if __name__ == "__main__":
    suite = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared/w3c/rdf-turtle"
    if not (suite / "manifest.ttl").is_file():
        sys.exit(f"W3C's tests of Turtle are not in {suite}: name their folder")
    sys.exit(1 if report(suite) else 0)
