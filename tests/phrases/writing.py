"""Numbers, units and bounds written as press reports write them; the opposite of reading, for its tests."""

from fractions import Fraction

ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))

BOUNDS = {
    "exactly": ("", "exactly ", "a total of ", "a record of ", "a record ", "only "),
    "moreThan": ("more than ", "over ", "exceeding ", "surpassed ", "in excess of ", "More than "),
    "atLeast": ("at least ", "no fewer than ", "not less than "),
    "lessThan": ("less than ", "fewer than ", "below ", "under "),
    "atMost": ("up to ", "at most ", "no more than ", "as many as "),
    "nearly": ("nearly ", "almost ", "just under "),
    "about": ("about ", "some ", "around ", "roughly ", "approximately ", "close to ", "an estimated "),
}
AFTER = {
    "atLeast": (" or more", "+", " and above"),
    "atMost": (" or fewer", " or less"),
    "about": (" or so",),
}
UNITS = {
    "Area": {
        "m2": (" square meters", "-square-meter", " sqm", " m²", " square metres"),
        "ft2": (" square feet", "-square-foot"),
        "ha": (" hectares",),
    },
    "Duration": {
        "day": (" days", "-day"),
        "year": (" years", "-year"),
        "week": ("-week", " consecutive weeks"),
    },
    "Share": {"percent": ("%", " percent", " per cent")},
}
CURRENCIES = {
    "USD": (("US$", ""), ("$", ""), ("US$ ", ""), ("", " US dollars"), ("", " dollars"), ("USD ", "")),
    "CNY": (("RMB", ""), ("RMB ", ""), ("", " yuan"), ("CNY ", ""), ("", " Chinese yuan")),
    "EUR": (("€", ""), ("", " euros"), ("EUR", "")),
    "HKD": (("HK$", ""), ("", " Hong Kong dollars")),
    "JPY": (("", " yen"), ("", " Japanese yen")),
}


def in_words(number: int) -> str:
    """A whole number in words: 510 is "five hundred and ten"."""
    for size, name in GROUPS:
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 and size <= 1000 else " "
            return f"{in_words(number // size)} {name}" + (joint + in_words(rest) if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def as_ordinal(number: int) -> str:
    """An ordinal in words: 21 is "twenty-first"."""
    words = in_words(number)
    head, last = words[: -len(words.replace("-", " ").split()[-1])], words.replace("-", " ").split()[-1]
    if last in IRREGULAR:
        return head + IRREGULAR[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def with_ending(number: int) -> str:
    """An ordinal in figures: "21st"."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def in_figures(number: Fraction, places: int = 0) -> str:
    """A number in figures with commas and so many decimal places."""
    scaled = number * 10**places
    assert scaled.denominator == 1, f"{number} does not fit {places} places"
    whole, part = divmod(scaled.numerator, 10**places)
    return f"{whole:,}" + (f".{part:0{places}}" if places else "")
