"""Refusals as pages for people, in their language; a front has them ready, for workers may all be busy."""

import asyncio
import json
from contextlib import suppress
from html import escape
from urllib.parse import parse_qsl

from expograph.pages import LANGUAGES
from expograph.pages.refused import REASON
from expograph.serve.exchange import Broken, asked
from expograph.serve.forms import PAGES
from expograph.serve.negotiate import language, names
from expograph.serve.pool import Pool
from expograph.serve.refusal import Refusal

HTML = PAGES["html"]


class Refused:
    """The pages of refusals.

    Args:
        pool: The workers, which make them; and which state the data are in.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool, self.generation = pool, ""
        self.pages: dict[str, dict[str, str]] = {}

    async def look(self, seconds: float) -> None:
        """Have the pages of the data as they are now; until then those of the state before do.

        Args:
            seconds: That making them may take.
        """
        generation = self.pool.state.read()
        if generation == self.generation:
            return
        job = json.dumps({"kind": "refusals"}).encode()
        with suppress(Refusal, Broken):  # nobody is free: so later
            async with asked(self.pool, "", job, seconds) as one:
                await one.begin(never)
                self.pages = json.loads(b"".join([piece async for piece in one.pieces()]))
            self.generation = generation

    def page(self, accept: str, liked: str, target: bytes, refusal: Refusal) -> tuple[str, bytes] | None:
        """The page of a refusal and its language, for who says that he takes HTML.

        Args:
            accept: The Accept header.
            liked: The Accept-Language header.
            target: The parameters of the address, where one may name a language.
            refusal: Why.
        """
        if not names(accept, HTML):
            return None
        named = dict(parse_qsl(target.decode("latin-1"))).get("lang", "")
        chosen = named if named in LANGUAGES else language(liked, LANGUAGES)
        found = self.pages.get(chosen, {}).get(str(refusal.status))
        return (chosen, found.replace(REASON, escape(str(refusal))).encode()) if found else None


async def never() -> None:
    """Nobody leaves who is not there."""
    await asyncio.Event().wait()
