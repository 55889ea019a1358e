"""Pages in Chinese are Chinese: every word of ours is translated, what is not says so."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from babel.messages.extract import extract_from_dir
from looking import addresses, get, tree

from expograph import pages
from expograph.explain.tree import words as steps
from expograph.pages import Shelf
from expograph.pages.lines import HOW
from expograph.pages.questions import answer
from expograph.pages.view import View
from expograph.pages.words import catalogue

FOLDER = Path(pages.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "told": None}
SILENT = ("script", "style", "code", "pre", "textarea", "q")
LATIN = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+")


def messages() -> set[str]:
    """Every text of templates and modules that is to be translated."""
    found: set[str] = set()
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    for _, _, message, _, _ in extract_from_dir(FOLDER, method_map=methods, keywords=KEYWORDS):
        found |= {message} if isinstance(message, str) else set(message)
    return found


def test_the_catalogue_is_complete(shelf: Shelf) -> None:
    """Each text of the templates, of the questions and of the steps of a proof has a translation."""
    asked = list(shelf.questions.values())
    headers = [one.header for one in asked]
    wanted = messages() | set(HOW.values()) | {"Classes", "Properties", "Individuals"}
    assert len(wanted) > 90
    wanted |= {text for h in headers for text in (h.summary, h.description, *h.tags) if text}
    wanted |= {p.description for one in asked for p in one.parameters if p.description} | set(
        steps().values()
    )
    assert len(wanted) > 250
    known = catalogue("zh")
    assert not [text for text in wanted if text not in known and text != "SPARQL"]
    fields = {text: re.findall(r"%\(\w+\)s", text) for text in wanted}
    assert all(
        sorted(re.findall(r"%\(\w+\)s", known[t])) == sorted(f) for t, f in fields.items() if t in known
    )


def test_every_heading_has_both_languages(shelf: Shelf) -> None:
    """Kinds, sections, columns and the front page are described in English and Chinese."""
    kinds = shelf.kinds
    labels = [kinds.front.title, *kinds.front.lines, *kinds.columns.values()]
    labels += [one for kind in kinds.kinds for one in (kind.title, *(s.title for s in kind.sections))]
    assert len(labels) > 100
    assert all({"en", "zh"} <= one.keys() for one in labels)
    variables = {v for one in shelf.questions.values() for v in shelf.ask(one).variables if "_" not in v}
    assert len(variables) > 60
    assert not [v for v in variables if {"en", "zh"} - shelf.headings.get(v, {}).keys()]


def texts(element: Element, language: str) -> Iterator[str]:
    """What is read to somebody in the language of the page."""
    own = element.get("lang", language)
    if own == "zh" and element.tag not in SILENT:
        yield element.text or ""
        for child in element:
            yield from texts(child, own)
    if language == "zh":
        yield element.tail or ""


def test_no_english_sentence_is_left(shelf: Shelf) -> None:
    """On Chinese pages no text of ours is in English, and whatever else is says that it is English."""
    known = {text for text in catalogue("zh") if " " in text and "%" not in text}
    assert len(known) > 150
    found = addresses(shelf)
    assert len(found) >= 35
    chinese = {labels["zh"] for labels in shelf.names.labels.values() if "zh" in labels}
    for address in found:
        body = tree(get(shelf, address, "zh")).find("body")
        assert body is not None
        said = [" ".join(text.split()) for text in texts(body, "zh") if text.strip()]
        assert not [text for text in said if text in known], address
        assert not [text for text in said if LATIN.search(text) and text.isascii() and text not in chinese], (
            address
        )


def test_answers_speak_chinese(shelf: Shelf) -> None:
    """The words that a query itself gives as an answer, such as "surely", are translated."""
    shown = 0
    for name, one in shelf.questions.items():
        view = View(shelf, pages.Asked(f"/questions/{name}", {}, "zh"))
        table = answer(view, one).table
        assert table is not None
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if column.key in ("how", "answer", "kind", "comparable", "mayBeAdded") and cell.names:
                    assert any(ord(c) > 0x2E80 for c in cell.names[0].text), (name, cell)
                    shown += 1
    assert shown > 300


def test_labels_fall_back_and_say_so(shelf: Shelf) -> None:
    """A rule has an English name only: on a Chinese page it is marked as English, for eyes and for voices."""
    page = get(shelf, "/id/rule/base-of-growth.html", "zh")
    (heading,) = tree(page).iter("h1")
    assert heading.get("lang") == "en"
    assert "仅有英文" in page.body.decode()


def test_an_unknown_language_is_english(shelf: Shelf) -> None:
    """A language that the pages do not speak is answered in English."""
    assert get(shelf, "/?lang=xx").language == "en"
    assert get(shelf, "/?lang=zh", "en").language == "zh"
    assert get(shelf, "/", "zh").language == "zh"


def test_templates_hold_no_untranslated_words() -> None:
    """Every word of a template outside its tags is given to the translator, but for names of formats."""
    names = {"Expograph", "SPARQL", "Turtle", "JSON-LD", "N-Triples", "RDF/XML", "CSV", "JSON", "RDF"}
    looked = 0
    for path in sorted((FOLDER / "templates").glob("*.html")):
        text = re.sub(
            r"\{%-? trans.*?endtrans -?%\}|\{[{%#].*?[}%#]\}", " ", path.read_text("utf-8"), flags=re.DOTALL
        )
        words = re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL).split()
        assert {
            w.strip(string.punctuation) for w in words if w.strip(string.punctuation).isalpha()
        } <= names | {"DOCTYPE"}, path
        looked += 1
    assert looked >= 15
