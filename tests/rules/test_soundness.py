"""Rules are sound: whatever true numbers lie behind the words of reports, what rules derive holds them.

A world is drawn at random: true figures of three editions of a fair. Reports then tell some of them as
reports do, rounded, in bounds, as shares and growth, but truly. Rules see only what is told.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from teapots import world

from expograph.namespaces import expo
from expograph.ontology import local_name
from expograph.premises import Premise
from expograph.template import CONFLICT

WORLDS, EXAMPLES = 8, 16
OVERSEAS, NEW = ":population population:overseas", ":population population:first-time"
NEW_WITHIN = ("population=first-time", "within=overseas")
Key = tuple[str, str, frozenset[str]]


@dataclass(frozen=True)
class Truth:
    """The figures of an edition.

    Args:
        name: Its name.
        domestic: Visitors from here.
        overseas: Visitors from elsewhere.
        new: Those from elsewhere who never came before.
        deals: What they agreed on, in dollars.
    """

    name: str
    domestic: int
    overseas: int
    new: int
    deals: int

    @property
    def visitors(self) -> int:
        """All who came."""
        return self.domestic + self.overseas

    def values(self) -> dict[Key, Fraction]:
        """What is true of the edition, by subject, property and qualifiers."""
        counts = {
            (): self.visitors,
            ("population=overseas",): self.overseas,
            ("population=domestic",): self.domestic,
            ("population=first-time", "population=overseas"): self.new,
        }
        told = {("visitors", part): Fraction(n) for part, n in counts.items()}
        told |= {("visitorShare", part): Fraction(100 * n, self.visitors) for part, n in counts.items()}
        told["visitorShare", NEW_WITHIN] = Fraction(100 * self.new, self.overseas)
        told["dealValue", ()] = Fraction(self.deals)
        return {(self.name, measure, frozenset(part)): value for (measure, part), value in told.items()}


def truths(number: int, chance: Random) -> list[Truth]:
    """Three editions of a fair."""
    editions = []
    for n in (1, 2, 3):
        domestic, overseas, new = (chance.randint(20, 5 * 10 ** chance.randint(2, 4)) for _ in range(3))
        deals = chance.randint(10**6, 10**9)
        editions.append(Truth(f"w{number}-{n}", domestic, overseas, min(new, overseas), deals))
    return editions


class Reporter:
    """Tells true numbers as reports do.

    Args:
        chance: Chooses what is told, and how.
    """

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.said: list[str] = []

    def count(self, number: int) -> str:
        """A number in words that are true of it."""
        step = 10 ** self.chance.randint(0, max(0, len(str(number)) - 2))
        low, high = number // step * step, (number // step + 1) * step
        near = floor(Fraction(number, step) + Fraction(1, 2)) * step
        ways = [f"{number:,}", f"about {near:,}", f"up to {high:,}", f"fewer than {high:,}"]
        ways += [f"over {low:,}" if low < number else f"at least {low:,}", f"{low:,} to {high:,}"]
        if high - number <= Fraction(step, 2):
            ways.append(f"nearly {high:,}")
        return self.chance.choice(ways)

    def percent(self, number: Fraction) -> str:
        """A percentage, without its sign, in words that are true of it."""
        step = self.chance.choice([Fraction(1), Fraction(1, 10)])
        near = floor(number / step + Fraction(1, 2)) * step
        ways = [decimal(near)]
        if floor(number) < number:
            ways += [f"more than {floor(number)}", f"less than {ceil(number)}"]
        return self.chance.choice(ways) + " percent"

    def say(self, subject: str, name: str, words: str, *qualifiers: str) -> None:
        """One more statement, or not."""
        if self.chance.randint(0, 1):
            more = "".join(f" ; {q}" for q in qualifiers)
            self.said.append(f'fair:{subject} :{name} [ "{words}"{more} ] .')

    def edition(self, true: Truth) -> None:
        """The figures of an edition."""
        name = true.name
        whole = ":listComplete true ; :includes population:domestic , population:overseas"
        self.say(name, "visitors", self.count(true.visitors), *self.chance.choice([(), (whole,)]))
        interim = self.chance.randint(1, true.visitors)
        self.say(name, "visitors", f"{interim:,} so far", ":basis :IncompleteStatistics")
        self.say(name, "visitors", self.count(true.overseas), OVERSEAS)
        self.say(name, "visitors", self.count(true.domestic), ":population population:domestic")
        share = Fraction(100 * true.overseas, true.visitors)
        self.say(name, "visitorShare", self.percent(share), OVERSEAS)
        self.say(name, "visitorShare", self.percent(100 - share), ":population population:domestic")
        inner = Fraction(100 * true.new, true.overseas)
        self.say(name, "visitorShare", self.percent(inner), NEW, ":within population:overseas")

    def change(self, base: Truth, true: Truth) -> None:
        """How an edition compares with the one before."""
        since = f":since fair:{base.name}"
        for name, before, now in (
            ("visitors", base.visitors, true.visitors),
            ("dealValue", base.deals, true.deals),
        ):
            grown = Fraction(100 * now, before) - 100
            way = "up" if grown > 0 else "down"
            if grown:
                self.say(
                    true.name, "growth", f"{way} {self.percent(abs(grown))}", f":ofMeasure :{name}", since
                )
        more = true.visitors - base.visitors
        if more:
            name = "increase" if more > 0 else "decrease"
            self.say(true.name, name, self.count(abs(more)), ":ofMeasure :visitors", since)
        points = Fraction(100 * true.overseas, true.visitors) - Fraction(100 * base.overseas, base.visitors)
        near = floor(abs(points) + Fraction(1, 2))
        if near:
            words = f"{'up' if points > 0 else 'down'} {near} percentage points"
            self.say(true.name, "growth", words, ":ofMeasure :visitorShare", since, OVERSEAS)

    def deals(self, true: Truth, earlier: list[Truth]) -> None:
        """What was agreed on at an edition, a record if it is one."""
        record = bool(earlier) and true.deals > max(e.deals for e in earlier)
        words = f"{self.count(true.deals)} US dollars"
        self.say(true.name, "dealValue", words, *([":record true"] if record else []))


def decimal(number: Fraction) -> str:
    """A number of at most one decimal place."""
    return f"{floor(number * 10) / 10:g}"


def worlds(seed: int) -> tuple[dict[Key, Fraction], str]:
    """Several worlds: all that is true in them, and what reports tell."""
    chance = Random(seed)
    true: dict[Key, Fraction] = {}
    reporter = Reporter(chance)
    for number in range(WORLDS):
        editions = truths(number, chance)
        for n, edition in enumerate(editions):
            true |= edition.values()
            series = f':series [ "World" ; map:value fair:w{number} ; map:because "So it is." ]'
            ordinal = ("1st", "2nd", "3rd")[n]
            reporter.said.append(f'fair:{edition.name} {series} ; :ordinal [ "the {ordinal}" ] .')
            reporter.edition(edition)
            reporter.deals(edition, editions[:n])
        for base, edition in pairwise(editions):
            reporter.change(base, edition)
    return true, "\n".join(dict.fromkeys(reporter.said))


def key(premise: Premise) -> Key:
    """Of what a claim gives the number."""
    qualifiers = frozenset(f"{local_name(p)}={local_name(v)}" for p, v in premise.restrictions)
    return local_name(premise.subject), local_name(premise.measure), qualifiers


USED: dict[str, int] = defaultdict(int)


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**64))
def check(seed: int) -> None:
    """Every derived interval holds the true number, and true words are in no conflict."""
    true, text = worlds(seed)
    found = world(text).derivation
    for one in found.conclusions:
        USED[one.rule.name] += 1
        assert one.kind != CONFLICT, one.triples
        claim = one.claim
        if claim and claim.interval and claim.measure != expo("ordinal"):
            assert claim.interval.contains(true[key(claim)]), (claim.label, true[key(claim)])
    USED["worlds"] += WORLDS


@pytest.mark.filterwarnings("ignore")
def test_true_words_give_true_numbers() -> None:
    """In hundreds of worlds no rule says more than is true, and each of the rules on figures had its say."""
    check()
    assert USED["worlds"] >= 120
    for name in (
        *("base-of-growth", "base-of-increase", "base-of-decrease", "base-of-points", "below-a-record"),
        *("part-of-share", "share-of-part", "share-of-share", "rest-of-total", "complement-of-shares"),
        "sum-of-parts",
    ):
        assert USED[name] >= 8, (name, dict(USED))
