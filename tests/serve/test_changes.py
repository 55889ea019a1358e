"""Changes: who may make them, what they do, what is refused, and what is left then."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serve_client import Client, clean, eventually
from served import TOKEN, Served

from expograph.project import default_root

UPDATE = "application/sparql-update"
BROKEN = """PREFIX expo: <https://w3id.org/expograph/ontology#>
INSERT DATA { GRAPH <urn:bad> {
  <https://w3id.org/expograph/id/fair/bad> a expo:Edition ; expo:ordinal "x" } }"""


def test_without_a_token_nothing_is_changed(writer: Client) -> None:
    """If the token is missing, wrong or of another scheme, then 401, and the store is untouched."""
    tag = writer.query("ASK {}").headers["etag"]
    for given in ("", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9"):
        for method, path in (("POST", "/update"), ("PUT", "/graphs?graph=urn:g"), ("DELETE", "/graphs")):
            told = {"authorization": given} if given else {}
            found = writer(method, path, b"CLEAR ALL", content_type=UPDATE, **told)
            assert found.status == 401
            assert found.headers["www-authenticate"].startswith("Bearer")
    assert writer.query("ASK {}").headers["etag"] == tag


@pytest.mark.parametrize("token", [None, "", "short", "has blanks in its middle"])
def test_it_does_not_start_without_a_token(tmp_path: Path, token: str | None) -> None:
    """--writable with no token, or one that can be guessed: exit code 2, a sentence, how to make one."""
    environment = {k: v for k, v in os.environ.items() if k != "EXPOGRAPH_TOKEN"}
    environment |= {} if token is None else {"EXPOGRAPH_TOKEN": token}
    command = [sys.executable, "-m", "expograph", "serve", "--port", "0", "--writable"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "EXPOGRAPH_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_update_is_seen_by_the_next_query(writer: Client) -> None:
    """Named graphs and the merged default graph show it at once; the entity tag changes."""
    before = writer.query("ASK { ?s <urn:test:p> ?o }")
    assert before.boolean is False
    assert writer.update("INSERT DATA { GRAPH <urn:test:g> { <urn:s> <urn:test:p> 1 } }").status == 204
    after = writer.query("ASK { ?s <urn:test:p> ?o }")
    assert (after.boolean, writer.query("ASK { GRAPH <urn:test:g> { ?s ?p 1 } }").boolean) == (True, True)
    assert after.headers["etag"] != before.headers["etag"]
    assert writer.update("DROP GRAPH <urn:test:g>").status == 204
    assert writer.query("ASK { ?s <urn:test:p> ?o }").boolean is False


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Client]:
    """Who changes the project's own graph, which the project's shapes guard."""
    with clean(tmp_path, "--writable", EXPOGRAPH_TOKEN=TOKEN) as server:
        yield Client(server)


def test_a_change_that_breaks_a_shape_is_refused_with_the_report(guarded: Client) -> None:
    """422, a sh:ValidationReport in the format that is accepted, and the store as it was."""
    writer = guarded
    assert writer.update("INSERT DATA { GRAPH <urn:good> { <urn:a> <urn:p> 1 } }").status == 204
    tag = writer.query("ASK {}").headers["etag"]
    for media, kind in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
        found = writer.update(BROKEN, accept=media)
        assert (found.status, found.headers["content-type"].partition(";")[0]) == (422, media)
        told = Store()
        told.bulk_extend(parse(found.body, kind))
        sh = "PREFIX sh: <http://www.w3.org/ns/shacl#> "
        assert told.query(sh + "ASK { ?r a sh:ValidationReport ; sh:conforms false }")
        bad = "<https://w3id.org/expograph/id/fair/bad>"
        assert told.query(f"{sh} ASK {{ ?x sh:focusNode {bad} ; sh:resultMessage ?m }}")
    graph = "<https://w3id.org/expograph/id/fair/bad> a <https://w3id.org/expograph/ontology#Edition> ."
    assert writer.put("/graphs?graph=urn:bad", graph).status == 422
    assert writer.query("ASK {}").headers["etag"] == tag
    assert writer.query("ASK { GRAPH <urn:bad> { ?s ?p ?o } }").boolean is False


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("CLEAR XYZ", 400, "line 1"),
        ("INSERT DATA { <urn:a> <urn:b> 1 } ;\n\n  INSERT FOO", 400, "line 3, column"),
        ("INSERT DATA { ?a <urn:b> 1 }", 400, "line 1"),
        ("LOAD <http://127.0.0.1:9/x>", 403, "LOAD"),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x>", 403, "LOAD"),
        ("DROP GRAPH <urn:nowhere>", 400, "cannot be done"),
        (
            "INSERT { <urn:a> <urn:b> ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            403,
            "SERVICE",
        ),
    ],
)
def test_an_update_is_done_whole_or_not_at_all(writer: Client, text: str, status: int, words: str) -> None:
    """If any of it is wrong, then none of it is done, and its place is told."""
    found = writer.update(text)
    assert (found.status, words in found.text) == (status, True)
    assert writer.query("ASK { <urn:a> <urn:b> ?o }").boolean is False


def test_an_update_over_its_time_is_stopped(tmp_path: Path) -> None:
    """504, the store as it was, and the next update is taken."""
    options = ("--data", str(default_root() / "graph" / "expograph.ttl"), "--limit", "seconds=3")
    with clean(tmp_path, *options, "--writable", EXPOGRAPH_TOKEN=TOKEN) as server:
        writer = Client(server)
        count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        long = f"INSERT {{ <urn:a> <urn:b> ?n }} WHERE {{ {count} }}"
        assert writer.update(long).status == 504
        assert writer.query("ASK { <urn:a> <urn:b> ?o }").boolean is False
        assert writer.put("/graphs?graph=urn:g", "<urn:a> <urn:b> 2 .").status == 201
        assert writer.query("ASK { <urn:a> <urn:b> 2 }").boolean is True


def test_a_sequence_sees_the_merged_graph(writer: Client) -> None:
    """Each pattern sees what the operation before did, in any graph, once; prologues may stand between."""
    text = """INSERT DATA { GRAPH <urn:m:1> { <urn:m:s> <urn:m:p> 1 } } ;
    INSERT DATA { GRAPH <urn:m:2> { <urn:m:s> <urn:m:p> 1 } } ;
    PREFIX m: <urn:m:>
    INSERT { GRAPH m:3 { m:s m:n ?n } } WHERE { SELECT (COUNT(*) AS ?n) { m:s m:p ?o } } ;
    DELETE WHERE { GRAPH m:1 { ?s ?p ?o } }"""
    assert writer.update(text).status == 204
    assert writer.query("ASK { <urn:m:s> <urn:m:n> 1 . <urn:m:s> <urn:m:p> 1 }").boolean is True
    assert (
        writer.update("DROP SILENT GRAPH <urn:m:1> ; DROP GRAPH <urn:m:2> ; DROP GRAPH <urn:m:3>").status
        == 204
    )
    assert writer.query("ASK { <urn:m:s> ?p ?o }").boolean is False


def test_the_default_graph_has_triples_of_its_own(writer: Client) -> None:
    """What is inserted without GRAPH stays there when a named graph that has it too goes."""
    both = "INSERT DATA { <urn:d:s> <urn:d:p> 1 . GRAPH <urn:d:g> { <urn:d:s> <urn:d:p> 1 } }"
    assert writer.update(both).status == 204
    assert writer.update("DROP GRAPH <urn:d:g>").status == 204
    assert writer.query("ASK { <urn:d:s> <urn:d:p> 1 }").boolean is True
    assert writer.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s = <urn:d:s>) }").status == 204
    assert writer.query("ASK { <urn:d:s> ?p ?o }").boolean is False


def test_the_graph_store(writer: Client) -> None:
    """PUT makes and replaces, POST adds, GET and HEAD read, DELETE removes; by ?graph= and by address."""
    for path in ("/graphs?graph=urn:store", "/graphs/of/tests"):
        assert writer("GET", path).status == 404
        assert writer.put(path, "<urn:a> <urn:p> 1 .").status == 201
        assert writer.put(path, "<urn:a> <urn:p> 2 .").status == 204
        assert writer.put(path, "_:b <urn:p> 3 .", "POST").status == 204
        found = writer("GET", path, accept="application/n-triples")
        assert sorted(quad.object.value for quad in parse(found.body, RdfFormat.N_TRIPLES)) == ["2", "3"]
        assert writer("HEAD", path).status == 200
        assert writer("DELETE", path, authorization=f"Bearer {TOKEN}").status == 204
        assert writer("DELETE", path, authorization=f"Bearer {TOKEN}").status == 404
    assert writer("GET", "/graphs?default", accept="text/turtle").status == 200


def test_an_address_names_its_graph(writer: Client, writable: Served) -> None:
    """A graph below /graphs has its own address as its name; one that is posted to the store is given one."""
    assert writer.put("/graphs/mine", "<> <urn:p> 1 .").status == 201
    assert writer.query(
        f"ASK {{ GRAPH <{writable.url}/graphs/mine> {{ <{writable.url}/graphs/mine> ?p 1 }} }}"
    ).boolean
    made = writer.put("/graphs", "<urn:a> <urn:made> 1 .", "POST")
    assert made.status == 201
    path = made.headers["location"].removeprefix(writable.url)
    assert writer("GET", path, accept="application/n-triples").text == "<urn:a> <urn:made> " + (
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    for one in ("/graphs/mine", path):
        assert writer("DELETE", one, authorization=f"Bearer {TOKEN}").status == 204


def test_graphs_that_cannot_be_read_are_refused(writer: Client) -> None:
    """A syntax error has its place; a wrong media type its list; nothing is made."""
    found = writer.put("/graphs?graph=urn:x", "<urn:a> <urn:b> .\n")
    assert (found.status, "line 1" in found.text) == (400, True)
    assert writer.put("/graphs?graph=urn:x", "a,b", content_type="text/csv").status == 415
    assert writer.put("/graphs?graph=urn:x", "", content_type="application/trig").status == 415
    assert writer("GET", "/graphs?graph=urn:x").status == 404


def test_conditional_changes(writer: Client) -> None:
    """If-Match of what has changed since, and If-None-Match of what is there, are refused with 412."""
    path = "/graphs?graph=urn:cond"
    assert writer.put(path, "<urn:a> <urn:p> 1 .", if_none_match="*").status == 201
    assert writer.put(path, "<urn:a> <urn:p> 2 .", if_none_match="*").status == 412
    tag = writer("GET", path).headers["etag"]
    assert not tag.startswith("W/")
    assert writer("GET", path, if_none_match=tag).status == 304
    assert writer.put(path, "<urn:a> <urn:p> 3 .", if_match=tag).status == 204
    assert writer.put(path, "<urn:a> <urn:p> 4 .", if_match=tag).status == 412
    assert writer.update("DELETE WHERE { GRAPH <urn:cond> { ?s ?p ?o } }", if_match=tag).status == 412
    assert writer.query("ASK { GRAPH <urn:cond> { ?s ?p 3 } }").boolean is True
    now = writer("GET", path).headers["etag"]
    insert = "INSERT DATA { GRAPH <urn:cond> { <urn:a> <urn:p> 4 } }"
    assert writer.update(insert, if_match="W/" + now).status == 412
    assert writer.update(insert, if_match=now).status == 204
    assert writer("DELETE", path, authorization=f"Bearer {TOKEN}").status == 204


def test_the_whole_store_can_be_kept(writer: Client, tmp_path: Path) -> None:
    """GET /graphs gives every quad once, and a server of it answers the same."""
    found = writer("GET", "/graphs", accept="application/n-quads")
    stated, given = Store(), Store()  # which keep numbers by value
    stated.load(path=default_root() / "graph" / "expograph.trig")
    given.load(found.body, format=RdfFormat.N_QUADS)
    assert set(given) == set(stated)
    kept = tmp_path / "kept.nq"
    kept.write_bytes(found.body)
    (tmp_path / "log").mkdir()
    with clean(tmp_path / "log", "--data", str(kept)) as server:
        text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        assert Client(server).query(text).body == writer.query(text).body


def test_changes_at_the_same_time_all_count(writer: Client) -> None:
    """Eight clients add to a counter, each on what the one before left."""
    add = """DELETE { GRAPH <urn:count> { <urn:c> <urn:n> ?n } }
    INSERT { GRAPH <urn:count> { <urn:c> <urn:n> ?m } }
    WHERE { GRAPH <urn:count> { <urn:c> <urn:n> ?n } BIND(?n + 1 AS ?m) }"""
    assert writer.put("/graphs?graph=urn:count", "<urn:c> <urn:n> 0 .").status == 201
    statuses: list[int] = []
    crowd = [threading.Thread(target=lambda: statuses.append(writer.update(add).status)) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert statuses == [204] * 8
    assert writer.query("SELECT ?n { <urn:c> <urn:n> ?n }").rows[0]["n"]["value"] == "8"
    assert writer.update("DROP GRAPH <urn:count>").status == 204


def test_load_and_query_work_with_it(tmp_path: Path) -> None:
    """Our own `load` fills a server that was empty but for one triple, and our own `query` asks it."""
    (tmp_path / "log").mkdir()
    (tmp_path / "one.ttl").write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    options = ("--data", str(tmp_path / "one.ttl"), "--writable")
    with clean(tmp_path / "log", *options, EXPOGRAPH_TOKEN=TOKEN) as server:
        command = [sys.executable, "-m", "expograph", "load", f"{server.url}/graphs"]
        environment = {**os.environ, "EXPOGRAPH_TOKEN": TOKEN}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        ask = [sys.executable, "-m", "expograph", "query", "exhibitors", "--format", "csv"]
        ours, theirs = (
            subprocess.run([*ask, *more], capture_output=True, check=True).stdout
            for more in ((), ("--endpoint", f"{server.url}/sparql"))
        )
        assert ours == theirs
        assert len(ours.splitlines()) > 3


def project(folder: Path) -> Path:
    """A project of its own with our graph, which a test may change."""
    (folder / "graph").mkdir(parents=True)
    for name in ("expograph.ttl", "expograph.trig"):
        shutil.copy(default_root() / "graph" / name, folder / "graph" / name)
    return folder


def rewritten(root: Path, more: str) -> None:
    """Put other files in the place of a project's graph, as a build does."""
    for name in ("expograph.ttl", "expograph.trig"):
        path = root / "graph" / name
        fresh = path.with_suffix(".new")
        fresh.write_text((default_root() / "graph" / name).read_text("utf-8") + more, encoding="utf-8")
        fresh.replace(path)


def test_a_changed_graph_is_loaded_without_a_pause(tmp_path: Path) -> None:
    """If graph/ changes, then the new one is served, and all are answered in between; a broken one is not."""
    root = project(tmp_path / "project")
    (tmp_path / "log").mkdir()
    with clean(tmp_path / "log", "--project", str(root), "--") as server:
        client, done, statuses = Client(server), threading.Event(), set()

        def keep_asking() -> None:
            number = 0
            while not done.is_set():
                number += 1
                statuses.add(client.query(f"SELECT * {{ ?s a ?c }} LIMIT 1 # {number}").status)

        asking = threading.Thread(target=keep_asking)
        asking.start()
        rewritten(root, "\n<urn:fresh> <urn:p> 1 .\n")
        assert eventually(lambda: client.query("ASK { <urn:fresh> ?p ?o }").boolean)
        rewritten(root, "\n<urn:broken> <urn:p> \n")
        assert eventually(lambda: server.events("kept"))
        assert client.query("ASK { <urn:fresh> ?p ?o }").boolean is True
        server.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: len(server.events("kept")) == 2)
        done.set()
        asking.join()
        assert statuses == {200}


def test_sighup_gives_up_changes(tmp_path: Path) -> None:
    """With --writable a signal alone loads the files again, and what was changed is gone."""
    root = project(tmp_path / "project")
    (tmp_path / "log").mkdir()
    options = ("--project", str(root), "--", "--writable")
    with clean(tmp_path / "log", *options, EXPOGRAPH_TOKEN=TOKEN) as server:
        writer = Client(server)
        assert writer.update("INSERT DATA { <urn:mine> <urn:p> 1 }").status == 204
        rewritten(root, "\n<urn:fresh> <urn:p> 1 .\n")
        time.sleep(2.5)
        assert (
            writer.query("ASK { <urn:mine> <urn:p> 1 FILTER NOT EXISTS { <urn:fresh> ?p ?o } }").boolean
            is True
        )
        server.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: writer.query("ASK { <urn:fresh> ?p ?o }").boolean)
        assert writer.query("ASK { <urn:mine> ?p ?o }").boolean is False


def test_the_dataset_of_the_protocol_for_updates(writer: Client) -> None:
    """using-graph-uri replaces what patterns see; with WITH or USING it is a conflict."""
    start = (
        "INSERT DATA { GRAPH <urn:u:1> { <urn:u:a> <urn:u:p> 1 } GRAPH <urn:u:2> { <urn:u:b> <urn:u:p> 2 } }"
    )
    assert writer.update(start).status == 204
    mark = "INSERT { GRAPH <urn:u:3> { ?s <urn:u:seen> true } } WHERE { ?s <urn:u:p> ?o }"
    assert writer.update(mark, f"/update?using-graph-uri={quote('urn:u:1')}").status == 204
    found = writer.query("SELECT ?s { ?s <urn:u:seen> true }").rows
    assert [row["s"]["value"] for row in found] == ["urn:u:a"]
    both = "WITH <urn:u:1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert writer.update(both, "/update?using-graph-uri=urn:u:1").status == 400
    gone = "DELETE WHERE { ?s <urn:u:p> ?o }"
    assert writer.update(f"PREFIX x: <urn:x> # note\n{gone}", "/update?using-graph-uri=urn:u:1").status == 204
    drop = "; ".join(f"DROP SILENT GRAPH <urn:u:{number}>" for number in (1, 2, 3))
    assert writer.update(drop).status == 204
    assert NamedNode("urn:u:1").value not in json.dumps(
        writer.query("SELECT DISTINCT ?g { GRAPH ?g {} }").rows
    )


def test_the_same_change_makes_another_state_each_time(writer: Client) -> None:
    """What is done twice may not have done the same, so that no tag may stand for both."""
    path, tags = "/graphs?graph=urn:twice", set()
    for _ in range(2):
        assert writer.update("INSERT DATA { GRAPH <urn:twice> { <urn:a> <urn:p> 1 } }").status == 204
        tags.add(writer("GET", path).headers["etag"])
        assert writer("DELETE", path, authorization=f"Bearer {TOKEN}").status == 204
    assert len(tags) == 2
