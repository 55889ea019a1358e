"""What the editor offers as a query is written: prefixes, and classes and properties in use, with labels."""

import json

from expograph.namespaces import PREFIXES
from expograph.pages.html import STATIC
from expograph.pages.view import View

ADDRESS = "/editor.json"
VENDORED = (STATIC / "vendor" / "yasgui.js").is_file()
"""Whether YASGUI is here; looked up before processes are forked, which may open no file."""
USED = {"classes": ("classes-used", "class"), "properties": ("properties-used", "property")}
"""What is offered, by which query, and the variable of the terms."""


def offered(view: View) -> bytes:
    """Prefixes and terms as JSON, the terms by how often they are used."""
    terms = {
        name: [[row[variable].value, view.name(row[variable]).text] for row in view.shelf.rows(query)]  # type: ignore[union-attr]
        for name, (query, variable) in USED.items()
    }
    return (
        json.dumps({"prefixes": dict(sorted(PREFIXES.items())), **terms}, ensure_ascii=False).encode() + b"\n"
    )
