"""The fixtures of the archive's own tests, for the tests of its views."""

from __future__ import annotations

from tests.storage.conftest import archive, crawl, rows

__all__ = ["archive", "crawl", "rows"]
