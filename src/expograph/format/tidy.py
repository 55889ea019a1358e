"""What Turtle lets one say in several ways is said in one: short literals, the type first, prefixes in order.

Order that a reader follows stays: subjects, predicates and objects stand where their author put them. What
moves is the type, which goes first; the words of a mapping's bracket, which go before their qualifiers;
labels, which go by language; and prefixes, which go by name. Nothing moves past a comment, no prefix past an
empty line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from expograph.format.source import (
    Comment,
    Directive,
    Entry,
    Group,
    Item,
    Node,
    Object,
    Quoted,
    Source,
    Statement,
)
from expograph.namespaces import MAPPING, RDF, XSD

Part = Node | Object | Entry
TYPE = RDF + "type"
FIRST = {TYPE: 0, MAPPING + "quote": 1, MAPPING + "occurrence": 2, MAPPING + "value": 3}
SHORT = {  # Turtle, section 2.5.2 and 2.5.3: what may stand without quotes
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
ESCAPE = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)|\"""", re.DOTALL)


def tidied(source: Source) -> Source:
    """The same triples and comments, said in one way; the tree given is used up."""
    prefixes: dict[str, str] = {}
    for item in source.items:
        if isinstance(item, Statement):
            item.subject = node(item.subject, prefixes)
            item.entries = entries(item.entries, item.end, prefixes)
        elif item.name is not None:
            prefixes[item.name] = item.iri[1:-1]
    drop_unused(source)
    sort_prefixes(source)
    for before, item in zip(source.items, source.items[1:], strict=False):
        if isinstance(before, Directive) and isinstance(item, Statement):
            after_empty_line(item)
    return source


def iri(name: str, prefixes: Mapping[str, str]) -> str:
    """What a predicate or datatype stands for."""
    prefix, _, local = name.partition(":")
    return TYPE if name == "a" else name[1:-1] if name[0] == "<" else prefixes[prefix] + local


def entries(found: list[Entry], end: Sequence[Comment], prefixes: Mapping[str, str]) -> list[Entry]:
    """Predicates with their objects, what goes first in front; the lines stay as they were begun."""
    for entry in found:
        entry.verb = "a" if iri(entry.verb, prefixes) == TYPE else entry.verb
        for part in entry.objects:
            part.node = node(part.node, prefixes)
        entry.objects = by_language(entry.objects)
    if end or any(commented(entry) for entry in found):
        return found
    ordered = sorted(found, key=lambda entry: FIRST.get(iri(entry.verb, prefixes), len(FIRST)))
    return [replace(entry, breaks=there.breaks) for entry, there in zip(ordered, found, strict=True)]


def by_language(objects: list[Object]) -> list[Object]:
    """Objects in the order of their languages, if all have one and no comment parts them."""
    tags = [part.node.tag for part in objects if isinstance(part.node, Quoted) and part.node.tag[:1] == "@"]
    if len(tags) < len(objects) or any(part.lead for part in objects):
        return objects
    return [part for _, part in sorted(zip(tags, objects, strict=True), key=lambda pair: pair[0].lower())]


def node(found: Node, prefixes: Mapping[str, str]) -> Node:
    """A subject or object with all that stands inside it."""
    if isinstance(found, Quoted):
        return literal(found, prefixes)
    if isinstance(found, Group):
        found.entries = entries(found.entries, found.end, prefixes)
        for part in found.members:
            part.node = node(part.node, prefixes)
    return found


def literal(found: Quoted, prefixes: Mapping[str, str]) -> str | Quoted:
    """A literal without quotes if it can be, else in double quotes; a long one byte for byte as it is."""
    text, tag = found
    if text[:3] not in ('"""', "'''"):
        text = f'"{ESCAPE.sub(plain, text[1:-1])}"'
    datatype = iri(tag[2:], prefixes) if tag[:2] == "^^" else None
    if datatype in SHORT and SHORT[datatype].fullmatch(text[1:-1]):
        return text[1:-1]
    return Quoted(text, "" if datatype == XSD + "string" else tag)


def plain(match: re.Match[str]) -> str:
    """An escape or quotation mark between double quotes: what can be seen needs no escape."""
    code = match[1] or match[2]
    if code:
        character = chr(int(code, 16))
        return character if character.isprintable() and character not in '"\\' else match[0]
    return {'"': '\\"', "\\'": "'"}.get(match[0], match[0])


def own_lines(lead: Sequence[Comment]) -> Sequence[Comment]:
    """The comments of a thing without the one that ends the line of what stands before it."""
    return lead[1:] if lead and lead[0].inline else lead


def drop_unused(source: Source) -> None:
    """Leave out prefixes that no name uses, unless a comment stands right above or beside them."""
    used: set[str] = set()
    kept: list[Item] = []  # from the last to the first
    for item in reversed(source.items):
        after = kept[-1].lead if kept else source.end
        if isinstance(item, Statement):
            used |= {prefix for part in (item.subject, *item.entries) for prefix in names(part)}
        elif item.name is not None:
            if item.name not in used and not (explained(item) or (after and after[0].inline)):
                hand_on(item, kept[-1] if kept else None, after)
                continue
            used.discard(item.name)
        kept.append(item)
    source.items = kept[::-1]


def explained(item: Item) -> bool:
    """Whether a comment stands right above."""
    return bool(own_lines(item.lead)) and not item.blank


def hand_on(item: Item, following: Item | None, lead: list[Comment]) -> None:
    """Give the comments and the empty line before an item that is left out to what follows."""
    if lead:
        lead[0] = replace(lead[0], blank=lead[0].blank or item.blank)
    elif following:
        following.blank |= item.blank
    lead[:0] = item.lead


def names(part: Part) -> Iterator[str]:
    """The prefixes of the names in a part of a statement."""
    name = part.tag[2:] if isinstance(part, Quoted) and part.tag[:2] == "^^" else part
    if isinstance(name, str) and ":" in name and name[0] not in "<_":
        yield name.partition(":")[0]
    for each in inside(part):
        yield from names(each)


def commented(part: Part) -> bool:
    """Whether a comment stands in a part of a statement."""
    own = part.end if isinstance(part, Group) else part.lead if isinstance(part, Entry | Object) else ()
    return bool(own) or any(commented(each) for each in inside(part))


def inside(part: Part) -> Sequence[Part]:
    """What a part of a statement consists of."""
    if isinstance(part, Entry):
        return [part.verb, *part.objects]
    if isinstance(part, Object):
        return [part.node]
    return [*part.entries, *part.members] if isinstance(part, Group) else ()


def sort_prefixes(source: Source) -> None:
    """Put prefixes that stand together in the order of their names."""
    items, start = source.items, 0
    for stop in range(1, len(items) + 1):
        if stop == len(items) or not together(items[stop - 1], items[stop]):
            after = items[stop].lead if stop < len(items) else source.end
            first = start + explained(items[start])
            last = stop - bool(after and after[0].inline)
            items[first:last] = by_name(items[first:last])
            start = stop


def together(before: Item, item: Item) -> bool:
    """Whether two items are prefixes without a comment or an empty line between them."""
    prefixes = all(isinstance(each, Directive) and each.name is not None for each in (before, item))
    return prefixes and not item.lead and not item.blank


def by_name(run: Sequence[Item]) -> list[Item]:
    """Prefixes in order; what stands before the first stays there."""
    ordered = sorted(run, key=lambda item: item.name or "" if isinstance(item, Directive) else "")
    return [
        replace(item, lead=there.lead, blank=there.blank) for item, there in zip(ordered, run, strict=True)
    ]


def after_empty_line(item: Item) -> None:
    """Set an item and its comments apart from what stands before."""
    own = own_lines(item.lead)
    if own:
        item.lead[-len(own)] = replace(own[0], blank=True)
    else:
        item.blank = True
