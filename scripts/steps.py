"""Which step of a build takes how long: a build of the real project, into a copy of it.

Each step is timed where the build itself calls it, without the steps that it calls in turn. Medians of
several builds, each a process of its own, from start to exit.
"""

import gc
import json
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
        (assemble, "load_locks"),
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


def process(folder: Path) -> dict[str, float]:
    """Seconds of each step of a build that is a process of its own, and of its start and exit."""
    start = time.perf_counter()
    command = [sys.executable, __file__, str(folder)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    passed = time.perf_counter() - start
    seconds: dict[str, float] = json.loads(answer)
    return {**seconds, "start and exit": passed - sum(seconds.values())}


def shares(runs: int) -> None:
    """Print the seconds of each step and its share of the whole process; fail above the limit."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("ontology", "mappings"):
            shutil.copytree(default_root() / part, Path(folder) / part)
        found = [process(Path(folder)) for _ in range(runs)]
    median = {step: statistics.median(one[step] for one in found) for step in found[0]}
    whole = statistics.median(sum(one.values()) for one in found)
    print(f"{'step of a build':<46}{'seconds':>9}{'share':>8}")
    for step, seconds in [*median.items(), (f"the whole process (limit {LIMIT})", whole)]:
        print(f"{step:<46}{seconds:>9.3f}{seconds / whole:>8.0%}")
    if whole > LIMIT:
        sys.exit(f"a build takes more than {LIMIT} seconds")


if __name__ == "__main__":
    if sys.argv[1:]:
        gc.disable()  # as the command line does
        print(json.dumps(built(Project(Path(sys.argv[1])))))
    else:
        shares(5)
