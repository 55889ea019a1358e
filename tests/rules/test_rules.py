"""Every rule on invented reports: what it makes of them, and what it leaves alone although it comes near."""

import re

import pytest
from cases import Case
from editions import CASES as EDITIONS
from figures import CASES as FIGURES
from oddities import CASES as ODDITIES
from teapots import World, all_rules, told, world
from unseen import CASES as UNSEEN

from expograph.namespaces import expo

CASES = FIGURES + EDITIONS + ODDITIES + UNSEEN
MISSES = [(case, name) for case in CASES for name in case.misses]
INSTEAD = [(case, name) for case in CASES for name in case.instead]
BRACKETS = [(case, n) for case in CASES for n in range(case.text.count('[ "'))]


def made(case: Case, text: str) -> tuple[str, ...]:
    """What the rule of a case makes of a text, in words."""
    return tuple(told(c) for c in world(text, case.rule).made_by(case.rule))


def changed(case: Case, old: str, new: str) -> str:
    """The text of a case with other words in it."""
    assert case.text.count(old) == 1, old
    return case.text.replace(old, new)


def test_every_rule_has_cases() -> None:
    """There are cases of all rules and of nothing else; each rule has something that it must leave alone."""
    assert len(all_rules()) == 40
    assert {case.rule for case in CASES} == {rule.name for rule in all_rules()}
    assert [r.name for r in all_rules() if not any(c.misses for c in CASES if c.rule == r.name)] == []
    assert (len(CASES), len(MISSES), len(INSTEAD)) >= (43, 138, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_fires(case: Case) -> None:
    """The rule makes what it should, to the word."""
    assert case.makes
    assert made(case, case.text) == case.makes


@pytest.mark.parametrize(("case", "name"), MISSES, ids=[f"{c.rule}: {n}" for c, n in MISSES])
def test_leaves_alone(case: Case, name: str) -> None:
    """After a small change the rule makes nothing at all."""
    assert made(case, changed(case, *case.misses[name])) == ()


@pytest.mark.parametrize(("case", "name"), INSTEAD, ids=[f"{c.rule}: {n}" for c, n in INSTEAD])
def test_makes_something_else(case: Case, name: str) -> None:
    """After another change the rule makes what then follows."""
    old, new, makes = case.instead[name]
    assert makes != case.makes
    assert made(case, changed(case, old, new)) == makes


def with_qualifier(case: Case, n: int, qualifier: str) -> tuple[World, str]:
    """A case whose n-th claim is qualified so, and the name of that claim."""
    parts = re.split(r'(?=\[ ")', case.text)
    quote = re.match(r'\[ "([^"]*)"', parts[n + 1])
    assert quote
    parts[n + 1] = f"{quote[0]} ; {qualifier} {parts[n + 1][quote.end() :]}"
    found = world("".join(parts), case.rule)
    claims = [c.iri.value for c in found.claims if c.statement.quote == quote[1]]
    return found, claims[min(n, len(claims) - 1)] if len(claims) > 1 else claims[0]


@pytest.mark.parametrize(("case", "n"), BRACKETS, ids=[f"{c.rule}: {n}" for c, n in BRACKETS])
def test_what_is_planned_is_no_fact(case: Case, n: int) -> None:
    """Of a claim on what is planned nothing follows but what is planned, and it contradicts no fact."""
    found, planned = with_qualifier(case, n, ":planned true")
    for one in found.made_by(case.rule):
        if planned in {p.iri.value for p in one.premises}:
            assert one.claim is not None
            assert expo("planned") in dict(one.claim.restrictions)


@pytest.mark.parametrize(("case", "n"), BRACKETS, ids=[f"{c.rule}: {n}" for c, n in BRACKETS])
def test_what_is_set_aside_is_not_used(case: Case, n: int) -> None:
    """Nothing follows from a deprecated claim; it is named only where the curator's choice itself is odd."""
    found, aside = with_qualifier(case, n, ":rank :DeprecatedRank")
    naming = [c for c in found.made_by(case.rule) if aside in {p.iri.value for p in c.premises}]
    assert naming == [] or case.rule == "figure-of-another"
