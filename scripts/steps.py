"""Which step of a build takes how long: `expograph build` of the real project, into a copy of it.

Each step is timed where the build itself calls it, without the steps that it calls in turn: medians of
several builds in one process, after a first. The last row is the whole command, from start to exit.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from expograph import assemble, build, mapping, ontology, registry
from expograph.project import Project, default_root

LIMIT = 6
"""Seconds that a build may take."""
STEPS: dict[str, list[tuple[Any, str]]] = {
    "read": [
        (ontology, "load"),
        (registry, "load"),
        (mapping, "load"),
        (assemble, "load_lock"),
        (build, "load_rules"),
    ],
    "claims": [(build, "assembled")],
    "derive": [(build, "derive")],
    "best-known": [(build, "best_known")],
    "close": [(build, "consequences")],
    "shapes": [(build, "compiled_shapes"), (build, "findings")],
    "write": [(build.Graph, "files"), (build, "replace_all")],
    "the rest": [(build, "build")],
}


class Clock:
    """Counts the seconds of each step while no other step runs that it called."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.running = [""]
        self.since = time.perf_counter()

    def turn(self) -> None:
        """Give the time since the last turn to the step that is running."""
        now = time.perf_counter()
        self.seconds[self.running[-1]] += now - self.since
        self.since = now

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time given to the step."""

        @wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            self.turn()
            self.running.append(step)
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self.running.pop()

        return run


def built(project: Project) -> dict[str, float]:
    """Seconds of each step of one build."""
    clock = Clock()
    places = [(step, owner, name) for step, found in STEPS.items() for owner, name in found]
    plain = [getattr(owner, name) for _, owner, name in places]
    try:
        for (step, owner, name), function in zip(places, plain, strict=True):
            setattr(owner, name, clock.timed(step, function))
        build.build(project)
    finally:
        for (_, owner, name), function in zip(places, plain, strict=True):
            setattr(owner, name, function)
    idle = [step for step in STEPS if step not in clock.seconds]
    if idle:
        sys.exit(f"a build does not pass through these steps as they are timed here: {', '.join(idle)}")
    return {step: clock.seconds[step] for step in STEPS}


def whole(project: Project) -> float:
    """Seconds of `expograph build` as a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "expograph", "--project", str(project.root), "build"]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
        sys.exit("expograph build does not end well: nothing to time")
    return time.perf_counter() - start


def shares(runs: int) -> None:
    """Print seconds of each step and its share of the build, then the whole command; fail above the limit."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("ontology", "mappings"):
            shutil.copytree(default_root() / part, Path(folder) / part)
        project = Project(Path(folder))
        found = [built(project) for _ in range(runs + 1)][1:]
        total = statistics.median(whole(project) for _ in range(runs))
    median = {step: statistics.median(one[step] for one in found) for step in STEPS}
    together = sum(median.values())
    print(f"{'step of a build':<46}{'seconds':>9}{'share':>8}")
    for step, seconds in [*median.items(), ("all steps", together)]:
        print(f"{step:<46}{seconds:>9.3f}{seconds / together:>8.0%}")
    print(f"{f'expograph build, from start to exit (limit {LIMIT})':<46}{total:>9.3f}")
    if total > LIMIT:
        sys.exit(f"a build takes more than {LIMIT} seconds")


if __name__ == "__main__":
    shares(5)
