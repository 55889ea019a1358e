"""Reading the phrases of press reports: numbers with their bounds and units, dates, ordinals."""

from expograph.phrases.mentions import Mention, mentions
from expograph.phrases.reading import PhraseError, Reading, candidates, describe, read

__all__ = ["Mention", "PhraseError", "Reading", "candidates", "describe", "mentions", "read"]
