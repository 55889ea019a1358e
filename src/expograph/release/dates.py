"""When a release is issued: as whoever makes it says, and by no clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from pyoxigraph import Literal, NamedNode

from expograph.errors import ExpographError
from expograph.namespaces import DCTERMS
from expograph.ontology import Ontology

EPOCH = "SOURCE_DATE_EPOCH"


def issued(known: Ontology, ontology: NamedNode, environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH in UTC (https://reproducible-builds.org/specs/source-date-epoch/).

    Where it is not set, it is the day that the ontology states as its dcterms:issued.

    Args:
        known: The ontology.
        ontology: Its own IRI.
        environment: The variables of the process.

    Raises:
        ExpographError: It is no number of seconds, or there is neither.
    """
    seconds = environment.get(EPOCH)
    if seconds is not None:
        return day(seconds)
    stated = known.objects(ontology, NamedNode(DCTERMS + "issued"))
    try:
        return max(date.fromisoformat(one.value[:10]) for one in stated if isinstance(one, Literal))
    except ValueError:
        hint = f'give it one, as in "2026-11-22"^^xsd:date, or set {EPOCH}'
        raise ExpographError(f"<{ontology.value}> has no day as its dcterms:issued", hint=hint) from None


def day(seconds: str) -> date:
    """The day, in UTC, that lies so many seconds after the beginning of 1970.

    Raises:
        ExpographError: This is no whole number, or beyond the year 9999.
    """
    try:
        if not (seconds.isascii() and seconds.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        hint = "set it to what `git log -1 --format=%ct` prints, or unset it"
        message = f"{EPOCH} is {seconds!r}, which is no number of seconds since 1970-01-01"
        raise ExpographError(message, hint=hint) from None
