"""A clock whose hands the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from newsarchive import clock
from tests.storage.making import NOON


@pytest.fixture
def hands() -> Iterator[list[datetime]]:
    """The clock's hands: it stands at the last of the list."""
    stands = [NOON]
    with clock.using(lambda: stands[-1]):
        yield stands
