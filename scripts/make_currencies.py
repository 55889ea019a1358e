"""Write ontology/vocabularies/currencies.ttl: all of ISO 4217 with the names of Unicode's CLDR.

    python scripts/make_currencies.py > ontology/vocabularies/currencies.ttl

The codes are pycountry's (Debian's iso-codes), the labels are CLDR's as babel carries them. What the press
calls a currency beyond that (RMB, US$) stands in currency-names.ttl, written by hand.
"""

import sys
from collections import Counter
from importlib.metadata import version

import babel
import pycountry
from babel.core import get_global
from babel.numbers import get_currency_name
from turtle_text import block, literal, prefixes

from expograph.format import formatted

HEADER = f"""\
# Currencies: all current codes of ISO 4217, with English and Chinese names.
# Made by scripts/make_currencies.py, pycountry {version("pycountry")} and babel {version("babel")} (CLDR).
# Do not edit: run the script again; other spellings go to currency-names.ttl.
# Only what is legal tender somewhere today is matched to the EU's authority table; funds and metals are not.

"""

SCHEME = block(
    "scheme:currencies",
    "skos:ConceptScheme",
    [
        ("skos:prefLabel", [literal("currencies", "en"), literal("货币", "zh")]),
        ("skos:definition", [literal("The currencies and funds with a current code in ISO 4217.", "en")]),
        ("dcterms:source", [literal("ISO 4217 codes; Unicode CLDR names")]),
        ("dcterms:license", ["<https://creativecommons.org/licenses/by/4.0/>"]),
    ],
)

# Codes that CLDR does not name in Chinese yet.
CHINESE_NAMES = {"XAD": "阿拉伯记账第纳尔", "XCG": "加勒比盾", "ZWG": "津巴布韦金"}


def legal_tender() -> set[str]:
    """The codes that are legal tender in some territory today, by CLDR."""
    histories = get_global("territory_currencies").values()
    return {code for history in histories for code, _, end, tender in history if end is None and tender}


def other_names(code: str, iso_name: str | None, label: str) -> list[str]:
    """ISO's name and CLDR's singular and plural, without what differs from the label by capitals alone."""
    cldr = [get_currency_name(code, count=count, locale="en") for count in (1, 2)]
    found = {text.casefold(): text for text in [*cldr, iso_name] if text and text != code}
    return sorted(text for folded, text in found.items() if folded != label.casefold())


def currency(code: str, iso_name: str | None, english: str, chinese: str, tender: bool) -> str:
    """The Turtle of one currency; iso_name is None where several codes share it."""
    return block(
        f"currency:{code}",
        "expo:Currency",
        [
            ("rdfs:label", [literal(english, "en"), literal(chinese, "zh")]),
            ("skos:altLabel", [literal(name, "en") for name in other_names(code, iso_name, english)]),
            ("skos:notation", [literal(code)]),
            ("skos:inScheme", ["scheme:currencies"]),
            ("skos:exactMatch", [f"eu-currency:{code}"] if tender else []),
        ],
    )


def blocks() -> list[str]:
    """The Turtle of every currency, in the order of the codes."""
    english, chinese = (babel.Locale.parse(tag).currencies for tag in ("en", "zh_Hans"))
    tender, iso_names = legal_tender(), {entry.alpha_3: entry.name for entry in pycountry.currencies}
    shared = {name for name, codes in Counter(iso_names.values()).items() if codes > 1}
    return [
        currency(
            code,
            None if name in shared else name,
            english.get(code, name),
            chinese[code] if code in chinese else CHINESE_NAMES[code],
            code in tender,
        )
        for code, name in sorted(iso_names.items())
    ]


def turtle() -> str:
    """The whole file."""
    head = HEADER + prefixes(["expo", "currency", "scheme", "eu-currency", "dcterms", "rdfs", "skos"])
    return formatted("\n".join([head, SCHEME, *blocks()]), "currencies.ttl")


if __name__ == "__main__":
    sys.stdout.buffer.write(turtle().encode())
