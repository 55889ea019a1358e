"""A report as SARIF 2.1.0 (OASIS standard), which code scanning and editors read."""

import hashlib
import json
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from expograph.reports.model import Entry, Report, Rule, in_repository

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://w3id.org/expograph"
ROOT = "SRCROOT"
SARIF_LEVELS = {"error": "error", "violation": "error", "warning": "warning", "info": "note"}


def sarif(found: Report) -> str:
    """One run with the rules that were checked and a result for each entry."""
    from expograph import __version__

    rules = list(found.rules.values())
    places = {rule.name: number for number, rule in enumerate(rules)}
    driver = {
        "name": "Expograph",
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [descriptor(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": found.exit_code != 2, "exitCode": found.exit_code}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The repository in CI, else the folder of the run."}}
        },
        "results": [result(e, places[e.rule.name], found.whole) for e in found.entries],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def descriptor(rule: Rule) -> dict[str, object]:
    """A reportingDescriptor (section 3.49); its help is what the shape says."""
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.help.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": rule.help},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.level]},
    }


def result(entry: Entry, index: int, whole: str) -> dict[str, object]:
    """A result (section 3.27), of the file alone where no line is known."""
    at = entry.at
    place: dict[str, object] = {"artifactLocation": artifact(at.file if at else whole)}
    if at:
        place["region"] = {"startLine": at.line, "startColumn": at.column}
    return {
        "ruleId": entry.rule.name,
        "ruleIndex": index,
        "level": SARIF_LEVELS[entry.level],
        "message": {"text": "\n".join(filter(None, (entry.message, entry.detail)))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": fingerprints(entry, whole),
    }


def artifact(file: str) -> dict[str, str]:
    """Where a file is: relative to the repository or the folder of the run, else absolute."""
    inside = in_repository(file)
    if PurePosixPath(inside).is_absolute():
        return {"uri": Path(inside).as_uri()}
    return {"uri": quote(inside, errors="surrogateescape"), "uriBaseId": ROOT}


def fingerprints(entry: Entry, whole: str) -> dict[str, str]:
    """What tells one finding from another and does not change when lines move.

    GitHub looks at the second alone, and where it is missing makes it of the text around the line.
    """
    file = entry.at.file if entry.at else whole
    parts = entry.identity or (entry.rule.name, file, entry.message)
    said = json.dumps(parts, ensure_ascii=False).encode(errors="surrogateescape")
    digest = hashlib.sha256(said).hexdigest()
    return {"expographFinding/v1": digest, "primaryLocationLineHash": f"{digest[:16]}:1"}
