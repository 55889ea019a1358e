"""Sends requests that are wrong in every way that comes to mind to a real server: 50,000 of them.

None may crash a worker, be answered with 5xx but by a limit, show a path of this machine or a stack trace.
`python scripts/fuzz_serve.py [COUNT [SEED]]`; exit code 1 if any does.
"""

import os
import random
import socket
import sys
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from served import TOKEN, Served, served

METHODS = [*["GET"] * 8, *["POST"] * 8, "HEAD", "PUT", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"]
PATHS = [
    *(
        "/sparql",
        "/sparql",
        "/sparql",
        "/sparql",
        "/sparql",
        "/sparql/",
        "/update",
        "/update",
        "/graphs",
        "/graphs",
    ),
    *("/graphs/x", "/", "/.well-known/void", "/readyz", "/x", "//", "/%00"),
]
NAMES = [
    "query",
    "update",
    "default-graph-uri",
    "named-graph-uri",
    "using-graph-uri",
    "format",
    "graph",
    "default",
    "x",
]
MEDIA = [
    *(
        "application/sparql-query",
        "application/sparql-update",
        "application/x-www-form-urlencoded",
        "text/turtle",
    ),
    *(
        "application/ld+json",
        "application/rdf+xml",
        "text/plain",
        "multipart/form-data",
        "",
        "a/b; charset=utf-16",
    ),
]
SPARQL = [
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "*",
        "WHERE",
        "{",
        "}",
        "(",
        ")",
        "?s",
        "?p",
        "?o",
        ".",
        ";",
        ",",
    ),
    *(
        "FILTER",
        "REGEX",
        "BIND",
        "AS",
        "VALUES",
        "UNION",
        "OPTIONAL",
        "MINUS",
        "GRAPH",
        "SERVICE",
        "LIMIT 3",
        "<urn:x>",
    ),
    *(
        "FROM <file:///etc/passwd>",
        '"<script>"',
        "'''",
        "1",
        "1e400",
        "true",
        "a",
        "/",
        "^",
        "!",
        "|",
        "+",
        "COUNT(*)",
    ),
    *(
        "INSERT DATA",
        "DELETE WHERE",
        "CLEAR ALL",
        "LOAD <file:///etc/passwd>",
        "PREFIX a: <urn:>",
        "a:b",
        "\\u0000",
    ),
]
QUERIES = ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 2", "DESCRIBE <urn:x>", "CONSTRUCT WHERE { ?s a ?c }"]
LEAKS = [
    b"Traceback",
    b'File "',
    b"site-packages",
    str(Path(__file__).parents[1]).encode(),
    b"panicked at",
    b"root:x:",
]
FINE = {503, 504}


def junk(chance: random.Random, most: int = 40) -> str:
    """Characters of all kinds."""
    return "".join(
        chr(chance.choice([*range(1, 256), 0x2028, 0xFFFF, 0x1F600])) for _ in range(chance.randrange(most))
    )


def text(chance: random.Random) -> str:
    """A query that may be one."""
    words = [chance.choice(SPARQL) for _ in range(chance.randrange(1, 15))]
    return chance.choice(
        [" ".join(words), chance.choice(QUERIES), junk(chance), chance.choice(QUERIES) + junk(chance)]
    )


def request(chance: random.Random) -> tuple[str, str, dict[str, str], bytes]:
    """Method, target, headers and body."""
    values = [quote(text(chance)), quote(junk(chance)), "urn:x", "%zz", "%ff"]
    count = chance.choice([0, 1, 1, 1, 2, 3])
    pairs = [f"{chance.choice(NAMES)}={chance.choice(values)}" for _ in range(count)]
    target = chance.choice(PATHS) + ("?" + "&".join(pairs) if pairs else "")
    headers = {"content-type": chance.choice(MEDIA)} if chance.random() < 0.7 else {}
    for name in (
        "accept",
        "accept-encoding",
        "if-none-match",
        "if-match",
        "authorization",
        "range",
        "origin",
    ):
        if chance.random() < (0.5 if name == "authorization" else 0.15):
            headers[name] = chance.choice(
                ["*/*", "gzip", f"Bearer {TOKEN}", '"x"', "text/csv;q=0.1", latin(chance)]
            )
    body = chance.choice([text(chance).encode(), "&".join(pairs).encode(), chance.randbytes(30), b""])
    return chance.choice(METHODS), target, headers, b"" if chance.random() < 0.4 else body


def latin(chance: random.Random) -> str:
    """What may stand in a header."""
    return "".join(
        chr(chance.choice([*range(33, 127), *range(161, 256)])) for _ in range(chance.randrange(1, 30))
    )


def wrong(status: int, body: bytes) -> str | None:
    """What must not be in an answer."""
    if status >= 500 and status not in FINE:
        return f"status {status}"
    return next((f"it shows {leak!r}" for leak in LEAKS if leak in body), None)


def fuzz(server: Served, count: int, seed: int) -> tuple[Counter[int], list[str]]:
    """Send requests; how many were answered with what, and what is wrong."""
    chance, statuses, found = random.Random(seed), Counter[int](), []
    address = urlsplit(server.url).netloc
    connection = HTTPConnection(address, timeout=60)
    for number in range(count):
        method, target, headers, body = request(chance)
        try:
            connection.request(method, target, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (HTTPException, OSError) as error:  # it may end a connection; not the next one
            statuses[0] += 1
            if not isinstance(error, (HTTPException, ConnectionError, socket.timeout)):
                found.append(f"{number}: {error!r}")
            connection.close()
            connection = HTTPConnection(address, timeout=60)
            continue
        statuses[answer.status] += 1
        if complaint := wrong(answer.status, content):
            found.append(f"{number}: {method} {target}: {complaint}: {content[:200]!r}")
    connection.close()
    return statuses, found


def main() -> int:
    """Exit code 0: all is well; 1: something is not."""
    count, seed = [int(given) for given in [*sys.argv[1:], *("50000", "1")[len(sys.argv) - 1 :]]]
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data.ttl"
        data.write_text(
            "".join(f"<urn:s{n}> a <urn:c> ; <urn:p> {n} .\n" for n in range(50)), encoding="utf-8"
        )
        options = ("--data", str(data), "--writable", "--limit", "seconds=5")
        with served(Path(folder), *options, EXPOGRAPH_TOKEN=TOKEN) as server:
            before = sorted(
                pid for pid, command in server.children().items() if "origin" in command or "front" in command
            )
            statuses, found = fuzz(server, count, seed)
            failed = server.events("failed") + server.events("ended")
            alive = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
            alive.request("GET", "/sparql?query=ASK%7B%7D")
            alive_status = alive.getresponse().status
            same = all(pid in server.children() for pid in before[:2])
    print(
        f"{sum(statuses.values())} requests: " + ", ".join(f"{k}: {v}" for k, v in sorted(statuses.items()))
    )
    for line in [*found[:20], *map(str, failed[:20])]:
        print(line)
    good = not found and not failed and alive_status == 200 and same
    print("no crash, no leak" if good else "something is wrong")
    return int(not good)


if __name__ == "__main__":
    os.environ.pop("EXPOGRAPH_FETCH_HOSTS", None)
    sys.exit(main())
