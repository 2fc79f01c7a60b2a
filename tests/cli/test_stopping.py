"""The first signal is a request, and the handlers of before come back."""

from __future__ import annotations

import os
import signal

import pytest

from newsarchive.cli.stopping import StopRequest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_remembered_and_the_next_one_is_not_caught(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    assert StopRequest().received is None
    with StopRequest() as stop:
        os.kill(os.getpid(), number)
        assert stop.received is number
        assert signal.getsignal(number) is signal.SIG_DFL
    assert signal.getsignal(number) is before
