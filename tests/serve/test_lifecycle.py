"""How a server starts, goes on, and ends: with one process or several, asked to or not."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from serve_client import Client, clean
from served import PATIENCE, Served, served

from expograph import serving
from expograph.serve.settings import Limits

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a = ?d && STRLEN(STR(?c)) = 3) }"
LARGE = "SELECT * { ?s ?p ?o . VALUES ?x { 1 2 3 } }"


def data(folder: Path, triples: int = 300) -> str:
    """A file of some triples."""
    path = folder / "data.nt"
    path.write_text("".join(f"<urn:s{n}> <urn:p> <urn:o{n}> .\n" for n in range(triples)), encoding="utf-8")
    return str(path)


def gone(process: int, seconds: float = PATIENCE) -> bool:
    """Whether a process ends within some seconds."""
    end = time.monotonic() + seconds
    while Path(f"/proc/{process}/cmdline").exists() and Path(f"/proc/{process}/cmdline").read_bytes():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def one_of(server: Served, module: str) -> int:
    """The process of a module right below the server."""
    return next(p for p, command in server.children(deep=False).items() if f"serve.{module}" in command)


def another(server: Served, module: str, old: int) -> bool:
    """Whether a process of a module takes the place of an old one within some seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if {p for p, command in server.children(deep=False).items() if f"serve.{module}" in command} - {old}:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    """Exit code 0, and the answer at hand is finished before."""
    (tmp_path / "log").mkdir()
    with served(tmp_path / "log", "--data", data(tmp_path, 2000)) as server:
        statuses: list[int] = []
        asking = threading.Thread(target=lambda: statuses.append(Client(server).query(LONG).status))
        asking.start()
        time.sleep(0.4)
        processes = server.children()
        server.process.send_signal(number)
        asking.join()
        assert server.process.wait(PATIENCE) == 0
    assert statuses == [200]
    assert all(gone(process) for process in processes)


def test_nothing_is_left_when_it_is_killed(tmp_path: Path) -> None:
    """If its first process is killed, then the others end by themselves."""
    (tmp_path / "log").mkdir()
    with served(tmp_path / "log", "--data", data(tmp_path)) as server:
        assert Client(server).query("ASK {}").boolean is True
        processes = server.children()
        assert len(processes) >= 3
        server.process.kill()
        assert server.process.wait(PATIENCE) == -signal.SIGKILL
        assert all(gone(process) for process in processes)


@pytest.mark.parametrize("module", ["front", "origin"])
def test_what_ends_by_itself_is_started_again(tmp_path: Path, module: str) -> None:
    """If a front or the origin is killed, then another takes its place, and requests are answered again."""
    (tmp_path / "log").mkdir()
    with clean(tmp_path / "log", "--data", data(tmp_path)) as server:
        client = Client(server)
        assert client.query("ASK {}").boolean is True
        time.sleep(2.5)  # what ends sooner would end again
        old = one_of(server, module)
        os.kill(old, signal.SIGKILL)
        assert gone(old)
        end, answered = time.monotonic() + PATIENCE, False
        while not answered and time.monotonic() < end:
            try:
                answered = client.query(f"ASK {{}} # {end}").status == 200
            except ConnectionError:
                time.sleep(0.1)
        assert answered
        assert another(server, module, old)
        assert [event["code"] for event in server.events("ended")] == [-signal.SIGKILL]


def test_several_fronts_answer_as_one(tmp_path: Path) -> None:
    """--workers: each front answers, and a change through one is seen through all."""
    token = "a-token-of-this-very-test"
    (tmp_path / "log").mkdir()
    options = ("--data", data(tmp_path), "--workers", "3", "--writable")
    with clean(tmp_path / "log", *options, EXPOGRAPH_TOKEN=token) as server:
        client = Client(server)
        assert sum("serve.front" in command for command in server.children(deep=False).values()) == 3
        for number in range(12):
            text = f"INSERT DATA {{ <urn:n> <urn:is> {number} }}"
            assert client.update(text, authorization=f"Bearer {token}").status == 204
            assert client.query(f"ASK {{ <urn:n> <urn:is> {number} }}").boolean is True


def test_a_reader_who_takes_nothing_frees_his_worker(tmp_path: Path) -> None:
    """If a client asks for much and reads nothing, then others of the same address are answered meanwhile."""
    (tmp_path / "log").mkdir()
    with clean(tmp_path / "log", "--data", data(tmp_path, 60_000), "--limit", "parallel=2") as server:
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port)) as lazy:
            lazy.sendall(f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert lazy.recv(12) == b"HTTP/1.1 200"
            time.sleep(1)
            assert Client(server).query("SELECT (1 AS ?x) {}").status == 200


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--data", "no/such.ttl"), "no/such.ttl"),
        (("--data", "{broken}"), "broken.ttl:1:"),
        (("--data", "{empty}"), "holds no triple"),
        (("--limit", "seconds=none"), "is not a limit"),
        (("--port", "{taken}"), "cannot listen on 127.0.0.1"),
        (("--host", "192.0.2.1"), "cannot listen on 192.0.2.1"),
        (("--port", "70000"), "--port"),
    ],
)
def test_it_says_why_it_does_not_start(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2, one sentence, no traceback, nothing left."""
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:b>", encoding="utf-8")
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        places = {
            "broken": tmp_path / "broken.ttl",
            "empty": tmp_path / "empty.ttl",
            "taken": taken.getsockname()[1],
        }
        command = [sys.executable, "-m", "expograph", "serve", "--port", "0", *arguments]
        filled = [part.format(**places) for part in command]
        environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
        done = subprocess.run(
            filled, capture_output=True, text=True, timeout=60, env=environment, check=False
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "\\n" not in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "temporary").iterdir()) == []


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is told with the command that installs it."""
    from expograph.errors import ExpographError
    from expograph.serve import start
    from expograph.serve.settings import Settings

    monkeypatch.setattr(start, "NEEDED", (*start.NEEDED, "no_such_library"))
    with pytest.raises(ExpographError, match=r"(?s)no_such_library.*expograph\[serve\]"):
        start.start(Settings("127.0.0.1", 0, "."), print)


def test_the_guide_states_the_limits_as_they_are(root: Path) -> None:
    """Each limit is in docs/serve.md with its default, and each option in the deployed commands exists."""
    guide = (root / "docs" / "serve.md").read_text(encoding="utf-8")
    told = {
        "1,000,000": 1_000_000,
        "64 MiB": 64 << 20,
        "1 GiB": 1 << 30,
        "1 MiB": 1 << 20,
        "32 MiB": 32 << 20,
    }
    limits = asdict(Limits())
    assert {"seconds", "parallel"} | {name for name in limits if f"`{name}`" in guide} == set(limits)
    assert {number for words, number in told.items() if words in guide} >= set(limits.values()) - {10, 4}
    assert re.search(r"`seconds` .*\| 10 \|", guide)
    assert re.search(r"`parallel`.*\| 4 \|", guide)
    options = {option for parameter in serving.serve.params for option in parameter.opts}
    deployed = [
        (root / "docs" / "deploy" / name).read_text("utf-8")
        for name in ("Containerfile", "expograph.service")
    ]
    starts = [line for text in deployed for line in text.splitlines() if "serve" in line and "--host" in line]
    assert len(starts) == 2
    assert {word for line in starts for word in re.findall(r"--[a-z-]+", line)} <= options
