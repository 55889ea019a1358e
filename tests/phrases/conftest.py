"""Property-based tests are repeatable, and not timed: the first sum of money loads all currencies."""

from hypothesis import settings

settings.register_profile("expograph", deadline=None, derandomize=True)
settings.load_profile("expograph")
