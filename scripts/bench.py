"""Times of the engines beside the libraries that are their oracles, of commands, and of a build's steps.

On the real graph, which must have been built. Medians; loading is not timed, on either side: `make bench`.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import RdfFormat, Triple, parse, serialize
from steps import shares

from expograph import query
from expograph.namespaces import INFERRED_GRAPH
from expograph.project import Project, default_root
from expograph.reason import close
from expograph.shacl import compile_shapes, validate
from expograph.shapes import load_shapes

if TYPE_CHECKING:
    import rdflib

Input = TypeVar("Input")
HEADERS = ("step", "seconds", "library", "seconds", "times faster")


def median(run: Callable[[Input], object], runs: int, prepare: Callable[[], Input]) -> float:
    """Median seconds of a call, each on an input of its own that is made beforehand."""
    seconds = []
    for _ in range(runs):
        given = prepare()
        start = time.perf_counter()
        run(given)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def in_rdflib(triples: list[Triple]) -> "rdflib.Graph":
    """The triples as the libraries want them."""
    import rdflib

    return rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")


def owlrl_closure(graph: "rdflib.Graph") -> None:
    """The closure by owlrl, mended as in the tests: unmended it takes all countries for one (prp-key)."""
    sys.path.insert(0, str(default_root() / "tests" / "reason"))
    from oracle import MendedOwlrl  # type: ignore[import-not-found]

    MendedOwlrl(graph, False, False).closure()


def pyshacl_report(graphs: "tuple[rdflib.Graph, rdflib.Graph]") -> None:
    """Validation by pySHACL, spared parsing its queries again for every focus node."""
    sys.path.insert(0, str(default_root() / "tests"))
    import pyshacl
    import pytest
    from helpers import parse_queries_once  # type: ignore[import-not-found]

    with pytest.MonkeyPatch.context() as patch:
        parse_queries_once(patch)
        pyshacl.validate(graphs[0], shacl_graph=graphs[1])


def show(*cells: str) -> None:
    """Prints a row of the table as soon as it is known."""
    print("{:<46}{:>9}  {:<9}{:>9}{:>14}".format(*cells, *[""] * (5 - len(cells))).rstrip(), flush=True)


def compare(name: str, ours: float, library: str, theirs: float) -> None:
    """A row: our time beside a library's."""
    show(name, f"{ours:.3f}", library, f"{theirs:.3f}", f"{theirs / ours:.0f}")


def closure(project: Project, runs: int, library_runs: int) -> None:
    """OWL 2 RL closure of what is said."""
    quads = parse(path=str(project.graph / "expograph.trig"))
    said = [quad.triple for quad in quads if quad.graph_name != INFERRED_GRAPH]
    ours = median(close, runs, lambda: said)
    theirs = median(owlrl_closure, library_runs, lambda: in_rdflib(said))
    compare(f"OWL 2 RL closure of {len(said)} triples", ours, "owlrl", theirs)


def shapes(project: Project, runs: int, library_runs: int) -> None:
    """SHACL validation of what is said and inferred, with all of the project's shapes."""
    store, rules = query.load(project, named=False), load_shapes(project)
    data = [quad.triple for quad in store]
    ours = median(lambda given: validate(given, compile_shapes(rules)), runs, lambda: store)
    theirs = median(pyshacl_report, library_runs, lambda: (in_rdflib(data), in_rdflib(rules)))
    compare(f"SHACL validation of {len(data)} triples", ours, "pySHACL", theirs)


def command(runs: int, *arguments: str) -> None:
    """A whole process of the command line, its output thrown away."""

    def run(_: None) -> None:
        command = [sys.executable, "-m", "expograph", *arguments]
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"expograph {' '.join(arguments)} does not end well: nothing to time")

    show(f"expograph {' '.join(arguments)}", f"{median(run, runs, lambda: None):.3f}")


def main() -> None:
    """Measures and prints a table, row by row as it becomes known."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="runs of each step (default 5)")
    options.add_argument(
        "--owlrl-runs", type=int, default=5, help="runs of owlrl, each of minutes (default 5)"
    )
    options.add_argument(
        "--pyshacl-runs", type=int, default=5, help="runs of pySHACL, each of minutes (default 5)"
    )
    options.add_argument("--question", default="exhibitors", help="the named question that is asked")
    chosen = options.parse_args()
    project, runs = Project(default_root()), chosen.runs
    show(*HEADERS)
    command(runs, "--help")
    command(runs, "query", chosen.question)
    command(runs, "build", "--check")
    shapes(project, runs, chosen.pyshacl_runs)
    closure(project, runs, chosen.owlrl_runs)
    print()
    shares(runs)


if __name__ == "__main__":
    main()
