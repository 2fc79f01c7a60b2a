"""Tests of one group run in one worker: the databases and the pages they share are made once."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.xdist_group("house")


def test_groups_are_heeded(request: pytest.FixtureRequest) -> None:
    """With pytest 9.2 pytest-xdist 3.8 forgot them without a word, and each worker made everything."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@house")
