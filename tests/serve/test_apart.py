"""Work in a process of its own."""

import os
import signal
import time

import pytest

from expograph.serve.apart import Ended, apart


def test_what_it_does_to_the_data_is_lost_with_it() -> None:
    """Its result comes back, and nothing else of it."""
    data = [1]
    assert apart(lambda: (data.append(2), len(data))[1]) == 2
    assert data == [1]


def test_a_process_that_ends_has_no_result() -> None:
    """Killed, or ended by what handled its exception: whoever waited learns that there is nothing."""
    with pytest.raises(Ended):
        apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_it_has_the_time_that_is_left() -> None:
    """The kernel ends it when the time of who waits is up, though a fork has no timer of its parent's."""
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0.3)

    def endless() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        time.sleep(60)

    try:
        begun = time.monotonic()
        with pytest.raises(Ended):
            apart(endless)
        assert time.monotonic() - begun < 30
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
