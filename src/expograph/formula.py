"""How a derived claim was reckoned, with its numbers: the rule is run once more on its premises alone."""

import re
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad, QuerySolution, QuerySolutions, Store

from expograph.functions import aggregates, functions
from expograph.ontology import Ontology, Term, local_name
from expograph.premises import Premise
from expograph.rules import KNOWN, Rule
from expograph.sight import seen
from expograph.values import interval_of
from expograph.wording import figure

TEMPLATE = re.compile(r"CONSTRUCT\s*\{[^{}]*\}\s*WHERE", re.IGNORECASE)
NAME = re.compile(r"\{(\w+)\}")


def formula(
    rule: Rule, claim: Premise, used: Sequence[Premise], store: Store, ontology: Ontology
) -> str | None:
    """The rule's formula, its variables filled in.

    Args:
        rule: The rule that made the claim.
        claim: The derived claim.
        used: The claims from which it was derived.
        store: The graph without what rules see of premises; it is left as it was.
        ontology: Kinds of values and units.

    Returns:
        None if the rule states no formula.
    """
    if not rule.header.formula:
        return None
    shown = [Quad(*t) for premise in used for t in seen(premise, ontology)]
    store.extend(shown)
    try:
        rows = list(bindings(rule, store))
    finally:
        for quad in shown:
            store.remove(quad)
    row = next((r for r in rows if states(r, claim)), rows[0] if rows else None)
    return None if row is None else NAME.sub(lambda m: told(row[m[1]]), rule.header.formula)


def bindings(rule: Rule, store: Store) -> Iterable[QuerySolution]:
    """What the variables of a rule stand for, in each way in which it applies."""
    text, replaced = TEMPLATE.subn("SELECT * WHERE", rule.text, count=1)
    if not replaced:
        return []
    answer = store.query(
        text, prefixes=KNOWN, custom_functions=functions([]), custom_aggregate_functions=aggregates()
    )
    return answer if isinstance(answer, QuerySolutions) else []


def states(row: QuerySolution, claim: Premise) -> bool:
    """Whether a way to apply a rule gives the claim's value."""
    values = [value for value in row if value is not None]
    return claim.subject in values and (
        claim.value in values or any(interval_of(v) == claim.said for v in values)
    )


def told(term: Term | None) -> str:
    """What a variable stands for, for people."""
    interval = interval_of(term) if term is not None else None
    if interval is not None:
        words = figure(interval)
        return f"[{words}]" if " " in words else words
    return local_name(term) if isinstance(term, NamedNode) else getattr(term, "value", "?")
