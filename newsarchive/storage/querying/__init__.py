"""Analysts' SQL: one statement, read-only by construction, the same values on either database."""

from __future__ import annotations

from newsarchive.storage.querying.running import run_query
from newsarchive.storage.querying.values import QueryResult, Value

__all__ = ["QueryResult", "Value", "run_query"]
