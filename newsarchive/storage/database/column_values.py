"""Column types and values that are the same on SQLite and PostgreSQL.

Characters that a database refuses are removed, and the removal is counted as a repair.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine

from newsarchive.evidence import RepairKind
from newsarchive.items import CleanArticle, Repair

_V = TypeVar("_V")

# SQLite numbers rows by itself only where the type is INTEGER; PostgreSQL's INTEGER ends at 2**31 - 1.
BigId = BigInteger().with_variant(Integer(), "sqlite")
# "C" sorts by code point, as SQLite does: servers with different locales must sort alike.
Words = Text().with_variant(Text(collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in whole seconds: aware UTC in Python, UTC without zone in the database.

    SQLite's own DateTime drops an offset without converting it, hence this type
    (docs/explanation/storage.md#values-that-databases-refuse). Stored text is `YYYY-MM-DD HH:MM:SS`, so that
    literals compare alike on both databases.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(DATETIME(truncate_microseconds=True))  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone was given to the archive: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


# PostgreSQL refuses NUL in text; both databases (and UTF-8 itself) refuse a lone surrogate
# (docs/explanation/storage.md#values-that-databases-refuse).
UNSTORABLE_CHARACTER = re.compile("[\x00\ud800-\udfff]")
# The largest bigint of both databases.
_LARGEST = 2**63 - 1


class ValueCoercer:
    """Removes the characters that a database refuses, wherever in a value; `count` is how many."""

    def __init__(self) -> None:
        self.count = 0

    def coerced(self, value: _V) -> _V:
        """Return a text, number, tuple or dataclass of such as both databases accept it; all else as it is.

        No field is named here, so that none can be forgotten.
        """
        coerced: Any = value
        if isinstance(value, str):
            coerced, removed = UNSTORABLE_CHARACTER.subn("", value)
            self.count += removed
        elif isinstance(value, float):
            coerced = value if math.isfinite(value) else 0.0  # SQLite turns a NaN into NULL
        elif isinstance(value, int):
            coerced = min(value, _LARGEST)
        elif isinstance(value, tuple):
            coerced = tuple(map(self.coerced, value))
        elif is_dataclass(value) and not isinstance(value, type):
            coerced = self._coerced_fields(value)
        return coerced  # type: ignore[no-any-return] # of the type that came in

    def _coerced_fields(self, value: Any) -> Any:
        before = {one.name: getattr(value, one.name) for one in fields(value)}
        changes = {name: new for name, old in before.items() if (new := self.coerced(old)) != old}
        return replace(value, **changes) if changes else value


def coerced_text(value: str | None) -> str | None:
    """Return the text without the characters that a database refuses."""
    return None if value is None else UNSTORABLE_CHARACTER.sub("", value)


def coerced_article(article: CleanArticle) -> CleanArticle:
    """Return the article with values that both databases accept; a repair counts what was removed."""
    coercer = ValueCoercer()
    coerced = coercer.coerced(article)
    if not coercer.count:
        return coerced
    repairs = (*coerced.facts.repairs, Repair(RepairKind.UNSTORABLE_CHARACTERS, coercer.count, 1.0))
    return replace(coerced, facts=replace(coerced.facts, repairs=repairs))
