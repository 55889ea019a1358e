"""Write ontology/vocabularies/countries.ttl: all of ISO 3166-1 with the names of Unicode's CLDR.

    python scripts/make_countries.py > ontology/vocabularies/countries.ttl

The codes are pycountry's (Debian's iso-codes), the labels are CLDR's as babel carries them. Other spellings
of the libraries become alternative labels; what no library has stands in country-names.ttl, written by hand.
"""

import sys
import unicodedata
from importlib.metadata import version
from typing import Any

import babel
import pycountry
from turtle_text import block, literal, prefixes

from expograph.format import formatted

HEADER = f"""\
# Countries and areas: all of ISO 3166-1, with alpha-2, alpha-3 and M49 codes, English and Chinese names.
# Made by scripts/make_countries.py, pycountry {version("pycountry")} and babel {version("babel")} (CLDR).
# Do not edit: run the script again; other spellings go to country-names.ttl.
# Names and codes are the standards'; the list takes no position on the status of any area.

"""

SCHEME = block(
    "scheme:countries",
    "skos:ConceptScheme",
    [
        ("skos:prefLabel", [literal("countries and areas", "en"), literal("国家和地区", "zh")]),
        ("skos:definition", [literal("The countries and areas that have a code in ISO 3166-1.", "en")]),
        ("dcterms:source", [literal("ISO 3166-1 codes; Unicode CLDR names")]),
        ("dcterms:license", ["<https://creativecommons.org/licenses/by/4.0/>"]),
    ],
)


def unaccented(name: str) -> str:
    """The name in plain letters, as the press often types it: Côte d’Ivoire -> Cote d'Ivoire."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def uninverted(name: str) -> str:
    """ISO's "Korea, Republic of" as it is said: Republic of Korea. Other names stay as they are."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}".removeprefix("The ") if comma and tail.endswith((" of", " of the")) else name


def spellings(entry: Any, label: str) -> list[str]:
    """The library's other names of a country, without its label, sorted."""
    fields = ("name", "common_name", "official_name")
    names = {getattr(entry, field).removeprefix("the ") for field in fields if hasattr(entry, field)}
    names |= {uninverted(name) for name in names}
    return sorted((names | {unaccented(name) for name in names | {label}}) - {label})


def country(entry: Any, english: str, chinese: str) -> str:
    """The Turtle of one country."""
    code: str = entry.alpha_2
    return block(
        f"country:{code}",
        "expo:Country",
        [
            ("rdfs:label", [literal(english, "en"), literal(chinese, "zh")]),
            ("skos:altLabel", [literal(name, "en") for name in spellings(entry, english)]),
            ("expo:alpha2", [literal(code)]),
            ("expo:alpha3", [literal(entry.alpha_3)]),
            ("expo:m49", [literal(entry.numeric)]),
            ("skos:inScheme", ["scheme:countries"]),
            # The EU's authority table names every entry of ISO 3166-1 by its alpha-3 code.
            ("skos:exactMatch", [f"eu-country:{entry.alpha_3}"]),
        ],
    )


def turtle() -> str:
    """The whole file."""
    english, chinese = (babel.Locale.parse(tag).territories for tag in ("en", "zh_Hans"))
    entries = sorted(pycountry.countries, key=lambda entry: entry.alpha_2)
    blocks = [country(entry, english[entry.alpha_2], chinese[entry.alpha_2]) for entry in entries]
    head = HEADER + prefixes(["expo", "country", "scheme", "eu-country", "dcterms", "rdfs", "skos"])
    return formatted("\n".join([head, SCHEME, *blocks]), "countries.ttl")


if __name__ == "__main__":
    sys.stdout.buffer.write(turtle().encode())
