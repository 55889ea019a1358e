"""Formatting on random statements in random layouts."""

from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import BASE, kept, parted

from expograph.format import formatted
from expograph.format.layout import WIDTH, width

HEAD = "@prefix : <http://e/> .\n@prefix ü: <http://e/ü#> .\n:head ü:is :head .\n"
IRIS = st.sampled_from([":s", ":fair-7", "ü:名", "<http://e/x>", "<rel>", ":a.b", r":a\-b"])
LITERALS = st.sampled_from(
    [
        "5",
        "-1.5",
        "1e3",
        "true",
        '"words"',
        '"中国国际进口博览会"@zh',
        '"x"@en',
        '"2024-11-05"^^<d>',
        '"a # no comment"',
    ]
)
LONG = st.sampled_from(['"""two\nlines"""', "'''it's\r\n  kept'''@en", '"""\n\n"""'])
NEVER, ANY, AUTHOR = (
    "never",
    "any",
    "author",
)  # what a gap between two words may hold, and whose line break it is

Words = list[tuple[str, str]]  # a word, and the kind of the gap before it


def several(each: st.SearchStrategy[Words], mark: str, least: int = 1) -> st.SearchStrategy[Words]:
    """Parts with a mark between them."""

    def joined(parts: list[Words]) -> Words:
        found: Words = []
        for number, part in enumerate(parts):
            found += [(mark, AUTHOR if mark == ";" else ANY)] if number and mark else []
            found += part
        return found

    return st.lists(each, min_size=least, max_size=3).map(joined)


def predicates(objects: st.SearchStrategy[Words]) -> st.SearchStrategy[Words]:
    """A predicate with objects; its line break is its author's."""
    verbs = st.sampled_from([":p", "a", ":longer-predicate", "ü:ß", "<http://e/p>"])
    return several(st.tuples(verbs, several(objects, ",")).map(lambda p: [(p[0], AUTHOR), *p[1]]), ";")


def groups(inner: st.SearchStrategy[Words]) -> st.SearchStrategy[Words]:
    """Brackets and lists around what there is."""
    brackets = predicates(inner).map(lambda body: [("[", ANY), (body[0][0], ANY), *body[1:], ("]", ANY)])
    lists = several(inner, "", 0).map(lambda body: [("(", ANY), *body, (")", ANY)])
    return brackets | lists | st.just([("[", ANY), ("]", ANY)])


DIRECTIVES = st.sampled_from(
    [
        "@prefix : <http://other/> .",
        "PREFIX ü: <rel#>",
        "@prefix ü: <http://e/ü#> .",
        "@prefix unused: <u> .",
        "BASE <d/>",
        "@base <http://b/c/> .",
    ]
)


def statements(
    literals: st.SearchStrategy[str], directives: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Words]:
    """Whole statements, and directives between them where they are asked for."""
    terms = (IRIS | literals).map(lambda term: [(term, ANY)])
    objects = st.recursive(terms, groups, max_leaves=6)
    subjects = IRIS.map(lambda iri: [(iri, AUTHOR)])
    whole = st.tuples(subjects, predicates(objects)).map(lambda s: [*s[0], *s[1], (".", ANY)])
    if directives is not None:
        whole |= directives.map(lambda text: [(word, ANY) for word in text.split()])
    return st.lists(whole, min_size=1, max_size=3 if directives is None else 6).map(
        lambda found: [word for each in found for word in each]
    )


SPACES = [" ", "   ", "\t", " \t "]
BREAKS = ["\n", " \n  ", "\r\n", "\r", "\t\n\t"]
BLANKS = ["\n\n", "\r\n \r\n \n"]
COMMENTS = [" # why\n", "#\n", "\n# \"'<[(\n ", "\n\n\t#\t中 \r\n\n", " # one\n# two\n\n\n # three\r"]


def gaps(words: Words, choices: list[str]) -> st.SearchStrategy[list[str]]:
    """What stands before each word and after the last; a byte for each, for it is drawn fast."""
    count = len(words) + 1
    return st.binary(min_size=count, max_size=count).map(
        lambda drawn: [choices[b % len(choices)] for b in drawn]
    )


@st.composite
def shuffled(draw, literals=LITERALS | LONG, directives=None):
    """Statements with spaces, lines and comments between any two words."""
    words = draw(statements(literals, directives))
    between = draw(gaps(words, SPACES * 2 + BREAKS + BLANKS + COMMENTS))
    return HEAD + "".join(gap + word for gap, (word, _) in zip(between, words, strict=False)) + between[-1]


@given(shuffled())
@settings(max_examples=150, deadline=None)
def test_triples_and_comments_stay(text):
    """Triples stay, each comment stays between the same words, and to format again changes nothing."""
    assert parted(kept(text, "random")) == parted(text)


@given(shuffled(directives=DIRECTIVES))
@settings(max_examples=150, deadline=None)
def test_names_keep_their_meaning(text):
    """Where a prefix or a base is declared anew, or none uses it, triples and comments stay all the same."""
    kept(text, "random")


@st.composite
def two_layouts(draw):
    """Statements twice, with the same line breaks where they are the author's and any others elsewhere."""
    words = draw(statements(LITERALS))
    author = draw(gaps(words, [SPACES[0], BREAKS[0]]))
    texts = []
    for _ in range(2):
        between = draw(gaps(words, SPACES + BREAKS + BLANKS))
        chosen = [a if kind == AUTHOR else b for a, b, (_, kind) in zip(author, between, words, strict=False)]
        texts.append(
            HEAD + "".join(gap + word for gap, (word, _) in zip(chosen, words, strict=True)) + between[-1]
        )
    return texts


@given(two_layouts())
@settings(max_examples=100, deadline=None)
def test_other_breaks_make_no_difference(texts):
    """Spaces, tabs and all line breaks but those after subjects and semicolons make no difference."""
    assert formatted(texts[0], "one", BASE) == formatted(texts[1], "other", BASE)


@given(shuffled(LITERALS))
@settings(max_examples=100, deadline=None)
def test_lines_are_short_and_clean(text):
    """Where words are short no line is too long; none ends with a space, no tab indents, no two are empty."""
    after = formatted(text, "random", BASE)
    lines = after.removesuffix("\n").split("\n")
    assert all(width(line.split("#")[0]) <= WIDTH for line in lines if "# " not in line)
    assert all(line == line.rstrip() and not line.startswith("\t") for line in lines)
    assert "\n\n\n" not in after
    assert "\r" not in after
