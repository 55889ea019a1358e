"""The form of a case: statements from which a rule makes something, and changes after which not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Change = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """What a rule makes, and what comes near and is another thing.

    Args:
        rule: The rule.
        text: Statements of invented reports, as `teapots.world` reads them.
        makes: All that the rule makes of them, in words.
        misses: Changes of the text (words that stand in it once, and others in their place), by what
            sets them apart; after any of them the rule makes nothing at all.
        instead: Changes after which it makes something else.
    """

    rule: str
    text: str
    makes: tuple[str, ...]
    misses: Mapping[str, Change]
    instead: Mapping[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
