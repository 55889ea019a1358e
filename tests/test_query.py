"""Questions: headers, typed parameters, substitution by terms, formats, endpoints."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Variable,
    parse_query_results,
)

from expograph import ask, endpoint, header, parameters, query, table
from expograph.errors import ExpographError
from expograph.project import Project

EX = "https://example.org/"
DATA = f"""
@prefix ex: <{EX}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:g1 {{ ex:a ex:size 1000 ; ex:name "Alpha"@en , "Foo # ?_x_iri" ;
    ex:held "2024-11-05"^^xsd:date ; ex:share 12.5 . }}
ex:g2 {{ ex:b ex:size 25000 ; ex:name "Beta"@en ; ex:held "2023-11-05"^^xsd:date ; ex:share 7 . }}
"""
MERGED = re.sub(r"ex:g\d \{|\}", "", DATA)
QUESTION = """#+ summary: How large is it?
#+ description: >
#+   Each size
#+   that is claimed.
#+ tags:
#+   - size
#+   - all
#+ defaults:
#+   - thing: a
#+ params:
#+   thing:
#+     description: What is asked about
#+     namespace: ex
PREFIX ex: <https://example.org/> # not <a>, nor ?_thing_iri
SELECT ?thing ?size {
  BIND(?_thing_iri AS ?thing) ?_thing_iri ex:size ?size FILTER(?size > ?__least_integer || true)
}
"""


@pytest.fixture
def store() -> Store:
    """Two named graphs, and both as the default graph."""
    made = Store()
    made.load(MERGED, format=RdfFormat.TURTLE)
    made.load(DATA, format=RdfFormat.TRIG)
    return made


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a graph and two questions, one in a folder."""
    files = {
        "ontology/expograph.ttl": "",
        "graph/expograph.trig": DATA,
        "graph/expograph.ttl": MERGED,
        "queries/size.rq": QUESTION,
        "queries/views/all.rq": "CONSTRUCT WHERE { ?s ?p ?o }",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Project(tmp_path)


def rows(answer: query.Answer) -> list[list[str | None]]:
    """The values of a SELECT's answer."""
    assert isinstance(answer, QuerySolutions)
    return [[None if term is None else term.value for term in solution] for solution in answer]


def asked(text: str) -> query.Query:
    """A question from its text."""
    return query.read(text, "q", "q.rq")


# Parameters


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("edition", None),
        ("_edition_iri", ("edition", "iri", True)),
        ("__year_integer", ("year", "integer", False)),
        ("_title", ("title", "string", True)),
        ("_label_zh", ("label", "zh", True)),
        ("__day_date", ("day", "date", False)),
    ],
)
def test_a_variable_declares_its_parameter(variable: str, expected: tuple[str, str, bool] | None) -> None:
    """Names follow grlc's convention: underscores, name, kind."""
    found = parameters.parameter(variable)
    assert (found and (found.name, found.kind, found.required)) == expected


@pytest.mark.parametrize("variable", ["_", "___x_iri", "_x_colour", "_x_iri_y"])
def test_a_name_outside_the_convention_is_refused(variable: str) -> None:
    """A slip in a parameter's name is told, and not taken for an ordinary variable."""
    with pytest.raises(ExpographError, match="not the name of a parameter"):
        parameters.parameter(variable)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("iri", "https://example.org/a", NamedNode(EX + "a")),
        ("iri", "ex:a", NamedNode(EX + "a")),
        ("iri", "ciie-7", NamedNode("https://w3id.org/expograph/id/fair/ciie-7")),
        ("string", 'say "hi"', Literal('say "hi"')),
        ("integer", "-12", Literal("-12", datatype=NamedNode(parameters.XSD + "integer"))),
        ("decimal", "1.50", Literal("1.50", datatype=NamedNode(parameters.XSD + "decimal"))),
        ("date", "2024-02-29", Literal("2024-02-29", datatype=NamedNode(parameters.XSD + "date"))),
        ("gYear", "2024", Literal("2024", datatype=NamedNode(parameters.XSD + "gYear"))),
        ("boolean", "true", Literal("true", datatype=NamedNode(parameters.XSD + "boolean"))),
        ("zh", "澳门", Literal("澳门", language="zh")),
    ],
)
def test_a_value_is_read_as_one_term(kind: str, value: str, expected: NamedNode | Literal) -> None:
    """The kind of the parameter decides what its text means."""
    wanted = parameters.Parameter("p", kind, True, namespace="fair")
    assert parameters.term(wanted, value, {"ex": EX}) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "no namespace here> } #"),
        ("iri", "unknown:a"),
        ("iri", "https://example.org/a> ; ?p ?o . <urn:x"),
        ("iri", ""),
        ("iri", "fair:a b"),
        ("integer", "7; DROP"),
        ("integer", "7.0"),
        ("integer", "٧"),
        ("decimal", "1e3"),
        ("decimal", "1,000"),
        ("date", "2024-02-30"),
        ("date", "05/11/2024"),
        ("gYear", "last"),
        ("boolean", "yes"),
        ("string", "\udc80"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str) -> None:
    """Ill-typed values, attempts to inject among them, end with what the parameter takes; exit code 2."""
    with pytest.raises(ExpographError, match="is not a value of the parameter p\n    it takes") as caught:
        parameters.term(parameters.Parameter("p", kind, True), value, {})
    assert caught.value.exit_code == 2


def test_unknown_missing_and_doubled_parameters_are_told() -> None:
    """The error names the parameter, the nearest known one, and what to write."""
    question = asked("SELECT * { ?s ?p ?_edition_iri ; ?q ?__year_integer }")
    with pytest.raises(ExpographError, match=r"no parameter 'editon'\n    did you mean edition\?"):
        query.bind(question, {"editon": "x"})
    with pytest.raises(ExpographError, match="needs the parameter edition\n    add --param edition="):
        query.bind(question, {})
    with pytest.raises(ExpographError, match="given twice"):
        parameters.assignments(["a=1", "a=2"])
    with pytest.raises(ExpographError, match="--param name=value"):
        parameters.assignments(["a"])
    assert parameters.assignments(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


# Substitution


def test_only_variable_tokens_are_replaced() -> None:
    """What looks like a variable in a comment, a string, an IRI or an escaped name stays."""
    text = (
        "# ?_x\nSELECT * { <http://e/?_x#y> ?p '?_x', \"\\\"?_x\", '''a'?_x''', ?_x, ?_xy_en, $_x ; "
        "ex:a\\?_x 1 }"
    )
    out = parameters.substitute(text, {"x": Literal("V")})
    assert out == text.replace(", ?_x,", ',  "V" ,').replace("$_x", ' "V" ')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?o { ?_x_iri ex:size ?o }", [["1000"]]),
        ("SELECT ?o { ?s ex:size ?o FILTER(?s = ?_x_iri) }", [["1000"]]),
        ("SELECT ?n { { SELECT (COUNT(?o) AS ?n) { ?_x_iri ex:name ?o } } }", [["2"]]),
        ("SELECT ?o { ?s ex:size ?o FILTER NOT EXISTS { ?_x_iri ex:size ?o } }", [["25000"]]),
        ("SELECT ?o { ?s ex:size ?o MINUS { ?_x_iri ex:size ?o } }", [["25000"]]),
        (
            "SELECT ?o { ?s ex:size ?o OPTIONAL { ?s ex:held ?d FILTER(?s = ?_x_iri) } FILTER(BOUND(?d)) }",
            [["1000"]],
        ),
        ("SELECT (SUM(IF(?s = ?_x_iri, ?o, 0)) AS ?n) { ?s ex:size ?o }", [["1000"]]),
        ("SELECT ?thing { BIND(?_x_iri AS ?thing) }", [[EX + "a"]]),
    ],
)
def test_a_value_reaches_every_place(store: Store, text: str, expected: list[list[str]]) -> None:
    """Filters, sub-selects, aggregates, MINUS and NOT EXISTS see the value, as the text says."""
    answer = query.ask(store, asked(f"PREFIX ex: <{EX}>\n{text}"), {"x": "ex:a"})
    assert rows(answer) == expected


def test_an_optional_parameter_without_value_stays_a_variable(store: Store) -> None:
    """Two underscores: the query runs with and without a value."""
    question = asked(f"PREFIX ex: <{EX}>\nSELECT ?o {{ ?__x_iri ex:size ?o }} ORDER BY ?o")
    assert rows(query.ask(store, question, {})) == [["1000"], ["25000"]]
    assert rows(query.ask(store, question, {"x": "ex:b"})) == [["25000"]]


def test_a_parameter_where_no_value_can_stand_is_told() -> None:
    """A parameter in the SELECT clause would become no column."""
    with pytest.raises(ExpographError, match="BIND"):
        query.bind(asked("SELECT ?_x_iri { ?_x_iri ?p ?o }"), {"x": "https://example.org/a"})


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text("\\u0ncU\"'\n}#>2", max_size=30)
)
def test_any_text_comes_back_as_itself(value: str) -> None:
    """If a text is given as a string parameter, then the query sees that text, whatever it holds."""
    text, _ = query.bind(asked("SELECT ?v { BIND(?_x AS ?v) }"), {"x": value})
    assert rows(Store().query(text)) == [[value]]


@given(st.text(st.sampled_from("abA:/#?&%20.<>{}|^`\\\"' \nu;é澳"), max_size=20))
def test_any_iri_is_refused_or_comes_back_as_itself(rest: str) -> None:
    """If a text passes as an IRI, then the query sees that IRI and nothing else."""
    wanted = parameters.parameter("_x_iri")
    assert wanted
    with suppress(ExpographError):  # refused, as other tests show
        term = parameters.term(wanted, EX + rest, {})
        assert term == NamedNode(EX + rest)
        text, _ = query.bind(asked("SELECT ?v { BIND(?_x_iri AS ?v) }"), {"x": EX + rest})
        assert rows(Store().query(text)) == [[EX + rest]]


@pytest.mark.parametrize(
    "value", ["\x01ab", r"\u0022 . ?s ?p ?o . #", r"\U00000022", r"\\u0022", "\\", '"@en', "'''", "\n} #"]
)
def test_no_engine_reads_an_escape_as_the_end_of_a_string(value: str) -> None:
    """rdflib decodes code points before it parses, oxigraph while it does: both see the same text."""
    import rdflib

    text, _ = query.bind(asked("SELECT ?v { BIND(?_x AS ?v) }"), {"x": value})
    assert [str(row[0]) for row in rdflib.Graph().query(text)] == [value]  # type: ignore[index]
    assert rows(Store().query(text)) == [[value]]


def test_an_iri_that_the_graph_does_not_know_is_told(store: Store) -> None:
    """A slip in a name ends with the nearest names, and not with an empty answer."""
    store.load(f"<{EX}ciie-7> a <{EX}Fair> .", format=RdfFormat.TURTLE)
    with pytest.raises(
        ExpographError, match=r"knows nothing of <https://example\.org/cie-7>.*\n    near to it: ciie-7"
    ):
        query.ask(store, asked("ASK { ?_x_iri ?p ?o }"), {"x": EX + "cie-7"})


# Files and headers


def test_a_header_is_read(project: Project) -> None:
    """Summary, folded description, tags, defaults and parameters come from the `#+` lines."""
    found = query.find(project, "size")
    assert (found.header.summary, found.header.description) == (
        "How large is it?",
        "Each size that is claimed.",
    )
    assert (found.header.tags, found.form) == (("size", "all"), "SELECT")
    assert [(p.name, p.default, p.namespace, p.required) for p in found.parameters] == [
        ("thing", "a", "ex", True),
        ("least", None, None, False),
    ]


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ("#+ summary: Sizes: large", "q.rq:1:", "put a text with"),
        ("#+ - a\n#+ - b", "q.rq:1:1:", "not keys with values"),
        ("#+ tags: size", "q.rq:1:1:", "tags are not a list"),
        ("#+ summary: x\n#+ defaults:\n#+   - thing", "q.rq:2:1:", "defaults are not names with values"),
        ("#+ summary: x\n#+ params:\n#+   x:\n#+     type: iri", "q.rq:2:1:", "description and namespace"),
        ("#+ defaults:\n#+   - y: 1", "q.rq:1:1:", "parameter y, which the query does not use"),
        (
            "#+ params:\n#+   x:\n#+     namespace: nowhere",
            "q.rq:1:1:",
            "nowhere of the parameter x is not declared",
        ),
    ],
)
def test_a_wrong_header_is_told_with_its_place(lines: str, place: str, words: str) -> None:
    """file:line:col, what is wrong, what to write."""
    with pytest.raises(ExpographError, match=words) as caught:
        asked(f"{lines}\nSELECT * {{ ?s ?p ?_x_iri }}")
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {\n  ?s ?p }", "q.rq:2:10:"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "q.rq:1:"),
        ("", "q.rq:1:"),
        ("SELECT * { ?s ex:p ?o }", "q.rq:1:"),
    ],
)
def test_what_is_no_query_is_told_with_its_place(text: str, place: str) -> None:
    """Broken syntax, updates, nothing at all, undeclared prefixes."""
    with pytest.raises(ExpographError, match=r"not a SPARQL 1\.1 query") as caught:
        asked(text)
    assert str(caught.value).startswith(place)


def test_names_are_paths_below_queries(project: Project) -> None:
    """A question is found by name, in a folder, or as a file; an unknown one ends with near names."""
    assert {q.name for q in query.catalogue(project)} >= {"size"}
    assert set(query.names(project)) >= {"size", "views/all"}
    assert query.find(project, "views/all").form == "CONSTRUCT"
    assert query.find(project, str(project.root / "queries" / "size.rq")).name == "size"
    with pytest.raises(ExpographError, match="there is no query 'siz'\n    did you mean size"):
        query.find(project, "siz")
    with pytest.raises(ExpographError, match=r"cannot read .*nowhere\.rq"):
        query.find(project, "nowhere.rq")
    (project.root / "queries" / "latin.rq").write_bytes("# é".encode("latin-1"))
    with pytest.raises(ExpographError, match=r"latin\.rq:1:3: not UTF-8"):
        query.find(project, "latin")


@pytest.mark.parametrize(("name", "named"), [("expograph.ttl", False), ("expograph.trig", True)])
def test_a_missing_or_broken_graph_is_told(project: Project, name: str, named: bool) -> None:
    """Each says which file, where, and how to make it."""
    path = project.graph / name
    path.write_text("<urn:a> <urn:b>\n <urn:c", encoding="utf-8")
    with pytest.raises(ExpographError, match=rf"{name}:2:\d+: cannot read it"):
        query.load(project, named)
    path.unlink()
    with pytest.raises(ExpographError, match=rf"there is no .*{name}\n    make it with `expograph build`"):
        query.load(project, named)


def test_a_triple_of_two_graphs_counts_once(project: Project) -> None:
    """If two documents state a triple, then the default graph holds it once and GRAPH gives both."""
    twice = "<urn:1> { <urn:s> <urn:p> 1 } <urn:2> { <urn:s> <urn:p> 1 }"
    (project.graph / "expograph.trig").write_text(twice, encoding="utf-8")
    (project.graph / "expograph.ttl").write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    plain = asked("SELECT ?o { ?s ?p ?o }")
    graphs = asked("SELECT ?g { graph ?g { ?s ?p ?o } } ORDER BY ?g")
    assert not query.asks_for_graphs(plain)
    assert query.asks_for_graphs(graphs)
    store = query.load(project)
    assert rows(query.ask(store, plain, {})) == [["1"]]
    assert rows(query.ask(store, graphs, {})) == [["urn:1"], ["urn:2"]]
    assert rows(query.ask(query.load(project, named=False), plain, {})) == [["1"]]


def test_the_listing_groups_by_tag_and_describes_one(project: Project) -> None:
    """Every question, but no view, stands under each of its tags; one alone shows its description."""
    listed = ask.listing(project)
    assert listed.index("all\n") < listed.index("size\n")
    assert "views/all" not in listed
    assert listed.count("How large is it?") == 2
    assert "--param thing=…  (default: a)" in listed
    described = ask.listing(project, "size")
    assert "Each size that is claimed." in described
    assert "What is asked about; an IRI, a CURIE, or a name in ex" in described


# Formats


def written(store: Store, text: str, wanted: str, terminal: bool = False) -> str:
    """What a query prints."""
    question = asked(f"PREFIX ex: <{EX}>\n{text}")
    form = table.format_for(question.form, wanted)
    return table.write(query.ask(store, question, {}), form, question.prefixes, terminal).decode()


def test_a_plain_table_is_aligned_and_has_nothing_else(store: Store) -> None:
    """Names, then rows; numbers to the right with points below points; IRIs in short."""
    text = written(
        store, "SELECT ?s ?size ?share { ?s ex:size ?size ; ex:share ?share } ORDER BY ?s", "table"
    )
    assert text == "s       size  share\nex:a    1000   12.5\nex:b  25,000    7\n"


def test_a_terminal_gets_wrapped_columns_and_a_count(store: Store) -> None:
    """The same cells under a rule, with the number of rows."""
    text = written(store, "SELECT ?s ?size { ?s ex:size ?size } ORDER BY ?s", "table", terminal=True)
    assert "25,000" in text
    assert "2 rows" in text


def test_a_narrow_terminal_gets_records(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """If columns would break words, then each filled cell has a line, and each row is set apart."""
    text = "SELECT ?s ?size ?none { ?s ex:size ?size } ORDER BY ?s"
    monkeypatch.setenv("COLUMNS", "19")
    narrow = [line.split() for line in written(store, text, "table", terminal=True).splitlines()]
    assert narrow == [
        ["s", "ex:a"],
        ["size", "1000"],
        [],
        ["s", "ex:b"],
        ["size", "25,000"],
        [],
        ["2", "rows"],
    ]
    monkeypatch.setenv("COLUMNS", "40")
    assert ["ex:b", "25,000"] in [
        line.split() for line in written(store, text, "table", terminal=True).splitlines()
    ]


@pytest.mark.parametrize("wanted", ["csv", "tsv", "json", "xml"])
def test_result_formats_are_the_standard_ones(store: Store, wanted: str) -> None:
    """Read back, they hold the same rows."""
    text = written(store, "SELECT ?s ?size { ?s ex:size ?size } ORDER BY ?s", wanted)
    if wanted == "csv":
        assert text.split() == ["s,size", f"{EX}a,1000", f"{EX}b,25000"]
    else:
        assert rows(parse_query_results(text, table.RESULT_FORMATS[wanted])) == [
            [EX + "a", "1000"],
            [EX + "b", "25000"],
        ]


def test_turtle_has_fixed_order_and_the_prefixes_in_use(store: Store) -> None:
    """Same triples, same bytes; they parse back to what was constructed."""
    text = written(
        store,
        "CONSTRUCT { ?s ex:size ?o ; ex:d '2024'^^xsd:gYear } { ?s ex:size ?o }".replace(
            "xsd:gYear", "<http://www.w3.org/2001/XMLSchema#gYear>"
        ),
        "turtle",
    )
    assert text.splitlines()[:2] == [
        f"@prefix ex: <{EX}> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
    again = Store()
    again.load(text, format=RdfFormat.TURTLE)
    assert len(again) == 4


@pytest.mark.parametrize(
    ("wanted", "expected"), [("table", "true"), ("json", '"boolean":true'), ("csv", "true")]
)
def test_ask_prints_true_or_false(store: Store, wanted: str, expected: str) -> None:
    """An ASK query answers in words, or in the standard's form."""
    assert expected in written(store, "ASK { ?s ex:size 1000 }", wanted)
    assert "false" in written(store, "ASK { ?s ex:size 1 }", wanted)


@pytest.mark.parametrize(
    ("form", "wanted"), [("SELECT", "turtle"), ("ASK", "turtle"), ("CONSTRUCT", "csv"), ("DESCRIBE", "table")]
)
def test_a_format_that_does_not_fit_is_refused(form: str, wanted: str) -> None:
    """The error says which formats do."""
    with pytest.raises(ExpographError, match=f"a {form} query answers with .*\n    use --format"):
        table.format_for(form, wanted)


def test_cells_do_not_steer_the_terminal() -> None:
    """Escape sequences are shown; line ends and tabs become blanks."""
    assert table.cell(Literal("a\x1b[31mb\nc"), {}) == "a\\x1b[31mb c"


def test_width_counts_wide_characters() -> None:
    """Chinese characters take two columns, so that columns stay aligned."""
    assert table.width("澳门 e\u0301") == 6
    assert (
        table.plain_table(["a", "b"], [["澳门", "x"], ["c", "y"]], [False, False])
        == "a     b\n澳门  x\nc     y"
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2024", "2024"), ("10000", "10,000"), ("-1234567.50", "-1,234,567.50"), ("1E6", "1E6")],
)
def test_thousands_are_set_apart_from_five_digits(number: str, expected: str) -> None:
    """A year stays a year."""
    assert table.grouped(number) == expected


def test_the_longest_namespace_makes_the_curie() -> None:
    """An IRI whose rest is no plain name stays whole."""
    known = {"a": EX, "b": EX + "x/"}
    assert table.curie(EX + "x/y", known) == "b:y"
    assert table.curie(EX + "q/y", known) == EX + "q/y"


# Endpoints

Reply = Callable[[BaseHTTPRequestHandler, str], None]


def send(handler: BaseHTTPRequestHandler, status: int, media: str, body: bytes) -> None:
    """A whole answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", media)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def serve() -> Iterator[Callable[[Reply], str]]:
    """Starts an endpoint on this machine that replies as told; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                reply(self, parse_qs(body)["query"][0])

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def sparql(store: Store) -> Reply:
    """An endpoint over a store: the SPARQL 1.1 Protocol for queries by POST."""

    def reply(handler: BaseHTTPRequestHandler, text: str) -> None:
        answer = store.query(text)
        if isinstance(answer, QuerySolutions | QueryBoolean):
            send(
                handler,
                200,
                "application/sparql-results+json",
                answer.serialize(format=QueryResultsFormat.JSON) or b"",
            )
        else:
            send(handler, 200, "text/turtle", answer.serialize(format=RdfFormat.TURTLE) or b"")

    return reply


@pytest.mark.parametrize("name", ["size", "views/all"])
def test_an_endpoint_answers_as_the_graph_does(
    project: Project, store: Store, serve: Callable[[Reply], str], name: str
) -> None:
    """The same question with the same parameters, asked here and there, prints the same."""
    question, url = query.find(project, name), serve(sparql(store))
    pairs = ["thing=b"] if name == "size" else []
    here = ask.answer(project, question, pairs, None, None, 5, False, print)
    assert ask.answer(project, question, pairs, None, url, 5, False, print) == here
    assert EX.encode() in here or b"ex:b" in here


def test_an_endpoint_answers_ask(store: Store, serve: Callable[[Reply], str]) -> None:
    """True and false travel too."""
    url = serve(sparql(store))
    assert endpoint.ask(url, "ASK { ?s ?p 1000 }", "ASK", 5)
    assert not endpoint.ask(url, "ASK { ?s ?p 1 }", "ASK", 5)


HTML = ("text/html; charset=utf-8", b"<html><body>Welcome to\n the query form</body></html>")


@pytest.mark.parametrize(
    ("status", "media", "body", "words"),
    [
        (200, *HTML, "answers text/html, which is no answer to a query: <html><body>Welcome to the"),
        (200, "application/sparql-results+json", b"<html>", "no answer to a query"),
        (200, "application/sparql-results+json", b"", "no answer to a query"),
        (400, "text/plain", b"Lexical error", "refuses the query: .*400.*|refuses the query: QueryBadFormed"),
        (404, *HTML, "refuses the query: EndPointNotFound"),
        (500, "text/plain", b"out of memory", "refuses the query: EndPointInternalError"),
        (503, "text/plain", b"", "HTTP status 503"),
    ],
)
def test_an_endpoint_that_does_not_answer_is_told(
    serve: Callable[[Reply], str], status: int, media: str, body: bytes, words: str
) -> None:
    """A web page, nonsense, and each HTTP status end in an error that names the endpoint; exit code 2."""
    url = serve(lambda handler, _: send(handler, status, media, body))
    with pytest.raises(ExpographError, match=words) as caught:
        endpoint.ask(url, "SELECT * { ?s ?p ?o }", "SELECT", 5)
    assert url in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_web_page_is_no_graph(serve: Callable[[Reply], str]) -> None:
    """The same for a query that asks for triples."""
    url = serve(lambda handler, _: send(handler, 200, *HTML))
    with pytest.raises(ExpographError, match="no answer to a query"):
        endpoint.ask(url, "CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT", 5)


def hang(handler: BaseHTTPRequestHandler, _: str) -> None:
    """Answers nothing for a while."""
    time.sleep(3)


def trickle(handler: BaseHTTPRequestHandler, _: str) -> None:
    """Answers one byte after the other, each in time, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    try:
        for _ in range(20):
            handler.wfile.write(b" ")
            time.sleep(0.2)
    except OSError:
        return  # the client has left, as it should


@pytest.mark.parametrize("reply", [hang, trickle])
def test_a_slow_endpoint_is_left_in_time(serve: Callable[[Reply], str], reply: Reply) -> None:
    """The time limit holds for the whole answer, not for each piece of it."""
    url, start = serve(reply), time.monotonic()
    with pytest.raises(ExpographError, match=r"gave no answer in 1 s\n.*--timeout"):
        endpoint.ask(url, "SELECT * { ?s ?p ?o }", "SELECT", 1)
    assert time.monotonic() - start < 2.5


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:9/sparql", "cannot be reached"),
        ("http://no-such-host.invalid/", "cannot be reached"),
        ("file:///etc/hostname", "not the address of an endpoint"),
        ("example.org/sparql", "not the address of an endpoint"),
        ("http://[::1", "not the address of an endpoint"),
        ("http://curator:s3cret@127.0.0.1:9/sparql", "an address with a password"),
    ],
)
def test_an_endpoint_that_is_not_there_is_told(url: str, words: str) -> None:
    """Refused connections, unknown hosts, what is no web address at all; a password is never shown."""
    with pytest.raises(ExpographError, match=words) as caught:
        endpoint.ask(url, "ASK {}", "ASK", 5)
    assert "s3cret" not in str(caught.value)


def test_comments_are_not_sent() -> None:
    """An IRI with "#" is no comment; a header is."""
    text = parameters.without_comments("#+ summary: x\nPREFIX a: <http://a#> # b\nSELECT * { a:b ?p '#' }")
    assert text.split() == ["PREFIX", "a:", "<http://a#>", "SELECT", "*", "{", "a:b", "?p", "'#'", "}"]


def test_prologue_reads_prefixes_and_form() -> None:
    """Prefixes in any case, a base, comments between; the first word after them is the form."""
    text = "# PREFIX no: <x>\nBASE <b:/>\nprefix a: <http://a#>\nPREFIX : <c:/>\nconstruct { ?s ?p ?o } {}"
    assert parameters.prologue(text) == ({"a": "http://a#", "": "c:/"}, "CONSTRUCT")


def test_a_header_may_be_absent() -> None:
    """A query without one is a query."""
    assert header.read("ASK {}", "q.rq") == header.Header("", "", (), {}, {})
    assert Variable("x") not in asked("ASK {}").parameters
