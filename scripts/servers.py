"""Real stores for as long as they are needed, each on free ports of 127.0.0.1 and in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 90  # seconds until a store must answer
FUSEKI_HOME = "FUSEKI_HOME"  # Fuseki's own variable: the folder of its jar and its webapp
VIRTUOSO, VIRTUOSO_PACKAGE = "virtuoso-t", "virtuoso-opensource"
VIRTUOSO_USER = VIRTUOSO_PASSWORD = "dba"  # those of a new database, which ends with the folder
# As it comes, the stack of a thread is too small to plan the longest question (error SQ200).
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
HTTPThreadSize = 8000000
[SPARQL]
ResultSetMaxRows = 100000
"""
RDFLIB = """
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
uvicorn.run(SparqlEndpoint(graph=graph, enable_update=True), host="127.0.0.1", port={port}, log_level="error")
"""


def program(name: str) -> str | None:
    """Where a program is: beside Python, in the path, or nowhere."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    command: list[str], url: str, folder: Path, environment: dict[str, str] | None = None
) -> Iterator[str]:
    """A server from its first answer until it is ended by its own process id."""
    with (folder / "server.out").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=environment)
    try:
        _await(url, process, folder / "server.out")
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(url: str, process: subprocess.Popen[bytes], out: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}: {out.read_text()[-500:]}")
        try:
            urlopen(url, timeout=5).close()
            return
        except HTTPError:
            return  # it answers, whatever it says
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"nobody answers at {url}: {out.read_text()[-500:]}")


@contextmanager
def oxigraph(folder: Path, union: bool = True) -> Iterator[str]:
    """Oxigraph's server in memory.

    Args:
        folder: For what it prints.
        union: Whether its default graph shows all graphs, as named questions take it.
    """
    found = program("oxigraph")
    if found is None:
        raise FileNotFoundError("there is no `oxigraph`: pip install oxigraph")
    port = free_port()
    command = [found, "serve", "--bind", f"127.0.0.1:{port}", *["--union-default-graph"] * union]
    with running(command, f"http://127.0.0.1:{port}", folder) as url:
        yield url


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso with a new database in the folder.

    Raises:
        FileNotFoundError: It is not installed.
    """
    found = program(VIRTUOSO)
    if found is None:
        raise FileNotFoundError(f"there is no `{VIRTUOSO}`: apt-get install {VIRTUOSO_PACKAGE}")
    http = free_port()
    path = folder / "virtuoso.ini"
    path.write_text(VIRTUOSO_INI.format(folder=folder, http=http, sql=free_port()), "utf-8")
    command = [found, "+foreground", "+configfile", str(path)]
    with running(command, f"http://127.0.0.1:{http}", folder) as url:
        yield url


def fuseki_jar() -> Path | None:
    """Where Fuseki's server is, if FUSEKI_HOME names its folder and Java is here."""
    home = os.environ.get(FUSEKI_HOME)
    found = sorted(Path(home).rglob("fuseki-server.jar")) if home and shutil.which("java") else []
    return found[0].resolve() if found else None


@contextmanager
def fuseki(folder: Path) -> Iterator[str]:
    """Apache Jena Fuseki with a new TDB2 database, whose default graph shows all graphs in queries.

    Raises:
        FileNotFoundError: It is not installed.
    """
    jar = fuseki_jar()
    if jar is None:
        raise FileNotFoundError(f"there is no fuseki-server.jar in {FUSEKI_HOME}, or no `java`")
    port = free_port()
    (folder / "tdb").mkdir()
    options = ["--tdb2", "--loc=tdb", "--set", "tdb2:unionDefaultGraph=true", "--update", "/ds"]
    command = ["java", "-jar", str(jar), "--localhost", "--port", str(port), *options]
    environment = {**os.environ, FUSEKI_HOME: str(Path(os.environ[FUSEKI_HOME]).resolve())}
    environment["FUSEKI_BASE"] = str(folder / "base")
    with running(command, f"http://127.0.0.1:{port}/ds", folder, environment) as url:
        yield url


@contextmanager
def rdflib_endpoint(folder: Path) -> Iterator[str]:
    """A SPARQL endpoint over rdflib in memory, without a Graph Store Protocol."""
    port = free_port()
    command = [sys.executable, "-c", RDFLIB.format(port=port)]
    with running(command, f"http://127.0.0.1:{port}", folder) as url:
        yield url
