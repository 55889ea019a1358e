"""HTTP with patience: a busy store or a broken line is tried again; other faults are told in words."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from expograph.errors import ExpographError
from expograph.load import auth
from expograph.load.auth import Credentials

if TYPE_CHECKING:
    from requests import Response, Session
    from requests.auth import AuthBase

BUSY = (502, 503, 504)
ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 6, 0.25, 30.0  # seconds; each wait is twice the one before
CHUNK, WORDS = 1 << 16, 300
LARGEST_ERROR = 1 << 16


@dataclass(frozen=True)
class Reply:
    """What a store answered."""

    status: int
    media: str
    etag: str | None
    body: bytes
    challenge: str = ""
    location: str = ""
    wait: float | None = None


@dataclass(frozen=True)
class Request:
    """What is asked of a store.

    Args:
        method: GET, POST or PUT; what is posted adds triples, so that a second time changes nothing.
        url: Where to.
        params: What stands after the question mark.
        body: What is sent.
        headers: Media types and conditions.
        most: How many bytes of the answer are wanted; None for all.
    """

    method: str
    url: str
    params: str = ""
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None


class Client:
    """Requests to a store; what it keeps is the line, and for each host how to sign on there."""

    def __init__(self, timeout: int) -> None:
        self.timeout, self.met = timeout, False
        self.given: dict[str, Credentials] = {}
        self.signs: dict[str, AuthBase | None] = {}

    @cached_property
    def _session(self) -> "Session":
        from requests import Session

        session = Session()
        session.auth = lambda request: request  # else requests looks into netrc
        return session

    def _given(self, url: str) -> Credentials:
        """What we have for the host of an address: netrc's password for one host is not for another."""
        host = urlsplit(url).netloc
        if host not in self.given:
            self.given[host] = auth.credentials(url)
        return self.given[host]

    def send(self, request: Request) -> Reply:
        """Sends a request that may be sent twice, and reads the answer.

        Raises:
            ExpographError: No answer within `timeout` seconds, none at all, a certificate that does not
                verify, a redirection, or credentials that are wanted and wrong.
        """
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            reply = self._try(request, last)
            if reply and reply.status not in BUSY:
                return self._admitted(reply, request.url)
            if reply and last:
                raise self.refusal(reply, request.url)
            wait = reply.wait if reply and reply.wait is not None else FIRST_WAIT * 2**attempt
            time.sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("the last attempt answers or raises")

    def _try(self, request: Request, last: bool) -> Reply | None:
        """An answer, or None for a line that broke and may be tried again."""
        import requests
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        url = request.url
        try:
            reply = self._signed_on(request, time.monotonic() + self.timeout)
            self.met = True
            return reply
        except requests.exceptions.SSLError as error:
            hint = "its authority can be named in REQUESTS_CA_BUNDLE, the path of a file of certificates"
            if (reason := _reason(error)).startswith("certificate verify failed"):
                raise self.error(f"the certificate of {url} does not verify: {reason}", hint) from error
            raise self.error(f"{url} cannot be reached over TLS: {reason}", "is it https there?") from error
        except (requests.Timeout, ReadTimeoutError, TimeoutError) as error:
            hint = "give it longer with --timeout; it may still be at work on what it was sent"
            raise self.error(f"{url} gave no answer in {self.timeout} s", hint) from error
        except (requests.ConnectionError, HTTPError) as error:
            if last or (not self.met and _never_connected(error)):
                hint = "see that the address is right and the store is running"
                raise self.error(f"{url} cannot be reached: {_reason(error)}", hint) from error
            return None
        except (requests.RequestException, UnicodeEncodeError) as error:
            raise self.error(f"{url} cannot be asked: {_reason(error)}") from error

    def _signed_on(self, request: Request, deadline: float) -> Reply:
        """The answer; where the store asks who we are, that to a second request which says it."""
        given, host = self._given(request.url), urlsplit(request.url).netloc
        sign = self.signs.setdefault(host, auth.at_once(given))
        reply = self._once(request, deadline, sign)
        if reply.status == 401 and (known := auth.answer(given, reply.challenge)):
            self.signs[host] = known
            reply = self._once(request, deadline, known)
        return reply

    def _once(self, request: Request, deadline: float, sign: "AuthBase | None") -> Reply:
        answer = self._session.request(
            request.method,
            request.url,
            params=request.params,
            data=request.body,
            headers=request.headers,
            auth=sign,
            timeout=self.timeout,
            stream=True,
            allow_redirects=False,  # a PUT would become a GET, and credentials would travel
        )
        with answer:
            return _read(answer, deadline, request.most)

    def _admitted(self, reply: Reply, url: str) -> Reply:
        """The reply, unless it is a closed door or points elsewhere."""
        if reply.status in (401, 403):
            given = self._given(url)
            fault = "does not accept the credentials" if given.secrets else "wants credentials"
            raise self.error(f"{url} {fault} (HTTP status {reply.status})", auth.WHERE)
        if 300 <= reply.status < 400 and reply.location:
            raise self.error(f"{url} has moved to {reply.location}", "give that address")
        return reply

    def refusal(self, reply: Reply, url: str) -> ExpographError:
        """An answer that refuses, in the store's own words."""
        words = self.words(reply)
        hint = None
        if reply.status == 507 or re.search(
            r"no space|disk (is )?full|out of (disk )?space", words, re.IGNORECASE
        ):
            hint = "make room on the store's disk"
        return self.error(f"{url} answers HTTP status {reply.status}" + (f": {words}" if words else ""), hint)

    def words(self, reply: Reply) -> str:
        """The beginning of an answer as text."""
        text = reply.body[:LARGEST_ERROR].decode(errors="replace")
        if "html" in reply.media or text.lstrip()[:1] == "<":
            text = unescape(re.sub(r"(?is)<(head|style|script)\b.*?</\1>|<[^>]*>", " ", text))
        text = " ".join(text.split())
        return text if len(text) <= WORDS else text[:WORDS] + "…"

    def error(self, message: str, hint: str | None = None) -> ExpographError:
        """An error in which no secret stands, whatever the store echoes."""
        for secret in (secret for given in self.given.values() for secret in given.secrets):
            message = message.replace(secret, "…")
        return ExpographError(message, hint=hint)


def _read(answer: "Response", deadline: float, most: int | None) -> Reply:
    """The answer; a socket's timeout alone would let a store trickle for ever."""
    body = bytearray()
    while (most is None or len(body) < most) and (piece := answer.raw.read1(CHUNK, decode_content=True)):
        body += piece
        if time.monotonic() > deadline:
            raise TimeoutError
    media = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(
        answer.status_code,
        media,
        answer.headers.get("ETag"),
        bytes(body),
        answer.headers.get("WWW-Authenticate", ""),
        answer.headers.get("Location", ""),
        _later(answer.headers.get("Retry-After", "")),
    )


def _later(text: str) -> float | None:
    """The seconds that Retry-After asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    if text.isdecimal():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _never_connected(error: Exception) -> bool:
    from urllib3.exceptions import NewConnectionError

    inner = error.args[0] if error.args else None
    return isinstance(getattr(inner, "reason", inner), NewConnectionError)


def _reason(error: BaseException) -> str:
    """The innermost words of an error that others are wrapped around."""
    while True:
        inner = getattr(error, "reason", None) or (error.args[0] if error.args else None)
        if not isinstance(inner, BaseException):
            break
        error = inner
    words = str(error.args[-1] if error.args else error)
    return re.sub(r"^.*?(Failed to (establish|resolve)|certificate verify failed)", r"\1", words)
