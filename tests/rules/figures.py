"""Cases of the rules that derive figures from figures."""

from cases import Case

GROWN = """
fair:pot-3 :visitors [ "48,000 visitors" ] ;
    :growth [ "up 12 percent" ; :ofMeasure :visitors ; :since fair:pot-2 ] .
"""
MORE = """
fair:pot-3 :exhibitors [ "2,000 exhibitors" ] ;
    :increase [ "150 more" ; :ofMeasure :exhibitors ; :since fair:pot-2 ] .
"""
POINTS = """
fair:pot-3 :exhibitorShare [ "32 percent of the exhibitors" ; :population population:overseas ] ;
    :growth [ "up six percentage points" ; :ofMeasure :exhibitorShare ; :since fair:pot-2 ;
              :population population:overseas ] .
"""
RECORD = """
fair:pot-1 :series [ "Pot Fair 1" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 1st" ] .
fair:pot-3 :series [ "Pot Fair 3" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 3rd" ] ;
    :exhibitors [ "a record 3,500 exhibitors" ; :record true ] .
"""
SHARE = """
fair:pot-3 :exhibitors [ "1,000 exhibitors" ] ;
    :exhibitorShare [ "32 percent of the exhibitors" ; :population population:overseas ] .
"""
WITHIN = """
fair:pot-3 :exhibitorShare [ "40 percent are foreign" ; :population population:overseas ] ,
    [ "10 percent of these are new" ; :population population:first-time ; :within population:overseas ] .
"""
PART = """
fair:pot-3 :exhibitors [ "1,000 exhibitors" ] , [ "250 from overseas" ; :population population:overseas ] .
"""
REST = """
fair:pot-3 :audience [ "about 200,000 people" ; :listComplete true ;
               :includes population:online , population:onsite ] ,
    [ "160,000 on site" ; :population population:onsite ] .
"""
COMPLEMENT = """
fair:pot-3 :exhibitors [ "1,000 exhibitors" ; :listComplete true ;
                 :includes population:domestic , population:overseas ] ;
    :exhibitorShare [ "68 percent are from here" ; :population population:domestic ] .
"""
PARTS = """
fair:pot-3 :visitors [ "more than 300 from here" ; :population population:domestic ] ,
    [ "50 from overseas" ; :population population:overseas ] .
"""
NAMED = """
fair:pot-3 :countries [ "seven towns, Steam and Lid among them" ; map:value 7 ; :listComplete false ;
    :includes place:steam , place:lid ] .
"""
SUMS = """
fair:pot-3 :dealValue [ "more than 152 billion yuan" ; :population population:overseas ] ,
    [ "20.99 billion dollars" ; map:value "20990000000 USD" ; :sameSumAs "152 billion yuan" ;
      :population population:overseas ] .
"""
CASES = (
    Case(
        "base-of-growth",
        GROWN,
        ("pot-2, visitors: 42,666.66 to 43,049.33",),
        {
            "percentage points": ("up 12 percent", "up 12 percentage points"),
            "over itself": (":since fair:pot-2", ":since fair:pot-3"),
            "growth of something else": (":ofMeasure :visitors", ":ofMeasure :visits"),
            "growth of a part": (
                ":ofMeasure :visitors",
                ":ofMeasure :visitors ; :population population:overseas",
            ),
            "figure of a part": ('visitors" ]', 'visitors" ; :population population:overseas ]'),
            "figure of another edition": (
                "fair:pot-3 :visitors",
                'fair:pot-4 :visitors [ "9" ] . fair:pot-1 :visitors [ "7" ] . fair:pot-3 :visits',
            ),
            "planned figure": ('visitors" ]', 'visitors" ; :planned true ]'),
            "planned growth": (":ofMeasure :visitors", ":ofMeasure :visitors ; :planned true"),
            "deprecated": ('visitors" ]', 'visitors" ; :rank :DeprecatedRank ]'),
        },
        {
            "lower bound": ("48,000", "over 48,000", ("pot-2, visitors: more than 42,666.66",)),
            "interim": (
                'visitors" ]',
                'visitors" ; :basis :IncompleteStatistics ]',
                ("pot-2, visitors: at least 42,666.66",),
            ),
            "fraction": ("up 12 percent", "up by one third", ("pot-2, visitors: 33,882.35 to 37,161.3",)),
            "fall": ("up 12 percent", "down 12 percent", ("pot-2, visitors: 54,237.28 to 54,857.15",)),
            "at most": (
                "up 12 percent",
                "up by no more than 12 percent",
                ("pot-2, visitors: at least 42,857.14",),
            ),
            "unbounded growth": (
                "up 12 percent",
                "up by more than 12 percent",
                ("pot-2, visitors: less than 42,857.15",),
            ),
            "small": ("48,000 visitors", "50 visitors", ("pot-2, visitors: 44.44 to 44.85",)),
        },
    ),
    Case(
        "base-of-increase",
        MORE,
        ("pot-2, exhibitors: 1,850",),
        {
            "over itself": (":since fair:pot-2", ":since fair:pot-3"),
            "of something else": (":ofMeasure :exhibitors", ":ofMeasure :visitors"),
            "of a part": (
                ":ofMeasure :exhibitors",
                ":ofMeasure :exhibitors ; :population population:overseas",
            ),
            "more than there are": ("150 more", "2,150 more"),
        },
        {"lower bound": ("150 more", "over 150 more", ("pot-2, exhibitors: less than 1,850",))},
    ),
    Case(
        "base-of-decrease",
        MORE.replace(":increase", ":decrease").replace("more", "fewer"),
        ("pot-2, exhibitors: 2,150",),
        {
            "over itself": (":since fair:pot-2", ":since fair:pot-3"),
            "of something else": (":ofMeasure :exhibitors", ":ofMeasure :visitors"),
        },
        {"interim": ('150 fewer"', '150 fewer" ; :basis :IncompleteStatistics', ())},
    ),
    Case(
        "base-of-points",
        POINTS,
        ("pot-2, share of exhibitors (overseas): 25 to 27 percent",),
        {
            "percent": ("percentage points", "percent"),
            "other population": (
                ':growth [ "up six percentage points" ; :ofMeasure :exhibitorShare',
                ':growth [ "up six percentage points" ; :ofMeasure :visitorShare',
            ),
            "over itself": (":since fair:pot-2", ":since fair:pot-3"),
        },
    ),
    Case(
        "below-a-record",
        RECORD,
        ("pot-1, exhibitors: less than 3,500",),
        {
            "not a record": (" ; :record true", ""),
            "more than": ("a record 3,500", "a record of over 3,500"),
            "interim": (":record true", ":record true ; :basis :IncompleteStatistics"),
            "later edition": ("the 1st", "the 4th"),
            "another series": ('"Pot Fair 1" ; map:value fair:pot', '"Pot Fair 1" ; map:value fair:cup'),
        },
    ),
    Case(
        "part-of-share",
        SHARE,
        ("pot-3, exhibitors (overseas): 315 to 325",),
        {
            "another measure": (":exhibitors", ":enterprises"),
            "share of a part": (
                ":population population:overseas",
                ":population population:first-time ; :within population:overseas",
            ),
            "planned share": (
                ":population population:overseas",
                ":population population:overseas ; :planned true",
            ),
        },
        {
            "lower bound": ("1,000", "over 1,000", ("pot-3, exhibitors (overseas): more than 315",)),
            "half": ("32 percent", "more than half", ("pot-3, exhibitors (overseas): more than 500",)),
            "interim share": (":population", ":basis :IncompleteStatistics ; :population", ()),
            "small": ("1,000", "97", ("pot-3, exhibitors (overseas): 30.55 to 31.53",)),
        },
    ),
    Case(
        "share-of-share",
        WITHIN,
        ("pot-3, share of exhibitors (first-time, overseas): 3.75 to 4.26 percent",),
        {
            "within another": (":within population:overseas", ":within population:domestic"),
            "of another measure": (
                'foreign" ; :population population:overseas ] ,\n    [',
                'foreign" ; :population population:overseas ] ; :visitorShare [',
            ),
        },
    ),
    Case(
        "share-of-part",
        PART,
        ("pot-3, share of exhibitors (overseas): 25 percent",),
        {
            "total that may be zero": ("1,000", "up to 1,000"),
            "other counting rule": ('] , [ "250', '] ; :participatingBodies [ "250'),
            "beside the total": ("population:overseas", "population:countries-and-regions"),
            "planned": ('overseas"', 'overseas" ; :planned true'),
        },
    ),
    Case(
        "rest-of-total",
        REST,
        ("pot-3, audience (online): at most 90,000",),
        {
            "list of examples": ("listComplete true", "listComplete false"),
            "planned": ('on site"', 'on site" ; :planned true'),
            "two figures of the part": (
                "population:onsite ] .",
                'population:onsite ] , [ "170,000 there" ; :population population:onsite ] .',
            ),
            "third part": (
                ":includes population:online ,",
                ":includes population:online , population:domestic ,",
            ),
            "another measure": (',\n    [ "160', '; :visitors [ "160'),
        },
    ),
    Case(
        "complement-of-shares",
        COMPLEMENT,
        ("pot-3, share of exhibitors (overseas): 31.5 to 32.5 percent",),
        {
            "list of examples": ("listComplete true", "listComplete false"),
            "not exclusive": (
                "includes population:domestic ,",
                "includes population:domestic , population:first-time ,",
            ),
            "share of others": (":exhibitorShare", ":visitorShare"),
        },
    ),
    Case(
        "sum-of-parts",
        PARTS,
        ("pot-3, visitors: more than 350",),
        {
            "not exclusive": ("population:domestic", "population:first-time"),
            "another measure": (',\n    [ "50', '; :visits [ "50'),
            "narrowed further": ('overseas" ;', 'overseas" ; :inArea place:lid ;'),
        },
    ),
    Case(
        "unnamed-remainder",
        NAMED,
        ("pot-3, countries (unnamed): 5",),
        {
            "complete": ("listComplete false", "listComplete true"),
            "one of another kind": ("place:lid", "org:guild"),
            "fewer than are named": (
                'seven towns, Steam and Lid among them" ; map:value 7',
                'one town, Steam and Lid among them" ; map:value 1',
            ),
        },
    ),
    Case(
        "exchange-rate",
        SUMS,
        ("pot-3, exchange rate (USD): more than 7.23 CNY",),
        {
            "sum that may be zero": (
                '"20.99 billion dollars" ; map:value "20990000000 USD"',
                '"up to 20.99 billion US dollars"',
            ),
            "another sum": ('sameSumAs "152', 'sameSumAs "153'),
            "another part": (
                'dollars" ; map:value "20990000000 USD"',
                'dollars" ; map:value "20990000000 USD" ; :inArea place:lid',
            ),
            "same currency": ('20.99 billion dollars" ; map:value "20990000000 USD"', '20.99 billion yuan"'),
        },
    ),
)
