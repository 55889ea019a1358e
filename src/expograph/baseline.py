"""Known findings of a project that adopts the shapes late: only what is new counts.

A finding is known by its shape and constraint, its focus node, its path and its value, not by its line: lines
move. Where several findings share these, the baseline holds how many there are.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import BlankNode, Store

from expograph.damage import told
from expograph.errors import ExpographError
from expograph.ontology import Term, local_name
from expograph.project import shown
from expograph.reports.model import Identity, Report
from expograph.shacl import Result
from expograph.write import replace_all

KIND, VERSION = "expograph baseline", 1
PARTS = ("shape", "constraint", "focusNode", "path", "value")
AGAIN = "write it anew with --update-baseline"


def identities(results: Iterable[Result], store: Store) -> list[Identity]:
    """What makes each result the same finding in another run.

    A blank node, which has no name that lasts, is known by what the data says of it.

    Args:
        results: What the shapes' engine found.
        store: The data that was checked.
    """
    named = naming(store)
    return [
        (
            result.shape_name,
            local_name(result.component).removesuffix("ConstraintComponent"),
            named(result.focus),
            str(result.path or ""),
            "" if result.value is None else named(result.value),
        )
        for result in results
    ]


def naming(store: Store) -> Callable[[Term], str]:
    """Gives every term a text that does not change from run to run."""
    known: dict[Term, str] = {}

    def named(term: Term) -> str:
        if not isinstance(term, BlankNode):
            return str(term)
        if term not in known:
            known[term] = "_:circle"  # what a circle of blank nodes meets when it comes back
            quads = store.quads_for_pattern(term, None, None)
            said = sorted({f"{q.predicate} {named(q.object)}" for q in quads})
            known[term] = f"_:{hashlib.sha256(repr(said).encode()).hexdigest()[:16]}"
        return known[term]

    return named


def new(report: Report, path: Path) -> Report:
    """A report without the findings that a baseline knows.

    Raises:
        ExpographError: There is no such file, it is damaged, or it is of another version.
    """
    left = load(path)
    fresh = []
    for entry in report.entries:
        if entry.identity and left[entry.identity]:
            left[entry.identity] -= 1
        else:
            fresh.append(entry)
    return replace(report, entries=tuple(fresh), known=len(report.entries) - len(fresh))


def update(report: Report, path: Path) -> str:
    """Write a baseline that knows all findings of a report; what was done, in words.

    Raises:
        ExpographError: Something cannot be read or contradicts itself, which no baseline excuses, or the file
            cannot be written.
    """
    faults = [e for e in report.entries if not e.identity]
    if faults:
        first = faults[0]
        raise ExpographError(first.message, first.at, "mend this first: no baseline can excuse it")
    counted = sorted(Counter(e.identity for e in report.entries).items())
    findings = [{**dict(zip(PARTS, known, strict=True)), "count": times} for known, times in counted]
    content = {"kind": KIND, "version": VERSION, "findings": findings}
    replace_all({path: (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()})
    return f"{len(report.entries)} findings known; written: {shown(path)}"


def load(path: Path) -> Counter[Identity]:
    """The findings that a baseline knows, and how often.

    Raises:
        ExpographError: There is no such file, it is damaged, or it is of another version.
    """
    with told(path, "baseline", AGAIN) as at:
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or content.get("kind") != KIND:
            raise ExpographError("the file is no baseline", at, AGAIN)
        if content["version"] != VERSION:
            message = f"the baseline has version {content['version']!r}, not {VERSION}"
            raise ExpographError(message, at, AGAIN)
        return Counter(dict(map(entry, content["findings"])))


def entry(known: dict[str, object]) -> tuple[Identity, int]:
    """One finding of a baseline."""
    times = known["count"]
    if not isinstance(times, int) or times < 1:
        raise ValueError(f"count {times!r}")
    return tuple(str(known[part]) for part in PARTS), times
