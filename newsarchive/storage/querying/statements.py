"""Which statements may be asked at all, and how we say no."""

from __future__ import annotations

from newsarchive.errors import SqlError
from newsarchive.storage.fitting import UNFIT
from newsarchive.storage.sql_tokens import UNSEEN, pieces

ALLOWED = frozenset({"select", "with", "values", "explain"})
HINT = "A query is one SELECT (or WITH, VALUES, EXPLAIN) over the views; it cannot change anything."


def demand_reading(sql: str) -> None:
    """Raise SqlError unless the statement begins as a reading one.

    A first gate with a clear message; what holds is each database's own (authorizer, read-only transaction),
    except for COPY and CALL on PostgreSQL, which a read-only transaction would let out.
    """
    if UNFIT.search(sql):
        raise SqlError("The SQL holds a NUL or a lone surrogate.", hint=HINT)
    first = next((piece for piece in pieces(sql) if piece.kind not in UNSEEN and piece.text != "("), None)
    if first is None or first.kind != "word":
        raise SqlError("There is no SQL statement.", hint=HINT)
    if first.text.lower() not in ALLOWED:
        raise SqlError(f"{first.text.upper()} is not allowed: a query only reads.", hint=HINT)
