"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.newsroom_visits"]

# A deadline counts seconds on the wall: on a busy machine an example of 40 ms took 270.
settings.register_profile("newsarchive", deadline=None)
settings.load_profile("newsarchive")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages with known answers beside the checkout; its tests skip, loudly, without it."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip(f"SKIPPED FOR WANT OF INPUT: {SHARED} is absent, real pages are not tested")
    return SHARED
