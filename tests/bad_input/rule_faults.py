"""The table of bad input for rules and for what they calculate with, in the form of faults.py."""

from faults import BUILD, CLOSING, DERIVATION, Fault, add, edit

RULE = "ontology/rules/teapots.rq"
ITEMS = (
    "rule that does not parse",
    "rule that is no rule",
    "rule that makes what no rule may make",
    "rules without an end",
    "two rules of one name",
    "division by what may be zero",
    "growth over an unknown base",
    "growth over the edition itself",
    "growth that cannot be",
    "units that do not agree",
)
"""What the list of the work on derivations names."""


def rule(template: str, pattern: str) -> str:
    """A rule that derives claims."""
    return f"{DERIVATION}CONSTRUCT {{ {template} }}\nWHERE {{ {pattern} }}\n"


def odd(template: str, pattern: str) -> str:
    """A rule that finds what is odd."""
    return rule(template, pattern).replace("derivation", "disagreement")


def claim(subject: str, measure: str, value: str) -> str:
    """A template of a claim that is derived from ?c."""
    return (
        f"[] a expo:DerivedClaim ; rdf:subject {subject} ; rdf:predicate {measure} ; {value} ; "
        "prov:wasDerivedFrom ?c"
    )


HALL = "?c use:measure expo:venue ; use:of ?e ; use:value ?hall"
HALF = "BIND(f:quotient(?v, f:difference(?v, ?v)) AS ?half)"
WRONG = (
    (
        "a claim that its tag does not promise",
        odd(claim("?e", "expo:venue", "rdf:object ?hall"), HALL),
        r"the rule teapots makes what its tag does not say\n    tag it derivation if .*",
    ),
    (
        "a class that is not known",
        rule(claim("?e", "expo:venue", "rdf:object ?hall ; a expo:Teapot"), HALL),
        r"the rule teapots makes things of another class\n    let its template describe .*",
    ),
    (
        "a unit that is not known",
        rule(claim("?e", "expo:visits", 'use:interval "[1, 2]"^^f:interval ; expo:unit <urn:pot>'), HALL),
        r"the rule teapots makes <urn:pot>, which the ontology does not know",
    ),
    (
        "a claim of a word",
        rule(claim('"teapots"', "expo:venue", "rdf:object ?hall"), HALL),
        r"the rule teapots makes an incomplete claim\n    each derived claim has .*",
    ),
    (
        "a premise that is no claim",
        rule(claim("?e", "expo:venue", "rdf:object ?hall ; prov:wasDerivedFrom ?e"), HALL),
        r"the rule teapots rests on fair:teapot-\d, which is no claim\n    let it name claims only, .*",
    ),
    (
        "a part of no claim",
        rule(claim("?e", "expo:venue", "rdf:object ?hall ; use:partOf ?e"), HALL),
        r"the rule teapots rests on fair:teapot-\d, which is no claim\n    let it name claims only, .*",
    ),
    (
        "words for the names of premises",
        rule(claim("?e", "expo:venue", 'rdf:object ?hall ; use:from "two pots"'), HALL),
        r"the rule teapots uses use:from for other words\n    let it join names .*",
    ),
    (
        "an edition without a number",
        rule(claim("?e", "expo:ordinal", 'rdf:object "third"'), HALL),
        r'the rule teapots gives an edition the number "third"',
    ),
    (
        "a tension without a reason",
        odd(
            "[] a expo:Tension ; expo:of ?e ; expo:claim ?c , ?other",
            HALL + " . ?other use:of ?e FILTER ( ?c != ?other )",
        ),
        r"the rule teapots makes an incomplete conflict or tension\n    each links two claims or more .*",
    ),
)
"""More that no rule may make: what it is, the rule, and what is told."""
RULES = (
    *(
        Fault("rule that makes what no rule may make", name, add(RULE, text), BUILD, (RULE, ""), says)
        for name, text, says in WRONG
    ),
    Fault(
        "rule that does not parse",
        "no SPARQL",
        add(RULE, DERIVATION + "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p\n"),
        BUILD,
        None,
        r"ontology/rules/teapots.rq:\d+:\d+: no SPARQL: expected .*",
    ),
    Fault(
        "rule that is no rule",
        "no CONSTRUCT",
        add(RULE, DERIVATION + "SELECT * WHERE { ?s ?p ?o }"),
        BUILD,
        (RULE, ""),
        "a rule is a SPARQL CONSTRUCT",
    ),
    Fault(
        "rule that is no rule",
        "no header",
        add(RULE, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        BUILD,
        (RULE, ""),
        r"the rule does not say what it makes\n    tag it derivation or disagreement in its header",
    ),
    Fault(
        "rule that is no rule",
        "both tags",
        add(RULE, DERIVATION + "#+   - disagreement\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        BUILD,
        (RULE, ""),
        r"the rule does not say what it makes\n    tag it derivation or disagreement in its header",
    ),
    Fault(
        "rule that is no rule",
        "no sentence",
        add(RULE, "#+ summary: pots\n#+ tags:\n#+   - derivation\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        BUILD,
        (RULE, ""),
        r"the rule's header has no description\n    see ontology/rules/ for examples",
    ),
    Fault(
        "rule that makes what no rule may make",
        "a property that is not known",
        add(RULE, rule(claim("?e", "expo:venu", "rdf:object ?hall"), HALL)),
        BUILD,
        (RULE, ""),
        r"the rule teapots makes expo:venu, which the ontology does not know\n    did you mean expo:venue\?",
    ),
    Fault(
        "rule that makes what no rule may make",
        "a qualifier that is not known",
        add(RULE, rule(claim("?e", "expo:organiser", "expo:sayd true ; rdf:object ?hall"), HALL)),
        BUILD,
        (RULE, ""),
        r"the rule teapots makes expo:sayd, which the ontology does not know\n    did you mean .*\?",
    ),
    Fault(
        "rule that makes what no rule may make",
        "bare triples",
        add(RULE, rule("?hall expo:ordinal 7", HALL)),
        BUILD,
        (RULE, ""),
        r"the rule teapots makes triples of place:great-kettle-hall\n    let its template describe \[\] a .*",
    ),
    Fault(
        "rule that makes what no rule may make",
        "a claim from nothing",
        add(
            RULE,
            rule(
                "[] a expo:DerivedClaim ; rdf:subject ?e ; rdf:predicate expo:venue ; rdf:object ?hall", HALL
            ),
        ),
        BUILD,
        (RULE, ""),
        r"the rule teapots makes an incomplete claim\n    each derived claim has .*",
    ),
    Fault(
        "rule that makes what no rule may make",
        "a conflict with itself",
        add(
            RULE,
            rule("[] a expo:Conflict ; expo:of ?e ; expo:claim ?c", HALL).replace(
                "derivation", "disagreement"
            ),
        ),
        BUILD,
        (RULE, ""),
        r"the rule teapots makes an incomplete conflict or tension\n    each links two claims or more .*",
    ),
    Fault(
        "rules without an end",
        "an edition after each",
        add(
            RULE,
            rule(
                claim("?next", "expo:venue", "rdf:object ?hall"),
                HALL + ' . BIND(IRI(CONCAT(STR(?e), "-")) AS ?next)',
            ),
        ),
        BUILD,
        (RULE, ""),
        r"the rules make new claims still after 50 rounds: teapots\n    a rule must not make things .*",
    ),
    Fault(
        "two rules of one name",
        "one of the project and one of ours",
        add("ontology/rules/base-of-growth.rq", rule(claim("?e", "expo:venue", "rdf:object ?hall"), HALL)),
        BUILD,
        ("ontology/rules/base-of-growth.rq", ""),
        r"there are two rules base-of-growth: .*/base-of-growth.rq is the other\n    rename one",
    ),
    Fault(
        "division by what may be zero",
        "an unguarded rule",
        add(
            RULE,
            rule(
                claim("?e", "expo:visits", "use:interval ?half"),
                "?c use:measure expo:exhibitionSpace ; use:of ?e ; use:interval ?v . " + HALF,
            ),
        ),
        BUILD,
        (RULE, ""),
        r"the rule teapots cannot compute quotient\(\[24000, 24000\], \[0, 0\]\): cannot divide by \[0, 0\]: "
        r"it holds zero\n    let the rule ask first .*\n    teapot-3, exhibition space: “24,000 .*",
    ),
    Fault(
        "growth over an unknown base",
        "no base",
        edit(CLOSING, " ; expo:since fair:teapot-2", ""),
        BUILD,
        (CLOSING, '[ map:quote "an increase of 12'),
        r"violation: Growth has a base \(expo:since\)\. Say over which edition\..*",
        code=1,
    ),
    Fault(
        "growth over the edition itself",
        "its own base",
        edit(CLOSING, "expo:since fair:teapot-2", "expo:since fair:teapot-3"),
        BUILD,
        (CLOSING, '[ map:quote "an increase of 12'),
        r"violation: Growth is measured over another edition, not over the edition itself\..*",
        code=1,
    ),
    Fault(
        "growth that cannot be",
        "nothing left",
        edit(
            CLOSING,
            'over the second edition" ;\n                           expo:of',
            'over the second edition" ; map:value -100 ; map:because "It says so." ;\n'
            "                           expo:of",
        ),
        BUILD,
        (CLOSING, '[ map:quote "an increase of 12'),
        r"violation: A measure that falls \(expo:growth\) leaves something: .* not by -100\..*",
        code=1,
    ),
    Fault(
        "units that do not agree",
        "percentage points of a count",
        edit(
            CLOSING,
            'over the second edition" ;\n                           expo:of',
            'over the second edition" ; map:value "12 percentage-point" ; map:because "It says so." ;\n'
            "                           expo:of",
        ),
        BUILD,
        (CLOSING, '[ map:quote "an increase of 12'),
        r"violation: Percentage points are the change of a share .*, which .*#visitors is not\..*",
        code=1,
    ),
    Fault(
        "units that do not agree",
        "square metres of money",
        edit(CLOSING, "expo:exhibitionSpace", "expo:dealValue"),
        BUILD,
        (CLOSING, '"24,000 square meters"'),
        r"“24,000 square meters” .*",
    ),
)
