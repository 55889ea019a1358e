"""The values of literals: which are one, which are none, and which datatype holds them."""

import pytest
from pyoxigraph import Literal, NamedNode

from expograph.namespaces import RDF, RDFS, XSD
from expograph.reason.datatypes import KNOWN, contains, value


def literal(text: str, datatype: str) -> Literal:
    """A literal of an XSD datatype."""
    return Literal(text, datatype=NamedNode(XSD + datatype))


SAME = [
    ("1", "integer", "+01.0", "decimal"),
    ("-0", "integer", "0", "byte"),
    ("1e0", "double", "1.00", "double"),
    ("NaN", "float", "NaN", "float"),
    ("16777217", "float", "16777216", "float"),
    ("1e39", "float", "INF", "float"),
    ("true", "boolean", "1", "boolean"),
    ("0a", "hexBinary", "0A", "hexBinary"),
    ("YQ ==", "base64Binary", "YQ==", "base64Binary"),
    ("a\tb", "normalizedString", "a b", "string"),
    (" a  b ", "token", "a b", "string"),
    ("2024-11-05T08:00:00+08:00", "dateTime", "2024-11-05T00:00:00.0Z", "dateTimeStamp"),
    ("2024-12-31T24:00:00", "dateTime", "2025-01-01T00:00:00", "dateTime"),
    ("2024-11-05Z", "date", "2024-11-05+00:00", "date"),
    ("2024", "gYear", " 2024 ", "gYear"),
]
DIFFERENT = [
    ("1", "integer", "1", "string"),
    ("1", "float", "1", "double"),
    ("1", "double", "1", "decimal"),
    ("a", "string", "a ", "string"),
    ("2024-11-05", "date", "2024-11-05Z", "date"),
    ("2024-11-05T00:00:00", "dateTime", "2024-11-05T00:00:00Z", "dateTime"),
    ("0000", "hexBinary", "0000", "base64Binary"),
    ("123456789012345678901234567890.1", "decimal", "123456789012345678901234567890.2", "decimal"),
]
NONE = [
    *[("1.0", "integer"), ("one", "integer"), ("", "decimal"), ("1e3", "decimal"), ("١", "integer")],
    *[("0", "positiveInteger"), ("-1", "nonNegativeInteger"), ("1", "nonPositiveInteger")],
    *[("0", "negativeInteger"), ("128", "byte")],
    *[("256", "unsignedByte"), ("-9223372036854775809", "long"), ("inf", "double"), ("True", "boolean")],
    *[("0", "hexBinary"), ("YQ=", "base64Binary"), ("a b", "NMTOKEN"), ("a:b", "NCName"), ("1a", "Name")],
    *[("2024-02-30", "date"), ("24-01-01", "date"), ("2024-01-01T00:00:00", "dateTimeStamp")],
    *[("2024-01-01T24:00:01", "dateTime"), ("2024-01-01 00:00:00", "dateTime"), ("24", "gYear")],
    *[("en_GB", "language"), ("2024-01-01T25:00:00", "dateTime")],
]
HOLDS = [
    ("5", "integer", "byte", True),
    ("5.0", "decimal", "unsignedInt", True),
    ("5.5", "decimal", "integer", False),
    ("300", "integer", "byte", False),
    ("5", "integer", "decimal", True),
    ("5", "integer", "string", False),
    ("en", "string", "language", True),
    ("a b", "string", "NMTOKEN", False),
    ("a\tb", "string", "normalizedString", False),
    ("2024-01-01T00:00:00Z", "dateTime", "dateTimeStamp", True),
    ("2024-01-01T00:00:00", "dateTime", "dateTimeStamp", False),
    ("2024-01-01", "date", "dateTime", False),
    ("12345678901234567890123456789012345678901234567890", "integer", "integer", True),
]


@pytest.mark.parametrize(("text", "datatype", "other", "of"), SAME)
def test_same(text: str, datatype: str, other: str, of: str) -> None:
    """If two literals are spelled differently and denote one value then they are found to be one (dt-eq)."""
    assert value(literal(text, datatype)) == value(literal(other, of)) is not None


@pytest.mark.parametrize(("text", "datatype", "other", "of"), DIFFERENT)
def test_different(text: str, datatype: str, other: str, of: str) -> None:
    """If two literals denote different values, however alike, then they are found to differ (dt-diff)."""
    values = value(literal(text, datatype)), value(literal(other, of))
    assert None not in values
    assert values[0] != values[1]


@pytest.mark.parametrize(("text", "datatype"), NONE)
def test_no_value(text: str, datatype: str) -> None:
    """If a literal's form is not one of its datatype then it has no value (dt-not-type)."""
    with pytest.raises(ValueError, match=r".*"):
        value(literal(text, datatype))


@pytest.mark.parametrize(("text", "datatype", "other", "holds"), HOLDS)
def test_contains(text: str, datatype: str, other: str, holds: bool) -> None:
    """If a value is in the value space of another datatype then it is of that datatype too (dt-type2)."""
    found = value(literal(text, datatype))
    assert found is not None
    assert contains(XSD + other, found) is holds


def test_strings_with_a_language() -> None:
    """If a string has a language then case in its tag makes no difference, and it is no xsd:string."""
    english, british = Literal("fair", language="en"), Literal("fair", language="en-GB")
    assert value(english) != value(british)
    found = value(english)
    assert found == ("langString", ("fair", "en"))
    assert contains(RDF + "langString", found)
    assert contains(RDF + "PlainLiteral", found)
    assert contains(RDFS + "Literal", found)
    assert not contains(XSD + "string", found)


def test_unknown_datatypes_have_no_known_value() -> None:
    """If a datatype is not known, or a year is beyond the calendar, then nothing is said of the value."""
    assert value(Literal("x", datatype=NamedNode("http://example.org/x"))) is None
    assert value(literal("12024-01-01", "date")) is None
    assert XSD + "duration" not in KNOWN
