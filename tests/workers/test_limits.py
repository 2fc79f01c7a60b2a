"""The number of workers is taken from the environment, and a typo does not mean the default."""

from __future__ import annotations

import os

import pytest

from newsarchive.errors import ConfigurationError
from newsarchive.workers import worker_count


def test_the_default_is_one_for_each_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSARCHIVE_WORKERS", raising=False)
    assert worker_count() == len(os.sched_getaffinity(0))
    monkeypatch.setenv("NEWSARCHIVE_WORKERS", " ")
    assert worker_count() == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("given", ["0", "1", "3", "256"])
def test_a_number_is_taken(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NEWSARCHIVE_WORKERS", given)
    assert worker_count() == int(given)


@pytest.mark.parametrize("given", ["two", "-1", "1.5", "257", "٣", "99999999999999999999"])
def test_anything_else_is_a_configuration_error(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NEWSARCHIVE_WORKERS", given)
    with pytest.raises(ConfigurationError, match="NEWSARCHIVE_WORKERS"):
        worker_count()
