"""The number of workers is taken from the environment, and a typo does not mean the default."""

from __future__ import annotations

import os

import pytest

from newsarchive.errors import ConfigurationError
from newsarchive.workers import worker_count


def test_the_default_is_one_for_each_processor() -> None:
    assert worker_count({}) == worker_count({"NEWSARCHIVE_WORKERS": " "}) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("given", ["0", "1", "3", "256"])
def test_a_number_is_taken(given: str) -> None:
    assert worker_count({"NEWSARCHIVE_WORKERS": given}) == int(given)


@pytest.mark.parametrize("given", ["two", "-1", "1.5", "257", "٣", "99999999999999999999"])
def test_anything_else_is_a_configuration_error(given: str) -> None:
    with pytest.raises(ConfigurationError, match="NEWSARCHIVE_WORKERS"):
        worker_count({"NEWSARCHIVE_WORKERS": given})
