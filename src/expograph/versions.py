"""How far a version number must move for what changed."""

MAJOR, MINOR, PATCH = STEPS = ("major", "minor", "patch")


def version(text: str) -> tuple[int, ...] | None:
    """The three numbers of a version (Semantic Versioning 2.0.0, clause 2); None for any other text."""
    parts = text.partition("+")[0].partition("-")[0].split(".")
    return tuple(map(int, parts)) if len(parts) == 3 and all(p.isdecimal() for p in parts) else None


def moved_enough(old: str, new: str, step: str) -> bool:
    """Whether a version number moved as far as a step asks, or further.

    Args:
        old: The earlier version.
        new: The later one.
        step: One of STEPS, or empty for none.
    """
    numbers = version(old), version(new)
    if not step or None in numbers:
        return not step
    before, after = numbers
    assert before is not None
    assert after is not None
    place = STEPS.index(asked(old, step)) + 1
    return after[:place] > before[:place]


def asked(old: str, step: str) -> str:
    """How far a version must move for a step: while it begins with 0, what breaks shows in its second number.

    Semantic Versioning 2.0.0, clause 4, asks for nothing there; this is how Cargo and npm read such numbers.
    """
    numbers = version(old)
    return MINOR if step == MAJOR and numbers and numbers[0] == 0 else step
