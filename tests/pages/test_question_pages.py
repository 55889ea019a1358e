"""The page of a question: its form, in the reader's language, and what it says where there is no answer."""

from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from looking import get, links, tree
from pyoxigraph import QuerySolutions

from expograph.pages import Shelf, questions
from expograph.pages.words import catalogue

MORE = "/questions/more-than"


def text(element: Element) -> str:
    """All text of an element, blanks as one."""
    return " ".join("".join(element.itertext()).split())


def control(page: Element, name: str) -> Element:
    """What a parameter is chosen or written in."""
    found = [one for one in page.iter() if one.tag in ("input", "select") and one.get("id") == f"f-{name}"]
    assert len(found) == 1
    return found[0]


def choices(page: Element, name: str) -> dict[str, str]:
    """What may be chosen: names in the page's language, by value."""
    return {one.get("value", ""): text(one) for one in control(page, name).iter("option")}


def test_things_are_chosen_by_name(shelf: Shelf) -> None:
    """Of the class that names the parameter, and of no other; what is left out may be left out."""
    for language, name in (("en", "7th China International Import Expo"), ("zh", "第七届中国国际进口博览会")):
        page = tree(get(shelf, "/questions/exhibitors", language))
        editions = choices(page, "edition")
        assert editions["ciie-7"] == name
        assert "ciie" not in editions
        assert [
            o.get("value") for o in control(page, "edition").iter("option") if o.get("selected") is not None
        ]
        series = choices(tree(get(shelf, MORE, language)), "series")
        assert "" in series
        assert "ciie" in series
        assert "ciie-7" not in series
    measures = choices(tree(get(shelf, MORE)), "measure")
    assert {"exhibitors", "visitors"} <= measures.keys()
    assert not {"Edition", "previousEdition"} & measures.keys()


def test_every_choice_has_an_answer(shelf: Shelf) -> None:
    """Whatever a form offers, the question can be asked of it."""
    asked = 0
    for name in shelf.questions:
        page = tree(get(shelf, f"/questions/{name}"))
        for one in page.iter("select"):
            for value in [option.get("value") for option in one.iter("option")][:3]:
                assert get(shelf, f"/questions/{name}?{one.get('name')}={value}").status == 200
                asked += 1
    assert asked > 40


@pytest.mark.parametrize(
    ("given", "name", "en", "zh"),
    [
        ("number=abc", "number", "Write a number.", "请填写数字。"),
        ("number=1e5", "number", "Write a number.", "请填写数字。"),
        ("series=no-such", "series", "The graph knows nothing", "图谱中没有此名称"),
        ("measure=a b", "measure", "Take one of those", "请从列表中选取"),
    ],
)
def test_what_is_wrong_stands_where_it_is_wrong(
    shelf: Shelf, given: str, name: str, en: str, zh: str
) -> None:
    """400, the form as it was filled in, a sentence at the field, in the reader's language."""
    for language, sentence in (("en", en), ("zh", zh)):
        found = get(shelf, f"{MORE}?{given}", language)
        page = tree(found)
        field = control(page, name)
        assert (found.status, field.get("aria-invalid")) == (400, "true")
        told = next(one for one in page.iter() if one.get("id") == field.get("aria-describedby"))
        assert text(told).startswith(sentence)
        assert field.get("value") == given.partition("=")[2]
        assert not list(page.iter("table"))


def test_unknown_parameters_are_refused(shelf: Shelf) -> None:
    """Who misspells one must not take the answer for his own."""
    found = get(shelf, f"{MORE}?nummber=5")
    assert found.status == 400
    assert "nummber" in found.body.decode()


def test_no_answer_is_told(shelf: Shelf) -> None:
    """An empty answer is a sentence, and still has its downloads."""
    nothing = get(shelf, "/questions/delegations?country=AW")
    assert nothing.status == 200
    assert "The graph has nothing that answers this." in nothing.body.decode()
    assert any(".csv?" in href for href in links(tree(nothing)))


def test_the_editor_gets_the_values(shelf: Shelf) -> None:
    """The query behind an answer runs in the editor as it ran here."""
    page = tree(get(shelf, "/questions/exhibitors?edition=ciie-7"))
    (href,) = (href for href in links(page) if href.startswith("/editor?"))
    (query,) = parse_qs(urlsplit(href).query)["query"]
    assert "?_edition_iri" not in query
    found = shelf.store.query(query)
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == len(list(next(page.iter("tbody"))))


def test_an_answer_says_of_what_it_is(shelf: Shelf) -> None:
    """A question is worded for its default; asked of another thing, the answer names that one."""
    wanted = {
        "": "Answer",
        "?edition=cisce-2": "Answer",
        "?edition=ciie-7": "Answer: 7th China International Import Expo",
    }
    for given, heading in wanted.items():
        page = tree(get(shelf, f"/questions/exhibitors{given}"))
        assert next(text(one) for one in page.iter("h2") if one.get("id") == "exhibitors") == heading


def test_all_sentences_are_translated() -> None:
    """Those that no template has."""
    assert len(questions.TAKES) == 6
    assert set(questions.TAKES.values()) <= catalogue("zh").keys()
