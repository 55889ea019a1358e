"""Who may change the data: who has the token."""

import hmac
import os
import re
from typing import Any

from expograph.errors import ExpographError
from expograph.serve import http
from expograph.serve.refusal import Refusal
from expograph.serve.settings import TOKEN_LENGTH, Settings

VARIABLE = "EXPOGRAPH_TOKEN"
GENERATIONS = re.compile(r'(?<!W/)"([0-9a-f]+)-')  # of strong entity tags


def checked() -> None:
    """Refuse to start without a token, or with one that can be guessed.

    Raises:
        ExpographError: There is none, or it is short, or cannot stand in a header.
    """
    token = os.environ.get(VARIABLE, "")
    if len(token) < TOKEN_LENGTH or not token.isascii() or not token.isprintable() or " " in token:
        message = f"--writable needs a token in {VARIABLE}: {TOKEN_LENGTH} or more printable ASCII characters"
        hint = "make one with: python -c 'import secrets; print(secrets.token_urlsafe())'"
        raise ExpographError(message, hint=hint)


def condition(scope: Any) -> list[str]:
    """The states of the data for which a change is meant, by If-Match; none where it is for any.

    Raises:
        Refusal: 412, it is conditional on something else.
    """
    if http.header(scope, b"if-none-match").strip() not in ("", "*"):
        raise Refusal(412, "A change is conditional on If-Match, or on If-None-Match: * for a new graph.")
    given = http.header(scope, b"if-match")
    return [] if given.strip() in ("", "*") else GENERATIONS.findall(given) or ["none"]


def required(scope: Any, settings: Settings) -> None:
    """Refuse who may not change the data.

    Raises:
        Refusal: 403, nobody may here; 401, the token is missing or wrong.
    """
    if not settings.writable:
        raise Refusal(403, "This server only reads; it takes changes when it is started with --writable.")
    scheme, _, token = http.header(scope, b"authorization").partition(" ")
    expected = os.environ[VARIABLE].encode()
    given = token.strip().encode("latin-1")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given, expected):
        realm = (("www-authenticate", 'Bearer realm="expograph"'),)
        raise Refusal(401, "A change needs the token: Authorization: Bearer TOKEN.", headers=realm)
