"""Write docs/ontology.html, the reference of the ontology; `--check` only says whether it is current."""

import sys

from expograph.project import Project, default_root
from expograph.reference import page
from expograph.write import replace_all


def main(check: bool) -> int:
    """Write the page, or say whether it is current: 0 if so."""
    project = Project(default_root())
    path, fresh = project.root / "docs" / "ontology.html", page(project)
    if check:
        current = path.is_file() and path.read_bytes() == fresh
        print(
            "docs/ontology.html is current" if current else "docs/ontology.html is not current: run make docs"
        )
        return 0 if current else 1
    replace_all({path: fresh})
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
