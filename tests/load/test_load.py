"""The graph loaded into a real store: Oxigraph's server."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from conftest import EACH, GRAPHS
from faulty_line import (
    Act,
    Proxy,
    dropped_after,
    dropped_before,
    dropped_midway,
    meanwhile,
    packed,
    says,
)
from pyoxigraph import parse
from real_store import Running, fails, loaded

from expograph.load import client
from expograph.load.digest import content, digest
from expograph.load.presets import PRESETS
from expograph.loading import MAKES
from expograph.project import Project

COUNTS = {name: len(numbers) * EACH for name, numbers in GRAPHS.items()}
MERGED = 60 * EACH


def right(project: Project, store: Running) -> None:
    """The store holds each graph, by count and by digest."""
    assert store.counts() == COUNTS
    quads = list(parse(path=project.graph / "expograph.trig"))
    for name in GRAPHS:
        ours = content(quad.triple for quad in quads if quad.graph_name.value == name)
        assert digest(content(store.triples(name))) == digest(ours)


def test_by_the_graph_store_protocol(project: Project, oxigraph: Running) -> None:
    """The three graphs arrive under their names, and what is said of them is true."""
    said = loaded(project, oxigraph.url, make="oxigraph")
    right(project, oxigraph)
    assert "549 triples in 3 graphs, 0 there already; 549 triples sent" in said
    assert "count and digest are right" in said
    assert all(name in said and str(count) in said for name, count in COUNTS.items())


def test_the_address_of_the_protocol_is_enough(project: Project, oxigraph: Running) -> None:
    """Without its make, a store is known by what it answers at the address of its Graph Store Protocol."""
    loaded(project, f"{oxigraph.url}/store")
    right(project, oxigraph)


def test_by_update_where_there_is_no_graph_store(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """An endpoint without the protocol gets the graphs in updates of at most a thousand triples."""
    big = "".join(f"<urn:n{n}> <urn:p> {n} .\n" for n in range(2500))
    (project.graph / "expograph.trig").write_text(f"<urn:graph:big> {{ {big} }}", "utf-8")
    loaded(project, f"{proxy.url}/query", update=f"{proxy.url}/update")
    assert oxigraph.counts() == {"urn:graph:big": 2500}
    assert proxy.seen.count("POST /update") == 3
    assert not [line for line in proxy.seen if "/store" in line]


def test_falls_back_where_a_make_has_no_graph_store(
    project: Project, proxy: Proxy, oxigraph: Running
) -> None:
    """A make whose Graph Store is switched off is read by queries, written to by updates, and resumed so."""
    proxy.fails(says(404, "no such service"), path="/store", times=10_000)
    proxy.fails(dropped_before, "POST", path="/update", skip=1, times=client.ATTEMPTS)
    assert "<urn:graph:b> holds 0 of 180 triples" in fails(project, proxy.url, make="oxigraph")
    assert "1 there already; 189 triples sent" in loaded(project, proxy.url, make="oxigraph")
    right(project, oxigraph)


def test_falls_back_when_posting_is_not_offered(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A Graph Store that can only be read is written to by updates."""
    proxy.fails(says(405, "read only"), "POST", path="/store", times=99)
    loaded(project, proxy.url, make="oxigraph")
    right(project, oxigraph)
    assert [line for line in proxy.seen if line == "POST /update"]


def test_merged_into_the_default_graph(project: Project, oxigraph: Running) -> None:
    """With --merge all is in one graph, a triple that two graphs have only once."""
    loaded(project, oxigraph.url, make="oxigraph", merge=True)
    assert oxigraph.counts() == {"": MERGED}


def test_direct_and_indirect_identification(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A graph whose IRI lies below the store's address is addressed by itself; another by a parameter."""
    loaded(project, f"{proxy.url}/store", merge=True, graph=f"{proxy.url}/store/fairs")
    loaded(project, f"{proxy.url}/store", merge=True, graph="urn:graph:other")
    assert "POST /store/fairs" in proxy.seen
    assert "POST /store?graph=urn%3Agraph%3Aother" in proxy.seen
    assert sorted(oxigraph.counts().values()) == [MERGED, MERGED]


@pytest.mark.parametrize(("path", "make"), [("", "oxigraph"), ("/", "oxigraph"), ("/store", None)])
def test_an_address_with_parameters(
    project: Project, proxy: Proxy, oxigraph: Running, path: str, make: str | None
) -> None:
    """What stands behind the question mark of the address, as for a gate, goes with every request."""
    loaded(project, f"{proxy.url}{path}?gate=1", make=make)
    right(project, oxigraph)
    assert proxy.seen
    assert all("?gate=1" in line for line in proxy.seen)


def test_packed_answers(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """Answers that come compressed and in small chunks are read whole."""
    proxy.fails(packed, "GET", times=99)
    loaded(project, proxy.url, make="oxigraph")
    assert "3 there already" in loaded(project, proxy.url, make="oxigraph")


def test_a_second_load_sends_nothing(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """What is there and right is left alone."""
    loaded(project, proxy.url, make="oxigraph")
    proxy.seen.clear()
    assert "3 there already; 0 triples sent" in loaded(project, proxy.url, make="oxigraph")
    assert proxy.seen
    assert not [line for line in proxy.seen if line.startswith(("PUT", "POST /store", "POST /update"))]


def test_a_dry_run_writes_nothing(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """--dry-run says for each graph what would be done: add, complete, keep, replace."""
    said = loaded(project, proxy.url, make="oxigraph", dry=True)
    assert [line.split()[:2] for line in said.splitlines()[1:4]] == [["add", name] for name in COUNTS]
    assert oxigraph.counts() == {}
    loaded(project, proxy.url, make="oxigraph")
    oxigraph.update(
        "DELETE DATA { GRAPH <urn:graph:b> { <urn:thing:41> <urn:counts> 41 } } ; DROP GRAPH <urn:graph:c>"
    )
    said = loaded(project, proxy.url, make="oxigraph", dry=True)
    assert "keep      urn:graph:a  360 triples are there" in said
    assert "complete  urn:graph:b  " in said
    assert "add       urn:graph:c  9 triples" in said
    said = loaded(project, proxy.url, make="oxigraph", dry=True, replace=True)
    assert "replace   urn:graph:b  180 triples for the 17" in said


def test_what_is_not_ours_is_in_the_way(project: Project, oxigraph: Running) -> None:
    """Triples of others in a graph stop the load before anything is written; other graphs do not."""
    oxigraph.update(
        "INSERT DATA { GRAPH <urn:graph:b> { <urn:x> <urn:y> 1, 2 } GRAPH <urn:theirs> { <urn:x> <urn:y> 1 }}"
    )
    said = fails(project, oxigraph.url, make="oxigraph")
    assert "<urn:graph:b> holds 2 triples that are not ours" in said
    assert "nothing was written" in said
    assert oxigraph.counts() == {"urn:graph:b": 2, "urn:theirs": 1}
    loaded(project, oxigraph.url, make="oxigraph", replace=True)
    assert oxigraph.counts() == COUNTS | {"urn:theirs": 1}


@pytest.mark.parametrize("make", ["oxigraph", None])
def test_replaced_by_one_request(project: Project, proxy: Proxy, oxigraph: Running, make: str | None) -> None:
    """--replace sends one request for each graph that differs: an update where PUT is two steps, else PUT."""
    oxigraph.update("INSERT DATA { GRAPH <urn:graph:a> { <urn:x> <urn:y> 1 } }")
    loaded(project, proxy.url if make else f"{proxy.url}/store", make=make, replace=True)
    right(project, oxigraph)
    written = [
        line.split("?")[0] for line in proxy.seen if line.startswith(("PUT", "POST /store", "POST /update"))
    ]
    assert [line for line in written if line != "POST /store"] == (
        ["POST /update"] if make else ["PUT /store"]
    ) * 3


def test_readers_never_see_half(project: Project, oxigraph: Running) -> None:
    """While a graph is replaced again and again, a reader counts either the old triples or the new ones."""
    old = "".join(f"<urn:n{n}> <urn:p> {n} .\n" for n in range(5000))
    new = "".join(f"<urn:n{n}> <urn:q> {n} .\n" for n in range(3000))
    seen, over = set[int](), threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.add(oxigraph.counts().get("urn:graph:big", 0))

    reader = threading.Thread(target=read)
    for turn in range(6):
        text = new if turn % 2 else old
        (project.graph / "expograph.trig").write_text(f"<urn:graph:big> {{ {text} }}", "utf-8")
        loaded(project, oxigraph.url, make="oxigraph", replace=True)
        if turn == 0:
            reader.start()
    over.set()
    reader.join()
    assert seen == {5000, 3000}


BREAKS = [
    ("GET", dropped_before),
    ("GET", dropped_midway),
    ("POST", dropped_before),
    ("POST", dropped_after),
]


@pytest.mark.parametrize(("method", "fault"), BREAKS)
def test_a_broken_line_is_tried_again(
    project: Project, proxy: Proxy, oxigraph: Running, method: str, fault: Act
) -> None:
    """A line that breaks three times running, before, after or in an answer, does not stop a load."""
    proxy.fails(fault, method, path="/store", skip=1, times=3)
    loaded(project, proxy.url, make="oxigraph")
    right(project, oxigraph)
    assert not proxy.faults


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_busy_store_is_asked_again(project: Project, proxy: Proxy, oxigraph: Running, status: int) -> None:
    """A store that is busy five times running gets the request a sixth time, after the wait it asks for."""
    proxy.fails(says(status, "busy", Retry_After="0"), "POST", path="/store", times=client.ATTEMPTS - 1)
    loaded(project, proxy.url, make="oxigraph")
    right(project, oxigraph)


def test_the_wait_that_a_store_asks_for() -> None:
    """Retry-After is a number of seconds or a date; a date that has gone by asks for no wait."""
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    assert client._later("7") == 7
    assert 15 < (client._later(soon) or 0) <= 20
    assert client._later("Sun, 06 Nov 1994 08:49:37 GMT") == 0
    assert client._later("Sun, 06 Nov 1994 08:49:37 -0000") == 0
    assert client._later("") is client._later("soon") is None


@pytest.mark.parametrize("update", [False, True], ids=["graph store", "update"])
def test_resumed_after_a_dropped_connection(
    project: Project, proxy: Proxy, oxigraph: Running, update: bool
) -> None:
    """A load that stops after its first graph says so; the same command then ends with right counts."""
    url, how = (
        (f"{proxy.url}/query", {"update": f"{proxy.url}/update"})
        if update
        else (proxy.url, {"make": "oxigraph"})
    )
    proxy.fails(dropped_before, "POST", path="/update" if update else "/store", skip=1, times=client.ATTEMPTS)
    said = fails(project, url, **how)
    assert "cannot be reached" in said
    assert "1 of 3 graphs are right, <urn:graph:b> holds 0 of 180 triples, the rest is as it was" in said
    assert oxigraph.counts() == {"urn:graph:a": 360}
    assert "1 there already; 189 triples sent" in loaded(project, url, **how)
    right(project, oxigraph)


def test_completed_within_a_graph(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """Where updates stopped in the middle of a graph, the rest of it is sent and no more."""
    big = "".join(f"<urn:n{n}> <urn:p> {n} .\n" for n in range(2500))
    (project.graph / "expograph.trig").write_text(f"<urn:graph:big> {{ {big} }}", "utf-8")
    proxy.fails(dropped_before, "POST", path="/update", skip=1, times=client.ATTEMPTS)
    said = fails(project, f"{proxy.url}/query", update=f"{proxy.url}/update")
    assert "<urn:graph:big> holds 1000 of 2500 triples" in said
    said = loaded(project, f"{proxy.url}/query", update=f"{proxy.url}/update")
    assert "1500 triples sent" in said
    assert oxigraph.counts() == {"urn:graph:big": 2500}


def test_somebody_else_replaced_it_first(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """With entity tags the store itself refuses to replace what has changed since it was read."""
    loaded(project, proxy.url, make="oxigraph")
    oxigraph.update("INSERT DATA { GRAPH <urn:graph:b> { <urn:x> <urn:y> 1 } }")
    proxy.tags = True
    other = meanwhile(lambda: oxigraph.update("INSERT DATA { GRAPH <urn:graph:b> { <urn:x> <urn:y> 2 } }"))
    proxy.fails(other, "PUT")
    said = fails(project, f"{proxy.url}/store", replace=True)
    assert "somebody else changed <urn:graph:b> meanwhile; it was not replaced" in said
    assert "holds 180 of 180 triples and 2 that are not ours" in said
    assert oxigraph.counts()["urn:graph:b"] == 182
    loaded(project, f"{proxy.url}/store", replace=True)
    right(project, oxigraph)


def test_our_own_replacement_is_nobody_elses(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A line that breaks after a PUT was done: the second try finds the tag changed, and the graph right."""
    oxigraph.update("INSERT DATA { GRAPH <urn:graph:b> { <urn:x> <urn:y> 1 } }")
    proxy.tags = True
    proxy.fails(dropped_after, "PUT", skip=1)
    loaded(project, f"{proxy.url}/store", replace=True)
    right(project, oxigraph)
    assert len([line for line in proxy.seen if line.startswith("PUT")]) == 4


def test_a_weak_tag_is_no_condition(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A weak entity tag, which no If-Match ever meets, is not sent."""
    oxigraph.update("INSERT DATA { GRAPH <urn:graph:b> { <urn:x> <urn:y> 1 } }")
    proxy.tags, proxy.weak = True, True
    loaded(project, f"{proxy.url}/store", replace=True)
    right(project, oxigraph)


def test_somebody_else_changed_it_since_the_plan(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """Without entity tags, a graph that is about to be replaced is looked at once more."""
    oxigraph.update("INSERT DATA { GRAPH <urn:graph:a> { <urn:x> <urn:y> 1 } }")
    other = meanwhile(lambda: oxigraph.update("INSERT DATA { GRAPH <urn:graph:a> { <urn:x> <urn:y> 2 } }"))
    proxy.fails(other, "GET", path="/store?graph", skip=len(GRAPHS))
    said = fails(project, proxy.url, make="oxigraph", replace=True)
    assert "somebody else changed <urn:graph:a> meanwhile; it was not replaced" in said
    assert oxigraph.counts() == {"urn:graph:a": 2}


def test_somebody_else_wrote_to_it_during_the_load(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """What others add while ours arrives shows in the count and the digest afterwards."""
    other = meanwhile(lambda: oxigraph.update("INSERT DATA { GRAPH <urn:graph:a> { <urn:x> <urn:y> 1 } }"))
    proxy.fails(other, "POST", path="/store")
    said = fails(project, proxy.url, make="oxigraph")
    assert "somebody else changed <urn:graph:a> meanwhile: 1 triples are not ours" in said
    assert "0 of 3 graphs are right, <urn:graph:a> holds 360 of 360 triples and 1 that are not ours" in said


def test_a_store_that_loses_triples(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """A store that takes triples and does not keep them is found out, with an example."""
    proxy.fails(says(204, ""), "POST", path="/store")
    said = fails(project, proxy.url, make="oxigraph")
    assert "<urn:graph:a> does not hold what was loaded: 360 of 360 triples are not there" in said
    assert "<urn:thing:0>" in said


def test_a_store_that_hands_out_a_part(project: Project, proxy: Proxy, oxigraph: Running) -> None:
    """Where results are cut off, what is there is not taken for a part."""
    loaded(project, oxigraph.url, make="oxigraph")
    proxy.fails(
        says(200, "<urn:a> <urn:b> <urn:c> .", "application/n-triples"), "POST", path="/query", skip=1
    )
    said = fails(project, f"{proxy.url}/query", update=f"{proxy.url}/update")
    assert "hands out 1 of the 360 triples of <urn:graph:a>" in said


def test_the_real_graph(root: Path, oxigraph: Running) -> None:
    """The graph of the repository arrives whole, and again as one graph."""
    said = loaded(Project(root), oxigraph.url, make="oxigraph")
    quads = list(parse(path=root / "graph" / "expograph.trig"))
    assert len(quads) > 25_000
    assert sum(oxigraph.counts().values()) == len(quads)
    assert f"{len(quads)} triples sent" in said
    loaded(Project(root), oxigraph.url, make="oxigraph", merge=True)
    assert oxigraph.counts()[""] == len({quad.triple for quad in quads})


def test_every_preset_says_where_it_comes_from() -> None:
    """Each make is tested or says from which documentation it is; the command offers each of them."""
    assert set(MAKES) == set(PRESETS)
    assert len(PRESETS) == 9
    for preset in PRESETS.values():
        assert preset.source == "tested" or preset.source.startswith("from its documentation: ")
        for url in (preset.base, *filter(None, vars(preset.addresses(preset.base)).values())):
            assert preset.addresses(url) == preset.addresses(preset.base)


def test_the_guide_lists_every_make(root: Path) -> None:
    """docs/stores.md says of each make what the presets say."""
    guide = (root / "docs" / "stores.md").read_text("utf-8")
    replacing = {"put": "PUT", "update": "one update", None: "no"}
    for name, preset in PRESETS.items():
        own = "yes" if preset.default else "no"
        known = preset.source.removeprefix("from ").partition(":")[0]
        assert f"| `{name}` | `{preset.base}` | {replacing[preset.swap]} | {own} | {known} |" in guide
    assert guide.count("| its documentation |") + guide.count("| tested |") == len(PRESETS)
