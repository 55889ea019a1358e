"""Which lexical forms XML Schema's datatypes allow, as SPARQL (XSD 1.1 part 2; SHACL 1.0, section 4.1.2)."""

from pyoxigraph import Literal, NamedNode

from expograph.namespaces import GRAPH, XSD
from expograph.shacl.terms import Term

_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?([1-9][0-9]{3,}|0[0-9]{3})"
_DAYS = (
    r"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
# a leap year: divisible by 4 and not by 100, or by 400
_LEAP = r"-?([0-9]*[0-9]{2}(0[48]|[2468][048]|[13579][26])|[0-9]*([02468][048]|[13579][26])00)"
_DATE = rf"({_YEAR}-{_DAYS}|{_LEAP}-02-29)"
_TIME = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_DAY_TIME = r"(T([0-9]+H([0-9]+M)?([0-9]+(\.[0-9]+)?S)?|[0-9]+M([0-9]+(\.[0-9]+)?S)?|[0-9]+(\.[0-9]+)?S))"
_YEAR_MONTH = "([0-9]+Y([0-9]+M)?|[0-9]+M)"
_FLOAT = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"

LEXICAL = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "integer": "[+-]?[0-9]+",
    "float": _FLOAT,
    "double": _FLOAT,
    "date": _DATE + _ZONE,
    "time": _TIME + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}(Z|[+-][0-9:]+)",
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    "gMonth": f"--(0[1-9]|1[0-2]){_ZONE}",
    "gDay": f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gMonthDay": f"--({_DAYS}|02-29){_ZONE}",
    "duration": rf"-?P({_YEAR_MONTH}([0-9]+D)?{_DAY_TIME}?|[0-9]+D{_DAY_TIME}?|{_DAY_TIME})",
    "yearMonthDuration": f"-?P{_YEAR_MONTH}",
    "dayTimeDuration": f"-?P([0-9]+D{_DAY_TIME}?|{_DAY_TIME})",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "base64Binary": "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}
_BITS = {"byte": 7, "short": 15, "int": 31, "long": 63}
RANGES: dict[str, tuple[int | None, int | None]] = {
    **{name: (-(2**bits), 2**bits - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.title()}": (0, 2 ** (bits + 1) - 1) for name, bits in _BITS.items()},
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}


# where the names of these types are kept, under other names that no store takes for numbers
_KEPT = GRAPH + "shacl-datatype/"


def keep(term: Term) -> Term:
    """A literal of a type derived from xsd:integer under a name that Oxigraph leaves alone; else the term."""
    if isinstance(term, Literal) and term.datatype.value.removeprefix(XSD) in RANGES:
        return Literal(term.value, datatype=NamedNode(_KEPT + term.datatype.value.removeprefix(XSD)))
    return term


def restore(term: Term) -> Term:
    """The term that `keep` was given."""
    if isinstance(term, Literal) and term.datatype.value.startswith(_KEPT):
        return Literal(term.value, datatype=NamedNode(XSD + term.datatype.value.removeprefix(_KEPT)))
    return term


def comparable(value: str) -> str:
    """The value as a number, where `keep` hid one."""
    return f"IF(STRSTARTS(STR(DATATYPE({value})), '{_KEPT}'), <{XSD}integer>(STR({value})), {value})"


def has_datatype(value: str, datatype: NamedNode, exact: bool) -> str:
    """The expression that is true where the value has the datatype and a lexical form that it allows.

    Oxigraph keeps numbers by value: a literal of a type derived from xsd:integer comes out of a store as an
    xsd:integer. Then the value is looked at, and the name of the type cannot be.

    Args:
        value: A variable.
        datatype: The datatype.
        exact: Whether the store holds such literals as `keep` gives them.
    """
    local = datatype.value.removeprefix(XSD) if datatype.value.startswith(XSD) else ""
    if local in RANGES:
        low, high = RANGES[local]
        number = f"<{XSD}integer>(STR({value}))"
        bounds = [f"{number} {op} {n}" for op, n in ((">=", low), ("<=", high)) if n is not None]
        kind = f"DATATYPE({value}) = <{_KEPT if exact else XSD}{local if exact else 'integer'}>"
        return " && ".join([kind, _matches(value, LEXICAL["integer"]), *bounds])
    if local == "dateTimeStamp":  # which Oxigraph keeps as xsd:dateTime
        kind = f"DATATYPE({value}) IN ({datatype}, <{XSD}dateTime>)"
        return f"{kind} && {_matches(value, LEXICAL[local])}"
    if local in LEXICAL:
        return f"DATATYPE({value}) = {datatype} && {_matches(value, LEXICAL[local])}"
    return f"DATATYPE({value}) = {datatype}"


def _matches(value: str, lexical: str) -> str:
    return f"REGEX(STR({value}), {Literal(f'^({lexical})$')})"
