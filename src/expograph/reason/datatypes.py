"""The values of literals: rules dt-type2, dt-eq, dt-diff and dt-not-type of OWL 2 RL/RDF (table 8).

The datatypes are those of OWL 2 RL, and xsd:date and xsd:gYear besides. A literal of any other datatype has
no value known here: it is neither equal to nor different from another, and no error.
"""

import re
import struct
from base64 import b64decode
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta
from decimal import Decimal

from pyoxigraph import Literal

from expograph.namespaces import RDF, RDFS, XSD

Value = tuple[str, Hashable]
"""Value space and value; equal where the recommendation calls two data values equal."""

_WHOLE = r"[+-]?\d+"
_DECIMAL = r"[+-]?(\d+(\.\d*)?|\.\d+)"
_FLOAT = rf"({_DECIMAL}([eE][+-]?\d+)?|[+-]?INF|NaN)"
_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d)?"
_DATE = rf"(?P<day>-?\d{{4,}}-\d\d-\d\d){_ZONE}"
_DATETIME = rf"(?P<day>-?\d{{4,}}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?P<part>\.\d+)?{_ZONE}"
_YEAR = rf"(?P<year>-?([1-9]\d{{4,}}|\d{{4}})){_ZONE}"
_BITS, _UNSIGNED = (63, 31, 15, 7), ("Long", "Int", "Short", "Byte")
_BOUNDS: dict[str, tuple[float, float]] = {
    "integer": (float("-inf"), float("inf")),
    "nonNegativeInteger": (0, float("inf")),
    "positiveInteger": (1, float("inf")),
    "nonPositiveInteger": (float("-inf"), 0),
    "negativeInteger": (float("-inf"), -1),
    **{
        name: (-(2**bits), 2**bits - 1)
        for name, bits in zip(("long", "int", "short", "byte"), _BITS, strict=True)
    },
    **{f"unsigned{name}": (0, 2 ** (bits + 1) - 1) for name, bits in zip(_UNSIGNED, _BITS, strict=True)},
}
_START, _CHAR = r"[:A-Z_a-z\u00C0-\U000EFFFF]", r"[-.:0-9A-Z_a-z\u00B7-\U000EFFFF]"
_TOKEN = r"([^\s]+( [^\s]+)*)?"
_STRINGS = {
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": _TOKEN,
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "Name": rf"{_START}{_CHAR}*",
    "NCName": rf"(?!.*:){_START}{_CHAR}*",
    "NMTOKEN": rf"{_CHAR}+",
}
_PLAIN = {RDF + "PlainLiteral": "string langString", RDF + "langString": "langString", RDFS + "Literal": ""}
_OTHERS = ["decimal", "float", "double", "boolean", "hexBinary", "base64Binary", "anyURI"]
_OTHERS += ["date", "dateTime", "dateTimeStamp", "gYear"]
KNOWN = {*_PLAIN, *(XSD + name for name in [*_BOUNDS, *_STRINGS, *_OTHERS])}
"""The datatypes whose value spaces are known."""


def value(literal: Literal) -> Value | None:
    """The value of a literal; None if its datatype is not known.

    Raises:
        ValueError: The datatype is known and has no such lexical form.
    """
    datatype, text = literal.datatype.value, literal.value
    if literal.language:
        return "langString", (text, literal.language.lower())
    if datatype not in KNOWN or datatype in _PLAIN:
        return None
    name = datatype.removeprefix(XSD)
    if name in _STRINGS:
        return _string(name, text)
    return _READERS.get(name, _whole)(_collapsed(text), name)


def contains(datatype: str, found: Value) -> bool:
    """Whether a value is in the value space of a known datatype."""
    space, content = found
    if datatype in _PLAIN:
        return not _PLAIN[datatype] or space in _PLAIN[datatype].split()
    name = datatype.removeprefix(XSD)
    if name in _BOUNDS:
        low, high = _BOUNDS[name]
        whole = isinstance(content, Decimal) and content == content.to_integral_value()
        return space == "decimal" and whole and low <= content <= high  # type: ignore[operator]
    if name in _STRINGS:
        return space == "string" and re.fullmatch(_STRINGS[name], str(content), re.ASCII) is not None
    if name == "dateTimeStamp":
        return space == "dateTime" and isinstance(content, tuple) and bool(content[0])
    return space == name


def _fullmatch(pattern: str, text: str) -> re.Match[str]:
    """A match in which digits and white space are those of ASCII, as in XSD."""
    match = re.fullmatch(pattern, text, re.ASCII)
    if match is None:
        raise ValueError(text)
    return match


def _string(name: str, text: str) -> Value:
    """Strings and their restrictions, white space replaced or collapsed (XSD 1.1 part 2, section 4.3.6)."""
    if name == "normalizedString":
        text = re.sub(r"[\t\n\r]", " ", text)
    elif name != "string":
        text = _collapsed(text)
    _fullmatch(_STRINGS[name], text)
    return "string", text


def _collapsed(text: str) -> str:
    """A literal's text with white space as most datatypes read it."""
    return " ".join(re.split(r"[ \t\n\r]+", text)).strip(" ")


def _whole(text: str, name: str) -> Value:
    _fullmatch(_WHOLE, text)
    found: Value = ("decimal", Decimal(text))
    if not contains(XSD + name, found):
        raise ValueError(text)
    return found


def _decimal(text: str, _: str) -> Value:
    _fullmatch(_DECIMAL, text)
    return "decimal", Decimal(text)


def _float(text: str, name: str) -> Value:
    """Binary floating point; NaN equals itself, and float and double share no value (OWL 2, section 4.2)."""
    _fullmatch(_FLOAT, text)
    number = float(text)
    if name == "float" and abs(number) < float("inf"):
        try:
            number = struct.unpack("f", struct.pack("f", number))[0]
        except OverflowError:
            number = float("-inf" if number < 0 else "inf")
    return name, repr(number)


def _boolean(text: str, _: str) -> Value:
    return "boolean", _fullmatch(r"(true|1)|false|0", text)[1] is not None


def _hex(text: str, _: str) -> Value:
    _fullmatch(r"([0-9a-fA-F]{2})*", text)
    return "hexBinary", text.lower()


def _base64(text: str, _: str) -> Value:
    packed = text.replace(" ", "")
    _fullmatch(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", packed)
    return "base64Binary", b64decode(packed)


def _uri(text: str, _: str) -> Value:
    return "anyURI", text


def _date(text: str, _: str) -> Value | None:
    match = _fullmatch(_DATE, text)
    day = _day(match["day"])
    return None if day is None else ("date", (day, _offset(match["zone"])))


def _year(text: str, _: str) -> Value:
    match = _fullmatch(_YEAR, text)
    return "gYear", (int(match["year"]), _offset(match["zone"]))


def _datetime(text: str, name: str) -> Value | None:
    match = _fullmatch(_DATETIME, text)
    zone, hours = match["zone"], match["time"]
    if name == "dateTimeStamp" and not zone:
        raise ValueError(text)
    day = _day(match["day"])
    if day is None or day == date.max:
        return None
    midnight = hours == "24:00:00" and not Decimal("0" + (match["part"] or "")) % 1
    moment = datetime.fromisoformat(f"{day}T{'00:00:00' if midnight else hours}").replace(tzinfo=None)
    seconds = (moment - datetime.min) // timedelta(seconds=1) + 86400 * midnight - (_offset(zone) or 0)
    return "dateTime", (zone is not None, seconds + Decimal("0" + (match["part"] or "")))


def _day(text: str) -> date | None:
    """A calendar day; None for the years that Python has no dates for, which are not compared."""
    if len(text) > 10 or text.startswith(("-", "0000")):
        return None
    return date.fromisoformat(text)


def _offset(zone: str | None) -> int | None:
    """Seconds of a time zone east of Greenwich; a time without one equals none that has one."""
    if zone is None or zone == "Z":
        return None if zone is None else 0
    return int(zone[0] + "1") * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)


_READERS: dict[str, Callable[[str, str], Value | None]] = {
    "decimal": _decimal,
    "float": _float,
    "double": _float,
    "boolean": _boolean,
    "hexBinary": _hex,
    "base64Binary": _base64,
    "anyURI": _uri,
    "date": _date,
    "gYear": _year,
    "dateTime": _datetime,
    "dateTimeStamp": _datetime,
}
