"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.newsroom_visits"]

# A deadline counts seconds on the wall: on a busy machine an example of 40 ms took 270.
settings.register_profile("newsarchive", deadline=None)
settings.load_profile("newsarchive")

# Groups of tests that one worker has for a minute and more: begun last, they would keep the others waiting.
LONG_GROUPS = ("floors", "newsroom", "browser", "survey")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long groups."""

    def place(item: pytest.Item) -> int:
        named = {mark.args[0] for mark in item.iter_markers("xdist_group")}
        return min((at for at, group in enumerate(LONG_GROUPS) if group in named), default=len(LONG_GROUPS))

    items.sort(key=place)


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages with known answers beside the checkout; its tests skip, loudly, without it."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip(f"SKIPPED FOR WANT OF INPUT: {SHARED} is absent, real pages are not tested")
    return SHARED
