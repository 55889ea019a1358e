"""W3C's protocol tests, as they are, against the served process."""

from pathlib import Path

import protocol_tests
import pytest

TESTS, UPDATES = 34, 14


@pytest.mark.parametrize("writable", [True, False])
def test_the_w3c_suite_holds(w3c: Path, writable: bool) -> None:
    """Writable: all of it. Read-only: each query test, and each update is refused with a status of 4xx."""
    found = protocol_tests.results(writable, w3c / "sparql-protocol")
    assert len(found) == TESTS
    assert {case.name: wrong for case, wrong in found if wrong} == {}
    assert sum(case.is_update for case, _ in found) == UPDATES
