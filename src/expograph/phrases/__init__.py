"""Reading the phrases of press reports: numbers with their bounds and units, dates, ordinals."""

from expograph.phrases.mentions import Mention, mentions
from expograph.phrases.reader import candidates, read
from expograph.phrases.reading import PhraseError, Reading, describe

__all__ = ["Mention", "PhraseError", "Reading", "candidates", "describe", "mentions", "read"]
