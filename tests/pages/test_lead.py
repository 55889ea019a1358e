"""What a reader looks for first stands first."""

from looking import get, tree

LEAD = ["exhibitors", "countries", "value of deals"]


def headings(page, tag):
    """The texts of all elements of a name, in the order of the page."""
    return ["".join(element.itertext()).strip() for element in tree(page).iter(tag)]


def test_measures_that_lead_come_before_the_others_of_a_series(shelf):
    """Exhibitors before activities, though the alphabet has them otherwise."""
    found = headings(get(shelf, "/id/fair/ciie.html"), "h3")
    assert len(found) > 10
    assert [name for name in found if name in LEAD] == LEAD
    assert found.index("value of deals") < found.index("activities") < found.index("trade missions")


def test_facts_that_lead_come_before_the_others_of_an_edition(shelf):
    """Of which fair, which one, when and what of it come first; the rest follows in its own order."""
    found = headings(get(shelf, "/id/fair/ciie-7.html"), "dt")
    first = ["edition of", "ordinal", "previous edition", "next edition", "dates", "start date", "end date"]
    assert found[: len(first)] == first
    assert found.index("theme") < found.index("also called")


def test_the_whole_comes_before_its_parts(shelf):
    """Of a measure's best-known figures the one that nothing narrows is the first."""
    page = tree(get(shelf, "/id/fair/cisce-2.html"))
    table = next(
        t
        for t in page.iter("table")
        if t.find(".//tbody") is not None and "exhibitors" in "".join(t.itertext())
    )
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in table.find(".//tbody")]
    exhibitors = [row[1] for row in rows if row[0] == "exhibitors"]
    assert len(exhibitors) >= 3
    assert exhibitors[0] == ""
    assert all(exhibitors[1:])
