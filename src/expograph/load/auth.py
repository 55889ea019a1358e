"""Credentials: from the environment or netrc, never from a command line that a shell remembers."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from expograph.errors import ExpographError

if TYPE_CHECKING:
    from requests.auth import AuthBase

USER, PASSWORD, TOKEN = "EXPOGRAPH_USER", "EXPOGRAPH_PASSWORD", "EXPOGRAPH_TOKEN"
WHERE = f"set {USER} and {PASSWORD}, or {TOKEN}, or write them into ~/.netrc"


@dataclass(frozen=True)
class Credentials:
    """What a store may ask for: a name with its password, or a token; none is shown by `repr`."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> list[str]:
        """What must never be printed."""
        return [secret for secret in (self.password, self.token) if secret]


def credentials(url: str, environment: Mapping[str, str] = os.environ) -> Credentials:
    """The credentials for an address: the environment's, else those that netrc has for its host.

    Raises:
        ExpographError: A name comes without its password, or a token holds what no header can.
    """
    user, password, token = (environment.get(name) for name in (USER, PASSWORD, TOKEN))
    if token:
        if not re.fullmatch("[!-~]+", token):  # RFC 6750, section 2.1, has even fewer
            raise ExpographError(f"{TOKEN} holds a character that no token has", hint="a line break, perhaps")
        return Credentials(token=token)
    if user or password:
        if not (user and password):
            raise ExpographError(f"of {USER} and {PASSWORD} one is missing", hint="set both")
        return Credentials(user, password)
    from requests.utils import get_netrc_auth

    found = get_netrc_auth(url)
    return Credentials(*found) if found else Credentials()


def at_once(given: Credentials) -> "AuthBase | None":
    """What goes with the first request: a token. A password waits until the store says how it wants it."""
    return _Bearer(given.token) if given.token else None


def answer(given: Credentials, challenge: str) -> "AuthBase | None":
    """What a store's challenge (RFC 9110, section 11.6.1) asks for; None if we do not have it.

    Args:
        given: What we have.
        challenge: Its header WWW-Authenticate; of several schemes digest goes before basic.
    """
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    if given.user is None or given.password is None:
        return None
    schemes = challenge.lower()
    if "digest" in schemes:
        return HTTPDigestAuth(given.user, given.password)
    return HTTPBasicAuth(given.user.encode(), given.password.encode()) if "basic" in schemes else None


def _Bearer(token: str) -> "AuthBase":
    from requests import PreparedRequest
    from requests.auth import AuthBase

    class Bearer(AuthBase):
        """RFC 6750, section 2.1."""

        def __call__(self, request: PreparedRequest) -> PreparedRequest:
            request.headers["Authorization"] = f"Bearer {token}"
            return request

    return Bearer()
