"""Two built graphs compared by meaning: what a curator changed, not which triples.

The same graph in another format, another order, with other names of blank nodes or other spellings of a
number does not differ. A thing that merely has another IRI is *renamed* (`naming`), a claim whose words or
value were mended is *changed* (`matching`); neither comes and goes. What records and things do not tell
(`compare`, `sections`, `things`) is counted: direct triples that go with a claim, and what OWL 2 RL infers.
In a file without named graphs nothing shows what was inferred; it is told, or counted, as if said.

As JSON it is an object with

- `old`, `new`: the paths; `differs`: whether there is any difference;
- `claims`, `derived`, `best`, `conflicts`, `documents`, `entities`, `terms`: each an object of lists,
  `added`, `removed`, `changed`; conflicts have `appeared`, `gone`, `changed`; claims also `moved`: by
  document, how many quotes merely stand elsewhere; things also `renamed` and `relabelled`. An entry has

  - `name`, `says`, `source`: it in words;
  - `old`, `new`: the record or thing in either graph, or null: its `iri`; of a thing `classes` and `labels`
    (text and language); of a record `subject`, `properties`, `qualifiers`, `says`, `value`, `lower`,
    `lowerExclusive`, `upper`, `upperExclusive`, `unit`; of a claim also `document`, `quote`, `start`, `end`,
    `speakers`, `rank`; of the other records `classes`, `rule`, `claims`;
  - `changes`: a list of `what` (a property, or "value", "quote", "place", "name", "speaker", "rank", "rests
    on", "claims", "rule"), `old` and `new` (lists of words);

- `implied`, `inferred`: how many triples more were `removed` and `added`.
"""

from pathlib import Path

from expograph.diff.compare import compared
from expograph.diff.graph import Graph, load
from expograph.diff.model import Change, Count, Difference, Item, Section
from expograph.diff.report import FORMATS, written
from expograph.diff.sections import RECORDS, record_section
from expograph.diff.things import thing_sections
from expograph.project import shown

__all__ = [
    "FORMATS",
    "Change",
    "Count",
    "Difference",
    "Graph",
    "Item",
    "Section",
    "diff",
    "difference",
    "load",
    "written",
]


def diff(old: Path, new: Path) -> Difference:
    """Compare two graphs.

    Args:
        old: A file of any RDF format, a graph/ folder, or a project's folder.
        new: The same.

    Raises:
        ExpographError: One is missing, cannot be read, or is a mapping.
    """
    return difference(load(old), load(new), shown(old), shown(new))


def difference(old: Graph, new: Graph, old_name: str = "old", new_name: str = "new") -> Difference:
    """Compare two graphs that are in memory.

    Args:
        old: The old graph.
        new: The new one.
        old_name: What people call the old one.
        new_name: What they call the new one.
    """
    c = compared(old, new)
    found = [record_section(c, kind) for kind in RECORDS]
    told = [partners for _, differing in found[:2] for partners in differing]
    things, implied = thing_sections(c, told)
    return Difference(old_name, new_name, (*(section for section, _ in found), *things), implied, c.inferred)
