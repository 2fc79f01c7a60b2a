"""What one kind of derived data must be able to do."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection


class Step(Protocol):
    """One kind of derived data. `fill` until it returns 0 leaves nothing `missing`."""

    @property
    def name(self) -> str:
        """What is made, in the plural, as shown to the operator: `search entries`."""

    def missing(self, connection: Connection) -> int:
        """Return how many rows lack it (0 costs no more than one look through an index)."""

    def fill(self, connection: Connection, limit: int) -> int:
        """Make it for up to `limit` rows; return for how many.

        The caller's transaction is writing and is committed afterwards. What was made before, by a save or
        by an interrupted run, is left alone; no row is given up on, so that the last call returns 0.
        """
