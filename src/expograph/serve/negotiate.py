"""Which form an answer takes (RFC 9110, section 12.5.1): by the client's wishes, then by our order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from expograph.serve.refusal import Refusal

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
RANGE = re.compile(rf"\s*({TOKEN})/({TOKEN})\s*(.*)", re.DOTALL)
QUALITY = re.compile(r"(?:.*;)?\s*[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;.*)?", re.DOTALL)
LANGUAGE = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*\s*(.*)", re.DOTALL)
MOST = 64  # ranges that are read of a header
CLOSEST = 3


@dataclass(frozen=True, eq=False)
class Form:
    """A form in which an answer can be given.

    Args:
        name: What `format=` calls it, and its file's suffix.
        media: Its media type, as it is told.
        others: Media types that mean it too.
    """

    name: str
    media: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """A range of media types, and how much it is liked, from 0 to 1."""

    type: str
    subtype: str
    quality: float

    def fits(self, media: str) -> int:
        """How closely it names a media type: 0 not at all, CLOSEST exactly."""
        type_, _, subtype = media.partition(";")[0].partition("/")
        if self.type == "*":
            return int(self.subtype == "*")
        if self.type != type_:
            return 0
        return 2 if self.subtype == "*" else CLOSEST * (self.subtype == subtype)


def wishes(accept: str) -> list[Wish]:
    """The ranges of an Accept header in their order; what is none is passed over."""
    found = []
    for part in accept.split(",", MOST)[:MOST]:
        if match := RANGE.fullmatch(part):
            quality = QUALITY.fullmatch(match[3])
            found.append(Wish(match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return found


@lru_cache(1024)
def chosen(accept: str, offers: tuple[Form, ...], name: str = "") -> Form:
    """The form that a client likes best; where it likes several as much, the first that it names.

    Args:
        accept: The Accept header, empty if there was none.
        offers: What there is, the default first.
        name: The form that was asked for by its name, which comes before the header.

    Raises:
        Refusal: 406, with the list of what there is.
    """
    if name:
        found = next((form for form in offers if form.name == name), None)
    elif asked := wishes(accept):
        ranked = [(liked(form, asked), -number, form) for number, form in enumerate(offers)]
        (quality, *_), _, best = max(ranked, key=lambda one: one[:2])
        found = best if quality > 0 else None
    else:
        found = offers[0]
    if found is None:
        raise Refusal(406, f"This answer can be given as {listed(offers)}.")
    return found


def names(accept: str, offer: Form) -> bool:
    """Whether a client says that it takes a form, and not only that it takes anything."""
    quality, fit, _ = liked(offer, wishes(accept))
    return quality > 0 and fit > 1


@lru_cache(1024)
def language(accept: str, offers: tuple[str, ...]) -> str:
    """The language that a reader likes best (RFC 9110, section 12.5.4; RFC 4647, section 3.4).

    Args:
        accept: The Accept-Language header, empty if there was none.
        offers: What there is, by primary subtag, the default first.
    """
    found: dict[str, float] = {}
    for part in accept.split(",", MOST)[:MOST]:
        if match := LANGUAGE.fullmatch(part):
            quality = QUALITY.fullmatch(match[2])
            found.setdefault(match[1].lower(), float(quality[1]) if quality else 1.0)
    liking = {one: found.get(one, found.get("*", 0.0)) for one in offers}
    best = max(offers, key=lambda one: liking[one])  # the first of those that are liked as much
    return best if liking[best] > 0 else offers[0]


def liked(form: Form, asked: Sequence[Wish]) -> tuple[float, int, int]:
    """How much a form is liked: by the closest range, then how close that is, then how early it stands."""
    closest = (0.0, 0, 0)
    for number, wish in enumerate(asked):
        exactly = (
            f"{wish.type}/{wish.subtype}" in form.others
        )  # a range means what is told, not its other names
        fit = CLOSEST if exactly else wish.fits(form.media)
        if fit > closest[1]:
            closest = (wish.quality, fit, -number)
    return closest


def listed(offers: Iterable[Form]) -> str:
    """Media types as a sentence has them."""
    return ", ".join(f"{form.media.partition(';')[0]} (format={form.name})" for form in offers)
