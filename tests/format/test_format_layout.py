"""The layout itself: examples written out, and what is normalised, one case each."""

import re

import pytest
from keeping import BASE, kept

from expograph.errors import ExpographError
from expograph.format import formatted

PREFIX = "@prefix : <http://e/> .\n\n"


def neat(text: str) -> str:
    """Statements with the empty prefix, formatted, without the prefix."""
    return formatted(f"@prefix : <http://e/> .\n{text}", "x.ttl", BASE).removeprefix(PREFIX)


def test_every_place_of_a_comment(root):
    """A file with comments in every place and every way to write becomes the one beside it."""
    folder = root / "tests" / "format"
    before, after = ((folder / f"{name}.ttl").read_bytes().decode() for name in ("before", "after"))
    assert kept(before, "before.ttl") == after
    assert after.count("#") >= 20


def test_the_example_of_the_documentation(root):
    """docs/format.md shows what becomes of a text, and it does."""
    page = (root / "docs" / "format.md").read_text("utf-8")
    before, after = re.findall(r"```turtle\n(.*?)```", page, re.DOTALL)
    assert kept(before, "format.md") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (":a\t:b :c.", ":a :b :c .\n"),
        (":a :b :c ;; .", ":a :b :c .\n"),
        ("\n\n\n:a :b :c .\n\n\n\n:d :e :f .\n:g :h :i .\n\n", ":a :b :c .\n\n:d :e :f .\n:g :h :i .\n"),
        (":a :b 1 ;\n\n\n:c 2 .", ":a\n    :b 1 ;\n    :c 2 .\n"),
        (
            ":a\n:b [:c 1],[:d 2];\n:longer 3.",
            ":a\n    :b      [ :c 1 ] ,\n            [ :d 2 ] ;\n    :longer 3 .\n",
        ),
        (":a a :T;\n:b 1; :longer 2.", ":a a :T ;\n    :b 1 ; :longer 2 .\n"),
        (":a a :T\n;\n:b 1\n;:c 2 .", ":a a :T ;\n    :b 1 ;\n    :c 2 .\n"),
        (":a :b [:c 1;\n:d 2] .", ":a\n    :b [ :c 1 ;\n         :d 2 ] .\n"),
        (":a :b 1 ; a :T .", ":a a :T ; :b 1 .\n"),
        (':a :b "y"@zh, "x"@en, "w"@en .', ':a :b "x"@en , "w"@en , "y"@zh .\n'),
        (':a :b "y"@zh , # why\n"x"@en .', ':a\n    :b "y"@zh ,  # why\n       "x"@en .\n'),
        (r":a :b '\"\'\t\\\u0022\U0001F375' .", ':a :b "\\"\'\\t\\\\\\u0022🍵" .\n'),
        (':a :b "x"^^<http://www.w3.org/2001/XMLSchema#string> .', ':a :b "x" .\n'),
        (':a :b "+7"^^<http://www.w3.org/2001/XMLSchema#integer> .', ":a :b +7 .\n"),
        (':a :b "7"^^<http://www.w3.org/2001/XMLSchema#decimal> .',) * 2,
        (":a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> :T .", ":a a :T .\n"),
        (":a :b <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> .",) * 2,
        (":a :b :c . # x\n   # y\n\n  # z", ":a :b :c .  # x\n# y\n\n# z\n"),
        ("#x \t\n:a :b :c .", "#x\n:a :b :c .\n"),
    ],
)
def test_one_way_to_write(before, after):
    """Each way to write becomes one."""
    assert neat(before) == after.removesuffix("\n") + "\n"


A, B, AB = "@prefix a: <a> .\n", "@prefix b: <b> .\n", "a:x a:y b:z .\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (B + A + AB, f"{A}{B}\n{AB}"),
        (f"{B}\n{A}{AB}", f"{B}\n{A}\n{AB}"),
        (f"{B}@base <c> .\n{A}{AB}", f"{B}@base <c> .\n{A}\n{AB}"),
        (f"{B}# then\n{A}{AB}", f"{B}# then\n{A}\n{AB}"),
        (f"{B[:-1]} # b\n{A}{AB}", f"{B[:-1]}  # b\n{A}\n{AB}"),
        (f"# head\n\n{B}{A}# said\na:x a:y a:z .", f"# head\n\n{A}\n# said\na:x a:y a:z .\n"),
        (f"# head\n\n{B}# why\n{A}", f"# head\n\n# why\n{A}"),
        (f"{B[:-1]} # why", f"{B[:-1]}  # why\n"),
        (B, ""),
        (
            f"{B}b:x b:y b:z .\n@prefix b: <c> .\n{B}b:x b:y b:z .\n{B}",
            f"{B}\nb:x b:y b:z .\n{B}\nb:x b:y b:z .\n",
        ),
        (f'{A}<x> <y> "z"^^a:t .', f'{A}\n<x> <y> "z"^^a:t .\n'),
        (f"{A}<x> <y> ( [ a:p 1 ] ) .", f"{A}\n<x> <y> ( [ a:p 1 ] ) .\n"),
        ("", ""),
        (" \n\t\n", ""),
        ("# only this", "# only this\n"),
    ],
)
def test_prefixes(before, after):
    """Prefixes are sorted up to a comment or an empty line; unused ones go, but not those with a comment."""
    found = formatted(before, "x.ttl", BASE)
    assert found == after
    assert formatted(found, "x.ttl", BASE) == found


def test_line_ends_and_byte_order_mark():
    """Line ends become line feeds and a byte order mark goes, but not those inside a long literal."""
    text = '\ufeff@prefix : <http://e/> .\r\n:a :b """1\r\n2""" ;\r:c "3"\t.'
    assert kept(text, "x.ttl") == '@prefix : <http://e/> .\n\n:a\n    :b """1\r\n2""" ;\n    :c "3" .\n'


def test_wide_characters_take_two_columns():
    """Objects stand in one column, and lines break, by the columns that characters take."""
    assert neat(":a\n:展会 1 ; :fair 2 .") == ":a\n    :展会 1 ;\n    :fair 2 .\n"
    label = "展" * 53
    assert neat(f':a :b "{label}" , 1 .') == f':a :b "{label}" , 1 .\n'
    assert neat(f':a :b "{label}展" , 1 .') == f':a\n    :b "{label}展" ,\n       1 .\n'


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("@prefix : <http://e/> .\n:a :b q:c .", 2, 7), (':a :b "x', 1, 1), ("<a> <b> << <a> <b> 1 >> .", 1, 9)],
)
def test_no_turtle(text, line, column):
    """What is no Turtle 1.1 is refused with line and column."""
    with pytest.raises(ExpographError) as caught:
        formatted(text, "x.ttl", BASE)
    assert caught.value.at is not None
    assert (caught.value.at.line, caught.value.at.column) == (line, column)


def test_brackets_in_brackets():
    """Hundreds of brackets inside one another are laid out or refused in words, never with a traceback."""
    for depth in (30, 5000):
        text = f"<a> <b> {'[ <b> ' * depth}1{' ]' * depth} ."
        if depth < 100:
            kept(text, "x.ttl")
            continue
        with pytest.raises(ExpographError, match="too deep"):
            formatted(text, "x.ttl", BASE)
