"""The long runs of scripts/, cut short: soak and fuzz against a real server."""

from pathlib import Path

import pytest
import soak
from fuzz_serve import fuzz
from serve_client import clean
from served import TOKEN

SECONDS, REQUESTS = 12, 1500


def test_a_short_soak(tmp_path: Path) -> None:
    """If normal, malformed and exploding requests come at once, then each normal one is answered."""
    with clean(tmp_path, *soak.LIMITS) as server:
        one = soak.Soak(server)
        memory = one.run(SECONDS)
        assert soak.complaints(one, memory, SECONDS) == []
        assert all(sum(counts.values()) >= 3 for counts in one.statuses.values())
        assert one.statuses["exploding"].keys() <= {503, 504, 0}


def test_a_short_fuzz(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is sent: no 5xx but by limit, no path, no stack trace, and the same processes as before."""
    data = tmp_path_factory.mktemp("data") / "data.ttl"
    data.write_text("<urn:s> a <urn:c> ; <urn:p> 1 .", encoding="utf-8")
    with clean(tmp_path, "--data", str(data), "--writable", EXPOGRAPH_TOKEN=TOKEN) as server:
        before = server.children(deep=False)
        statuses, found = fuzz(server, REQUESTS, seed=2)
        assert found == []
        assert sum(statuses.values()) == REQUESTS
        assert {200, 204, 400, 401, 404, 405} <= set(statuses)
        assert server.children(deep=False) == before
        assert server.events("ended") == []
