"""The checks of the ontology, each with what it finds: nothing, or its terms. Exits with 1 if one does.

`python scripts/checks.py [FILE…]` asks them of Turtle files, of the project's own ontology if none is named.
"""

import sys
from pathlib import Path

from expograph.project import Project, default_root
from expograph.quality import checks, findings, stated, told, within_dl
from expograph.query import CHECKS


def report(files: list[Path]) -> int:
    """Print each check with its number of findings and the findings; how many there are in all."""
    project = Project(default_root())
    store, asked, total = stated(files or within_dl(project)), checks(project), 0
    width = max(len(check.name) for check in asked) - len(CHECKS)
    for check in asked:
        found = findings(check, store)
        total += len(found)
        print(f"{check.name.removeprefix(CHECKS):<{width}}  {len(found):>3}  {check.header.source}")
        for finding in found:
            print(f"    {check.header.summary}: {told(finding)}")
    print(f"{len(asked)} checks, {total} findings")
    return total


if __name__ == "__main__":
    sys.exit(1 if report([Path(name) for name in sys.argv[1:]]) else 0)
