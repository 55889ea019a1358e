"""A plan carried out graph by graph, each verified before the next; a failure says what the store holds."""

from collections.abc import Callable, Sequence

from expograph.errors import ExpographError
from expograph.load.digest import digest
from expograph.load.plan import KEEP, REPLACE, Step
from expograph.load.store import Changed, Held, Store
from expograph.load.wire import shown

Advance = Callable[[int], None]
AGAIN = "the same command goes on from there"


def carry_out(store: Store, steps: Sequence[Step], advance: Advance) -> None:
    """Makes each graph what it is to be.

    Args:
        store: Which store.
        steps: What is to be done, as `plan` says.
        advance: Told how many triples have arrived.

    Raises:
        ExpographError: The store fails, or somebody else writes to it; the message says what it holds now.
    """
    for done, step in enumerate(steps):
        try:
            _perform(store, step, advance)
        except ExpographError as error:
            state = _state(store, step, done, len(steps))
            hint = f"{error.hint}\n    {state}" if error.hint else state
            raise type(error)(error.message, hint=hint) from error


def _perform(store: Store, step: Step, advance: Advance) -> None:
    if step.action == KEEP:
        return
    if step.action == REPLACE:
        _unchanged(step, store.read(step.graph))
        store.exchange(step.graph, step.whole, step.held)
        advance(step.sent)
    else:
        for count in store.add(step.graph, step.missing):
            advance(count)
    _verified(step, store.read(step.graph))


def _unchanged(step: Step, now: Held) -> None:
    """What is about to go is what was seen when the plan was made."""
    if now.content.keys() != step.held.content.keys():
        raise Changed(f"somebody else changed {shown(step.graph)} meanwhile; it was not replaced")


def _verified(step: Step, now: Held) -> None:
    """Count and digest are right."""
    if len(now.content) == len(step.wanted) and digest(now.content) == digest(step.wanted):
        return
    lost, others = step.wanted.keys() - now.content.keys(), now.content.keys() - step.wanted.keys()
    if others and not lost:
        raise Changed(
            f"somebody else changed {shown(step.graph)} meanwhile: {len(others)} triples are not ours"
        )
    example = min(map(str, lost))
    raise ExpographError(
        f"{shown(step.graph)} does not hold what was loaded: {len(lost)} of {len(step.wanted)} triples are"
        f" not there and {len(others)} others are; for example {example}"
    )


def _state(store: Store, step: Step, done: int, steps: int) -> str:
    """What the store holds after a failure."""
    done_so_far = f"{done} of {steps} graphs are right"
    try:
        now = store.read(step.graph)
    except ExpographError:
        return f"{done_so_far}, what {shown(step.graph)} holds now is unknown, the rest is as it was; {AGAIN}"
    ours = len(now.content.keys() & step.wanted.keys())
    others = len(now.content) - ours
    this = f"{done_so_far}, {shown(step.graph)} holds {ours} of {len(step.wanted)} triples"
    if others:
        return f"{this} and {others} that are not ours, the rest is as it was"
    return f"{this}, the rest is as it was; {AGAIN}"
