"""The table of a build's steps: every second of a build is given to one of them."""

import importlib.util
import time
from pathlib import Path

from expograph.project import Project


def test_every_step_is_timed(root: Path, example: Project) -> None:
    """Each step takes some time of a build, all together no more than the build; nothing stays wrapped."""
    spec = importlib.util.spec_from_file_location("steps", root / "scripts" / "steps.py")
    assert spec is not None
    assert spec.loader is not None
    steps = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(steps)
    plain = steps.build.build
    start = time.perf_counter()
    seconds = steps.built(example)
    passed = time.perf_counter() - start
    assert list(seconds) == list(steps.STEPS)
    assert len(seconds) == 8
    assert all(spent > 0 for spent in seconds.values())
    assert 0.9 * passed < sum(seconds.values()) <= passed
    assert (example.graph / "expograph.ttl").is_file()
    assert steps.build.build is plain
