"""Parameters of a query: variables named by grlc's convention, given values as terms and never as text.

`?_edition_iri` is a required parameter *edition* of kind *iri*; two underscores (`?__edition_iri`) make it
optional. The query stays valid SPARQL with its variables in place. Giving a value replaces the variable
*token* by one serialised term, so that it reaches filters, sub-selects and aggregates alike, and the
same text runs everywhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from expograph.errors import ExpographError
from expograph.namespaces import PREFIXES, XSD

# SPARQL 1.1, section 19.8: what may hold a "?" or "#" without being a variable or a comment, then variables.
TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    | (?P<opaque> <(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*>
      | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \\. )
    | [?$](?P<variable>[\w\u00B7\u203F\u2040]+)""",
    re.VERBOSE | re.DOTALL,
)
PROLOGUE = re.compile(
    r"\s*(?:BASE\s*<[^>]*>|PREFIX\s+(?P<prefix>[\w.-]*):\s*<(?P<namespace>[^>]*)>)", re.IGNORECASE
)
NAME = re.compile(r"(?P<mark>__?)(?P<name>[^_]+)(?:_(?P<kind>[a-zA-Z]+))?")
CURIE = re.compile(r"(?P<prefix>[A-Za-z][\w.-]*):(?P<local>[\w%](?:[\w.%/-]*[\w%/-])?)")
SLUG = re.compile(r"[\w%](?:[\w.%-]*[\w%-])?")
LEXICAL = {
    "integer": r"[+-]?[0-9]+",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "gYear": r"-?[0-9]{4,}",
    "boolean": r"true|false|0|1",
}
ESCAPE = re.compile(r"\\\\(?P<letter>[uU])?|\\u(?P<digits>[0-9A-Fa-f]{4})")  # in an N-Triples literal
KINDS = ("iri", "string", *LEXICAL)


@dataclass(frozen=True)
class Parameter:
    """What a query lets its caller choose.

    Args:
        name: The name in `--param name=value`.
        kind: One of KINDS, or a two-letter language.
        required: Whether the query has no answer without it.
        default: The value taken when none is given.
        namespace: For an IRI: the prefix in which a bare slug is resolved.
        description: What it is, for people.
    """

    name: str
    kind: str
    required: bool
    default: str | None = None
    namespace: str | None = None
    description: str = ""


def parameter(variable: str) -> Parameter | None:
    """The parameter that a variable's name (without its "?") declares; None for an ordinary variable."""
    if not variable.startswith("_"):
        return None
    match = NAME.fullmatch(variable)
    kind = (match["kind"] or "string") if match else ""
    if match is None or not (kind in KINDS or len(kind) == 2):
        raise ExpographError(
            f"?{variable} is not the name of a parameter",
            hint=f"write ?_name_kind or ?__name_kind; kinds: {', '.join(KINDS)}, or a language (en)",
        )
    return Parameter(match["name"], kind, required=match["mark"] == "_")


def variables(text: str) -> list[str]:
    """Names of the variables of a query, each once, in the order of their first use."""
    return list(dict.fromkeys(m["variable"] for m in TOKEN.finditer(text) if m["variable"]))


def without_comments(text: str) -> str:
    """The query with a blank in place of each comment."""
    return TOKEN.sub(lambda m: " " if m["comment"] else m[0], text)


def prologue(text: str) -> tuple[dict[str, str], str]:
    """Prefixes that a query declares, and its form: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    text, at, prefixes = without_comments(text), 0, {}
    while match := PROLOGUE.match(text, at):
        at = match.end()
        if match["namespace"] is not None:
            prefixes[match["prefix"]] = match["namespace"]
    word = re.match(r"\s*(\w+)", text[at:])
    return prefixes, word[1].upper() if word else ""


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """Reads `name=value` pairs; refuses what is not one, and a name given twice."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise ExpographError(f"cannot read the parameter {pair!r}", hint="write --param name=value")
        if name in values:
            raise ExpographError(f"the parameter {name} is given twice")
        values[name] = value
    return values


def term(wanted: Parameter, value: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """The one term that a value means.

    Args:
        wanted: The parameter.
        value: What the caller wrote: a lexical form; for an IRI a full IRI, a CURIE or a slug.
        prefixes: Those that CURIEs may use.

    Raises:
        ExpographError: The value is not of the parameter's kind.
    """
    try:
        if wanted.kind == "iri":
            return NamedNode(_iri(wanted, value, prefixes))
        if wanted.kind == "string":
            return Literal(value)
        if len(wanted.kind) == 2:
            return Literal(value, language=wanted.kind)
        if not re.fullmatch(LEXICAL[wanted.kind], value):
            raise ValueError(value)
        if wanted.kind == "date":
            date.fromisoformat(value)
        return Literal(value, datatype=NamedNode(XSD + wanted.kind))
    except ValueError as error:
        raise ExpographError(
            f"{value!r} is not a value of the parameter {wanted.name}", hint=f"it takes {takes(wanted)}"
        ) from error


def takes(wanted: Parameter) -> str:
    """What a parameter accepts, in words."""
    slug = f", or a name in {wanted.namespace}: as in {wanted.namespace}:name" if wanted.namespace else ""
    words = {"iri": f"an IRI, a CURIE{slug}", "string": "text", "date": "a date as in 2024-11-05"}
    if len(wanted.kind) == 2:
        return f"text in the language {wanted.kind}"
    return words.get(wanted.kind, f"xsd:{wanted.kind}")


def _iri(wanted: Parameter, value: str, prefixes: Mapping[str, str]) -> str:
    known = {**PREFIXES, **prefixes}
    if wanted.namespace and SLUG.fullmatch(value):
        return known[wanted.namespace] + value
    curie = CURIE.fullmatch(value)
    if curie is None:
        return value
    if curie["prefix"] not in known:
        raise ValueError(f"unknown prefix {curie['prefix']}")
    return known[curie["prefix"]] + curie["local"]


def values(
    declared: Iterable[Parameter], given: Mapping[str, str], prefixes: Mapping[str, str]
) -> dict[str, NamedNode | Literal]:
    """The term of each parameter that has a value, given or by default.

    Raises:
        ExpographError: A name is unknown, a required parameter has no value, a value is not of its kind.
    """
    known = {p.name: p for p in declared}
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0)
            hint = f"did you mean {near[0]}? it has: {', '.join(known)}" if near else "it has none"
            raise ExpographError(f"the query has no parameter {name!r}", hint=hint)
    found = {}
    for name, wanted in known.items():
        value = given.get(name, wanted.default)
        if value is not None:
            found[name] = term(wanted, value, prefixes)
        elif wanted.required:
            raise ExpographError(
                f"the query needs the parameter {name}",
                hint=f"add --param {name}=…; it takes {takes(wanted)}",
            )
    return found


def substitute(text: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """The query with each parameter that has a term replaced by it; strings, IRIs and comments stay."""

    def replacement(match: re.Match[str]) -> str:
        wanted = parameter(match["variable"]) if match["variable"] else None
        return f" {serialised(terms[wanted.name])} " if wanted and wanted.name in terms else match[0]

    return TOKEN.sub(replacement, text)


def serialised(value: NamedNode | Literal) -> str:
    """A term as SPARQL text that no engine can misread.

    SPARQL 1.1, section 19.2, decodes code point escapes before anything else. An engine that does so by a
    plain search would read the end of an escaped backslash followed by "u0022" as a quotation mark, and the
    string would end early; so that "u" is itself written as a code point. All escapes have eight digits,
    since some engines take four or eight after a small "u".
    """
    return ESCAPE.sub(_unmistakable, str(value))


def _unmistakable(escape: re.Match[str]) -> str:
    if escape["letter"]:
        return rf"\\\U{ord(escape['letter']):08X}"
    return rf"\U0000{escape['digits']}" if escape["digits"] else escape[0]
