"""Numbers as people read them, with the sign of their bound: never sharper than the words they come from."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, InvalidOperation

from pyoxigraph import Literal

from expograph.namespaces import ONTOLOGY, RDF
from expograph.ontology import Term

LOWER, UPPER = ONTOLOGY + "lower", ONTOLOGY + "upper"
LOWER_EXCLUSIVE, UPPER_EXCLUSIVE = ONTOLOGY + "lowerExclusive", ONTOLOGY + "upperExclusive"
NOMINAL = (RDF + "object", ONTOLOGY + "nominal")
CENT, ONE, MANY, NEAR = Decimal("0.01"), Decimal(1), Decimal(1000), Decimal("1e-9")
DASH, FIGURE_SPACE, POINT_SPACE = "–", "\u2007", "\u2008"
About = Mapping[str, tuple[Term, ...]]


def signed(about: About, notation: str) -> tuple[str, str, str]:
    """Sign, number and span of a claim or best-known value.

    Args:
        about: Its triples by property.
        notation: The sign of its bound, as the code list has it.

    Returns:
        The sign, or nothing; the number, or "low–high", or nothing where it has none; and the interval that
        the sign ≈ or ≲ stands for. Ends with more than two decimals are rounded outwards.
    """
    low, high = decimal(about, LOWER), decimal(about, UPPER)
    nominal = next((n for name in NOMINAL if (n := decimal(about, name)) is not None), None)
    if low is None and high is None:
        return "", "", ""
    if high is None:
        return (">" if LOWER_EXCLUSIVE in about else "≥"), number(low, ROUND_FLOOR), ""
    if low is None:
        return ("<" if UPPER_EXCLUSIVE in about else "≤"), number(high, ROUND_CEILING), ""
    if low == high:
        return "", number(low), ""
    if high - low <= NEAR * max(abs(high), Decimal(1)):
        return "≈", number(nominal if nominal is not None else low, ROUND_HALF_EVEN), ""
    span = f"{number(low, ROUND_FLOOR)}{DASH}{number(high, ROUND_CEILING)}"
    if nominal is not None and notation in ("≈", "≲"):
        return notation, number(nominal), span
    return "", span, ""


def decimal(about: About, name: str) -> Decimal | None:
    """The number that a property has, if it has one."""
    for value in about.get(name, ()):
        if isinstance(value, Literal):
            try:
                return Decimal(value.value)
            except InvalidOperation:
                return None
    return None


def number(value: Decimal | None, rounding: str | None = None) -> str:
    """A number with its thousands parted.

    Args:
        value: The number.
        rounding: How to cut it to two decimals if it has more, to none from 1,000 on; None to keep all.
    """
    if value is None or not value.is_finite():
        return "" if value is None else str(value)
    exponent, step = value.as_tuple().exponent, CENT if abs(value) < MANY else ONE
    if rounding and isinstance(exponent, int) and exponent < -2:
        value = value.quantize(step, rounding)
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "\u2212")


def padding(texts: list[str]) -> list[str]:
    """For each number the blanks that put its decimal point under those of the others, ranged right."""
    decimals = [len(text.rpartition(".")[2]) if "." in text else 0 for text in texts]
    widest = max(decimals, default=0)
    return [
        FIGURE_SPACE * (widest - digits) + (POINT_SPACE if widest and not digits else "")
        for digits in decimals
    ]
