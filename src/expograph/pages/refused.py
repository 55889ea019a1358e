"""Pages in place of what is refused: one for each status, ready but for the reason."""

from expograph.pages import html
from expograph.pages.model import Asked
from expograph.pages.shelf import Shelf
from expograph.pages.view import View

REASON = "@reason@"
"""Where the sentence stands that says why; it is in English, and marked as such."""


def pages(shelf: Shelf, language: str) -> dict[str, str]:
    """The pages by the status of HTTP that they tell of.

    Args:
        shelf: With what all pages have in common.
        language: Of the reader.
    """
    view = View(shelf, Asked("/", {}, language))
    titles = _titles(view)
    made = {status: html.page(view, "refused.html", titles[status], reason=REASON) for status in titles}
    return {str(status): page.body.decode() for status, page in made.items()}


def _titles(view: View) -> dict[int, str]:
    return {
        400: view.say("This request cannot be understood"),
        401: view.say("This needs the token"),
        403: view.say("This is not allowed here"),
        404: view.say("There is no such page"),
        405: view.say("This address is not asked in this way"),
        406: view.say("This cannot be given in the form that was asked for"),
        408: view.say("This request came too slowly"),
        412: view.say("The data have changed meanwhile"),
        413: view.say("This request is too large"),
        414: view.say("This address is too long"),
        415: view.say("This cannot be read in the form in which it was sent"),
        422: view.say("This change breaks a rule of the data"),
        429: view.say("Too many requests at the same time"),
        431: view.say("The head of this request is too large"),
        500: view.say("This server has failed"),
        503: view.say("This cannot be answered at the moment"),
        504: view.say("This took too long"),
    }
