"""Cases of the rules that derive dates, and who came when in a series."""

from cases import Case

SERIES = """
fair:pot-1 :series [ "Pot Fair one" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 1st" ] .
fair:pot-2 :series [ "Pot Fair two" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 2nd" ] .
fair:pot-3 :series [ "Pot Fair three" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 3rd" ] .
"""
SPAN = (
    SERIES
    + """
fair:pot :annual [ "held every year" ] .
fair:pot-1 :year [ "in 2021" ] .
fair:pot-3 :year [ "in 2023" ] .
"""
)
RUN = """
fair:pot-2 :series [ "Pot Fair two" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 2nd" ] .
fair:pot :participant [ "the Pot Guild, three years in a row" ; map:value org:guild ;
    :fromEdition fair:pot-2 ; :consecutive true ; :everyYear true ; :consecutiveEditions 3 ] .
"""
RUN_OF_YEARS = (
    RUN
    + """
fair:pot-2 :year [ "in 2021" ] .
fair:pot-4 :series [ "Pot Fair four" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 4th" ] .
"""
)
RUN_WITHOUT_NUMBER = (
    RUN
    + """
fair:pot-2 :year [ "in 2021" ] .
fair:pot-4 :series [ "Pot Fair four" ; map:value fair:pot ; map:because "It is." ] ; :year [ "in 2023" ] .
"""
)
DAY = """
fair:pot-3 :startDate [ "opened on 5 May 2031" ] .
agreement:lids :dayOfEvent [ "on the second day" ] ; :signedAt [ "at the third Pot Fair" ] .
"""
WEEKDAY = """
doc:report :issued [ "10 May 2031" ] .
fair:pot-3 :startWeekday [ "opened on Tuesday" ] ; :status [ "was held" ; map:value status:held ] .
"""
OF_EVENT = """
doc:report :issued [ "10 May 2031" ] .
fair:pot-3 :status [ "was held" ; map:value status:held ] ; :dates [ "from 5 to 8 May 2031" ] .
event:brewing :weekday [ "on Tuesday" ] ; :subEventOf [ "at the third Pot Fair" ] .
"""
LASTS = """
fair:pot-3 :startDate [ "began on 27 June 2031" ] ; :duration [ "a four-day fair" ] .
"""
LASTED = """
fair:pot-3 :endDate [ "ended on 30 June 2031" ] ; :duration [ "a four-day fair" ] .
"""
DATES = """
fair:pot-3 :dates [ "from 5 to 10 November 2031" ] .
"""
ENDS = """
fair:pot-3 :series [ "Pot Fair three" ; map:value fair:pot ; map:because "It is." ] ;
    :startDate [ "began on 5 November 2031" ] ; :endDate [ "ended on 10 November 2031" ] .
"""
NEXT = """
fair:pot-3 :ordinal [ "the 3rd" ] ; :nextEdition [ "the fourth Pot Fair" ] .
"""
BEFORE = """
fair:pot-3 :ordinal [ "the 3rd" ] ; :previousEdition [ "the second Pot Fair" ] .
"""
FIRST = """
fair:pot :firstEdition [ "the first Pot Fair" ] .
fair:pot-1 :series [ "Pot Fair one" ; map:value fair:pot ; map:because "It is." ] .
fair:pot-3 :series [ "Pot Fair three" ; map:value fair:pot ; map:because "It is." ] ; :ordinal [ "the 3rd" ] .
"""
PLANNED = '" ; :planned true ; map:because "x'
CASES = (
    Case(
        "first-edition",
        SERIES,
        ("pot, first edition: pot-1",),
        {
            "no number one": ('"the 1st"', '"the 5th"'),
            "no series": (':series [ "Pot Fair one" ; map:value fair:pot ; map:because "It is." ] ; ', ""),
        },
    ),
    Case(
        "ordinal-of-first-edition",
        FIRST,
        ("pot-1, ordinal: 1",),
        {
            "series without numbers": (' ; :ordinal [ "the 3rd" ]', ""),
            "first of another series": (
                '"Pot Fair one" ; map:value fair:pot',
                '"Pot Fair one" ; map:value fair:cup',
            ),
        },
    ),
    Case(
        "next-of-ordinals",
        SERIES,
        ("pot-1, next edition: pot-2", "pot-2, next edition: pot-3"),
        {
            "gap": ('"the 2nd"', '"the 5th"'),
            "another series": ('"Pot Fair two" ; map:value fair:pot', '"Pot Fair two" ; map:value fair:cup'),
        },
    ),
    Case(
        "ordinal-of-next-edition",
        NEXT,
        ("pot-4, ordinal: 4",),
        {
            "no number": (':ordinal [ "the 3rd" ] ; ', ""),
            "planned": ('fourth Pot Fair"', 'fourth Pot Fair" ; :planned true'),
        },
        {"the one before": (":nextEdition", ":previousEdition", ())},
    ),
    Case(
        "ordinal-of-previous-edition",
        BEFORE,
        ("pot-2, ordinal: 2",),
        {"nothing before the first": ("the 3rd", "the 1st")},
        {},
    ),
    Case(
        "year-between-editions",
        SPAN,
        ("pot-2, year: 2022",),
        {
            "not annual": ('"held every year"', '"held every year" ; :rank :DeprecatedRank'),
            "a year left out": ("in 2023", "in 2024"),
            "outside the span": ('"the 2nd"', '"the 4th"'),
            "another series": ('"Pot Fair two" ; map:value fair:pot', '"Pot Fair two" ; map:value fair:cup'),
        },
    ),
    Case(
        "run-of-editions",
        RUN,
        ("pot-3, edition of: pot", "pot-3, ordinal: 3", "pot-4, edition of: pot", "pot-4, ordinal: 4"),
        {
            "not consecutive": (":consecutive true", ":consecutive false"),
            "first without a number": (' ; :ordinal [ "the 2nd" ]', ""),
            "first of another series": ("map:value fair:pot ;", "map:value fair:cup ;"),
        },
        {
            "editions that have no name yet": (
                ":consecutiveEditions 3",
                ":consecutiveEditions 5",
                (
                    "pot-6, type: FairEdition",
                    "pot-3, ordinal: 3",
                    "pot-6, label: Pot Fair, edition 6",
                    "pot-4, ordinal: 4",
                    "pot-5, ordinal: 5",
                    "pot-6, ordinal: 6",
                    "pot-6, edition of: pot",
                    "pot-4, edition of: pot",
                    "pot-3, edition of: pot",
                    "pot-5, edition of: pot",
                    "pot-6, label: 第6届壶展",
                ),
            )
        },
    ),
    Case(
        "participation-in-a-run",
        RUN,
        ("pot-4, participant: guild", "pot-2, participant: guild", "pot-3, participant: guild"),
        {
            "not consecutive": (":consecutive true", ":consecutive false"),
            "first without a number": (' ; :ordinal [ "the 2nd" ]', ""),
        },
    ),
    Case(
        "year-in-a-run",
        RUN_OF_YEARS,
        ("pot-4, year: 2023",),
        {
            "not every year": (":everyYear true", ":everyYear false"),
            "after the run": ("the 4th", "the 5th"),
            "no year known": ('fair:pot-2 :year [ "in 2021" ] .', ""),
        },
    ),
    Case(
        "ordinal-in-a-run",
        RUN_WITHOUT_NUMBER,
        ("pot-4, ordinal: 4",),
        {
            "not every year": (":everyYear true", ":everyYear false"),
            "after the run": ("in 2023", "in 2024"),
            "before the run": ("in 2023", "in 2020"),
        },
    ),
    Case(
        "date-of-day-of-event",
        DAY,
        ("lids, date: 2031-05-06",),
        {
            "planned": ('second day"', 'second day" ; :planned true'),
            "opening planned": ('2031"', '2031" ; :planned true'),
            "another fair": ("third Pot Fair", "second Pot Fair"),
        },
    ),
    Case(
        "date-of-weekday",
        WEEKDAY,
        ("pot-3, start date: 2031-05-06",),
        {
            "not dated": ('doc:report :issued [ "10 May 2031" ] .', ""),
            "not held": ('"was held" ; map:value status:held', '"planned" ; map:value status:planned'),
            "planned": ('Tuesday"', 'Tuesday" ; :planned true'),
            "another report's date": ("fair:pot-3", "--- doc:other\nfair:pot-3"),
        },
        {
            "on the day itself": ("Tuesday", "Saturday", ("pot-3, start date: 2031-05-10",)),
            "opened": ("startWeekday", "endWeekday", ("pot-3, end date: 2031-05-06",)),
        },
    ),
    Case(
        "date-of-weekday",
        OF_EVENT,
        ("brewing, date: 2031-05-06",),
        {
            "outside the event": ("5 to 8 May", "7 to 8 May"),
            "closed by then": ("5 to 8 May", "3 to 5 May"),
            "part of no event": (' ; :subEventOf [ "at the third Pot Fair" ]', ""),
        },
    ),
    Case(
        "end-of-duration",
        LASTS,
        ("pot-3, end date: 2031-06-30",),
        {
            "about so long": ("a four-day", "about four days of a"),
            "end stated": ("fair:pot-3 ", 'fair:pot-3 :endDate [ "ended on 30 June 2031" ] ; '),
            "planned": ('2031"', '2031" ; :planned true'),
            "planned length": ('fair"', 'fair" ; :planned true'),
        },
        {"weeks": ("a four-day fair", "two weeks", ("pot-3, end date: 2031-07-10",))},
    ),
    Case(
        "start-of-duration",
        LASTED,
        ("pot-3, start date: 2031-06-27",),
        {
            "about so long": ("a four-day", "about four days of a"),
            "planned": ('2031"', '2031" ; :planned true'),
        },
    ),
    Case(
        "duration-of-dates",
        DATES,
        ("pot-3, duration: 6 day",),
        {
            "planned": ('2031"', '2031" ; :planned true'),
            "no event": ("fair:pot-3 :dates", "place:lid :dates"),
        },
    ),
    Case(
        "year-of-dates",
        ENDS,
        ("pot-3, year: 2031",),
        {
            "two years": ("10 November 2031", "2 January 2032"),
            "planned": ('10 November 2031"', '10 November 2031" ; :planned true'),
            "no edition": (
                'fair:pot-3 :series [ "Pot Fair three" ; map:value fair:pot ; map:because "It is." ] ;',
                "fair:pot-3",
            ),
        },
    ),
)
