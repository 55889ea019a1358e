"""What the template of a rule may make, and which claims it may name; anything else is refused."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from expograph.errors import ExpographError
from expograph.interval import Interval, exactly
from expograph.namespaces import RDFS, expo
from expograph.ontology import TYPE, Ontology, Term, nearest, short
from expograph.premises import DERIVED, DERIVED_FROM, LABEL, OBJECT, PREDICATE, SUBJECT, Premise
from expograph.rules import USE, Rule
from expograph.values import number_of

CONFLICT, TENSION, OVERLAP = (expo(n) for n in ("Conflict", "Tension", "Overlap"))
MADE = (DERIVED, CONFLICT, TENSION, OVERLAP)
COMMENT = NamedNode(RDFS + "comment")
INTERVAL, ABOUT, FROM, SCOPE_OF, PART_OF = (
    NamedNode(USE + n) for n in ("interval", "about", "from", "scopeOf", "partOf")
)
DIRECTIONS = {INTERVAL, ABOUT, FROM, SCOPE_OF, PART_OF}
PLAIN = {TYPE, SUBJECT, PREDICATE, OBJECT, COMMENT, DERIVED_FROM}
ONE_OF = "let its template describe [] a expo:DerivedClaim, expo:Conflict or expo:Tension"
About = Mapping[NamedNode, Sequence[Term]]


def kind(rule: Rule, about: About) -> NamedNode:
    """The class of what a rule makes: a derived claim if it is tagged so, else a conflict or tension."""
    kinds = [k for k in MADE if k in about.get(TYPE, ())]
    if len(kinds) != 1 or len(about[TYPE]) > 1:
        raise ExpographError(f"the rule {rule.name} makes things of another class", rule.at, ONE_OF)
    if rule.derives != (kinds[0] == DERIVED):
        hint = "tag it derivation if it makes claims, and disagreement if it finds what is odd"
        raise ExpographError(f"the rule {rule.name} makes what its tag does not say", rule.at, hint)
    return kinds[0]


def refuse_strangers(rule: Rule, about: About, ontology: Ontology) -> None:
    """Every property and unit that a rule uses or speaks of is one of the ontology."""
    spoken = [
        o for o in (*about.get(PREDICATE, ()), *about.get(expo("measure"), ())) if isinstance(o, NamedNode)
    ]
    properties = [t for t in (*about, *spoken) if t not in PLAIN | DIRECTIONS | {LABEL}]
    units = [u for u in about.get(expo("unit"), ()) if isinstance(u, NamedNode)]
    for terms, known in ((properties, ontology.properties), (units, set(ontology.units.values()))):
        for term in terms:
            if term not in known:
                message = f"the rule {rule.name} makes {short(term)}, which the ontology does not know"
                raise ExpographError(message, rule.at, nearest(term, known))


def used(
    rule: Rule, about: About, predicate: NamedNode, known: Mapping[Term, Premise]
) -> tuple[Premise, ...]:
    """The premises that a conclusion names, one by one or in one text with blanks between."""
    listed = [word for o in about.get(FROM, ()) if isinstance(o, Literal) for word in o.value.split()]
    try:
        named = {*about.get(predicate, ()), *map(NamedNode, listed)}
    except ValueError:
        hint = "let it join names by blanks: GROUP_CONCAT(STR(?claim))"
        raise ExpographError(f"the rule {rule.name} uses use:from for other words", rule.at, hint) from None
    return tuple(sorted((premise(rule, name, known) for name in named), key=lambda p: p.iri.value))


def premise(rule: Rule, name: Term, known: Mapping[Term, Premise]) -> Premise:
    """The claim of a name; a rule rests on nothing else."""
    if name not in known:
        hint = "let it name claims only, as ?claim use:of ?thing finds them"
        raise ExpographError(f"the rule {rule.name} rests on {short(name)}, which is no claim", rule.at, hint)
    return known[name]


def ordinal(rule: Rule, value: Term) -> Interval:
    """The number of an edition."""
    number = number_of(value)
    if not isinstance(number, Fraction):
        raise ExpographError(f"the rule {rule.name} gives an edition the number {short(value)}", rule.at)
    return exactly(number)
