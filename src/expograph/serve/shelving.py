"""What the pages of a server are made of, and what their editor may not ask."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from expograph import pages
from expograph.pages import Shelf
from expograph.project import Project
from expograph.serve import log
from expograph.serve.dataset import Dataset
from expograph.serve.guard import refuse_fetching
from expograph.serve.refusal import Refusal
from expograph.serve.settings import Settings

TOLD: set[str] = set()
"""The documents whose texts are not those that were quoted, of which this process has told."""


def shelved(settings: Settings, store: Store) -> Shelf:
    """Prepare the pages of a store.

    Args:
        settings: With the project, and where the texts of documents are.
        store: What the pages show, every triple in its default graph.

    Raises:
        ExpographError: A file of the project cannot be read.
    """
    project = Project(Path(settings.project))
    documents = Path(settings.documents) if settings.documents else None
    guard = partial(complaint, settings.hosts)
    shelf = pages.open(project, documents, store, guard, own=not settings.data)
    for document in sorted(shelf.differing - TOLD):
        TOLD.add(document)
        log.say("text differs", document=document, shown="its quotes alone")
    return shelf


def put(shelf: Shelf, data: Dataset) -> Shelf:
    """Make the pages of data of a shelf that was prepared of them, here or in another process."""
    shelf.store = data.store
    if data.shelf:  # of a state before a change, which the project's files do not know: their proofs stay
        shelf.prove_as(data.shelf)
    data.shelf, data.shelved = shelf, True
    return shelf


def complaint(hosts: Collection[str], text: str) -> str | None:
    """Why a query is not run: as the endpoint says it; None where it may be."""
    try:
        refuse_fetching(text, hosts)
    except Refusal as refusal:
        return refusal.sentence
    return None
