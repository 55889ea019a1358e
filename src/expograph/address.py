"""The address of a store or of an endpoint, looked at before anything asks it or prints it."""

import re
from urllib.parse import urlsplit

from expograph.errors import ExpographError


def check(url: str, kind: str, elsewhere: str | None = None) -> None:
    """Refuses what is no address of the web, or holds a password, in words that do not show it.

    Args:
        url: The address, as a user gives it.
        kind: What it is the address of.
        elsewhere: Where a password goes instead.

    Raises:
        ExpographError: It is refused.
    """
    authority = re.split("[/?#]", url.partition("://")[2] or url, maxsplit=1)[0]
    if "@" in authority:
        raise ExpographError("an address with a password in it stays in the shell's history", hint=elsewhere)
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""  # a bracket of an IPv6 address that does not close
    if scheme not in ("http", "https"):
        raise ExpographError(f"{url} is not the address of {kind}", hint="it starts with http:// or https://")
