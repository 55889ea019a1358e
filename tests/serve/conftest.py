"""Servers for the tests: real processes on free ports, which leave nothing behind."""

from collections.abc import Iterator

import pytest
from serve_client import Client, clean
from served import TOKEN, Served

from expograph.project import default_root


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the project's graph that only reads, with short limits."""
    limits = ("seconds=2", "rows=40000", "bytes=8000000", "memory=300000000", "request=100000")
    options = [part for limit in limits for part in ("--limit", limit)]
    with clean(tmp_path_factory.mktemp("reading"), *options) as server:
        yield server


@pytest.fixture
def client(reading: Served) -> Client:
    """Who asks it."""
    return Client(reading)


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that takes changes of our graph, which it was given as data, so that no shapes are asked."""
    options = ("--data", str(default_root() / "graph" / "expograph.trig"), "--writable")
    with clean(tmp_path_factory.mktemp("writable"), *options, EXPOGRAPH_TOKEN=TOKEN) as server:
        yield server


@pytest.fixture
def writer(writable: Served) -> Client:
    """Who changes it."""
    return Client(writable)
