"""The checks of the ontology: what each finds there, nothing, and in the faulty fixture that goes with it.

`python scripts/checks.py [FILE…]` asks them of Turtle files, of the project's own ontology if none is
named. It exits with 1 if a check finds something there, or nothing in its fixture.
"""

import sys
from pathlib import Path

from expograph.errors import ExpographError
from expograph.project import Project, default_root
from expograph.quality import checks, findings, stated, told, within_dl
from expograph.query import CHECKS

FAULTY = Path(__file__).parents[1] / "tests" / "checks"


def report(files: list[Path]) -> int:
    """Print each check with what it finds; how many findings there are, and checks that cannot find any."""
    project = Project(default_root())
    store, asked = stated(files or within_dl(project)), checks(project)
    width = max(len(check.name) for check in asked) - len(CHECKS)
    total = blind = 0
    for check in asked:
        name, found = check.name.removeprefix(CHECKS), findings(check, store)
        planted = len(findings(check, stated([FAULTY / f"{name}.ttl"])))
        total += len(found)
        blind += not planted
        print(f"{name:<{width}}  {len(found):>3}, {planted:>2} planted  {check.header.source}")
        for finding in found:
            print(f"    {check.header.summary}: {told(finding)}")
    print(
        f"{len(asked)} checks, {total} findings; {len(asked) - blind} find what is planted in their fixtures"
    )
    return total + blind


if __name__ == "__main__":
    try:
        sys.exit(1 if report([Path(name) for name in sys.argv[1:]]) else 0)
    except ExpographError as error:
        sys.exit(f"error: {error}")
