"""Cases found in releases that no rule was written for: what comes near in the press and is another thing."""

from cases import Case

SIDE_BY_SIDE = """
fair:pot-3 :dealValue [ "80 million yuan" ] ,
    [ "about 11 million US dollars" ; :sameSumAs "80 million yuan" ] ;
    :growth [ "up 2 percent" ; :ofMeasure :dealValue ; :since fair:pot-2 ] .
fair:pot-4 :visitors [ "61,000 visitors of both fairs" ; :jointlyWith fair:cup-2 ] ;
    :growth [ "up 3 percent" ; :ofMeasure :visitors ; :since fair:pot-1 ; :jointlyWith fair:cup-2 ] .
fair:pot-5 :visitors [ "70,000 visitors expected" ; :projection :Forecast ] ;
    :growth [ "up 4 percent" ; :ofMeasure :visitors ; :since fair:pot-1 ; :projection :Forecast ] .
"""
SPOKEN = """
fair:pot-3 :attendance [ "58,214 people" ] ;
    :share [ "41 percent" ; :ofMeasure :attendance ; :population population:overseas ] .
"""
VISITORS = """
fair:pot-3 :visitors [ "50 from here" ; :population population:domestic ] ,
    [ "38 from overseas" ; :population population:overseas ] .
"""
AUDIENCE = """
fair:pot-3 :audience [ "60 in all" ; :listComplete true ; :includes population:online , population:onsite ] ,
    [ "50 on site" ; :population population:onsite ] .
"""
CONVERTED = """
fair:pot-3 :dealValue [ "11.2 million yuan" ] ,
    [ "3.05 million US dollars" ; :sameSumAs "11.2 million yuan" ] .
"""
LASTS = """
fair:pot-3 :startDate [ "began on 27 June 2031" ] ; :duration [ "for two weeks" ] .
"""
LASTED = """
fair:pot-3 :endDate [ "ended on 30 June 2031" ] ; :duration [ "for two weeks" ] .
"""
DATES = """
fair:pot-3 :dates [ "from 5 to 10 November 2031" ] .
"""
WEEKDAY = """
doc:report :issued [ "10 May 2031" ] .
fair:pot-3 :startWeekday [ "opened on Tuesday" ] ; :status [ "was held" ; map:value status:held ] .
"""
VISITS = """
org:guests :dates [ "there from 4 to 7 May 2031" ; :at fair:pot-3 ] ,
    [ "from 5 to 10 May 2031" ; :at fair:pot-3 ] .
"""
SURFACES = """
fair:pot-3 :netSpace [ "65,000 square metres" ] , [ "900,000 square feet" ] .
"""
BOUNDS = """
fair:pot-3 :visitors [ "more than 60,000 visitors" ] , [ "over 125,000 visitors" ] .
"""
PART = """
fair:pot-3 :visitors [ "over 5,000 visitors" ] , [ "6,000 from overseas" ; :population population:overseas ] .
"""
CASES = (
    Case(
        "base-of-growth",
        SIDE_BY_SIDE,
        ("pot-2, value of deals: 78,048,780.48 to 78,817,734 CNY",),
        {},
    ),
    Case(
        "part-of-share",
        SPOKEN,
        ("pot-3, guests and audience (overseas): 23,576.67 to 24,158.81",),
        {
            "of another measure": (":ofMeasure :attendance", ":ofMeasure :visits"),
            "within another part": ("overseas ]", "first-time ; :within population:overseas ]"),
        },
    ),
    Case(
        "sum-of-parts",
        VISITORS,
        ("pot-3, visitors: at least 88",),
        {
            "countries, from which both may come": (":visitors", ":countries"),
            "industries": (":visitors", ":industries"),
        },
    ),
    Case(
        "rest-of-total",
        AUDIENCE,
        ("pot-3, audience (online): 10",),
        {"countries, from which both may come": (":audience", ":countries")},
    ),
    Case("exchange-rate", CONVERTED, ("pot-3, exchange rate (USD): 3.64 to 3.7 CNY",), {}),
    Case(
        "end-of-duration",
        LASTS,
        ("pot-3, end date: 2031-07-10",),
        {
            "months, which have no fixed length": ("two weeks", "two months"),
            "years": ("two weeks", "two years"),
            "phases": (":startDate", ':phases [ "in two phases" ] ; :startDate'),
        },
    ),
    Case(
        "start-of-duration",
        LASTED,
        ("pot-3, start date: 2031-06-17",),
        {
            "years": ("two weeks", "two years"),
            "phases": (":endDate", ':phases [ "in two phases" ] ; :endDate'),
        },
    ),
    Case(
        "duration-of-dates",
        DATES,
        ("pot-3, duration: 6 day",),
        {"phases, with days between": (":dates", ':phases [ "in two phases" ] ; :dates')},
    ),
    Case(
        "date-of-weekday",
        WEEKDAY,
        ("pot-3, start date: 2031-05-06",),
        {"held only by a later report": ("; :status", ".\n--- doc:other\nfair:pot-3 :status")},
    ),
    Case(
        "figures-exclude-each-other",
        SURFACES,
        ("Conflict: One says about 83,612.74 m2, the other 65,000 m2.",),
        {"converted and rounded": ("900,000", "700,000")},
    ),
    Case(
        "lower-bounds-far-apart",
        BOUNDS,
        (
            "Tension: One says more than 60,000, the other more than 125,000: "
            "both can hold, but are far apart.",
        ),
        {"counted before the end": ('60,000 visitors"', '60,000 visitors" ; :basis :InterimStatistics')},
    ),
    Case(
        "part-above-whole",
        PART,
        ("Tension: The part (visitors) is 6,000, the whole (visitors) more than 5,000.",),
        {"whole not yet counted": ('5,000 visitors"', '5,000 visitors" ; :basis :InterimStatistics')},
    ),
    Case(
        "days-exclude-each-other",
        VISITS,
        ("Conflict: 2031-05-04 and 2031-05-05 cannot both be right.",),
        {"at two fairs": ('10 May 2031" ; :at fair:pot-3', '10 May 2031" ; :at fair:cup-2')},
    ),
)
