"""The twin without processes answers like the pool."""

from __future__ import annotations

import pytest

from newsarchive.workers import InlinePool
from tests.workers.functions import shout


def test_it_maps_lazily_and_submits() -> None:
    with InlinePool(shout) as pool:
        assert next(pool.map(iter(["a", "raise"]))) == "A"
        assert pool.submit("b").result() == "B"
        with pytest.raises(ValueError, match="luck"):
            pool.submit("raise").result()
