"""The flat tables: one row a claim or a best-known value, and nothing lost on the way."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet
from pyoxigraph import Literal, NamedNode, Store, Triple

from expograph import export
from expograph.errors import ExpographError
from expograph.namespaces import OA, ONTOLOGY, PROV, RDF, RDFS, XSD, expo
from expograph.project import Project

Row = Mapping[str, str]
STRING, INTEGER = NamedNode(XSD + "string"), NamedNode(XSD + "integer")  # the store has no narrower integers
TYPE, RANGE, LABEL = NamedNode(RDF + "type"), NamedNode(RDFS + "range"), NamedNode(RDFS + "label")
# Columns that are not called as the property is; "quote", "start" and "end" are the passage's.
NAMES = {
    "document": PROV + "wasQuotedFrom",
    "speaker": PROV + "wasAttributedTo",
    "derivedFrom": PROV + "wasDerivedFrom",
    "label": RDFS + "label",
    **{name: RDF + name for name in ("subject", "predicate", "object")},
    "of": ONTOLOGY + "of",
    "claims": ONTOLOGY + "claim",
}
PASSAGE = {"quote": OA + "exact", "start": OA + "start", "end": OA + "end"}
OBJECT = ("objectType", "objectLanguage")
CLASSES = {"stated": expo("Claim"), "derived": expo("DerivedClaim")}


def text(value: Any) -> str:
    """A value of a Parquet column as CSV has it."""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def rows(content: bytes, form: str) -> list[Row]:
    """The rows of a table."""
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    table = parquet.read_table(io.BytesIO(content))
    return [{name: text(value) for name, value in row.items()} for row in table.to_pylist()]


def one(graph: Store, subject: object, predicate: NamedNode) -> Any:
    """A value of a property, or None."""
    return next((q.object for q in graph.quads_for_pattern(subject, predicate, None)), None)


def terms(graph: Store, row: Row, column: str) -> list[Any]:
    """What a cell says, by the range that the ontology gives to its property."""
    content = row[column]
    if column == "object":
        kind = row["objectType"]
        if row["objectLanguage"]:
            return [Literal(content, language=row["objectLanguage"])]
        return [Literal(content, datatype=NamedNode(kind)) if kind else NamedNode(content)]
    if column == "label":
        return [Literal(content, language="en")]
    datatype = one(graph, expo(column), RANGE)
    if datatype is not None and datatype.value.startswith(XSD):
        return [Literal(content, datatype=INTEGER if "Integer" in datatype.value else datatype)]
    return [NamedNode(iri) for iri in content.split(" ")]


def rebuilt(graph: Store, table: list[Row], key: str) -> Iterator[Triple]:
    """The triples that a table holds about the things in one of its columns, and about their passages."""
    for row in table:
        subject = NamedNode(row[key])
        for column, content in row.items():
            if content and column not in (key, "made", *OBJECT, *PASSAGE):
                predicate = NamedNode(NAMES.get(column, ONTOLOGY + column))
                yield from (Triple(subject, predicate, term) for term in terms(graph, row, column))
        if row.get("evidence"):
            for column, iri in PASSAGE.items():
                datatype = STRING if column == "quote" else INTEGER
                yield Triple(
                    NamedNode(row["evidence"]), NamedNode(iri), Literal(row[column], datatype=datatype)
                )


def qualifiers(graph: Store) -> set[str]:
    """The local names of the qualifiers: properties of claims, and those that narrow."""
    domain = NamedNode(RDFS + "domain")
    found = {q.subject for q in graph.quads_for_pattern(None, domain, expo("Claim"))}
    found |= {q.subject for q in graph.quads_for_pattern(None, expo("narrowing"), Literal(True))}
    assert len(found) > 30
    return {iri.value.removeprefix(ONTOLOGY) for iri in found if isinstance(iri, NamedNode)}


def narrowing(graph: Store) -> set[str]:
    """The local names of the qualifiers that narrow."""
    found = graph.quads_for_pattern(None, expo("narrowing"), Literal(True))
    return {q.subject.value.removeprefix(ONTOLOGY) for q in found if isinstance(q.subject, NamedNode)}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_qualifier_of_the_ontology_has_a_column(
    graph: Store, exported: Callable[..., bytes], form: str
) -> None:
    """A qualifier that the ontology gains needs a column in both tables, or this test fails."""
    claims, best = (rows(exported(name, form), form)[0].keys() for name in ("claims", "best-known-values"))
    assert qualifiers(graph) - claims == set()
    assert narrowing(graph) - best == set()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_there_is_one_row_for_each_claim(graph: Store, exported: Callable[..., bytes], form: str) -> None:
    """Stated and derived claims, told apart by a column; no conflict, no tension, no best-known value."""
    table = rows(exported("claims", form), form)
    found = sorted((row["claim"], row["made"]) for row in table)
    expected = sorted(
        (str(q.subject.value), made)
        for made, class_ in CLASSES.items()
        for q in graph.quads_for_pattern(None, TYPE, class_)
        if isinstance(q.subject, NamedNode)
    )
    assert found == expected
    assert len(found) > 40
    assert [row["claim"] for row in table] == sorted(row["claim"] for row in table)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_round_trip_of_the_claims_loses_nothing(
    graph: Store, exported: Callable[..., bytes], form: str
) -> None:
    """The triples rebuilt from the table are those of the graph, for all properties that have columns."""
    table = rows(exported("claims", form), form)
    found = set(rebuilt(graph, table, "claim"))
    columns = [c for c in table[0] if c not in ("claim", "made", *OBJECT, *PASSAGE)]
    predicates = {NamedNode(NAMES.get(column, ONTOLOGY + column)) for column in columns}
    claims = {NamedNode(row["claim"]) for row in table}
    expected = {
        q.triple
        for claim in claims
        for q in graph.quads_for_pattern(claim, None, None)
        if q.predicate in predicates
    }
    passages = {t.object for t in expected if t.predicate == expo("evidence")}
    for passage in passages:
        for selector in graph.quads_for_pattern(passage, NamedNode(OA + "hasSelector"), None):
            for quad in graph.quads_for_pattern(selector.object, None, None):
                if quad.predicate.value in PASSAGE.values():
                    expected.add(Triple(passage, quad.predicate, quad.object))
    assert found == expected
    assert len(found) > 400


def test_every_property_of_a_claim_has_a_column(graph: Store, exported: Callable[..., bytes]) -> None:
    """Nothing but its classes is said of a claim in the graph and has no column in the table."""
    columns = rows(exported("claims", "csv"), "csv")[0].keys()
    known = {NAMES.get(column, ONTOLOGY + column) for column in columns}
    said = {
        q.predicate.value
        for class_ in CLASSES.values()
        for claim in graph.quads_for_pattern(None, TYPE, class_)
        for q in graph.quads_for_pattern(claim.subject, None, None)
    }
    assert said - known == {TYPE.value}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_round_trip_of_the_best_known_values_loses_nothing(
    graph: Store, exported: Callable[..., bytes], form: str
) -> None:
    """Subject, measure, what narrows, ends, figure, unit and claims come back as in the graph."""
    table = [
        {("of" if k == "subject" else k): v for k, v in row.items()}
        for row in rows(exported("best-known-values", form), form)
    ]
    found = set(rebuilt(graph, table, "value"))
    values = {q.subject for q in graph.quads_for_pattern(None, TYPE, expo("BestKnownValue"))}
    derived = NamedNode(PROV + "wasDerivedFrom")
    expected = {
        q.triple
        for value in values
        for q in graph.quads_for_pattern(value, None, None)
        if q.predicate not in (TYPE, derived, LABEL)
    }
    assert found == expected
    assert len(values) == len(table) > 10


def test_a_value_is_derived_if_a_derived_claim_sets_an_end(
    graph: Store, exported: Callable[..., bytes]
) -> None:
    """The column says whether somebody stated what the ends rest on."""
    derived = {q.subject.value for q in graph.quads_for_pattern(None, TYPE, expo("DerivedClaim"))}
    for row in rows(exported("best-known-values", "csv"), "csv"):
        rests = {*row["lowerFrom"].split(), *row["upperFrom"].split()}
        assert rests
        assert row["made"] == ("derived" if rests & derived else "stated")


@pytest.mark.parametrize("name", ["claims", "best-known-values"])
def test_the_types_of_the_header_are_those_of_the_graph(
    project: Project, graph: Store, exported: Callable[..., bytes], name: str
) -> None:
    """A column is typed as the range of its property says, in Parquet too, filled or not."""
    header = export.find(project, name).header
    schema = parquet.read_schema(io.BytesIO(exported(name, "parquet")))
    arrow = {
        "boolean": pyarrow.bool_(),
        "decimal": pyarrow.decimal128(38, 18),
        "integer": pyarrow.int64(),
        "string": pyarrow.string(),
    }
    assert {field.name for field in schema} >= header.types.keys()
    for field in schema:
        assert field.type == arrow[header.types.get(field.name, "string")], field
        datatype = one(graph, expo(field.name), RANGE)
        if datatype is not None and datatype.value.startswith(XSD) and field.name not in NAMES:
            plain = datatype.value.removeprefix(XSD).replace("positiveInteger", "integer")
            assert header.types.get(field.name, "string") == plain, field


def test_several_values_stand_sorted(exported: Callable[..., bytes]) -> None:
    """The values of a cell are in one order, whatever the order in the store."""
    cells = [
        cell.split(" ")
        for row in rows(exported("claims", "csv"), "csv")
        for column, cell in row.items()
        if cell.startswith("https://") and " " in cell and column != "object"
    ]
    assert len(cells) > 2
    assert cells == [sorted(cell) for cell in cells]


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch, root: Any) -> None:
    """The library is an extra; without it the error names the extra and another format."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExpographError, match=r"needs pyarrow.*\n.*expograph\[tables\].*--format csv"):
        export.export(Project(root), "claims", "parquet", None, False)


@pytest.mark.parametrize(
    ("type_", "value"), [("integer", "1.5"), ("decimal", "x"), ("boolean", "maybe"), ("decimal", "1e-19")]
)
def test_a_value_that_does_not_fit_its_column_is_told(type_: str, value: str) -> None:
    """Nothing is rounded or dropped in silence."""
    from expograph.parquet import write

    answer = Store().query(f'SELECT ?n {{ BIND("{value}" AS ?n) }}')
    assert not isinstance(answer, bool)
    with pytest.raises(ExpographError, match=f"the column n has a value that does not fit its type, {type_}"):
        write(answer, {"n": type_})  # type: ignore[arg-type]
