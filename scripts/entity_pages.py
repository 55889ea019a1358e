"""How long a page of an entity takes over HTTP: each is asked once, of a server that has just started.

So no answer is one that was kept. `python scripts/entity_pages.py`; exit code 1 if half of them take longer
than 30 ms, of all entities or of one kind.
"""

import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table
from served import served

from expograph import query
from expograph.project import Project, default_root

BASE = "https://w3id.org/expograph"
KINDS = ("fair", "org", "person", "place", "country", "event", "agreement", "document")
SUBJECTS = f"""
SELECT DISTINCT ?s {{
    ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(STRSTARTS(STR(?s), "{BASE}/id/"))
}} ORDER BY ?s
"""
MOST = 30.0  # milliseconds at the median


def addresses() -> dict[str, list[str]]:
    """The addresses of the pages of all entities, by kind."""
    rows = query.load(Project(default_root()), named=False).query(SUBJECTS)
    paths = [row["s"].value.removeprefix(BASE) for row in rows]
    return {kind: [f"{path}.html" for path in paths if path.startswith(f"/id/{kind}/")] for kind in KINDS}


def measured() -> dict[str, list[float]]:
    """The milliseconds of each page, by kind, on one connection after the other page has come.

    Raises:
        RuntimeError: A page is none.
    """
    with TemporaryDirectory() as folder, served(Path(folder)) as server:
        connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
        return {kind: [asked(connection, path) for path in paths] for kind, paths in addresses().items()}


def asked(connection: HTTPConnection, path: str) -> float:
    """The milliseconds until a page has come whole."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"accept": "text/html"})
    answer = connection.getresponse()
    content = answer.read()
    taken = (time.perf_counter() - begun) * 1000
    if answer.status != 200 or b"</html>" not in content:
        raise RuntimeError(f"{path} is answered with {answer.status}")
    return taken


def main() -> int:
    """Exit code 0: quick enough; 1: not."""
    found = measured()
    rows = {"all": [taken for times in found.values() for taken in times], **found}
    table = Table("entity page", "pages", "median ms", "slowest ms")
    for kind, times in rows.items():
        table.add_row(kind, str(len(times)), f"{median(times):.1f}", f"{max(times):.1f}")
    Console(width=100).print(table)
    print(f"entity page median ms: {median(rows['all']):.1f}")
    return int(any(median(times) >= MOST for times in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
