"""Cases of the rules that find conflicts and tensions."""

from cases import Case

YEARLY = """
fair:pot :guests [ "nearly 3,000 guests" ; :aggregation :PerEdition ] ,
    [ "50,000 guests in all" ; :aggregation :Cumulative ] ; :sessionsHeld [ "16 sessions" ] .
"""
GUESTS = """
fair:pot-3 :startDate [ "opened on 5 May 2031" ] ; :endDate [ "closed on 10 May 2031" ] .
event:brewing :date [ "on 4 May 2031" ] ; :subEventOf [ "at the third Pot Fair" ] .
"""
DAYS = """
fair:pot-3 :dates [ "from 5 to 10 May 2031" ] .
--- doc:other
fair:pot-3 :startDate [ "opened on 4 May 2031" ] .
"""
ASIDE = """
fair:pot-3 :exhibitionSpace [ "660 square meters" ; :rank :DeprecatedRank ] .
event:brewing :exhibitionSpace [ "660 square meters" ; map:because "A show has so much, no fair." ] .
"""
FIGURES = """
fair:pot-3 :exhibitors [ "1,000 exhibitors" ] .
--- doc:other
fair:pot-3 :exhibitors [ "more than 2,000 exhibitors" ] .
"""
SHARES = """
fair:pot-3 :exhibitorShare [ "32 percent" ; :population population:overseas ] ,
    [ "34 percent from abroad" ; :population population:overseas ] .
"""
BOUNDS = """
fair:pot-3 :exhibitors [ "more than 620" ; map:value 620 ; map:because "x" ] , [ "over 1,000 exhibitors" ] .
"""
BOUNDS = """
fair:pot-3 :exhibitors [ "more than 620 exhibitors" ] , [ "over 1,000 exhibitors" ] .
"""
GROUPS = """
fair:pot-3 :countries [ "129 countries" ] ,
    [ "104 Belt and Road countries" ; :population population:belt-and-road ] ,
    [ "35 least developed countries" ; :population population:least-developed ] .
"""
ABOVE = """
fair:pot-3 :participatingBodies [ "over 620 bodies" ] ; :exhibitors [ "over 1,000 exhibitors" ] .
"""
PART = """
fair:pot-3 :visitors [ "5,000 visitors" ] , [ "6,000 from overseas" ; :population population:overseas ] .
"""
YEARS = """
fair:pot-3 :year [ "in 2015" ] .
--- doc:other
fair:pot-3 :year [ "in 2016" ] .
"""
OPENED = """
fair:pot-3 :startDate [ "5 May 2031" ] ; :startWeekday [ "opened on Tuesday" ] .
"""
HEADLINE = """
fair:pot-3 :dealValue [ "ten billion yuan" ] ,
    [ "intentions of 10 billion yuan" ; :commitmentKind commitment:intention ] .
"""
CASES = (
    Case(
        "annual-against-total",
        YEARLY,
        ("Conflict: By their numbers alone, 3,000 a year in 16 sessions make 48,000, not 50,000.",),
        {
            "fits": ("50,000", "48,000"),
            "of a part": ('in all"', 'in all" ; :population population:overseas'),
            "other measure": (',\n    [ "50,000', ' ; :attendance [ "50,000'),
            "planned": ('in all"', 'in all" ; :planned true'),
        },
        {
            "nearly": (
                "50,000 guests",
                "nearly 50,000 guests",
                ("Tension: By their numbers alone, 3,000 a year in 16 sessions make 48,000, not 50,000.",),
            ),
            "one fits": ("50,000 guests", "more than 40,000 guests", ()),
        },
    ),
    Case(
        "date-outside-event",
        GUESTS,
        ("Tension: 2031-05-04 is before the opening on 2031-05-05.",),
        {
            "within": ("on 4 May", "on 6 May"),
            "last day": ("on 4 May", "on 10 May"),
            "planned": ('on 4 May 2031"', 'on 4 May 2031" ; :planned true'),
            "of another fair": ("third Pot Fair", "second Pot Fair"),
        },
        {"after": ("on 4 May", "on 12 May", ("Tension: 2031-05-12 is after the close on 2031-05-10.",))},
    ),
    Case(
        "days-exclude-each-other",
        DAYS,
        ("Conflict: 2031-05-04 and 2031-05-05 cannot both be right.",),
        {
            "same day": ("opened on 4", "opened on 5"),
            "planned": ('4 May 2031"', '4 May 2031" ; :planned true'),
            "of another thing": ("fair:pot-3 :startDate", "fair:pot-2 :startDate"),
        },
    ),
    Case(
        "figure-of-another",
        ASIDE,
        ("Tension: The words give 660 m2 to “third Pot Fair”; the curator gives it to “brewing show”.",),
        {
            "not set aside": (" ; :rank :DeprecatedRank", ""),
            "no interpretation": (' ; map:because "A show has so much, no fair."', ""),
            "same thing": ("event:brewing :exhibitionSpace", "fair:pot-3 :exhibitionSpace"),
        },
    ),
    Case(
        "figures-exclude-each-other",
        FIGURES,
        ("Conflict: One says more than 2,000, the other 1,000.",),
        {
            "both fit": ("1,000", "more than 1,000"),
            "another part": ('2,000 exhibitors"', '2,000 exhibitors" ; :population population:overseas'),
            "another measure": (':exhibitors [ "more', ':participatingBodies [ "more'),
            "set aside": ('2,000 exhibitors"', '2,000 exhibitors" ; :rank :DeprecatedRank'),
            "interim": ('1,000 exhibitors"', '1,000 exhibitors" ; :basis :IncompleteStatistics'),
            "planned": ('2,000 exhibitors"', '2,000 exhibitors" ; :planned true'),
            "another edition": ('fair:pot-3 :exhibitors [ "more', 'fair:pot-2 :exhibitors [ "more'),
        },
    ),
    Case(
        "figures-exclude-each-other",
        SHARES,
        ("Conflict: One says 31.5 to 32.5 percent, the other 33.5 to 34.5 percent.",),
        {"rounded": ("32 percent", "33.5 percent")},
    ),
    Case(
        "lower-bounds-far-apart",
        BOUNDS,
        ("Tension: One says more than 620, the other more than 1,000: both can hold, but are far apart.",),
        {
            "near": ("620", "700"),
            "exact": ("over 1,000", "1,000"),
            "another part": ('1,000 exhibitors"', '1,000 exhibitors" ; :population population:overseas'),
        },
    ),
    Case(
        "overlapping-groups",
        GROUPS,
        (
            "Overlap: The groups make 139 together, all are 129: some belong to "
            "several groups, and the figures of these groups must not be added.",
        ),
        {
            "fits": ("104", "90"),
            "no group": ("population:least-developed", "population:first-time"),
            "total bounded below": ("129", "more than 129"),
            "planned": ('developed countries"', 'of another" ; :planned true'),
        },
    ),
    Case(
        "part-above-whole",
        ABOVE,
        (
            "Tension: The part (exhibitors) is more than 1,000, the whole "
            "(participating bodies) more than 620.",
        ),
        {
            "below": ("1,000", "600"),
            "another part": ('1,000 exhibitors"', '1,000 exhibitors" ; :population population:overseas'),
        },
        {
            "no numbers allow it": (
                "over 620",
                "620",
                (
                    "Conflict: The part (exhibitors) is more than 1,000, "
                    "the whole (participating bodies) 620.",
                ),
            )
        },
    ),
    Case(
        "part-above-whole",
        PART,
        ("Conflict: The part (visitors) is 6,000, the whole (visitors) 5,000.",),
        {
            "below": ("6,000", "4,000"),
            "beside the total": ("population:overseas", "population:online"),
            "wider": ("population:overseas", "population:countries-and-regions"),
        },
    ),
    Case(
        "values-exclude-each-other",
        YEARS,
        ("Conflict: 2016 and 2015 cannot both be right.",),
        {
            "same": ("2016", "2015"),
            "set aside": ('2016"', '2016" ; :rank :DeprecatedRank'),
            "another edition": ('fair:pot-3 :year [ "in 2016"', 'fair:pot-2 :year [ "in 2016"'),
        },
    ),
    Case(
        "weekday-of-another-date",
        OPENED,
        ("Conflict: 2031-05-05 was a Monday, not a Tuesday.",),
        {
            "right": ("Tuesday", "Monday"),
            "end": (":startWeekday", ":endWeekday"),
            "planned": ('Tuesday"', 'Tuesday" ; :planned true'),
        },
    ),
    Case(
        "whole-named-by-part",
        HEADLINE,
        ("Tension: The same figure, 10,000,000,000, is said of a part and of the whole.",),
        {
            "other figures": ("of 10 billion", "of 9 billion"),
            "other currency": ("10 billion yuan", '10 billion dollars" ; map:value "10000000000 USD'),
            "another report": (
                ',\n    [ "intentions',
                '.\n--- doc:other\nfair:pot-3 :dealValue [ "intentions',
            ),
        },
    ),
)
