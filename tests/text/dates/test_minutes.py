"""The quick look for a clock never misses one the search would find."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.time_choice import shows_minute
from tests.text.dates.pages import tree_of


@pytest.mark.parametrize("shown", ["21:17", "at 9h17", "9.17 Uhr", "21:47", "7:02 pm", "(3:17)"])
def test_shown(shown: str) -> None:
    assert shows_minute(tree_of(f"<p>2 May 2024 {shown}</p>"), 17)


@pytest.mark.parametrize("shown", ["21:18", "2024-05-02T21:17:00Z", "item 4:172", "", "17"])
def test_not_shown(shown: str) -> None:
    assert not shows_minute(tree_of(f"<p>2 May 2024 {shown}</p>"), 17)
