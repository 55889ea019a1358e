"""A report as JUnit XML, which GitLab, Jenkins and most others show as tests.

A test case for each shape, and one for what could not be read. It has one failure at most, since some readers
see only the first; its lines are the places and messages.
"""

import re
from collections import defaultdict
from xml.etree import ElementTree as Xml

from expograph.reports.model import ERROR, Entry, Report, in_repository

# XML 1.0, section 2.2: what no document may hold, even escaped
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(found: Report) -> str:
    """The shapes as test cases of one suite, those that hold among them."""
    broken: dict[str, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        broken[entry.rule.shape].append(entry)
    names = sorted({rule.shape for rule in found.rules.values()})
    suite = Xml.Element("testsuite", name="expograph validate", tests=str(len(names)))
    kinds = [case(suite, name, broken[name], found) for name in names]
    suite.set("failures", str(kinds.count("failure")))
    suite.set("errors", str(kinds.count("error")))
    suites = Xml.Element("testsuites")
    suites.append(suite)
    Xml.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suites, encoding="unicode")


def case(suite: Xml.Element, name: str, entries: list[Entry], found: Report) -> str | None:
    """Add a shape's test case; what it ended with."""
    test = Xml.SubElement(suite, "testcase", classname="expograph.shapes", name=clean(name))
    failing = [e for e in entries if found.fails(e)]
    kind = None
    if failing:
        first = next((e.at for e in failing if e.at), None)
        test.set("file", clean(in_repository(first.file if first else found.whole)))
        test.set("line", str(first.line if first else 1))
        kind = "error" if failing[0].level == ERROR else "failure"
        message = failing[0].message if len(failing) == 1 else f"{len(failing)} findings"
        Xml.SubElement(test, kind, type=failing[0].level, message=clean(message)).text = told(failing)
    if milder := [e for e in entries if not found.fails(e)]:
        Xml.SubElement(test, "system-out").text = told(milder)
    return kind


def told(entries: list[Entry]) -> str:
    """Places and messages, one below the other."""
    return clean("\n".join(map(str, entries)))


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return FORBIDDEN.sub("\ufffd", text)
