"""Asking a remote endpoint by the SPARQL 1.1 Protocol, with errors that say what to do."""

import time
from collections.abc import Iterator
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from expograph import address
from expograph.errors import ExpographError
from expograph.parameters import without_comments

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
CHUNK = 1 << 16


def ask(url: str, text: str, form: str, timeout: int) -> QuerySolutions | QueryBoolean | list[Triple]:
    """Sends a query by POST and reads the answer.

    Args:
        url: The endpoint, http or https.
        text: A SPARQL query with its parameters filled in.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        timeout: Seconds until the whole answer must be there.

    Raises:
        ExpographError: The address holds a password, or the endpoint cannot be reached, refuses, is too slow,
            or answers something else.
    """
    address.check(url, "an endpoint")
    media, body = _exchange(_request(url, text, form, timeout), url, timeout)
    return _triples(url, media, body) if form in GRAPH_FORMS else _solutions(url, media, body)


def _request(url: str, text: str, form: str, timeout: int) -> "SPARQLWrapper":
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

    request = SPARQLWrapper(url)
    request.setMethod(POST)
    request.setOnlyConneg(True)
    request.setTimeout(timeout)
    request.setReturnFormat(TURTLE if form in GRAPH_FORMS else JSON)
    request.setQuery(without_comments(text))
    return request


def _exchange(request: "SPARQLWrapper", url: str, timeout: int) -> tuple[str, bytes]:
    """Media type and bytes of the answer."""
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    try:
        response = request.query().response
        body = b"".join(_within(response, time.monotonic() + timeout))
        return str(response.headers.get_content_type()), body
    except SPARQLWrapperException as error:
        raise ExpographError(f"the endpoint {url} refuses the query: {_first_words(str(error))}") from error
    except HTTPError as error:
        raise ExpographError(f"the endpoint {url} answers HTTP status {error.code} {error.reason}") from error
    except (URLError, OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            hint = "ask for less, or give it longer with --timeout"
            raise ExpographError(f"the endpoint {url} gave no answer in {timeout} s", hint=hint) from error
        hint = "see that the address is right and the endpoint is running"
        raise ExpographError(f"the endpoint {url} cannot be reached: {reason}", hint=hint) from error


def _within(response: Any, deadline: float) -> Iterator[bytes]:
    """The body piece by piece: a socket's timeout alone would let an endpoint trickle for ever."""
    while chunk := response.read1(CHUNK):
        yield chunk
        if time.monotonic() > deadline:
            raise TimeoutError


def _solutions(url: str, media: str, body: bytes) -> QuerySolutions | QueryBoolean:
    format_ = QueryResultsFormat.from_media_type(media)
    if format_ is None:
        raise _not_understood(url, media, body)
    try:
        return parse_query_results(body, format_)
    except SyntaxError as error:
        raise _not_understood(url, media, body) from error


def _triples(url: str, media: str, body: bytes) -> list[Triple]:
    format_ = RdfFormat.from_media_type(media)
    if format_ is None:
        raise _not_understood(url, media, body)
    try:
        return [quad.triple for quad in parse(body, format_, base_iri=url)]
    except SyntaxError as error:
        raise _not_understood(url, media, body) from error


def _not_understood(url: str, media: str, body: bytes) -> ExpographError:
    words = _first_words(body.decode(errors="replace"))
    return ExpographError(
        f"the endpoint {url} answers {media}, which is no answer to a query: {words}",
        hint="see that this is the address of the endpoint itself, not of its web page",
    )


def _first_words(text: str) -> str:
    words = " ".join(text.replace("\\n", " ").split())
    return words if len(words) <= 200 else words[:200] + "…"
