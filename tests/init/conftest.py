"""A project that `expograph init` made, offline, and copies of it that tests may change."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OFFLINE = """import socket
def refused(*_): raise OSError("offline")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refused
"""


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose Python opens no connection, and in which no command of ours is on the path."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "sitecustomize.py").write_text(OFFLINE, "utf-8")
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "MAKE", "PRE_COMMIT", "EXPOGRAPH"))
    }
    environment = {**kept, **proxies, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)}
    for name in ("expograph", "pip"):
        assert shutil.which(name, path=environment["PATH"]) is None or name == "pip"
    code = "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:9')"
    tried = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "<urlopen error offline>" in tried.stderr
    return environment


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, offline: dict[str, str]) -> Path:
    """A new project in a folder whose name a shell or make might misunderstand; it is not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    name = "our fairs' 2nd $(HOME) #1 %s"
    words = [sys.executable, "-m", "expograph", "init", name]
    done = subprocess.run(words, cwd=folder, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1] == f"written: 19 files in {name}"
    assert os.listdir(folder) == [name]
    return folder / name


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of the new project that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "own fairs"))
